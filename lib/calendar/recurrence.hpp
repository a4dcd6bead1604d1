// SPDX-License-Identifier: BSL-1.0
// Rules of recurrence (RRULE), followed by libical.
//
// libical takes what RFC 5545 does not, passes over what it does not know, and searches through five centuries for a
// 30 February. So a rule is read here first, part by part, and given on only when it is one of those that this
// library promises.
#pragma once

#include "calendar/icalendar_values.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace usher::calendar {

/// A rule that was read.
struct Recurrence {
  std::string rule;              // in capitals, without UNTIL
  std::optional<WallTime> until; // as written
};

/// Reads a rule; nothing, with the reason, when it is none or not one of ours.
[[nodiscard]] std::optional<Recurrence> parse_recurrence(std::string_view text, std::string &problem);

/// Where a rule that begins at `start` recurs, on its wall clock, up to `last` and to its `until`, which must be on
/// the same clock. Those before `from` are left out, but count for COUNT. Stops after `most`.
[[nodiscard]] std::vector<WallTime> occurrences(const Recurrence &recurrence, const WallTime &start, Day from,
                                                Day last, std::size_t most);

} // namespace usher::calendar
