// SPDX-License-Identifier: BSL-1.0
#include "base/utf8.hpp"
#include "oracle/all_phrases.hpp"
#include "text/lexicon.hpp"
#include "text/pattern.hpp"
#include "text/pattern_form.hpp"
#include "text/phrase.hpp"
#include "text/prepared_text.hpp"

#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>
#include <re2/re2.h>
#include <unicode/uchar.h>

using namespace usher;
using namespace usher::text;

namespace {

Phrase pattern(std::string_view source) {
  Phrase phrase;
  std::vector<PhraseProblem> problems;
  REQUIRE_MESSAGE(parse_phrase(source, "", phrase, problems), std::string(source));
  return phrase;
}

/// What the regex matches, with bars between.
std::string matches(std::string_view source, std::string_view text) {
  Lexicon::Builder builder;
  builder.add(pattern(source));
  const Lexicon lexicon = std::move(builder).build();
  PreparedText prepared;
  prepared.assign(text);
  std::vector<Occurrence> places;
  lexicon.locate(prepared, places);
  std::vector<PhraseId> found;
  LexiconScratch scratch;
  find_all(lexicon, prepared, scratch, found);
  CHECK(found.size() == (places.empty() ? 0 : 1));
  std::string out;
  for (const Occurrence &place : places) {
    if (!out.empty()) out += '|';
    out += text.substr(place.where.begin, place.where.end - place.where.begin);
  }
  return out;
}

PhraseProblem refusal(std::string_view source) {
  Phrase phrase;
  std::vector<PhraseProblem> problems;
  CHECK_FALSE_MESSAGE(parse_phrase(source, "", phrase, problems), std::string(source));
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].severity == Severity::error);
  CHECK_FALSE(problems[0].hint.empty());
  return problems[0];
}

bool is_word_at(std::string_view text, std::size_t offset) {
  const auto c = static_cast<UChar32>(decode_utf8(text, offset).value);
  return c == '_' || (U_GET_GC_MASK(c) & (U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK)) != 0;
}

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

bool is_boundary_before(std::string_view text, std::size_t offset) {
  if (offset == 0) return true;
  do
    --offset;
  while (is_continuation(text[offset]));
  return !is_word_at(text, offset);
}

bool is_boundary_after(std::string_view text, std::size_t offset) {
  return offset == text.size() || !is_word_at(text, offset);
}

} // namespace

TEST_CASE("a regex is searched anywhere, with case and punctuation") {
  CHECK(matches("/[A-Z]{2}-\\d+/", "order XAB-123, ab-4") == "AB-123");
  CHECK(matches("/(?i)ab-\\d/", "AB-1 ab-2") == "AB-1|ab-2");
  CHECK(matches("/a.b/", "a\nb a b") == "a b");
  CHECK(matches("/(?s)a.b/", "a\nb") == "a\nb");
  CHECK(matches("/caf\u00E9/", "cafe caf\u00E9 cafe\u0301") == "caf\u00E9|cafe\u0301");
  CHECK(matches("/a/b/", "a/b") == "a/b"); // a slash inside needs no escape
  CHECK(matches("/^no/", "no, no") == "no");
  CHECK(matches("/refund$/", "refund my refund") == "refund");
  CHECK(matches("/\\p{Han}+/", "x \u9000\u6B3E y") == "\u9000\u6B3E");
  CHECK(matches("/aa/", "aaaaa") == "aa|aa"); // matches of one regex do not overlap
}

TEST_CASE("the pattern form") {
  CHECK(matches("/\\d{3}/", "\u06F1\u06F2\u06F3 \u0661\u0662\u0663 \uFF11\uFF12\uFF13") ==
        "\u06F1\u06F2\u06F3|\u0661\u0662\u0663|\uFF11\uFF12\uFF13");
  CHECK(matches("/\u06A9\u06CC/", "\u0643\u064A \u06A9\u0649") == "\u0643\u064A|\u06A9\u0649");
  CHECK(matches("/\u0643\u064A/", "\u06A9\u06CC") == "\u06A9\u06CC"); // an Arabic keyboard in the policy
  CHECK(matches("/AB/", "A\u00AD\u200B\u200FB") == "A\u00AD\u200B\u200FB");
  CHECK(matches("/A\u200C?B/", "A\u200CB") == "A\u200CB");
  CHECK(matches("/AB/", "A\u200CB").empty()); // a ZWNJ stays
  CHECK(matches("/fi/", "o\uFB03ce") == "\uFB03");
  PatternForm form;
  form.assign("\u00E9\xFF"
              "A\u00AD\u0301 \u0663",
              true);
  CHECK(form.text() == "\u00E9\uFFFD\u00C1 3");
  CHECK(form.original(0, 2) == Span{0, 2, 0, 1});
  CHECK(form.original(5, 7) == Span{3, 8, 2, 5});
  CHECK(form.original(8, 9) == Span{9, 11, 6, 7});
}

TEST_CASE("\\b is a word boundary in any script") {
  CHECK(matches("/\\b[A-Z]{2}-\\d{6}\\b/", "AB-123456") == "AB-123456");
  CHECK(matches("/\\b[A-Z]{2}-\\d{6}\\b/", "(AB-123456)") == "AB-123456");
  CHECK(matches("/\\b[A-Z]{2}-\\d{6}\\b/", "XAB-123456").empty());
  CHECK(matches("/\\b[A-Z]{2}-\\d{6}\\b/", "AB-1234567").empty());
  CHECK(matches("/\\b[A-Z]{2}-\\d{6}\\b/", "\u00E9AB-123456").empty());
  CHECK(matches("/\\b[A-Z]{2}-\\d{6}\\b/", "AB-123456\u06F7").empty());
  CHECK(matches("/\\b[A-Z]{2}-\\d{6}\\b/", "AB-123456_").empty());
  CHECK(matches("/\\bвозврат\\b/", "мой возврат!") == "возврат");
  CHECK(matches("/\\bвозврат\\b/", "возврата").empty());
  CHECK(matches("/\\b\u0628\u0644\u0647\\b/", "\u0628\u0644\u0647\u060C") == "\u0628\u0644\u0647");
  // One space is the boundary of both.
  CHECK(matches("/\\bA\\d\\b/", "A1 A2 A3") == "A1|A2|A3");
  CHECK(matches("/\\bne/", "\u00E9ne ne") == "ne");
  CHECK(matches("/ne\\b/", "ne\u00E9 une") == "ne");
}

TEST_CASE("\\b stands at the ends of alternatives, after flags, and of nothing else") {
  CHECK(matches("/(?i)\\bfoo\\b/", "xfoo FOO") == "FOO");
  CHECK(matches("/\\bfoo|bar\\b/", "xfoo foox xbar barx") == "foo|bar");
  CHECK(matches("/\\bfoo\\b|\\bbar\\b/", "xfoo bar foo") == "bar|foo");
  CHECK(matches("/a(?i)b|c/", "aB C") == "aB|C"); // flags hold for later alternatives
  CHECK(matches("/\\ba(?i)b\\b|\\bc\\b/", "aB C xC") == "aB|C");
  CHECK(matches("/(?i)a|(?-i)b/", "A B b") == "A|b");
  CHECK(matches("/\\b(?:foo|bar)\\b/", "foobar bar") == "bar");
  CHECK(matches("/\\b(foo)(bar)?\\b/", "foobar foo") == "foobar|foo"); // captures are plain groups here
  CHECK(matches("/\\b(?P<name>foo)\\b/", "foo") == "foo");
  CHECK(matches("/[|]\\b|[)(]/", "|a ) |") == ")||"); // a class hides | and parentheses
  CHECK(matches("/\\Qa|b\\E\\b/", "a|b c") == "a|b");
  CHECK(matches("/\\Q\\b/", "x\\b") == "\\b"); // quoted: no boundary
  CHECK(matches("/x\\\\b/", "x\\b") == "x\\b");
  CHECK(matches("/[[:alpha:]|]+\\b/", "a|b1 c") == "a|c");
  CHECK(matches("/[]|]x\\b/", "]x") == "]x");

  for (const std::string_view source :
       {"/a\\bc/", "/(\\bfoo)/", "/(?:foo\\b)|x/", "/\\Bfoo/", "/foo\\B/", "/a\\b\\b/", "/\\b\\bfoo/",
        "/^\\bfoo/", "/foo\\b$/", "/(?i:\\bfoo)/"}) {
    const PhraseProblem problem = refusal(source);
    CHECK(problem.code == Code::bad_pattern);
    CHECK(problem.message.find("has a \\b or \\B that is not at one of its ends") != std::string::npos);
  }
}

TEST_CASE("regexes that are refused") {
  CHECK(refusal("/(a/").message == "the regex \"(a\" is not right: missing ): (a");
  CHECK(refusal("/(a/").code == Code::bad_pattern);
  CHECK(refusal("/[a/").hint.find("close every [") != std::string::npos);
  CHECK(refusal("/*a/").hint.find("write \\ before") != std::string::npos);
  CHECK(refusal("/a{1001}/").hint.find("up to 1000") != std::string::npos);
  CHECK(refusal("/((a{100}){100}){10}/").hint.find("up to 1000") != std::string::npos);
  CHECK(refusal("/a(?=b)/").hint.find("no look-ahead") != std::string::npos);
  CHECK(refusal("/(?!b)a/").hint.find("no look-ahead") != std::string::npos);
  CHECK(refusal("/(?<=b)a/").hint.find("no look-behind") != std::string::npos);
  CHECK(refusal("/(a)\\1/").hint.find("no back-references") != std::string::npos);
  for (const std::string_view source : {"/\\b*x/", "/\\b?x/", "/\\b+x|y/", "/\\b{2}x/", "/(?i)\\b*x/"}) {
    CHECK(refusal(source).code == Code::bad_pattern);
    CHECK(refusal(source).message.ends_with("repeats a \\b"));
  }
  CHECK(refusal("/[\\b]/").code == Code::bad_pattern);
  CHECK(refusal("/AB-[\u06F0-\u06F9]/").message ==
        "the regex \"AB-[\u06F0-\u06F9]\" has the digit \u06F0, which the searched text has as 0");
  CHECK(refusal("/a\xFF/").message.find("is not UTF-8") != std::string::npos);

  for (const std::string_view source :
       {"/a*/", "/a?|b/", "/a|/", "/^/", "/\\b/", "/\\ba*\\b/", "/(?i)/", "/()/"}) {
    const PhraseProblem problem = refusal(source);
    CHECK(problem.code == Code::bad_pattern);
    CHECK(problem.message.find("matches the empty text") != std::string::npos);
  }

  const PhraseProblem long_one = refusal("/" + std::string(1025, 'a') + "/");
  CHECK(long_one.code == Code::limit);
  CHECK(long_one.message.find("has 1025 bytes, more than 1024") != std::string::npos);
  CHECK(refusal("/(\\pL{50}){5}/").code == Code::limit);
}

TEST_CASE("a regex has no character that the searched text never has") {
  const auto message = [](std::string_view source) {
    const PhraseProblem problem = refusal(source);
    CHECK(problem.code == Code::bad_pattern);
    return problem.message + " - " + problem.hint;
  };
  CHECK(message("/\u2116 ?\\d+/") == "the regex \"\u2116 ?\\d+\" has \"\u2116\" (U+2116), which the searched "
                                     "text has as \"No\" - write No: that is found however the text has it");
  CHECK(message("/wait\u2026/").find("write \\.\\.\\.:") != std::string::npos);
  CHECK(message("/n\u00BA/").find("has as \"o\"") != std::string::npos);
  CHECK(message("/\uFF21\uFF22/").find("has as \"A\"") != std::string::npos);
  CHECK(message("/o\uFB03ce/").find("has as \"ffi\"") != std::string::npos);
  CHECK(message("/[\uFF21B]/").find("has as \"A\"") != std::string::npos);
  CHECK(message("/\\Q\u2116\\E/").find("has as \"No\"") != std::string::npos);
  CHECK(message("/10\u00A0EUR/").find("write a plain space, or \\s:") != std::string::npos);
  CHECK(message("/A\u200BB/").find("(U+200B), which the searched text never has") != std::string::npos);
  CHECK(message("/cafe\u0301/")
            .find("has \"e\u0301\" (U+0065 U+0301), which the searched text has as "
                  "\"\u00E9\" (U+00E9)") != std::string::npos);
  CHECK(message("/\u0628\u0651\u064E/").find("has as") != std::string::npos); // marks in another order

  // Marks that make no character with what is before them, and the ends of ranges.
  for (const std::string_view source :
       {"/x\u0301/", "/[ab]\u0301/", "/[\u0300-\u036F]/", "/[\u00C0-\u017F]+/", "/[\u00A0-\uFFFF]/",
        "/\u2764\uFE0F/", "/\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645/", "/\u0643\u064A/",
        "/[[:alpha:]\u00E9]/"})
    (void)pattern(source);
  CHECK(refusal("/[-\u2116]/").code == Code::bad_pattern); // a dash by itself, and no range
  CHECK(refusal("/[\u2116-]/").code == Code::bad_pattern);
  CHECK(refusal("/[^\u2116]x/").code == Code::bad_pattern);
}

TEST_CASE("a boundary is what its definition says, on random texts") {
  constexpr std::string_view inner = "(?:a|\u00E9|1)+";
  const Phrase phrase = pattern("/\\b" + std::string(inner) + "\\b/");
  const RE2 regex{std::string(inner)};
  Lexicon::Builder builder;
  builder.add(phrase);
  const Lexicon lexicon = std::move(builder).build();

  constexpr std::string_view alphabet[] = {"a",          "a",      "\u00E9", "1",      "b",      " ",
                                           "-",          "_",      "\u0436", "\u06F1", "\u0903", "\u9000",
                                           "\U0001F621", "\u200C", "'",      "\n",     "\u2014"};
  std::mt19937_64 random(5);
  PreparedText text;
  LexiconScratch scratch;
  std::vector<PhraseId> found;
  std::size_t matched = 0;
  for (int round = 0; round < 20'000; ++round) {
    std::string source;
    for (std::size_t n = 1 + random() % 8; n > 0; --n)
      source += alphabet[random() % std::size(alphabet)];
    text.assign(source);
    const std::string &form = text.pattern_form();
    bool expected = false;
    for (std::size_t begin = 0; begin < form.size() && !expected; ++begin) {
      if (is_continuation(form[begin]) || !is_boundary_before(form, begin)) continue;
      for (std::size_t end = begin + 1; end <= form.size() && !expected; ++end) {
        if (end < form.size() && is_continuation(form[end])) continue;
        expected = is_boundary_after(form, end) && RE2::FullMatch(form.substr(begin, end - begin), regex);
      }
    }
    find_all(lexicon, text, scratch, found);
    if (expected == found.empty()) FAIL("round " << round << ": " << source);
    matched += expected ? 1 : 0;
  }
  CHECK(matched > 2'000);
  CHECK(matched < 18'000);
}
