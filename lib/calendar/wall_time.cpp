// SPDX-License-Identifier: BSL-1.0
#include "calendar/wall_time.hpp"

#include "base/duration.hpp"

#include <array>
#include <string_view>

#include <fmt/format.h>

namespace usher::calendar {
namespace {

constexpr std::array<std::string_view, 7> weekdays = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};

std::string text(const Zone &zone, Instant time, bool with_date) {
  const LocalTime local = zone.local(time);
  return fmt::format("{}{}{} {}", weekdays[weekday_of(local.day)], with_date ? " " : "",
                     with_date ? format_day(local.day) : std::string(),
                     format_clock(static_cast<int>(local.ms / minute_ms)));
}

} // namespace

std::string format_wall_time(const Zone &zone, Instant time, Instant since) {
  // A weekday alone means the next one of that name.
  return text(zone, time, time < since || time - since >= 6 * day_ms);
}

std::string format_wall_date(const Zone &zone, Instant time) { return text(zone, time, true); }

} // namespace usher::calendar
