// SPDX-License-Identifier: BSL-1.0
#include "base/utf8.hpp"

#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

using namespace usher;

namespace {

/// "value/size" of each step, with ! after an ill-formed one.
std::string steps(std::string_view text) {
  std::string out;
  for (std::size_t offset = 0; offset < text.size();) {
    const CodePoint point = decode_utf8(text, offset);
    out += std::to_string(static_cast<std::uint32_t>(point.value)) + "/" + std::to_string(point.size);
    out += point.well_formed ? " " : "! ";
    offset += point.size;
  }
  return out;
}

std::string encoded(char32_t value) {
  std::string out;
  append_utf8(out, value);
  return out;
}

} // namespace

TEST_CASE("code points of one to four bytes") {
  CHECK(steps("A\x7F") == "65/1 127/1 ");
  CHECK(steps("\xC2\x80\xDF\xBF") == "128/2 2047/2 ");
  CHECK(steps("\xE0\xA0\x80\xED\x9F\xBF\xEE\x80\x80\xEF\xBF\xBF") == "2048/3 55295/3 57344/3 65535/3 ");
  CHECK(steps("\xF0\x90\x80\x80\xF4\x8F\xBF\xBF") == "65536/4 1114111/4 ");
  CHECK(steps(std::string_view("\0", 1)) == "0/1 ");
}

// The example of the Unicode Standard, chapter 3, table 3-11, and its neighbours.
TEST_CASE("an ill-formed sequence is replaced by its maximal subparts") {
  CHECK(steps("\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41") ==
        "65533/1! 65533/1! 65533/1! 65533/1! 65533/1! 65533/1! 65533/1! 65533/1! 65/1 ");
  CHECK(steps("\xED\xA0\x80\xED\xBF\xBF\xED\xAF\x41") ==
        "65533/1! 65533/1! 65533/1! 65533/1! 65533/1! 65533/1! 65533/1! 65533/1! 65/1 ");
  CHECK(steps("\xF4\x91\x92\x93\xFF\x41\x80\xBF\x42") ==
        "65533/1! 65533/1! 65533/1! 65533/1! 65533/1! 65/1 65533/1! 65533/1! 66/1 ");
  CHECK(steps("\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41") == "65533/2! 65533/1! 65533/3! 65533/2! 65/1 ");
  CHECK(steps("\xF0\x9F\x98") == "65533/3! ");
}

TEST_CASE("every code point survives writing and reading") {
  std::size_t wrong = 0;
  for (char32_t value = 0; value <= 0x10FFFF; ++value) {
    if (value >= 0xD800 && value <= 0xDFFF) continue;
    const std::string text = encoded(value);
    const CodePoint point = decode_utf8(text, 0);
    if (point.value != value || point.size != text.size() || !point.well_formed) ++wrong;
  }
  CHECK(wrong == 0);
  CHECK(encoded(0xD800) == "\xEF\xBF\xBD");
  CHECK(encoded(0xDFFF) == "\xEF\xBF\xBD");
  CHECK(encoded(0x110000) == "\xEF\xBF\xBD");
}

TEST_CASE("the first ill-formed byte") {
  CHECK(find_ill_formed_utf8("") == std::string_view::npos);
  CHECK(find_ill_formed_utf8("возврат 😀") == std::string_view::npos);
  CHECK(find_ill_formed_utf8("да\xFFнет") == 4);
  CHECK(find_ill_formed_utf8("да\xD0") == 4);
}

TEST_CASE("counting code points") {
  CHECK(count_code_points("") == 0);
  CHECK(count_code_points("возврат") == 7);
  CHECK(count_code_points("a\xF0\x9F\x98"
                          "b\xFF") == 4);
}

TEST_CASE("a prefix ends between characters and is the longest such") {
  CHECK(utf8_prefix("abc", 5) == "abc");
  CHECK(utf8_prefix("да", 3) == "д");
  CHECK(utf8_prefix("да", 1).empty());
  CHECK(utf8_prefix("😀", 3).empty());
  CHECK(utf8_prefix("a\xC3\xA9\x80z", 3) == "a\xC3\xA9");
  CHECK(utf8_prefix("", 0).empty());

  // Against reading from the start, on random bytes that are often continuations.
  constexpr std::string_view bytes = "a\x80\xBF\xC3\xE2\xED\xF0\xF4\x9F\xA0\xFF";
  std::mt19937_64 random(1);
  std::size_t wrong = 0;
  for (int round = 0; round < 50'000; ++round) {
    std::string text;
    for (std::size_t size = random() % 9; size > 0; --size)
      text += bytes[random() % bytes.size()];
    const std::size_t most = random() % 10;
    std::size_t longest = 0;
    for (std::size_t offset = 0; offset <= most && offset <= text.size();) {
      longest = offset;
      if (offset == text.size()) break;
      offset += decode_utf8(text, offset).size;
    }
    if (utf8_prefix(text, most).size() != longest) ++wrong;
  }
  CHECK(wrong == 0);
}
