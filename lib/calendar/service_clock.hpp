// SPDX-License-Identifier: BSL-1.0
// Service clocks: how much of a promised time has passed, when it will be up, whether it was kept.
//
// A clock is a plain value. It reads no time by itself: each function is told when, and times do not go back (an
// earlier time than the clock's last change counts as that change). The calendar is handed in as well, since it
// may be another one after a transfer; what was spent under the old one stays spent.
#pragma once

#include "calendar/calendar.hpp"

#include <array>
#include <cstdint>
#include <optional>

namespace usher::calendar {

/// Percent of a promised time after which desks warn.
inline constexpr std::int32_t warn_percent = 80;

/// A promise: so much service time, or so many working days.
struct Target {
  std::int64_t amount = 0; // ms, or days
  bool working_days = false;
  std::int32_t warn_at = 0; // percent of it after which to warn; 0: no warning

  bool operator==(const Target &) const = default;
};

enum class ClockState : std::uint8_t {
  idle,    // not begun
  running, // time counts while the calendar is open
  paused,  // no time counts
  met      // what was promised has happened
};

/// An instant or none, in eight bytes: a desk keeps nine of them for each conversation.
class MaybeInstant {
 public:
  constexpr MaybeInstant() noexcept = default;
  constexpr MaybeInstant(Instant time) noexcept : time_(time) {}
  constexpr MaybeInstant(std::optional<Instant> time) noexcept : time_(time.value_or(none)) {}
  constexpr operator std::optional<Instant>() const noexcept {
    return has_value() ? std::optional<Instant>(time_) : std::nullopt;
  }

  [[nodiscard]] constexpr bool has_value() const noexcept { return time_ != none; }
  constexpr explicit operator bool() const noexcept { return has_value(); }
  /// Of one that is there.
  constexpr Instant operator*() const noexcept { return time_; }
  [[nodiscard]] constexpr Instant value_or(Instant otherwise) const noexcept {
    return has_value() ? time_ : otherwise;
  }
  constexpr void reset() noexcept { time_ = none; }
  constexpr bool operator==(const MaybeInstant &) const noexcept = default;

  /// As it is written down.
  [[nodiscard]] constexpr Instant &raw() noexcept { return time_; }
  [[nodiscard]] constexpr const Instant &raw() const noexcept { return time_; }

 private:
  static constexpr Instant none = INT64_MIN; // before all that can be told
  Instant time_ = none;
};

struct ServiceClock {
  ClockState state = ClockState::idle;
  bool warned = false;
  bool breached = false;    // its due time passed before it was met
  std::int32_t warn_at = 0; // percent of the target
  Instant started = 0;      // when it began
  Instant changed = 0;      // what `spent` and `stopped` go up to
  std::int64_t spent = 0;   // ms of service time
  std::int64_t stopped = 0; // ms on the wall clock, of pauses and of the time between met and reopened
  std::int64_t target = 0;  // ms of service time; 0: none was promised
  MaybeInstant due;         // none without a target, in a pause, or past 2199
  MaybeInstant warn;        // likewise; none once it has warned
  MaybeInstant
      given; // when it is due, if somebody said so: no target, calendar or pause makes that another time
};

/// Begins anew, whatever the clock did before; of an idle one a given due time holds. Without a target it only measures.
void start(ServiceClock &clock, const std::optional<Target> &target, const Calendar &calendar, Instant time);
/// A running clock stops counting. One that is due at this very instant stays due.
void pause(ServiceClock &clock, const Calendar &calendar, Instant time);
void resume(ServiceClock &clock, const Calendar &calendar, Instant time);
/// What was promised has happened: in time if not after the due time.
void satisfy(ServiceClock &clock, const Calendar &calendar, Instant time);
/// It has to happen again after all; a clock that was met counts on from what it had spent, towards what is promised by
/// now. One that was breached stays so.
void reopen(ServiceClock &clock, const std::optional<Target> &target, const Calendar &calendar, Instant time);
/// From now on another target or calendar, or both. What was spent stays; working days are those of the new calendar
/// since the clock began. A clock whose new due time is still to come is no longer breached. This is also how a given
/// due time takes effect that was set since.
void change(ServiceClock &clock, const std::optional<Target> &target, const Calendar &before,
            const Calendar &after, Instant time);

/// What happened to a clock as time passed.
struct Passed {
  bool warned = false;
  bool breached = false;
};
/// Time passes up to `time`; tells of each thing once.
Passed advance(ServiceClock &clock, Instant time);
/// When advance() next has something to tell. An answer at the due time itself is in time, so a breach is told a
/// millisecond after it.
[[nodiscard]] inline MaybeInstant next_change(const ServiceClock &clock) noexcept {
  if (clock.state != ClockState::running && clock.state != ClockState::paused) return {};
  if (!clock.due || clock.breached || (clock.warn && *clock.warn <= *clock.due)) return clock.warn;
  return *clock.due + 1;
}

/// Durations of a clock, in ms: service time, and on the wall clock the whole and the part in which it stood still.
struct ClockTimes {
  std::int64_t service = 0;
  std::int64_t wall = 0;
  std::int64_t stopped = 0;
};
/// Up to `time`, or to when it was met.
[[nodiscard]] ClockTimes times(const ServiceClock &clock, const Calendar &calendar, Instant time) noexcept;

/// The promises for one conversation. Those that are absent were not made.
struct ServiceTargets {
  std::optional<Target> first_response;
  std::optional<Target> next_response;
  std::optional<Target> resolution;
  bool operator==(const ServiceTargets &) const = default;
};

/// The three clocks of a conversation. The first response and the resolution count from the first message; the next
/// response counts from the oldest message that nobody answered, once the first response has been given.
struct ServiceClocks {
  ServiceClock first_response;
  ServiceClock next_response;
  ServiceClock resolution;
};
/// In the order of policy::ServiceClock.
inline constexpr std::array<ServiceClock ServiceClocks::*, 3> all_clocks = {
    &ServiceClocks::first_response, &ServiceClocks::next_response, &ServiceClocks::resolution};

/// `since`, not after `time`: when a response that is owed from now on began to be, such as by an older message of the same
/// customer elsewhere. All else goes by `time`.
void customer_wrote(ServiceClocks &clocks, const ServiceTargets &targets, const Calendar &calendar,
                    Instant time, Instant since);
void staff_replied(ServiceClocks &clocks, const Calendar &calendar, Instant time);
/// The conversation waits for somebody else; it counts on with resume() or when the customer writes.
void pause(ServiceClocks &clocks, const Calendar &calendar, Instant time);
void resume(ServiceClocks &clocks, const Calendar &calendar, Instant time);
/// The matter is settled: nothing is owed any more.
void resolve(ServiceClocks &clocks, const Calendar &calendar, Instant time);
void reopen(ServiceClocks &clocks, const ServiceTargets &targets, const Calendar &calendar, Instant time);
void change(ServiceClocks &clocks, const ServiceTargets &targets, const Calendar &before,
            const Calendar &after, Instant time);

} // namespace usher::calendar
