// SPDX-License-Identifier: BSL-1.0
// What the characters up to U+07FF do to words, as a table: Latin, Greek, Cyrillic, Armenian, Hebrew, Arabic. What
// normal_form.hpp says in steps and ICU's tables, this says in one look-up for the characters whose normal form
// does not depend on their neighbours. A test makes the table anew from those steps and compares.
#pragma once

#include <cstdint>

namespace usher::text {

enum class SimpleAction : std::uint8_t {
  other,    // not simple: marks, tags, what becomes several characters
  letter,   // goes on with a word; its three forms are one
  accented, // a Latin letter with an accent
  dropped,  // never seen, parts no word
  white_space,
  separator,
  apostrophe
};

struct SimpleCharacter {
  std::uint32_t packed;

  [[nodiscard]] constexpr SimpleAction action() const noexcept {
    return static_cast<SimpleAction>(packed >> 24);
  }
  /// The folded form, as the one or two bytes of its UTF-8; the first is the low one.
  [[nodiscard]] constexpr std::uint16_t bytes() const noexcept { return static_cast<std::uint16_t>(packed); }
  [[nodiscard]] constexpr std::uint32_t size() const noexcept { return (packed >> 16) & 3U; }
};

/// Two bytes of UTF-8 each, the first being the low one.
struct AccentedLetter {
  std::uint16_t accented; // grave and acute made one
  std::uint16_t exact;
};

inline constexpr char32_t simple_end = 0x800;
inline constexpr char32_t first_accented = 0xC0;
inline constexpr char32_t end_accented = 0x250;

// By code point; zero in the second for what is not accented.
#include "text/generated/simple_characters.inc"

} // namespace usher::text
