// SPDX-License-Identifier: BSL-1.0
// The hash by which words are looked up. Not kept in files without the tables made by it, and not secret: a text
// can only make look-ups, each of which compares the bytes, so that colliding words cost time and never a match.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace usher::text {

/// How many bytes after a word may be read (and are ignored) by hash_padded.
inline constexpr std::size_t hash_padding = 8;

__extension__ using Wide = unsigned __int128;

/// Both halves of a product: every bit of either factor reaches every bit of the result.
[[nodiscard]] inline std::uint64_t fold_product(std::uint64_t a, std::uint64_t b) noexcept {
  const Wide product = static_cast<Wide>(a) * b;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

namespace detail {

inline constexpr std::uint64_t hash_factor = 0x9E3779B97F4A7C15; // 2^64 over the golden ratio
inline constexpr std::uint64_t hash_start = 0xC2B2AE3D27D4EB4F;

[[nodiscard]] inline std::uint64_t load8(const char *from) noexcept {
  std::uint64_t value;
  std::memcpy(&value, from, sizeof value);
  if constexpr (std::endian::native == std::endian::big) value = __builtin_bswap64(value);
  return value;
}

} // namespace detail

/// Of a word that `hash_padding` readable bytes follow.
[[nodiscard]] inline std::uint64_t hash_padded(const char *word, std::size_t size) noexcept {
  using namespace detail;
  std::uint64_t hash = hash_start ^ size;
  for (; size > 8; size -= 8, word += 8)
    hash = fold_product(hash ^ load8(word), hash_factor);
  // Nothing is left of an empty word: a shift by 64 is not defined.
  const std::uint64_t rest = size == 0 ? 0 : load8(word) << (64 - 8 * size);
  return fold_product(hash ^ rest, hash_factor);
}

/// The same value for any word.
[[nodiscard]] inline std::uint64_t hash_word(std::string_view word) noexcept {
  using namespace detail;
  const char *at = word.data();
  std::size_t size = word.size();
  std::uint64_t hash = hash_start ^ size;
  for (; size > 8; size -= 8, at += 8)
    hash = fold_product(hash ^ load8(at), hash_factor);
  char rest[8] = {};
  if (size != 0) std::memcpy(rest + (8 - size), at, size);
  return fold_product(hash ^ load8(rest), hash_factor);
}

/// Of two words one behind the other.
[[nodiscard]] inline std::uint64_t hash_pair(std::uint64_t first, std::uint64_t second) noexcept {
  return fold_product(first ^ detail::hash_start, second + detail::hash_factor);
}

} // namespace usher::text
