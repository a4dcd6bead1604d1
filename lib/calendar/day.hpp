// SPDX-License-Identifier: BSL-1.0
// Dates as day numbers. A calendar speaks of local dates, which have no instant before a zone is known; as numbers
// they are compared and counted without one.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace usher::calendar {

/// Days since 1970-01-01 on somebody's wall calendar.
using Day = std::int32_t;

inline constexpr std::int64_t minutes_per_day = 1440;
inline constexpr std::int64_t minutes_per_week = 7 * minutes_per_day;
inline constexpr std::int64_t ms_per_minute = 60'000;

/// A day of every year, such as 01-01. 02-29 comes in leap years only.
struct YearDay {
  std::uint8_t month = 1;
  std::uint8_t day = 1;
  bool operator==(const YearDay &) const = default;
};

/// From Monday as 0 to Sunday as 6.
[[nodiscard]] constexpr unsigned weekday_of(Day day) noexcept {
  // Day 0 was a Thursday.
  return static_cast<unsigned>((static_cast<std::int64_t>(day) + 3 + 7LL * 1'000'000'000) % 7);
}

[[nodiscard]] constexpr Day day_of(const std::chrono::year_month_day &date) noexcept {
  return static_cast<Day>(std::chrono::sys_days(date).time_since_epoch().count());
}
[[nodiscard]] constexpr Day day_of(int year, unsigned month, unsigned day) noexcept {
  return day_of({std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)});
}
[[nodiscard]] constexpr std::chrono::year_month_day date_of(Day day) noexcept {
  return std::chrono::sys_days(std::chrono::days(day));
}

/// What instants may fall on, in any zone.
inline constexpr Day first_day = day_of(1969, 12, 31);
inline constexpr Day last_day = day_of(2200, 1, 1);

/// "mon" to "sun", Monday first.
inline constexpr std::array<std::string_view, 7> weekday_names = {"mon", "tue", "wed", "thu",
                                                                  "fri", "sat", "sun"};
/// Days of the week from one to the other, both of them among it; fri-mon goes over the weekend.
struct WeekdayRange {
  std::size_t first = 0;
  std::size_t last = 0;
};
/// "tue" or "mon-fri".
[[nodiscard]] std::optional<WeekdayRange> parse_weekdays(std::string_view text) noexcept;
inline constexpr std::string_view weekday_hint =
    "days are mon tue wed thu fri sat sun, and mon-thu for several";

/// "2026-03-20", a day that exists in the years 1970 to 2199.
[[nodiscard]] std::optional<Day> parse_day(std::string_view text) noexcept;
/// "03-20"; "02-29" is one too.
[[nodiscard]] std::optional<YearDay> parse_year_day(std::string_view text) noexcept;
/// Minutes of "09:30" since midnight, 0 to 1440: "24:00" is the end of the day.
[[nodiscard]] std::optional<int> parse_clock(std::string_view text) noexcept;

[[nodiscard]] std::string format_day(Day day);
[[nodiscard]] std::string format_year_day(YearDay day);
/// "09:30"; past midnight it begins anew: 1800 is "06:00". 1440 is "24:00".
[[nodiscard]] std::string format_clock(int minutes);

} // namespace usher::calendar
