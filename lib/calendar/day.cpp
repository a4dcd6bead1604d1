// SPDX-License-Identifier: BSL-1.0
#include "calendar/day.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace usher::calendar {
namespace {

// `digits` decimal digits at `at`, or -1.
int number(std::string_view text, std::size_t at, std::size_t digits) noexcept {
  int value = 0;
  for (std::size_t i = at; i < at + digits; ++i) {
    if (i >= text.size() || text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

std::optional<std::chrono::year_month_day> date(int year, int month, int day) noexcept {
  if (month < 0 || day < 0) return std::nullopt;
  const std::chrono::year_month_day value(std::chrono::year(year),
                                          std::chrono::month(static_cast<unsigned>(month)),
                                          std::chrono::day(static_cast<unsigned>(day)));
  return value.ok() ? std::optional(value) : std::nullopt;
}

} // namespace

std::optional<WeekdayRange> parse_weekdays(std::string_view text) noexcept {
  const auto find = [](std::string_view name) {
    return static_cast<std::size_t>(std::find(weekday_names.begin(), weekday_names.end(), name) -
                                    weekday_names.begin());
  };
  const std::size_t dash = text.find('-');
  const std::size_t first = find(text.substr(0, dash));
  const std::size_t last = dash == std::string_view::npos ? first : find(text.substr(dash + 1));
  if (first == weekday_names.size() || last == weekday_names.size()) return std::nullopt;
  return WeekdayRange{first, last};
}

std::optional<Day> parse_day(std::string_view text) noexcept {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const int year = number(text, 0, 4);
  if (year < 1970 || year > 2199) return std::nullopt;
  const auto value = date(year, number(text, 5, 2), number(text, 8, 2));
  return value ? std::optional(day_of(*value)) : std::nullopt;
}

std::optional<YearDay> parse_year_day(std::string_view text) noexcept {
  if (text.size() != 5 || text[2] != '-') return std::nullopt;
  // A leap year has all of them.
  const auto value = date(2000, number(text, 0, 2), number(text, 3, 2));
  if (!value) return std::nullopt;
  return YearDay{static_cast<std::uint8_t>(static_cast<unsigned>(value->month())),
                 static_cast<std::uint8_t>(static_cast<unsigned>(value->day()))};
}

std::optional<int> parse_clock(std::string_view text) noexcept {
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  const int hour = number(text, 0, 2);
  const int minute = number(text, 3, 2);
  if (hour < 0 || minute < 0 || minute > 59 || hour > 24 || (hour == 24 && minute != 0)) return std::nullopt;
  return hour * 60 + minute;
}

std::string format_day(Day day) {
  const auto date = date_of(day);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

std::string format_year_day(YearDay day) { return fmt::format("{:02}-{:02}", day.month, day.day); }

std::string format_clock(int minutes) {
  if (minutes > minutes_per_day) minutes -= static_cast<int>(minutes_per_day);
  return fmt::format("{:02}:{:02}", minutes / 60, minutes % 60);
}

} // namespace usher::calendar
