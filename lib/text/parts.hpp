// SPDX-License-Identifier: BSL-1.0
// What matching needs of a text and nothing else: its parts (see prepared_text.hpp) as stretches of one buffer of
// folded bytes, each with its hash. Made in one pass by PartReader; where parts stand in the original is left to
// those who ask.
#pragma once

#include "base/flat.hpp"
#include "text/segment.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace usher::text {

/// Bytes [begin, end) of a buffer.
using Extent = Range;

inline constexpr std::uint32_t no_accents = UINT32_MAX;

struct Part {
  static constexpr std::uint8_t joins_previous = 1; // a ZWNJ or a camel-case step stands before it
  static constexpr std::uint8_t joined_by_next = 2;
  static constexpr std::uint8_t begins_name = 4; // the first part of a tag, mention, address or emoji
  static constexpr std::uint8_t only_whole = 8;  // an address or emoji, never read in parts
  static constexpr std::uint8_t before_apostrophe = 16;
  static constexpr std::uint8_t in_name = 32; // of a tag or mention

  std::uint64_t hash = 0;             // of the folded bytes
  Extent folded;                      // in Parts::folded
  std::uint32_t accents = no_accents; // index into Parts::accent_forms
  std::uint8_t flags = 0;

  /// There is one way to read it: by itself.
  [[nodiscard]] bool is_plain() const noexcept {
    return (flags & (joins_previous | joined_by_next | in_name)) == 0;
  }
};

/// The other two forms of a part some of whose word's letters have accents, in Parts::accents.
struct AccentForms {
  Extent accented;
  Extent exact;
};

/// A tag, mention, address or emoji as a whole.
struct Name {
  WordKind kind = WordKind::word;
  std::uint32_t first_part = 0;
  std::uint32_t part_count = 0;
  Extent folded;
  std::uint32_t accents = no_accents;
  std::uint64_t hash = 0;
};

/// A list that keeps its memory and lets its tail be written before it counts.
template <class T>
class Tail {
 public:
  void clear() noexcept { used_ = 0; }
  void cut(std::size_t size) noexcept { used_ = size; }
  /// Room for `more` behind what counts; valid until the next call. Grows by doubling, whatever is asked for.
  [[nodiscard]] T *tail(std::size_t more) {
    if (used_ + more > values_.size()) values_.resize(std::max(used_ + more, 2 * values_.size()));
    return values_.data() + used_;
  }
  void push_back(const T &value) {
    *tail(1) = value;
    ++used_;
  }
  [[nodiscard]] std::size_t size() const noexcept { return used_; }
  [[nodiscard]] const T *data() const noexcept { return values_.data(); }
  [[nodiscard]] const T *begin() const noexcept { return data(); }
  [[nodiscard]] const T *end() const noexcept { return data() + used_; }
  [[nodiscard]] const T &operator[](std::size_t i) const noexcept { return values_[i]; }
  [[nodiscard]] T &operator[](std::size_t i) noexcept { return values_[i]; }
  [[nodiscard]] T &back() noexcept { return values_[used_ - 1]; }

 private:
  std::vector<T> values_;
  std::size_t used_ = 0;
};

struct Parts {
  Tail<char> folded;
  Tail<Part> parts;
  std::vector<Name> names;
  std::vector<AccentForms> accent_forms;
  std::string accents;
  bool ill_formed = false;
  bool text_signs = false; // holds a sign that its pattern form writes in letters (see is_text_sign)
  bool other_marks =
      false; // holds more than ASCII, letters and what is dropped: what may have ASCII marks in its
             // pattern form without having them itself

  [[nodiscard]] std::string_view text(const Extent &extent) const noexcept {
    return {folded.data() + extent.begin, extent.end - extent.begin};
  }
  void clear() noexcept {
    folded.clear();
    parts.clear();
    names.clear();
    accent_forms.clear();
    accents.clear();
    ill_formed = false;
    text_signs = false;
    other_marks = false;
  }
};

} // namespace usher::text
