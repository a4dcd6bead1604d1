// SPDX-License-Identifier: BSL-1.0
#include "text/language_letters.hpp"

#include <algorithm>

namespace usher::text {
namespace {

constexpr bool between(char32_t value, char32_t first, char32_t last) noexcept {
  return value >= first && value <= last;
}

constexpr Letter letter(Script script, char32_t folded) noexcept {
  return {Letter::Kind::letter, script, folded};
}
constexpr Letter of_kind(Letter::Kind kind) noexcept { return {kind, Script::other, 0}; }

constexpr char32_t odd_is_lower(char32_t value) noexcept { return value | 1; }
constexpr char32_t even_is_lower(char32_t value) noexcept { return value + (value & 1); }

constexpr char32_t fold_latin(char32_t value) noexcept {
  if (between(value, 0xC0, 0xDE)) return value + 0x20;
  if (value == 0x130) return 'i'; // Turkish I with its dot
  if (value == 0x178) return 0xFF;
  if (value == 0x17F) return 's';
  if (between(value, 0x100, 0x137) && value != 0x131) return odd_is_lower(value);
  if (between(value, 0x139, 0x148) || between(value, 0x179, 0x17E)) return even_is_lower(value);
  if (between(value, 0x14A, 0x177)) return odd_is_lower(value);
  if (between(value, 0x1CD, 0x1DC)) return even_is_lower(value);
  if (between(value, 0x1DE, 0x1EF) || between(value, 0x1F8, 0x233)) return odd_is_lower(value);
  if (value == 0x1A0 || value == 0x1AF) return value + 1; // Vietnamese O and U with a horn
  if (between(value, 0x1E00, 0x1E95) || between(value, 0x1EA0, 0x1EFF)) return odd_is_lower(value);
  if (value == 0x1E9E) return 0xDF; // capital sharp s
  return value;
}

constexpr char32_t fold_cyrillic(char32_t value) noexcept {
  if (between(value, 0x400, 0x40F)) return value + 0x50;
  if (between(value, 0x410, 0x42F)) return value + 0x20;
  if (value == 0x4C0) return 0x4CF;
  if (between(value, 0x4C1, 0x4CE)) return even_is_lower(value);
  if (between(value, 0x460, 0x481) || between(value, 0x48A, 0x4BF) || between(value, 0x4D0, 0x52F))
    return odd_is_lower(value);
  return value;
}

Letter classify_arabic(char32_t value) noexcept {
  if (between(value, 0x660, 0x669) || between(value, 0x6F0, 0x6F9)) return of_kind(Letter::Kind::digit);
  if (value == 0x640 || value == 0x670 || between(value, 0x64B, 0x65F) || between(value, 0x6D6, 0x6ED))
    return of_kind(Letter::Kind::ignored); // tatweel and vowel marks
  if (value == 0x643) return letter(Script::arabic, 0x6A9);
  if (value == 0x649 || value == 0x64A) return letter(Script::arabic, 0x6CC);
  if (between(value, 0x620, 0x63F) || between(value, 0x641, 0x64A) || between(value, 0x66E, 0x6D3) ||
      value == 0x6D5 || between(value, 0x6FA, 0x6FC))
    return letter(Script::arabic, value);
  return of_kind(Letter::Kind::other);
}

Letter classify_general(char32_t value) noexcept {
  // General punctuation; symbols, arrows, dingbats and most emoji follow up to U+2DFF.
  if (between(value, 0x2000, 0x2BFF)) {
    if (value == 0x200C || value == 0x2018 || value == 0x2019) return of_kind(Letter::Kind::joint);
    if (value == 0x200B || between(value, 0x200D, 0x200F) || between(value, 0x202A, 0x202E) ||
        between(value, 0x2060, 0x2069))
      return of_kind(Letter::Kind::ignored);
    return of_kind(Letter::Kind::other);
  }
  if (between(value, 0x3041, 0x30FF)) {
    if (value == 0x30FB || value == 0x30A0) return of_kind(Letter::Kind::other);
    return letter(Script::kana, value);
  }
  if (between(value, 0x3400, 0x4DBF) || between(value, 0x4E00, 0x9FFF) || between(value, 0xF900, 0xFAFF) ||
      between(value, 0x20000, 0x323AF) || value == 0x3005)
    return letter(Script::han, value);
  if (between(value, 0xAC00, 0xD7A3) || between(value, 0x1100, 0x11FF) || between(value, 0x3131, 0x318E))
    return letter(Script::hangul, value);
  if (between(value, 0xFF66, 0xFF9D)) return letter(Script::kana, value);
  if (between(value, 0xFF10, 0xFF19)) return of_kind(Letter::Kind::digit);
  if (between(value, 0xFE00, 0xFE0F) || value == 0xFEFF) return of_kind(Letter::Kind::ignored);
  if (between(value, 0x1E00, 0x1EFF)) return letter(Script::latin, fold_latin(value));
  if (between(value, 0x1F00, 0x1FFF)) return letter(Script::greek, value);
  // Letters of scripts that are not guessed: they only keep a text from being called another one's.
  if (between(value, 0x530, 0x1FFF) || between(value, 0xA000, 0xABFF)) return letter(Script::other, value);
  return of_kind(Letter::Kind::other);
}

} // namespace

Letter classify_letter(char32_t value) noexcept {
  if (value < 0x80) {
    if (between(value, 'a', 'z')) return letter(Script::latin, value);
    if (between(value, 'A', 'Z')) return letter(Script::latin, value + 0x20);
    if (between(value, '0', '9')) return of_kind(Letter::Kind::digit);
    return of_kind(value == '\'' || value == '`' ? Letter::Kind::joint : Letter::Kind::other);
  }
  if (value < 0x250) {
    if (value == 0xB4) return of_kind(Letter::Kind::joint);
    if (value == 0xAD) return of_kind(Letter::Kind::ignored);
    if (value < 0xC0 || value == 0xD7 || value == 0xF7) return of_kind(Letter::Kind::other);
    return letter(Script::latin, fold_latin(value));
  }
  if (value < 0x370) {
    if (value == 0x2BC) return of_kind(Letter::Kind::joint);
    return of_kind(value >= 0x300 ? Letter::Kind::ignored : Letter::Kind::other);
  }
  if (value < 0x400) return letter(Script::greek, value);
  if (value < 0x530) return letter(Script::cyrillic, fold_cyrillic(value));
  if (between(value, 0x5D0, 0x5EA)) return letter(Script::hebrew, value);
  if (between(value, 0x591, 0x5C7)) return of_kind(Letter::Kind::ignored);
  if (between(value, 0x600, 0x6FF)) return classify_arabic(value);
  if (between(value, 0x900, 0x97F)) {
    if (between(value, 0x966, 0x96F)) return of_kind(Letter::Kind::digit);
    if (value == 0x964 || value == 0x965 || value == 0x970) return of_kind(Letter::Kind::other);
    return letter(Script::devanagari, value);
  }
  if (between(value, 0xE01, 0xE4E) && value != 0xE3F) return letter(Script::thai, value);
  if (between(value, 0xE50, 0xE59)) return of_kind(Letter::Kind::digit);
  return classify_general(value);
}

bool is_chinese_only(char32_t value) noexcept {
  static constexpr char32_t characters[] =
      U"个么为什们你她他吗吧呢哪啊嗎妳帮幫很怎您找把没沒给给請请谁谢贵还这這那邮";
  return std::find(std::begin(characters), std::end(characters) - 1, value) != std::end(characters) - 1;
}

} // namespace usher::text
