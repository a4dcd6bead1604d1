// SPDX-License-Identifier: BSL-1.0
#include "opening_hours.hpp"

#include "wall_clock.hpp"

#include <fmt/format.h>

namespace usher::cli {
namespace {

using namespace std::chrono;

std::string or_null(const std::optional<Time> &time) {
  return time ? fmt::format("\"{}\"", utc_text(*time)) : "null";
}

std::vector<Window> windows_of(const Calendar &calendar, Time begin, Time end) {
  std::vector<Window> windows;
  if (calendar.is_open(begin))
    windows.push_back(
        {calendar.change(begin, Change::last_opening), calendar.change(begin, Change::next_closing)});
  for (std::optional<Time> open = calendar.change(begin, Change::next_opening); open && *open < end;
       open = calendar.change(*open, Change::next_opening))
    windows.push_back({open, calendar.change(*open, Change::next_closing)});
  return windows;
}

} // namespace

Week::Week(const Calendar &calendar, Time time) : calendar_(calendar) {
  const WallClock clock(calendar);
  const sys_days first = clock.date(time);
  for (int day = 0; day < 7; ++day)
    dates_.push_back(first + days(day));
  for (int day = 0; day <= 7; ++day)
    begins_.push_back(clock.begin_of(first + days(day)));
  windows_ = windows_of(calendar, begins_.front(), begins_.back());
}

// A night shift ends on the next day, as everybody can see. Of what is longer the day of the end is said.
std::string Week::closing_text(const Window &window) const {
  if (!window.close) return {};
  const WallClock clock(calendar_);
  sys_days date = clock.date(*window.close);
  std::string text = clock.clock_text(*window.close);
  if (text == "00:00") {
    text = "24:00";
    date -= days(1);
  }
  const Duration length = *window.close - *window.open;
  if (length < hours(24) || date == clock.date(*window.open)) return text;
  const std::string day = WallClock::day_text(date);
  return fmt::format("{} {}", length < days(6) ? day.substr(0, 3) : day, text);
}

std::string Week::text() const {
  const WallClock clock(calendar_);
  std::string out;
  for (std::size_t day = 0; day < dates_.size(); ++day) {
    std::string line;
    for (const Window &window : windows_) {
      const bool from_before = !window.open || *window.open < begins_[day];
      if (!from_before && *window.open < begins_[day + 1])
        line += fmt::format("  {}-{}", clock.clock_text(*window.open), closing_text(window));
      else if (from_before && (!window.close || *window.close >= begins_[day + 1]))
        line += "  open";
      else if (from_before && *window.close > begins_[day])
        line += fmt::format("  until {}", clock.clock_text(*window.close));
    }
    out += fmt::format("{}{}\n", WallClock::day_text(dates_[day]), line.empty() ? "  -" : line);
  }
  return out;
}

std::string Week::json() const {
  std::string list;
  for (const Window &window : windows_)
    list += fmt::format(R"({}{{"open":{},"close":{}}})", list.empty() ? "" : ",", or_null(window.open),
                        or_null(window.close));
  return fmt::format(R"({{"zone":"{}","windows":[{}]}})", calendar_.zone(), list);
}

} // namespace usher::cli
