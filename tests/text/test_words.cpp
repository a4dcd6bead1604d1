// SPDX-License-Identifier: BSL-1.0
#include "text/prepared_text.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

using namespace usher;
using namespace usher::text;

namespace {

/// Words as kind and text: w, e, t, m, u or a and the word.
std::string words(std::string_view source) {
  PreparedText text;
  text.assign(source);
  std::string out;
  for (const Word &word : text.words()) {
    if (!out.empty()) out += ' ';
    out += "wetmua"[static_cast<std::size_t>(word.kind)];
    out += ':';
    out += word.text;
  }
  return out;
}

/// Parts with a bar where two may be joined.
std::string parts(std::string_view source) {
  PreparedText text;
  text.assign(source);
  std::string out;
  for (std::size_t i = 0; i < text.part_count(); ++i) {
    if (i > 0) out += text.joins_previous(i) ? '|' : ' ';
    out += text.join(i, i).text;
  }
  return out;
}

std::string bytes_of(std::string_view source, const Span &span) {
  return std::string(source.substr(span.begin, span.end - span.begin));
}

} // namespace

TEST_CASE("everything but letters, marks and digits parts words") {
  CHECK(words("Where is my order, please?") == "w:where w:is w:my w:order w:please");
  CHECK(words("a-b_c\u2014d/e\\f+g") == "w:a w:b w:c w:d w:e w:f w:g");
  CHECK(words("dell'ordine don\u2019t") == "w:dell w:ordine w:don w:t");
  CHECK(words("a\u00A0b\u3000c\td\ne") == "w:a w:b w:c w:d w:e");
  CHECK(words("3.50 \u20AC") == "w:3 w:50");
  CHECK(words("...").empty());
}

TEST_CASE("emoji are words of their own") {
  CHECK(words("ok\U0001F44D\U0001F3FDok") == "w:ok e:\U0001F44D w:ok");
  CHECK(words("\U0001F621\U0001F621") == "e:\U0001F621 e:\U0001F621");
  CHECK(words("\U0001F468\u200D\U0001F469\u200D\U0001F467 \u2764\uFE0F\u200D\U0001F525") ==
        "e:\U0001F468\u200D\U0001F469\u200D\U0001F467 e:\u2764\u200D\U0001F525");
  CHECK(words("\U0001F1EE\U0001F1F9\U0001F1EE\U0001F1F7\U0001F1EE") ==
        "e:\U0001F1EE\U0001F1F9 e:\U0001F1EE\U0001F1F7 e:\U0001F1EE");
  CHECK(words("\u00A9 2026 Acme\u00AE \u203C") == "w:2026 w:acme");
}

TEST_CASE("letters of scripts without spaces are words of their own") {
  CHECK(words("\u9000\u6B3E") == "w:\u9000 w:\u6B3E");
  CHECK(words("iPhone\u624B\u673A15") == "w:iphone w:\u624B w:\u673A w:15");
  CHECK(words("\u30AB\u30FC\u30C9") == "w:\u30AB w:\u30FC w:\u30C9");
  CHECK(words("\u0E01\u0E49\u0E32") == "w:\u0E01\u0E49 w:\u0E32"); // a tone mark stays with its letter
  CHECK(words("\uD658\uBD88") == "w:\uD658\uBD88");
}

TEST_CASE("URLs") {
  CHECK(words("see https://Acme.com/a?b=c#d.") == "w:see u:https://acme.com/a?b=c#d");
  CHECK(words("(http://a.b) \"ftp://c.d\", <www.e.f>") == "u:http://a.b u:ftp://c.d u:www.e.f");
  CHECK(words("xhttp://a.b") == "w:xhttp w:a w:b"); // not inside a word
  CHECK(words("_http://a.b") == "u:http://a.b");
  CHECK(words("http:// www. https://...") == "w:http w:www w:https");
  CHECK(words("https://a.b\u061F") == "u:https://a.b");
  CHECK(words("\u770Bhttps://a.b") == "w:\u770B u:https://a.b");
  CHECK(words("https://u@a.b/@c") == "u:https://u@a.b/@c");
}

TEST_CASE("e-mail addresses") {
  CHECK(words("mail Me.Too+x@Acme-Care.co.uk!") == "w:mail a:me.too+x@acme-care.co.uk");
  CHECK(words("mailto:a@b.it.") == "w:mailto a:a@b.it");
  CHECK(words("a@b") == "w:a w:b");         // no dot
  CHECK(words("a@b.c") == "w:a w:b w:c");   // a last label of one letter
  CHECK(words("a@b.12") == "w:a w:b w:12"); // or of digits
  CHECK(words("a.@b.it") == "w:a m:@b.it");
  CHECK(words("\u8054\u7CFBa@b.it\u8C22") == "w:\u8054 w:\u7CFB a:a@b.it w:\u8C22");
  CHECK(words("a@b.it@c.it") == "a:a@b.it w:c w:it");
}

TEST_CASE("tags and mentions") {
  CHECK(words("#LostBag, @acme_it!") == "t:#lostbag m:@acme_it");
  CHECK(words("a#b c@d") == "w:a w:b w:c w:d");
  CHECK(words("# @ #! @-a") == "w:a");
  CHECK(words("#_ @_") == "");
  CHECK(words("#1 ##a") == "t:#1 t:#a");
  CHECK(words("@a.b-c.d.") == "m:@a.b-c.d");
  CHECK(words("#a.b") == "t:#a w:b");
  CHECK(words("@a@b.it") == "m:@a w:b w:it");
  CHECK(words("#love\U0001F621") == "t:#love e:\U0001F621");
  CHECK(words("\uFF03tag") == "t:#tag");
  CHECK(words("#\u9000\u6B3E#") == "t:#\u9000\u6B3E");
  CHECK(words("#\u06A9\u062A\u0627\u0628\u200C\u062E\u0648\u0627\u0646\u06CC") ==
        "t:#\u06A9\u062A\u0627\u0628\u062E\u0648\u0627\u0646\u06CC");
}

TEST_CASE("words have parts where they may be read in two ways") {
  CHECK(parts("\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645 \u067E\u0648\u0644") ==
        "\u0645\u06CC|\u062E\u0648\u0627\u0647\u0645 \u067E\u0648\u0644");
  CHECK(parts("a\u200Cb\u200C\u200Cc") == "a|b|c");
  CHECK(parts("a\u200C b\u200C, \u200Cc") == "a b c"); // beside a separator it is nothing
  CHECK(parts("\u9000\u200C\u6B3E") == "\u9000 \u6B3E");
  CHECK(parts("#LostBag LostBag") == "lost|bag lostbag");
  CHECK(parts("#NYCMarathon #iPhone #ABC #aBC #Covid19Help") == "nyc|marathon i|phone abc a|bc covid19help");
  CHECK(parts("#\u00C9t\u00E9Indien #E\u0301te\u0301Indien") == "ete|indien ete|indien");
  CHECK(parts("@AcmeCare_it.Rome #a_B") == "acme|care it rome a b");
  CHECK(parts("#\u9000\u6B3ENow") == "\u9000 \u6B3E now");
  CHECK(parts("https://a.b/LostBag") == "https://a.b/lostbag");
}

TEST_CASE("parts are joined up to a bound") {
  std::string source = "a";
  for (int i = 0; i < 40; ++i)
    source += "\u200Ca";
  PreparedText text;
  text.assign(source);
  CHECK(text.words().size() == 1);
  CHECK(text.part_count() == 41);
  std::vector<std::string> readings;
  text.each_reading(3, [&](const Reading &reading) { readings.emplace_back(reading.text); });
  REQUIRE(readings.size() == most_joined_parts);
  CHECK(readings.back() == std::string(most_joined_parts, 'a'));
  readings.clear();
  text.each_reading(39, [&](const Reading &reading) { readings.emplace_back(reading.text); });
  CHECK(readings == std::vector<std::string>{"a", "aa"});
}

TEST_CASE("a tag is read whole and by its parts") {
  PreparedText text;
  text.assign("my #LostBag");
  std::vector<std::string> readings;
  text.each_reading(1, [&](const Reading &reading) { readings.emplace_back(reading.text); });
  CHECK(readings == std::vector<std::string>{"#lostbag", "lost", "lostbag"});
  CHECK(text.words()[1].first_part == 1);
  CHECK(text.words()[1].part_count == 2);
}

TEST_CASE("words and readings know their place") {
  const std::string source = "Caff\u00E8\u00AD, #Lo\u200CstBag \U0001F44D\U0001F3FD e\u0301!";
  PreparedText text;
  text.assign(source);
  const auto &list = text.words();
  REQUIRE(list.size() == 4);
  CHECK(bytes_of(source, list[0].where) == "Caff\u00E8");
  CHECK(list[0].where.end_code_point == 5);
  CHECK(bytes_of(source, list[1].where) == "#Lo\u200CstBag");
  CHECK(list[1].where.begin_code_point == 8);
  CHECK(list[1].where.end_code_point == 17);
  CHECK(bytes_of(source, list[2].where) == "\U0001F44D\U0001F3FD");
  CHECK(bytes_of(source, list[3].where) == "e\u0301");
  CHECK(list[3].where.end_code_point == 23);
  CHECK(bytes_of(source, text.join(1, 2).where) == "Lo\u200Cst");
  CHECK(bytes_of(source, text.join(3, 3).where) == "Bag");
}

TEST_CASE("the forms of a word") {
  PreparedText text;
  text.assign("perch\u00E8 ok Citta' po' #citta'");
  CHECK(text.words()[0].text == "perche");
  CHECK(text.words()[0].accented == "perch\u00E9");
  CHECK(text.join(0, 0).exact == "perch\u00E8");
  CHECK(text.words()[1].accented == text.words()[1].text);
  CHECK_FALSE(text.join(0, 0).free_ending);
  CHECK(text.join(2, 2).free_ending);
  CHECK(text.join(3, 3).free_ending);
  CHECK(text.join(4, 4).free_ending);
  CHECK_FALSE(text.whole(4).free_ending);
  CHECK(text.normal_form() == "perche ok citta po #citta");
}

TEST_CASE("a prepared text can be used again and moved") {
  PreparedText text;
  text.assign("short");
  PreparedText moved = std::move(text);
  CHECK(moved.words()[0].text == "short");
  text = PreparedText();
  text.assign("caf\u00E9 #aB");
  moved = std::move(text);
  CHECK(moved.normal_form() == "cafe #ab");
  CHECK(moved.words()[0].accented == "caf\u00E9");
  text.assign("again"); // a moved-from text may be assigned to
  CHECK(text.words()[0].text == "again");
  text.assign("");
  CHECK(text.words().empty());
  CHECK(text.normal_form().empty());
  CHECK(text.pattern_form().empty());
}
