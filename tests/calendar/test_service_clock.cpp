// SPDX-License-Identifier: BSL-1.0
#include "calendar/named_zone.hpp"
#include "calendar/service_clock.hpp"

using namespace usher::calendar;
using usher_test::at;
using usher_test::hour;
using usher_test::minute;
using usher_test::office;
using usher_test::shown;
using usher_test::zone;

namespace {

struct Office {
  ZonePtr rome = zone("Europe/Rome");
  Calendar calendar = Calendar(office(rome));
  usher::Instant operator()(std::string_view time) const { return at(time, *rome); }
  std::string show(std::optional<usher::Instant> time) const { return shown(time, *rome); }
};

} // namespace

TEST_CASE("a clock is due, warns and is met in time at the very instant") {
  const Office office;
  ServiceClock clock;
  start(clock, Target{2 * hour, false, 50}, office.calendar, office("2026-11-20 17:30"));
  CHECK(office.show(clock.due) == "2026-11-23 10:30");
  CHECK(office.show(clock.warn) == "2026-11-23 09:30");
  CHECK(next_change(clock) == clock.warn);
  CHECK(!advance(clock, *clock.warn - 1).warned);
  CHECK(advance(clock, *clock.warn).warned);
  CHECK(!advance(clock, *clock.due - 1).warned); // told once
  CHECK(next_change(clock) == *clock.due + 1);
  satisfy(clock, office.calendar, *clock.due);
  CHECK(clock.state == ClockState::met);
  CHECK(!clock.breached);
  CHECK(!next_change(clock));
  CHECK(!advance(clock, *clock.due + hour).breached);
  const auto measured = times(clock, office.calendar, office("2026-12-20 10:30"));
  CHECK(measured.service == 2 * hour);
  CHECK(measured.wall == 65 * hour); // Friday 17:30 to Monday 10:30
  CHECK(measured.stopped == 0);
}

TEST_CASE("a clock whose time is up while it is closed is breached by the first answer after it") {
  const Office office;
  ServiceClock clock;
  start(clock, Target{hour}, office.calendar, office("2026-11-20 17:00"));
  CHECK(office.show(clock.due) == "2026-11-20 18:00");
  ServiceClock late = clock;
  CHECK(advance(late, office("2026-11-20 18:00") + 1).breached);
  CHECK(!advance(late, office("2026-11-20 19:00")).breached);
  satisfy(clock, office.calendar, office("2026-11-21 10:00"));
  CHECK(clock.breached);
  CHECK(clock.spent == hour);
}

TEST_CASE("a pause takes no service time, whenever it begins and ends") {
  const Office office;
  ServiceClock clock;
  start(clock, Target{2 * hour, false, 75}, office.calendar, office("2026-11-23 10:00"));
  pause(clock, office.calendar, office("2026-11-23 10:30"));
  CHECK(clock.state == ClockState::paused);
  CHECK(!clock.due);
  CHECK(!next_change(clock));
  CHECK(!advance(clock, office("2026-11-24 10:30")).breached);
  pause(clock, office.calendar, office("2026-11-23 11:30")); // again: nothing
  auto measured = times(clock, office.calendar, office("2026-11-23 15:00"));
  CHECK(measured.service == 30 * minute);
  CHECK(measured.wall == 5 * hour);
  CHECK(measured.stopped == 4 * hour + 30 * minute);
  resume(clock, office.calendar, office("2026-11-23 16:00"));
  CHECK(office.show(clock.due) == "2026-11-23 17:30"); // the oracle has this case
  CHECK(office.show(clock.warn) == "2026-11-23 17:00");
  // A time that goes back counts as now.
  pause(clock, office.calendar, office("2026-11-23 09:00"));
  CHECK(clock.spent == 30 * minute);
  resume(clock, office.calendar, office("2026-11-23 16:00"));
  satisfy(clock, office.calendar, office("2026-11-23 17:31"));
  CHECK(clock.breached);
  CHECK(clock.spent == 91 * minute + 30 * minute);
}

TEST_CASE("what was due when the pause began stays due") {
  const Office office;
  ServiceClock clock;
  start(clock, Target{hour}, office.calendar, office("2026-11-23 10:00"));
  pause(clock, office.calendar, office("2026-11-23 11:00"));
  CHECK(office.show(clock.due) == "2026-11-23 11:00");
  CHECK(!clock.breached);
  resume(clock, office.calendar, office("2026-11-23 12:00"));
  CHECK(office.show(clock.due) == "2026-11-23 11:00");
  satisfy(clock, office.calendar, office("2026-11-23 12:00"));
  CHECK(clock.breached);
}

TEST_CASE("another calendar or target keeps what was spent") {
  const Office office;
  const Calendar always(always_open());
  ServiceClock clock;
  start(clock, Target{4 * hour, false, 50}, office.calendar, office("2026-11-20 17:00"));
  // Friday 20:00, an hour spent: three hours are left, and now they pass by night.
  change(clock, Target{4 * hour, false, 50}, office.calendar, always, office("2026-11-20 20:00"));
  CHECK(clock.spent == hour);
  CHECK(office.show(clock.due) == "2026-11-20 23:00");
  CHECK(office.show(clock.warn) == "2026-11-20 21:00");
  CHECK(advance(clock, office("2026-11-20 21:00")).warned);
  // A longer target: it warns again, in its own time.
  change(clock, Target{8 * hour, false, 50}, always, always, office("2026-11-20 22:00"));
  CHECK(clock.spent == 3 * hour);
  CHECK(!clock.warned);
  CHECK(office.show(clock.due) == "2026-11-21 03:00");
  CHECK(office.show(clock.warn) == "2026-11-20 23:00");
  // A shorter one that is over already is due now.
  change(clock, Target{hour}, always, always, office("2026-11-20 22:30"));
  CHECK(office.show(clock.due) == "2026-11-20 22:30");
  CHECK(!clock.breached);
  CHECK(advance(clock, office("2026-11-20 22:31")).breached);
  // Breached, and again over: the breach stands where it was. With time left it is taken back.
  change(clock, Target{2 * hour}, always, always, office("2026-11-21 00:00"));
  CHECK(clock.breached);
  CHECK(office.show(clock.due) == "2026-11-20 22:30");
  change(clock, Target{10 * hour}, always, office.calendar, office("2026-11-21 00:00"));
  CHECK(!clock.breached);
  CHECK(office.show(clock.due) == "2026-11-23 15:00"); // five hours of Monday, with lunch
  // No target any more: it only measures.
  change(clock, std::nullopt, office.calendar, office.calendar, office("2026-11-23 10:00"));
  CHECK(!clock.due);
  CHECK(!next_change(clock));
  CHECK(times(clock, office.calendar, office("2026-11-23 11:00")).service == 7 * hour);
}

TEST_CASE("a change during a pause holds when it ends") {
  const Office office;
  ServiceClock clock;
  start(clock, Target{hour}, office.calendar, office("2026-11-23 10:00"));
  pause(clock, office.calendar, office("2026-11-23 10:20"));
  change(clock, Target{3 * hour}, office.calendar, office.calendar, office("2026-11-23 11:00"));
  CHECK(clock.state == ClockState::paused);
  CHECK(!clock.due);
  resume(clock, office.calendar, office("2026-11-23 12:00"));
  CHECK(clock.spent == 20 * minute);
  CHECK(office.show(clock.due) == "2026-11-23 15:40");
}

TEST_CASE("working days of a clock are those since it began, on the calendar it has") {
  const Office office;
  const Calendar always(always_open());
  ServiceClock clock;
  start(clock, Target{3, true, 0}, office.calendar, office("2026-11-20 10:00"));
  CHECK(office.show(clock.due) == "2026-11-25 10:00");
  pause(clock, office.calendar, office("2026-11-20 12:00"));
  resume(clock, office.calendar, office("2026-11-20 16:00")); // three hours of service lost
  CHECK(office.show(clock.due) == "2026-11-25 13:00");
  change(clock, Target{1, true, 0}, office.calendar, always, office("2026-11-20 18:00"));
  CHECK(clock.target == 24 * hour);
  CHECK(clock.spent == 4 * hour);
}

TEST_CASE("three clocks follow a conversation") {
  const Office office;
  const ServiceTargets targets{Target{hour}, Target{2 * hour}, Target{3, true, 0}};
  ServiceClocks clocks;
  customer_wrote(clocks, targets, office.calendar, office("2026-11-23 10:00"), office("2026-11-23 10:00"));
  CHECK(office.show(clocks.first_response.due) == "2026-11-23 11:00");
  CHECK(office.show(clocks.resolution.due) == "2026-11-26 10:00");
  CHECK(clocks.next_response.state == ClockState::idle);
  // Insisting changes nothing.
  customer_wrote(clocks, targets, office.calendar, office("2026-11-23 10:30"), office("2026-11-23 10:30"));
  CHECK(office.show(clocks.first_response.due) == "2026-11-23 11:00");
  CHECK(clocks.next_response.state == ClockState::idle);
  staff_replied(clocks, office.calendar, office("2026-11-23 10:45"));
  CHECK(clocks.first_response.state == ClockState::met);
  CHECK(clocks.first_response.spent == 45 * minute);
  CHECK(clocks.resolution.state == ClockState::running);
  pause(clocks, office.calendar, office("2026-11-23 10:45"));
  CHECK(clocks.resolution.state == ClockState::paused);
  // The customer's answer ends the waiting and asks for the next reply.
  customer_wrote(clocks, targets, office.calendar, office("2026-11-24 10:45"), office("2026-11-24 10:45"));
  CHECK(clocks.resolution.state == ClockState::running);
  CHECK(office.show(clocks.resolution.due) == "2026-11-27 10:00");
  CHECK(office.show(clocks.next_response.due) == "2026-11-24 12:45");
  customer_wrote(clocks, targets, office.calendar, office("2026-11-24 11:00"), office("2026-11-24 11:00"));
  CHECK(office.show(clocks.next_response.due) == "2026-11-24 12:45");
  resolve(clocks, office.calendar, office("2026-11-24 12:00"));
  CHECK(clocks.next_response.state == ClockState::met);
  CHECK(clocks.resolution.state == ClockState::met);
  CHECK(clocks.resolution.spent == 2 * hour);
  CHECK(times(clocks.resolution, office.calendar, office("2026-12-24 12:00")).wall == 26 * hour);
  CHECK(times(clocks.resolution, office.calendar, office("2026-12-24 12:00")).stopped == 24 * hour);
  // It was not settled after all: the time between does not count.
  customer_wrote(clocks, targets, office.calendar, office("2026-11-25 12:00"), office("2026-11-25 12:00"));
  CHECK(clocks.resolution.state == ClockState::running);
  CHECK(clocks.resolution.spent == 2 * hour);
  CHECK(clocks.next_response.state == ClockState::running);
  CHECK(office.show(clocks.next_response.due) == "2026-11-25 15:00");
  change(clocks, ServiceTargets{}, office.calendar, office.calendar, office("2026-11-25 12:30"));
  CHECK(!clocks.resolution.due);
  CHECK(clocks.first_response.state == ClockState::met);
}

namespace {

/// As an event sets it, of a clock that goes on with the same target and hours.
void give(ServiceClock &clock, usher::Instant due, const Calendar &calendar, usher::Instant time) {
  clock.given = due;
  change(clock, Target{2 * hour, false, 50}, calendar, calendar, time);
}

} // namespace

TEST_CASE("a given due time is none of the target's, and warns after its share of the time to it") {
  const Office office;
  const Calendar always(always_open());
  ServiceClock clock;
  clock.given = office("2026-11-24 10:00");
  start(clock, Target{2 * hour, false, 50}, office.calendar, office("2026-11-23 10:00"));
  CHECK(office.show(clock.due) == "2026-11-24 10:00");
  CHECK(office.show(clock.warn) == "2026-11-23 15:00"); // of eight hours of service
  CHECK(advance(clock, *clock.warn).warned);
  // Another target, other hours: it is due when it was. Hours that count by night have not come to the half of it.
  change(clock, Target{hour, false, 50}, office.calendar, always, office("2026-11-23 16:00"));
  CHECK(office.show(clock.due) == "2026-11-24 10:00");
  CHECK(office.show(clock.warn) == "2026-11-23 22:00");
  CHECK(!clock.warned);
  CHECK(advance(clock, *clock.warn).warned);
  // Who promised nothing else promised this.
  change(clock, std::nullopt, always, always, office("2026-11-23 23:00"));
  CHECK(office.show(clock.due) == "2026-11-24 10:00");
  CHECK(clock.warn_at == warn_percent);
  CHECK(office.show(clock.warn) == "2026-11-24 05:12");
  // One that begins anew has what was said of it no more.
  satisfy(clock, always, office("2026-11-24 10:00"));
  CHECK(!clock.breached);
  start(clock, Target{2 * hour}, always, office("2026-11-24 11:00"));
  CHECK(office.show(clock.due) == "2026-11-24 13:00");
}

TEST_CASE("a given due time stands still with its clock, whatever changes meanwhile") {
  const Office office;
  const Calendar &calendar = office.calendar;
  ServiceClock clock;
  clock.given = office("2026-11-23 17:00");
  start(clock, Target{4 * hour, false, 50}, calendar, office("2026-11-23 09:00"));
  pause(clock, calendar, office("2026-11-23 12:00"));
  CHECK(!clock.due);
  // More was spent than the new target allows.
  change(clock, Target{hour, false, 50}, calendar, calendar, office("2026-11-23 12:30"));
  CHECK(!clock.due);
  CHECK(!clock.warn);
  CHECK(!next_change(clock));
  resume(clock, calendar, office("2026-11-23 13:00"));
  CHECK(office.show(clock.due) == "2026-11-23 17:00");
  pause(clock, calendar, office("2026-11-23 16:00"));
  // It comes while the clock stands still: that is told when it runs.
  change(clock, Target{hour, false, 50}, calendar, calendar, office("2026-11-23 17:30"));
  CHECK(!next_change(clock));
  resume(clock, calendar, office("2026-11-23 17:40"));
  CHECK(advance(clock, office("2026-11-23 17:40")).breached);
}

TEST_CASE("a given due time that was missed is told once, until another one is given") {
  const Office office;
  const Calendar &calendar = office.calendar;
  ServiceClock clock;
  clock.given = office("2026-11-23 10:00");
  start(clock, Target{hour, false, 50}, calendar, office("2026-11-23 09:00"));
  CHECK(advance(clock, office("2026-11-23 10:01")).breached);
  change(clock, Target{8 * hour, false, 50}, calendar, calendar, office("2026-11-23 12:00"));
  CHECK(clock.breached);
  CHECK(office.show(clock.due) == "2026-11-23 10:00");
  pause(clock, calendar, office("2026-11-23 12:10"));
  change(clock, Target{9 * hour, false, 50}, calendar, calendar, office("2026-11-23 12:20"));
  resume(clock, calendar, office("2026-11-23 12:30"));
  CHECK(!advance(clock, office("2026-11-23 12:31")).breached);
  CHECK(office.show(clock.due) == "2026-11-23 10:00");
  give(clock, office("2026-11-23 16:00"), calendar, office("2026-11-23 12:40"));
  CHECK(!clock.breached);
  CHECK(office.show(clock.due) == "2026-11-23 16:00");
  CHECK(advance(clock, office("2026-11-23 16:01")).breached);
}
