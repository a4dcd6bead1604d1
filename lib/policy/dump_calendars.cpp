// SPDX-License-Identifier: BSL-1.0
#include "policy/dump_calendars.hpp"

#include "policy/facts.hpp"
#include "policy/yaml_writer.hpp"

#include <array>
#include <string_view>
#include <vector>

#include <fmt/format.h>

namespace usher::policy {
namespace {

using calendar::weekday_names;

std::string windows_text(const std::vector<calendar::Window> &windows) {
  std::vector<std::string> items;
  items.reserve(windows.size());
  for (const calendar::Window &window : windows)
    items.push_back(
        fmt::format("\"{}-{}\"", calendar::format_clock(window.open), calendar::format_clock(window.close)));
  return yaml_list(items);
}

// Days that follow one another with the same hours are one entry; closed days are left out.
std::string weekly_text(const Calendar &calendar) {
  FlowMapping mapping;
  for (std::size_t day = 0; day < 7;) {
    std::size_t last = day;
    while (last < 6 && calendar.weekly[last + 1] == calendar.weekly[day])
      ++last;
    if (!calendar.weekly[day].empty()) {
      const std::string key = last == day ? std::string(weekday_names[day])
                                          : fmt::format("{}-{}", weekday_names[day], weekday_names[last]);
      mapping.add(key, windows_text(calendar.weekly[day]));
    }
    day = last + 1;
  }
  return mapping.text();
}

std::string closed_text(const Calendar &calendar) {
  std::vector<std::string> items;
  for (const calendar::DayRange &range : calendar.closed) {
    items.push_back(range.from == range.to
                        ? calendar::format_day(range.from)
                        : fmt::format("{{from: {}, to: {}}}", calendar::format_day(range.from),
                                      calendar::format_day(range.to)));
  }
  for (const calendar::YearDay day : calendar.closed_yearly)
    items.push_back(fmt::format("\"{}\"", calendar::format_year_day(day)));
  return yaml_list(items);
}

} // namespace

std::string service_time_to_yaml(const ServiceTime &time) {
  if (time.working_days) return fmt::format("{} working day{}", time.amount, time.amount == 1 ? "" : "s");
  constexpr std::int64_t hour = 3'600'000;
  // 40h stays 40h: days are refused where a calendar closes.
  if (time.has_days || time.amount < hour) return format_duration(time.amount);
  const std::int64_t rest = time.amount % hour;
  return fmt::format("{}h{}", time.amount / hour, rest == 0 ? "" : format_duration(rest));
}

std::string calendars_to_yaml(const Policy &policy) {
  // The last one is `always`.
  if (policy.calendars.size() < 2) return {};
  std::string out = "\ncalendars:\n";
  for (std::size_t i = 0; i + 1 < policy.calendars.size(); ++i) {
    const Calendar &calendar = policy.calendars[i];
    out += fmt::format("  {}:\n    timezone: {}\n", yaml_text(calendar.name), yaml_text(calendar.timezone));
    out += fmt::format("    weekly: {}\n", weekly_text(calendar));
    if (!calendar.closed.empty() || !calendar.closed_yearly.empty())
      out += fmt::format("    closed: {}\n", closed_text(calendar));
    std::vector<std::string> items;
    for (const calendar::OpenDay &day : calendar.open)
      items.push_back(
          fmt::format("{{on: {}, hours: {}}}", calendar::format_day(day.on), windows_text(day.hours)));
    if (!items.empty()) out += fmt::format("    open: {}\n", yaml_list(items));
    if (!calendar.holidays.empty()) out += fmt::format("    holidays: {}\n", yaml_text(calendar.holidays));
  }
  return out;
}

std::string slas_to_yaml(const Policy &policy) {
  if (policy.slas.empty()) return {};
  std::string out = "\nsla:\n";
  for (const Sla &sla : policy.slas) {
    FlowMapping mapping;
    for (std::size_t clock = 0; clock < service_clock_count; ++clock) {
      const ServiceTarget &target = sla.targets[clock];
      if (target.all) mapping.add(service_clock_names()[clock], service_time_to_yaml(*target.all));
      FlowMapping bands;
      for (std::size_t band = 0; band < target.by_band.size(); ++band)
        if (target.by_band[band])
          bands.add(policy.priority.bands[band].name, service_time_to_yaml(*target.by_band[band]));
      if (!bands.empty()) mapping.add(service_clock_names()[clock], bands.text());
    }
    std::vector<std::string> statuses;
    for (const std::uint32_t status : sla.pause)
      statuses.push_back(policy.facts[fact_conversation_status].choices[status]);
    if (!statuses.empty()) mapping.add("pause", yaml_text_list(statuses));
    out += fmt::format("  {}: {}\n", yaml_text(sla.name), mapping.text());
  }
  return out;
}

} // namespace usher::policy
