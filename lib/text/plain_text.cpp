// SPDX-License-Identifier: BSL-1.0
#include "text/plain_text.hpp"

#include "base/utf8.hpp"
#include "text/language_letters.hpp"

#include <unicode/uchar.h>

namespace usher::text {
namespace {

using Kind = PlainCharacter::Kind;

struct Folded {
  char32_t value;
  Kind kind;
};

constexpr bool between(char32_t value, char32_t first, char32_t last) noexcept {
  return value >= first && value <= last;
}

// Characters that show nothing, and marks set upon the one before: a number is not hidden by them.
constexpr bool is_invisible(char32_t value) noexcept {
  return value == 0xAD || value == 0x34F || value == 0x61C || value == 0x640 || value == 0x180E ||
         value == 0xFEFF || between(value, 0x300, 0x36F) || between(value, 0x64B, 0x65F) ||
         between(value, 0x200B, 0x200F) || between(value, 0x202A, 0x202E) || between(value, 0x2060, 0x206F) ||
         between(value, 0x20D0, 0x20FF) || between(value, 0xFE00, 0xFE0F) || between(value, 0xE0000, 0xE01EF);
}

constexpr Folded fold_ascii(char32_t value) noexcept {
  if (between(value, '0', '9')) return {value, Kind::digit};
  if (between(value, 'a', 'z')) return {value, Kind::letter};
  if (between(value, 'A', 'Z')) return {value + ('a' - 'A'), Kind::letter};
  if (value == ' ') return {value, Kind::space};
  if (value == '-') return {value, Kind::dash};
  return {value, Kind::other};
}

Folded fold(char32_t value) noexcept {
  if (between(value, 0xFF01, 0xFF5E)) return fold_ascii(value - 0xFEE0); // full-width ASCII
  if (value == 0xA0 || between(value, 0x2000, 0x200A) || value == 0x202F || value == 0x205F ||
      value == 0x3000)
    return {' ', Kind::space};
  if (between(value, 0x2010, 0x2015) || value == 0x2212 || value == 0xFE63) return {'-', Kind::dash};
  const int digit = u_charDigitValue(static_cast<UChar32>(value));
  if (digit >= 0) return {static_cast<char32_t>('0' + digit), Kind::digit};
  const Letter letter = classify_letter(value);
  if (letter.kind != Letter::Kind::letter) return {value, Kind::other};
  switch (letter.script) {
  case Script::thai:
  case Script::hangul: // particles are glued to the word before
  case Script::kana:
  case Script::han: return {value, Kind::unspaced};
  default: return {letter.folded, Kind::letter};
  }
}

} // namespace

PlainText::PlainText(std::string_view utf8) {
  characters_.reserve(utf8.size());
  std::uint32_t code_point = 0;
  for (std::size_t offset = 0; offset < utf8.size(); ++code_point) {
    const auto byte = static_cast<unsigned char>(utf8[offset]);
    if (byte < 0x80) {
      const Folded folded = fold_ascii(byte);
      const auto at = static_cast<std::uint32_t>(offset++);
      characters_.push_back({folded.value, at, at + 1, code_point, folded.kind, false});
      continue;
    }
    const CodePoint point = decode_utf8(utf8, offset);
    const auto begin = static_cast<std::uint32_t>(offset);
    offset += point.size;
    if (is_invisible(point.value)) continue;
    const Folded folded = fold(point.value);
    characters_.push_back(
        {folded.value, begin, static_cast<std::uint32_t>(offset), code_point, folded.kind, false});
  }
}

void PlainText::take(std::size_t begin, std::size_t end) noexcept {
  for (std::size_t i = begin; i < end; ++i)
    characters_[i].taken = true;
}

Span PlainText::span(std::size_t begin, std::size_t end) const noexcept {
  const PlainCharacter &first = characters_[begin];
  const PlainCharacter &last = characters_[end - 1];
  return {first.begin, last.end, first.code_point, last.code_point + 1};
}

} // namespace usher::text
