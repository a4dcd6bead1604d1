// SPDX-License-Identifier: BSL-1.0
// Random choices that are a function of where they are made: no state, so that nothing done elsewhere changes them.
#pragma once

#include "base/word_hash.hpp"

#include <cstdint>

namespace usher::desk {

/// The finaliser of SplitMix64 (Steele, Lea, Flood 2014).
[[nodiscard]] constexpr std::uint64_t mix(std::uint64_t value) noexcept {
  value += 0x9E3779B97F4A7C15U;
  value = (value ^ (value >> 30U)) * 0xBF58476D1CE4E5B9U;
  value = (value ^ (value >> 27U)) * 0x94D049BB133111EBU;
  return value ^ (value >> 31U);
}

/// A number below `bound`, which is not 0; keyed by a seed and two counters. The bias is below bound / 2^64.
[[nodiscard]] inline std::uint64_t random_below(std::uint64_t bound, std::uint64_t seed, std::uint64_t a,
                                                std::uint64_t b) noexcept {
  const std::uint64_t bits = mix(mix(mix(seed) ^ a) ^ b);
  return static_cast<std::uint64_t>((static_cast<Wide>(bits) * bound) >> 64U);
}

} // namespace usher::desk
