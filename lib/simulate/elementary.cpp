// SPDX-License-Identifier: BSL-1.0
#include "simulate/elementary.hpp"

#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace usher::simulate {
namespace {

// ln 2 in two parts: the first has zeros at its end, so that its product with an exponent is exact.
constexpr double ln2_high = 6.93147180369123816490e-01;
constexpr double ln2_low = 1.90821492927058770002e-10;

template <std::size_t N>
double polynomial(const std::array<double, N> &highest_first, double x) noexcept {
  double sum = 0;
  for (const double coefficient : highest_first)
    sum = sum * x + coefficient;
  return sum;
}

} // namespace

double log_of(double x) noexcept {
  std::uint64_t bits = std::bit_cast<std::uint64_t>(x);
  std::int64_t exponent = 0;
  if (bits < (std::uint64_t{1} << 52U)) { // subnormal
    bits = std::bit_cast<std::uint64_t>(x * 0x1p54);
    exponent = -54;
  }
  exponent += static_cast<std::int64_t>(bits >> 52U) - 1023;
  double m = std::bit_cast<double>((bits & 0x000FFFFFFFFFFFFFU) | 0x3FF0000000000000U); // 1 <= m < 2
  if (m > 1.4142135623730951) {
    m *= 0.5;
    ++exponent;
  }
  // ln m = 2 artanh(s) = 2 (s + s^3/3 + s^5/5 ...), |s| < 0.172, with s = f / (2 + f). That 2s = f - s f keeps the
  // leading term exact.
  const double f = m - 1;
  const double s = f / (2 + f);
  const double z = s * s;
  constexpr std::array<double, 11> series = {2.0 / 23, 2.0 / 21, 2.0 / 19, 2.0 / 17, 2.0 / 15, 2.0 / 13,
                                             2.0 / 11, 2.0 / 9,  2.0 / 7,  2.0 / 5,  2.0 / 3};
  const double tail = z * polynomial(series, z);
  const double k = static_cast<double>(exponent);
  return k * ln2_high + (f - (s * (f - tail) - k * ln2_low));
}

double exp_of(double x) noexcept {
  if (x > 709.782712893384) return std::numeric_limits<double>::infinity();
  if (x < -745.2) return 0;
  const double k = std::floor(x * 1.4426950408889634 + 0.5);
  const double r = (x - k * ln2_high) - k * ln2_low; // |r| <= 0.35
  constexpr std::array<double, 14> series = {
      1.0 / 6227020800, 1.0 / 479001600, 1.0 / 39916800, 1.0 / 3628800, 1.0 / 362880, 1.0 / 40320, 1.0 / 5040,
      1.0 / 720,        1.0 / 120,       1.0 / 24,       1.0 / 6,       1.0 / 2,      1.0,         1.0};
  const double value = polynomial(series, r);
  // In two steps, since the power alone may be out of range.
  const auto power = [](std::int64_t e) {
    return std::bit_cast<double>(static_cast<std::uint64_t>(e + 1023) << 52U);
  };
  const auto whole = static_cast<std::int64_t>(k);
  const std::int64_t half = whole / 2;
  return value * power(half) * power(whole - half);
}

double normal_quantile(double p) noexcept {
  const double q = p - 0.5;
  if (q >= -0.425 && q <= 0.425) {
    constexpr std::array<double, 8> above = {
        2.5090809287301226727e3, 3.3430575583588128105e4, 6.7265770927008700853e4, 4.5921953931549871457e4,
        1.3731693765509461125e4, 1.9715909503065514427e3, 1.3314166789178437745e2, 3.3871328727963666080e0};
    constexpr std::array<double, 8> below = {
        5.2264952788528545610e3, 2.8729085735721942674e4, 3.9307895800092710610e4, 2.1213794301586595867e4,
        5.3941960214247511077e3, 6.8718700749205790830e2, 4.2313330701600911252e1, 1.0};
    const double r = 0.180625 - q * q;
    return q * polynomial(above, r) / polynomial(below, r);
  }
  double r = std::sqrt(-log_of(q < 0 ? p : 1 - p));
  double value = 0;
  if (r <= 5) {
    constexpr std::array<double, 8> above = {7.74545014278341407640e-4, 2.27238449892691845833e-2,
                                             2.41780725177450611770e-1, 1.27045825245236838258e0,
                                             3.64784832476320460504e0,  5.76949722146069140550e0,
                                             4.63033784615654529590e0,  1.42343711074968357734e0};
    constexpr std::array<double, 8> below = {1.05075007164441684324e-9, 5.47593808499534494600e-4,
                                             1.51986665636164571966e-2, 1.48103976427480074590e-1,
                                             6.89767334985100004550e-1, 1.67638483018380384940e0,
                                             2.05319162663775882187e0,  1.0};
    r -= 1.6;
    value = polynomial(above, r) / polynomial(below, r);
  } else {
    constexpr std::array<double, 8> above = {2.01033439929228813265e-7, 2.71155556874348757815e-5,
                                             1.24266094738807843860e-3, 2.65321895265761230930e-2,
                                             2.96560571828504891230e-1, 1.78482653991729133580e0,
                                             5.46378491116411436990e0,  6.65790464350110377720e0};
    constexpr std::array<double, 8> below = {2.04426310338993978564e-15, 1.42151175831644588870e-7,
                                             1.84631831751005468180e-5,  7.86869131145613259100e-4,
                                             1.48753612908506148525e-2,  1.36929880922735805310e-1,
                                             5.99832206555887937690e-1,  1.0};
    r -= 5;
    value = polynomial(above, r) / polynomial(below, r);
  }
  return q < 0 ? -value : value;
}

} // namespace usher::simulate
