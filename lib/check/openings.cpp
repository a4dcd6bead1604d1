// SPDX-License-Identifier: BSL-1.0
#include "check/passes.hpp"
#include "policy/placeholders.hpp"
#include "policy/signals.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace usher::check {
namespace {

bool says_when_it_opens(const policy::Reply &reply) {
  return std::any_of(reply.texts.begin(), reply.texts.end(), [](const policy::ReplyText &text) {
    return policy::has_placeholder(text.text, "opens");
  });
}

/// In any part of it, that of its signals aside.
bool asks_the_hour(const policy::Policy &policy, const policy::Condition &condition, bool by_signals) {
  bool asks = false;
  policy::for_each_test(condition, [&](const policy::Test &test) {
    asks |= test.fact == policy::fact_time || policy.facts[test.fact].derived == policy::Derived::open ||
            (by_signals && test.fact == policy::fact_signal);
  });
  return asks;
}

} // namespace

void find_unknown_openings(const policy::Policy &policy, Reporter &reporter) {
  const bool by_signals =
      std::any_of(policy.signals.begin(), policy.signals.end(),
                  [&](const policy::Signal &signal) { return asks_the_hour(policy, signal.when, false); });
  const auto look_at = [&](const policy::Outcome &outcome, const policy::Place &place, std::string path) {
    if (!outcome.reply) return;
    const policy::Reply &reply = policy.replies[*outcome.reply];
    if (!says_when_it_opens(reply)) return;
    reporter.warn(
        Code::opening_unknown, place, std::move(path),
        fmt::format(
            "the reply \"{}\" is also given while the department is open, when {{opens}} says nothing",
            reply.name),
        fmt::format("give it as closed: {{reply: {}}} of the department, or ask here for open", reply.name));
  };
  for (std::uint32_t i = 0; i < policy.rules.size(); ++i) {
    const policy::Rule &rule = policy.rules[i];
    if (!asks_the_hour(policy, rule.when, by_signals))
      look_at(rule.then, rule.place, reporter.path_of_rule(i) + ".then.reply");
  }
  look_at(policy.fallback, policy.fallback_place, "default.reply");
}

} // namespace usher::check
