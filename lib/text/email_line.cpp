// SPDX-License-Identifier: BSL-1.0
#include "text/email_line.hpp"

#include "base/utf8.hpp"
#include "text/character.hpp"
#include "text/pattern_form.hpp"

#include <algorithm>

#include <unicode/uchar.h>

namespace usher::text {
namespace {

constexpr char32_t gone = 0;

constexpr bool between(char32_t value, char32_t first, char32_t last) noexcept {
  return value >= first && value <= last;
}

// The accented small letters of the languages whose mail programs are known here.
constexpr char32_t without_accent(char32_t value) noexcept {
  if (between(value, 0xE0, 0xE5)) return U'a';
  if (value == 0xE7) return U'c';
  if (between(value, 0xE8, 0xEB)) return U'e';
  if (between(value, 0xEC, 0xEF)) return U'i';
  if (value == 0xF1) return U'n';
  if (between(value, 0xF2, 0xF6)) return U'o';
  if (between(value, 0xF9, 0xFC)) return U'u';
  return value == 0x451 ? 0x435 : value; // ё as е
}

constexpr bool is_mark_over_letter(char32_t value) noexcept {
  return between(value, 0x300, 0x36F) || between(value, 0x64B, 0x65F) || value == 0x640;
}

char32_t folded(char32_t value) noexcept {
  if (value < 0x80) {
    if (value == U'*') return gone;
    if (between(value, U'A', U'Z')) return value + (U'a' - U'A');
    return value <= U' ' ? U' ' : value;
  }
  // Letters of most texts, before everything is asked of the rest.
  if (between(value, 0xC0, 0xFF) && value != 0xD7 && value != 0xF7)
    return without_accent(value < 0xE0 && value != 0xDF ? value + 0x20 : value);
  if (between(value, 0x410, 0x42F)) return value + 0x20;
  if (between(value, 0x430, 0x44F)) return value;
  if (between(value, 0x621, 0x63A) || between(value, 0x641, 0x64A) || between(value, 0x671, 0x6D3))
    return unified_letter(value);
  if (value == zero_width_non_joiner) return U' ';
  if (value == 0x2013) return U'-';
  if (value == 0xFF1A) return U':';
  if (is_mark_over_letter(value) || is_invisible(value)) return gone;
  if (u_isUWhiteSpace(static_cast<UChar32>(value))) return U' ';
  if (is_apostrophe(value)) return U'\'';
  if (const int digit = digit_value(value); digit >= 0) return U'0' + static_cast<char32_t>(digit);
  return without_accent(unified_letter(static_cast<char32_t>(u_tolower(static_cast<UChar32>(value)))));
}

} // namespace

bool begins_quoted(std::string_view line) noexcept {
  const std::size_t begin = line.find_first_not_of(' ');
  return begin != line.npos && line[begin] == '>';
}

bool may_be_mark(std::string_view line) noexcept {
  bool begins = true;
  for (const char c : line) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80 || c == ':' || (c >= '0' && c <= '9')) return true;
    if (byte <= ' ' || !begins) continue;
    if (c == '>' || c == '-' || c == '_' || c == '=' || c == '*') return true;
    begins = false;
  }
  return begins;
}

bool may_be_separator(std::string_view line) noexcept {
  for (const char c : line) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte > ' ') return c == '-' || c == '_' || c == '=' || c == '*' || byte >= 0x80;
  }
  return false;
}

bool is_blank(std::string_view line) noexcept {
  const bool written = std::any_of(line.begin(), line.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte > ' ' && byte < 0x80 && c != '*';
  });
  return !written && EmailLine(line).is_blank();
}

void EmailLine::append(std::string_view utf8) noexcept {
  constexpr char32_t em_dash = 0x2014;
  bool space_before = size_ != 0;
  for (std::size_t offset = 0; offset < utf8.size();) {
    const auto byte = static_cast<unsigned char>(utf8[offset]);
    const CodePoint point = byte < 0x80 ? CodePoint{byte, 1, true} : decode_utf8(utf8, offset);
    offset += point.size;
    const char32_t value = point.value == em_dash ? U'-' : folded(point.value);
    if (value == gone) continue;
    if (value == U' ') {
      space_before = size_ != 0;
      continue;
    }
    // Room for a space, the letter, and an em dash's second hyphen.
    if (size_ + 3 > most_letters) {
      fits_ = false;
      return;
    }
    if (space_before) letters_[size_++] = U' ';
    space_before = false;
    letters_[size_++] = value;
    if (point.value == em_dash) letters_[size_++] = U'-';
  }
}

} // namespace usher::text
