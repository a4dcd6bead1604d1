// SPDX-License-Identifier: BSL-1.0
// UTF-8 read one code point at a time, from bytes that nobody has checked.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace usher {

inline constexpr char32_t replacement_character = 0xFFFD;

/// One step of reading: the code point, how many bytes it took (at least 1), and whether they were well formed.
/// An ill-formed sequence yields U+FFFD for its maximal ill-formed prefix, as the Unicode Standard recommends
/// (chapter 3, "U+FFFD Substitution of Maximal Subparts").
struct CodePoint {
  char32_t value;
  std::uint32_t size;
  bool well_formed;
};

/// The code point at `offset`, which must be inside `text`.
[[nodiscard]] CodePoint decode_utf8(std::string_view text, std::size_t offset) noexcept;

/// Appends a code point; surrogates and values past U+10FFFF become U+FFFD.
void append_utf8(std::string &out, char32_t value);

/// Offset of the first ill-formed byte, or npos when all is well.
[[nodiscard]] std::size_t find_ill_formed_utf8(std::string_view text) noexcept;

/// The text of a file without the byte order mark that Windows' editors begin it with, which is none of its content.
[[nodiscard]] std::string_view without_byte_order_mark(std::string_view text) noexcept;

/// How many code points the bytes hold, an ill-formed sequence counting as one.
[[nodiscard]] std::size_t count_code_points(std::string_view text) noexcept;

/// The longest prefix of at most `bytes` bytes that does not end inside a character.
[[nodiscard]] std::string_view utf8_prefix(std::string_view text, std::size_t bytes) noexcept;

} // namespace usher
