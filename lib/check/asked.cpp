// SPDX-License-Identifier: BSL-1.0
// Questions to other departments that are none.
#include "check/passes.hpp"

#include <fmt/format.h>

namespace usher::check {

void find_questions_to_oneself(const policy::Policy &policy, Reporter &reporter) {
  for (std::uint32_t i = 0; i < policy.rules.size(); ++i) {
    const policy::Rule &rule = policy.rules[i];
    for (const policy::Ask &ask : rule.then.ask) {
      if (rule.then.department != ask.department) continue;
      const std::string &name = policy.departments[ask.department].name;
      reporter.warn(
          Code::asks_itself, rule.place, reporter.path_of_rule(i) + ".then.ask",
          fmt::format("what this rule sends to \"{}\" asks \"{}\", and who has it is not asked", name, name),
          "leave one of them out: department, if others answer the customer, else ask");
    }
  }
}

} // namespace usher::check
