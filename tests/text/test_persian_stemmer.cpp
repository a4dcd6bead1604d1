// SPDX-License-Identifier: BSL-1.0
// Persian stems: what readers call one word and what they do not, and what holds for any text.
#include "base/utf8.hpp"
#include "text/persian_stemmer.hpp"
#include "text/persian_words.hpp"
#include "text/prepared_text.hpp"

#include <fstream>
#include <random>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

using namespace usher;
using namespace usher::text;

namespace {

/// The stem of a word as it is written: a ZWNJ stands for nothing, letters are brought to the normal form.
std::string stem(std::string_view written) {
  PreparedText text;
  text.assign(written);
  REQUIRE_MESSAGE(text.words().size() == 1, std::string(written));
  return persian_stem(text.join(0, text.part_count() - 1).exact);
}

std::vector<std::string> lines_of(const char *path) {
  std::ifstream file(path);
  REQUIRE_MESSAGE(file.is_open(), path);
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);)
    lines.push_back(line);
  return lines;
}

std::vector<std::string> words_of(const std::string &cell) {
  std::istringstream in(cell);
  std::vector<std::string> words;
  for (std::string word; in >> word;)
    words.push_back(word);
  return words;
}

/// The cells of the tables below a heading of docs/persian.md.
std::vector<std::vector<std::string>> rows_below(const std::string &heading) {
  std::vector<std::vector<std::string>> rows;
  bool inside = false;
  for (const std::string &line : lines_of("docs/persian.md")) {
    if (line.starts_with("## ")) inside = line == "## " + heading;
    if (!inside || !line.starts_with("| ") || line.starts_with("|---")) continue;
    std::vector<std::string> cells;
    std::istringstream in(line.substr(1));
    for (std::string cell; std::getline(in, cell, '|');)
      cells.push_back(cell);
    rows.push_back(cells);
  }
  REQUIRE(rows.size() > 1);
  rows.erase(rows.begin()); // the names of the columns
  return rows;
}

constexpr std::size_t most_letters = 12;

std::string random_word(std::mt19937 &random) {
  // What words are made of, so that rules of all kinds meet.
  static const std::vector<std::string> pieces = {
      "ا",   "آ",    "ب",    "پ",   "ت",  "د",     "ر",       "س",  "ش",  "ک",      "گ",         "ل",
      "م",   "ن",    "و",    "ه",   "ی",  "ها",    "های",     "ان", "ات", "تر",     "ترین",      "می",
      "نمی", "مان",  "تان",  "شان", "ام", "اش",    "ند",      "یم", "ید", "بر",     "در",        "کار",
      "پول", "خواه", "رسید", "گشت", "کن", "مشتری", "فروشنده", "1",  "a",  "\u064B", "\U0001F44D"};
  std::string word;
  for (std::size_t i = 1 + random() % most_letters; i > 0; --i)
    word += pieces[random() % pieces.size()];
  return word;
}

} // namespace

TEST_CASE("forms of one Persian word have one stem, and other words another") {
  std::size_t same = 0;
  std::size_t apart = 0;
  for (const std::string &line : lines_of("tests/text/persian_stems.tsv")) {
    if (line.starts_with('#')) continue;
    const std::size_t first = line.find('\t');
    const std::size_t second = line.find('\t', first + 1);
    REQUIRE_MESSAGE(second != std::string::npos, line);
    const std::string a = stem(line.substr(first + 1, second - first - 1));
    const std::string b = stem(line.substr(second + 1));
    INFO(line, ": ", a, ", ", b);
    if (line.starts_with("same\t")) {
      ++same;
      CHECK(a == b);
    } else {
      REQUIRE(line.starts_with("apart\t"));
      ++apart;
      CHECK(a != b);
    }
  }
  CHECK(same >= 400);
  CHECK(apart >= 100);
}

TEST_CASE("the examples of docs/persian.md are as it says") {
  for (const auto &row : rows_below("What has one stem")) {
    const std::vector<std::string> words = words_of(row.at(1));
    REQUIRE(words.size() >= 2);
    for (const std::string &word : words) {
      INFO(words.front(), ", ", word);
      CHECK(stem(word) == stem(words.front()));
    }
  }
  for (const auto &row : rows_below("What is kept apart")) {
    const std::vector<std::string> words = words_of(row.at(0));
    REQUIRE(words.size() >= 2);
    for (std::size_t i = 0; i < words.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        INFO(words[i], ", ", words[j]);
        CHECK(stem(words[i]) != stem(words[j]));
      }
    }
  }
  CHECK(stem("خواهم") == stem("خواستن"));
  CHECK(stem("خرم") == "خرم");
  CHECK(stem("روم") == "روم");
}

TEST_CASE("a known word is in the normal form and its own stem") {
  CHECK(persian_words().size() >= 500);
  for (const std::string_view word : persian_words()) {
    PreparedText text;
    text.assign(word);
    INFO(std::string(word));
    CHECK(text.normal_form() == word);
    CHECK(persian_stem(word) == word);
  }
}

TEST_CASE("known words stay apart from each other") {
  // Whatever ending is put to one of two words that differ, the stem goes back to that word.
  for (const std::string_view word : persian_words()) {
    INFO(std::string(word));
    CHECK(persian_stem(std::string(word) + "ها") == word);
    CHECK(persian_stem(std::string(word) + "هایشان") == word);
  }
}

TEST_CASE("the stem of any text is not empty, is UTF-8 and is its own stem") {
  std::mt19937 random(20260326);
  for (int i = 0; i < 200'000; ++i) {
    const std::string word = random_word(random);
    const std::string once = persian_stem(word);
    if (once.empty() || find_ill_formed_utf8(once) != std::string_view::npos || persian_stem(once) != once) {
      FAIL_CHECK(word, ": ", once, ", then ", persian_stem(once));
    }
  }
  CHECK(persian_stem("").empty());
  CHECK(persian_stem("کتابها1") == "کتابها1");
  CHECK(persian_stem("refunds") == "refunds");
  CHECK(persian_stem("\xD8") == "\xD8");
  CHECK(persian_stem("ها\xFF\xFE") == "ها\xFF\xFE");
}

TEST_CASE("endings without end are taken off one by one") {
  std::string word = "کتاب";
  for (int i = 0; i < 10'000; ++i)
    word += "ها";
  CHECK(persian_stem(word) == "کتاب");
}
