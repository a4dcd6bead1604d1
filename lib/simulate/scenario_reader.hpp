// SPDX-License-Identifier: BSL-1.0
// What the readers of a scenario's sections share: lengths, instants, rates, distributions, names.
#pragma once

#include "policy/context.hpp"
#include "simulate/scenario.hpp"
#include "simulate/scenario_files.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace usher::simulate {

using policy::Context;
using policy::Entry;
using policy::Keys;
using policy::NameIndex;
using policy::Node;

class ScenarioReader {
 public:
  ScenarioReader(Context &context_in, ScenarioFiles &files_in, const Limits &limits_in, Findings &findings_in,
                 Scenario &out_in)
      : context(context_in), files(files_in), limits(limits_in), findings(findings_in), out(out_in) {}

  Context &context;
  ScenarioFiles &files;
  const Limits &limits;
  Findings &findings;
  Scenario &out;
  NameIndex policies{"policy", "policies"};
  NameIndex demands{"demand", "demand"};

  // ---- scenario_values.cpp ----
  /// Milliseconds, parts of them too: "90s", "1h30m", "0.35m", "250ms".
  std::optional<double> length(const Node &node);
  std::optional<std::int64_t> length_ms(const Node &node);
  /// "48/min" as so many in a millisecond.
  std::optional<double> rate(const Node &node);
  /// A time with its offset, or a wall clock time of the zone; or, behind a duration, so long after the begin.
  std::optional<Instant> instant(const Node &node, const calendar::ZonePtr &zone);
  calendar::ZonePtr zone(const Node &node);
  std::optional<Distribution> distribution(const Node &node);
  /// From `low` to `high`.
  std::optional<double> share(const Node &node, double low = 0, double high = 1);
  std::vector<std::string> texts(const Node &node, std::string_view what);
  std::vector<std::uint32_t> names(const Node &node, const NameIndex &index);
  /// Minutes of the day of a key such as "09:30".
  std::optional<int> clock(const Node &node);

  // ---- The sections ----
  void read_head(const Node &root);                 // read_scenario.cpp
  void read_policies(const Node &node);             // read_scenario.cpp
  void read_work(const Node &node, PolicyUse &use); // read_scenario.cpp
  void read_demands(const Node &node);              // read_demand.cpp
  void read_rate(const Node &node, Rate &rate);     // read_rate.cpp
  void read_bursts(const Node &node, Rate &rate);   // read_rate.cpp
  void read_teams(const Node &node);                // read_teams.cpp
  /// Texts of a file, with where they belong; nothing after a complaint.
  std::shared_ptr<const Texts> read_messages(const Node &node);            // read_messages.cpp
  void read_recorded(const Node &node, const Kind &whole, Demand &demand); // read_recorded.cpp
  /// Of rows that are not in the time of their demand, `outside` of them.
  void warn_of_left_out(const Node &node, std::size_t outside, const Demand &demand); // read_demand.cpp
  void read_bulk(const Node &node);                                                   // read_report.cpp
  void read_triage(const Node &node, Triage &to);                                     // read_report.cpp
  void read_report(const Node &node);                                                 // read_report.cpp
  void read_expect(const Node &node);                                                 // read_expect.cpp
  /// Warns of skills that nobody has, and of people who are not there, in the section `demand`.
  void warn_of_nobody(const Node &node); // check_names.cpp
  /// Warns of what is said of messages and no policy understands, in the section `demand`.
  void warn_of_unknown(const Node &node); // check_messages.cpp
  /// Then it complains.
  bool has_no_lines(const Node &node, std::string_view example); // scenario_values.cpp
  /// For the lines "HH:MM: value" calls `take(day, minute, what read(value) gave)` for each day that they are for.
  /// `example` is such a line.
  template <class Read, class Take>
  void by_day(const Node &node, bool weekly, std::string_view example, Read &&read, Take &&take);

  /// Names of departments, agents and others are those of the policies that are meant.
  template <class F>
  [[nodiscard]] bool all_policies(const std::vector<std::uint32_t> &in, F &&has) const;
  [[nodiscard]] bool has_department(const std::vector<std::uint32_t> &in, std::string_view name) const;
  [[nodiscard]] bool has_calendar(const std::vector<std::uint32_t> &in, std::string_view name) const;
  [[nodiscard]] bool has_agent(const std::vector<std::uint32_t> &in, std::string_view name) const;
  [[nodiscard]] bool has_topic(const std::vector<std::uint32_t> &in, std::string_view name) const;
  [[nodiscard]] bool has_reply(const std::vector<std::uint32_t> &in, std::string_view name) const;
  void need_department(const Node &node, const std::vector<std::uint32_t> &in, std::string_view name);
};

template <class F>
bool ScenarioReader::all_policies(const std::vector<std::uint32_t> &in, F &&has) const {
  for (std::uint32_t number = 0; number < out.policies.size(); ++number) {
    if (!in.empty() && std::find(in.begin(), in.end(), number) == in.end()) continue;
    if (out.policies[number].ruleset == nullptr) return true; // its own errors say enough
    if (!has(*out.policies[number].ruleset)) return false;
  }
  return true;
}

template <class Read, class Take>
void ScenarioReader::by_day(const Node &node, bool weekly, std::string_view example, Read &&read,
                            Take &&take) {
  const auto day = [&](const Node &steps, std::size_t first, std::size_t last) {
    if (has_no_lines(steps, example)) return;
    context.named(steps, [&](const Node &key, const Node &value) {
      const std::optional<int> minute = clock(key);
      const auto given = read(value);
      if (!minute) return;
      for (std::size_t at = first;; at = (at + 1) % 7) {
        take(at, *minute, given);
        if (at == last) break;
      }
    });
  };
  if (!weekly) {
    day(node, 0, 6);
    return;
  }
  if (has_no_lines(node, example)) return;
  context.named(node, [&](const Node &key, const Node &value) {
    const std::optional<calendar::WeekdayRange> days = calendar::parse_weekdays(key.text);
    if (days)
      day(value, days->first, days->last);
    else
      context.error(Code::unknown_name, key, policy::quote(key.text) + " is not a day of the week",
                    std::string(calendar::weekday_hint));
  });
}

} // namespace usher::simulate
