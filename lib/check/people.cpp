// SPDX-License-Identifier: BSL-1.0
#include "base/nearest.hpp"
#include "base/text_map.hpp"
#include "check/passes.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace usher::check {
namespace {

// Of so many the nearest is looked for, which is a look at every skill. Nobody reads more.
constexpr std::size_t most_compared = 100;

void find_skills_of_nobody(const policy::Policy &policy, Reporter &reporter) {
  TextMap<bool> said; // by skill: somebody has it, or it was said that nobody does
  std::vector<std::string_view> skills;
  std::size_t found = 0;
  for (const policy::Agent &agent : policy.agents) {
    for (const std::string &skill : agent.skills)
      if (said.try_emplace(skill, true).second) skills.push_back(skill);
  }
  for (std::uint32_t i = 0; i < policy.rules.size(); ++i) {
    const policy::Rule &rule = policy.rules[i];
    for (const std::string &skill : rule.then.skills) {
      if (!said.try_emplace(skill, true).second) continue;
      const std::string_view near =
          ++found > most_compared ? std::string_view() : nearest_name(skill, skills);
      reporter.warn(Code::skill_of_nobody, rule.place, reporter.path_of_rule(i) + ".then.skills",
                    fmt::format("none of the listed agents has the skill \"{}\"", skill),
                    near.empty() ? "give it to those who have it, under skills: of an agent"
                                 : fmt::format("did you mean \"{}\"?", near));
    }
  }
}

void find_departments_of_nobody(const policy::Policy &policy, Reporter &reporter) {
  std::vector<bool> has_people(policy.departments.size());
  for (const policy::Agent &agent : policy.agents)
    for (const std::uint32_t department : agent.departments)
      has_people[department] = true;
  for (std::size_t i = 0; i < has_people.size(); ++i) {
    if (has_people[i]) continue;
    const policy::Department &department = policy.departments[i];
    reporter.warn(Code::department_of_nobody, department.place,
                  fmt::format("departments.{}", department.name),
                  fmt::format("none of the listed agents is in the department \"{}\"", department.name),
                  "name it under departments: of those who work there");
  }
}

} // namespace

void find_missing_people(const policy::Policy &policy, Reporter &reporter) {
  if (policy.agents.empty()) return; // the host knows who there is
  find_skills_of_nobody(policy, reporter);
  find_departments_of_nobody(policy, reporter);
}

} // namespace usher::check
