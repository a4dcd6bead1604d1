// SPDX-License-Identifier: BSL-1.0
// What a care team writes to say "if the text holds this": a word, a phrase, a tag, a mention, a regex.
#pragma once

#include "base/finding.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace usher::text {

/// One word of a phrase, in normal form.
struct PhraseWord {
  enum class Kind : std::uint8_t {
    word,    // the whole word
    prefix,  // word*: any word that begins so
    stem,    // ~word: any word with the same stem
    tag,     // #tag: only the tag
    mention, // @name: only the mention
    address  // a URL or an e-mail address, whole
  };
  Kind kind = Kind::word;
  /// What is compared: for a stem the stem; Latin accents folded unless `accented`, where grave and acute are one.
  std::string text;
  /// The word carries a Latin accent, so the text must too.
  bool accented = false;
};

/// A phrase in all its spellings: a ZWNJ in it stands for nothing or for a space, so each is a word list of its
/// own. Any one of them matching is a match.
struct WordPhrase {
  std::vector<std::vector<PhraseWord>> spellings;
};

/// /regex/: RE2 source per top-level alternative with the `\b` of its ends taken off and remembered.
struct PatternPhrase {
  std::string regex; // ready for RE2; the match proper is group 1
};

struct Phrase {
  std::string source;   // as written
  std::string language; // picks the stemmer; empty for none
  std::variant<WordPhrase, PatternPhrase> form;
};

/// Why a phrase was not taken, in the terms of findings: bad_phrase, bad_pattern, limit or no_stemmer.
struct PhraseProblem {
  Code code;
  Severity severity; // no_stemmer is a warning and comes with a phrase all the same
  std::string message;
  std::string hint;
};

/// Reads a phrase. `language` is the key it stands under ("" or "all_languages" for none). Nothing is returned
/// when a problem of severity error was added.
[[nodiscard]] bool parse_phrase(std::string_view source, std::string_view language, Phrase &out,
                                std::vector<PhraseProblem> &problems);

} // namespace usher::text
