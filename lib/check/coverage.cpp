// SPDX-License-Identifier: BSL-1.0
#include "check/coverage.hpp"

#include "rules/evaluate.hpp"

#include <algorithm>

namespace usher::check {
namespace {

using policy::Condition;

// Conditions nest no deeper than YAML does, so recursion is bounded.
void collect(const Condition &condition, std::vector<ConditionCoverage> &out) {
  if (condition.kind == Condition::Kind::test) out.push_back({&condition, 0, 0});
  for (const Condition &child : condition.children)
    collect(child, out);
}

PartCoverage part_of(const Condition &when) {
  PartCoverage part;
  collect(when, part.conditions);
  return part;
}

void count_part(const policy::Policy &policy, const rules::Facts &facts, bool matched, PartCoverage &part) {
  if (matched) ++part.matched;
  for (ConditionCoverage &one : part.conditions)
    ++(rules::holds(policy, one.condition->test, facts) ? one.seen_true : one.seen_false);
}

template <class Counts>
std::uint64_t count_conditions(const Coverage &coverage, Counts counts) {
  std::uint64_t total = 0;
  for (const std::vector<PartCoverage> *parts : {&coverage.rules, &coverage.signals, &coverage.lines}) {
    for (const PartCoverage &part : *parts) {
      for (const ConditionCoverage &one : part.conditions)
        total += counts(one) ? 1 : 0;
    }
  }
  return total;
}

} // namespace

Coverage::Coverage(const policy::Policy &policy) {
  for (const policy::Rule &rule : policy.rules)
    rules.push_back(part_of(rule.when));
  for (const policy::Signal &signal : policy.signals)
    signals.push_back(part_of(signal.when));
  for (const policy::PriorityLine &line : policy.priority.add)
    lines.push_back(part_of(line.when));
}

void Coverage::count(const policy::Policy &policy, const rules::Facts &facts,
                     std::span<const rules::RuleFate> fates) {
  ++messages;
  for (std::size_t rule = 0; rule < rules.size(); ++rule) {
    if (fates[rule].reached) count_part(policy, facts, fates[rule].matched, rules[rule]);
  }
  for (std::size_t signal = 0; signal < signals.size(); ++signal)
    count_part(policy, facts, facts.signals[signal], signals[signal]);
  for (std::size_t line = 0; line < lines.size(); ++line)
    count_part(policy, facts, rules::holds(policy, policy.priority.add[line].when, facts), lines[line]);
}

std::uint64_t Coverage::rules_matched() const {
  return static_cast<std::uint64_t>(
      std::count_if(rules.begin(), rules.end(), [](const PartCoverage &rule) { return rule.matched > 0; }));
}

std::uint64_t Coverage::conditions() const {
  return count_conditions(*this, [](const ConditionCoverage &) { return true; });
}

std::uint64_t Coverage::conditions_seen_both() const {
  return count_conditions(
      *this, [](const ConditionCoverage &one) { return one.seen_true > 0 && one.seen_false > 0; });
}

} // namespace usher::check
