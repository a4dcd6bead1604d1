// SPDX-License-Identifier: BSL-1.0
#include "columns.hpp"

#include "output.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace usher::cli {
namespace {

struct Range {
  std::uint32_t first;
  std::uint32_t last;
};

// The same as those of the library's pages: what stands on the character before it, or is not seen at all.
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
bool is_in(const std::array<Range, N> &ranges, std::uint32_t point) noexcept {
  return std::any_of(ranges.begin(), ranges.end(),
                     [point](const Range &range) { return point >= range.first && point <= range.last; });
}

constexpr std::string_view ellipsis = "\xE2\x80\xA6";
constexpr std::string_view unreadable = "\xEF\xBF\xBD"; // in place of a byte that is no character

struct Character {
  std::size_t bytes = 1;
  std::size_t columns = 1;
  bool readable = true;
};

// The one at the front of a text that is not empty.
Character first_of(std::string_view text) noexcept {
  const auto lead = static_cast<unsigned char>(text.front());
  if (lead < 0x80) return {};
  const std::size_t bytes = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  Character wrong;
  wrong.readable = false;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < bytes) return wrong;
  std::uint32_t point = lead & (0xFFU >> (bytes + 1));
  for (std::size_t i = 1; i < bytes; ++i) {
    const auto next = static_cast<unsigned char>(text[i]);
    if ((next & 0xC0U) != 0x80U) return wrong;
    point = point << 6U | (next & 0x3FU);
  }
  const bool is_short =
      (bytes == 3 && point < 0x800) || (bytes == 4 && (point < 0x10000 || point > 0x10FFFF));
  if (is_short || (point >= 0xD800 && point <= 0xDFFF)) return wrong;
  return {bytes, is_in(no_columns, point) ? 0U : is_in(two_columns, point) ? 2U : 1U, true};
}

std::string_view paint_of(Tone tone) noexcept {
  switch (tone) {
  case Tone::plain: break;
  case Tone::title: return "\033[1m";
  case Tone::faint: return "\033[2m";
  case Tone::good: return "\033[32m";
  case Tone::alarm: return "\033[1;31m";
  }
  return {};
}

} // namespace

std::size_t width_of(std::string_view text) noexcept {
  std::size_t width = 0;
  while (!text.empty()) {
    const Character character = first_of(text);
    width += character.columns;
    text.remove_prefix(character.bytes);
  }
  return width;
}

std::string cut(std::string_view text, std::size_t width) {
  std::string safe = harmless(text);
  // Two characters that a terminal does not keep on the line.
  for (char &c : safe)
    if (c == '\n' || c == '\t') c = ' ';
  std::string out;
  std::size_t used = 0;
  std::size_t fits = 0; // so much of `out` leaves room for an ellipsis
  for (std::string_view rest = safe; !rest.empty();) {
    const Character character = first_of(rest);
    if (used + character.columns > width) {
      out.resize(fits);
      if (width != 0) out += ellipsis;
      return out;
    }
    used += character.columns;
    if (character.readable)
      out += rest.substr(0, character.bytes);
    else
      out += unreadable;
    if (used < width) fits = out.size();
    rest.remove_prefix(character.bytes);
  }
  return out;
}

void Columns::put(std::string_view text, Tone tone) {
  if (text.empty()) return;
  line_.append(pending_, ' ');
  pending_ = 0;
  const std::string_view paint = color_ ? paint_of(tone) : std::string_view();
  line_ += paint;
  line_ += text;
  if (!paint.empty()) line_ += "\033[0m";
}

Columns &Columns::add(std::string_view text, std::size_t width, Align align, Tone tone) {
  if (!is_first_ && left_ > 0) {
    ++pending_;
    --left_;
  }
  is_first_ = false;
  width = std::min(width, left_);
  left_ -= width;
  const std::string made = cut(text, width);
  const std::size_t spaces = width - std::min(width, width_of(made));
  if (align == Align::right) pending_ += spaces;
  put(made, tone);
  if (align == Align::left) pending_ += spaces;
  return *this;
}

Columns &Columns::rest(std::string_view text, Tone tone) {
  return add(text, left_ > 0 && !is_first_ ? left_ - 1 : left_, Align::left, tone);
}

std::string Columns::line() && { return std::move(line_); }

} // namespace usher::cli
