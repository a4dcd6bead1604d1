// SPDX-License-Identifier: BSL-1.0
#include "wall_clock.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/format.h>

namespace usher::cli {
namespace {

constexpr std::array<std::string_view, 7> weekdays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};

std::string date_text(std::chrono::sys_days day) {
  const std::chrono::year_month_day date(day);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

} // namespace

std::string utc_text(Time time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::int64_t ms = (time - day).count();
  return fmt::format("{}T{:02}:{:02}:{:02}.{:03}Z", date_text(day), ms / 3'600'000, ms / 60'000 % 60,
                     ms / 1000 % 60, ms % 1000);
}

std::chrono::sys_days WallClock::date(Time time) const {
  return std::chrono::floor<std::chrono::days>(local(time));
}

Time WallClock::begin_of(std::chrono::sys_days date) const {
  using namespace std::chrono;
  // Beside what usher counts there are no instants to ask for.
  constexpr sys_days first = year(1970) / 1 / 1;
  constexpr sys_days last = year(2199) / 12 / 31;
  if (date <= first || date > last)
    return std::max(Time(first),
                    Time(date) - calendar_.offset(std::clamp(Time(date), Time(first), Time(last))));
  return resolve(calendar_.zone(), date_text(date) + "T00:00").first;
}

std::string WallClock::day_text(std::chrono::sys_days date) {
  return fmt::format("{} {}", weekdays[std::chrono::weekday(date).c_encoding()], date_text(date));
}

std::string WallClock::clock_text(Time time) const {
  const std::int64_t ms = (local(time) - date(time)).count();
  std::string text = fmt::format("{:02}:{:02}", ms / 3'600'000, ms / 60'000 % 60);
  if (ms % 60'000 != 0) text += fmt::format(":{:02}", ms / 1000 % 60);
  return text;
}

std::string WallClock::text(Time time) const {
  return fmt::format("{} {} in {}", day_text(date(time)), clock_text(time), calendar_.zone());
}

} // namespace usher::cli
