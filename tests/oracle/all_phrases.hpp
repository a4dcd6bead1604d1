// SPDX-License-Identifier: BSL-1.0
// Every phrase in a text, regexes among them, as decisions find them one by one.
#pragma once

#include "text/lexicon.hpp"

#include <vector>

namespace usher::text {

inline void find_all(const Lexicon &lexicon, const PreparedText &text, LexiconScratch &scratch,
                     std::vector<PhraseId> &out) {
  std::vector<PatternId> candidates;
  lexicon.find(text, scratch, out, candidates);
  for (const PatternId pattern : candidates) {
    if (!lexicon.matches(pattern, text)) continue;
    const std::span<const PhraseId> phrases = lexicon.phrases_of(pattern);
    out.insert(out.end(), phrases.begin(), phrases.end());
  }
}

} // namespace usher::text
