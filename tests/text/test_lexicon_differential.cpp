// SPDX-License-Identifier: BSL-1.0
// The lexicon against the slow matcher of tests/oracle, over random texts and phrases cut from them. The
// number of pairs of a phrase list and a text comes from USHER_DIFFERENTIAL_PAIRS, the seed from
// USHER_DIFFERENTIAL_SEED.
#include "oracle/all_phrases.hpp"
#include "oracle/naive_phrases.hpp"
#include "settings.hpp"
#include "text/lexicon.hpp"
#include "text/prepared_text.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

using namespace usher;
using namespace usher::text;
using usher::testing::setting;

namespace {

// Few and short, so that words meet each other often.
constexpr std::array<std::string_view, 62> pieces = {
    "a",     "e",    "é",       "è",       "e\u0301", "e\u0300",  "E",     "A",     "o",    "ò",       "à",
    "ä",     "ñ",    "n",       "no",      "refund",  "refunds",  "Lost",  "Bag",   "NYC",  "perch",   "citt",
    "città", "caff", "verr",    "parl",    "i",       "İ",        "ß",     "ﬁ",     "½",    "m\u0300", "я",
    "ё",     "е",    "й",       "и\u0306", "возврат", "возвраты", "می",    "خواهم", "كتاب", "کتاب",    "ی",
    "ي",     "ئ",    "ه\u0654", "آ",       "ا\u064B", "\u0640",   "۱",     "1",     "٢",    "2",       "退",
    "款",    "ー",   "ก\u0E49", "한",      "क्",       "ष",        "\u0301"};
constexpr std::array<std::string_view, 44> joints = {" ",
                                                     " ",
                                                     " ",
                                                     " ",
                                                     " ",
                                                     " ",
                                                     " ",
                                                     "\u200C",
                                                     "\u200C",
                                                     "\u200C",
                                                     "\u200D",
                                                     "'",
                                                     "’",
                                                     "'",
                                                     "' ",
                                                     "-",
                                                     "_",
                                                     ".",
                                                     ", ",
                                                     "#",
                                                     " #",
                                                     " #",
                                                     "@",
                                                     " @",
                                                     "\u00AD",
                                                     "\u200B",
                                                     "\u200F",
                                                     "\uFE0F",
                                                     "\u20E3",
                                                     "😡",
                                                     "👩🏽\u200D⚕",
                                                     "🇮🇹",
                                                     "™",
                                                     "\n",
                                                     "\x80",
                                                     "\xC3",
                                                     "\xF0\x9F",
                                                     "https://a.e/",
                                                     "www.e",
                                                     "@e.no",
                                                     "*",
                                                     "~",
                                                     "\u3000",
                                                     "`"};
constexpr std::array<std::string_view, 6> languages = {"", "en", "it", "ru", "fr", "fa"};

class Generator {
 public:
  explicit Generator(std::uint64_t seed) : random_(seed) {}

  std::size_t below(std::size_t end) {
    return std::uniform_int_distribution<std::size_t>(0, end - 1)(random_);
  }
  bool one_in(std::size_t n) { return below(n) == 0; }
  template <class List>
  auto pick(const List &list) {
    return list[below(list.size())];
  }

  std::string text() {
    std::string out;
    for (std::size_t n = 2 + below(12); n > 0; --n) {
      out += pick(pieces);
      if (one_in(3)) out += pick(pieces);
      if (!one_in(4)) out += pick(joints);
      if (one_in(12)) out += pick(joints);
    }
    return out;
  }

  /// A stretch of the text between character borders, changed here and there as a policy's writer would.
  std::string phrase(const std::string &text) {
    const auto border = [&text](std::size_t at) {
      while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80)
        ++at;
      return at;
    };
    const std::size_t begin = border(below(text.size()));
    const std::size_t end = border(std::min(text.size(), begin + 1 + below(24)));
    std::string out = text.substr(begin, end - begin);
    if (one_in(3)) replace(out, "\u200C", one_in(2) ? " " : "");
    if (one_in(4)) replace(out, " ", one_in(2) ? "\u200C" : "");
    if (one_in(4)) replace(out, pick(pieces), pick(pieces));
    if (one_in(4)) replace(out, "'", "");
    if (one_in(6)) out += pick(std::array<std::string_view, 3>{"'", "’", "*"});
    if (one_in(4)) out += '*';
    if (one_in(4)) out.insert(0, "~");
    if (one_in(8)) out.insert(0, pick(std::array<std::string_view, 2>{"#", "@"}));
    // Those with a boundary take milliseconds to compile.
    if (one_in(50)) out = pick(cheap_regexes);
    if (one_in(1000)) out = pick(boundary_regexes);
    return out;
  }

  std::string_view language() { return pick(languages); }

 private:
  static constexpr std::array<std::string_view, 3> cheap_regexes = {"/[a-e]+\\d?/", "/(?i)NYC|b(a)g/",
                                                                    "/\\p{Cyrillic}{3}|ی/"};
  static constexpr std::array<std::string_view, 3> boundary_regexes = {"/\\brefunds?\\b/", "/\\bی|\\d\\d\\b/",
                                                                       "/\\be\\b/"};

  static void replace(std::string &where, std::string_view from, std::string_view to) {
    if (const std::size_t at = where.find(from); at != std::string::npos) where.replace(at, from.size(), to);
  }

  std::mt19937_64 random_;
};

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte < 0x7F && c != '\\') {
      out += c;
    } else {
      out += "\\x";
      out += digits[byte >> 4];
      out += digits[byte & 15];
    }
  }
  return out;
}

std::string listed(const std::vector<Occurrence> &places, const std::vector<Phrase> &phrases) {
  std::string out;
  for (const Occurrence &place : places) {
    out += "\n  " + escaped(phrases[place.phrase].source) + " (" + phrases[place.phrase].language + ") " +
           std::to_string(place.where.begin) + "-" + std::to_string(place.where.end);
  }
  return out;
}

bool equal(const Occurrence &a, const Occurrence &b) { return a.phrase == b.phrase && a.where == b.where; }

} // namespace

TEST_CASE("the lexicon finds what the slow matcher finds, in the same places") {
  const std::uint64_t pairs = setting("USHER_DIFFERENTIAL_PAIRS", 50'000);
  Generator generator(setting("USHER_DIFFERENTIAL_SEED", 20260301));
  constexpr std::size_t texts_a_list = 4;
  constexpr std::size_t phrases_a_list = 8;

  PreparedText prepared;
  std::vector<PhraseId> found;
  LexiconScratch scratch; // for one lexicon after another
  std::vector<Occurrence> places;
  std::uint64_t matches = 0;
  std::array<std::uint64_t, 7> matches_of_kind{}; // as PhraseWord::Kind has them, and regexes
  for (std::uint64_t pair = 0; pair < pairs;) {
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < texts_a_list; ++i)
      texts.push_back(generator.text());
    std::vector<Phrase> phrases;
    Lexicon::Builder builder;
    for (std::size_t i = 0; i < phrases_a_list; ++i) {
      Phrase phrase;
      std::vector<PhraseProblem> problems;
      if (!parse_phrase(generator.phrase(generator.pick(texts)), generator.language(), phrase, problems))
        continue;
      if (builder.add(phrase) == phrases.size()) phrases.push_back(phrase);
    }
    const Lexicon lexicon = std::move(builder).build();
    REQUIRE(lexicon.size() == phrases.size());

    for (const std::string &text : texts) {
      prepared.assign(text);
      lexicon.locate(prepared, places);
      find_all(lexicon, prepared, scratch, found);
      std::sort(found.begin(), found.end());
      const std::vector<Occurrence> expected = oracle::locate_naively(phrases, prepared);
      if (!std::equal(places.begin(), places.end(), expected.begin(), expected.end(), equal)) {
        FAIL("pair " << pair << ", text " << escaped(text) << "\nfound:" << listed(places, phrases)
                     << "\nexpected:" << listed(expected, phrases));
      }
      std::vector<PhraseId> distinct;
      for (const Occurrence &place : expected)
        distinct.push_back(place.phrase);
      std::sort(distinct.begin(), distinct.end());
      distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
      if (distinct != found) FAIL("pair " << pair << ": find and locate differ on " << escaped(text));
      matches += expected.size();
      for (const Occurrence &place : expected) {
        if (const auto *words = std::get_if<WordPhrase>(&phrases[place.phrase].form)) {
          for (const PhraseWord &word : words->spellings[0])
            ++matches_of_kind[static_cast<std::size_t>(word.kind)];
        } else {
          ++matches_of_kind.back();
        }
      }
      ++pair;
    }
  }
  // A generator whose phrases never match would prove nothing.
  CHECK(matches > pairs / 4);
  for (const std::uint64_t matches_here : matches_of_kind)
    CHECK(matches_here > pairs / 1000);
}
