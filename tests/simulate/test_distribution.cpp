// SPDX-License-Identifier: BSL-1.0
// Mean and spread of what is drawn, and that it is the same always and everywhere.
#include "simulate/distribution.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include <doctest/doctest.h>

using namespace usher::simulate;
using Shape = Distribution::Shape;

namespace {

struct Known {
  std::string name;
  Distribution distribution;
  double mean;
  double sd;
  std::vector<std::int64_t> first; // draws, as another program written from the papers has them
};

std::vector<Known> known() {
  std::vector<Known> list;
  const auto add = [&](const char *name, Shape shape, double mean, double sd,
                       std::vector<std::int64_t> first) -> Distribution & {
    Known &one = list.emplace_back();
    one.name = name;
    one.distribution.shape = shape;
    one.distribution.mean = 60'000;
    one.mean = mean;
    one.sd = sd;
    one.first = std::move(first);
    return one.distribution;
  };
  add("fixed", Shape::fixed, 60'000, 0, {60'000, 60'000, 60'000, 60'000});
  add("exponential", Shape::exponential, 60'000, 60'000, {74'091, 59'430, 16'199, 151'476});
  add("erlang", Shape::erlang, 60'000, 60'000 / std::sqrt(4.0), {68'282, 73'056, 87'598, 92'386}).stages = 4;
  add("gamma, narrow", Shape::gamma, 60'000, 30'000, {40'647, 46'102, 78'281, 23'719}).cv = 0.5;
  add("gamma, wide", Shape::gamma, 60'000, 120'000, {1'190, 6'644, 40'973, 6}).cv = 2;
  Distribution &uniform =
      add("uniform", Shape::uniform, 50'000, 60'000 / std::sqrt(12.0), {37'453, 42'283, 65'803, 24'805});
  uniform.low = 20'000;
  uniform.high = 80'000;
  add("lognormal", Shape::lognormal, 60'000, 90'000, {18'302, 23'307, 72'508, 7'245}).cv = 1.5;
  // Of exponential branches: E[X^2] = sum of 2 p m^2.
  Distribution &mixed =
      add("hyperexponential", Shape::hyperexponential, 12'000,
          std::sqrt(2 * (0.9 * 25e6 + 0.1 * 5625e6) - 144e6), {4'596, 1'901, 21'399, 5'153});
  mixed.values = {5'000, 75'000};
  mixed.up_to = {0.9, 1};
  Distribution &discrete =
      add("discrete", Shape::discrete, 6'700, std::sqrt(0.7 * 1e6 + 0.3 * 400e6 - 6'700.0 * 6'700.0),
          {1'000, 1'000, 20'000, 1'000});
  discrete.values = {1'000, 20'000};
  discrete.up_to = {0.7, 1};
  Distribution &empirical =
      add("empirical", Shape::empirical, 3'000, std::sqrt(14e6 / 3), {1'000, 2'000, 6'000, 1'000});
  empirical.values = {1'000, 2'000, 6'000};
  return list;
}

} // namespace

TEST_CASE("distributions have their mean and their spread") {
  constexpr int draws = 400'000;
  for (const Known &one : known()) {
    CAPTURE(one.name);
    const Streams streams(1, 0);
    double sum = 0;
    double squares = 0;
    double fourths = 0;
    for (int i = 0; i < draws; ++i) {
      Draws at = streams.of(7, static_cast<std::uint64_t>(i), Purpose::handle);
      const double off = static_cast<double>(one.distribution.draw(at)) - one.mean;
      sum += off;
      squares += off * off;
      fourths += off * off * off * off;
    }
    // Within five standard errors, of the mean and of the variance; and half a millisecond for rounding.
    const double mean_error = one.sd / std::sqrt(draws);
    CHECK(std::abs(sum / draws) <= 5 * mean_error + 0.5);
    const double variance = squares / draws;
    const double variance_error = std::sqrt(std::max(0.0, fourths / draws - variance * variance) / draws);
    CHECK(std::abs(variance - one.sd * one.sd) <= 5 * variance_error + one.sd);
    CHECK(one.distribution.expected() == doctest::Approx(one.mean).epsilon(1e-12));
  }
}

TEST_CASE("what is drawn is the same always") {
  for (const Known &one : known()) {
    CAPTURE(one.name);
    std::vector<std::int64_t> drawn;
    for (std::uint64_t number = 0; number < 4; ++number) {
      Draws at = Streams(1, 0).of(7, number, Purpose::handle);
      drawn.push_back(one.distribution.draw(at));
    }
    CHECK(drawn == one.first);
  }
}

TEST_CASE("a stream depends on what it is for and on nothing else") {
  const auto first = [](std::uint64_t seed, std::uint64_t replication, std::uint64_t source,
                        std::uint64_t number, Purpose purpose, std::uint64_t turn) {
    return Streams(seed, replication).of(source, number, purpose, turn).unit();
  };
  const double one = first(1, 0, 7, 3, Purpose::handle, 0);
  CHECK(first(1, 0, 7, 3, Purpose::handle, 0) == one);
  CHECK(first(2, 0, 7, 3, Purpose::handle, 0) != one);
  CHECK(first(1, 1, 7, 3, Purpose::handle, 0) != one);
  CHECK(first(1, 0, 8, 3, Purpose::handle, 0) != one);
  CHECK(first(1, 0, 7, 4, Purpose::handle, 0) != one);
  CHECK(first(1, 0, 7, 3, Purpose::patience, 0) != one);
  CHECK(first(1, 0, 7, 3, Purpose::handle_of_turn, 1) != first(1, 0, 7, 3, Purpose::handle_of_turn, 2));
}

TEST_CASE("draws are strictly between 0 and 1, evenly") {
  Draws at(42);
  constexpr int draws = 1'000'000;
  std::vector<int> tenths(10);
  for (int i = 0; i < draws; ++i) {
    const double value = at.unit();
    REQUIRE(value > 0);
    REQUIRE(value < 1);
    ++tenths[static_cast<std::size_t>(value * 10)];
  }
  for (const int count : tenths)
    CHECK(std::abs(count - draws / 10) < 5 * 300); // five standard deviations
}

TEST_CASE("lengths are whole milliseconds, not below 0 and not above ten years") {
  CHECK(to_ms(0.49) == 0);
  CHECK(to_ms(0.5) == 1);
  CHECK(to_ms(-5) == 0);
  CHECK(to_ms(1e30) == to_ms(1e20));
}
