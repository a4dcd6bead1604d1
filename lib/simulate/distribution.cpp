// SPDX-License-Identifier: BSL-1.0
#include "simulate/distribution.hpp"

#include "base/duration.hpp"
#include "simulate/elementary.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace usher::simulate {
namespace {

double draw_normal(Draws &draws) noexcept { return normal_quantile(draws.unit()); }

// With mean 1. Marsaglia and Tsang 2000; a shape below 1 by their own step from shape + 1.
double draw_gamma(double shape, Draws &draws) noexcept {
  double boost = 1;
  double a = shape;
  if (a < 1) {
    boost = exp_of(log_of(draws.unit()) / a);
    a += 1;
  }
  const double d = a - 1.0 / 3;
  const double c = 1 / std::sqrt(9 * d);
  for (;;) {
    const double x = draw_normal(draws);
    const double u = draws.unit();
    const double root = 1 + c * x;
    if (root <= 0) continue;
    const double v = root * root * root;
    if (log_of(u) < 0.5 * x * x + d - d * v + d * log_of(v)) return boost * d * v / shape;
  }
}

double draw_lognormal(double mean, double cv, Draws &draws) noexcept {
  const double variance = log_of(1 + cv * cv);
  return mean * exp_of(std::sqrt(variance) * draw_normal(draws) - 0.5 * variance);
}

double draw_erlang(int stages, Draws &draws) noexcept {
  double sum = 0;
  for (int i = 0; i < stages; ++i)
    sum += draw_exponential(draws);
  return sum / stages;
}

} // namespace

double draw_exponential(Draws &draws) noexcept { return -log_of(draws.unit()); }

std::size_t draw_share(const std::vector<double> &up_to, Draws &draws) noexcept {
  const double at = draws.unit();
  const auto found = std::upper_bound(up_to.begin(), up_to.end(), at);
  return std::min(static_cast<std::size_t>(found - up_to.begin()), up_to.size() - 1);
}

std::int64_t to_ms(double value) noexcept {
  constexpr auto most = static_cast<double>(longest_duration_ms);
  return static_cast<std::int64_t>(std::floor(std::clamp(value, 0.0, most) + 0.5));
}

std::int64_t Distribution::draw(Draws &draws) const noexcept {
  switch (shape) {
  case Shape::fixed: return to_ms(mean);
  case Shape::exponential: return to_ms(mean * draw_exponential(draws));
  case Shape::erlang: return to_ms(mean * draw_erlang(stages, draws));
  case Shape::gamma: return to_ms(mean * draw_gamma(1 / (cv * cv), draws));
  case Shape::uniform: return to_ms(low + (high - low) * draws.unit());
  case Shape::lognormal: return to_ms(draw_lognormal(mean, cv, draws));
  case Shape::hyperexponential: {
    const double branch = values[draw_share(up_to, draws)];
    return to_ms(branch * draw_exponential(draws));
  }
  case Shape::discrete: return to_ms(values[draw_share(up_to, draws)]);
  case Shape::empirical: {
    const auto at = static_cast<std::size_t>(draws.unit() * static_cast<double>(values.size()));
    return to_ms(values[std::min(at, values.size() - 1)]);
  }
  }
  return 0;
}

double Distribution::expected() const noexcept {
  switch (shape) {
  case Shape::uniform: return (low + high) / 2;
  case Shape::hyperexponential:
  case Shape::discrete: {
    double sum = 0;
    for (std::size_t i = 0; i < values.size(); ++i)
      sum += values[i] * (up_to[i] - (i == 0 ? 0 : up_to[i - 1]));
    return sum;
  }
  case Shape::empirical:
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
  default: return mean;
  }
}

std::vector<std::string_view> shape_names() {
  return {"fixed",     "exponential",      "erlang",   "gamma",    "uniform",
          "lognormal", "hyperexponential", "discrete", "empirical"};
}

} // namespace usher::simulate
