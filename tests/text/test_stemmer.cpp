// SPDX-License-Identifier: BSL-1.0
#include "text/stemmer.hpp"

#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>
#include <libstemmer.h>

using namespace usher::text;

TEST_CASE("Persian and every language of Snowball can be named, and every name works") {
  Stemmer stemmer;
  std::size_t algorithms = 0;
  for (const char **name = sb_stemmer_list(); *name != nullptr; ++name)
    ++algorithms;
  // Porter is an older English; nb is a second name of Norwegian.
  CHECK(algorithms + 1 == stem_language_codes.size());
  for (const std::string_view code : stem_language_codes) {
    REQUIRE(stem_language(code).has_value());
    CHECK(stemmer.stem(*stem_language(code), "a") == "a");
  }
  CHECK_FALSE(stem_language("pl").has_value());
  CHECK_FALSE(stem_language("").has_value());
  CHECK_FALSE(stem_language("english").has_value());
}

TEST_CASE("stems are those of Snowball") {
  Stemmer stemmer;
  CHECK(stemmer.stem(*stem_language("en"), "refunding") == "refund");
  CHECK(stemmer.stem(*stem_language("it"), "rimborsi") == stemmer.stem(*stem_language("it"), "rimborso"));
  CHECK(stemmer.stem(*stem_language("ru"), "возвратах") == "возврат");
  CHECK(stemmer.stem(*stem_language("fr"), "premi\u00E8re") ==
        stemmer.stem(*stem_language("fr"), "premi\u00E8res"));
  const std::string longest(longest_stemmed_word + 1, 's');
  CHECK(stemmer.stem(*stem_language("en"), longest) == longest);
}

TEST_CASE("Persian is stemmed by the rules of its own") {
  Stemmer stemmer;
  CHECK(stemmer.stem(*stem_language("fa"), "سفارشهایم") == "سفارش");
}

TEST_CASE("Arabic is stemmed from the Persian letters of the normal form") {
  Stemmer stemmer;
  const StemLanguage arabic = *stem_language("ar");
  // "the book" and "book", and a word whose ending is a yeh.
  CHECK(stemmer.stem(arabic, "\u0627\u0644\u06A9\u062A\u0627\u0628") == "\u06A9\u062A\u0627\u0628");
  CHECK(stemmer.stem(arabic, "\u06A9\u062A\u0627\u0628\u06CC") == "\u06A9\u062A\u0627\u0628");
}

TEST_CASE("stems are compared without accents, with them, and with a free last vowel") {
  Stemmer stemmer;
  const StemLanguage italian = *stem_language("it");
  const Stems plain = stems_of(stemmer, italian, "perch\u00E9", false);
  CHECK(plain.folded == std::vector<std::string>{"perc"});
  const Stems accented = stems_of(stemmer, *stem_language("fr"), "\u00E9t\u00E8", false);
  CHECK(accented.folded == std::vector<std::string>{"ete"});
  CHECK(accented.accented == std::vector<std::string>{"\u00E9t\u00E9"});
  const Stems free = stems_of(stemmer, italian, "citta", true);
  CHECK(free.folded == std::vector<std::string>{"citt", "citta"});
}
