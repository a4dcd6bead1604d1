// SPDX-License-Identifier: BSL-1.0
// The opening hours of a week, for people and for machines.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <usher/usher.hpp>

namespace usher::cli {

/// A time in which a calendar is open without a break. Without an opening it always was, without a closing it will
/// always be: as far as calendars go, from 1970 to 2199.
struct Window {
  std::optional<Time> open;
  std::optional<Time> close;
};

/// Seven days on the calendar's wall clock, from the one on which `time` is.
class Week {
 public:
  Week(const Calendar &calendar, Time time);

  /// A line for each day: what opens on it, and whether it is open from before.
  [[nodiscard]] std::string text() const;
  /// {"zone":...,"windows":[{"open":...,"close":...}]}: each window that any of the days has a part of, whole.
  [[nodiscard]] std::string json() const;

 private:
  [[nodiscard]] std::string closing_text(const Window &window) const;

  const Calendar &calendar_;
  std::vector<std::chrono::sys_days> dates_;
  std::vector<Time> begins_; // of the dates, and of the one after them
  std::vector<Window> windows_;
};

} // namespace usher::cli
