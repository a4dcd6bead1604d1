// SPDX-License-Identifier: BSL-1.0
// Opening hours as a care team has them, and what they promise.
#include "calendar/named_zone.hpp"

using usher::calendar::Calendar;
using usher::calendar::day_of;
using usher::calendar::Description;
using usher_test::at;
using usher_test::hour;
using usher_test::minute;
using usher_test::office;
using usher_test::shown;
using usher_test::zone;

TEST_CASE("a lunch break, an evening and a weekend do not count") {
  const auto rome = zone("Europe/Rome");
  const Calendar calendar(office(rome));
  const auto due = [&](std::string_view start, std::int64_t service) {
    return shown(calendar.due(at(start, *rome), service), *rome);
  };
  CHECK(due("2026-11-20 10:00", hour) == "2026-11-20 11:00");
  CHECK(due("2026-11-20 12:30", hour) == "2026-11-20 14:30");
  CHECK(due("2026-11-20 18:01", 75 * minute) == "2026-11-23 10:15"); // Friday evening: Monday
  CHECK(due("2026-11-20 17:00", hour) == "2026-11-20 18:00");        // at closing, not on Monday
  CHECK(due("2026-11-20 17:00", hour + 1) == "2026-11-23 09:00+1ms");
  CHECK(due("2026-11-21 12:00", 8 * hour) == "2026-11-23 18:00");
  CHECK(calendar.elapsed(at("2026-11-16 00:00", *rome), at("2026-11-23 00:00", *rome)) == 40 * hour);
}

TEST_CASE("a dated opening beats every closing, and nights belong to the day they begin on") {
  const auto rome = zone("Europe/Rome");
  Description description = office(rome);
  description.weekly[4].push_back({22 * 60, 30 * 60}); // Friday night, into a Saturday that is closed
  description.closed = {{day_of(2026, 12, 21), day_of(2026, 12, 31)}};
  description.closed_yearly = {{12, 25}, {1, 1}};
  description.open = {{day_of(2026, 12, 24), {{9 * 60, 12 * 60}}}, {day_of(2027, 1, 1), {}}};
  description.closed_spans = {
      {at("2026-12-24 08:00", *rome) / minute, at("2026-12-24 11:00", *rome) / minute},
      {at("2026-12-18 15:00", *rome) / minute, at("2026-12-18 23:00", *rome) / minute}};
  const Calendar calendar(description);
  const auto open = [&](std::string_view time) { return calendar.is_open(at(time, *rome)); };
  CHECK(open("2026-12-18 14:59"));
  CHECK(!open("2026-12-18 15:00"));
  CHECK(!open("2026-12-18 22:59"));
  CHECK(open("2026-12-18 23:00"));
  CHECK(open("2026-12-19 05:59"));
  CHECK(!open("2026-12-19 06:00"));
  CHECK(!open("2026-12-21 10:00"));
  CHECK(open("2026-12-24 09:00"));
  CHECK(!open("2026-12-24 14:00"));
  CHECK(!open("2026-12-25 23:00")); // a Friday
  CHECK(!open("2027-01-01 10:00"));
  CHECK(open("2027-01-08 10:00"));
  CHECK(calendar.is_working_day(day_of(2026, 12, 24)));
  CHECK(!calendar.is_working_day(day_of(2026, 12, 23)));
  CHECK(!calendar.is_working_day(day_of(2026, 12, 19)));
  CHECK(!calendar.is_working_day(day_of(2032, 12, 25)));
}

TEST_CASE("working days: the same time of day, so many working days on") {
  const auto rome = zone("Europe/Rome");
  Description description = office(rome);
  description.closed = {{day_of(2026, 12, 8), day_of(2026, 12, 8)}}; // a Tuesday
  description.open = {{day_of(2026, 12, 12), {{9 * 60, 12 * 60}}}};  // a Saturday
  const Calendar calendar(description);
  const auto due = [&](std::string_view start, int days) {
    const auto from = at(start, *rome);
    const auto service = calendar.working_days(from, days);
    REQUIRE(service);
    return shown(calendar.due(from, *service), *rome);
  };
  CHECK(due("2026-11-23 10:00", 3) == "2026-11-26 10:00");
  CHECK(due("2026-11-26 10:00", 3) == "2026-12-01 10:00"); // over a weekend
  CHECK(due("2026-12-07 10:00", 1) == "2026-12-09 10:00"); // over a holiday
  CHECK(due("2026-12-11 16:00", 1) == "2026-12-12 12:00"); // that Saturday closes at noon
  CHECK(due("2026-12-11 16:00", 2) == "2026-12-14 16:00");
  // What comes while it is closed counts from the next opening, and what is over at closing time is due then.
  CHECK(due("2026-11-20 18:01", 1) == "2026-11-23 18:00");
  CHECK(due("2026-11-21 12:00", 3) == "2026-11-25 18:00");
  CHECK(due("2026-11-23 07:00", 3) == "2026-11-25 18:00");
  CHECK(due("2026-11-23 13:30", 1) == "2026-11-24 13:00"); // at lunch
  CHECK(calendar.working_days(at("2026-11-23 10:00", *rome), 0) == 0);
  CHECK(!calendar.working_days(at("2199-12-31 10:00", *rome), 1));
  CHECK(!calendar.working_days(at("2026-11-23 10:00", *rome), INT64_MAX / 2));

  // The small hours of a night shift are late on the day before.
  Description nights;
  nights.zone = rome;
  for (std::size_t day = 0; day < 5; ++day)
    nights.weekly[day] = {{22 * 60, 30 * 60}};
  const Calendar night(nights);
  const auto from = at("2026-11-28 02:00", *rome); // Saturday, of Friday's shift
  CHECK(night.working_days(from, 3) == 24 * hour);
  CHECK(shown(night.due(from, 24 * hour), *rome) == "2026-12-03 02:00");
  CHECK(night.working_days(at("2026-11-25 02:00", *rome), 3) == 24 * hour);
}

TEST_CASE("a day that a place left out is no working day") {
  const auto apia = zone("Pacific/Apia");
  const Calendar calendar(office(apia));
  CHECK(calendar.is_working_day(day_of(2011, 12, 29)));
  CHECK(!calendar.is_working_day(day_of(2011, 12, 30)));
  const auto from = at("2011-12-29 10:00", *apia);
  const auto service = calendar.working_days(from, 1);
  REQUIRE(service);
  CHECK(shown(calendar.due(from, *service), *apia) == "2012-01-02 10:00");
}

TEST_CASE("a wall clock that is minutes and seconds away from UTC still opens at whole minutes") {
  // Liberia was 44 minutes and 30 seconds behind until January 1972.
  const auto monrovia = zone("Africa/Monrovia");
  const Calendar calendar(office(monrovia));
  const auto opening = calendar.next_opening(*usher::parse_time("1971-03-01T00:00:00Z"));
  CHECK(usher::format_time(opening.value_or(0)) == "1971-03-01T09:45:00.000Z");
}

TEST_CASE("windows that touch or overlap are one, and the last dated opening of a date counts") {
  const auto utc = usher::calendar::Zone::utc();
  Description description;
  description.zone = utc;
  description.weekly.fill({{10 * 60, 12 * 60}, {11 * 60, 13 * 60}, {13 * 60, 14 * 60}});
  description.open = {
      {day_of(2026, 5, 5), {{0, 60}}}, {day_of(2026, 5, 5), {{60, 120}}}, {day_of(2300, 1, 1), {{0, 60}}}};
  description.closed = {{-800'000, -700'000}, {800'000, 900'000}, {day_of(2026, 5, 9), day_of(2026, 5, 8)}};
  const Calendar calendar(description);
  CHECK(calendar.elapsed(at("2026-05-04 00:00", *utc), at("2026-05-05 00:00", *utc)) == 4 * hour);
  CHECK(shown(calendar.next_closing(at("2026-05-04 10:00", *utc)), *utc) == "2026-05-04 14:00");
  CHECK(!calendar.is_open(at("2026-05-05 00:30", *utc)));
  CHECK(calendar.is_open(at("2026-05-05 01:30", *utc)));
  CHECK(calendar.is_open(at("2026-05-08 11:00", *utc)));
}
