// SPDX-License-Identifier: BSL-1.0
// A sum of values and texts by which content is known again. The same on every computer, as snapshots keep it.
#pragma once

#include "base/word_hash.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>

namespace usher::desk {

class Sum {
 public:
  void add(std::uint64_t value) noexcept {
    sum_ = fold_product(sum_ ^ value, 0x9E3779B97F4A7C15U) ^ (sum_ << 1U) ^ value;
  }
  void add(std::string_view text) noexcept {
    add(text.size() + 1);
    std::uint64_t word = 0;
    std::size_t bytes = 0;
    for (const char c : text) {
      word = word << 8U | static_cast<unsigned char>(c);
      if (++bytes % 8 == 0) add(std::exchange(word, 0));
    }
    if (bytes % 8 != 0) add(word);
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
  std::uint64_t sum_ = 0x2545F4914F6CDD1DU;
};

} // namespace usher::desk
