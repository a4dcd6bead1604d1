// SPDX-License-Identifier: BSL-1.0
// What a lexicon is inside; only the lexicon's own files see it. Flat arrays and numbers throughout.
//
// The lists may be those of a file that nobody vouches for: a wrong number in them finds the wrong phrases, and every
// loop over them ends.
//
// Each distinct word of the phrases is a symbol, and a phrase is a path of symbols in a trie. A reading of the text
// is turned into the symbols it satisfies by a few hash look-ups of its text, so that the number of phrases plays
// no part; symbols then lead from node to node of the trie. A key is a kind and a text:
//
//   plain           a whole word, tag, mention, address or emoji, accents folded
//   accented        the same with accents, for phrase words that carry one
//   free_in_phrase  an accented phrase word whose last vowel is free: every text word is looked up without
//                   the accents of its last letter
//   free_in_text    every accented phrase word that ends in a vowel, without that vowel's accents: text words
//                   whose last vowel is free are looked up so
//   prefix, accented_prefix
//                   looked up for each length that some prefix with this first byte has
//   first_stem      + 2 * language, and 1 more for stems with accents
//
// Several symbols can share a key, as perché and perchê do under free_in_text.
//
// Most phrases are one or two plain words, and most words of a text are none of theirs. So the ways into the trie
// that plain words open stand in a table of their own, the starts: a phrase's first word, or its first two at once.
// A start is looked up by the hash of one word, or of two neighbours, behind filters of bits: one of words that begin
// a phrase, which is all that a usual word of a text costs, and one of the starts. A path goes on from a start symbol
// by symbol, and so begin those whose first or second word is not plain.
#pragma once

#include "base/flat.hpp"
#include "base/word_hash.hpp"
#include "text/compiled_patterns.hpp"
#include "text/gram_filter.hpp"
#include "text/hash_index.hpp"
#include "text/lexicon.hpp"
#include "text/parts.hpp"
#include "text/stemmer.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace usher::text {

enum KeyKind : std::uint16_t {
  plain_key,
  accented_key,
  free_in_phrase_key,
  free_in_text_key,
  prefix_key,
  accented_prefix_key,
  first_stem_key,
  key_kinds = first_stem_key + 2 * stem_language_codes.size()
};

constexpr KeyKind stem_key(StemLanguage language, bool accented) noexcept {
  return static_cast<KeyKind>(first_stem_key + 2 * language + (accented ? 1 : 0));
}

/// Plain keys have the hash of their word, which the text's parts bring along.
inline std::uint64_t hash_key(KeyKind kind, std::uint64_t word_hash) noexcept {
  return word_hash ^ (kind * std::uint64_t{0x9E3779B97F4A7C15});
}

using Symbol = std::uint32_t;
using Node = std::uint32_t;
inline constexpr Node root = 0; // and, since nothing leads to it, "nowhere"
inline constexpr Symbol no_symbol = UINT32_MAX;

/// The lengths that prefixes have, as bits; a longer one than the last bit says has that bit.
inline constexpr std::size_t long_prefix = 63;

struct Lexicon::Index {
  struct Key {
    Extent text; // in `texts`
    Extent symbols;
    KeyKind kind;
    std::uint16_t reserved; // no byte of a file is left to chance
  };
  struct Edge {
    Symbol symbol;
    Node to;
  };
  /// All that a start needs, in one line of the cache: the ways to memory are what most of the time goes into where there
  /// are many phrases.
  struct Start {
    Extent first;  // in `texts`
    Extent second; // empty for a start of one word
    Extent phrases;
    Node node;
    std::uint32_t opens;        // 1: paths go on from here; else the starts of two words have what follows
    PhraseId one;               // the first of the phrases
    std::array<char, 28> words; // both one behind the other, if they are no longer
  };
  static_assert(sizeof(Start) == 64);
  /// What a text holds wherever a regex matches; see pattern_guard.hpp. A pattern is a candidate when all bits that it
  /// needs are seen.
  struct Guard {
    Extent literal;       // in `texts`
    std::uint32_t offset; // in the literal, of the gram or mark that tells of it
    std::uint32_t pattern;
    std::uint32_t bit;
  };
  static constexpr std::uint32_t marked_bit = std::uint32_t{1} << 31;

  FlatArray<PatternId> pattern_of; // by phrase; no_pattern for words
  FlatArray<char> texts;           // of keys and guards

  FlatArray<Key> keys;
  HashIndex key_table;
  FlatArray<Symbol> key_symbols;
  FlatArray<std::uint8_t> has_kind;                 // by kind
  FlatArray<std::uint64_t> prefix_lengths;          // by first byte
  FlatArray<std::uint64_t> accented_prefix_lengths; // by first byte
  FlatArray<std::uint32_t> long_prefix_lengths;     // of long_prefix bytes and more, ascending
  FlatArray<StemLanguage> stem_languages;

  FlatArray<Node> first;               // by symbol: from the root
  FlatArray<std::uint32_t> edges_at;   // by node and one more, into `edges`
  FlatArray<Edge> edges;               // by node, then symbol; not those of the root
  FlatArray<std::uint32_t> phrases_at; // by node and one more, into `phrases`
  FlatArray<PhraseId> phrases;

  FlatArray<Start> starts;
  HashIndex start_table;
  FlatArray<std::uint64_t> start_filter;
  FlatArray<std::uint64_t> first_filter; // of plain words that begin a phrase

  FlatTexts patterns; // for RE2
  FlatTexts leads;    // by pattern, what its matches begin with; see pattern_lead.hpp
  FlatArray<std::uint32_t> pattern_phrases_at; // by pattern and one more, into `pattern_phrases`
  FlatArray<PhraseId> pattern_phrases;
  FlatArray<PatternId> unguarded;     // patterns without a guard
  FlatArray<std::uint32_t> grams;     // of words of guards, distinct
  HashIndex gram_table;               // of `grams`
  FlatArray<std::uint32_t> guards_at; // by gram and one more, into `guards`
  FlatArray<Guard> guards;
  FlatArray<std::uint64_t> gram_filter;
  FlatArray<GramBits> gram_bits;          // one element: a coarser filter, asked before
  FlatArray<std::uint32_t> pattern_needs; // by pattern: bits of its guards
  FlatArray<std::uint32_t> marks;         // bytes, ascending
  FlatArray<std::uint32_t> marked_at;     // by mark and one more, into the next
  FlatArray<Guard> marked;                // strings with a mark

  // Not kept in a file.
  bool has_more_than_plain = false;
  CompiledPatterns compiled;

  template <class Self, class Visit>
  static void each_array(Self &self, Visit &&visit) {
    visit(self.pattern_of);
    visit(self.texts);
    visit(self.keys);
    HashIndex::each_array(self.key_table, visit);
    visit(self.key_symbols);
    visit(self.has_kind);
    visit(self.prefix_lengths);
    visit(self.accented_prefix_lengths);
    visit(self.long_prefix_lengths);
    visit(self.stem_languages);
    visit(self.first);
    visit(self.edges_at);
    visit(self.edges);
    visit(self.phrases_at);
    visit(self.phrases);
    visit(self.starts);
    HashIndex::each_array(self.start_table, visit);
    visit(self.start_filter);
    visit(self.first_filter);
    FlatTexts::each_array(self.patterns, visit);
    FlatTexts::each_array(self.leads, visit);
    visit(self.pattern_phrases_at);
    visit(self.pattern_phrases);
    visit(self.unguarded);
    visit(self.grams);
    HashIndex::each_array(self.gram_table, visit);
    visit(self.guards_at);
    visit(self.guards);
    visit(self.gram_filter);
    visit(self.gram_bits);
    visit(self.pattern_needs);
    visit(self.marks);
    visit(self.marked_at);
    visit(self.marked);
  }
  /// When the lists are there.
  void finish();

  [[nodiscard]] std::size_t phrase_count() const noexcept { return pattern_of.size(); }
  [[nodiscard]] std::string_view text(const Extent &extent) const noexcept {
    const std::span<const char> part = texts.part(extent);
    return {part.data(), part.size()};
  }
  [[nodiscard]] bool starts_with(const Start &start, std::string_view one,
                                 std::string_view two) const noexcept {
    if (start.first.end - start.first.begin != one.size() ||
        start.second.end - start.second.begin != two.size())
      return false;
    if (one.size() + two.size() <= start.words.size()) {
      return same_word({start.words.data(), one.size()}, one) &&
             same_word({start.words.data() + one.size(), two.size()}, two);
    }
    return text(start.first) == one && text(start.second) == two;
  }
  [[nodiscard]] std::span<const PhraseId> phrases_of(PatternId pattern) const noexcept {
    return pattern_phrases_at.slice(pattern_phrases, pattern);
  }
  [[nodiscard]] const Key *find_key(KeyKind kind, std::string_view word, std::uint64_t word_hash) const {
    const std::uint32_t found = key_table.find(hash_key(kind, word_hash), [&](std::uint32_t i) {
      return keys[i].kind == kind && text(keys[i].text) == word;
    });
    return found == HashIndex::none ? nullptr : &keys[found];
  }
  [[nodiscard]] bool goes_on(Node node) const noexcept {
    return edges_at[node] != edges_at[std::size_t{node} + 1];
  }
  [[nodiscard]] Node next(Node node, Symbol symbol) const noexcept;
};

} // namespace usher::text
