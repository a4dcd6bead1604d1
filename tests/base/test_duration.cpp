// SPDX-License-Identifier: BSL-1.0
#include "base/duration.hpp"

#include <limits>
#include <random>
#include <string_view>

#include <doctest/doctest.h>

using namespace usher;

TEST_CASE("durations as people write them") {
  CHECK(parse_duration("90s") == 90'000);
  CHECK(parse_duration("10m") == 600'000);
  CHECK(parse_duration("1h30m") == 5'400'000);
  CHECK(parse_duration("14d") == 1'209'600'000);
  CHECK(parse_duration("2w") == 1'209'600'000);
  CHECK(parse_duration("1w2d3h4m5s") == 604'800'000 + 2 * 86'400'000 + 3 * 3'600'000 + 4 * 60'000 + 5'000);
  CHECK(parse_duration("0s") == 0);
  CHECK(parse_duration("007m") == 420'000);
  CHECK(parse_duration("120m") == 7'200'000);
  CHECK(parse_duration("3652d") == longest_duration_ms);
}

TEST_CASE("what is no duration") {
  for (const std::string_view text : {"",
                                      "s",
                                      "90",
                                      "1.5h",
                                      "1h 30m",
                                      "30m1h",
                                      "1h1h",
                                      "-1h",
                                      "+1h",
                                      "1H",
                                      "1h30",
                                      "1y",
                                      "1ms",
                                      " 1h",
                                      "1h ",
                                      "1h30x",
                                      "3653d",
                                      "3652d1s",
                                      "99999999999999999999s",
                                      "9223372036854775807s",
                                      "١h"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_duration(text).has_value());
  }
}

TEST_CASE("every length that is written is read again") {
  for (const std::int64_t length : {std::int64_t{1}, std::int64_t{20}, std::int64_t{1'500},
                                    std::int64_t{60'001}, std::int64_t{90'061'001}, std::int64_t{0},
                                    std::int64_t{5'400'000}, longest_duration_ms - 1, longest_duration_ms})
    CHECK(parse_exact_duration(format_duration(length)) == length);
  for (const std::string_view text :
       {"1.s", ".5s", "1.5m", "1.0001s", "1.5", "1h.5s", "1.-5s", "1.5s1s", "3652d0.001s"})
    CHECK_FALSE(parse_exact_duration(text).has_value());
}

TEST_CASE("durations are written shortly") {
  CHECK(format_duration(0) == "0s");
  CHECK(format_duration(5'400'000) == "1h30m");
  CHECK(format_duration(8 * 86'400'000LL) == "8d");
  CHECK(format_duration(86'400'000 + 1'000) == "1d1s");
  CHECK(format_duration(1'500) == "1.5s");
  CHECK(format_duration(60'001) == "1m0.001s");
  CHECK(format_duration(20) == "0.02s");
  CHECK(format_duration(-90'000) == "-1m30s");
  CHECK(format_duration(std::numeric_limits<std::int64_t>::max()).ends_with("s"));
  CHECK(format_duration(std::numeric_limits<std::int64_t>::min()).starts_with("-"));
}

TEST_CASE("whole seconds survive writing and reading") {
  std::mt19937_64 random(3);
  for (int round = 0; round < 20'000; ++round) {
    const std::int64_t limit = round % 2 == 0 ? 100'000 : longest_duration_ms / 1'000;
    const std::int64_t duration =
        static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(limit)) * 1'000;
    REQUIRE(parse_duration(format_duration(duration)) == duration);
  }
}
