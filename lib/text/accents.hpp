// SPDX-License-Identifier: BSL-1.0
// Latin accents: folding them, making grave and acute one, and what an apostrophe after a vowel may stand
// for. "Accent" is every combining mark on a Latin letter, as canonical decomposition shows it: é, ñ, ç, ǘ
// have one; ø, ł, ß, ı have none, being letters of their own. Other scripts keep their marks (й is not и).
#pragma once

#include "text/character.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace usher::text {

/// `exact` is composed. `folded` gets it without Latin accents, `accented` with them but every grave as an
/// acute.
void split_accents(std::span<const char32_t> exact, CodePoints &folded, CodePoints &accented);

/// False for what split_accents would leave alone; cheaper than asking it.
[[nodiscard]] bool has_latin_accent(std::span<const char32_t> exact) noexcept;

/// The same two on well-formed UTF-8.
[[nodiscard]] std::string fold_accents(std::string_view exact);
[[nodiscard]] std::string merge_accents(std::string_view exact);

/// The last letter is a, e, i, o or u. The word must be folded.
[[nodiscard]] bool ends_in_vowel(std::string_view folded) noexcept;

/// The word with its last letter's accents folded and all others as they are.
[[nodiscard]] std::string with_plain_ending(std::string_view word);

/// The word with each accent that its last vowel may have: none, grave, acute, circumflex, diaeresis,
/// composed. For stemming, where no one form can stand for all of them.
[[nodiscard]] std::vector<std::string> ending_variants(std::string_view exact);

} // namespace usher::text
