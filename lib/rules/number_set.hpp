// SPDX-License-Identifier: BSL-1.0
// A set of small numbers that is emptied in the time of what it holds: bits, and a list of those that are set.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace usher::rules {

/// Numbers outside of its range, as a damaged file may have them, are never in it.
class NumberSet {
 public:
  /// Empties the set; numbers from 0 to `size` - 1 may then be put in.
  void reset(std::size_t size) {
    if (!list_.empty() || size != size_) make_empty(size);
  }
  void insert(std::uint32_t number) {
    if (number >= size_ || (*this)[number]) return;
    // First the list: should memory run out, no bit is set that reset() would not find.
    list_.push_back(number);
    bits_[number / 64] |= std::uint64_t{1} << (number % 64);
  }
  [[nodiscard]] bool operator[](std::size_t number) const noexcept {
    return number < size_ && ((bits_[number / 64] >> (number % 64)) & 1U) != 0;
  }
  [[nodiscard]] bool empty() const noexcept { return list_.empty(); }
  /// Each once, in the order in which they came.
  [[nodiscard]] const std::vector<std::uint32_t> &list() const noexcept { return list_; }

 private:
  void make_empty(std::size_t size);

  std::vector<std::uint64_t> bits_ = std::vector<std::uint64_t>(1);
  std::vector<std::uint32_t> list_;
  std::size_t size_ = 0;
};

} // namespace usher::rules
