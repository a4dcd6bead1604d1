// SPDX-License-Identifier: BSL-1.0
#include "base/text_width.hpp"

#include "base/page.hpp"
#include "base/utf8.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace usher {

namespace {

struct Range {
  char32_t first;
  char32_t last;
};

// What stands on the character before it, or is not seen at all.
constexpr std::array<Range, 31> no_columns = {
    {{0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD}, {0x05BF, 0x05BF}, {0x05C1, 0x05C2},
     {0x05C4, 0x05C5}, {0x05C7, 0x05C7}, {0x0610, 0x061A}, {0x061C, 0x061C}, {0x064B, 0x065F},
     {0x0670, 0x0670}, {0x06D6, 0x06DC}, {0x06DF, 0x06E4}, {0x06E7, 0x06E8}, {0x06EA, 0x06ED},
     {0x0900, 0x0902}, {0x093A, 0x093A}, {0x093C, 0x093C}, {0x0941, 0x0948}, {0x094D, 0x094D},
     {0x0E31, 0x0E31}, {0x0E34, 0x0E3A}, {0x0E47, 0x0E4E}, {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF},
     {0x200B, 0x200F}, {0x2060, 0x2064}, {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F},
     {0xFEFF, 0xFEFF}}};
constexpr std::array<Range, 11> two_columns = {{{0x1100, 0x115F},
                                                {0x2E80, 0x303E},
                                                {0x3041, 0xA4CF},
                                                {0xAC00, 0xD7A3},
                                                {0xF900, 0xFAFF},
                                                {0xFE30, 0xFE6F},
                                                {0xFF00, 0xFF60},
                                                {0xFFE0, 0xFFE6},
                                                {0x1F300, 0x1F64F},
                                                {0x1F680, 0x1FAFF},
                                                {0x20000, 0x3FFFD}}};

template <std::size_t N>
bool is_in(const std::array<Range, N> &ranges, char32_t point) noexcept {
  const auto after = std::upper_bound(ranges.begin(), ranges.end(), point,
                                      [](char32_t p, const Range &range) { return p < range.first; });
  return after != ranges.begin() && point <= std::prev(after)->last;
}

std::size_t columns_of(char32_t point) noexcept {
  if (point < 0x300) return 1;
  return is_in(no_columns, point) ? 0 : is_in(two_columns, point) ? 2 : 1;
}

constexpr std::string_view ellipsis = "\xE2\x80\xA6";

} // namespace

std::size_t width_of(std::string_view text) noexcept {
  std::size_t width = 0;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode_utf8(text, at);
    width += columns_of(point.value);
    at += point.size;
  }
  return width;
}

std::string cut(std::string_view text, std::size_t width) {
  std::string line = on_one_line(text);
  std::size_t used = 0;
  std::size_t fits = 0; // so many bytes leave room for an ellipsis
  for (std::size_t at = 0; at < line.size();) {
    const CodePoint point = decode_utf8(line, at);
    used += columns_of(point.value);
    if (used > width) {
      line.resize(fits);
      if (width != 0) line += ellipsis;
      return line;
    }
    at += point.size;
    if (used < width) fits = at;
  }
  return line;
}

std::string in_column(std::string_view text, std::size_t width) {
  std::string cell = cut(text, width);
  cell.append(width - std::min(width, width_of(cell)), ' ');
  return cell;
}

std::size_t wide_enough(std::size_t width, std::string_view name) {
  return std::max(width, std::min(width_of(on_one_line(name)), widest_name));
}

} // namespace usher
