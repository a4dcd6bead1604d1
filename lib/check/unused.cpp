// SPDX-License-Identifier: BSL-1.0
#include "check/passes.hpp"
#include "policy/signals.hpp"

#include <fmt/format.h>

namespace usher::check {
namespace {

void find_unused_departments(const policy::Policy &policy, Reporter &reporter) {
  std::vector<bool> named(policy.departments.size());
  if (policy.fallback.department) named[*policy.fallback.department] = true;
  const auto name = [&](const std::optional<std::uint32_t> &department) {
    if (department) named[*department] = true;
  };
  const auto notified = [&](const std::vector<policy::NotifiedId> &list) {
    for (const policy::NotifiedId id : list)
      if (id < named.size()) named[id] = true; // the others are people
  };
  for (const policy::Account &account : policy.accounts)
    for (const std::uint32_t department : account.departments)
      named[department] = true;
  for (const policy::Department &department : policy.departments) {
    if (department.closed) name(department.closed->to);
    if (department.queue) name(department.queue->overflow_to);
    name(department.assign.hand_over_to);
    for (const policy::WidenStep &step : department.widen) {
      for (const std::uint32_t also : step.also)
        named[also] = true;
      notified(step.notify);
    }
  }
  for (const policy::Rule &rule : policy.rules) {
    if (rule.then.department) named[*rule.then.department] = true;
    notified(rule.then.notify);
    for (const policy::Ask &ask : rule.then.ask)
      named[ask.department] = true;
  }
  for (std::size_t i = 0; i < named.size(); ++i) {
    if (named[i]) continue;
    const policy::Department &department = policy.departments[i];
    reporter.warn(Code::unused_department, department.place, fmt::format("departments.{}", department.name),
                  fmt::format("no rule names the department \"{}\" in what it decides", department.name),
                  "name it in a rule, or take it out; if people only transfer to it, leave it");
  }
}

void find_unused_topics(const policy::Policy &policy, Reporter &reporter) {
  std::vector<bool> tested(policy.topics.size());
  bool all_tested = false; // {known: ...} asks for any topic
  const auto look = [&](const policy::Condition &condition) {
    policy::for_each_test(condition, [&](const policy::Test &test) {
      if (test.fact != policy::fact_topic) return;
      if (test.kind == policy::Test::Kind::alternatives) all_tested = true;
      for (const policy::Operand &word : test.words)
        tested[static_cast<std::size_t>(word.integer)] = true;
    });
  };
  for (const policy::Signal &signal : policy.signals)
    look(signal.when);
  for (const policy::Rule &rule : policy.rules)
    look(rule.when);
  for (const policy::PriorityLine &line : policy.priority.add)
    look(line.when);
  if (all_tested) return;
  for (std::size_t i = 0; i < tested.size(); ++i) {
    if (tested[i]) continue;
    const policy::Topic &topic = policy.topics[i];
    reporter.warn(Code::unused_topic, topic.place, fmt::format("topics.{}", topic.name),
                  fmt::format("no condition asks for the topic \"{}\"", topic.name),
                  "decisions list it all the same; if that is all it is for, leave it");
  }
}

} // namespace

void find_unused(const policy::Policy &policy, Reporter &reporter) {
  find_unused_departments(policy, reporter);
  find_unused_topics(policy, reporter);
}

} // namespace usher::check
