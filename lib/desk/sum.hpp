// SPDX-License-Identifier: BSL-1.0
// A sum of values and texts by which content is known again. The same on every computer, as snapshots keep it.
#pragma once

#include "base/utf8.hpp"
#include "base/word_hash.hpp"

#include <bit>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string_view>
#include <type_traits>

namespace usher::desk {

class Sum {
 public:
  void add(std::uint64_t value) noexcept {
    sum_ = fold_product(sum_ ^ value, 0x9E3779B97F4A7C15U) ^ (sum_ << 1U) ^ value;
  }
  void add(std::string_view text) noexcept {
    add(text.size() + 1);
    std::size_t at = 0;
    for (; at + 8 <= text.size(); at += 8)
      add(first_byte_highest(text.data() + at));
    std::uint64_t word = 0;
    for (const char c : text.substr(at))
      word = word << 8U | static_cast<unsigned char>(c);
    if (at != text.size()) add(word);
  }
  /// What people wrote, as it is written down and read again: ill-formed UTF-8 is U+FFFD.
  void add_written(std::string_view text) {
    if (find_ill_formed_utf8(text) == std::string_view::npos)
      add(text);
    else
      add_mended(text);
  }
  void add(std::span<const std::string_view> list) noexcept {
    add(list.size() + 1);
    for (const std::string_view text : list)
      add(text);
  }
  template <class T>
  void add(const std::optional<T> &value) noexcept {
    add(std::uint64_t{value.has_value()});
    if (!value) return;
    if constexpr (std::is_enum_v<T> || std::is_integral_v<T>)
      add(static_cast<std::uint64_t>(*value));
    else
      add(*value);
  }
  [[nodiscard]] std::uint64_t value() const noexcept { return sum_; }

 private:
  /// The same on every computer.
  static std::uint64_t first_byte_highest(const char *from) noexcept {
    std::uint64_t word;
    std::memcpy(&word, from, sizeof word);
    if constexpr (std::endian::native == std::endian::little) word = __builtin_bswap64(word);
    return word;
  }
  void add_mended(std::string_view text);

  std::uint64_t sum_ = 0x2545F4914F6CDD1DU;
};

} // namespace usher::desk
