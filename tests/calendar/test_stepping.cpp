// SPDX-License-Identifier: BSL-1.0
// Calendars against a program that goes from minute to minute. USHER_CALENDAR_SPANS says how many random spans.
#include "calendar/random_calendar.hpp"
#include "oracle/stepping_calendar.hpp"
#include "settings.hpp"

#include <algorithm>
#include <memory>

#include <doctest/doctest.h>

using usher::Instant;
using usher::calendar::Calendar;
using usher::calendar::Description;
using usher::calendar::Minute;
using usher::calendar::Pause;
using usher::oracle::SteppingCalendar;
using usher_test::RandomCalendar;
using usher_test::zones;

namespace {

constexpr Instant begin_1990 = 631'152'000'000;
constexpr Instant begin_2040 = 2'208'988'800'000;
constexpr Instant begin_2024 = 1'704'067'200'000;
constexpr Instant begin_2031 = 1'924'992'000'000;
constexpr Instant minute_ms = 60'000;

// All questions of one calendar about one span, which begins at a minute; true when the answers agree.
bool agrees(const Calendar &calendar, SteppingCalendar &slow, Minute from, Minute length,
            std::span<const Pause> pauses) {
  const Instant start = from * minute_ms;
  const Minute to = from + length;
  const Minute open = slow.elapsed(from, to);
  bool same = calendar.elapsed(start, to * minute_ms) == open * minute_ms;
  same = same && calendar.is_open(start) == slow.is_open(from);
  if (open > 0) {
    // The last open minute of the span ends where the whole of it is due, and its first begins at the first opening.
    const auto due = slow.due(from, open, {}, length);
    same = same && due && calendar.due(start, open * minute_ms) == *due * minute_ms;
    Minute first = from;
    while (!slow.is_open(first))
      ++first;
    same = same && calendar.open_from(start) == first * minute_ms;
    Minute last = to;
    while (!slow.is_open(last - 1))
      --last;
    if (!slow.is_open(to)) same = same && calendar.last_closing(to * minute_ms) == last * minute_ms;
    // From the due time back: to the last instant from which so much passes.
    const auto back = calendar.start(*due * minute_ms, open * minute_ms);
    same = same && back == first * minute_ms;
    if (!pauses.empty()) {
      const auto paused = slow.due(from, (open + 1) / 2, pauses, 2 * length + 3000);
      if (paused) {
        same = same && calendar.due(start, (open + 1) / 2 * minute_ms, pauses) == *paused * minute_ms;
        same = same && calendar.elapsed(start, *paused * minute_ms, pauses) == (open + 1) / 2 * minute_ms;
      }
    }
  }
  if (open < length) {
    Minute closed = from;
    while (slow.is_open(closed))
      ++closed;
    same = same && calendar.closed_from(start) == closed * minute_ms;
  }
  return same;
}

} // namespace

TEST_CASE("calendars tell what minute after minute tells") {
  const std::uint64_t spans = usher::testing::setting("USHER_CALENDAR_SPANS", 6000);
  constexpr std::uint64_t spans_each = 20;
  std::uint64_t wrong = 0;
  for (std::uint64_t number = 0; number * spans_each < spans; ++number) {
    RandomCalendar random(number + usher::testing::setting("USHER_CALENDAR_SEED", 0));
    const auto &zone = zones()[number % zones().size()];
    Instant around = random.number(begin_1990, begin_2040);
    // Half of them where the clock is set.
    if (number % 2 == 1 && zone->offsets().size() > 1) {
      const auto &offsets = zone->offsets();
      const auto pick =
          offsets[static_cast<std::size_t>(random.number(1, static_cast<std::int64_t>(offsets.size()) - 1))];
      if (pick.from * 1000 > begin_1990 && pick.from * 1000 < begin_2040) around = pick.from * 1000;
    }
    const Description description = random.calendar(zone, around);
    const Calendar calendar(description);
    SteppingCalendar slow(description);
    const auto pauses = random.pauses(around);
    for (std::uint64_t span = 0; span < spans_each; ++span) {
      const Minute from = around / minute_ms + random.number(-4000, 3000);
      const Minute length = random.chance(10) ? random.number(0, 14'400) : random.number(0, 3000);
      const bool good = agrees(calendar, slow, from, length, pauses);
      wrong += good ? 0 : 1;
      if (!good && wrong < 10)
        MESSAGE("calendar " << number << " in " << zone->name() << ", from minute " << from << " for "
                            << length);
    }
  }
  CHECK(wrong == 0);
}

TEST_CASE("every clock change of 2024 to 2030 opens and closes as the wall clock does") {
  std::size_t changes = 0;
  for (std::size_t number = 0; number < zones().size(); ++number) {
    const auto &zone = zones()[number];
    RandomCalendar random(number);
    std::vector<Description> descriptions(4);
    descriptions[0].weekly.fill({{0, 1440}});
    descriptions[1].weekly.fill({{9 * 60, 18 * 60}});
    descriptions[2].weekly.fill({{22 * 60, 30 * 60}});
    descriptions[3].weekly.fill({{30, 2 * 60 + 15}, {2 * 60 + 45, 3 * 60 + 10}, {23 * 60, 24 * 60 + 10}});
    for (Description &description : descriptions)
      description.zone = zone;
    for (const Description &description : descriptions) {
      const Calendar calendar(description);
      SteppingCalendar slow(description);
      for (const auto &offset : zone->offsets()) {
        if (offset.from * 1000 < begin_2024 || offset.from * 1000 >= begin_2031) continue;
        ++changes;
        const Minute change = offset.from / 60;
        bool same = true;
        for (Minute minute = change - 1500; minute < change + 1500; ++minute)
          same = same && calendar.is_open(minute * minute_ms) == slow.is_open(minute);
        CHECK(same);
        for (int span = 0; span < 4; ++span)
          CHECK(agrees(calendar, slow, change + random.number(-1500, 60), random.number(0, 1500), {}));
      }
    }
  }
  // 30 zones, of which half set their clocks twice a year.
  MESSAGE((changes / 4) << " clock changes");
  CHECK(changes / 4 > 150);
}

TEST_CASE("a single exception is seen on both sides of every midnight, wherever weeks turn in UTC") {
  for (const auto &zone : zones()) {
    for (usher::calendar::Day day = usher::calendar::day_of(2026, 3, 2);
         day < usher::calendar::day_of(2026, 3, 10); ++day) {
      Description closed;
      closed.zone = zone;
      closed.weekly.fill({{0, 1440}});
      closed.closed = {{day, day}};
      Description opened;
      opened.zone = zone;
      opened.weekly[0] = {{600, 660}};
      opened.open = {{day, {{5, 60}, {1300, 1300 + 1440}}}};
      for (const Description *description : {&closed, &opened}) {
        const Calendar calendar(*description);
        SteppingCalendar slow(*description);
        bool same = true;
        for (Minute minute = (day - 2) * 1440; minute < (day + 4) * 1440; minute += 5)
          same = same && calendar.is_open(minute * minute_ms) == slow.is_open(minute);
        CAPTURE(zone->name());
        CAPTURE(usher::calendar::format_day(day));
        CHECK(same);
      }
    }
  }
}
