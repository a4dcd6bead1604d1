// SPDX-License-Identifier: BSL-1.0
#include "calendar/service_clock.hpp"

#include <algorithm>

namespace usher::calendar {
namespace {

bool runs(const ServiceClock &clock) { return clock.state == ClockState::running; }

// Brings what was spent and what stood still up to a time.
void settle(ServiceClock &clock, const Calendar &calendar, Instant time) {
  time = std::max(time, clock.changed);
  if (runs(clock))
    clock.spent += calendar.elapsed(clock.changed, time);
  else
    clock.stopped += time - clock.changed;
  clock.changed = time;
}

// It warns after its share of the service time between its beginning and the given time, if there is any.
void set_given_due(ServiceClock &clock, const Calendar &calendar) {
  clock.due = clock.given;
  clock.warn.reset();
  if (clock.warn_at <= 0 || *clock.given <= clock.changed) return;
  const std::int64_t whole = calendar.elapsed(clock.started, *clock.given);
  if (whole <= 0) return;
  const MaybeInstant warn = calendar.due(clock.started, whole * clock.warn_at / 100);
  clock.warned = clock.warned && warn && *warn <= clock.changed;
  if (!clock.warned) clock.warn = warn;
}

// Of a clock that is settled and runs.
void set_due(ServiceClock &clock, const Calendar &calendar) {
  if (clock.given) {
    set_given_due(clock, calendar);
    return;
  }
  clock.due.reset();
  clock.warn.reset();
  if (clock.target <= 0) return;
  clock.due = calendar.due(clock.changed, clock.target - clock.spent);
  if (clock.warn_at > 0 && !clock.warned)
    clock.warn = calendar.due(clock.changed, clock.target * clock.warn_at / 100 - clock.spent);
}

void set_target(ServiceClock &clock, const std::optional<Target> &target, const Calendar &calendar) {
  clock.target = 0;
  clock.warn_at = clock.given ? warn_percent : 0;
  if (!target || target->amount <= 0) return;
  clock.warn_at = target->warn_at;
  // Working days so far away that they cannot be told are no promise.
  clock.target = target->working_days ? calendar.working_days(clock.started, target->amount).value_or(0)
                                      : std::min<std::int64_t>(target->amount, latest_instant);
}

} // namespace

void start(ServiceClock &clock, const std::optional<Target> &target, const Calendar &calendar, Instant time) {
  const MaybeInstant given = clock.state == ClockState::idle ? clock.given : MaybeInstant();
  clock = {};
  clock.given = given;
  clock.state = ClockState::running;
  clock.started = time;
  clock.changed = time;
  set_target(clock, target, calendar);
  set_due(clock, calendar);
}

void pause(ServiceClock &clock, const Calendar &calendar, Instant time) {
  if (!runs(clock)) return;
  settle(clock, calendar, time);
  advance(clock, clock.changed);
  clock.state = ClockState::paused;
  if (clock.due && *clock.due > clock.changed) clock.due.reset();
  if (clock.warn && *clock.warn > clock.changed) clock.warn.reset();
}

void resume(ServiceClock &clock, const Calendar &calendar, Instant time) {
  if (clock.state != ClockState::paused) return;
  settle(clock, calendar, time);
  clock.state = ClockState::running;
  // A due time that had come stays where it was.
  if (clock.due) return;
  set_due(clock, calendar);
}

void satisfy(ServiceClock &clock, const Calendar &calendar, Instant time) {
  if (clock.state != ClockState::running && clock.state != ClockState::paused) return;
  settle(clock, calendar, time);
  advance(clock, clock.changed);
  clock.state = ClockState::met;
}

void reopen(ServiceClock &clock, const std::optional<Target> &target, const Calendar &calendar,
            Instant time) {
  if (clock.state != ClockState::met) return;
  settle(clock, calendar, time);
  clock.state = ClockState::running;
  set_target(clock, target, calendar);
  if (!clock.breached) set_due(clock, calendar);
}

void change(ServiceClock &clock, const std::optional<Target> &target, const Calendar &before,
            const Calendar &after, Instant time) {
  if (!runs(clock) && clock.state != ClockState::paused) return;
  settle(clock, before, time);
  advance(clock, clock.changed);
  set_target(clock, target, after);
  if (!clock.given) clock.warned = clock.warned && clock.spent >= clock.target * clock.warn_at / 100;
  const MaybeInstant was_due = clock.due;
  set_due(clock, after);
  const bool was_up = was_due && *was_due <= clock.changed;
  if (!clock.given && clock.due && *clock.due <= clock.changed && was_up) clock.due = was_due;
  if (!clock.due || *clock.due >= clock.changed) clock.breached = false;
  if (clock.state == ClockState::paused) {
    // A given time that comes during the pause is told when the pause ends.
    if (clock.due && (*clock.due > clock.changed || (clock.given && !was_up))) clock.due.reset();
    if (clock.warn && (*clock.warn > clock.changed || clock.given)) clock.warn.reset();
  }
}

Passed advance(ServiceClock &clock, Instant time) {
  Passed passed;
  if (clock.state != ClockState::running && clock.state != ClockState::paused) return passed;
  if (clock.warn && time >= *clock.warn) {
    clock.warn.reset();
    clock.warned = passed.warned = true;
  }
  if (clock.due && !clock.breached && time > *clock.due) clock.breached = passed.breached = true;
  return passed;
}

ClockTimes times(const ServiceClock &clock, const Calendar &calendar, Instant time) noexcept {
  if (clock.state == ClockState::idle) return {};
  const Instant until = clock.state == ClockState::met ? clock.changed : std::max(time, clock.changed);
  ClockTimes result{clock.spent, until - clock.started, clock.stopped};
  if (runs(clock))
    result.service += calendar.elapsed(clock.changed, until);
  else
    result.stopped += until - clock.changed;
  return result;
}

} // namespace usher::calendar
