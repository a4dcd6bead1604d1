// SPDX-License-Identifier: BSL-1.0
// Literals that a text must hold for a regex to match it, so that most texts need not be searched.
//
// RE2's FilteredRE2 says which lower-case strings a regex cannot match without, as an and-or formula over them. Of
// it one clause is kept: a single string that every match needs, else all of them as alternatives. Of each string
// only its longest word counts, folded as the words of a text are: where the pattern form of a text holds the
// string, the folded form holds that word unbroken, within a stretch of joined parts. At its end that is so without
// the last letter only, unless it is Latin: what the text has behind it can compose with a letter that folding has
// changed, or over a character that folding has dropped (\u0451 and a breve are \u04D7 in words). The one exception
// are signs that the pattern form writes in letters and words do not have (Parts::text_signs).
//
// A literal is told of by one of its grams, of three bytes: a text is run through once, and a gram that is none of
// the guards' costs a look at a filter.
#pragma once

#include "text/word_hash.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace usher::text {

inline constexpr std::size_t gram_size = 3;

[[nodiscard]] inline std::uint32_t gram_at(const char *bytes) noexcept {
  const auto byte = [bytes](std::size_t i) { return std::uint32_t{static_cast<unsigned char>(bytes[i])}; };
  return byte(0) | (byte(1) << 8) | (byte(2) << 16);
}

/// The same where more bytes may be read.
[[nodiscard]] inline std::uint32_t gram_in_padded(const char *bytes) noexcept {
  return detail::load4(bytes) & 0xFFFFFF;
}

[[nodiscard]] inline std::uint64_t hash_gram(std::uint32_t gram) noexcept {
  return fold_product(gram, detail::hash_factor);
}

/// Folded words of at least gram_size bytes, one of which stands in the folded form of every text that the regex
/// matches in its pattern form; empty when no such words are known. At load only: it compiles the regex once more.
[[nodiscard]] std::vector<std::string> guard_literals(std::string_view regex);

} // namespace usher::text
