// SPDX-License-Identifier: BSL-1.0
#include "oracle/all_phrases.hpp"
#include "text/lexicon.hpp"
#include "text/prepared_text.hpp"

#include <algorithm>
#include <initializer_list>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

using namespace usher;
using namespace usher::text;

namespace {

Phrase parsed(std::string_view source, std::string_view language = {}) {
  Phrase phrase;
  std::vector<PhraseProblem> problems;
  REQUIRE_MESSAGE(parse_phrase(source, language, phrase, problems), std::string(source));
  return phrase;
}

Lexicon lexicon_of(std::initializer_list<std::string_view> sources) {
  Lexicon::Builder builder;
  for (const std::string_view source : sources)
    builder.add(parsed(source, "it"));
  return std::move(builder).build();
}

std::vector<PhraseId> found(const Lexicon &lexicon, std::string_view source) {
  PreparedText text;
  text.assign(source);
  std::vector<PhraseId> out = {99}; // replaced
  LexiconScratch scratch;
  find_all(lexicon, text, scratch, out);
  std::sort(out.begin(), out.end());
  return out;
}

/// number:begin-end in bytes, with a space between.
std::string located(const Lexicon &lexicon, std::string_view source) {
  PreparedText text;
  text.assign(source);
  std::vector<Occurrence> places = {{99, {}}};
  lexicon.locate(text, places);
  std::string out;
  for (const Occurrence &place : places) {
    if (!out.empty()) out += ' ';
    out += std::to_string(place.phrase) + ":" + std::to_string(place.where.begin) + "-" +
           std::to_string(place.where.end);
  }
  return out;
}

using Ids = std::vector<PhraseId>;

} // namespace

TEST_CASE("a lexicon of nothing finds nothing") {
  CHECK(Lexicon().size() == 0);
  CHECK(found(Lexicon(), "refund").empty());
  CHECK(found(Lexicon::Builder().build(), "refund").empty());
  CHECK(located(Lexicon(), "refund").empty());
  CHECK(found(lexicon_of({"refund"}), "").empty());
}

TEST_CASE("the same source under the same language has one number") {
  Lexicon::Builder builder;
  CHECK(builder.add(parsed("refund")) == 0);
  CHECK(builder.add(parsed("refund", "en")) == 1);
  CHECK(builder.add(parsed("refund", "all_languages")) == 0);
  CHECK(builder.add(parsed("Refund")) == 2);
  CHECK(builder.pattern_count() == 0);
  CHECK(builder.add(parsed("/a+/")) == 3);
  CHECK(builder.add(parsed("/a+/", "en")) == 4);
  CHECK(builder.add(parsed("/b+/")) == 5);
  CHECK(builder.pattern_count() == 2);
  const Lexicon lexicon = std::move(builder).build();
  CHECK(lexicon.size() == 6);
  CHECK(found(lexicon, "refund aa") == Ids{0, 1, 2, 3, 4});
}

TEST_CASE("phrases are reported once, by number") {
  const Lexicon lexicon = lexicon_of({"money back", "money", "back", "~soldi", "/o/"});
  CHECK(found(lexicon, "back money back money back") == Ids{0, 1, 2, 4});
}

TEST_CASE("every place is reported, overlapping ones too") {
  const Lexicon lexicon = lexicon_of({"a b a", "b a", "a"});
  CHECK(located(lexicon, "a b a b a") == "2:0-1 0:0-5 1:2-5 2:4-5 0:4-9 1:6-9 2:8-9");
}

TEST_CASE("places are in bytes and code points of the original") {
  const Lexicon lexicon =
      lexicon_of({"perch\u00E9", "#lostbag", "lost bag", "bag", "/\\bX\\d\\b/", "\U0001F621"});
  const std::string source = "\u00ABPerch\u00E8\u00BB #LostBag X\u06F1 \U0001F621";
  PreparedText text;
  text.assign(source);
  std::vector<Occurrence> places;
  lexicon.locate(text, places);
  REQUIRE(places.size() == 6);
  const auto is = [&](std::size_t i, PhraseId phrase, std::string_view bytes, std::uint32_t first_code_point,
                      std::uint32_t end_code_point) {
    CHECK(places[i].phrase == phrase);
    CHECK(source.substr(places[i].where.begin, places[i].where.end - places[i].where.begin) == bytes);
    CHECK(places[i].where.begin_code_point == first_code_point);
    CHECK(places[i].where.end_code_point == end_code_point);
  };
  is(0, 0, "Perch\u00E8", 1, 7);
  is(1, 1, "#LostBag", 9, 17);
  is(2, 2, "LostBag", 10, 17);
  is(3, 3, "Bag", 14, 17);
  is(4, 4, "X\u06F1", 18, 20);
  is(5, 5, "\U0001F621", 21, 22);
}

TEST_CASE("two spellings at one place are one occurrence") {
  const Lexicon lexicon = lexicon_of({"a\u200Cb\u200Cc"});
  CHECK(located(lexicon, "a\u200Cb\u200Cc a b\u200Cc abc") == "0:0-9 0:10-17 0:18-21");
}

TEST_CASE("a phrase crosses from words to tags and back") {
  const Lexicon lexicon = lexicon_of({"my lost bag now", "my #lostbag now", "bag now"});
  CHECK(located(lexicon, "my #LostBag now") == "0:0-15 1:0-15 2:8-15");
}

TEST_CASE("prefixes that begin each other are all found") {
  const Lexicon lexicon = lexicon_of({"r*", "re*", "refu*", "refunds*", "caff\u00E8*", "\u0432*"});
  CHECK(found(lexicon, "refund") == Ids{0, 1, 2});
  CHECK(found(lexicon, "refundsx caff\u00E9tt\u00E0") == Ids{0, 1, 2, 3, 4});
  CHECK(found(lexicon, "\u0432\u043E\u0437\u0432\u0440\u0430\u0442") == Ids{5});
}

TEST_CASE("a lexicon can be moved, and searched by many threads at once") {
  Lexicon built = lexicon_of({"~rimborso", "money back", "/\\bAB-\\d\\b/", "perch\u00E9"});
  Lexicon other;
  other = std::move(built);
  const Lexicon lexicon = std::move(other);
  std::vector<int> wrong(4, 0);
  std::vector<std::thread> threads;
  for (std::size_t t = 0; t < wrong.size(); ++t) {
    threads.emplace_back([&lexicon, &wrong, t] {
      PreparedText text;
      LexiconScratch scratch;
      std::vector<PhraseId> out;
      for (int i = 0; i < 500; ++i) {
        text.assign("rimborsi AB-1 perche'");
        find_all(lexicon, text, scratch, out);
        std::sort(out.begin(), out.end());
        if (out != Ids{0, 2, 3}) ++wrong[t];
      }
    });
  }
  for (std::thread &thread : threads)
    thread.join();
  CHECK(wrong == std::vector<int>(4, 0));
}

TEST_CASE("many words with many readings stay cheap") {
  // Sixteen readings at each part, and phrases that go on from each.
  Lexicon::Builder builder;
  std::string word;
  for (int i = 0; i < 16; ++i) {
    word += 'a';
    builder.add(parsed(word));
    builder.add(parsed(word + " " + word + " a a"));
  }
  const Lexicon lexicon = std::move(builder).build();
  std::string source;
  while (source.size() < (16u << 10))
    source += "a\u200C";
  CHECK(found(lexicon, source).size() == 32);
}
