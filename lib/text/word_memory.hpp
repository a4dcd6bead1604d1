// SPDX-License-Identifier: BSL-1.0
// What is known of words seen before; only the lexicon's own files see it.
#pragma once

#include "text/lexicon_index.hpp"

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace usher::text {

/// The symbols that words have beside their plain one, remembered: stems, prefixes and accents cost many look-ups
/// and some stemming, and customers use the same words. Words are compared in full. Grows with the words up to
/// some 2.5 MB and then starts anew.
class WordMemory {
 public:
  static constexpr std::size_t most_words = 32'768;
  static constexpr std::size_t longest_word = UINT16_MAX; // bytes
  /// So many places behind its own a word may lie. Words whose hashes were chosen to be alike are not remembered, so that
  /// they cost a text what words cost that nobody has seen before.
  static constexpr std::size_t most_steps = 64;

  struct Word {
    std::string_view forms; // text, or with accents all three forms with NULs between, which no word holds
    std::uint64_t hash;     // of the forms
    bool free_ending;
  };

  void forget();
  /// Nothing when the word is not remembered; valid until the next change.
  [[nodiscard]] std::optional<std::span<const Symbol>> find(const Word &word) const noexcept {
    if (slots_.empty()) return std::nullopt;
    const std::uint32_t check = check_of(word);
    for (std::size_t at = check, end = at + most_steps; at != end; ++at) {
      const Slot slot = slots_[at & (slots_.size() - 1)];
      if (slot.record == 0) return std::nullopt;
      if (slot.check != check) continue;
      const std::uint32_t *const record = records_.data() + slot.record - 1;
      if (record[0] != head_of(word)) continue;
      if (std::memcmp(record + 2, word.forms.data(), word.forms.size()) != 0) continue;
      return std::span(record + 2 + cells_of(word), record[1]);
    }
    return std::nullopt;
  }
  /// Of a word that is not remembered; one longer than longest_word stays so, as does one without a place.
  void remember(const Word &word, std::span<const Symbol> symbols);

 private:
  struct Slot {
    std::uint32_t check;
    std::uint32_t record; // its place in `records_` and 1; 0 for an empty slot
  };

  static std::uint32_t check_of(const Word &word) noexcept {
    return static_cast<std::uint32_t>(word.hash >> 32) + (word.free_ending ? 1 : 0);
  }
  static std::uint32_t head_of(const Word &word) noexcept {
    return static_cast<std::uint32_t>(2 * word.forms.size() + (word.free_ending ? 1 : 0));
  }
  static std::size_t cells_of(const Word &word) noexcept { return (word.forms.size() + 3) / 4; }
  /// Null where all that it may have are taken.
  [[nodiscard]] Slot *free_place(std::uint32_t check) noexcept;

  static constexpr std::size_t first_slots = 512;
  static constexpr std::size_t most_record_cells = 1 << 19;
  std::vector<Slot> slots_; // a power of two, at most half of them in use; none until a word is remembered
  std::size_t words_ = 0;
  // One behind the other: size and free ending, number of symbols, the forms up to a whole cell, the symbols.
  std::vector<std::uint32_t> records_;
};

} // namespace usher::text
