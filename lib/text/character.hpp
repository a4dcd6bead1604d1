// SPDX-License-Identifier: BSL-1.0
// What usher needs to know of one code point, and ICU's normal forms over short runs of them. Everything that
// asks ICU about text is here, so that the rest of the layer speaks of letters and marks and not of property
// names.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include <boost/container/small_vector.hpp>

namespace usher::text {

/// What a code point does to words.
enum class CharacterClass : std::uint8_t {
  separator,   // punctuation, symbols, controls: parts words
  white_space, // parts words and ends an address
  apostrophe,  // parts words and frees the accent of a vowel before it
  letter,      // letters and digits
  mark,        // goes on with the word before it and never begins one
  solo,        // a letter of a script without spaces: a word of its own, with its marks
  emoji,       // a word of its own
  regional,    // half of a flag: two make a word
  emoji_joiner // U+200D between two emoji
};

enum class LetterCase : std::uint8_t { none, lower, upper };

inline constexpr char32_t zero_width_non_joiner = 0x200C;
inline constexpr char32_t zero_width_joiner = 0x200D;

/// Of Unicode, as in "15.0.0.0": what normal forms depend on.
[[nodiscard]] std::string unicode_version();

[[nodiscard]] CharacterClass class_of(char32_t value) noexcept;
[[nodiscard]] LetterCase case_of(char32_t value) noexcept;

/// A word may hold it: a letter, digit or mark, or a letter that is a word of its own.
[[nodiscard]] constexpr bool is_word_character(CharacterClass kind) noexcept {
  return kind == CharacterClass::letter || kind == CharacterClass::mark || kind == CharacterClass::solo;
}

/// ' ’ ‘ ‛ ` ´ ʹ ʻ ʼ ʽ ˊ ˋ ′ ＇ and the Armenian one: people type each of them where an apostrophe belongs.
[[nodiscard]] bool is_apostrophe(char32_t value) noexcept;

/// An emoji before normalisation: Extended_Pictographic, without the signs that stand in running text and
/// part words as punctuation does (see is_text_sign).
[[nodiscard]] bool is_emoji(char32_t value) noexcept;

/// © ® ™ ℠ № ‼ ⁉ 〰: signs that writers set as punctuation, whatever else Unicode has them be. They part
/// words, and are neither emoji nor what the compatibility mapping makes of them: `Acme™` is the word acme
/// and not acmetm, `№123` the word 123 and not no123.
[[nodiscard]] bool is_text_sign(char32_t value) noexcept;

/// Never seen and never parting words: what Unicode calls default ignorable (U+200B, U+00AD, U+FEFF,
/// direction marks, variation selectors ...). U+200C and U+200D are among them; callers look at those two
/// first.
[[nodiscard]] bool is_invisible(char32_t value) noexcept;

/// Drops out, but belongs to the picture before it: skin tones, the keycap frame, variation selectors, tags.
[[nodiscard]] bool is_emoji_detail(char32_t value) noexcept;

/// Letters of the scripts whose Latin accents are folded.
[[nodiscard]] bool is_latin(char32_t value) noexcept;
[[nodiscard]] bool is_mark(char32_t value) noexcept;

/// 0 to 9 for a decimal digit of any script, -1 for anything else.
[[nodiscard]] int digit_value(char32_t value) noexcept;

enum class Form : std::uint8_t { nfc, nfd, nfkc, nfkc_casefold };

/// False when the code point may change what stands before it or be changed by it in that form.
[[nodiscard]] bool has_boundary_before(Form form, char32_t value);

/// Runs are cut here so that canonical ordering, which is quadratic, sees a bounded number of marks. No
/// language puts thirty marks on one letter; the Stream-Safe Text Format of UAX 15 cuts at the same number.
inline constexpr std::size_t longest_run = 32;

using CodePoints = boost::container::small_vector<char32_t, longest_run>;

/// Replaces `out` by the normal form of `in`. Throws std::bad_alloc, or std::runtime_error when ICU cannot
/// load its data, in which case nothing of this layer works.
void normalise(Form form, std::span<const char32_t> in, CodePoints &out);

} // namespace usher::text
