// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>

namespace usher::staffing {

/// The fewest, from 1 to `most`, who are enough, where more are never less so; none if nobody is.
template <class Enough>
[[nodiscard]] std::optional<std::uint32_t> fewest(std::uint32_t most, Enough &&enough) {
  std::uint32_t high = 1; // double, then halve
  while (high < most && !enough(high))
    high = std::min(most, high * 2);
  if (!enough(high)) return std::nullopt;
  std::uint32_t low = high / 2; // not enough, or none
  while (high - low > 1) {
    const std::uint32_t middle = low + (high - low) / 2;
    (enough(middle) ? high : low) = middle;
  }
  return high;
}

} // namespace usher::staffing
