// SPDX-License-Identifier: BSL-1.0
// The table of simple characters against the normal form read step by step. With
// USHER_WRITE_SIMPLE_CHARACTERS=lib/text/generated/simple_characters.inc it writes the table instead.
#include "base/utf8.hpp"
#include "text/normal_form.hpp"
#include "text/simple_characters.hpp"

#include <array>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace usher;
using namespace usher::text;

namespace {

std::vector<Character> read(std::string_view text) {
  CharacterReader reader(text);
  std::vector<Character> run;
  std::vector<Character> all;
  while (reader.read_run(run))
    all.insert(all.end(), run.begin(), run.end());
  return all;
}

std::uint16_t bytes_of(char32_t value) {
  std::string utf8;
  append_utf8(utf8, value);
  std::uint16_t bytes = 0;
  for (std::size_t i = utf8.size(); i-- > 0;)
    bytes = static_cast<std::uint16_t>((bytes << 8) | static_cast<unsigned char>(utf8[i]));
  return bytes;
}

std::uint32_t packed(SimpleAction action, char32_t folded = 0) {
  const std::uint32_t size = folded == 0 ? 0 : folded < 0x80 ? 1 : 2;
  return (static_cast<std::uint32_t>(action) << 24) | (size << 16) | (folded == 0 ? 0U : bytes_of(folded));
}

/// It leaves no trace, not even on a ZWNJ before it: a mark would go with the letter before that.
bool is_dropped(char32_t value) {
  for (const std::string_view letter : {"x", "\u0436"}) {
    std::string text(letter);
    text += "\u200C";
    append_utf8(text, value);
    text += letter;
    const std::vector<Character> both = read(text);
    if (both.size() != 2 || both[0].exact != both[1].exact || !both[1].after_zwnj) return false;
  }
  return true;
}

SimpleCharacter from_steps(char32_t value, AccentedLetter &forms) {
  forms = {};
  if (value == U'#' || value == U'@') return {packed(SimpleAction::other)};
  std::string text = "a";
  append_utf8(text, value);
  text += 'b';
  const std::vector<Character> read_between = read(text);
  if (is_dropped(value)) return {packed(SimpleAction::dropped)};
  if (read_between.size() != 3 || !has_boundary_before(Form::nfkc_casefold, value)) {
    return {packed(SimpleAction::other)};
  }
  const Character &c = read_between[1];
  switch (c.kind) {
  case CharacterClass::separator: return {packed(SimpleAction::separator)};
  case CharacterClass::white_space: return {packed(SimpleAction::white_space)};
  case CharacterClass::apostrophe: return {packed(SimpleAction::apostrophe)};
  case CharacterClass::letter: break;
  default: return {packed(SimpleAction::other)};
  }
  if (c.folded == 0 || c.folded >= simple_end) return {packed(SimpleAction::other)};
  if (c.folded == c.exact && c.accented == c.exact) return {packed(SimpleAction::letter, c.folded)};
  const bool fits = value >= first_accented && value < end_accented && c.accented >= 0x80 &&
                    c.exact >= 0x80 && c.accented < simple_end && c.exact < simple_end;
  if (!fits) return {packed(SimpleAction::other)};
  forms = {bytes_of(c.accented), bytes_of(c.exact)};
  return {packed(SimpleAction::accented, c.folded)};
}

} // namespace

TEST_CASE("the table of simple characters says what the steps of the normal form say") {
  std::array<SimpleCharacter, simple_end> characters{};
  std::array<AccentedLetter, end_accented - first_accented> letters{};
  std::array<int, 7> count{};
  for (char32_t value = 0; value < simple_end; ++value) {
    AccentedLetter forms;
    characters[value] = from_steps(value, forms);
    if (value >= first_accented && value < end_accented) letters[value - first_accented] = forms;
    ++count[static_cast<std::size_t>(characters[value].action())];
  }
  if (const char *path = std::getenv("USHER_WRITE_SIMPLE_CHARACTERS")) {
    std::ofstream out(path);
    out << "// SPDX-License-Identifier: BSL-1.0\n"
           "// Written by tests/text/test_simple_characters.cpp from Unicode 15. Do not edit.\n"
           "inline constexpr SimpleCharacter simple_characters[simple_end] = {";
    for (char32_t value = 0; value < simple_end; ++value)
      out << fmt::format("{}{{{:#x}}},", value % 8 == 0 ? "\n    " : " ", characters[value].packed);
    out << "};\n\ninline constexpr AccentedLetter accented_letters[end_accented - first_accented] = {";
    for (std::size_t i = 0; i < letters.size(); ++i)
      out << fmt::format("{}{{{:#x}, {:#x}}},", i % 8 == 0 ? "\n    " : " ", letters[i].accented,
                         letters[i].exact);
    out << "};\n";
    return;
  }
  for (char32_t value = 0; value < simple_end; ++value) {
    CAPTURE(static_cast<std::uint32_t>(value));
    CHECK(simple_characters[value].packed == characters[value].packed);
    if (value < first_accented || value >= end_accented) continue;
    CHECK(accented_letters[value - first_accented].accented == letters[value - first_accented].accented);
    CHECK(accented_letters[value - first_accented].exact == letters[value - first_accented].exact);
  }
  // Latin, Cyrillic and Arabic letters are nearly all simple.
  CHECK(count[static_cast<std::size_t>(SimpleAction::letter)] > 1000);
  CHECK(count[static_cast<std::size_t>(SimpleAction::accented)] > 150);
  CHECK(count[static_cast<std::size_t>(SimpleAction::dropped)] > 50);
}
