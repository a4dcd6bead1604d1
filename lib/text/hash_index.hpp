// SPDX-License-Identifier: BSL-1.0
// A hash table of numbers, flat and immutable once built: cells of eight bytes, looked through one after the other
// from where the hash points. What a number stands for is compared by the caller. Both classes here may be made of
// bytes that nobody vouches for: they then find other things, and nothing worse.
#pragma once

#include "base/fetch.hpp"
#include "base/flat.hpp"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace usher::text {

class HashIndex {
 public:
  struct Cell {
    std::uint32_t check = 0; // of the hash
    std::uint32_t value = 0; // the number and 1; 0 for an empty cell
  };

  HashIndex() = default;
  /// The number of a hash is its place in the list.
  explicit HashIndex(std::span<const std::uint64_t> hashes) {
    std::vector<Cell> cells(std::bit_ceil(2 * hashes.size() + 1));
    const std::size_t mask = cells.size() - 1;
    for (std::size_t i = 0; i < hashes.size(); ++i) {
      std::size_t at = first(hashes[i], mask);
      while (cells[at].value != 0)
        at = (at + 1) & mask;
      cells[at] = {check(hashes[i]), static_cast<std::uint32_t>(i + 1)};
    }
    cells_ = std::move(cells);
  }

  static constexpr std::uint32_t none = UINT32_MAX;

  /// The first number with this hash that `is_it` accepts.
  template <class IsIt>
  [[nodiscard]] std::uint32_t find(std::uint64_t hash, const IsIt &is_it) const {
    const std::size_t mask = std::bit_floor(cells_.size()) - 1;
    std::size_t at = first_cell(hash);
    for (std::size_t left = cells_.size(); left != 0; --left, at = (at + 1) & mask) {
      const Cell cell = cells_[at];
      if (cell.value == 0) return none;
      if (cell.check == check(hash) && is_it(cell.value - 1)) return cell.value - 1;
    }
    return none;
  }

  /// Has the way to a hash begun, for find() later.
  void prefetch(std::uint64_t hash) const noexcept { fetch_line(&cells_[first_cell(hash)]); }
  /// What find() is likely to ask about first; `none` for an empty cell.
  [[nodiscard]] std::uint32_t likely(std::uint64_t hash) const noexcept {
    return cells_[first_cell(hash)].value - 1;
  }

  template <class Self, class Visit>
  static void each_array(Self &self, Visit &&visit) {
    visit(self.cells_);
  }

 private:
  static std::size_t first(std::uint64_t hash, std::size_t mask) noexcept { return (hash >> 8) & mask; }
  [[nodiscard]] std::size_t first_cell(std::uint64_t hash) const noexcept {
    return first(hash, std::bit_floor(cells_.size()) - 1);
  }
  static std::uint32_t check(std::uint64_t hash) noexcept { return static_cast<std::uint32_t>(hash >> 32); }

  FlatArray<Cell> cells_; // a power of two, at most half of them in use
};

/// Says of most hashes that are not in a table that they are not, from a few bits that stay in the nearest cache.
/// A view: cheap to copy into a loop.
class HashFilter {
 public:
  HashFilter(const FlatArray<std::uint64_t> &words)
      : words_(words.data()), mask_(words.empty() ? 0 : std::bit_floor(words.size()) - 1) {}
  [[nodiscard]] bool may_hold(std::uint64_t hash) const noexcept {
    return ((words_[(hash >> 6) & mask_] >> (hash & 63)) & 1U) != 0;
  }

  /// The words of a filter for some hashes; a power of two.
  [[nodiscard]] static std::vector<std::uint64_t> make(std::span<const std::uint64_t> hashes) {
    std::vector<std::uint64_t> words(
        std::clamp<std::size_t>(std::bit_ceil(hashes.size() * 16 + 1), 1024, 1 << 20) / 64);
    for (const std::uint64_t hash : hashes)
      words[(hash >> 6) & (words.size() - 1)] |= std::uint64_t{1} << (hash & 63);
    return words;
  }

 private:
  const std::uint64_t *words_;
  std::size_t mask_;
};

} // namespace usher::text
