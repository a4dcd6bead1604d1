// SPDX-License-Identifier: BSL-1.0
// Rules of recurrence (RRULE of RFC 5545): yearly, monthly, weekly and daily ones.
//
// They are followed here, since a library for it cannot be told where to stop: it searches through five centuries for
// a 31 February, again for each event of a file. Here a rule takes a look at each day between begin and end at most.
#pragma once

#include "calendar/icalendar_values.hpp"

#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace usher::calendar {

/// A rule that was read.
struct Recurrence {
  enum class Frequency : std::uint8_t { yearly, monthly, weekly, daily };

  /// Numbers counted from the front, 1 being the first, and from the back.
  template <std::size_t most>
  struct Places {
    std::bitset<most + 1> front, back;

    [[nodiscard]] bool any() const { return front.any() || back.any(); }
    void add(int number) {
      (number > 0 ? front : back).set(static_cast<std::size_t>(number > 0 ? number : -number));
    }
    /// Whether the `place`th of so many is meant.
    [[nodiscard]] bool has(std::size_t place, std::size_t many) const {
      return front.test(place) || back.test(many - place + 1);
    }
  };

  Frequency frequency = Frequency::yearly;
  int interval = 1;
  std::optional<int> count;
  std::optional<WallTime> until;                   // as written
  unsigned week_start = 0;                         // Monday as 0
  std::bitset<13> months;                          // BYMONTH; none: all
  Places<31> month_days;                           // BYMONTHDAY
  std::bitset<7> weekdays;                         // BYDAY, those without a number
  std::array<Places<53>, 7> numbered_weekdays{};   // and those with one
  bool has_weekdays = false, has_numbered = false; // BYDAY, and some with a number
  Places<366> positions;                           // BYSETPOS
};

/// Reads a rule; nothing, with the reason, when it is none or not one of ours.
[[nodiscard]] std::optional<Recurrence> parse_recurrence(std::string_view text, std::string &problem);

/// Where a rule that begins at `start` recurs, on its wall clock, up to `last` and to its `until`, which must be on
/// the same clock. Those before `from` are left out, but count for COUNT. Stops after `most`.
[[nodiscard]] std::vector<WallTime> occurrences(const Recurrence &recurrence, const WallTime &start, Day from,
                                                Day last, std::size_t most);

} // namespace usher::calendar
