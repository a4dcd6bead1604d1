// SPDX-License-Identifier: BSL-1.0
// Where words begin and end in a run of characters, and of which parts they are made.
//
// Word characters are letters, marks and digits; everything else parts words, an underscore too. Further:
//  - An emoji is a word: a pictograph with what U+200D joins to it, or a pair of regional indicators.
//  - Han, Hiragana, Katakana, Thai, Lao, Khmer and Myanmar are written without spaces: there each letter with
//    its marks is a word, so that a phrase is found as a substring.
//  - A URL begins, not inside a word, with http://, https://, ftp:// or www. and goes up to white space, a
//    control character or one of < > "; closing punctuation at its end is not part of it. An e-mail address
//    is local@domain with a dot in the domain. Both are one word each, without parts to be found by.
//  - A tag is # and a mention @, not after a word character, followed by word characters and underscores; a
//    mention goes on over a dot or hyphen that a word character follows. They are words as a whole and by
//    their parts.
//
// A word that people may read in more than one way has several parts: a ZWNJ in any word, a camel-case step
// in a tag or mention (lostBag, NYCMarathon) stand for nothing or for a space. Underscores, dots and hyphens
// in a tag or mention always part.
#pragma once

#include "text/normal_form.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace usher::text {

enum class WordKind : std::uint8_t { word, emoji, tag, mention, url, email };

/// Characters [first, last) of the run.
struct Piece {
  std::uint32_t first;
  std::uint32_t last;
  bool joins_previous; // it may be read as one word with the piece before it
};

struct Token {
  WordKind kind;
  std::uint32_t first;
  std::uint32_t last;
  std::uint32_t first_piece; // in the list of pieces
  std::uint32_t piece_count; // at least one
  bool before_apostrophe;    // the next character is one
};

/// Replaces both lists. Linear in the run.
void segment(std::span<const Character> run, std::vector<Token> &tokens, std::vector<Piece> &pieces);

} // namespace usher::text
