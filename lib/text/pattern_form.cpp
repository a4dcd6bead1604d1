// SPDX-License-Identifier: BSL-1.0
#include "text/pattern_form.hpp"

#include "base/utf8.hpp"
#include "text/character.hpp"

#include <algorithm>

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

/// The simple form of the character of two bytes at `offset`, or 0.
char32_t simple_form_at(std::string_view utf8, std::size_t offset) noexcept {
  if (offset + 1 >= utf8.size()) return 0;
  const auto lead = static_cast<unsigned char>(utf8[offset]);
  const auto next = static_cast<unsigned char>(utf8[offset + 1]);
  if (lead < 0xC2 || lead >= 0xE0 || (next & 0xC0) != 0x80) return 0;
  return simple_form(((lead & 0x1FU) << 6) | (next & 0x3FU));
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
  if (std::all_of(utf8.begin(), utf8.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; })) {
    text_ = utf8;
    return;
  }
  CodePoints chunk;
  Span original;
  std::uint32_t code_point = 0;
  for (std::size_t offset = 0; offset < utf8.size(); ++code_point) {
    if (!with_places) {
      if (const std::size_t after = end_of_simple_run(utf8, offset); after != offset) {
        add_chunk(chunk, original);
        chunk.clear();
        add_simple_run(utf8.substr(offset, after - offset));
        offset = after;
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

/// Up to where simple characters stand before others.
std::size_t PatternForm::end_of_simple_run(std::string_view utf8, std::size_t offset) noexcept {
  for (char32_t here = lone_form_at(utf8, offset); here != 0 && offset < utf8.size();) {
    const std::size_t next = offset + (static_cast<unsigned char>(utf8[offset]) < 0x80 ? 1 : 2);
    here = lone_form_at(utf8, next);
    if (here == 0) break;
    offset = next;
  }
  return offset;
}

void PatternForm::add_simple_run(std::string_view run) {
  const std::size_t before = text_.size();
  text_.resize(before + run.size()); // a simple form is no longer than what it is of
  char *out = text_.data() + before;
  for (std::size_t offset = 0; offset < run.size();) {
    if (static_cast<unsigned char>(run[offset]) < 0x80) {
      *out++ = run[offset++];
      continue;
    }
    const char32_t simple = simple_form_at(run, offset);
    offset += 2;
    if (simple >= 0x80) {
      *out++ = static_cast<char>(0xC0 | (simple >> 6));
      *out++ = static_cast<char>(0x80 | (simple & 0x3F));
    } else {
      *out++ = static_cast<char>(simple);
    }
  }
  text_.resize(static_cast<std::size_t>(out - text_.data()));
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
