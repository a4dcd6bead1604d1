// SPDX-License-Identifier: BSL-1.0
// What phrases mean, as people who write and read the languages would have it; and phrases that are refused.
#include "base/utf8.hpp"
#include "oracle/all_phrases.hpp"
#include "text/lexicon.hpp"
#include "text/phrase.hpp"
#include "text/prepared_text.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

using namespace usher;
using namespace usher::text;

namespace {

bool matches(std::string_view phrase_source, std::string_view language, std::string_view source) {
  Phrase phrase;
  std::vector<PhraseProblem> problems;
  REQUIRE_MESSAGE(parse_phrase(phrase_source, language, phrase, problems), std::string(phrase_source));
  Lexicon::Builder builder;
  const PhraseId id = builder.add(phrase);
  REQUIRE(id == 0);
  const Lexicon lexicon = std::move(builder).build();
  PreparedText text;
  text.assign(source);
  std::vector<PhraseId> found;
  LexiconScratch scratch;
  find_all(lexicon, text, scratch, found);
  std::vector<Occurrence> places;
  lexicon.locate(text, places);
  CHECK(found.empty() == places.empty());
  return !found.empty();
}

struct Pair {
  std::string language;
  std::string phrase;
  std::string text;
  bool match = false;
  std::string why;

  friend bool operator==(const Pair &, const Pair &) = default;
};

/// \uXXXX and \UXXXXXXXX as the characters that they stand for.
std::string unescaped(std::string_view written) {
  std::string out;
  for (std::size_t i = 0; i < written.size(); ++i) {
    const char kind = i + 1 < written.size() ? written[i + 1] : '\0';
    if (written[i] != '\\' || (kind != 'u' && kind != 'U')) {
      out += written[i];
      continue;
    }
    const std::size_t digits = kind == 'u' ? 4 : 8;
    append_utf8(out,
                static_cast<char32_t>(std::stoul(std::string(written.substr(i + 2, digits)), nullptr, 16)));
    i += 1 + digits;
  }
  return out;
}

std::vector<std::string> cells_of(const std::string &line, const std::string &separator) {
  std::vector<std::string> cells;
  std::size_t begin = 0;
  for (std::size_t end; (end = line.find(separator, begin)) != std::string::npos;
       begin = end + separator.size())
    cells.push_back(line.substr(begin, end - begin));
  cells.push_back(line.substr(begin));
  return cells;
}

Pair pair_of(const std::string &language, const std::vector<std::string> &cells) {
  REQUIRE(cells.size() == 4);
  REQUIRE((cells[2] == "yes" || cells[2] == "no"));
  return {language, unescaped(cells[0]), unescaped(cells[1]), cells[2] == "yes", unescaped(cells[3])};
}

std::vector<Pair> read_pairs() {
  std::ifstream file("tests/text/phrase_pairs.tsv");
  REQUIRE(file.is_open());
  std::vector<Pair> pairs;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with('#')) continue;
    std::vector<std::string> cells = cells_of(line, "\t");
    const std::string language = cells.front();
    cells.erase(cells.begin());
    pairs.push_back(pair_of(language, cells));
  }
  return pairs;
}

/// The rows of docs/text.md, whose sections end with the language in code quotes.
std::vector<Pair> read_page() {
  std::ifstream file("docs/text.md");
  REQUIRE(file.is_open());
  std::vector<Pair> pairs;
  std::string language;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("## ")) {
      const std::vector<std::string> parts = cells_of(line, "`");
      language = parts.size() == 3 ? parts[1] : "";
    }
    if (language.empty() || !line.starts_with("| `")) continue;
    std::vector<std::string> cells = cells_of(line.substr(2, line.size() - 4), " | ");
    REQUIRE(cells.size() == 4);
    for (const std::size_t quoted : {std::size_t{0}, std::size_t{1}}) {
      // A text that holds a backquote is not shown.
      cells[quoted] = cells[quoted].substr(1, cells[quoted].size() - 2);
    }
    pairs.push_back(pair_of(language, cells));
  }
  return pairs;
}

} // namespace

TEST_CASE("phrases match what people mean by them") {
  std::map<std::string, int> count;
  for (const Pair &pair : read_pairs()) {
    INFO("phrase ", pair.phrase, ", text ", pair.text, ": ", pair.why);
    CHECK_FALSE(pair.why.empty());
    CHECK(matches(pair.phrase, pair.language, pair.text) == pair.match);
    ++count[pair.language];
  }
  for (const char *language : {"en", "it", "ru", "fa"}) {
    INFO(std::string(language));
    CHECK(count[language] >= 60);
  }
}

TEST_CASE("what docs/text.md shows is among them") {
  const std::vector<Pair> pairs = read_pairs();
  const std::vector<Pair> shown = read_page();
  CHECK(shown.size() >= 60);
  for (const Pair &pair : shown) {
    INFO("phrase ", pair.phrase, ", text ", pair.text);
    CHECK(std::find(pairs.begin(), pairs.end(), pair) != pairs.end());
  }
}

TEST_CASE("a phrase in a language is looked for in every text") {
  CHECK(matches("~rimborso", "it", "I asked for i rimborsi in English"));
  CHECK(matches("возврат", "en", "возврат"));
}

namespace {

struct Refused {
  std::string phrase;
  std::string_view language;
  Code code;
  std::string_view message;
};

} // namespace

TEST_CASE("what cannot be a phrase is refused with what is wrong and how to mend it") {
  const std::array<Refused, 36> table = {{
      {"", "en", Code::bad_phrase, "a phrase is empty"},
      {"   ", "en", Code::bad_phrase, "the phrase \"   \" holds no word"},
      {"?!", "en", Code::bad_phrase, "the phrase \"?!\" holds no word"},
      {"\u200B", "en", Code::bad_phrase, "the phrase \"\u200B\" holds no word"},
      {"//", "", Code::bad_phrase, "the phrase \"//\" holds no word"},
      {"/refund/i", "en", Code::bad_phrase, "\"/refund/i\" has letters behind its closing slash"},
      {"/lost bag", "en", Code::bad_phrase,
       "\"/lost bag\" begins with a slash, as a regex does, and does not"},
      {"/a/b c", "en", Code::bad_phrase, "\"/a/b c\" begins with a slash"},
      {"\xFF", "en", Code::bad_phrase, "the phrase \"\xFF\" is not UTF-8"},
      {"*", "en", Code::bad_phrase, "\"*\" is not at the end of a word in \"*\""},
      {"*back", "en", Code::bad_phrase, "\"*\" is not at the end of a word in \"*back\""},
      {"charge *", "en", Code::bad_phrase, "\"*\" is not at the end of a word in \"charge *\""},
      {"cha*ge", "en", Code::bad_phrase, "\"*\" is not at the end of a word in \"cha*ge\""},
      {"charge**", "en", Code::bad_phrase, "\"*\" is not at the end of a word in \"charge**\""},
      {"退*款", "", Code::bad_phrase, "\"*\" is not at the end of a word in \"退*款\""},
      {"~", "en", Code::bad_phrase, "\"~\" is not at the beginning of a word in \"~\""},
      {"~ refund", "en", Code::bad_phrase, "\"~\" is not at the beginning of a word in \"~ refund\""},
      {"re~fund", "en", Code::bad_phrase, "\"~\" is not at the beginning of a word in \"re~fund\""},
      {"~~refund", "en", Code::bad_phrase, "\"~\" is not at the beginning of a word in \"~~refund\""},
      {"~refund*", "en", Code::bad_phrase, "a word in \"~refund*\" has both \"~\" and \"*\""},
      {"~refund", "", Code::bad_phrase, "\"~\" in \"~refund\" needs a language"},
      {"~refund", "all_languages", Code::bad_phrase, "\"~\" in \"~refund\" needs a language"},
      {"#", "", Code::bad_phrase, "\"#\" stands alone in \"#\""},
      {"# refund", "", Code::bad_phrase, "\"#\" stands alone in \"# refund\""},
      {"@", "", Code::bad_phrase, "\"@\" stands alone in \"@\""},
      {"#_", "", Code::bad_phrase, "\"#\" stands alone in \"#_\""},
      {"##a", "", Code::bad_phrase, "\"#\" stands alone in \"##a\""},
      {"#sale*", "", Code::bad_phrase, "\"*\" cannot go with a tag in \"#sale*\""},
      {"~#sale", "en", Code::bad_phrase, "\"~\" cannot go with a tag in \"~#sale\""},
      {"@acme*", "", Code::bad_phrase, "\"*\" cannot go with a mention in \"@acme*\""},
      {"me@acme.com*", "", Code::bad_phrase, "\"*\" cannot go with an address in \"me@acme.com*\""},
      {"https://acme.com/*", "", Code::bad_phrase,
       "\"*\" cannot go with an address in \"https://acme.com/*\""},
      {"~https://acme.com", "en", Code::bad_phrase,
       "\"~\" cannot go with an address in \"~https://acme.com\""},
      {"\U0001F621*", "", Code::bad_phrase, "\"*\" cannot go with an emoji in \"\U0001F621*\""},
      {"a\u200Cb\u200Cc\u200Cd\u200Ce\u200Cf\u200Cg\u200Ch", "fa", Code::bad_phrase,
       "the phrase \"a\u200Cb\u200Cc\u200Cd\u200Ce\u200Cf\u200Cg\u200Ch\" has 7 zero-width non-joiners, more "
       "than 6"},
      {[] {
         std::string words;
         for (int i = 0; i < 65; ++i)
           words += "go ";
         return words;
       }(),
       "en", Code::limit, "has 65 words, more than 64"},
  }};
  for (const Refused &row : table) {
    INFO(row.phrase);
    Phrase phrase;
    std::vector<PhraseProblem> problems;
    CHECK_FALSE(parse_phrase(row.phrase, row.language, phrase, problems));
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].code == row.code);
    CHECK(problems[0].severity == Severity::error);
    CHECK(problems[0].message.find(row.message) != std::string::npos);
    CHECK_FALSE(problems[0].hint.empty());
  }
}

TEST_CASE("half a regex is refused, and what has its flags behind it is shown as RE2 writes it") {
  const auto hint = [](std::string_view source) {
    Phrase phrase;
    std::vector<PhraseProblem> problems;
    CHECK_FALSE(parse_phrase(source, "", phrase, problems));
    REQUIRE(problems.size() == 1);
    return problems[0].hint;
  };
  CHECK(hint("/refund/i") == "write /(?i)refund/");
  CHECK(hint("/a/b/gim") == "write /(?im)a/b/");
  CHECK(hint("/refund/g") == "write /refund/");
  CHECK(hint("/lost bag") == "a regex ends with a slash as well; words have none before them");
  CHECK(hint("//i") == hint("/lost bag"));
  CHECK(hint("/home/user") == hint("/lost bag"));

  // A slash at the end alone parts words, as it does in an address.
  for (const std::string_view source : {"money back/", "https://acme.com/", "24/7"}) {
    Phrase phrase;
    std::vector<PhraseProblem> problems;
    CHECK(parse_phrase(source, "", phrase, problems));
    CHECK(std::holds_alternative<WordPhrase>(phrase.form));
  }
}

TEST_CASE("a stem in a language without a stemmer is a warning, and the word is compared as it is") {
  Phrase phrase;
  std::vector<PhraseProblem> problems;
  CHECK(parse_phrase("~zwrot", "pl", phrase, problems));
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].code == Code::no_stemmer);
  CHECK(problems[0].severity == Severity::warning);
  CHECK(problems[0].message ==
        "there is no stemmer for \"pl\", so \"~zwrot\" finds its words only as they are written");
  CHECK(std::get<WordPhrase>(phrase.form).spellings[0][0].kind == PhraseWord::Kind::word);
}

TEST_CASE("a phrase that is hard to spell is refused and not multiplied") {
  // Every word has two stems, so that seven of them have 128 spellings.
  std::string source;
  for (int i = 0; i < 7; ++i)
    source += "~citta' ";
  Phrase phrase;
  std::vector<PhraseProblem> problems;
  CHECK_FALSE(parse_phrase(source, "it", phrase, problems));
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].message.find("can be spelled in more than 64 ways") != std::string::npos);
}

TEST_CASE("a parsed phrase says what it is") {
  Phrase phrase;
  std::vector<PhraseProblem> problems;
  REQUIRE(parse_phrase("Money b\u00E0ck* #x @y me@a.it", "all_languages", phrase, problems));
  CHECK(phrase.source == "Money b\u00E0ck* #x @y me@a.it");
  CHECK(phrase.language.empty());
  const auto &spellings = std::get<WordPhrase>(phrase.form).spellings;
  REQUIRE(spellings.size() == 1);
  using Kind = PhraseWord::Kind;
  const std::vector<PhraseWord> expected = {{Kind::word, "money", false, false},
                                            {Kind::prefix, "b\u00E1ck", true, false},
                                            {Kind::tag, "#x", false, false},
                                            {Kind::mention, "@y", false, false},
                                            {Kind::address, "me@a.it", false, false}};
  CHECK(spellings[0] == expected);
  CHECK(problems.empty());
}
