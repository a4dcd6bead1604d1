// SPDX-License-Identifier: BSL-1.0
// What a lexicon is inside; only lexicon.cpp and lexicon_builder.cpp see it.
//
// Each distinct word of the phrases is a symbol, and a phrase is a path of symbols in a trie. A reading of
// the text is turned into the symbols it satisfies by a few hash look-ups of its text, so that the number of
// phrases plays no part; symbols then lead from node to node of the trie. A key is a kind and a text:
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
#pragma once

#include "text/lexicon.hpp"
#include "text/stemmer.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <boost/unordered/unordered_flat_map.hpp>

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

struct KeyView {
  KeyKind kind;
  std::string_view text;
};

struct Key {
  KeyKind kind;
  std::string text;
  operator KeyView() const noexcept { return {kind, text}; }
};

struct KeyHash {
  using is_transparent = void;
  std::size_t operator()(const KeyView &key) const noexcept {
    return std::hash<std::string_view>()(key.text) ^ (key.kind * std::size_t{0x9E3779B97F4A7C15});
  }
};

struct KeyEqual {
  using is_transparent = void;
  bool operator()(const KeyView &a, const KeyView &b) const noexcept {
    return a.kind == b.kind && a.text == b.text;
  }
};

template <class Value>
using KeyMap = boost::unordered_flat_map<Key, Value, KeyHash, KeyEqual>;

using Symbol = std::uint32_t;
using Node = std::uint32_t;
inline constexpr Node root = 0; // and, since nothing leads to it, "nowhere"

/// Elements [begin, end) of one long list.
struct Slice {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

struct Lexicon::Index {
  struct Pattern {
    std::shared_ptr<const re2::RE2> regex;
    std::vector<PhraseId> phrases;
  };

  std::size_t phrase_count = 0;

  KeyMap<Slice> keys; // into `symbols`
  std::vector<Symbol> symbols;
  std::array<bool, key_kinds> has_kind{};
  // By first byte: the distinct lengths of prefixes, ascending.
  std::array<std::vector<std::uint32_t>, 256> prefix_lengths;
  std::array<std::vector<std::uint32_t>, 256> accented_prefix_lengths;
  std::vector<StemLanguage> stem_languages;

  std::vector<Node> first;                             // by symbol: from the root
  boost::unordered_flat_map<std::uint64_t, Node> next; // by node and symbol: from any other
  std::vector<Slice> phrases_at;                       // by node, into `phrases`
  std::vector<std::uint8_t> goes_on;                   // by node: some edge leaves it
  std::vector<PhraseId> phrases;

  std::vector<Pattern> patterns;

  static std::uint64_t edge(Node node, Symbol symbol) noexcept {
    return (std::uint64_t{node} << 32) | symbol;
  }
};

} // namespace usher::text
