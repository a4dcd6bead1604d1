// SPDX-License-Identifier: BSL-1.0
// The few functions of calculus that drawing at random takes, made of sums, products and square roots alone: these are
// rounded the same way everywhere, so that a run is the same to the last bit whatever compiler and C library there are.
#pragma once

namespace usher::simulate {

/// Natural logarithm of a finite number above 0, within 2 units in the last place.
[[nodiscard]] double log_of(double x) noexcept;

/// e to the power of x, within 2 units in the last place; 0 below -745, infinity above 709.78.
[[nodiscard]] double exp_of(double x) noexcept;

/// The value below which a share `p` of a standard normal distribution lies; 0 < p < 1. Relative error below 1e-15.
/// Wichura 1988, Algorithm AS 241 (PPND16).
[[nodiscard]] double normal_quantile(double p) noexcept;

} // namespace usher::simulate
