// SPDX-License-Identifier: BSL-1.0
// The working memory of a search; only the lexicon's own files see it.
#pragma once

#include "text/lexicon_index.hpp"
#include "text/stemmer.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace usher::text {

/// The symbols that words have beside their plain one, remembered: stems, prefixes and accents cost ten look-ups
/// and more, and customers use the same words. Short words only, which are compared in full; the slot of a word is
/// taken by the next one that falls on it.
class WordMemory {
 public:
  static constexpr std::size_t longest_word = 29;
  struct Slot {
    std::uint32_t check = 0; // of the hash
    std::uint32_t first_symbol = 0;
    std::uint16_t symbol_count = 0;
    std::uint8_t size = 0;
    std::array<char, longest_word> word{};
  };

  void forget();
  /// Null when the word is not remembered.
  [[nodiscard]] const Slot *find(std::string_view word, std::uint64_t hash) const noexcept {
    if (slots_.empty()) return nullptr;
    const Slot &slot = slots_[hash & (slot_count - 1)];
    const bool same = slot.check == hash >> 32 && std::string_view(slot.word.data(), slot.size) == word;
    return same ? &slot : nullptr;
  }
  void remember(std::string_view word, std::uint64_t hash, const std::vector<Symbol> &symbols);
  [[nodiscard]] std::span<const Symbol> symbols(const Slot &slot) const noexcept {
    return std::span(symbols_).subspan(slot.first_symbol, slot.symbol_count);
  }

 private:
  static constexpr std::size_t slot_count = 16'384;
  static constexpr std::size_t most_symbols = 1 << 16;
  std::vector<Slot> slots_; // none until a word is to be remembered
  std::vector<Symbol> symbols_;
};

/// A phrase begun, waiting for its next word at some part. Those of one part are a list.
struct Path {
  Node node;
  Span begin; // its first word; not set without places
  std::uint32_t next;
};

struct LexiconScratch::Memory {
  std::shared_ptr<const Lexicon::Index> index; // what is remembered is about this one
  bool whole = false; // else a search was broken off, by a lack of memory, and what is remembered does not count
  Stemmer stemmer;
  WordMemory words;
  std::vector<Symbol> symbols;
  std::vector<std::uint64_t> to_do;       // by part, a bit: something begins or goes on there
  std::vector<std::uint64_t> one_word;    // the start of the word may be in the table
  std::vector<std::uint64_t> two_words;   // the start of it and the next
  std::vector<std::uint64_t> has_paths;
  std::vector<std::uint32_t> paths_at; // by part: its first path, where has_paths says so
  std::vector<Path> paths;
  std::vector<std::uint64_t> seen;          // by phrase, a bit; all zero between searches
  std::vector<std::uint64_t> seen_patterns; // likewise
  std::vector<std::uint32_t> candidates;    // patterns whose guard was met
};

} // namespace usher::text
