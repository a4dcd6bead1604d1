// SPDX-License-Identifier: BSL-1.0
#include "base/nearest.hpp"
#include "base/text_map.hpp"
#include "check/passes.hpp"
#include "policy/live_work.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

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

/// Where the work of a department may go by itself: where it is closed, or full, through any number of departments.
std::vector<std::uint32_t> reached_from(const policy::Frame &frame, std::uint32_t department) {
  const std::vector<std::optional<std::uint32_t>> closed = policy::closed_successors(frame);
  const std::vector<std::optional<std::uint32_t>> full = policy::overflow_successors(frame);
  std::vector<std::uint32_t> out = {department};
  for (std::size_t i = 0; i < out.size(); ++i)
    for (const std::optional<std::uint32_t> &next : {closed[out[i]], full[out[i]]})
      if (next && std::find(out.begin(), out.end(), *next) == out.end()) out.push_back(*next);
  return out;
}

/// The department and the agent of a rule, or of the default, do not go together: the agent is never eligible there, nor
/// wherever it goes from there. Departments that a queue widens to make their people eligible as well.
void find_agents_of_other_departments(const policy::Policy &policy, Reporter &reporter) {
  TextMap<const policy::Agent *> agents;
  for (const policy::Agent &agent : policy.agents)
    agents.try_emplace(agent.name, &agent);
  const auto is_in = [](const policy::Agent &agent, std::uint32_t department) {
    return std::find(agent.departments.begin(), agent.departments.end(), department) !=
           agent.departments.end();
  };
  const auto look_at = [&](const policy::Outcome &outcome, const policy::Place &place, std::string path) {
    if (!outcome.department || !outcome.agent) return;
    const auto found = agents.find(*outcome.agent);
    if (found == agents.end() || is_in(*found->second, *outcome.department)) return;
    const policy::Department &department = policy.departments[*outcome.department];
    for (const std::uint32_t reached : reached_from(policy, *outcome.department)) {
      if (is_in(*found->second, reached)) return;
      for (const policy::WidenStep &step : policy.departments[reached].widen)
        for (const std::uint32_t also : step.also)
          if (is_in(*found->second, also)) return;
    }
    reporter.warn(
        Code::department_of_nobody, place, std::move(path),
        fmt::format("the agent \"{}\" is not in the department \"{}\", so nothing goes to them here",
                    *outcome.agent, department.name),
        "name it under departments: of the agent, or take the agent out here");
  };
  for (std::uint32_t i = 0; i < policy.rules.size(); ++i)
    look_at(policy.rules[i].then, policy.rules[i].place, reporter.path_of_rule(i) + ".then.agent");
  look_at(policy.fallback, policy.fallback_place, "default.agent");
}

/// Nobody of a department that answers for the account may use it. Departments without people are told by themselves.
void find_accounts_of_nobody(const policy::Policy &policy, Reporter &reporter) {
  const auto has = [](const std::vector<std::uint32_t> &list, std::uint32_t number) {
    return std::find(list.begin(), list.end(), number) != list.end();
  };
  for (std::uint32_t number = 0; number < policy.accounts.size(); ++number) {
    const policy::Account &account = policy.accounts[number];
    bool somebody_answers = false;
    bool somebody_may = false;
    for (const policy::Agent &agent : policy.agents) {
      const bool answers =
          account.departments.empty()
              ? !agent.departments.empty()
              : std::any_of(agent.departments.begin(), agent.departments.end(),
                            [&](std::uint32_t department) { return has(account.departments, department); });
      somebody_answers |= answers;
      somebody_may |= answers && (agent.accounts.empty() || has(agent.accounts, number));
      if (somebody_may) break;
    }
    if (!somebody_answers || somebody_may) continue;
    reporter.warn(
        Code::account_of_nobody, account.place, fmt::format("accounts.{}", account.name),
        fmt::format("none of the listed agents who would answer for \"{}\" may use it", account.name),
        "name it under accounts: of those who may, or leave accounts: out for those who may use all");
  }
}

} // namespace

void find_missing_people(const policy::Policy &policy, Reporter &reporter) {
  if (policy.agents.empty()) return; // the host knows who there is
  find_skills_of_nobody(policy, reporter);
  find_departments_of_nobody(policy, reporter);
  find_agents_of_other_departments(policy, reporter);
  find_accounts_of_nobody(policy, reporter);
}

} // namespace usher::check
