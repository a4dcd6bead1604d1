// SPDX-License-Identifier: BSL-1.0
// Which places of a text may begin one of many grams of three bytes: a filter so small that it fits into the registers
// of a processor, which then looks at sixty-four places at once.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace usher::text {

inline constexpr std::size_t gram_size = 3;

/// A bit for each of 2,048 hashes.
using GramBits = std::array<std::uint8_t, 256>;

/// The upper eight bits say which byte of a filter, the next three which bit in it. Multiplied in sixteen bits.
[[nodiscard]] constexpr std::uint16_t gram_bit(std::uint32_t gram) noexcept {
  return static_cast<std::uint16_t>((gram & 0xFFFF) * 0x9E35U + (gram >> 16) * 0xC2B3U);
}
constexpr void add_gram(std::uint32_t gram, GramBits &bits) noexcept {
  const std::uint16_t bit = gram_bit(gram);
  bits[bit >> 8] = static_cast<std::uint8_t>(bits[bit >> 8] | (1U << ((bit >> 5) & 7U)));
}

/// Bit i: at[i] may begin a gram. At most 64 places: as many as have three of the `size` bytes from `at` on.
using FindGrams = std::uint64_t (*)(const char *at, std::size_t size, const GramBits &bits);

[[nodiscard]] std::uint64_t find_grams_portable(const char *at, std::size_t size,
                                                const GramBits &bits) noexcept;
/// The fastest that this processor has.
[[nodiscard]] FindGrams best_find_grams() noexcept;

} // namespace usher::text
