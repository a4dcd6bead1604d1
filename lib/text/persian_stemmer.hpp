// SPDX-License-Identifier: BSL-1.0
// Stems of Persian words, by rules and word lists of our own. docs/persian.md has the rules with examples.
//
// Endings are taken off from the outside in, one at a time, until none is left that may be taken off. What keeps this
// from making different words equal is the list of known words: an ending of one letter (my, your, his) goes only
// where a known word or a long one is left, and a known word is never cut. Verbs are recognised whole, as prefix,
// known stem, ending and object; the stem of all their forms is the past stem.
#pragma once

#include <string>
#include <string_view>

namespace usher::text {

/// The word is in the normal form, with a ZWNJ read as nothing. Never empty for a word that is not; the stem of a stem
/// is itself. A word that has any other character than Persian letters is its own stem. Linear, some 2 us a word.
[[nodiscard]] std::string persian_stem(std::string_view word);

} // namespace usher::text
