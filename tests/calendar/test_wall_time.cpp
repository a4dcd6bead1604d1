// SPDX-License-Identifier: BSL-1.0
#include "calendar/named_zone.hpp"
#include "calendar/wall_time.hpp"

#include <doctest/doctest.h>

using usher::parse_time;
using usher::calendar::format_wall_date;
using usher::calendar::format_wall_time;
using usher_test::zone;

TEST_CASE("times as people in a zone say them") {
  const auto rome = zone("Europe/Rome");
  const auto at = [](const char *text) { return *parse_time(text); };
  CHECK(format_wall_date(*rome, at("2026-11-20T17:01:59Z")) == "Fri 2026-11-20 18:01");
  CHECK(format_wall_date(*rome, at("2026-07-19T22:00:00Z")) == "Mon 2026-07-20 00:00");
  CHECK(format_wall_time(*rome, at("2026-11-23T08:00:00Z"), at("2026-11-20T17:01:00Z")) == "Mon 09:00");
  // A week later it would be the same weekday.
  CHECK(format_wall_time(*rome, at("2026-11-26T17:00:59Z"), at("2026-11-20T17:01:00Z")) == "Thu 18:00");
  CHECK(format_wall_time(*rome, at("2026-11-26T17:01:00Z"), at("2026-11-20T17:01:00Z")) ==
        "Thu 2026-11-26 18:01");
  CHECK(format_wall_time(*rome, at("2026-11-20T17:00:00Z"), at("2026-11-20T17:01:00Z")) ==
        "Fri 2026-11-20 18:00");
  CHECK(format_wall_time(*zone("Asia/Tehran"), at("2026-11-20T17:01:00Z"), at("2026-11-20T17:01:00Z")) ==
        "Fri 20:31");
}
