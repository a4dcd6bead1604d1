// SPDX-License-Identifier: BSL-1.0
// Instants as UTC, and as the wall clock of a calendar shows them.
#pragma once

#include <string>

#include <usher/usher.hpp>

namespace usher::cli {

/// "2026-03-20T09:00:00.000Z"
[[nodiscard]] std::string utc_text(Time time);

class WallClock {
 public:
  explicit WallClock(const Calendar &calendar) : calendar_(calendar) {}

  /// The days since 1970 of the date.
  [[nodiscard]] std::chrono::sys_days date(Time time) const;
  /// The instant at which a date begins: 00:00, or when clocks go on where they are set forward over it.
  [[nodiscard]] Time begin_of(std::chrono::sys_days date) const;

  /// "Fri 2026-03-20"
  [[nodiscard]] static std::string day_text(std::chrono::sys_days date);
  /// "09:00", with seconds where there are any
  [[nodiscard]] std::string clock_text(Time time) const;
  /// "Fri 2026-03-20 09:00 in Europe/Rome"
  [[nodiscard]] std::string text(Time time) const;

 private:
  [[nodiscard]] Time local(Time time) const { return time + calendar_.offset(time); }

  const Calendar &calendar_;
};

} // namespace usher::cli
