// SPDX-License-Identifier: BSL-1.0
// The normal form that words are matched on, one character at a time, each knowing its place in the original.
//
// The original code points go through four steps.
//  1. Dropped outright: what is invisible (default ignorable), skin tones, the keycap frame, Arabic tatweel
//     and vowel marks. They never part words. A ZWNJ is dropped too but leaves its mark on the next
//     character; a ZWJ stays between two emoji.
//  2. The rest is cut into chunks at ICU's boundaries for NFKC_Casefold and each chunk mapped by itself.
//     That gives what mapping the whole would give, while every character of the result still knows its
//     bytes. Emoji, apostrophes and text signs are chunks of their own and stay as they are (every
//     apostrophe as U+0027).
//  3. A second map over the result: Arabic yeh, alef maksura and kaf to Persian; hamza carriers to their
//     plain letter (U+0622 stays) and combining hamza away; decimal digits of all scripts to 0-9; ё to е;
//     i with U+0307, which is how a Turkish capital folds, to i.
//  4. Latin accents, three ways at once: folded, with grave and acute made one, and exact (for stemmers).
//
// Linear in the text whatever it holds: chunks have at most `longest_run` code points, and what marks a
// letter has beyond that are dropped.
#pragma once

#include "text/character.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace usher::text {

struct Character {
  // The three forms are sequences of their own, and may differ in length: 0 where a form has no character.
  // Taken over whole chunks each reads as it should.
  char32_t folded = 0;
  char32_t accented = 0;
  char32_t exact = 0;
  // The whole chunk that it comes from.
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t begin_code_point = 0;
  std::uint32_t end_code_point = 0;
  CharacterClass kind = CharacterClass::separator;
  LetterCase letter_case = LetterCase::none; // in the original; on the first character of a chunk
  bool starts_chunk = false;
  bool after_zwnj = false;
};

/// Reads a text, of less than 4 GiB, in runs that end with white space: no word goes beyond one.
class CharacterReader {
 public:
  explicit CharacterReader(std::string_view utf8) : text_(utf8) {}

  /// Replaces `out` by the next run; false, with nothing in it, at the end.
  [[nodiscard]] bool read_run(std::vector<Character> &out);
  /// So far.
  [[nodiscard]] bool was_ill_formed() const noexcept { return ill_formed_; }

 private:
  struct Original {
    char32_t value;
    std::uint32_t begin, end, begin_code_point, end_code_point;
  };

  void take(const Original &point, std::vector<Character> &out);
  void take_detail(const Original &point, std::vector<Character> &out);
  void emit(const Original &point, char32_t value, CharacterClass kind, std::vector<Character> &out);
  void flush(std::vector<Character> &out);

  std::string_view text_;
  std::size_t offset_ = 0;
  std::uint32_t code_point_ = 0;
  boost::container::small_vector<Original, longest_run> chunk_;
  bool chunk_after_zwnj_ = false;
  bool after_zwnj_ = false;
  bool after_zwj_ = false;
  Original zwj_{};
  bool ill_formed_ = false;
};

} // namespace usher::text
