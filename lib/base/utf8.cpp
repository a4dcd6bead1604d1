// SPDX-License-Identifier: BSL-1.0
#include "base/utf8.hpp"

#include <bit>
#include <cstring>

namespace usher {
namespace {

constexpr std::uint32_t byte_at(std::string_view text, std::size_t offset) noexcept {
  return static_cast<unsigned char>(text[offset]);
}

/// Four characters of two bytes, as a machine that reads the lowest byte first has them.
constexpr bool are_four_pairs(std::uint64_t bytes) noexcept {
  if constexpr (std::endian::native != std::endian::little) return false;
  constexpr std::uint64_t lanes = 0x0001'0001'0001'0001;
  // 0xC0 and 0xC1 would begin overlong forms: of the lower five bits of a first byte the upper four are not zero.
  return (bytes & (0xC0E0 * lanes)) == 0x80C0 * lanes &&
         (((bytes & (0x1E * lanes)) + 0xFE * lanes) & (0x100 * lanes)) == 0x100 * lanes;
}

} // namespace

CodePoint decode_utf8(std::string_view text, std::size_t offset) noexcept {
  const std::uint32_t lead = byte_at(text, offset);
  if (lead < 0x80) return {lead, 1, true};

  // Table 3-7 of the Unicode Standard: the second byte's range depends on the first.
  std::uint32_t length = 0;
  std::uint32_t low = 0x80;
  std::uint32_t high = 0xBF;
  char32_t value = 0;
  if (lead >= 0xC2 && lead <= 0xDF) {
    length = 2;
    value = lead & 0x1F;
  } else if (lead >= 0xE0 && lead <= 0xEF) {
    length = 3;
    value = lead & 0x0F;
    if (lead == 0xE0) low = 0xA0;
    if (lead == 0xED) high = 0x9F;
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    length = 4;
    value = lead & 0x07;
    if (lead == 0xF0) low = 0x90;
    if (lead == 0xF4) high = 0x8F;
  } else {
    return {replacement_character, 1, false};
  }
  for (std::uint32_t i = 1; i < length; ++i) {
    if (offset + i >= text.size()) return {replacement_character, i, false};
    const std::uint32_t byte = byte_at(text, offset + i);
    if (byte < low || byte > high) return {replacement_character, i, false};
    value = (value << 6) | (byte & 0x3F);
    low = 0x80;
    high = 0xBF;
  }
  return {value, length, true};
}

void append_utf8(std::string &out, char32_t value) {
  if (value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) value = replacement_character;
  const auto put = [&out](char32_t byte) {
    out.push_back(static_cast<char>(static_cast<unsigned char>(byte)));
  };
  if (value < 0x80) {
    put(value);
  } else if (value < 0x800) {
    put(0xC0 | (value >> 6));
    put(0x80 | (value & 0x3F));
  } else if (value < 0x10000) {
    put(0xE0 | (value >> 12));
    put(0x80 | ((value >> 6) & 0x3F));
    put(0x80 | (value & 0x3F));
  } else {
    put(0xF0 | (value >> 18));
    put(0x80 | ((value >> 12) & 0x3F));
    put(0x80 | ((value >> 6) & 0x3F));
    put(0x80 | (value & 0x3F));
  }
}

std::size_t find_ill_formed_utf8(std::string_view text) noexcept {
  for (std::size_t offset = 0; offset < text.size();) {
    // Nearly all texts are of these three.
    if (text.size() - offset >= 8) {
      std::uint64_t eight;
      std::memcpy(&eight, text.data() + offset, sizeof eight);
      if ((eight & 0x8080808080808080U) == 0) {
        offset += 8;
        continue;
      }
      if (are_four_pairs(eight)) {
        offset += 8;
        continue;
      }
    }
    const std::uint32_t lead = byte_at(text, offset);
    if (lead < 0x80) {
      ++offset;
      continue;
    }
    if (lead >= 0xC2 && lead < 0xE0 && offset + 1 < text.size() &&
        (byte_at(text, offset + 1) & 0xC0) == 0x80) {
      offset += 2;
      continue;
    }
    const CodePoint point = decode_utf8(text, offset);
    if (!point.well_formed) return offset;
    offset += point.size;
  }
  return std::string_view::npos;
}

std::string_view without_byte_order_mark(std::string_view text) noexcept {
  constexpr std::string_view mark = "\xEF\xBB\xBF";
  if (text.starts_with(mark)) text.remove_prefix(mark.size());
  return text;
}

std::size_t count_code_points(std::string_view text) noexcept {
  std::size_t count = 0;
  for (std::size_t offset = 0; offset < text.size(); ++count)
    offset += decode_utf8(text, offset).size;
  return count;
}

std::string_view utf8_prefix(std::string_view text, std::size_t bytes) noexcept {
  if (text.size() <= bytes) return text;
  std::size_t lead = bytes;
  // A character has at most three continuation bytes; more of them are ill formed and may be cut anywhere.
  for (std::size_t back = 0; back < 3 && lead > 0 && (byte_at(text, lead) & 0xC0) == 0x80; ++back)
    --lead;
  const bool inside = (byte_at(text, lead) & 0xC0) != 0x80 && lead + decode_utf8(text, lead).size > bytes;
  return text.substr(0, inside ? lead : bytes);
}

} // namespace usher
