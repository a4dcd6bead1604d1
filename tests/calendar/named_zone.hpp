// SPDX-License-Identifier: BSL-1.0
// Zones and times for tests, as short as one types them.
#pragma once

#include "base/time.hpp"
#include "calendar/calendar.hpp"

#include <string>
#include <string_view>

#include <doctest/doctest.h>

namespace usher_test {

inline usher::calendar::ZonePtr zone(std::string_view name) {
  const auto loaded = usher::calendar::load_zone(name);
  INFO(name);
  REQUIRE(loaded.status == usher::calendar::ZoneStatus::ok);
  return loaded.zone;
}

/// "2026-03-20 09:00" on the wall clock of a zone; of two such times the first.
inline usher::Instant at(std::string_view local, const usher::calendar::Zone &zone) {
  const auto day = usher::calendar::parse_day(local.substr(0, 10));
  const auto clock = usher::calendar::parse_clock(local.substr(11));
  REQUIRE(day);
  REQUIRE(clock);
  return zone.resolve(*day, *clock * 60'000).first;
}

/// The same back, with seconds if there are any.
inline std::string shown(std::optional<usher::Instant> time, const usher::calendar::Zone &zone) {
  if (!time) return "none";
  const auto local = zone.local(*time);
  std::string text =
      usher::calendar::format_day(local.day) + ' ' + usher::calendar::format_clock(local.ms / 60'000);
  if (local.ms % 60'000 != 0) text += '+' + std::to_string(local.ms % 60'000) + "ms";
  return text;
}

inline constexpr std::int64_t hour = 3'600'000;
inline constexpr std::int64_t minute = 60'000;

/// Monday to Friday from 9 to 13 and from 14 to 18.
inline usher::calendar::Description office(usher::calendar::ZonePtr where) {
  usher::calendar::Description description;
  description.zone = std::move(where);
  for (std::size_t day = 0; day < 5; ++day)
    description.weekly[day] = {{9 * 60, 13 * 60}, {14 * 60, 18 * 60}};
  return description;
}

} // namespace usher_test
