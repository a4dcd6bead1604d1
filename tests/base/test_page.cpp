// SPDX-License-Identifier: BSL-1.0
#include "base/page.hpp"
#include "base/utf8.hpp"

#include <string>

#include <doctest/doctest.h>

namespace usher {
namespace {

std::string words(std::size_t count, std::string_view word) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0) text += ' ';
    text += word;
  }
  return text;
}

TEST_CASE("lines are as long as the page and no longer") {
  // Sixteen words of four letters and their spaces fill 79 columns, and the next would need 84.
  CHECK(wrap(words(16, "abcd"), 0, 2).find('\n') == std::string::npos);
  CHECK(wrap(words(17, "abcd"), 0, 2) == words(16, "abcd") + "\n  abcd");
  CHECK(wrap(words(16, "abcd"), 1, 2).find('\n') == std::string::npos);
  CHECK(wrap(words(16, "abcd"), 2, 4) == words(15, "abcd") + "\n    abcd");
}

TEST_CASE("widths are counted in code points, and a long word stays whole") {
  CHECK(wrap(words(16, "слон"), 0, 2).find('\n') == std::string::npos);
  const std::string long_word(100, 'x');
  CHECK(wrap(long_word, 10, 2) == long_word);
  CHECK(wrap("a " + long_word + " b", 0, 2) == "a\n  " + long_word + "\n  b");
}

TEST_CASE("lines of their own are indented, those that continue one by two more") {
  std::string out = "before\n";
  append_wrapped(out, 4, words(16, "abcd"));
  CHECK(out == "before\n    " + words(15, "abcd") + "\n      abcd\n");
  out.clear();
  append_wrapped(out, 2, "");
  CHECK(out == "  \n");
}

TEST_CASE("a value cannot make lines, nor steer a terminal") {
  CHECK(on_one_line("Zoë, слон 👍") == "Zoë, слон 👍");
  CHECK(on_one_line("a\nb\tc\rd\x1b[2J") == "a\\nb\\tc\\u000dd\\u001b[2J");
  CHECK(on_one_line("\x7F|\u0085|\u2028|\u2029|\u202E|\u2066") ==
        "\\u007f|\\u0085|\\u2028|\\u2029|\\u202e|\\u2066");
  CHECK(on_one_line("\xFFx") == "\uFFFDx");
  CHECK(wrap("Eva\nDepartment      fraud", 16, 16) == "Eva\\nDepartment      fraud");
}

} // namespace
} // namespace usher
