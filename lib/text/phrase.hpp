// SPDX-License-Identifier: BSL-1.0
// What a care team writes to say "if the text holds this": a word, a phrase, a tag, a mention, a regex.
#pragma once

#include "base/finding.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace re2 {
class RE2;
}

namespace usher::text {

/// One word of a phrase, in normal form.
struct PhraseWord {
  enum class Kind : std::uint8_t {
    word,    // the whole word; an emoji is one
    prefix,  // word*: any word that begins so
    stem,    // ~word: any word with the same stem
    tag,     // #tag: only the tag
    mention, // @name: only the mention
    address  // a URL or an e-mail address, whole
  };
  Kind kind = Kind::word;
  /// What is compared: for a stem the stem, for a tag or mention with its # or @; Latin accents folded unless
  /// `accented`, where grave and acute are one.
  std::string text;
  /// The word carries a Latin accent, so the text must too.
  bool accented = false;
  /// The word ends in a vowel and an apostrophe, so that vowel may have any accent; it has none in `text`.
  /// Only with `accented`, for the accents before it: where all accents are folded there is nothing to free.
  bool free_ending = false;

  friend bool operator==(const PhraseWord &, const PhraseWord &) = default;
};

/// A phrase in all its spellings: a ZWNJ in it stands for nothing or for a space, and a stem may differ with
/// the accent that an apostrophe leaves open, so each is a word list of its own. Any one of them matching is
/// a match.
struct WordPhrase {
  std::vector<std::vector<PhraseWord>> spellings;
};

/// /regex/, ready for RE2. `\b` at the ends of top-level alternatives is written out; captures of the
/// writer's are made plain groups, so that whichever group took part is the match proper.
struct PatternPhrase {
  std::string regex;
  std::shared_ptr<const re2::RE2> compiled; // set by parse_phrase; null in a policy that an image had
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

/// What a phrase may hold at most.
inline constexpr std::size_t most_phrase_words = 64;
inline constexpr std::size_t most_phrase_zwnj = 6;
inline constexpr std::size_t most_phrase_spellings = 64;

/// Reads a phrase. `language` is the key it stands under ("" or "all_languages" for none). Nothing is
/// returned when a problem of severity error was added; `out` is then unspecified.
///
/// /.../ is a regex when there is something between the slashes. What begins with a slash and does not end with one
/// is refused. Anything else is words, cut as a text is:
/// `~` directly before a word and `*` directly after one, not both, make it a stem and a prefix; neither goes
/// with a tag, mention, address or emoji. A `#` or `@` by itself, and a phrase without any word, are refused.
[[nodiscard]] bool parse_phrase(std::string_view source, std::string_view language, Phrase &out,
                                std::vector<PhraseProblem> &problems);
/// It is read as a regex, which is compiled for that.
[[nodiscard]] bool is_pattern(std::string_view source) noexcept;

} // namespace usher::text
