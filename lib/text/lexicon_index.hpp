// SPDX-License-Identifier: BSL-1.0
// What a lexicon is inside; only the lexicon's own files see it. Flat arrays and numbers throughout.
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

#include "text/hash_index.hpp"
#include "text/lexicon.hpp"
#include "text/parts.hpp"
#include "text/stemmer.hpp"
#include "text/word_hash.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace re2 {
class RE2;
}

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
  };
  struct Edge {
    Symbol symbol;
    Node to;
  };
  /// All that a start needs, in one place: it is what most of the time goes into where there are many phrases.
  struct Start {
    Extent first;  // in `texts`
    Extent second; // empty for a start of one word
    Extent phrases;
    Node node;
    bool opens; // paths go on from here; else the starts of two words have what follows
  };
  /// A text holds one of a pattern's literals wherever its regex matches; see pattern_guard.hpp.
  struct Guard {
    Extent literal;            // in `texts`, folded
    std::uint32_t gram_offset; // in the literal, of the gram that tells of it
    std::uint32_t pattern;
  };
  struct Pattern {
    std::shared_ptr<const re2::RE2> regex;
    std::vector<PhraseId> phrases;
  };

  std::size_t phrase_count = 0;
  std::string texts; // of keys and guards

  std::vector<Key> keys;
  HashIndex key_table;
  std::vector<Symbol> key_symbols;
  std::array<bool, key_kinds> has_kind{};
  bool has_more_than_plain = false;
  std::array<std::uint64_t, 256> prefix_lengths{};          // by first byte
  std::array<std::uint64_t, 256> accented_prefix_lengths{}; // by first byte
  std::vector<std::uint32_t> long_prefix_lengths;           // of long_prefix bytes and more, ascending
  std::vector<StemLanguage> stem_languages;

  std::vector<Node> first;               // by symbol: from the root
  std::vector<std::uint32_t> edges_at;   // by node and one more, into `edges`
  std::vector<Edge> edges;               // by node, then symbol; not those of the root
  std::vector<std::uint32_t> phrases_at; // by node and one more, into `phrases`
  std::vector<PhraseId> phrases;

  std::vector<Start> starts;
  HashIndex start_table;
  std::vector<std::uint64_t> start_filter = std::vector<std::uint64_t>(1);
  std::vector<std::uint64_t> first_filter =
      std::vector<std::uint64_t>(1); // of plain words that begin a phrase

  std::vector<Pattern> patterns;
  std::vector<std::uint32_t> unguarded; // patterns without a guard
  std::vector<Guard> guards;            // by gram
  std::vector<std::uint32_t> grams;     // of each guard, ascending
  std::vector<std::uint64_t> gram_filter = std::vector<std::uint64_t>(1);

  [[nodiscard]] std::string_view text(const Extent &extent) const noexcept {
    return std::string_view(texts).substr(extent.begin, extent.end - extent.begin);
  }
  [[nodiscard]] const Key *find_key(KeyKind kind, std::string_view word, std::uint64_t word_hash) const {
    const std::uint32_t found = key_table.find(hash_key(kind, word_hash), [&](std::uint32_t i) {
      return keys[i].kind == kind && text(keys[i].text) == word;
    });
    return found == HashIndex::none ? nullptr : &keys[found];
  }
  [[nodiscard]] bool goes_on(Node node) const noexcept { return edges_at[node] != edges_at[node + 1]; }
  [[nodiscard]] Node next(Node node, Symbol symbol) const noexcept;
};

} // namespace usher::text
