// SPDX-License-Identifier: BSL-1.0
// Due times, service times and wall clock times that another program worked out minute by minute: reads sla_due.json,
// sla_elapsed.json and tz_resolve.json of tests/oracle/values.
#include "base/time.hpp"
#include "calendar/calendar.hpp"

#include <fstream>
#include <sstream>
#include <string>

#include <boost/json/parse.hpp>
#include <doctest/doctest.h>

using usher::Instant;
using usher::calendar::Calendar;
using usher::calendar::Description;
using usher::calendar::LocalKind;
using usher::calendar::Window;

namespace {

namespace json = boost::json;

json::value read(const std::string &name) {
  std::ifstream file("tests/oracle/values/" + name); // tests run in the source tree
  std::stringstream text;
  text << file.rdbuf();
  REQUIRE_MESSAGE(file.good(), name << " cannot be read");
  return json::parse(text.str());
}

std::string_view text_of(const json::value &value) {
  return {value.as_string().data(), value.as_string().size()};
}

// "2025-03-30T01:00Z", without seconds.
Instant time_of(const json::value &value) {
  std::string text(text_of(value));
  text.insert(text.size() - 1, ":00");
  const auto time = usher::parse_time(text);
  REQUIRE(time.has_value());
  return *time;
}

std::vector<Window> windows_of(const json::value &list) {
  std::vector<Window> windows;
  for (const json::value &pair : list.as_array()) {
    Window window{*usher::calendar::parse_clock(text_of(pair.at(0))),
                  *usher::calendar::parse_clock(text_of(pair.at(1)))};
    if (window.close <= window.open) window.close += 1440;
    windows.push_back(window);
  }
  return windows;
}

Calendar calendar_of(const json::value &value) {
  Description description;
  const auto zone = usher::calendar::load_zone(text_of(value.at("zone")));
  REQUIRE(zone.status == usher::calendar::ZoneStatus::ok);
  description.zone = zone.zone;
  const std::array<const char *, 7> names = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
  const json::object &object = value.as_object();
  for (std::size_t day = 0; day < 7; ++day)
    if (const json::value *hours = object.at("hours").as_object().if_contains(names[day]))
      description.weekly[day] = windows_of(*hours);
  if (const json::value *days = object.if_contains("holidays"))
    for (const json::value &day : days->as_array()) {
      const auto date = *usher::calendar::parse_day(text_of(day));
      description.closed.push_back({date, date});
    }
  if (const json::value *days = object.if_contains("yearly_holidays"))
    for (const json::value &day : days->as_array())
      description.closed_yearly.push_back(*usher::calendar::parse_year_day(text_of(day)));
  if (const json::value *days = object.if_contains("special"))
    for (const auto &day : days->as_object())
      description.open.push_back(
          {*usher::calendar::parse_day({day.key().data(), day.key().size()}), windows_of(day.value())});
  return Calendar(description);
}

} // namespace

TEST_CASE("due times of the oracle") {
  const json::value file = read("sla_due.json");
  std::size_t cases = 0;
  for (const json::value &one : file.at("cases").as_array()) {
    const Calendar calendar = calendar_of(file.at("calendars").at(one.at("calendar").as_string()));
    std::vector<usher::calendar::Pause> pauses;
    for (const json::value &pause : one.at("pauses_utc").as_array())
      pauses.push_back({time_of(pause.at(0)), time_of(pause.at(1))});
    const std::int64_t target = one.at("target_business_minutes").as_int64() * 60'000;
    const Instant start = time_of(one.at("start_utc"));
    const auto due = calendar.due(start, target, pauses);
    CAPTURE(std::string(text_of(one.at("id"))));
    REQUIRE(due.has_value());
    CHECK(usher::format_time(*due) == usher::format_time(time_of(one.at("due_utc"))));
    CHECK(calendar.elapsed(start, *due, pauses) == target);
    ++cases;
  }
  CHECK(cases >= 46);
}

TEST_CASE("service times of the oracle") {
  const json::value file = read("sla_elapsed.json");
  std::size_t cases = 0;
  for (const json::value &one : file.at("cases").as_array()) {
    const Calendar calendar = calendar_of(file.at("calendars").at(one.at("calendar").as_string()));
    CAPTURE(std::string(text_of(one.at("id"))));
    CHECK(calendar.elapsed(time_of(one.at("from_utc")), time_of(one.at("to_utc"))) ==
          one.at("business_minutes").as_int64() * 60'000);
    ++cases;
  }
  CHECK(cases >= 12);
}

TEST_CASE("wall clock times of the oracle") {
  const json::value file = read("tz_resolve.json");
  std::size_t cases = 0;
  for (const json::value &one : file.at("cases").as_array()) {
    const auto zone = usher::calendar::load_zone(text_of(one.at("zone")));
    REQUIRE(zone.status == usher::calendar::ZoneStatus::ok);
    const std::string_view local = text_of(one.at("local"));
    const auto resolved = zone.zone->resolve(*usher::calendar::parse_day(local.substr(0, 10)),
                                             *usher::calendar::parse_clock(local.substr(11)) * 60'000);
    const std::string_view kind = text_of(one.at("kind"));
    CAPTURE(std::string(text_of(one.at("id"))));
    if (kind == "unique") {
      CHECK(resolved.kind == LocalKind::unique);
      CHECK(resolved.first == time_of(one.at("utc")));
    } else if (kind == "ambiguous") {
      CHECK(resolved.kind == LocalKind::repeated);
      CHECK(resolved.first == time_of(one.at("earliest_utc")));
      CHECK(resolved.last == time_of(one.at("latest_utc")));
    } else {
      CHECK(kind == "nonexistent");
      CHECK(resolved.kind == LocalKind::skipped);
      CHECK(resolved.first == time_of(one.at("first_instant_after_gap_utc")));
    }
    ++cases;
  }
  CHECK(cases >= 6);
}
