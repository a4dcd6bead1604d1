// SPDX-License-Identifier: BSL-1.0
#include "simulate/scenario_reader.hpp"

#include <algorithm>
#include <array>
#include <map>

#include <fmt/format.h>

namespace usher::simulate {
namespace {

class TeamReader {
 public:
  TeamReader(ScenarioReader &reader, Team &team) : reader_(reader), context_(reader.context), team_(team) {}

  void read(const Node &node) {
    // Which policies it is for decides what the names in it mean, and a head count has no more heads than there are.
    const Node *agents = nullptr;
    for (const Entry &entry : node.entries) {
      const Context::Step step(context_, entry.key.text);
      if (entry.key.text == "policies") {
        team_.policies = reader_.names(entry.value, reader_.policies);
      } else if (entry.key.text == "agents") {
        agents = &entry.value;
        read_agents(entry.value);
      }
    }
    context_.mapping(node,
                     {"policies agents departments skills languages accounts capacity works_on shift staff "
                      "speed_by_load pace handle accept_after declines"},
                     [&](const Node &key, const Node &value) { read_key(key, value); });
    if (agents == nullptr) {
      context_.error(Code::missing_key, node, "it is not said who is in this team",
                     "add agents: a number, or names");
      return;
    }
    for (const std::string &agent : team_.agents) {
      if (!reader_.has_agent(team_.policies, agent) && !team_.described) {
        context_.error(Code::missing_key, *agents,
                       fmt::format("the policy does not know {}, and no departments are said here", agent),
                       "add departments:, or name agents of the policy");
        return;
      }
    }
  }

 private:
  void read_key(const Node &key, const Node &value) {
    if (key.text == "departments") {
      team_.described = true;
      context_.list(value, true, [&](const Node &item) {
        const auto name = context_.text(item, "a department");
        if (!name) return;
        reader_.need_department(item, team_.policies, *name);
        team_.departments.emplace_back(*name);
      });
    } else if (key.text == "skills") {
      team_.skills = reader_.texts(value, "a skill");
    } else if (key.text == "languages") {
      team_.languages = reader_.texts(value, "a language");
    } else if (key.text == "accounts") {
      team_.accounts = reader_.texts(value, "an account");
    } else if (key.text == "capacity") {
      team_.capacity = count(value);
    } else if (key.text == "works_on") {
      team_.works_on = count(value);
    } else if (key.text == "shift") {
      const auto name = context_.text(value, "a calendar");
      if (!name) return;
      team_.shift = *name;
      if (!reader_.has_calendar(team_.policies, *name))
        context_.error(Code::unknown_name, value,
                       fmt::format("there is no calendar {} in the policy", policy::quote(*name)),
                       "declare it there under calendars:");
    } else if (key.text == "staff") {
      read_staff(value);
    } else if (key.text == "speed_by_load") {
      context_.list(value, true, [&](const Node &item) {
        if (const auto speed = reader_.share(item, 0, 1000)) team_.speed_by_load.push_back(*speed);
      });
    } else if (key.text == "pace") {
      team_.pace = reader_.share(value, 0.001, 1000).value_or(1);
    } else if (key.text == "handle") {
      context_.named(value, [&](const Node &name, const Node &given) {
        const std::optional<std::uint32_t> demand = context_.name(name, reader_.demands);
        const std::optional<Distribution> handle = reader_.distribution(given);
        if (demand && handle) team_.handle.emplace_back(*demand, *handle);
      });
    } else if (key.text == "accept_after") {
      team_.accept_after = reader_.distribution(value);
    } else if (key.text == "declines") {
      team_.declines = reader_.share(value).value_or(0);
    }
  }

  std::optional<std::uint32_t> count(const Node &value) {
    const std::optional<int> number = context_.integer(value, 1, policy::most_conversations);
    if (!number) return std::nullopt;
    return static_cast<std::uint32_t>(*number);
  }

  void read_agents(const Node &node) {
    const bool begins_as_number = !node.text.empty() && node.text[0] >= '0' && node.text[0] <= '9';
    if (node.kind == Node::Kind::scalar && !node.quoted &&
        (begins_as_number || policy::parse_number(node.text))) {
      const int number = context_.integer(node, 1, 100'000).value_or(0);
      for (int i = 1; i <= number; ++i)
        team_.agents.push_back(fmt::format("{}-{}", team_.name, i));
      return;
    }
    team_.agents = reader_.texts(node, "a number, or names");
  }

  // Steps of the wall clock, as instants of the whole horizon.
  void read_staff(const Node &node) {
    calendar::ZonePtr zone = reader_.out.zone;
    struct Step {
      int minute;
      std::uint32_t people;
    };
    std::array<std::vector<Step>, 7> week;
    const auto read = [&](const Node &value) {
      return context_.integer(value, 0, static_cast<int>(team_.agents.size())).value_or(0);
    };
    const auto take = [&](std::size_t day, int minute, int people) {
      week[day].push_back({minute, static_cast<std::uint32_t>(people)});
    };
    bool said = false;
    context_.mapping(node, {"zone daily weekly"}, [&](const Node &key, const Node &value) {
      said = said || key.text != "zone";
      if (key.text == "zone") {
        if (calendar::ZonePtr named = reader_.zone(value)) zone = std::move(named);
      } else {
        reader_.by_day(value, key.text == "weekly", "\"08:00\": 3", read, take);
      }
    });
    if (!said && (node.kind == Node::Kind::mapping || node.kind == Node::Kind::null))
      context_.error(Code::missing_key, node, "it is not said how many are there",
                     "add daily: as in {\"08:00\": 3, \"18:00\": 0}, or weekly:");
    if (zone == nullptr) return;
    for (std::vector<Step> &day : week)
      std::stable_sort(day.begin(), day.end(),
                       [](const Step &a, const Step &b) { return a.minute < b.minute; });
    const Scenario &scenario = reader_.out;
    team_.staff.push_back({scenario.from, 0});
    // From a week before, since the last step then may still hold.
    const calendar::Day first = zone->local(scenario.from).day - 7;
    const calendar::Day last = zone->local(scenario.until).day;
    for (calendar::Day day = first; day <= last; ++day) {
      const std::vector<Step> &steps = week[calendar::weekday_of(day)];
      for (const Step &step : steps) {
        const Instant at = zone->resolve(day, step.minute * 60'000).first;
        if (at <= scenario.from) {
          team_.staff.front().people = step.people;
          continue;
        }
        if (at >= scenario.until) continue;
        // Where a clock goes forward several steps are at one instant; the last of them holds.
        if (team_.staff.size() > 1 && team_.staff.back().from == at) team_.staff.pop_back();
        if (team_.staff.back().people != step.people) team_.staff.push_back({at, step.people});
      }
    }
  }

  ScenarioReader &reader_;
  Context &context_;
  Team &team_;
};

/// Whoever is in two teams at once would be only of the later one, and those of the policy alone have a name as a team.
class TeamNames {
 public:
  TeamNames(ScenarioReader &reader, const std::vector<const Node *> &places)
      : reader_(reader), teams_(reader.out.teams), places_(places) {}

  void check() {
    for (std::uint32_t number = 0; number < teams_.size(); ++number)
      check_people(number);
    for (std::uint32_t number = 0; number < teams_.size(); ++number)
      if (teams_[number].name == team_of_the_policy) check_others(*places_[number]);
  }

 private:
  void check_people(std::uint32_t number) {
    const Team &team = teams_[number];
    for (const std::string &agent : team.agents) {
      std::vector<std::uint32_t> &in = teams_of_[agent];
      const auto other = std::find_if(in.begin(), in.end(), [&](std::uint32_t earlier) {
        return shares_policy(teams_[earlier].policies, team.policies);
      });
      if (other == in.end()) {
        in.push_back(number);
        continue;
      }
      const bool is_same = *other == number;
      reader_.context.error(Code::duplicate_name, *places_[number],
                            is_same ? fmt::format("{} is named twice in this team", policy::quote(agent))
                                    : fmt::format("{} is in the team {} too, under the same policy",
                                                  policy::quote(agent), policy::quote(teams_[*other].name)),
                            is_same ? "name everybody once"
                                    : "everybody is in one team; say policies: if they differ by policy");
      return; // the others of them say no more
    }
  }

  void check_others(const Node &place) {
    for (std::uint32_t number = 0; number < reader_.out.policies.size(); ++number) {
      const auto &ruleset = reader_.out.policies[number].ruleset;
      if (ruleset == nullptr) continue;
      for (const policy::Agent &agent : ruleset->frame().agents) {
        const auto found = teams_of_.find(agent.name);
        const bool has_team =
            found != teams_of_.end() &&
            std::any_of(found->second.begin(), found->second.end(),
                        [&](std::uint32_t team) { return shares_policy(teams_[team].policies, {number}); });
        if (has_team) continue;
        reader_.context.error(Code::duplicate_name, place,
                              fmt::format("figures call those of the policy who are in no team {}, as {}",
                                          policy::quote(team_of_the_policy), policy::quote(agent.name)),
                              "call this team something else");
        return;
      }
    }
  }

  static bool shares_policy(const std::vector<std::uint32_t> &a, const std::vector<std::uint32_t> &b) {
    return a.empty() || b.empty() || std::find_first_of(a.begin(), a.end(), b.begin(), b.end()) != a.end();
  }

  ScenarioReader &reader_;
  const std::vector<Team> &teams_;
  const std::vector<const Node *> &places_;
  std::map<std::string, std::vector<std::uint32_t>, std::less<>> teams_of_;
};

} // namespace

void ScenarioReader::read_teams(const Node &node) {
  std::vector<const Node *> places;
  context.named(node, [&](const Node &key, const Node &value) {
    Team &team = out.teams.emplace_back();
    team.name = key.text;
    places.push_back(&key);
    TeamReader(*this, team).read(value);
  });
  TeamNames(*this, places).check();
}

} // namespace usher::simulate
