// SPDX-License-Identifier: BSL-1.0
#include "base/duration.hpp"
#include "simulate/scenario_reader.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

namespace usher::simulate {
namespace {

struct Unit {
  std::string_view name;
  double ms;
};
constexpr std::array<Unit, 6> units = {
    {{"ms", 1}, {"s", 1e3}, {"m", 6e4}, {"h", 3.6e6}, {"d", 8.64e7}, {"w", 6.048e8}}};
constexpr std::array<Unit, 9> rate_units = {{{"s", 1e3},
                                             {"min", 6e4},
                                             {"m", 6e4},
                                             {"h", 3.6e6},
                                             {"hour", 3.6e6},
                                             {"d", 8.64e7},
                                             {"day", 8.64e7},
                                             {"w", 6.048e8},
                                             {"week", 6.048e8}}};

template <std::size_t N>
std::optional<double> unit_of(const std::array<Unit, N> &list, std::string_view name) {
  const auto found =
      std::find_if(list.begin(), list.end(), [&](const Unit &unit) { return unit.name == name; });
  if (found == list.end()) return std::nullopt;
  return found->ms;
}

std::optional<double> parse_length(std::string_view text) {
  if (const std::optional<std::int64_t> whole = parse_duration(text)) return static_cast<double>(*whole);
  const std::size_t end = text.find_first_not_of("0123456789.");
  if (end == std::string_view::npos) return std::nullopt;
  const std::optional<double> number = policy::parse_number(text.substr(0, end));
  const std::optional<double> unit = unit_of(units, text.substr(end));
  if (!number || !unit || *number < 0 || *number * *unit > static_cast<double>(longest_duration_ms))
    return std::nullopt;
  return *number * *unit;
}

std::optional<std::int32_t> parse_wall_clock(std::string_view text) {
  std::int32_t seconds = 0;
  if (text.size() == 8 && text[5] == ':') {
    const std::optional<double> given =
        policy::parse_number(text[6] == '0' ? text.substr(7) : text.substr(6));
    if (!given || *given < 0 || *given >= 60 || *given != std::trunc(*given)) return std::nullopt;
    seconds = static_cast<std::int32_t>(*given);
    text = text.substr(0, 5);
  }
  const std::optional<int> minutes = calendar::parse_clock(text);
  if (!minutes || *minutes == 1440) return std::nullopt;
  return *minutes * 60'000 + seconds * 1000;
}

} // namespace

std::optional<double> ScenarioReader::length(const Node &node) {
  if (node.kind == Node::Kind::scalar)
    if (const std::optional<double> value = parse_length(node.text)) return value;
  if (node.kind != Node::Kind::scalar)
    context.wrong_shape(node, "a length of time", "as in 90s, 1h30m, 0.35m, 250ms");
  else
    context.error(Code::bad_duration, node,
                  fmt::format("{} is not a length of time", policy::quote(node.text)),
                  "a number with ms, s, m, h, d or w, as in 90s, 0.35m, 1h30m; 10 years at most");
  return std::nullopt;
}

std::optional<std::int64_t> ScenarioReader::length_ms(const Node &node) {
  const std::optional<double> value = length(node);
  if (!value) return std::nullopt;
  return to_ms(*value);
}

std::optional<double> ScenarioReader::rate(const Node &node) {
  if (node.kind != Node::Kind::scalar) {
    context.wrong_shape(node, "a rate", "as in 48/min or 1000/week");
    return std::nullopt;
  }
  const std::size_t slash = node.text.find('/');
  if (slash != std::string_view::npos) {
    const std::optional<double> count = policy::parse_number(node.text.substr(0, slash));
    const std::optional<double> unit = unit_of(rate_units, node.text.substr(slash + 1));
    if (count && unit && *count >= 0 && *count / *unit <= 1000) return *count / *unit;
  } else if (node.text == "0") {
    return 0;
  }
  context.error(
      Code::bad_number, node, fmt::format("{} is not a rate", policy::quote(node.text)),
      "so many in a time: s, min, h, day or week, as in 48/min or 1000/week; a million a second at most");
  return std::nullopt;
}

std::optional<Instant> ScenarioReader::instant(const Node &node, const calendar::ZonePtr &zone) {
  if (node.kind != Node::Kind::scalar) {
    context.wrong_shape(node, "a time", "as in 2026-03-20T09:00");
    return std::nullopt;
  }
  const std::string_view text = node.text;
  const std::optional<calendar::Day> day =
      calendar::parse_day(text.substr(0, std::min<std::size_t>(10, text.size())));
  if (day && zone != nullptr) {
    const std::optional<std::int32_t> ms = text.size() == 10 ? std::optional<std::int32_t>(0)
                                           : text[10] == 'T' ? parse_wall_clock(text.substr(11))
                                                             : std::nullopt;
    if (ms) {
      const calendar::Resolved resolved = zone->resolve(*day, *ms);
      if (resolved.kind != calendar::LocalKind::outside) return resolved.first;
    }
  }
  if (const std::optional<Instant> time = parse_time(text)) return time;
  if (const std::optional<double> after = parse_length(text)) return out.from + to_ms(*after);
  context.error(
      Code::bad_time, node, fmt::format("{} is not a time", policy::quote(text)),
      "a time on the wall as in 2026-03-20T09:00, one with its offset as in 2026-03-20T09:00:00Z, or how "
      "long after the begin, as in 90m");
  return std::nullopt;
}

calendar::ZonePtr ScenarioReader::zone(const Node &node) {
  const std::optional<std::string_view> name = context.text(node, "a time zone");
  if (!name) return nullptr;
  const calendar::LoadedZone loaded = calendar::load_zone(*name);
  if (loaded.status == calendar::ZoneStatus::ok) return loaded.zone;
  calendar::ZoneProblem problem = calendar::zone_problem(loaded.status, *name);
  context.error(calendar::is_wrong_name(loaded.status) ? Code::unknown_zone : Code::no_zone_files, node,
                std::move(problem.message), std::move(problem.hint));
  return nullptr;
}

std::optional<double> ScenarioReader::share(const Node &node, double low, double high) {
  const std::optional<double> value = context.number(node);
  if (!value) return std::nullopt;
  if (*value < low || *value > high) {
    context.error(Code::out_of_range, node, fmt::format("{} is not between {} and {}", node.text, low, high),
                  low == 0 && high == 1 ? "a share is a part of 1, as in 0.65"
                                        : fmt::format("write a number from {} to {}", low, high));
    return std::nullopt;
  }
  return value;
}

std::vector<std::string> ScenarioReader::texts(const Node &node, std::string_view what) {
  std::vector<std::string> list;
  context.list(node, false, [&](const Node &item) {
    if (const std::optional<std::string_view> text = context.text(item, what)) list.emplace_back(*text);
  });
  return list;
}

std::vector<std::uint32_t> ScenarioReader::names(const Node &node, const NameIndex &index) {
  std::vector<std::uint32_t> list;
  context.list(node, true, [&](const Node &item) {
    if (const std::optional<std::uint32_t> number = context.name(item, index)) list.push_back(*number);
  });
  return list;
}

bool ScenarioReader::has_no_lines(const Node &node, std::string_view example) {
  const bool is_empty =
      node.kind == Node::Kind::null || (node.kind == Node::Kind::mapping && node.entries.empty());
  if (is_empty)
    context.error(Code::missing_key, node, "it is not said how many, and from when on",
                  fmt::format("add lines as in {}", example));
  return is_empty;
}

std::optional<int> ScenarioReader::clock(const Node &node) {
  const std::optional<int> minutes = calendar::parse_clock(node.text);
  if (minutes && *minutes < 1440) return minutes;
  context.error(Code::bad_hours, node, fmt::format("{} is not a time of the day", policy::quote(node.text)),
                "write it in quotes, from \"00:00\" to \"23:59\"");
  return std::nullopt;
}

namespace {

template <class List>
bool has_name(const List &list, std::string_view name) {
  return std::any_of(list.begin(), list.end(), [&](const auto &one) { return one.name == name; });
}

} // namespace

bool ScenarioReader::has_department(const std::vector<std::uint32_t> &in, std::string_view name) const {
  return all_policies(in, [&](const rules::Ruleset &one) { return has_name(one.frame().departments, name); });
}

bool ScenarioReader::has_calendar(const std::vector<std::uint32_t> &in, std::string_view name) const {
  return all_policies(in, [&](const rules::Ruleset &one) { return has_name(one.frame().calendars, name); });
}

bool ScenarioReader::has_agent(const std::vector<std::uint32_t> &in, std::string_view name) const {
  return all_policies(in, [&](const rules::Ruleset &one) { return has_name(one.frame().agents, name); });
}

bool ScenarioReader::has_reply(const std::vector<std::uint32_t> &in, std::string_view name) const {
  return all_policies(in, [&](const rules::Ruleset &one) { return has_name(one.frame().replies, name); });
}

bool ScenarioReader::has_topic(const std::vector<std::uint32_t> &in, std::string_view name) const {
  return all_policies(
      in, [&](const rules::Ruleset &one) { return one.find_choice(policy::fact_topic, name).has_value(); });
}

void ScenarioReader::need_department(const Node &node, const std::vector<std::uint32_t> &in,
                                     std::string_view name) {
  if (has_department(in, name)) return;
  std::vector<std::string_view> known;
  for (const PolicyUse &use : out.policies)
    if (use.ruleset != nullptr)
      for (const auto &department : use.ruleset->frame().departments)
        if (std::find(known.begin(), known.end(), department.name) == known.end())
          known.push_back(department.name);
  context.unknown_name(node, "department of that name in each policy that is meant,", known,
                       "declare it in the policy, or say under `policies` for which ones this holds");
}

} // namespace usher::simulate
