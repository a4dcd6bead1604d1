// SPDX-License-Identifier: BSL-1.0
// Rules of recurrence by looking at every day: whether the table of RFC 5545, 3.3.10, has it in the rule's set.
#pragma once

#include "calendar/day.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace usher_oracle {

struct PlainRule {
  enum class Every : std::uint8_t { year, month, week, day };
  struct Weekday {
    unsigned day = 0; // Monday as 0
    int number = 0;   // 0: each; from the back below 0
  };
  Every every = Every::year;
  int interval = 1;
  std::optional<int> count;
  std::optional<usher::calendar::Day> until; // the last day
  unsigned week_start = 0;
  std::vector<int> months, month_days, positions;
  std::vector<Weekday> weekdays;

  /// As it is written in a file.
  [[nodiscard]] std::string text() const;
};

/// The days of a rule that begins at `start`, up to `last`; those before `from` are left out, but are counted.
[[nodiscard]] std::vector<usher::calendar::Day> days_of(const PlainRule &rule, usher::calendar::Day start,
                                                        usher::calendar::Day from, usher::calendar::Day last);

} // namespace usher_oracle
