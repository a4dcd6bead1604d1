// SPDX-License-Identifier: BSL-1.0
// The hash by which words are looked up. Not kept in files without the tables made by it, and not secret: it is for tables
// in which a text only makes look-ups. Tables of names that outsiders choose go by hash_key.hpp.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace usher {

/// How many bytes after a word may be read (and are ignored) by hash_padded.
inline constexpr std::size_t hash_padding = 16;

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

[[nodiscard]] inline std::uint32_t load4(const char *from) noexcept {
  std::uint32_t value;
  std::memcpy(&value, from, sizeof value);
  if constexpr (std::endian::native == std::endian::big) value = __builtin_bswap32(value);
  return value;
}

inline void store8(char *to, std::uint64_t value) noexcept {
  if constexpr (std::endian::native == std::endian::big) value = __builtin_bswap64(value);
  std::memcpy(to, &value, sizeof value);
}

/// 0 to 8 bytes, of which some are read twice: that takes no copy.
[[nodiscard]] inline std::uint64_t load_few(const char *from, std::size_t size) noexcept {
  if (size >= 4) return load4(from) | std::uint64_t{load4(from + size - 4)} << (8 * (size - 4));
  const auto byte = [&](std::size_t at) {
    return std::uint64_t{static_cast<unsigned char>(from[at])} << (8 * at);
  };
  return size == 0 ? 0 : byte(0) | byte(size / 2) | byte(size - 1);
}

/// For words of 0 to 16 bytes: which of the first eight bytes are theirs, then which of the next eight.
inline constexpr std::array<std::uint64_t, 34> byte_masks = [] {
  std::array<std::uint64_t, 34> masks{};
  for (std::size_t size = 1; size <= 16; ++size) {
    masks[size] = ~std::uint64_t{0} >> (size < 8 ? 64 - 8 * size : 0);
    if (size > 8) masks[17 + size] = ~std::uint64_t{0} >> (128 - 8 * size);
  }
  return masks;
}();

} // namespace detail

/// Of a word that `hash_padding` readable bytes follow. Up to 16 bytes, which few words exceed, without a branch: the
/// lengths of words are what a processor cannot foresee.
[[nodiscard]] inline std::uint64_t hash_padded(const char *word, std::size_t size) noexcept {
  using namespace detail;
  std::uint64_t hash = hash_start ^ size;
  for (; size > 16; size -= 16, word += 16)
    hash = fold_product(hash ^ load8(word), hash_factor ^ load8(word + 8));
  const std::uint64_t low = load8(word) & byte_masks[size];
  const std::uint64_t high = load8(word + 8) & byte_masks[size + 17];
  return fold_product(hash ^ low, hash_factor ^ high);
}

/// By a start and a factor. Where the factor becomes 0, all before it is forgotten.
[[nodiscard]] inline std::uint64_t hash_word(std::string_view word, std::uint64_t start,
                                             std::uint64_t factor) noexcept {
  using namespace detail;
  const char *at = word.data();
  std::size_t size = word.size();
  std::uint64_t hash = start ^ size;
  for (; size > 16; size -= 16, at += 16)
    hash = fold_product(hash ^ load8(at), factor ^ load8(at + 8));
  if (size > 8) return fold_product(hash ^ load8(at), factor ^ load8(at + size - 8) >> (128 - 8 * size));
  return fold_product(hash ^ load_few(at, size), factor);
}
/// The same value as hash_padded for any word.
[[nodiscard]] inline std::uint64_t hash_word(std::string_view word) noexcept {
  return hash_word(word, detail::hash_start, detail::hash_factor);
}

/// Equal; faster than a call to compare the few bytes that words have.
[[nodiscard]] inline bool same_word(std::string_view a, std::string_view b) noexcept {
  const std::size_t size = a.size();
  if (size != b.size()) return false;
  const char *const x = a.data();
  const char *const y = b.data();
  if (size >= 8) {
    std::uint64_t other = detail::load8(x + size - 8) ^ detail::load8(y + size - 8);
    for (std::size_t i = 0; i + 8 < size; i += 8)
      other |= detail::load8(x + i) ^ detail::load8(y + i);
    return other == 0;
  }
  if (size >= 4) {
    return ((detail::load4(x) ^ detail::load4(y)) |
            (detail::load4(x + size - 4) ^ detail::load4(y + size - 4))) == 0;
  }
  for (std::size_t i = 0; i < size; ++i) {
    if (x[i] != y[i]) return false;
  }
  return true;
}

/// Of two words one behind the other.
[[nodiscard]] inline std::uint64_t hash_pair(std::uint64_t first, std::uint64_t second) noexcept {
  return fold_product(first ^ detail::hash_start, second + detail::hash_factor);
}

} // namespace usher
