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

} // namespace

char32_t unified_letter(char32_t value) noexcept {
  if (value == 0x0649 || value == 0x064A) return 0x06CC;
  return value == 0x0643 ? 0x06A9 : value;
}

void PatternForm::assign(std::string_view utf8) {
  text_.clear();
  places_.clear();
  if (std::all_of(utf8.begin(), utf8.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; })) {
    text_ = utf8;
    return;
  }
  CodePoints chunk;
  Span original;
  std::uint32_t code_point = 0;
  for (std::size_t offset = 0; offset < utf8.size(); ++code_point) {
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

void PatternForm::add_chunk(std::span<const char32_t> chunk, const Span &original) {
  if (chunk.empty()) return;
  places_.push_back({static_cast<std::uint32_t>(text_.size()), original});
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
