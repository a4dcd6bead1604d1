// SPDX-License-Identifier: BSL-1.0
#include "text/pattern_form.hpp"

#include "base/utf8.hpp"
#include "text/character.hpp"

#include <algorithm>
#include <array>
#include <cstring>

namespace usher::text {
namespace {

constexpr bool is_dropped(char32_t value) noexcept {
  return value == 0x00AD || value == 0x061C || value == 0x200B || value == 0x200E || value == 0x200F ||
         (value >= 0x202A && value <= 0x202E) || (value >= 0x2060 && value <= 0x2064) ||
         (value >= 0x2066 && value <= 0x2069) || value == 0xFEFF;
}

/// What a character of two bytes becomes when it neither combines with another nor is one that does: most letters of
/// Latin, Cyrillic and Arabic script, and quotes. 0 for all others.
constexpr char32_t simple_form(char32_t value) noexcept {
  const auto within = [value](char32_t low, char32_t high) { return value >= low && value <= high; };
  if (within(0xC0, 0x131) || within(0x134, 0x13E) || within(0x141, 0x148) || within(0x14A, 0x17E) ||
      within(0x400, 0x482) || within(0x48A, 0x52F) || value == 0xAB || value == 0xBB || value == 0x60C ||
      value == 0x61B || value == 0x61F || within(0x66E, 0x66F) || within(0x671, 0x674) ||
      within(0x679, 0x6D5)) {
    return value;
  }
  if (within(0x621, 0x63A) || within(0x641, 0x64A)) return unified_letter(value);
  if (within(0x660, 0x669)) return U'0' + (value - 0x660);
  return within(0x6F0, 0x6F9) ? U'0' + (value - 0x6F0) : U'\0';
}

/// The same as a table.
constexpr std::array<std::uint16_t, 0x800> simple_forms = [] {
  std::array<std::uint16_t, 0x800> out{};
  for (char32_t value = 0x80; value < out.size(); ++value)
    out[value] = static_cast<std::uint16_t>(simple_form(value));
  return out;
}();

/// The simple form of the character of two bytes at `offset`, or 0.
char32_t simple_form_at(std::string_view utf8, std::size_t offset) noexcept {
  if (offset + 1 >= utf8.size()) return 0;
  const auto lead = static_cast<unsigned char>(utf8[offset]);
  const auto next = static_cast<unsigned char>(utf8[offset + 1]);
  if (lead < 0xC2 || lead >= 0xE0 || (next & 0xC0) != 0x80) return 0;
  return simple_forms[((lead & 0x1FU) << 6) | (next & 0x3FU)];
}

/// How many of the next four pairs of bytes are characters that are their own simple forms, up to the first that is
/// none; 0 near the end of the text.
std::size_t own_forms_at(std::string_view utf8, std::size_t offset) noexcept {
  if (utf8.size() - offset < 8) return 0;
  std::size_t count = 0;
  bool all = true;
  for (std::size_t i = 0; i < 4; ++i) { // without a branch a letter
    const auto lead = static_cast<unsigned char>(utf8[offset + 2 * i]);
    const auto next = static_cast<unsigned char>(utf8[offset + 2 * i + 1]);
    const char32_t value = ((lead & 0x1FU) << 6) | (next & 0x3FU);
    all = all && ((lead & 0xE0U) == 0xC0) & ((next & 0xC0U) == 0x80) & (value >= 0x80) &
                     (simple_forms[value] == value);
    count += all ? 1 : 0;
  }
  return count;
}

bool is_ascii(std::string_view utf8) noexcept {
  unsigned char any = 0; // one pass without a way out, for the compiler to take many at once
  for (const char c : utf8)
    any |= static_cast<unsigned char>(c);
  return any < 0x80;
}

bool is_ascii_at(std::string_view utf8, std::size_t offset) noexcept {
  return offset == utf8.size() || static_cast<unsigned char>(utf8[offset]) < 0x80;
}

/// What stands at `offset` as a character that may be taken by itself, or 0; at the end of the text a space.
char32_t lone_form_at(std::string_view utf8, std::size_t offset) noexcept {
  if (offset == utf8.size()) return U' ';
  const auto byte = static_cast<unsigned char>(utf8[offset]);
  return byte < 0x80 && byte != 0 ? byte : simple_form_at(utf8, offset);
}

} // namespace

void PatternForm::assign(std::string_view utf8, bool with_places) {
  text_.clear();
  places_.clear();
  with_places_ = with_places;
  if (is_ascii(utf8)) {
    text_ = utf8;
    return;
  }
  CodePoints chunk;
  Span original;
  std::uint32_t code_point = 0;
  for (std::size_t offset = 0; offset < utf8.size(); ++code_point) {
    if (!with_places) {
      if (begins_simple_run(utf8, offset)) {
        add_chunk(chunk, original);
        chunk.clear();
        offset = add_simple_run(utf8, offset);
        if (offset == utf8.size()) break;
      }
    }
    // A simple character before another is a chunk by itself, as is one of ASCII.
    const bool ascii = is_ascii_at(utf8, offset);
    const char32_t simple = ascii ? static_cast<unsigned char>(utf8[offset]) : simple_form_at(utf8, offset);
    const auto size = static_cast<std::uint32_t>(ascii ? 1 : 2);
    if ((ascii || simple != 0) &&
        (is_ascii_at(utf8, offset + size) || simple_form_at(utf8, offset + size) != 0)) {
      add_chunk(chunk, original);
      chunk.clear();
      const auto begin = static_cast<std::uint32_t>(offset);
      add_place({begin, begin + size, code_point, code_point + 1});
      append_utf8(text_, simple);
      offset += size;
      continue;
    }
    const CodePoint point = decode_utf8(utf8, offset);
    const auto begin = static_cast<std::uint32_t>(offset);
    offset += point.size;
    if (is_dropped(point.value)) continue;
    if (chunk.size() >= longest_run || has_boundary_before(Form::nfkc, point.value)) {
      add_chunk(chunk, original);
      chunk.clear();
    }
    if (chunk.empty()) {
      original.begin = begin;
      original.begin_code_point = code_point;
    }
    original.end = static_cast<std::uint32_t>(offset);
    original.end_code_point = code_point + 1;
    chunk.push_back(point.value);
  }
  add_chunk(chunk, original);
}

bool PatternForm::begins_simple_run(std::string_view utf8, std::size_t offset) noexcept {
  if (lone_form_at(utf8, offset) == 0) return false;
  return lone_form_at(utf8, offset + (static_cast<unsigned char>(utf8[offset]) < 0x80 ? 1 : 2)) != 0;
}

/// Some of the simple characters that stand before others; returns behind them.
std::size_t PatternForm::add_simple_run(std::string_view utf8, std::size_t offset) {
  constexpr std::size_t most =
      512; // bytes, since room has to be made, whose cost is not that of what is written
  const std::size_t end = std::min(utf8.size(), offset + most);
  const std::size_t before = text_.size();
  text_.resize(before + end - offset + 8); // a simple form is no longer than what it is of
  char *out = text_.data() + before;
  char32_t here = lone_form_at(utf8, offset);
  while (offset < end) {
    if (here >= 0x80) { // letters come in words
      const std::size_t letters = own_forms_at(utf8, offset);
      if (letters > 1) { // the last waits for what comes behind it
        const std::size_t bytes = 2 * (letters - 1);
        std::memcpy(out, utf8.data() + offset, bytes);
        out += bytes;
        offset += bytes;
        here = simple_form_at(utf8, offset);
        continue;
      }
    }
    const std::size_t next = offset + (static_cast<unsigned char>(utf8[offset]) < 0x80 ? 1 : 2);
    const char32_t after = lone_form_at(utf8, next);
    if (after == 0) break;
    const bool two = here >= 0x80;
    out[0] = static_cast<char>(two ? 0xC0 | (here >> 6) : here);
    if (two) out[1] = static_cast<char>(0x80 | (here & 0x3F));
    out += two ? 2 : 1;
    offset = next;
    here = after;
  }
  text_.resize(static_cast<std::size_t>(out - text_.data()));
  return offset;
}

void PatternForm::add_place(const Span &original) {
  if (with_places_) places_.push_back({static_cast<std::uint32_t>(text_.size()), original});
}

void PatternForm::add_chunk(std::span<const char32_t> chunk, const Span &original) {
  if (chunk.empty()) return;
  add_place(original);
  if (chunk.size() == 1 && chunk.front() < 0x80) {
    text_ += static_cast<char>(chunk.front());
    return;
  }
  CodePoints composed;
  normalise(Form::nfkc, chunk, composed);
  for (const char32_t value : composed) {
    const int digit = digit_value(value);
    append_utf8(text_, digit < 0 ? unified_letter(value) : U'0' + static_cast<char32_t>(digit));
  }
}

const PatternForm::Place &PatternForm::place_of(std::size_t offset) const noexcept {
  const auto after =
      std::upper_bound(places_.begin(), places_.end(), offset,
                       [](std::size_t value, const Place &place) { return value < place.begin; });
  return *(after - 1);
}

Span PatternForm::original(std::size_t begin, std::size_t end) const noexcept {
  if (places_.empty()) {
    const auto first = static_cast<std::uint32_t>(begin);
    const auto last = static_cast<std::uint32_t>(end);
    return {first, last, first, last};
  }
  const Span &first = place_of(begin).original;
  const Span &last = place_of(end - 1).original;
  return {first.begin, last.end, first.begin_code_point, last.end_code_point};
}

} // namespace usher::text
