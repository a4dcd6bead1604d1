// SPDX-License-Identifier: BSL-1.0
// Logarithm, exponential and normal quantile against the C library, in more digits than a double has.
#include "simulate/draws.hpp"
#include "simulate/elementary.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

#include <doctest/doctest.h>

using namespace usher::simulate;

namespace {

constexpr int values = 2'000'000;

/// How far off a value is, in units of its last place.
double off_by(double value, long double exact) {
  const auto rounded = static_cast<double>(exact);
  const double unit =
      std::nextafter(std::abs(rounded), std::numeric_limits<double>::infinity()) - std::abs(rounded);
  return static_cast<double>(std::abs(static_cast<long double>(value) - exact)) / unit;
}

/// What the share below q is short of p, relative to the density: how far q is from the quantile.
long double distance(double q, double p) {
  const long double x = q;
  const long double root = std::sqrt(2.0L);
  const long double density = std::exp(-x * x / 2) / std::sqrt(2 * std::acos(-1.0L));
  if (std::abs(q) < 1) return (std::erf(x / root) / 2 - (static_cast<long double>(p) - 0.5L)) / density;
  if (q < 0) return (std::erfc(-x / root) / 2 - p) / density;
  return ((1.0L - p) - std::erfc(x / root) / 2) / density;
}

} // namespace

TEST_CASE("the logarithm is within two units in the last place") {
  Draws draws(1);
  double worst = 0;
  for (int i = 0; i < values; ++i) {
    const double share = draws.unit();
    // Shares, which is what is drawn; numbers near 1, where digits are lost; and all sizes there are.
    const double near_one = 1 + (share - 0.5) * std::ldexp(1, -(i % 40));
    const double any = std::ldexp(1 + share, i % 2098 - 1074);
    for (const double x : {share, near_one, any})
      if (x > 0 && x <= std::numeric_limits<double>::max())
        worst = std::max(worst, off_by(log_of(x), std::log(static_cast<long double>(x))));
  }
  CHECK(worst < 2);
  CHECK(log_of(1) == 0);
  CHECK(log_of(std::numeric_limits<double>::denorm_min()) ==
        doctest::Approx(-744.4400719213812).epsilon(1e-15));
}

TEST_CASE("the exponential is within two units in the last place") {
  Draws draws(2);
  double worst = 0;
  for (int i = 0; i < values; ++i) {
    const double share = draws.unit();
    // Where the result is no subnormal number, which has fewer digits.
    for (const double x : {-708 * share, 709.78 * share, (share - 0.5) * std::ldexp(1, -(i % 50))})
      worst = std::max(worst, off_by(exp_of(x), std::exp(static_cast<long double>(x))));
  }
  CHECK(worst < 2);
  CHECK(exp_of(0) == 1);
  CHECK(exp_of(-746) == 0);
  CHECK(exp_of(-745) == std::numeric_limits<double>::denorm_min());
  CHECK(exp_of(710) == std::numeric_limits<double>::infinity());
}

TEST_CASE("the normal quantile is within 1e-15 of itself") {
  Draws draws(3);
  long double worst = 0;
  for (int i = 0; i < values / 4; ++i) {
    const double share = draws.unit();
    const double tail = share * std::ldexp(1, -(i % 53));
    for (const double p : {share, tail, 1 - tail}) {
      if (p <= 0 || p >= 1 || p == 0.5) continue;
      const double q = normal_quantile(p);
      worst = std::max(worst, std::abs(distance(q, p) / q));
    }
  }
  CHECK(static_cast<double>(worst) < 1e-15);
  CHECK(normal_quantile(0.5) == 0);
  CHECK(normal_quantile(0.975) == doctest::Approx(1.959963984540054).epsilon(1e-15));
  CHECK(normal_quantile(0.25) == -normal_quantile(0.75));
}
