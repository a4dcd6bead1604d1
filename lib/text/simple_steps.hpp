// SPDX-License-Identifier: BSL-1.0
// Simple characters as they stand in UTF-8: by their bytes, one step at a time. Shared by the readers of parts.
#pragma once

#include "base/word_hash.hpp"
#include "text/parts.hpp"
#include "text/simple_characters.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace usher::text {

/// What one character of the text is, and how many bytes it has; a ZWNJ has no action of its own.
struct Step {
  SimpleCharacter character;
  std::uint32_t size;
  bool is_zwnj = false;
};

constexpr SimpleCharacter only(SimpleAction action) noexcept {
  return {static_cast<std::uint32_t>(action) << 24};
}

inline constexpr unsigned char zwnj_last_byte = 0x8C;

/// U+2000 to U+203F by the last byte of their UTF-8: what typists and word processors put between words.
constexpr SimpleCharacter general_punctuation(unsigned char last) noexcept {
  switch (last) {
  case 0x8B:
  case zwnj_last_byte:
  case 0x8E:
  case 0x8F: // zero-width space, marks of direction
  case 0xAA:
  case 0xAB:
  case 0xAC:
  case 0xAD:
  case 0xAE: return only(SimpleAction::dropped);
  case 0x98:
  case 0x99:
  case 0x9B: return only(SimpleAction::apostrophe);
  case 0x90:
  case 0x91:
  case 0x92:
  case 0x93:
  case 0x94:
  case 0x95: // hyphens and dashes
  case 0x9A:
  case 0x9C:
  case 0x9D:
  case 0x9E: // quotes
  case 0xA2:
  case 0xA6: // bullet, ellipsis
  case 0xB9:
  case 0xBA: return only(SimpleAction::separator);
  default: return only(SimpleAction::other);
  }
}

/// The two bytes of a character as an index that no ill-formed pair shares with a well-formed one.
constexpr std::size_t pair_index(unsigned char lead, unsigned char next) noexcept {
  return (std::size_t{lead & 0x1FU} << 8) | next;
}

/// The table of simple characters, by pair_index; ill-formed pairs and overlong forms are not simple.
inline constexpr std::array<SimpleCharacter, 32 * 256> simple_pairs = [] {
  std::array<SimpleCharacter, 32 * 256> pairs{};
  for (unsigned lead = 2; lead < 32; ++lead) {
    for (unsigned next = 0x80; next < 0xC0; ++next)
      pairs[(lead << 8) | next] = simple_characters[(lead << 6) | (next & 0x3F)];
  }
  return pairs;
}();

inline Step step_at(std::string_view text, std::size_t at) noexcept {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(at);
  if (first < 0x80) return {simple_characters[first], 1};
  if (first < 0xE0 && first >= 0xC0 && at + 1 < text.size())
    return {simple_pairs[pair_index(first, byte(at + 1))], 2};
  if (first == 0xE2 && at + 2 < text.size() && byte(at + 1) == 0x80 && (byte(at + 2) & 0xC0) == 0x80)
    return {general_punctuation(byte(at + 2)), 3, byte(at + 2) == zwnj_last_byte};
  return {only(SimpleAction::other), 1};
}

/// The next sixteen bytes are there and ASCII.
inline bool is_ascii_ahead(std::string_view text, std::size_t at) noexcept {
  if (text.size() - at < 16) return false;
  return ((detail::load8(text.data() + at) | detail::load8(text.data() + at + 8)) & 0x8080808080808080U) == 0;
}

/// The other two forms of a word with accents, as its bytes stand in the text, written behind each other.
AccentForms write_accents(std::string_view word, std::string &accents);

} // namespace usher::text
