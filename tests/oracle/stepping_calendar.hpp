// SPDX-License-Identifier: BSL-1.0
// A calendar answered the slow and obvious way: minute after minute, each put on the wall clock by cctz and looked up
// among the hours as people state them. Shares with the library the description, and neither its zones nor its sets.
#pragma once

#include "calendar/calendar.hpp"

#include <optional>
#include <span>
#include <vector>

#include <cctz/time_zone.h>

namespace usher::oracle {

class SteppingCalendar {
 public:
  explicit SteppingCalendar(const calendar::Description &description);

  [[nodiscard]] bool is_open(std::int64_t minute);
  /// Open minutes in [from, to).
  [[nodiscard]] std::int64_t elapsed(std::int64_t from, std::int64_t to);
  /// The end of the n-th open minute from `from` on that no pause covers; nothing within `most` minutes: nothing.
  [[nodiscard]] std::optional<std::int64_t> due(std::int64_t from, std::int64_t n,
                                                std::span<const calendar::Pause> pauses, std::int64_t most);

 private:
  struct Hours {
    calendar::Day day = -1'000'000;
    std::vector<calendar::Window> windows;
    bool dated = false;
  };
  [[nodiscard]] const Hours &hours_of(calendar::Day day);

  const calendar::Description &description_;
  cctz::time_zone zone_;
  Hours cached_[2];
};

} // namespace usher::oracle
