// SPDX-License-Identifier: BSL-1.0
#include "base/time.hpp"

#include <random>
#include <string_view>

#include <doctest/doctest.h>

using namespace usher;

TEST_CASE("times by RFC 3339") {
  CHECK(parse_time("1970-01-01") == 0);
  CHECK(parse_time("1970-01-01T00:00:00Z") == 0);
  CHECK(parse_time("2026-03-20T09:00:00Z") == 1'773'997'200'000);
  CHECK(parse_time("2026-03-20t09:00:00z") == 1'773'997'200'000);
  CHECK(parse_time("2026-03-20 09:00:00Z") == 1'773'997'200'000);
  CHECK(parse_time("2026-03-20T10:00:00+01:00") == 1'773'997'200'000);
  CHECK(parse_time("2026-03-20T12:30:00+03:30") == 1'773'997'200'000);
  CHECK(parse_time("2026-03-20T04:00:00-05:00") == 1'773'997'200'000);
  CHECK(parse_time("2026-03-20T09:00:00.5Z") == 1'773'997'200'500);
  CHECK(parse_time("2026-03-20T09:00:00.123999999999Z") == 1'773'997'200'123);
  CHECK(parse_time("2026-03-20") == 1'773'964'800'000);
  CHECK(parse_time("2024-02-29") == 1'709'164'800'000);
  CHECK(parse_time("2199-12-31T23:59:59.999Z") == latest_instant);
}

TEST_CASE("what is no time") {
  for (const std::string_view text : {"",
                                      "2026",
                                      "2026-03",
                                      "2026-3-20",
                                      "2026-02-29",
                                      "2026-02-30",
                                      "2026-04-31",
                                      "2026-13-01",
                                      "2026-00-10",
                                      "2026-01-00",
                                      "1900-02-29",
                                      "2026-03-20T09:00:00",
                                      "2026-03-20T09:00Z",
                                      "2026-03-20T24:00:00Z",
                                      "2026-03-20T23:60:00Z",
                                      "2026-03-20T23:59:60Z",
                                      "2026-03-20T09:00:00.Z",
                                      "2026-03-20T09:00:00+0100",
                                      "2026-03-20T09:00:00+01",
                                      "2026-03-20T09:00:00+24:00",
                                      "2026-03-20T09:00:00+01:60",
                                      "2026-03-20T09:00:00Zx",
                                      "2026-03-20T",
                                      "2026-03-20X09:00:00Z",
                                      " 2026-03-20",
                                      "2026-03-20 ",
                                      "26-03-20",
                                      "+2026-03-20",
                                      "2026/03/20",
                                      "1969-12-31",
                                      "2200-01-01",
                                      "1969-12-31T23:59:59Z",
                                      "2200-01-01T00:00:00Z",
                                      "1970-01-01T00:00:00+01:00",
                                      "2199-12-31T23:59:59-00:01",
                                      "٢٠٢٦-03-20"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_time(text).has_value());
  }
}

TEST_CASE("times are written in UTC with milliseconds") {
  CHECK(format_time(0) == "1970-01-01T00:00:00.000Z");
  CHECK(format_time(1'773'997'200'007) == "2026-03-20T09:00:00.007Z");
  CHECK(format_time(latest_instant) == "2199-12-31T23:59:59.999Z");
  CHECK(format_time(-1) == format_time(0));
  CHECK(format_time(latest_instant + 1) == format_time(latest_instant));
}

TEST_CASE("every instant survives writing and reading") {
  std::mt19937_64 random(5);
  for (int round = 0; round < 50'000; ++round) {
    const auto instant = static_cast<Instant>(random() % static_cast<std::uint64_t>(latest_instant + 1));
    REQUIRE(parse_time(format_time(instant)) == instant);
  }
  // Every midnight, so that no leap day is missed.
  for (Instant day = 0; day <= latest_instant; day += 86'400'000)
    REQUIRE(parse_time(format_time(day)) == day);
}

TEST_CASE("the bounds of instants") {
  CHECK(is_instant(0));
  CHECK(is_instant(latest_instant));
  CHECK_FALSE(is_instant(-1));
  CHECK_FALSE(is_instant(latest_instant + 1));
}
