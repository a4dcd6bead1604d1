// SPDX-License-Identifier: BSL-1.0
#include "calendar/hours_of_week.hpp"

#include "base/duration.hpp"

#include <algorithm>

namespace usher::calendar {
namespace {

/// When the clock of the zone is next set, after `time`.
Instant next_change(const Zone &zone, Instant time) noexcept {
  for (const Zone::Offset &offset : zone.offsets())
    if (offset.from * second_ms > time) return offset.from * second_ms;
  return INT64_MAX;
}

} // namespace

std::size_t hour_of_week(const Zone &zone, Instant time) noexcept {
  const LocalTime local = zone.local(time);
  return weekday_of(local.day) * std::size_t{24} + static_cast<std::size_t>(local.ms / hour_ms);
}

/// Hour by hour of the wall clock; one in which the clock is set has two parts.
std::array<std::int64_t, hours_of_week> covered_hours(const Zone &zone, Instant from,
                                                      Instant until) noexcept {
  std::array<std::int64_t, hours_of_week> out{};
  Instant change = next_change(zone, from);
  for (Instant time = from; time < until;) {
    if (time >= change) change = next_change(zone, time);
    const Instant in_hour = zone.local(time).ms % hour_ms;
    const Instant next = std::min({time + hour_ms - in_hour, change, until});
    out[hour_of_week(zone, time)] += next - time;
    time = next;
  }
  return out;
}

} // namespace usher::calendar
