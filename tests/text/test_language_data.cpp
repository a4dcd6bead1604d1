// SPDX-License-Identifier: BSL-1.0
// The language guess on real sentences: reads sib200, massive-mini and xed in the folder that the environment
// variable USHER_DATA names, and says so when it is not set.
#include "text/language.hpp"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include <doctest/doctest.h>

namespace {

struct DataSet {
  const char *name;
  std::size_t language; // column
  std::size_t text;     // column
};
constexpr DataSet data_sets[] = {{"sib200", 1, 4}, {"massive-mini", 1, 5}, {"xed", 0, 3}};

struct Figures {
  int sentences = 0;
  int right = 0;
  int unknown = 0;
  int confident = 0;
  int confident_right = 0;
};

std::vector<std::string> cells_of(const std::string &line) {
  std::vector<std::string> cells(1);
  for (const char c : line) {
    if (c == '\t')
      cells.emplace_back();
    else
      cells.back().push_back(c);
  }
  return cells;
}

// Parts between spaces that hold a letter.
int count_words(std::string_view text) {
  int words = 0;
  bool letter = false;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(i < text.size() ? text[i] : ' ');
    if (byte == ' ') {
      words += letter ? 1 : 0;
      letter = false;
    } else if ((byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte >= 0xC3) {
      letter = true;
    }
  }
  return words;
}

const char *length_of(int words) {
  if (words >= 8) return "8 or more";
  return words >= 3 ? "3 to 7" : "1 or 2";
}

void add(Figures &figures, const std::string &language, const usher::text::LanguageGuess &guess) {
  const bool right = guess.code == language;
  ++figures.sentences;
  figures.right += right ? 1 : 0;
  figures.unknown += guess.code.empty() ? 1 : 0;
  if (guess.confidence >= 0.9) {
    ++figures.confident;
    figures.confident_right += right ? 1 : 0;
  }
}

double percent(int part, int whole) { return whole == 0 ? 0.0 : 100.0 * part / whole; }

void print_heading() {
  std::printf("set           language  words      sentences    right  unknown    sure  of these right\n");
}

void print(const std::string &set, const std::string &language, const std::string &length,
           const Figures &figures) {
  std::printf("%-12s  %-8s  %-9s  %9d  %6.2f%%  %6.2f%%  %5.1f%%  %13.2f%%\n", set.c_str(), language.c_str(),
              length.c_str(), figures.sentences, percent(figures.right, figures.sentences),
              percent(figures.unknown, figures.sentences), percent(figures.confident, figures.sentences),
              percent(figures.confident_right, figures.confident));
}

} // namespace

TEST_CASE("the language of real sentences is found") {
  const char *const folder = std::getenv("USHER_DATA");
  if (folder == nullptr || *folder == '\0') {
    std::printf("skipped: real sentences for the language guess (set USHER_DATA to their folder)\n");
    return;
  }
  std::map<std::tuple<std::string, std::string, std::string>, Figures> parts;
  std::map<std::string, std::map<std::string, Figures>> by_length;
  Figures sure;
  for (const DataSet &set : data_sets) {
    const std::string path = std::string(folder) + "/" + set.name + "/dev.tsv";
    std::ifstream file(path);
    REQUIRE_MESSAGE(file.is_open(), path);
    std::string line;
    std::getline(file, line); // names of the columns
    while (std::getline(file, line)) {
      const std::vector<std::string> cells = cells_of(line);
      REQUIRE(cells.size() > set.text);
      const std::string &language = cells[set.language];
      const std::string length = length_of(count_words(cells[set.text]));
      const usher::text::LanguageGuess guess = usher::text::guess_language(cells[set.text]);
      add(parts[{set.name, language, length}], language, guess);
      add(by_length[length][language], language, guess);
      add(sure, language, guess);
    }
  }
  print_heading();
  for (const auto &[part, figures] : parts)
    print(std::get<0>(part), std::get<1>(part), std::get<2>(part), figures);
  for (const auto &[length, languages] : by_length)
    for (const auto &[language, figures] : languages)
      print("all", language, length, figures);

  for (const char *language : {"en", "fa", "it", "ru"}) {
    INFO(std::string(language));
    const Figures &longer = by_length["8 or more"][language];
    CHECK(longer.sentences >= 500);
    CHECK(percent(longer.right, longer.sentences) >= 99.0);
    const Figures &shorter = by_length["3 to 7"][language];
    CHECK(shorter.sentences >= 400);
    CHECK(percent(shorter.right, shorter.sentences) >= 95.0);
  }
  CHECK(sure.confident >= 20000);
  CHECK(percent(sure.confident_right, sure.confident) >= 99.0);
}
