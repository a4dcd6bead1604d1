// SPDX-License-Identifier: BSL-1.0
#include "text/accents.hpp"

#include "base/utf8.hpp"

#include <array>

namespace usher::text {
namespace {

constexpr char32_t grave = 0x0300;
constexpr char32_t acute = 0x0301;
constexpr std::array<char32_t, 4> ending_marks = {grave, acute, 0x0302, 0x0308};

CodePoints code_points(std::string_view utf8) {
  CodePoints out;
  for (std::size_t offset = 0; offset < utf8.size();) {
    const CodePoint point = decode_utf8(utf8, offset);
    out.push_back(point.value);
    offset += point.size;
  }
  return out;
}

std::string to_utf8(std::span<const char32_t> values) {
  std::string out;
  for (const char32_t value : values)
    append_utf8(out, value);
  return out;
}

/// Where the last letter begins, its marks being part of it. A tower of marks is looked at to a bounded
/// height.
std::size_t last_letter(std::string_view word) noexcept {
  std::size_t begin = word.size();
  for (std::size_t steps = 0; begin > 0 && steps < longest_run; ++steps) {
    do
      --begin;
    while (begin > 0 && (static_cast<unsigned char>(word[begin]) & 0xC0) == 0x80);
    if (!is_mark(decode_utf8(word, begin).value)) break;
  }
  return begin;
}

} // namespace

bool has_latin_accent(std::span<const char32_t> exact) noexcept {
  bool on_latin = false;
  for (const char32_t value : exact) {
    if (is_mark(value)) {
      if (on_latin) return true;
      continue;
    }
    on_latin = is_latin(value);
    if (on_latin && value >= 0x80) return true;
  }
  return false;
}

void split_accents(std::span<const char32_t> exact, CodePoints &folded, CodePoints &accented) {
  CodePoints decomposed;
  normalise(Form::nfd, exact, decomposed);
  CodePoints bases;
  bool on_latin = false;
  for (char32_t &value : decomposed) {
    if (!is_mark(value)) {
      on_latin = is_latin(value);
    } else if (on_latin) {
      if (value == grave) value = acute;
      continue;
    }
    bases.push_back(value);
  }
  normalise(Form::nfc, bases, folded);
  normalise(Form::nfc, decomposed, accented);
}

std::string fold_accents(std::string_view exact) {
  CodePoints folded;
  CodePoints accented;
  split_accents(code_points(exact), folded, accented);
  return to_utf8(folded);
}

std::string merge_accents(std::string_view exact) {
  CodePoints folded;
  CodePoints accented;
  split_accents(code_points(exact), folded, accented);
  return to_utf8(accented);
}

bool ends_in_vowel(std::string_view folded) noexcept {
  return !folded.empty() && std::string_view("aeiou").find(folded.back()) != std::string_view::npos;
}

std::string with_plain_ending(std::string_view word) {
  const std::size_t begin = last_letter(word);
  return std::string(word.substr(0, begin)) + fold_accents(word.substr(begin));
}

std::vector<std::string> ending_variants(std::string_view exact) {
  std::vector<std::string> variants = {with_plain_ending(exact)};
  const std::string &plain = variants.front();
  const std::size_t begin = last_letter(plain);
  const std::string before = plain.substr(0, begin);
  CodePoints letter = code_points(std::string_view(plain).substr(begin));
  letter.push_back(0);
  CodePoints composed;
  for (const char32_t mark : ending_marks) {
    letter.back() = mark;
    normalise(Form::nfc, letter, composed);
    variants.push_back(before + to_utf8(composed));
  }
  return variants;
}

} // namespace usher::text
