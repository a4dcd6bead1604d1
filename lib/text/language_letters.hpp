// SPDX-License-Identifier: BSL-1.0
// What a code point is to the language guess: a letter of which script, in which folded form.
#pragma once

#include "text/language_profiles.hpp"

#include <cstddef>
#include <cstdint>

namespace usher::text {

enum class Script : std::uint8_t {
  latin,
  cyrillic,
  arabic,
  devanagari,
  greek,
  hebrew,
  thai,
  hangul,
  kana,
  han,
  other
};
inline constexpr std::size_t script_count = 11;

struct Letter {
  enum class Kind : std::uint8_t {
    letter,
    digit,
    joint,   // an apostrophe or a ZWNJ: parts of one word on both sides
    ignored, // a mark or an invisible character within a word
    other    // everything that parts words
  };
  Kind kind = Kind::other;
  Script script = Script::other;
  char32_t folded = 0; // lower case; Arabic yeh and kaf in their Persian form
};

/// Constant time, no locale. The folding is the one the profiles were made with.
[[nodiscard]] Letter classify_letter(char32_t value) noexcept;

/// A character that Chinese writes all the time and Japanese does not.
[[nodiscard]] bool is_chinese_only(char32_t value) noexcept;

/// Yeh or kaf as Persian keyboards write it and Arabic ones do not.
[[nodiscard]] constexpr bool is_persian_form(char32_t value) noexcept {
  return value == 0x6CC || value == 0x6A9;
}

/// What a folded Cyrillic letter says of Russian and Ukrainian, as bits; 0 for letters of both.
inline constexpr unsigned char ukrainian_only = 1; // of the two: і ї є, in nearly every sentence, and ґ
inline constexpr unsigned char not_russian = 2;
inline constexpr unsigned char not_ukrainian = 4; // ы э ъ ё, and those of neither
[[nodiscard]] constexpr unsigned char alphabets_of(char16_t folded) noexcept {
  switch (folded) {
  case u'і':
  case u'ї':
  case u'є':
  case u'ґ': return ukrainian_only | not_russian;
  case u'ы':
  case u'э':
  case u'ъ':
  case u'ё': return not_ukrainian;
  default: return folded <= u'я' ? 0 : not_russian | not_ukrainian;
  }
}

[[nodiscard]] constexpr ProfiledScript profiled(Script script) noexcept {
  return script <= Script::devanagari ? static_cast<ProfiledScript>(script) : ProfiledScript::none;
}

} // namespace usher::text
