// SPDX-License-Identifier: BSL-1.0
#include "calendar/icalendar_values.hpp"

#include "base/duration.hpp"

namespace usher::calendar {
namespace {

int number(std::string_view text, std::size_t at, std::size_t digits) noexcept {
  int value = 0;
  for (std::size_t i = at; i < at + digits; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

} // namespace

std::optional<WallTime> parse_wall_time(std::string_view text) noexcept {
  if (text.size() != 8 && text.size() != 15 && text.size() != 16) return std::nullopt;
  const int year = number(text, 0, 4);
  const int month = number(text, 4, 2);
  const int day = number(text, 6, 2);
  if (year < 1582 || year > 2999 || month < 1 || day < 1) return std::nullopt;
  const std::chrono::year_month_day date(std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day)));
  if (!date.ok()) return std::nullopt;
  WallTime result;
  result.day = day_of(date);
  result.date = text.size() == 8;
  if (result.date) return result;
  const int hour = number(text, 9, 2);
  const int minute = number(text, 11, 2);
  const int second = number(text, 13, 2);
  result.utc = text.size() == 16;
  if (text[8] != 'T' || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60 ||
      (result.utc && text[15] != 'Z'))
    return std::nullopt;
  // A leap second is the last one before it.
  result.seconds = hour * 3600 + minute * 60 + (second == 60 ? 59 : second);
  return result;
}

std::optional<Period> parse_period(std::string_view text) noexcept {
  constexpr std::int64_t most = longest_duration_ms / 1000;
  if (text.starts_with('+')) text.remove_prefix(1);
  if (!text.starts_with('P') || text.size() < 3) return std::nullopt;
  Period total;
  std::int64_t value = -1;
  bool time = false;
  for (const char c : text.substr(1)) {
    if (c >= '0' && c <= '9') {
      value = (value < 0 ? 0 : value) * 10 + (c - '0');
      if (value > most) return std::nullopt;
      continue;
    }
    if (c == 'T' && !time && value < 0) {
      time = true;
      continue;
    }
    const std::int64_t unit = c == 'W' && !time   ? 604'800
                              : c == 'D' && !time ? 86'400
                              : c == 'H' && time  ? 3'600
                              : c == 'M' && time  ? 60
                              : c == 'S' && time  ? 1
                                                  : 0;
    if (unit == 0 || value < 0 || value > most / unit) return std::nullopt;
    if (time)
      total.seconds += value * unit;
    else
      total.days += value * (unit / 86'400);
    value = -1;
  }
  if (value >= 0 || total.nominal() > most || text.back() == 'T') return std::nullopt;
  return total;
}

} // namespace usher::calendar
