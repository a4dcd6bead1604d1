// SPDX-License-Identifier: BSL-1.0
// The three clocks of a conversation, driven together by what happens to it.
#include "calendar/service_clock.hpp"

namespace usher::calendar {
namespace {

bool counts(const ServiceClock &clock) {
  return clock.state == ClockState::running || clock.state == ClockState::paused;
}

} // namespace

void customer_wrote(ServiceClocks &clocks, const ServiceTargets &targets, const Calendar &calendar,
                    Instant time, Instant since) {
  resume(clocks, calendar, time);
  if (clocks.first_response.state == ClockState::idle) {
    start(clocks.first_response, targets.first_response, calendar, since);
    start(clocks.resolution, targets.resolution, calendar, time);
    return;
  }
  reopen(clocks.resolution, targets.resolution, calendar, time);
  // A second message before the answer makes nothing later.
  if (clocks.first_response.state == ClockState::met && !counts(clocks.next_response))
    start(clocks.next_response, targets.next_response, calendar, since);
}

void staff_replied(ServiceClocks &clocks, const Calendar &calendar, Instant time) {
  satisfy(clocks.first_response, calendar, time);
  satisfy(clocks.next_response, calendar, time);
}

void pause(ServiceClocks &clocks, const Calendar &calendar, Instant time) {
  pause(clocks.first_response, calendar, time);
  pause(clocks.next_response, calendar, time);
  pause(clocks.resolution, calendar, time);
}

void resume(ServiceClocks &clocks, const Calendar &calendar, Instant time) {
  resume(clocks.first_response, calendar, time);
  resume(clocks.next_response, calendar, time);
  resume(clocks.resolution, calendar, time);
}

void resolve(ServiceClocks &clocks, const Calendar &calendar, Instant time) {
  staff_replied(clocks, calendar, time);
  satisfy(clocks.resolution, calendar, time);
}

void reopen(ServiceClocks &clocks, const ServiceTargets &targets, const Calendar &calendar, Instant time) {
  reopen(clocks.resolution, targets.resolution, calendar, time);
}

void change(ServiceClocks &clocks, const ServiceTargets &targets, const Calendar &before,
            const Calendar &after, Instant time) {
  change(clocks.first_response, targets.first_response, before, after, time);
  change(clocks.next_response, targets.next_response, before, after, time);
  change(clocks.resolution, targets.resolution, before, after, time);
}

} // namespace usher::calendar
