// SPDX-License-Identifier: BSL-1.0
// Dates, times and durations as iCalendar writes them: 20261225, 20261224T130000Z, PT4H.
#pragma once

#include "calendar/day.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace usher::calendar {

/// A date, or a date and time of a wall clock that the zone beside it tells.
struct WallTime {
  Day day = 0;
  std::int32_t seconds = 0; // of the day
  bool date = false;        // no time
  bool utc = false;

  bool operator==(const WallTime &) const = default;
};

/// Years 1582 to 2999: lists of holidays begin long before the first holiday that matters.
[[nodiscard]] std::optional<WallTime> parse_wall_time(std::string_view text) noexcept;

/// A duration: days are days of the wall clock, 23 or 25 hours where it changes; seconds come after them.
struct Period {
  std::int64_t days = 0;
  std::int64_t seconds = 0;

  /// In seconds, as if every day had 24 hours.
  [[nodiscard]] std::int64_t nominal() const noexcept { return days * 86'400 + seconds; }
};

/// One that is not negative, of up to ten years.
[[nodiscard]] std::optional<Period> parse_period(std::string_view text) noexcept;

} // namespace usher::calendar
