// SPDX-License-Identifier: BSL-1.0
// How many come when, by the wall clock and across its changes.
#include "calendar/named_zone.hpp"
#include "simulate/rate.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include <doctest/doctest.h>

using namespace usher;
using namespace usher::simulate;
using usher_test::at;
using usher_test::hour;

namespace {

constexpr std::uint64_t calls = 7;

Rate daily(const calendar::ZonePtr &zone, const std::vector<Rate::Step> &steps) {
  Rate rate;
  rate.zone = zone;
  rate.week.fill(steps);
  return rate;
}

/// Within five standard deviations of a Poisson count.
void check_count(double count, double expected) {
  CAPTURE(expected);
  CHECK(std::abs(count - expected) <= 5 * std::sqrt(expected));
}

/// About as many as are expected, whatever the rate.
std::vector<Instant> all_of(const Rate &rate, std::uint64_t replication = 0) {
  Arrivals arrivals(rate, Streams(1, replication), calls);
  std::vector<Instant> times;
  while (const auto time = arrivals.next())
    times.push_back(*time);
  if (rate.scale_low == rate.scale_high)
    check_count(static_cast<double>(times.size()), expected_arrivals(rate, rate.until));
  return times;
}

/// By the hour on the wall.
std::vector<double> by_hour(const std::vector<Instant> &times, const calendar::Zone &zone) {
  std::vector<double> counts(24);
  for (const Instant time : times)
    ++counts[static_cast<std::size_t>(zone.local(time).ms / hour)];
  return counts;
}

} // namespace

TEST_CASE("rates change with the hour on the wall") {
  const auto rome = usher_test::zone("Europe/Rome");
  Rate rate = daily(rome, {{0, 60.0 / hour}, {8 * 60, 600.0 / hour}, {18 * 60 + 30, 200.0 / hour}});
  rate.from = at("2026-01-05 00:00", *rome);
  rate.until = at("2026-02-02 00:00", *rome); // four weeks
  const std::vector<double> counts = by_hour(all_of(rate), *rome);
  for (std::size_t i = 0; i < counts.size(); ++i) {
    CAPTURE(i);
    check_count(counts[i], 28 * (i < 8 ? 60 : i < 18 ? 600 : i == 18 ? 400 : 200));
  }
}

TEST_CASE("a rate holds until the next one, be that days later") {
  const auto utc = calendar::Zone::utc();
  Rate rate;
  rate.zone = utc;
  rate.week[0] = {{8 * 60, 600.0 / hour}, {18 * 60, 100.0 / hour}}; // Mondays
  rate.week[3] = {{0, 0}};                                          // Thursdays
  rate.from = at("2026-01-05 00:00", *utc); // a Monday, and nobody comes since Thursday
  rate.until = at("2026-01-12 00:00", *utc);
  const std::vector<Instant> times = all_of(rate);
  check_count(static_cast<double>(times.size()), 10 * 600 + (6 + 48) * 100);
  CHECK(times.front() >= at("2026-01-05 08:00", *utc));
  CHECK(times.back() < at("2026-01-08 00:00", *utc));
}

TEST_CASE("a day on which the clock changes has an hour less, or more") {
  const auto rome = usher_test::zone("Europe/Rome");
  const auto day = [&](const char *from, const char *until, const std::vector<Rate::Step> &steps) {
    Rate rate = daily(rome, steps);
    rate.from = at(from, *rome);
    rate.until = at(until, *rome);
    return all_of(rate);
  };
  const std::vector<Rate::Step> even = {{0, 4000.0 / hour}};
  check_count(static_cast<double>(day("2026-03-29 00:00", "2026-03-30 00:00", even).size()), 23 * 4000);
  check_count(static_cast<double>(day("2026-10-25 00:00", "2026-10-26 00:00", even).size()), 25 * 4000);

  // An hour that there is not, an hour that there is twice.
  const std::vector<Rate::Step> at_two = {{0, 0}, {120, 4000.0 / hour}, {180, 0}};
  CHECK(day("2026-03-29 00:00", "2026-03-30 00:00", at_two).empty());
  const std::vector<Instant> twice = day("2026-10-25 00:00", "2026-10-26 00:00", at_two);
  check_count(static_cast<double>(twice.size()), 2 * 4000);
  CHECK(by_hour(twice, *rome)[2] == static_cast<double>(twice.size()));
  // What begins at half past two begins when the clock jumps over it.
  const std::vector<Rate::Step> half_past = {{0, 0}, {150, 4000.0 / hour}, {240, 0}};
  const std::vector<Instant> spring = day("2026-03-29 00:00", "2026-03-30 00:00", half_past);
  check_count(static_cast<double>(spring.size()), 4000);
  CHECK(by_hour(spring, *rome)[3] == static_cast<double>(spring.size()));
}

TEST_CASE("nobody comes before the begin or after the end, and times never go back") {
  const auto utc = calendar::Zone::utc();
  Rate rate = daily(utc, {{0, 1000.0 / hour}});
  rate.from = at("2026-01-05 10:30", *utc);
  rate.until = at("2026-01-05 12:15", *utc);
  const std::vector<Instant> times = all_of(rate);
  check_count(static_cast<double>(times.size()), 1750);
  CHECK(times.front() >= rate.from);
  CHECK(times.back() < rate.until);
  CHECK(std::is_sorted(times.begin(), times.end()));
  CHECK(all_of(rate) == times);
  CHECK(all_of(rate, 1) != times);
}

TEST_CASE("a burst wears off, and lies on top of what comes anyway") {
  const auto utc = calendar::Zone::utc();
  Rate rate = daily(utc, {{0, 0}});
  rate.from = at("2026-01-05 00:00", *utc);
  rate.until = at("2026-01-07 00:00", *utc);
  const double decay = 40.0 * 60'000;
  rate.bursts.push_back({at("2026-01-05 10:00", *utc), 100.0 / 60'000, decay});
  const std::vector<Instant> burst = all_of(rate);
  check_count(static_cast<double>(burst.size()), 4000); // peak times decay
  CHECK(burst.front() >= rate.bursts[0].at);
  double early = 0;
  for (const Instant time : burst)
    if (static_cast<double>(time - rate.bursts[0].at) < decay * std::log(2.0)) ++early;
  check_count(early, 2000);

  Rate both = rate;
  both.week.fill({{0, 500.0 / hour}});
  Rate alone = both;
  alone.bursts.clear();
  CHECK(all_of(both).size() == burst.size() + all_of(alone).size());
}

TEST_CASE("how many are expected is known to the last one, up to an end") {
  const auto rome = usher_test::zone("Europe/Rome");
  Rate rate = daily(rome, {{0, 60.0 / hour}, {8 * 60, 600.0 / hour}, {18 * 60 + 30, 200.0 / hour}});
  const double day = 8 * 60 + 10.5 * 600 + 5.5 * 200;
  rate.from = at("2026-01-05 00:00", *rome);
  rate.until = at("2026-03-02 00:00", *rome);
  CHECK(expected_arrivals(rate, rate.until) == doctest::Approx(56 * day));
  CHECK(expected_arrivals(rate, at("2026-01-20 08:00", *rome)) == doctest::Approx(15 * day + 480));
  CHECK(expected_arrivals(rate, at("2027-01-01 00:00", *rome)) == doctest::Approx(56 * day));
  CHECK(expected_arrivals(rate, rate.from) == 0);
  rate.scale_low = 0.5;
  rate.scale_high = 2;
  CHECK(expected_arrivals(rate, rate.until) == doctest::Approx(112 * day));
}

TEST_CASE("a burst that began before is seen from where it stands") {
  const auto utc = calendar::Zone::utc();
  Rate rate;
  rate.from = at("2026-01-05 12:00", *utc);
  rate.until = at("2026-01-07 00:00", *utc);
  // Two hours ago; of peak x decay a share of e^-2 is left.
  rate.bursts.push_back({rate.from - 2 * hour, 10'000.0 / hour, static_cast<double>(hour)});
  const std::vector<Instant> times = all_of(rate);
  check_count(static_cast<double>(times.size()), 10'000 * std::exp(-2.0));
  CHECK(times.front() >= rate.from);
}
