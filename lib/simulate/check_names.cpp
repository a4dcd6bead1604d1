// SPDX-License-Identifier: BSL-1.0
// What customers ask for that nobody can give: a skill, or a person. The run would let them wait without a word.
#include "simulate/scenario_reader.hpp"

#include <set>

#include <fmt/format.h>

namespace usher::simulate {
namespace {

/// Where a text stands behind a key, at any depth; null where it came from a table.
const Node *find_text(const Node &node, std::string_view key, std::string_view text, bool is_behind_key) {
  if (node.kind == Node::Kind::scalar) return is_behind_key && node.text == text ? &node : nullptr;
  for (const Entry &entry : node.entries)
    if (const Node *found = find_text(entry.value, key, text, entry.key.text == key)) return found;
  for (const Node &item : node.items)
    if (const Node *found = find_text(item, key, text, is_behind_key)) return found;
  return nullptr;
}

} // namespace

void ScenarioReader::warn_of_nobody(const Node &node) {
  std::set<std::string_view> people;
  std::set<std::string_view> skills;
  for (const PolicyUse &use : out.policies) {
    for (const policy::Agent &agent : use.ruleset->frame().agents) {
      people.insert(agent.name);
      skills.insert(agent.skills.begin(), agent.skills.end());
    }
  }
  for (const Team &team : out.teams) {
    people.insert(team.agents.begin(), team.agents.end());
    skills.insert(team.skills.begin(), team.skills.end());
  }
  // Each name once, be it in a million rows.
  for (std::size_t number = 0; number < out.demands.size(); ++number) {
    const Node &demand = node.entries[number].value;
    const Context::Step step(context, out.demands[number].name);
    for (const Kind &kind : out.demands[number].kinds) {
      for (const std::string &skill : kind.skills) {
        if (!skills.insert(skill).second) continue;
        const Node *at = find_text(demand, "skills", skill, false);
        context.warn(Code::skill_of_nobody, at != nullptr ? *at : demand,
                     fmt::format("nobody in this scenario has the skill {}", policy::quote(skill)),
                     "give it to those who have it, under skills: of a team or of an agent of the policy");
      }
      if (kind.prefer_agent.empty() || !people.insert(kind.prefer_agent).second) continue;
      const Node *at = find_text(demand, "prefer_agent", kind.prefer_agent, false);
      context.warn(
          Code::unknown_name, at != nullptr ? *at : demand,
          fmt::format("there is nobody in this scenario called {}", policy::quote(kind.prefer_agent)),
          "name an agent of the policy or of a team; those of a team of 2 called care are care-1 and care-2");
    }
  }
}

} // namespace usher::simulate
