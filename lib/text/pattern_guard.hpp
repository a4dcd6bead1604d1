// SPDX-License-Identifier: BSL-1.0
// Literals that a text must hold for a regex to match it, so that most texts need not be searched.
//
// RE2's FilteredRE2 says which lower-case strings a regex cannot match without, as an and-or formula over them. Of
// it some clauses are kept.
//
// Words: each of the strings that every match needs, else all of them as alternatives. Of each string only its longest
// word counts, folded as the words of a text are: where the pattern form of a text holds the string, the folded form
// holds that word unbroken, within a stretch of joined parts. At its end that is so without the last letter only,
// unless it is Latin: what the text has behind it can compose with a letter that folding has changed, or over a
// character that folding has dropped (\u0451 and a breve are \u04D7 in words). The one exception are signs that the
// pattern form writes in letters and words do not have (Parts::text_signs).
//
// What words cannot have: strings of ASCII with a mark, such as the "a-" of A-\d{4}, are looked for in the pattern form
// itself, in lower case.
//
// A word is told of by one of its grams, of three bytes: a text is run through once, and a gram that is none of the
// guards' costs a look at a filter. A string with a mark is told of by the mark.
#pragma once

#include "base/word_hash.hpp"
#include "text/gram_filter.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace usher::text {

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

/// What a text has wherever a regex matches it. Empty lists ask for nothing.
struct PatternGuard {
  std::vector<std::string> words;  // folded, of at least gram_size bytes, in the folded form of the text
  bool all_words = false;          // each of them, else one
  std::vector<std::string> marked; // one of these is in the pattern form, in lower case

  [[nodiscard]] bool empty() const noexcept { return words.empty() && marked.empty(); }
};

/// How many words a guard asks for together.
inline constexpr std::size_t most_words_together = 8;

/// At load only: it compiles the regex once or twice more.
[[nodiscard]] PatternGuard guard_of(std::string_view regex);

/// ASCII that is no letter, digit or space, of which texts have few.
[[nodiscard]] constexpr bool is_mark_byte(char c) noexcept {
  const auto byte = static_cast<unsigned char>(c);
  return byte > ' ' && byte < 0x7F && !(byte >= '0' && byte <= '9') &&
         !((byte | 0x20U) >= 'a' && (byte | 0x20U) <= 'z');
}
/// Which mark of a string with one tells of it: not what stands in every sentence, if there is another.
[[nodiscard]] std::size_t telling_mark(std::string_view marked) noexcept;

} // namespace usher::text
