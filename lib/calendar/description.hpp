// SPDX-License-Identifier: BSL-1.0
// Opening hours as people state them. compile() makes of them a Calendar, which answers questions.
#pragma once

#include "calendar/minute_set.hpp"
#include "calendar/zone.hpp"

#include <array>
#include <vector>

namespace usher::calendar {

/// Minutes since the midnight with which its day begins, [open, close): 0 <= open < 1440, open < close <= open + 1440.
/// A close past 1440 is on the next day; the window belongs to the day on which it opens, whatever that next day is.
struct Window {
  int open = 0;
  int close = 0;
  bool operator==(const Window &) const = default;
};

/// Both ends belong to it.
struct DayRange {
  Day from = 0;
  Day to = 0;
  bool operator==(const DayRange &) const = default;
};

/// The hours of one date: they stand in the place of its weekly ones, and no closing touches them.
struct OpenDay {
  Day on = 0;
  std::vector<Window> hours;
  bool operator==(const OpenDay &) const = default;
};

/// In any order. Windows of a day may touch or overlap: what any of them holds is open. Days outside 1970 to 2199
/// have no effect.
struct Description {
  ZonePtr zone;
  std::array<std::vector<Window>, 7> weekly; // Monday first
  std::vector<DayRange> closed;
  std::vector<YearDay> closed_yearly;
  std::vector<MinuteSpan> closed_spans; // parts of days, such as an afternoon, in UTC
  std::vector<OpenDay> open;            // of two for one date the last one counts
};

/// Open on all days, all day, in UTC.
[[nodiscard]] Description always_open();

} // namespace usher::calendar
