// SPDX-License-Identifier: BSL-1.0
// A lexicon as its builder gathers it; only the builder's own files see it.
#pragma once

#include "text/lexicon_index.hpp"
#include "text/phrase.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <boost/unordered/unordered_flat_map.hpp>

namespace usher::text {

struct DraftKey {
  KeyKind kind;
  Extent text;
  std::uint64_t hash; // of the kind and the text
  Symbol symbol;
};

struct DraftSpelling {
  Extent symbols;
  PhraseId phrase;
};

struct DraftPattern {
  PatternPhrase phrase; // the first that has it
  std::vector<PhraseId> phrases;
};

struct DraftEdge {
  Node from;
  Symbol symbol;
  Node to;
};

/// Element i is where the elements of owner i begin in a list ordered by owner; one more for the end.
template <class Range, class Owner>
std::vector<std::uint32_t> begins(const Range &list, std::size_t owners, const Owner &owner) {
  std::vector<std::uint32_t> out(owners + 1, 0);
  for (const auto &one : list)
    ++out[owner(one) + 1];
  for (std::size_t i = 1; i < out.size(); ++i)
    out[i] += out[i - 1];
  return out;
}

struct Lexicon::Builder::Draft {
  boost::unordered_flat_map<std::string, PhraseId> ids; // language, NUL, source
  boost::unordered_flat_map<std::string, Symbol> symbol_ids;
  std::vector<Extent> plain_texts; // by symbol; empty for one that is not plain
  std::string texts;
  std::vector<DraftKey> keys;
  std::vector<Symbol> symbols; // of the spellings, one behind the other
  std::vector<DraftSpelling> spellings;
  boost::unordered_flat_map<std::string, PatternId> pattern_ids;
  std::vector<DraftPattern> patterns;
  std::vector<PatternId> pattern_of; // by phrase
  std::string name;                  // reused

  Symbol symbol_of(const PhraseWord &word, StemLanguage language);
  void add_keys(Symbol symbol, const PhraseWord &word, StemLanguage language);
  Extent add_text(std::string_view text);
  void add_pattern(const PatternPhrase &pattern, PhraseId phrase);

  void build_keys(Index &index);
  void build_trie(Index &index);
  void build_starts(Index &index) const;
  void build_patterns(Index &index);
  void build_guards(Index &index);
  void build_marked(std::vector<Index::Guard> marked, Index &index);
};

} // namespace usher::text
