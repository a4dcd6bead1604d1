// SPDX-License-Identifier: BSL-1.0
// The phrases that a text holds. Those of words are found together, in one pass; a regex that might match is a
// candidate, and the text is searched for it when somebody asks, once.
#pragma once

#include "rules/number_set.hpp"
#include "text/lexicon.hpp"
#include "text/prepared_text.hpp"

#include <cstddef>
#include <vector>

namespace usher::rules {

class PhraseSet {
 public:
  /// Empties the set for phrases of a lexicon.
  void reset(std::size_t phrases, std::size_t patterns) {
    found_.reset(phrases);
    candidates_.reset(patterns);
    searched_.reset(patterns);
  }
  void insert(text::PhraseId phrase) { found_.insert(phrase); }
  void add_candidate(text::PatternId pattern) { candidates_.insert(pattern); }

  /// Found so far.
  [[nodiscard]] bool operator[](text::PhraseId phrase) const noexcept { return found_[phrase]; }
  [[nodiscard]] const std::vector<text::PhraseId> &list() const noexcept { return found_.list(); }
  [[nodiscard]] const std::vector<text::PatternId> &candidates() const noexcept { return candidates_.list(); }

  /// Whether the text holds a phrase, searching it if that is what it takes. `text` is the one the set is of.
  [[nodiscard]] bool holds(text::PhraseId phrase, const text::Lexicon &lexicon,
                           const text::PreparedText &text) {
    if (found_[phrase]) return true;
    if (candidates_.empty()) return false;
    const text::PatternId pattern = lexicon.pattern_of(phrase);
    return pattern != text::no_pattern && search(pattern, lexicon, text) && found_[phrase];
  }
  void search_all(const text::Lexicon &lexicon, const text::PreparedText &text) {
    for (const text::PatternId pattern : candidates_.list())
      (void)search(pattern, lexicon, text);
  }
  /// True if a candidate matches now for the first time; its phrases are then in the set.
  bool search(text::PatternId pattern, const text::Lexicon &lexicon, const text::PreparedText &text) {
    if (!candidates_[pattern] || searched_[pattern]) return false;
    searched_.insert(pattern);
    if (!lexicon.matches(pattern, text)) return false;
    for (const text::PhraseId phrase : lexicon.phrases_of(pattern))
      found_.insert(phrase);
    return true;
  }

 private:
  NumberSet found_;
  NumberSet candidates_; // patterns
  NumberSet searched_;   // of these
};

} // namespace usher::rules
