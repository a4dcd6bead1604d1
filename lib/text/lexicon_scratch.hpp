// SPDX-License-Identifier: BSL-1.0
// The working memory of a search; only the lexicon's own files see it.
#pragma once

#include "text/lexicon_index.hpp"
#include "text/span.hpp"
#include "text/stemmer.hpp"
#include "text/word_memory.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace usher::text {

/// A phrase begun, waiting for its next word at some part. Those of one part are a list.
struct Path {
  Node node;
  Span begin; // its first word; not set without places
  std::uint32_t next;
};

struct LexiconScratch::Memory {
  std::shared_ptr<const Lexicon::Index> index; // what is remembered is about this one
  bool whole =
      false; // else a search was broken off, by a lack of memory, and what is remembered does not count
  FindGrams find_grams = best_find_grams();
  Stemmer stemmer;
  WordMemory words;
  std::string forms; // of a word with accents, as the memory of words has them
  std::vector<Symbol> symbols;
  std::vector<std::uint64_t> to_do;        // by part, a bit: something begins or goes on there
  std::vector<std::uint64_t> one_word;     // the start of the word may be in the table
  std::vector<std::uint64_t> two_words;    // the start of it and the next
  std::vector<std::uint64_t> more_symbols; // the word may have others than its plain one
  std::vector<std::uint64_t> has_paths;
  std::vector<std::uint32_t> paths_at; // by part: its first path, where has_paths says so
  std::vector<Path> paths;
  std::vector<std::uint64_t> seen;        // by phrase, a bit; all zero between searches
  std::vector<std::uint32_t> guards_seen; // by pattern, the bits of its guards; likewise
  std::vector<PatternId> guards_touched;  // patterns with a bit there
};

} // namespace usher::text
