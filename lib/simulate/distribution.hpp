// SPDX-License-Identifier: BSL-1.0
// How lengths of time are spread: handle times, patience, gaps between messages.
#pragma once

#include "simulate/draws.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace usher::simulate {

/// Lengths are in milliseconds. Which members matter follows from the shape.
struct Distribution {
  enum class Shape : std::uint8_t {
    fixed,            // `mean`
    exponential,      // `mean`
    erlang,           // `mean`, the sum of `stages` exponential parts
    gamma,            // `mean`, `cv`
    uniform,          // from `low` to `high`
    lognormal,        // `mean`, `cv`
    hyperexponential, // exponential with `values[i]` as its mean, in a share of cases
    discrete,         // `values[i]` in a share of cases
    empirical         // any of `values`, all as likely
  };
  Shape shape = Shape::fixed;
  double mean = 0;
  double cv = 1; // coefficient of variation: standard deviation / mean
  int stages = 1;
  double low = 0;
  double high = 0;
  std::vector<double> values;
  std::vector<double> up_to; // share of this value and those before it; the last one is 1

  /// Whole milliseconds, 0 at least.
  [[nodiscard]] std::int64_t draw(Draws &draws) const noexcept;
  [[nodiscard]] double expected() const noexcept; // ms
};

/// Shapes by the words of the scenario language, in the order of the enumeration.
[[nodiscard]] std::vector<std::string_view> shape_names();

/// Exponential with mean 1.
[[nodiscard]] double draw_exponential(Draws &draws) noexcept;
/// Which of a list of shares, told by their sums, is meant.
[[nodiscard]] std::size_t draw_share(const std::vector<double> &up_to, Draws &draws) noexcept;
/// To the nearest whole number.
[[nodiscard]] std::int64_t to_ms(double value) noexcept;

} // namespace usher::simulate
