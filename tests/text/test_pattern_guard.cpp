// SPDX-License-Identifier: BSL-1.0
// A regex whose guard is not met never matches: random regexes over odd texts, found by a lexicon and searched one
// by one. The number of pairs of a regex and a text comes from USHER_GUARD_PAIRS.
#include "oracle/all_phrases.hpp"
#include "settings.hpp"
#include "text/lexicon.hpp"
#include "text/odd_pieces.hpp"
#include "text/pattern_guard.hpp"
#include "text/prepared_text.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>
#include <re2/re2.h>

using namespace usher;
using namespace usher::text;
using namespace usher::testing;

namespace {

constexpr std::array<std::string_view, 36> literals = {
    "refund", "Order",   "lost bag", "straße", "İzmir",  "ıslak",   "ﬁle",  "caffè", "città", "ſuch",
    "e",      "возврат", "алё",      "Ёлка",   "ставки", "й",       "ӂук",  "سفارش", "كتاب",  "می\u200Cخواهم",
    "أحمد",   "مسئله",   "پ",        "ἀγορά",  "ᾀδω",    "ΣΊΣΥΦΟΣ", "退款", "한국",  "क्षमा",  "ผู้ใช้",
    "№ five", "ℹnfo",    "www.acme", "#lost",  "a@b.no", "😡 angry"};
/// A regex that is no literal, and a text that it matches.
constexpr std::array<std::pair<std::string_view, std::string_view>, 12> others = {{{"[аеё]", "ё"},
                                                                                   {"[a-c]", "b"},
                                                                                   {"[бв]", "в"},
                                                                                   {"\\d+", "٢1"},
                                                                                   {"\\pL", "ж"},
                                                                                   {".", "-"},
                                                                                   {"\\s", " "},
                                                                                   {"[^x]", "\u0301"},
                                                                                   {"(?:ab|ба)", "ба"},
                                                                                   {"s?", ""},
                                                                                   {".{0,3}", "..."},
                                                                                   {"\\pM*", "\u0306"}}};
// What joins, changes or is lost when the forms of a text are made.
constexpr std::array<std::string_view, 18> between = {
    "\u0301", "\u0306", "\u0307", "\u0308", "\u0345", "\u034F", "\uFE0F", "\u064B", "\u06D6",
    "\u0654", "\u00AD", "\u200B", "\u200C", "\u200D", "\u0640", "\u093C", "\u1161", "\u20DD"};

/// The same of ASCII alone, most with marks.
constexpr std::array<std::pair<std::string_view, std::string_view>, 14> ascii_parts = {{{"A-", "A-"},
                                                                                        {"\\d{2,4}", "123"},
                                                                                        {"[ik]-", "i-"},
                                                                                        {"[A-C]", "B"},
                                                                                        {"no\\. ?", "no. "},
                                                                                        {"k=", "k="},
                                                                                        {"s?", "s"},
                                                                                        {"#lost", "#lost"},
                                                                                        {"a@b", "a@b"},
                                                                                        {"(?:x_|y:)", "y:"},
                                                                                        {"-", "-"},
                                                                                        {"\\w+", "order"},
                                                                                        {"[^a-z]", "!"},
                                                                                        {"Order", "Order"}}};
/// Other ways to write what stands in those, of which the pattern form makes them.
constexpr std::array<std::pair<char, std::string_view>, 9> otherwise = {{{'-', "\uFF0D"},
                                                                         {'-', "\u2010"},
                                                                         {'k', "\u212A"},
                                                                         {'i', "\u0130"},
                                                                         {'s', "\u017F"},
                                                                         {'1', "\u06F1"},
                                                                         {'2', "\u0662"},
                                                                         {'A', "\uFF21"},
                                                                         {'#', "\uFE5F"}}};

class Generator {
 public:
  explicit Generator(std::uint64_t seed) : random_(seed) {}

  std::size_t below(std::size_t end) { return random_() % end; }
  bool one_in(std::size_t n) { return below(n) == 0; }

  /// A regex and, in `sample`, a text that it is meant to match.
  std::string regex(std::string &sample) {
    std::string out = one_in(3) ? "(?i)" : "";
    sample.clear();
    if (one_in(3)) {
      for (std::size_t n = 1 + below(4); n > 0; --n) {
        const auto &[part, text] = ascii_parts[below(ascii_parts.size())];
        out += part;
        sample += text;
      }
      return out;
    }
    for (std::size_t n = one_in(3) ? 2 + below(2) : 1; n > 0; --n) {
      std::string matching;
      // A boundary takes milliseconds to compile.
      if (one_in(60)) out += "\\b";
      add_sequence(out, matching);
      if (n > 1) out += '|';
      if (sample.empty() || one_in(2)) sample = matching;
    }
    return out;
  }

  std::string text(const std::vector<std::string> &samples) {
    std::string out;
    for (std::size_t n = 1 + below(3); n > 0; --n) {
      add_odd(out);
      out +=
          one_in(8) ? std::string(literals[below(literals.size())]) : changed(samples[below(samples.size())]);
      if (one_in(3)) out += between[below(between.size())];
      add_odd(out);
    }
    return out;
  }

 private:
  void add_sequence(std::string &regex, std::string &matching) {
    for (std::size_t n = 1 + below(3); n > 0; --n) {
      if (one_in(3)) {
        const auto &[other, text] = others[below(others.size())];
        regex += other;
        matching += text;
      } else if (one_in(4)) {
        const std::string_view first = literals[below(literals.size())];
        const std::string_view second = literals[below(literals.size())];
        regex.append("(?:").append(first).append("|").append(second).append(")");
        matching += one_in(2) ? first : second;
      } else {
        const std::string_view literal = literals[below(literals.size())];
        regex += literal;
        matching += literal;
      }
    }
  }

  void add_odd(std::string &out) {
    for (std::size_t n = below(3); n > 0; --n)
      out += one_in(3) ? odd_spaces[below(odd_spaces.size())] : odd_pieces[below(odd_pieces.size())];
  }

  std::string changed(std::string sample) {
    if (one_in(4)) {
      const auto &[plain, other] = otherwise[below(otherwise.size())];
      for (std::size_t at = sample.find(plain); at != std::string::npos; at = sample.find(plain, at + 1)) {
        sample.replace(at, 1, other);
        if (one_in(2)) break;
      }
    }
    if (one_in(4)) {
      for (char &c : sample) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
      }
    }
    if (one_in(3)) {
      std::size_t at = below(sample.size() + 1);
      while (at < sample.size() && (static_cast<unsigned char>(sample[at]) & 0xC0) == 0x80)
        ++at;
      sample.insert(at, between[below(between.size())]);
    }
    return sample;
  }

  std::mt19937_64 random_;
};

} // namespace

TEST_CASE("regexes are found behind their guards as without") {
  const std::uint64_t pairs = setting("USHER_GUARD_PAIRS", 400'000);
  Generator generator(20261126);
  PreparedText prepared;
  LexiconScratch scratch;
  std::vector<PhraseId> found;
  std::uint64_t regexes = 0;
  std::uint64_t guarded = 0;
  std::uint64_t marked = 0;
  std::uint64_t matches = 0;
  for (std::uint64_t pair = 0; pair < pairs;) {
    Lexicon::Builder builder;
    std::vector<PatternPhrase> patterns;
    std::vector<std::string> samples;
    while (patterns.size() < 8) {
      std::string sample;
      const std::string source = "/" + generator.regex(sample) + "/";
      Phrase phrase;
      std::vector<PhraseProblem> problems;
      if (!parse_phrase(source, "", phrase, problems)) continue; // one that matches the empty text
      if (builder.add(phrase) != patterns.size()) continue;
      patterns.push_back(std::get<PatternPhrase>(phrase.form));
      samples.push_back(sample);
      ++regexes;
      const PatternGuard guard = guard_of(patterns.back().regex);
      if (!guard.empty()) ++guarded;
      if (!guard.marked.empty()) ++marked;
    }
    const Lexicon lexicon = std::move(builder).build();
    for (int i = 0; i < 60; ++i) {
      const std::string text = generator.text(samples);
      prepared.assign(text);
      find_all(lexicon, prepared, scratch, found);
      for (PhraseId id = 0; id < patterns.size(); ++id, ++pair) {
        const bool expected = RE2::PartialMatch(prepared.pattern_form(), *patterns[id].compiled);
        if (expected) ++matches;
        if (expected != (std::find(found.begin(), found.end(), id) != found.end())) {
          FAIL("regex " << patterns[id].regex << "\ntext " << text << "\nmatches: " << expected);
        }
      }
    }
  }
  MESSAGE(guarded << " of " << regexes << " regexes have guards; " << matches << " matches");
  CHECK(guarded > regexes / 2);
  CHECK(marked > regexes / 10);
  CHECK(matches > pairs / 20);
}

TEST_CASE("what a text has behind a literal cannot hide it from its guard") {
  // In words the last letter composes with the mark, in the pattern form it does not.
  for (const auto &one : {std::pair<std::string_view, std::string_view>{"/алё/", "алё\u0306"},
                          {"/ставки/", "ставки\u034F\u0306"},
                          {"/ставки/", "ставки\uFE0F\u0306"},
                          {"/ᾀδᾀ/", "ᾀδᾀ\u0308"}}) {
    // Not a structured binding: clang 14 cannot use one in what CHECK_MESSAGE makes a lambda.
    const std::string_view regex = one.first;
    const std::string_view text = one.second;
    Phrase phrase;
    std::vector<PhraseProblem> problems;
    REQUIRE(parse_phrase(regex, "", phrase, problems));
    Lexicon::Builder builder;
    builder.add(phrase);
    const Lexicon lexicon = std::move(builder).build();
    PreparedText prepared;
    prepared.assign(text);
    LexiconScratch scratch;
    std::vector<PhraseId> found;
    find_all(lexicon, prepared, scratch, found);
    CHECK_MESSAGE(found.size() == 1, regex);
  }
}

TEST_CASE("the filter of grams says the same with and without AVX-512, and misses no gram") {
  std::mt19937_64 random(20261126);
  const FindGrams fast = best_find_grams();
  for (int round = 0; round < 20'000; ++round) {
    std::string text(random() % 80, '\0');
    for (char &c : text)
      c = static_cast<char>(random() % 4 == 0 ? random() % 256 : 'a' + random() % 4);
    GramBits bits{};
    std::vector<std::uint32_t> grams;
    for (std::size_t n = random() % 4; n > 0; --n) {
      grams.push_back(text.size() >= gram_size && random() % 2 == 0
                          ? gram_at(text.data() + random() % (text.size() - gram_size + 1))
                          : static_cast<std::uint32_t>(random() & 0xFFFFFF));
      add_gram(grams.back(), bits);
    }
    // Bytes behind the text belong to somebody else.
    const std::vector<char> exact(text.begin(), text.end());
    const std::uint64_t found = find_grams_portable(exact.data(), exact.size(), bits);
    CHECK(fast(exact.data(), exact.size(), bits) == found);
    for (std::size_t at = 0; at < 64 && at + gram_size <= text.size(); ++at) {
      if (std::find(grams.begin(), grams.end(), gram_at(text.data() + at)) != grams.end())
        CHECK(((found >> at) & 1U) == 1);
    }
  }
}

TEST_CASE("guards ask for all words that a regex needs, and for what has a mark") {
  using Words = std::vector<std::string>;
  CHECK(guard_of("(?i)order[a-z]* number").words == Words{"number", "order"});
  CHECK(guard_of("(?i)order[a-z]* number").all_words);
  CHECK(guard_of("refund|invoice").words.size() == 2);
  CHECK_FALSE(guard_of("refund|invoice").all_words);
  CHECK(guard_of("AB-\\d{4,8}").words.empty());
  CHECK(guard_of("AB-[a-z]+").marked == Words{"ab-"});
  CHECK(guard_of("A-\\d{4,8}").marked == Words{"a-"});
  CHECK(guard_of("[A-Z]{2}-\\d{6}").marked == Words{"-"});
  CHECK(guard_of("-?\\d{6}").empty());
  CHECK(guard_of("A\\x2D\\d{4}").empty());
  CHECK(guard_of("Ж-\\d{4}").marked.empty());
  CHECK(telling_mark("e.g.-x") == 4);
  CHECK(telling_mark("e.g") == 1);
}
