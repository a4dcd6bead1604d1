// SPDX-License-Identifier: BSL-1.0
// What holds for every calendar, to the millisecond, from 1970 to 2200.
#include "calendar/random_calendar.hpp"
#include "settings.hpp"

#include <algorithm>

#include <doctest/doctest.h>

using usher::Instant;
using usher::calendar::Calendar;
using usher_test::RandomCalendar;
using usher_test::zones;

TEST_CASE("service time is one measure, however it is asked for") {
  const std::uint64_t calendars = usher::testing::setting("USHER_CALENDAR_PROPERTIES", 150);
  constexpr std::int64_t month = 31LL * 86'400'000;
  for (std::uint64_t number = 0; number < calendars; ++number) {
    RandomCalendar random(1'000'000 + number);
    const Instant around = random.number(month, usher::latest_instant - month);
    const Calendar calendar(random.calendar(zones()[number % zones().size()], around));
    CAPTURE(number);
    for (int span = 0; span < 100; ++span) {
      const Instant start = around + random.number(-month, month);
      const std::int64_t service =
          random.chance(50) ? random.number(1, 100) * 60'000 : random.number(1, month / 4);
      const auto due = calendar.due(start, service);
      if (!due) {
        CHECK(calendar.elapsed(start, usher::latest_instant) < service);
        continue;
      }
      // Due and elapsed are inverse, and no earlier instant would do.
      CHECK(calendar.elapsed(start, *due) == service);
      CHECK(calendar.elapsed(start, *due - 1) == service - 1);
      const auto back = calendar.start(*due, service);
      REQUIRE(back);
      CHECK(*back >= start);
      CHECK(back == calendar.open_from(start));
      // Later or longer is never due earlier.
      CHECK(calendar.due(start + 1, service).value_or(usher::latest_instant) >= *due);
      CHECK(calendar.due(start, service + 1).value_or(usher::latest_instant) > *due);
      // The sum over parts is the whole.
      const Instant middle = random.number(start, *due);
      CHECK(calendar.elapsed(start, middle) + calendar.elapsed(middle, *due) == service);
      CHECK(calendar.elapsed(*due, start) == -service);
      const std::int64_t part = random.number(0, service);
      CHECK(calendar.due(*calendar.due(start, part), service - part) == due);
      // Pauses take out what they hold, and nothing else.
      const auto pauses = random.pauses(start);
      if (const auto later = calendar.due(start, service, pauses)) {
        CHECK(*later >= *due);
        CHECK(calendar.elapsed(start, *later, pauses) == service);
        CHECK(calendar.elapsed(start, *later - 1, pauses) < service);
      }
    }
  }
}

TEST_CASE("openings and closings take turns") {
  for (std::uint64_t number = 0; number < 60; ++number) {
    RandomCalendar random(2'000'000 + number);
    const Instant around = random.number(100'000'000'000, 5'000'000'000'000);
    const Calendar calendar(random.calendar(zones()[number % zones().size()], around));
    CAPTURE(number);
    for (int round = 0; round < 50; ++round) {
      const Instant time = around + random.number(-2'000'000'000, 2'000'000'000);
      const auto opening = calendar.next_opening(time);
      const auto closing = calendar.next_closing(time);
      if (opening) {
        CHECK(*opening > time);
        CHECK(calendar.is_open(*opening));
        CHECK(!calendar.is_open(*opening - 1));
        CHECK(calendar.last_opening(*opening) == opening);
        CHECK(calendar.last_opening(*opening - 1) != opening);
        if (!calendar.is_open(time)) CHECK(calendar.elapsed(time, *opening) == 0);
      }
      if (closing) {
        CHECK(*closing > time);
        CHECK(!calendar.is_open(*closing));
        CHECK(calendar.is_open(*closing - 1));
        CHECK(calendar.last_closing(*closing) == closing);
        if (calendar.is_open(time)) CHECK(calendar.elapsed(time, *closing) == *closing - time);
      }
      if (opening && closing) CHECK((*opening < *closing) == !calendar.is_open(time));
    }
  }
}

TEST_CASE("calendars that never open or never close, and the ends of time") {
  const Calendar always(usher::calendar::always_open());
  CHECK(always.never_closes());
  CHECK(always.is_open(0));
  CHECK(always.is_open(usher::latest_instant));
  CHECK(!always.next_closing(5));
  CHECK(!always.next_opening(5));
  CHECK(!always.last_opening(5));
  CHECK(!always.last_closing(5));
  CHECK(!always.closed_from(5));
  CHECK(always.open_from(5) == 5);
  CHECK(always.due(1000, 75) == 1075);
  CHECK(always.due(1000, 0) == 1000);
  CHECK(always.due(1000, -5) == 1000);
  CHECK(always.elapsed(0, usher::latest_instant) == usher::latest_instant);
  CHECK(always.due(0, usher::latest_instant) == usher::latest_instant);
  CHECK(!always.due(1, usher::latest_instant));
  CHECK(!always.due(5, INT64_MAX));
  CHECK(always.start(1000, 75) == 925);
  CHECK(!always.start(1000, 1001));
  // What is no instant is the nearer end.
  CHECK(always.elapsed(INT64_MIN, INT64_MAX) == usher::latest_instant);
  CHECK(always.is_open(INT64_MIN));
  CHECK(always.due(INT64_MIN, 7) == 7);

  usher::calendar::Description none;
  none.zone = usher::calendar::Zone::utc();
  const Calendar never(none);
  CHECK(never.never_opens());
  CHECK(!never.is_open(5));
  CHECK(!never.due(5, 1));
  CHECK(never.elapsed(5, 500'000'000'000) == 0);
  CHECK(!never.open_from(5));
  CHECK(never.closed_from(5) == 5);
  CHECK(!never.next_opening(5));
  CHECK(!never.last_closing(5));
  CHECK(!never.working_days(5, 1));
}

TEST_CASE("a calendar is small and is one week where all weeks are the same") {
  const Calendar always(usher::calendar::always_open());
  CHECK(always.minutes().bytes() < 80'000);
}
