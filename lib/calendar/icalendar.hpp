// SPDX-License-Identifier: BSL-1.0
// Holidays from an iCalendar file (RFC 5545), as calendar programs and public holiday lists write them.
//
// Every event closes the days, or the part of a day, it stands on; what it is called does not matter. Read are
// VEVENTs: DTSTART, DTEND, DURATION, RRULE, RDATE, EXDATE, RECURRENCE-ID with UID, STATUS. An event that is
// cancelled closes nothing. Rules recur yearly, monthly, weekly or daily, by month, day of the month and weekday.
// Time zones are IANA names; definitions of zones inside the file are passed over.
//
// The work is bounded by the limits below, whatever the file says: a list that somebody else publishes is loaded by
// programs that must not stand still.
#pragma once

#include "base/source.hpp"
#include "calendar/description.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace usher::calendar {

struct HolidayLimits {
  std::size_t bytes = 4u << 20;
  std::size_t events = 20'000;
  std::size_t rules = 500;           // events that recur
  std::size_t occurrences = 200'000; // of all events, those that exceptions take out among them
  // Recurrence is followed between these.
  Day from = day_of(1990, 1, 1);
  Day to = day_of(2060, 12, 31);
};

/// What is wrong with a file, and on which line of it.
struct HolidayProblem {
  std::uint32_t line = 0;
  std::string message;
  std::string hint; // may be empty
};

struct Holidays {
  std::vector<DayRange> days;
  std::vector<MinuteSpan> spans; // of events with times, in UTC
};

/// Times without a zone are those of `zone`. False, with the problems, when the file is not all understood; what was
/// understood is in `out`.
[[nodiscard]] bool read_holidays(const Source &source, const Zone &zone, const HolidayLimits &limits,
                                 Holidays &out, std::vector<HolidayProblem> &problems);

} // namespace usher::calendar
