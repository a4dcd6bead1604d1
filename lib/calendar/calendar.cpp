// SPDX-License-Identifier: BSL-1.0
#include "calendar/calendar.hpp"

#include <algorithm>

namespace usher::calendar {
namespace {

Instant clamped(Instant time) noexcept { return std::clamp<Instant>(time, 0, latest_instant); }

Minute minute_of(Instant time) noexcept {
  return static_cast<Minute>(static_cast<std::uint64_t>(time) / ms_per_minute);
}

Instant instant_of(Minute minute) noexcept { return minute * ms_per_minute; }

// A change at the very end is none: what comes after is not known.
std::optional<Instant> instant_before_end(Minute minute) noexcept {
  return minute < MinuteSet::end ? std::optional(instant_of(minute)) : std::nullopt;
}

} // namespace

bool Calendar::is_open(Instant time) const noexcept {
  return minutes_.place(minute_of(clamped(time))).inside;
}

std::int64_t Calendar::position(Instant time) const noexcept {
  if (never_closes()) return time;
  const Minute minute = minute_of(time);
  const MinuteSet::Place place = minutes_.place(minute);
  return place.before * ms_per_minute + (place.inside ? time - minute * ms_per_minute : 0);
}

std::int64_t Calendar::elapsed(Instant from, Instant to) const noexcept {
  return position(clamped(to)) - position(clamped(from));
}

std::int64_t Calendar::elapsed(Instant from, Instant to, std::span<const Pause> pauses) const noexcept {
  if (to < from) return -elapsed(to, from, pauses);
  std::int64_t total = elapsed(from, to);
  Instant done = from;
  for (const Pause &pause : pauses) {
    const Instant begin = std::max(done, pause.from);
    const Instant end = std::min(to, pause.to);
    if (begin < end) {
      total -= elapsed(begin, end);
      done = end;
    }
  }
  return total;
}

std::optional<Instant> Calendar::at_position(std::int64_t position, Minute near) const noexcept {
  // The minute in which the last of these milliseconds passes, so that a closing does not become the next opening.
  const auto last = static_cast<std::uint64_t>(position - 1);
  const auto n = static_cast<Minute>(last / ms_per_minute);
  if (n >= minutes_.size()) return std::nullopt;
  const Instant time = instant_of(minutes_.nth(n, near)) + static_cast<Instant>(last % ms_per_minute) + 1;
  return is_instant(time) ? std::optional(time) : std::nullopt;
}

std::optional<Instant> Calendar::due(Instant start, std::int64_t service) const noexcept {
  start = clamped(start);
  if (service <= 0) return start;
  if (service > latest_instant) return std::nullopt;
  if (never_closes()) return is_instant(start + service) ? std::optional(start + service) : std::nullopt;
  return at_position(position(start) + service, minute_of(start));
}

std::optional<Instant> Calendar::due(Instant start, std::int64_t service,
                                     std::span<const Pause> pauses) const noexcept {
  Instant from = clamped(start);
  if (service <= 0) return from;
  for (const Pause &pause : pauses) {
    if (pause.to <= from || pause.to <= pause.from) continue;
    if (pause.from > from) {
      const std::int64_t passed = elapsed(from, pause.from);
      if (passed >= service) break;
      service -= passed;
    }
    if (pause.to > latest_instant) return std::nullopt;
    from = pause.to;
  }
  return due(from, service);
}

std::optional<Instant> Calendar::start(Instant due, std::int64_t service) const noexcept {
  due = clamped(due);
  if (service <= 0) return due;
  const std::int64_t left = position(due) - service;
  if (left < 0) return std::nullopt;
  const auto n = static_cast<Minute>(left / ms_per_minute);
  return instant_of(minutes_.nth(n)) + left % ms_per_minute;
}

std::optional<Instant> Calendar::open_from(Instant time) const noexcept {
  time = clamped(time);
  const Minute minute = minute_of(time);
  const MinuteSet::Place place = minutes_.place(minute);
  if (place.inside) return time;
  if (place.before == minutes_.size()) return std::nullopt;
  return instant_of(minutes_.nth(place.before, minute));
}

std::optional<Instant> Calendar::closed_from(Instant time) const noexcept {
  time = clamped(time);
  const Minute minute = minute_of(time);
  const MinuteSet::Place place = minutes_.place(minute);
  if (!place.inside) return time;
  const Minute closed_before = minute - place.before;
  if (closed_before == MinuteSet::end - minutes_.size()) return std::nullopt;
  return instant_before_end(minutes_.nth_outside(closed_before, minute));
}

std::optional<Instant> Calendar::next_opening(Instant time) const noexcept {
  const auto closed = closed_from(time);
  return closed ? open_from(*closed) : std::nullopt;
}

std::optional<Instant> Calendar::next_closing(Instant time) const noexcept {
  const auto open = open_from(time);
  return open ? closed_from(*open) : std::nullopt;
}

std::optional<Instant> Calendar::last_opening(Instant time) const noexcept {
  Minute minute = minute_of(clamped(time));
  MinuteSet::Place place = minutes_.place(minute);
  if (!place.inside) {
    if (place.before == 0) return std::nullopt;
    minute = minutes_.nth(place.before - 1);
    place.before -= 1;
  }
  const Minute closed_before = minute - place.before;
  if (closed_before == 0) return std::nullopt; // open since 1970 began
  return instant_of(minutes_.nth_outside(closed_before - 1) + 1);
}

std::optional<Instant> Calendar::last_closing(Instant time) const noexcept {
  Minute minute = minute_of(clamped(time));
  MinuteSet::Place place = minutes_.place(minute);
  if (place.inside) {
    const Minute closed_before = minute - place.before;
    if (closed_before == 0) return std::nullopt;
    minute = minutes_.nth_outside(closed_before - 1);
    place = minutes_.place(minute);
  }
  if (place.before == 0) return std::nullopt; // closed since 1970 began
  return instant_of(minutes_.nth(place.before - 1) + 1);
}

} // namespace usher::calendar
