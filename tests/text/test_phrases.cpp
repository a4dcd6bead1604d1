// SPDX-License-Identifier: BSL-1.0
// What phrases mean, as people who write and read the languages would have it; and phrases that are refused.
#include "text/lexicon.hpp"
#include "text/phrase.hpp"
#include "text/prepared_text.hpp"

#include <array>
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
  lexicon.find(text, found);
  std::vector<Occurrence> places;
  lexicon.locate(text, places);
  CHECK(found.empty() == places.empty());
  return !found.empty();
}

struct Row {
  std::string_view phrase;
  std::string_view language;
  std::string_view text;
  bool match;
  std::string_view why;
};

constexpr Row rows[] = {
    // English: words, order, inflection.
    {"refund", "en", "I want a refund.", true, "the word stands there"},
    {"refund", "en", "I want a REFUND!!!", true, "shouting is the same word"},
    {"refund", "en", "two refunds please", false, "another form; ~refund says any"},
    {"refund", "en", "prerefund", false, "whole words only"},
    {"refund", "en", "refund-policy", true, "a hyphen parts words"},
    {"refund", "en", "refund_policy", true, "an underscore parts words"},
    {"~refund", "en", "I was refunded twice", true, "refunded is a form of refund"},
    {"~refund", "en", "are refunds possible?", true, "refunds is a form of refund"},
    {"~refund", "en", "refunding takes a week", true, "refunding is a form of refund"},
    {"~refunds", "en", "a refund", true, "any form may stand in the phrase too"},
    {"~refund", "en", "fund", false, "another word"},
    {"~charge back", "en", "they charged back my card", true, "~ stands on the first word"},
    {"~charge back", "en", "they charged me back", false, "words of a phrase follow each other"},
    {"charge* back", "en", "the chargers back home", true, "chargers begins with charge"},
    {"charge* back", "en", "charg back", false, "charg does not begin with charge"},
    {"charge*", "en", "charge", true, "a word begins with itself"},
    {"money back", "en", "I want my money back now", true, "words in order"},
    {"money back", "en", "money-back guarantee", true, "a hyphen is as good as a space"},
    {"money-back", "en", "money back", true, "in the phrase too"},
    {"money back", "en", "back money", false, "the order counts"},
    {"money back", "en", "money is back", false, "nothing stands between"},
    {"money back", "en", "moneyback", false, "no ZWNJ on either side: joined and spaced differ"},
    {"money back", "en", "money\nback", true, "a line end is white space"},
    {"money back", "en", "money ... back", true, "punctuation only parts words"},
    {"money back", "en", "money \U0001F621 back", false, "an emoji is a word between them"},
    {"money back", "en", "mo\u00ADney ba\u200Bck", true, "soft hyphen and zero-width space are nothing"},
    {"don't", "en", "I don\u2019t know", true, "curly and straight apostrophes are one"},
    {"don't", "en", "dont", false, "an apostrophe parts words"},
    {"don't", "en", "don t", true, "don + t"},
    {"sony's", "en", "Sony\u2019s service", true, "sony + s"},
    {"cafe", "en", "the caf\u00E9", true, "the phrase has no accent, so accents are folded"},
    {"caf\u00E9", "en", "the cafe", false, "the phrase carries an accent"},
    {"caf\u00E9", "en", "the cafe\u0301", true, "composed or not is one letter"},
    {"naive", "en", "na\u00EFve", true, "diaeresis folds"},
    {"office", "en", "o\uFB03ce", true, "a ligature is its letters"},
    {"refund", "en", "\uFF52\uFF45\uFF46\uFF55\uFF4E\uFF44", true, "full width is the same letters"},
    {"refund", "en", "\U0001D42B\U0001D41E\U0001D41F\U0001D42E\U0001D427\U0001D41D", true,
     "so is mathematical bold"},
    {"strasse", "de", "Stra\u00DFe", true, "case folding makes \u00DF ss"},
    {"stra\u00DFe", "de", "STRASSE", true, "on both sides"},
    {"\u00FCber", "de", "uber", false, "the phrase carries an umlaut"},
    {"uber", "de", "\u00DCber uns", true, "without one it folds"},
    {"2 for 1", "en", "2 FOR 1!", true, "digits are word characters"},
    {"covid19", "en", "covid 19", false, "letters and digits side by side are one word"},
    {"acme", "en", "Acme\u2122 shoes", true, "a trade mark sign parts words"},
    {"acme shoes", "en", "Acme\u00AE shoes", true, "so does a registered sign, without being a word"},
    {"istanbul", "en", "\u0130stanbul", true, "a Turkish capital dotted I is i"},
    {"50", "en", "50% off", true, "a symbol parts words"},

    // Emoji.
    {"\U0001F621", "", "why\U0001F621\U0001F621", true, "each emoji is a word, glued or not"},
    {"\U0001F621 \U0001F621", "", "why\U0001F621\U0001F621\U0001F621", true, "two in a row"},
    {"\u2764", "", "love \u2764\uFE0F", true, "a variation selector is nothing"},
    {"\U0001F44D", "", "ok \U0001F44D\U0001F3FD", true, "a skin tone is nothing"},
    {"\U0001F469\u200D\U0001F4BB", "", "a \U0001F469\U0001F3FE\u200D\U0001F4BB here", true,
     "joined emoji are one word"},
    {"\U0001F4BB", "", "a \U0001F469\u200D\U0001F4BB here", false, "and not its parts"},
    {"\U0001F1EE\U0001F1F9", "", "\U0001F1EE\U0001F1F7\U0001F1EE\U0001F1F9", true, "flags are pairs"},
    {"\U0001F1F7\U0001F1EE", "", "\U0001F1EE\U0001F1F7\U0001F1EE\U0001F1F9", false, "and no other pairs"},
    {"1", "", "1\uFE0F\u20E3 place", true, "a keycap is its digit"},

    // Tags and mentions.
    {"#lostbag", "", "where is it #LostBag", true, "tags ignore case"},
    {"#lostbag", "", "lostbag", false, "only the tag"},
    {"lost bag", "en", "#LostBag again", true, "a tag matches as its words"},
    {"lostbag", "en", "#LostBag again", true, "or joined"},
    {"lost bag", "en", "#lostbag again", false, "nothing shows where a word ends"},
    {"lost bag", "en", "#lost_bag", true, "an underscore parts words"},
    {"#lost_bag", "", "#LostBag", false, "another tag"},
    {"#lost", "", "#LostBag", false, "a tag is whole"},
    {"my lost bag today", "en", "my #LostBag today", true, "its words stand in the stream"},
    {"nyc marathon", "en", "#NYCMarathon", true, "capitals, then a word"},
    {"iphone", "en", "#iPhone", true, "a camel-case step stands for nothing"},
    {"iphone", "en", "an iPhone", true, "outside tags case is nothing at all"},
    {"i phone", "en", "iPhone", false, "outside tags no step"},
    {"#tag", "", "a#tag", false, "not after a word character"},
    {"tag", "", "a#tag", true, "it still parts words"},
    {"#tag", "", "(#tag)", true, "after punctuation it is one"},
    {"#caf\u00E9", "", "#cafe", false, "accents count as in words"},
    {"#cafe", "", "#caf\u00E9", true, "and fold as in words"},
    {"@acme", "", "hey @ACME!", true, "a mention"},
    {"@acme", "", "acme", false, "only the mention"},
    {"acme", "", "hey @acme", true, "a mention matches as its words"},
    {"@acme", "", "@acme_it", false, "another account"},
    {"@acme.care", "", "ask @acme.care.", true, "an inner dot belongs to the name, the last does not"},
    {"want #refund now", "en", "I want #Refund now", true, "a tag as one word of a phrase"},

    // Addresses.
    {"refund", "", "https://acme.com/refund", false, "a URL matches only whole"},
    {"https://acme.com/refund", "", "see (https://ACME.com/refund).", true, "without the brackets around it"},
    {"www.acme.com", "", "www.acme.com, please", true, "www. begins a URL too"},
    {"acme", "", "me@acme.com", false, "an e-mail address matches only whole"},
    {"me@acme.com", "", "write to Me@Acme.com.", true, "whole, ignoring case"},
    {"acme", "", "acme.com", true, "without scheme or www. a dot just parts words"},
    {"@acme", "", "me@acme", false, "an at sign inside a word begins no mention"},

    // Italian.
    {"rimborso", "it", "Voglio il RIMBORSO", true, "the word stands there"},
    {"~rimborso", "it", "chiedo i rimborsi", true, "plural"},
    {"~rimborsare", "it", "mi avete rimborsato?", true, "participle"},
    {"~avvocato", "it", "ho due avvocati", true, "plural"},
    {"~avvocato", "it", "avvocatessa", false, "Snowball keeps it apart"},
    {"dell'ordine", "it", "il numero dell\u2019ordine", true, "dell + ordine"},
    {"ordine", "it", "il numero dell'ordine", true, "the article is a word of its own"},
    {"l'ordine", "it", "dell'ordine", false, "l is not dell"},
    {"perche'", "it", "perche", true, "the apostrophe may stand for no accent"},
    {"perche'", "it", "perch\u00E9", true, "for an acute"},
    {"perche'", "it", "perch\u00E8", true, "for a grave, as many write it"},
    {"perche'", "it", "perche\u2019 no", true, "or be there"},
    {"perch\u00E9", "it", "perch\u00E9", true, "the same"},
    {"perch\u00E9", "it", "perch\u00E8", true, "grave and acute are one"},
    {"perch\u00E9", "it", "PERCHE'", true, "capitals are often written with an apostrophe"},
    {"perch\u00E9", "it", "perche", false, "no accent at all"},
    {"perche", "it", "perch\u00E9", true, "folded"},
    {"perche", "it", "perch\u00E8", true, "folded"},
    {"perche", "it", "perche'", true, "folded"},
    {"perche", "it", "perche", true, "the same"},
    {"citt\u00E0", "it", "la citta' vecchia", true, "apostrophe for accent"},
    {"citt\u00E0 vecchia", "it", "la citta` vecchia", true, "a backquote is typed for it too"},
    {"po'", "it", "un p\u00F2 caro", true, "a common misspelling of po'"},
    {"p\u00E9rche'", "it", "p\u00E9rch\u00E8", true, "the first accent counts, the last is free"},
    {"p\u00E9rche'", "it", "perch\u00E8", false, "the first accent is missing"},
    {"~citt\u00E0", "it", "citta'", true, "stems of what the apostrophe may stand for"},
    {"caff\u00E8*", "it", "due caffe' grazie", true, "a prefix that ends where the apostrophe is"},
    {"caff\u00E8*", "it", "caffeina", false, "no accent there"},
    {"caff*", "it", "caff\u00E8", true, "an unaccented prefix folds"},
    {"soldi indietro", "it", "rivoglio i soldi, indietro!", true, "a comma only parts words"},
    {"non funziona", "it", "non  funziona", true, "two spaces are white space"},
    {"e'", "it", "\u00E8 rotto", true, "the verb \u00E8 as typed on an English keyboard"},

    // Russian.
    {"возврат", "ru", "Хочу ВОЗВРАТ денег", true, "case folds in Cyrillic"},
    {"возврат", "ru", "возврата", false, "another form"},
    {"~возврат", "ru", "оформить возврата", true, "genitive"},
    {"~возврат", "ru", "о возвратах", true, "prepositional plural"},
    {"верните деньги", "ru", "Верните, пожалуйста, деньги", false, "a word stands between"},
    {"верните деньги", "ru", "верните деньги!!!", true, "words in order"},
    {"счет", "ru", "мой счёт", true, "ё is written е as often as not"},
    {"счёт", "ru", "мой счет", true, "on both sides"},
    {"счёт", "ru", "мой сче\u0308т", true, "also decomposed"},
    {"~счёт", "ru", "два счета", true, "ё is е before stemming"},
    {"мои", "ru", "мой", false, "й is a letter, not an accented и"},
    {"мой", "ru", "мои\u0306", true, "decomposed й"},
    {"из за", "ru", "из-за задержки", true, "a hyphen parts words"},
    {"достав*", "ru", "где доставщик?", true, "prefix"},
    {"заказ 123", "ru", "мой заказ №123", true, "the number sign parts words and is not the letters no"},

    // Persian.
    {"استرداد", "fa", "درخواست استرداد وجه", true, "the word stands there"},
    {"برگشت پول", "fa", "برگشت پول می‌خواهم", true, "words in order"},
    {"می\u200Cخواهم", "fa", "من می\u200Cخواهم", true, "ZWNJ on both sides"},
    {"می\u200Cخواهم", "fa", "من می خواهم", true, "a space for it"},
    {"می\u200Cخواهم", "fa", "من میخواهم", true, "nothing for it"},
    {"می خواهم", "fa", "من می\u200Cخواهم", true, "ZWNJ in the text for a space"},
    {"میخواهم", "fa", "من می\u200Cخواهم", true, "ZWNJ in the text for nothing"},
    {"میخواهم", "fa", "من می خواهم", false, "neither side has one"},
    {"می خواهم", "fa", "من میخواهم", false, "neither side has one"},
    {"خواهم", "fa", "می\u200Cخواهم", true, "it may stand for a space, then خواهم is a word"},
    {"کتاب‌ها", "fa", "كتاب ها", true, "Arabic kaf is Persian kaf"},
    {"علی", "fa", "علي", true, "Arabic yeh is Persian yeh"},
    {"علی", "fa", "على", true, "so is alef maksura"},
    {"علي", "fa", "علی", true, "an Arabic keyboard in the phrase"},
    {"مسئول", "fa", "مسیول", true, "a hamza carrier is its plain letter"},
    {"مسوول", "fa", "مسؤول", true, "waw with hamza"},
    {"اطمینان", "fa", "أطمینان", true, "alef with hamza"},
    {"آب", "fa", "اب", false, "آ stays: آب is water"},
    {"آب", "fa", "ا\u0653ب", true, "composed or not"},
    {"خانه", "fa", "خانۀ ما", true, "heh with yeh above is heh"},
    {"خانه", "fa", "خانه\u0654 ما", true, "with a combining hamza too"},
    {"سلام", "fa", "ســـلام", true, "tatweel is nothing"},
    {"سلام", "fa", "سَلامٌ", true, "vowel marks are nothing"},
    {"سفارش ۱۲۳", "fa", "سفارش 123", true, "digits are one in all scripts"},
    {"سفارش 123", "fa", "سفارش ١٢٣", true, "Arabic-Indic digits too"},
    {"پول", "fa", "پولم", false, "a suffix makes another word"},
    {"پول*", "fa", "پولم را بدهید", true, "prefix"},
    {"کتاب", "fa", "کتاب\u200C، بعد", true, "beside punctuation ZWNJ is nothing"},
    {"#کتاب_خوانی", "fa", "#کتاب_خوانی", true, "tags in Persian"},
    {"#کتابخوانی", "fa", "#کتاب\u200Cخوانی", true, "in a tag ZWNJ is nothing"},
    {"کتاب خوانی", "fa", "#کتاب_خوانی", true, "and the tag's words"},
    {"سلام", "fa", "سلا\u200Fم", true, "direction marks are nothing"},
    {"لا", "fa", "\uFEFB", true, "a presentation form is its letters"},
    {"نمی\u200Cخواسته\u200Cام", "fa", "نمی خواسته\u200Cام", true, "each ZWNJ by itself"},

    // Other scripts.
    {"退款", "", "我要退款!", true, "Chinese has no spaces: a phrase is a substring"},
    {"退款", "", "我要退货款", false, "but not with a letter between"},
    {"คืนเงิน", "", "ขอคืนเงินด้วย", true, "nor has Thai"},
    {"コーヒー", "", "ｺｰﾋｰください", true, "half-width kana are kana"},
    {"환불", "", "환불 요청", true, "Korean has spaces"},
    {"환불", "", "환불요청", false, "so its words are whole"},
    {"support@acme.com", "", "请联系support@acme.com谢谢", true, "an address between Chinese letters"},
    {"~ev", "tr", "evler", true, "any language that Snowball has"},
    {"~كتاب", "ar", "الكتاب", true, "Arabic stems although yeh and kaf are the Persian ones here"},
};

} // namespace

TEST_CASE("phrases match what people mean by them") {
  CHECK(std::size(rows) >= 120);
  for (const Row &row : rows) {
    INFO("phrase ", std::string(row.phrase), ", text ", std::string(row.text), ": ", std::string(row.why));
    CHECK(matches(row.phrase, row.language, row.text) == row.match);
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
  const std::array<Refused, 33> table = {{
      {"", "en", Code::bad_phrase, "a phrase is empty"},
      {"   ", "en", Code::bad_phrase, "the phrase \"   \" holds no word"},
      {"?!", "en", Code::bad_phrase, "the phrase \"?!\" holds no word"},
      {"\u200B", "en", Code::bad_phrase, "the phrase \"\u200B\" holds no word"},
      {"//", "", Code::bad_phrase, "the phrase \"//\" holds no word"},
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
