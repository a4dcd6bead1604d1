// SPDX-License-Identifier: BSL-1.0
// A business calendar: which minutes are open, and how service time, the time that passes while it is open, runs.
//
// A UTC minute is open when the wall clock shows a time within a window as it begins. So a skipped hour shortens a
// window and a repeated one lengthens it. Times are Unix milliseconds from 1970 to 2200; what lies outside is
// taken for the nearer end. Instants open and close at whole UTC minutes: at an opening it is open, at a closing
// it is closed.
//
// Immutable: any number of threads may ask the same calendar.
#pragma once

#include "base/time.hpp"
#include "calendar/description.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace usher::calendar {

/// Time that does not count, [from, to). An empty or turned one is nothing.
struct Pause {
  Instant from = 0;
  Instant to = 0;
};

class Calendar {
 public:
  explicit Calendar(const Description &description);

  [[nodiscard]] const Zone &zone() const noexcept { return *zone_; }
  [[nodiscard]] bool never_opens() const noexcept { return minutes_.size() == 0; }
  [[nodiscard]] bool never_closes() const noexcept { return minutes_.size() == MinuteSet::end; }
  [[nodiscard]] const MinuteSet &minutes() const noexcept { return minutes_; }

  [[nodiscard]] bool is_open(Instant time) const noexcept;

  /// Service time from one to the other, in ms; negative when `to` is the earlier one.
  [[nodiscard]] std::int64_t elapsed(Instant from, Instant to) const noexcept;
  /// Less what pauses hold. They are in order of `from`; they may overlap.
  [[nodiscard]] std::int64_t elapsed(Instant from, Instant to, std::span<const Pause> pauses) const noexcept;

  /// The first instant at which `service` ms have passed since `start`: with what ends at a closing, the closing.
  /// `start` itself for 0 or less; nothing when that is not before 2200.
  [[nodiscard]] std::optional<Instant> due(Instant start, std::int64_t service) const noexcept;
  [[nodiscard]] std::optional<Instant> due(Instant start, std::int64_t service,
                                           std::span<const Pause> pauses) const noexcept;
  /// Backwards: the last instant from which `service` ms pass until `due`. Nothing when that was before 1970.
  [[nodiscard]] std::optional<Instant> start(Instant due, std::int64_t service) const noexcept;

  /// The first instant from this one on, itself included, that is open, or closed.
  [[nodiscard]] std::optional<Instant> open_from(Instant time) const noexcept;
  [[nodiscard]] std::optional<Instant> closed_from(Instant time) const noexcept;
  /// The first instant after this one at which it opens, or closes.
  [[nodiscard]] std::optional<Instant> next_opening(Instant time) const noexcept;
  [[nodiscard]] std::optional<Instant> next_closing(Instant time) const noexcept;
  /// The last instant up to this one, itself included, at which it opened, or closed.
  [[nodiscard]] std::optional<Instant> last_opening(Instant time) const noexcept;
  [[nodiscard]] std::optional<Instant> last_closing(Instant time) const noexcept;

  /// Whether a window opens on that date: a working day.
  [[nodiscard]] bool is_working_day(Day day) const noexcept;
  /// Service time of `count` working days from `start` on: until the same time of day, `count` working days on. What
  /// starts while it is closed counts from the next opening, and the small hours of a night window are a late time of
  /// the day it began on. Nothing when that is not before 2200.
  [[nodiscard]] std::optional<std::int64_t> working_days(Instant start, std::int64_t count) const noexcept;

 private:
  friend class Compiler;

  // Whether a window of this very date holds the minute of the day.
  [[nodiscard]] bool opens_itself(Day day, std::int32_t minute) const noexcept;
  // Working days before a date, counted from some date before all.
  [[nodiscard]] std::int64_t working_days_before(Day day) const noexcept;
  // ms of service time since 1970.
  [[nodiscard]] std::int64_t position(Instant time) const noexcept;
  // From a minute before it or at it.
  [[nodiscard]] std::optional<Instant> at_position(std::int64_t position, Minute near) const noexcept;

  ZonePtr zone_;
  MinuteSet minutes_;
  std::array<std::vector<Window>, 7> weekly_;
  std::vector<OpenDay> open_; // by date
  // Dates that are working days against their weekday, or are none, with the sum of +1 and -1 up to each.
  std::vector<std::pair<Day, std::int32_t>> other_days_;
};

} // namespace usher::calendar
