// SPDX-License-Identifier: BSL-1.0
#include "base/utf8.hpp"
#include "text/accents.hpp"
#include "text/normal_form.hpp"
#include "text/prepared_text.hpp"

#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

using namespace usher;
using namespace usher::text;

namespace {

std::vector<Character> characters(std::string_view text) {
  CharacterReader reader(text);
  std::vector<Character> run;
  std::vector<Character> all;
  while (reader.read_run(run))
    all.insert(all.end(), run.begin(), run.end());
  return all;
}

std::string form(std::string_view text, char32_t Character::*which) {
  std::string out;
  for (const Character &c : characters(text)) {
    if (c.*which != 0) append_utf8(out, c.*which);
  }
  return out;
}

std::string folded(std::string_view text) { return form(text, &Character::folded); }
std::string accented(std::string_view text) { return form(text, &Character::accented); }
std::string exact(std::string_view text) { return form(text, &Character::exact); }

std::string normal_form(std::string_view text) {
  PreparedText prepared;
  prepared.assign(text);
  return prepared.normal_form();
}

std::string repeated(std::string_view piece, std::size_t bytes) {
  std::string out;
  while (out.size() < bytes)
    out += piece;
  return out;
}

} // namespace

TEST_CASE("letters of Arabic keyboards become the Persian ones") {
  CHECK(folded("\u064A\u0649\u0626") == "\u06CC\u06CC\u06CC");
  CHECK(folded("\u0643") == "\u06A9");
  CHECK(folded("\u0623\u0625\u0671\u0627") == "\u0627\u0627\u0627\u0627");
  CHECK(folded("\u0624") == "\u0648");
  CHECK(folded("\u06C0") == "\u0647");
  CHECK(folded("\u06C2\u06D3") == "\u06C1\u06D2");
  CHECK(folded("\u0622") == "\u0622");
  CHECK(folded("\u0627\u0653") == "\u0622");
  CHECK(folded("\u0627\u0654") == "\u0627");
  CHECK(folded("\u0647\u0654") == "\u0647");
  CHECK(folded("\u0633\u0640\u0640\u0644") == "\u0633\u0644");
  CHECK(folded("\u0633\u064E\u0651\u0644\u0670") == "\u0633\u0644");
  CHECK(folded("\u0633\uFE77\u0644") == "\u0633\u0644"); // the medial fatha, which decomposes to a tatweel
  CHECK(folded("\uFC5D") == "\u06CC");                   // a ligature with a superscript alef
}

TEST_CASE("digits of every script are 0 to 9") {
  CHECK(folded("\u06F0\u06F9 \u0660\u0669 \u0966\u096F \u0E53 \uFF14") == "09 09 09 3 4");
}

TEST_CASE("case and compatibility fold") {
  CHECK(folded("STRA\u00DFE \uFB01n \u2460 \u216B") == "strasse fin 1 xii");
  CHECK(folded("\u0130\u0049\u0131") == "ii\u0131");
  CHECK(accented("\u0130") == "i");
  CHECK(folded("\u0401\u0451") == "\u0435\u0435");
  CHECK(folded("\u0435\u0308") == "\u0435");
  CHECK(folded("\u0438\u0306") == "\u0439");
}

TEST_CASE("Latin accents are kept in three ways") {
  CHECK(folded("Perch\u00E8 \u00F1 \u1EAF") == "perche n a");
  CHECK(accented("perch\u00E8 perch\u00E9 perche\u0300") == "perch\u00E9 perch\u00E9 perch\u00E9");
  CHECK(exact("perch\u00E8 perche\u0301") == "perch\u00E8 perch\u00E9");
  CHECK(accented("m\u0300 \u1E3F") ==
        "\u1E3F \u1E3F"); // a grave that has no composed form, its acute has one
  CHECK(accented("c\u0323\u0300 \u0107\u0323") == accented("\u0107\u0323 c\u0323\u0300"));
  CHECK(folded("\u03AC \u0439") == "\u03AC \u0439"); // other scripts keep theirs
  CHECK(folded("\u00F8\u0142\u0111") == "\u00F8\u0142\u0111");
}

TEST_CASE("what is not seen is dropped and parts nothing") {
  CHECK(folded("re\u00ADfu\u200Bn\uFEFFd\u2060s\u200E") == "refunds");
  CHECK(folded("\U0001F44D\U0001F3FD\uFE0F 1\uFE0F\u20E3") == "\U0001F44D 1");
  CHECK(folded("a\u200Db") == "ab");
  CHECK(folded("\U0001F469\u200D\U0001F4BB \U0001F469\u200Da") == "\U0001F469\u200D\U0001F4BB \U0001F469a");
  CHECK(folded("\u0645\u06CC\u200C\u062E") == "\u0645\u06CC\u062E");
  CHECK(characters("a\u200Cb")[1].after_zwnj);
  CHECK(characters("a\u200C\u0640b")[1].after_zwnj);
  CHECK_FALSE(characters("a\u200Bb")[1].after_zwnj);
}

TEST_CASE("every apostrophe is one, and stays apart from accents") {
  CHECK(folded("a' a\u2019 a` a\u00B4 a\u02BC a\uFF07") == "a' a' a' a' a' a'");
  CHECK(folded("Acme\u2122 \u2116 5") == "acme\u2122 \u2116 5");
}

TEST_CASE("ill-formed bytes become U+FFFD and are remembered") {
  PreparedText text;
  text.assign("re\x80"
              "fund \xE2\x82");
  CHECK(text.was_ill_formed());
  CHECK(text.normal_form() == "re fund");
  CHECK(text.pattern_form() == "re\uFFFD"
                               "fund \uFFFD");
  text.assign("fine \uFFFD");
  CHECK_FALSE(text.was_ill_formed());
}

TEST_CASE("a character knows its bytes and code points in the original") {
  const auto all = characters("x\u00ADe\u0301\u0301y \uFB03");
  REQUIRE(all.size() == 8); // x, e with its accents in two, y, space, f f i
  CHECK(all[1].begin == 3);
  CHECK(all[1].end == 8);
  CHECK(all[1].begin_code_point == 2);
  CHECK(all[1].end_code_point == 5);
  CHECK(all[3].begin == 8);
  CHECK(all[3].begin_code_point == 5);
  CHECK(all[5].begin == 10);
  CHECK(all[7].end == 13);
  CHECK(all[7].end_code_point == 8);
}

TEST_CASE("mapping chunk by chunk gives what mapping the whole gives") {
  // Letters and marks that the second map leaves alone.
  constexpr char32_t alphabet[] = {'a',    'E',    0xE9,   0x301,  0x300,   0x323,   0x327, 0x1E9B, 0xFB03,
                                   0x3B1,  0x391,  0x345,  0x3C3,  0x3C2,   0x430,   0x41F, 0x306,  0x1100,
                                   0x1161, 0x11A8, 0xAC00, 0x915,  0x93C,   0x94D,   0x9C7, 0x9BE,  0x5D0,
                                   0x5BC,  0x3131, 0xFF76, 0xFF9E, 0x1D160, 0x2F81D, 0x20,  0x13A0};
  std::mt19937_64 random(7);
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2 *whole = icu::Normalizer2::getNFKCCasefoldInstance(status);
  REQUIRE(U_SUCCESS(status));
  for (int round = 0; round < 20'000; ++round) {
    std::string text;
    for (std::size_t n = 1 + random() % 12; n > 0; --n)
      append_utf8(text, alphabet[random() % std::size(alphabet)]);
    std::string expected;
    whole->normalize(icu::UnicodeString::fromUTF8(text), status).toUTF8String(expected);
    if (exact(text) != expected) FAIL("round " << round << ": " << text);
  }
}

TEST_CASE("the normal form of a normal form is itself") {
  constexpr char32_t alphabet[] = {'a',   'B',    ' ',     '#',     '@',     '.',    '_',    '\'',
                                   '-',   0xE9,   0x301,   0x300,   0x130,   0x451,  0x200C, 0x200D,
                                   0x64A, 0x654,  0x640,   0x6F5,   0x9000,  0x3099, 0x304B, 0xE01,
                                   0xE49, 0xBD,   0x1F621, 0x1F469, 0x1F1EE, 0x2122, 0xA8,   0xFB03,
                                   0x345, 0x1100, 0x1161,  '/',     ':',     'w',    'h',    't'};
  std::mt19937_64 random(11);
  for (int round = 0; round < 20'000; ++round) {
    std::string text;
    for (std::size_t n = 1 + random() % 14; n > 0; --n)
      append_utf8(text, alphabet[random() % std::size(alphabet)]);
    const std::string once = normal_form(text);
    if (normal_form(once) != once) FAIL("round " << round << ": " << text << " -> " << once);
  }
}

TEST_CASE("composed or decomposed, a text has one normal form") {
  // All of Unicode but surrogates, marks and Arabic more often; not U+0344 and U+0345, the Greek iota below,
  // which case folding makes a letter, nor the one arrow that is an emoji with a mark on it.
  std::mt19937_64 random(13);
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2 *nfc = icu::Normalizer2::getNFCInstance(status);
  const icu::Normalizer2 *nfd = icu::Normalizer2::getNFDInstance(status);
  REQUIRE(U_SUCCESS(status));
  constexpr std::pair<char32_t, char32_t> blocks[] = {{0x20, 0x7E},     {0xA0, 0x24F},    {0x300, 0x343},
                                                      {0x346, 0x36F},   {0x600, 0x6FF},   {0x20, 0x2FFF},
                                                      {0x3000, 0xD7FF}, {0xE000, 0x2FFFF}};
  for (int round = 0; round < 30'000; ++round) {
    icu::UnicodeString text;
    for (std::size_t n = 1 + random() % 8; n > 0; --n) {
      const auto &[first, last] = blocks[random() % std::size(blocks)];
      text.append(static_cast<UChar32>(first + random() % (last - first + 1)));
    }
    std::string composed;
    std::string decomposed;
    nfc->normalize(text, status).toUTF8String(composed);
    nfd->normalize(text, status).toUTF8String(decomposed);
    if (decomposed.find("\u0345") != std::string::npos || composed.find("\u21AE") != std::string::npos)
      continue;
    if (normal_form(composed) != normal_form(decomposed)) FAIL("round " << round << ": " << composed);
  }
}

TEST_CASE("endings are freed and varied") {
  CHECK(with_plain_ending("p\u00E9rch\u00E9") == "p\u00E9rche");
  CHECK(with_plain_ending("") == "");
  CHECK(ends_in_vowel("perche"));
  CHECK_FALSE(ends_in_vowel("don"));
  CHECK_FALSE(ends_in_vowel(""));
  CHECK(ending_variants("citta") ==
        std::vector<std::string>{"citta", "citt\u00E0", "citt\u00E1", "citt\u00E2", "citt\u00E4"});
  CHECK(fold_accents("\u00E9\u0439") == "e\u0439");
  CHECK(merge_accents("\u00E8\u0439") == "\u00E9\u0439");
}

TEST_CASE("strange texts are read, in time that grows with their length only") {
  CHECK(normal_form("").empty());
  CHECK(normal_form(std::string_view("a\0b\0", 4)) == "a b");
  CHECK(normal_form(std::string_view("o\0\u0301", 4)) == "o");
  CHECK(normal_form("\u0301\u0301").empty());
  CHECK(normal_form("\u200C\u200D\u00AD").empty());

  // No clock is asked: a step that is quadratic in one of these would take an hour, and the test runner ends it.
  constexpr std::size_t bytes = 1 << 20;
  const std::string_view shapes[] = {
      "refund my money ", "\u0301",
      "\u0301\u0316", // marks that canonical ordering has to sort
      "a\u200C",          "#a\u200C", "a.",       "a@",       "@a.b-",
      "http://",          "www.a",    "a\u0301'", "\u9000",   "\U0001F469\u200D",
      "\U0001F1EE",       "#aB",      "\u0640",   "\xF0\x9F", "\uFDFA",
      "e\u00AD\u0301",
  };
  PreparedText prepared;
  for (const std::string_view shape : shapes) {
    INFO(std::string(shape));
    prepared.assign(repeated(shape, bytes));
    CHECK_FALSE(prepared.pattern_form().empty());
  }
}

TEST_CASE("long texts are read") {
  std::string marks;
  for (int i = 0; i < 1'000'000; ++i)
    append_utf8(marks, i % 2 == 0 ? 0x301 : 0x316);
  CHECK(normal_form("a" + marks) == "a"); // all on one Latin letter
  CHECK(normal_form(marks).empty());
  const std::string ten_megabytes = repeated(
      "I want my money back, all of it, and I want it now: \u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645 ",
      10 << 20);
  PreparedText text;
  text.assign(ten_megabytes);
  CHECK(text.words().size() > 1'000'000);
  CHECK(text.words().back().where.end <= ten_megabytes.size());
  text.assign("short again");
  CHECK(text.normal_form() == "short again");
}
