// SPDX-License-Identifier: BSL-1.0
#include "calendar/named_zone.hpp"
#include "calendar/posix_rule.hpp"
#include "calendar/random_calendar.hpp"
#include "calendar/zone.hpp"
#include "calendar/zone_file.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <cctz/time_zone.h>
#include <doctest/doctest.h>

using usher::Instant;
using usher::calendar::load_zone;
using usher::calendar::LocalKind;
using usher::calendar::zone_problem;
using usher::calendar::ZoneStatus;
using usher_test::zone;

TEST_CASE("a name that is no place is refused before any file is opened") {
  for (const char *name :
       {"", "../../../etc/passwd", "/etc/localtime", "Europe//Rome", "Europe/Rome/", "Europe/Rome ",
        "file:Europe/Rome", "a/b/c/d", "Europe.Rome", "localtime", "posixrules", "Factory",
        "posix/Europe/Rome", "right/Europe/Rome", "Fixed/UTC+01:00:00"}) {
    CAPTURE(name);
    CHECK(load_zone(name).status == ZoneStatus::bad_name);
    CHECK(load_zone(name).zone == nullptr);
  }
  CHECK(load_zone(std::string(65, 'a')).status == ZoneStatus::bad_name);
  CHECK(load_zone(std::string("Europe/Rome\0x", 13)).status == ZoneStatus::bad_name);
}

TEST_CASE("a name that is no zone has the nearest one beside it") {
  CHECK(load_zone("Europe/Roma").status == ZoneStatus::unknown);
  CHECK(load_zone("europe/rome").status == ZoneStatus::unknown);
  CHECK(load_zone("Europe").status == ZoneStatus::unknown);      // a folder
  CHECK(load_zone("leapseconds").status == ZoneStatus::unknown); // a file, but none of a zone
  const auto problem = zone_problem(ZoneStatus::unknown, "Europe/Roma");
  CHECK(problem.message == "there is no time zone \"Europe/Roma\"");
  CHECK(problem.hint == "did you mean \"Europe/Rome\"?");
  CHECK(zone_problem(ZoneStatus::unknown, "xyzzyplugh").hint.find("Europe/Rome") != std::string::npos);
  CHECK(zone_problem(ZoneStatus::ok, "UTC").message.empty());
  // What is refused is not proposed.
  CHECK(zone_problem(ZoneStatus::bad_name, "Factory").hint.find("Factory") == std::string::npos);
}

TEST_CASE("without zone files there is UTC and a plain word about the rest") {
  const char *before = std::getenv("TZDIR");
  const std::string kept = before != nullptr ? before : "";
  setenv("TZDIR", "/nowhere", 1);
  CHECK(load_zone("UTC").status == ZoneStatus::ok);
  CHECK(load_zone("Antarctica/Vostok").status == ZoneStatus::no_files);
  const auto problem = zone_problem(ZoneStatus::no_files, "Antarctica/Vostok");
  CHECK(problem.message.find("/nowhere") != std::string::npos);
  CHECK(problem.hint.find("tzdata") != std::string::npos);
  if (before != nullptr)
    setenv("TZDIR", kept.c_str(), 1);
  else
    unsetenv("TZDIR");
  // That it was not there once is not remembered.
  CHECK(load_zone("Antarctica/Vostok").status == ZoneStatus::ok);
}

TEST_CASE("wall clocks are those of cctz, both ways, from 1970 to 2200") {
  usher_test::RandomCalendar random(11);
  for (const auto &place : usher_test::zones()) {
    cctz::time_zone reference;
    REQUIRE(cctz::load_time_zone(place->name(), &reference));
    CAPTURE(place->name());
    for (int round = 0; round < 3000; ++round) {
      const std::int64_t second = random.number(0, usher::latest_instant / 1000 - 3 * 86'400) + 86'400;
      const cctz::time_point<cctz::seconds> time{cctz::seconds(second)};
      const auto expected = reference.lookup(time);
      const auto local = place->local(second * 1000 + 7);
      const bool same =
          local.offset == expected.offset &&
          local.day == cctz::civil_day(expected.cs) - cctz::civil_day(1970, 1, 1) &&
          local.ms ==
              ((expected.cs.hour() * 60 + expected.cs.minute()) * 60 + expected.cs.second()) * 1000 + 7;
      CHECK(same);
      // The same clock time, and one near a change of the clock.
      for (const bool near : {false, true}) {
        cctz::civil_second wall = expected.cs;
        if (near && place->offsets().size() > 1) {
          const auto &offsets = place->offsets();
          const auto change = offsets[static_cast<std::size_t>(
              random.number(1, static_cast<std::int64_t>(offsets.size()) - 1))];
          wall = reference.lookup(cctz::time_point<cctz::seconds>(cctz::seconds(change.from))).cs +
                 random.number(-9000, 9000);
          if (wall < cctz::civil_second(1970, 1, 3) || wall > cctz::civil_second(2199, 12, 29)) continue;
        }
        const auto lookup = reference.lookup(wall);
        const auto resolved = place->resolve(
            static_cast<usher::calendar::Day>(cctz::civil_day(wall) - cctz::civil_day(1970, 1, 1)),
            ((wall.hour() * 60 + wall.minute()) * 60 + wall.second()) * 1000);
        const auto ms = [](cctz::time_point<cctz::seconds> point) {
          return point.time_since_epoch().count() * 1000;
        };
        using Lookup = cctz::time_zone::civil_lookup;
        const bool right = lookup.kind == Lookup::UNIQUE
                               ? resolved.kind == LocalKind::unique && resolved.first == ms(lookup.pre)
                           : lookup.kind == Lookup::REPEATED
                               ? resolved.kind == LocalKind::repeated && resolved.first == ms(lookup.pre) &&
                                     resolved.last == ms(lookup.post)
                               : resolved.kind == LocalKind::skipped && resolved.first == ms(lookup.trans);
        CHECK(right);
      }
    }
  }
}

TEST_CASE("zones are the same in fat and slim files, and those of cctz in fat ones") {
  const char *fat = std::getenv("USHER_FAT_ZONES");
  const char *slim = std::getenv("USHER_SLIM_ZONES");
  if (fat == nullptr || slim == nullptr) {
    MESSAGE("skipped, 1: no folders of zone files (set USHER_FAT_ZONES and USHER_SLIM_ZONES)");
    return;
  }
  std::vector<std::string> names;
  for (const auto &entry : std::filesystem::recursive_directory_iterator(slim))
    if (entry.is_regular_file()) names.push_back(std::filesystem::relative(entry.path(), slim));
  CHECK(names.size() > 400);
  std::size_t compared = 0;
  for (const std::string &name : names) {
    if (name == "Factory") continue;
    setenv("TZDIR", fat, 1);
    const auto one = load_zone(name);
    cctz::time_zone reference;
    const bool known = cctz::load_time_zone(name, &reference);
    setenv("TZDIR", slim, 1);
    const auto other = load_zone(name);
    CAPTURE(name);
    REQUIRE(known);
    REQUIRE(one.status == ZoneStatus::ok);
    REQUIRE(other.status == ZoneStatus::ok);
    // From 2073 on zic itself writes two futures for Gaza and Hebron, one fat and one slim.
    constexpr std::int64_t begin_2073 = 3'250'368'000;
    const auto until_then = [](const usher::calendar::Zone &place) {
      std::vector<std::pair<std::int64_t, std::int32_t>> list;
      for (const auto &offset : place.offsets())
        if (offset.from < begin_2073) list.emplace_back(offset.from, offset.seconds);
      return list;
    };
    const bool alike = until_then(*one.zone) == until_then(*other.zone);
    CHECK(alike);
    // At each change, just before it, and at a time of each half year.
    std::vector<std::int64_t> seconds;
    for (const auto &offset : one.zone->offsets())
      for (const std::int64_t near : {-1, 0, 1})
        seconds.push_back(offset.from + near);
    for (std::int64_t second = 0; second < usher::latest_instant / 1000; second += 182 * 86'400 + 12'345)
      seconds.push_back(second);
    bool same = true;
    for (const std::int64_t second : seconds) {
      if (second < 0) continue;
      const auto expected = reference.lookup(cctz::time_point<cctz::seconds>(cctz::seconds(second)));
      same = same && one.zone->local(second * 1000).offset == expected.offset;
    }
    CHECK(same);
    ++compared;
  }
  unsetenv("TZDIR");
  CHECK(compared > 400);
  MESSAGE(compared << " zones");
}

TEST_CASE("a zone file that is damaged is no zone, wherever it is cut or changed") {
  std::ifstream file("/usr/share/zoneinfo/Europe/Rome", std::ios::binary);
  std::stringstream content;
  content << file.rdbuf();
  const std::string whole = content.str();
  REQUIRE(usher::calendar::read_zone_file(whole));
  for (std::size_t size = 0; size < whole.size(); ++size)
    CHECK(!usher::calendar::read_zone_file(std::string_view(whole).substr(0, size)));
  // Any byte changed: read or refused, never beyond the bytes.
  for (std::size_t i = 0; i < whole.size(); ++i) {
    for (const char byte : {'\0', '\1', '\x7F', '\xFF'}) {
      std::string changed = whole;
      changed[i] = byte;
      const auto offsets = usher::calendar::read_zone_file(changed);
      if (offsets) CHECK(!offsets->empty());
    }
  }
  CHECK(!usher::calendar::read_zone_file(whole + "x"));
}

TEST_CASE("rules at the end of a zone file") {
  using usher::calendar::PosixRule;
  const auto time = [](std::int64_t second) { return usher::format_time(second * 1000).substr(0, 16); };
  const auto rome = PosixRule::parse("CET-1CEST,M3.5.0,M10.5.0/3");
  REQUIRE(rome);
  CHECK(rome->standard() == 3600);
  CHECK(rome->summer() == 7200);
  CHECK(time(rome->summer_begins(2026)) == "2026-03-29T01:00");
  CHECK(time(rome->summer_ends(2026)) == "2026-10-25T01:00");
  const auto nuuk = PosixRule::parse("<-02>2<-01>,M3.5.0/-1,M10.5.0/0");
  REQUIRE(nuuk);
  CHECK(time(nuuk->summer_begins(2026)) == "2026-03-29T01:00");
  CHECK(time(nuuk->summer_ends(2026)) == "2026-10-25T01:00");
  const auto gaza = PosixRule::parse("EET-2EEST,M3.4.4/50,M10.4.4/50");
  REQUIRE(gaza);
  CHECK(time(gaza->summer_begins(2026)) == "2026-03-28T00:00");
  const auto days = PosixRule::parse("AAA3BBB2:30,J60/0,59/25:30:15");
  REQUIRE(days);
  CHECK(days->summer() == -9000);
  CHECK(time(days->summer_begins(2024)) == "2024-03-01T03:00");
  CHECK(time(days->summer_begins(2026)) == "2026-03-01T03:00");
  CHECK(time(days->summer_ends(2024)) == "2024-03-01T04:00");
  CHECK(time(days->summer_ends(2026)) == "2026-03-02T04:00");
  const auto utc = PosixRule::parse("UTC0");
  REQUIRE(utc);
  CHECK(!utc->has_summer());
  for (const char *text :
       {"", "CET", "-1", "CE-1", "CET-1CEST", "CET-1CEST,M3.5.0", "CET-1CEST,M3.5.0,M10.5.0/3x", "CET-25",
        "CET-1CEST,M13.5.0,M10.5.0", "CET-1CEST,M3.6.0,M10.5.0", "CET-1CEST,M3.5.7,M10.5.0",
        "CET-1CEST,J0,J5", "CET-1CEST,366,5", "<CET-1", "CET-1:60", "CET-1CEST,M3.5.0/168,M10.5.0"})
    CHECK_MESSAGE(!PosixRule::parse(text), text);
}

TEST_CASE("clock times outside the instants are none") {
  CHECK(zone("UTC")->resolve(usher::calendar::first_day, 0).kind == LocalKind::outside);
  CHECK(zone("UTC")->resolve(usher::calendar::last_day, 0).kind == LocalKind::outside);
  CHECK(zone("UTC")->resolve(2'000'000'000, 0).kind == LocalKind::outside);
  CHECK(zone("Europe/Rome")->resolve(0, 0).kind == LocalKind::outside); // 31 December 1969, 23:00 UTC
  CHECK(zone("Europe/Rome")->resolve(0, 3'600'000).first == 0);
}

TEST_CASE("days and clock times are read and written") {
  using namespace usher::calendar;
  CHECK(parse_day("1970-01-01") == 0);
  CHECK(parse_day("2026-03-20") == day_of(2026, 3, 20));
  CHECK(format_day(*parse_day("2024-02-29")) == "2024-02-29");
  for (const char *text : {"2023-02-29", "1969-12-31", "2200-01-01", "2026-3-20", "2026-13-01", "2026-00-01",
                           "26-03-20", "2026-03-20 ", "2026/03/20", ""})
    CHECK_MESSAGE(!parse_day(text), text);
  CHECK(parse_year_day("02-29") == YearDay{2, 29});
  for (const char *text : {"02-30", "13-01", "1-1", "01-1", "0101", "01-01-"})
    CHECK_MESSAGE(!parse_year_day(text), text);
  CHECK(parse_clock("00:00") == 0);
  CHECK(parse_clock("24:00") == 1440);
  for (const char *text : {"24:01", "25:00", "9:00", "09:60", "0900", "-1:00", "09:00:00"})
    CHECK_MESSAGE(!parse_clock(text), text);
  CHECK(format_clock(1800) == "06:00");
  CHECK(format_clock(1440) == "24:00");
  CHECK(weekday_of(0) == 3);
  CHECK(weekday_of(-4) == 6);
  CHECK(weekday_of(day_of(2026, 11, 23)) == 0);
}
