// SPDX-License-Identifier: BSL-1.0
// Personal data in general: places, masks, several in one text, any bytes, linear time, chance hits. What is
// found and what is not stands in test_personal_data_found.cpp and test_personal_data_left_alone.cpp.
#include "base/utf8.hpp"
#include "text/personal_data.hpp"

#include <cstdio>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

using usher::text::find_personal_data;
using usher::text::mask_personal_data;
using usher::text::PersonalData;
using usher::text::PersonalDataKind;

namespace {

std::vector<PersonalData> find(std::string_view text) {
  std::vector<PersonalData> found;
  find_personal_data(text, found);
  return found;
}

// "kind:what; kind:what; ", with a question mark after the kind of what does not count.
std::string list(std::string_view text) {
  std::string out;
  for (const PersonalData &data : find(text)) {
    out.append(usher::text::name_of(data.kind)).append(data.counts ? ":" : "?:");
    out.append(text.substr(data.where.begin, data.where.end - data.where.begin)).append("; ");
  }
  return out;
}

void check_invariants(std::string_view text) {
  const std::vector<PersonalData> found = find(text);
  std::uint32_t last = 0;
  for (const PersonalData &data : found) {
    CHECK(data.where.begin >= last);
    CHECK(data.where.begin < data.where.end);
    CHECK(data.where.end <= text.size());
    CHECK(data.where.begin_code_point == usher::count_code_points(text.substr(0, data.where.begin)));
    CHECK(data.where.end_code_point == usher::count_code_points(text.substr(0, data.where.end)));
    last = data.where.end;
  }
  const std::string masked = mask_personal_data(text);
  CHECK(usher::count_code_points(masked) == usher::count_code_points(text));
  if (found.empty()) CHECK(masked == text);
  // Outside of what was found nothing changes: the masked text ends as the text does.
  const std::string_view tail = text.substr(last);
  CHECK(masked.size() >= tail.size());
  CHECK(std::string_view(masked).substr(masked.size() - tail.size()) == tail);
}

} // namespace

TEST_CASE("the kinds have the names that policies use") {
  const auto kinds = usher::text::personal_data_kinds();
  REQUIRE(kinds.size() == 8);
  CHECK(kinds[0] == "card");
  CHECK(kinds[1] == "iban");
  CHECK(kinds[2] == "email");
  CHECK(kinds[3] == "phone");
  CHECK(kinds[4] == "iranian_national_code");
  CHECK(kinds[5] == "codice_fiscale");
  CHECK(kinds[6] == "snils");
  CHECK(kinds[7] == "inn");
  CHECK(usher::text::name_of(PersonalDataKind::card) == "card");
  CHECK(usher::text::name_of(PersonalDataKind::inn) == "inn");
}

TEST_CASE("places are bytes and code points of the original") {
  const std::string text = "è کارت ۴۱۱۱۱۱۱۱۱۱۱۱۱۱۱۱!";
  const std::vector<PersonalData> found = find(text);
  REQUIRE(found.size() == 1);
  CHECK(found[0].where.begin == 12);
  CHECK(found[0].where.end == 12 + 2 * 16);
  CHECK(found[0].where.begin_code_point == 7);
  CHECK(found[0].where.end_code_point == 23);
}

TEST_CASE("what the vector held before is gone") {
  std::vector<PersonalData> found;
  find_personal_data("mario@example.com", found);
  CHECK(found.size() == 1);
  find_personal_data("nothing here", found);
  CHECK(found.empty());
}

TEST_CASE("several in one text, in their order") {
  CHECK(
      list(
          "card 4111 1111 1111 1111, mail mario@example.com, tel 333 1234567, IT60X0542811101000000123456") ==
      "card:4111 1111 1111 1111; email:mario@example.com; phone:333 1234567; "
      "iban:IT60X0542811101000000123456; ");
  CHECK(list("ИНН 7707083893, СНИЛС 112-233-445 95, тел. 8 916 123-45-67") ==
        "inn:7707083893; snils:112-233-445 95; phone:8 916 123-45-67; ");
  CHECK(list("کد ملی ۰۰۸۴۵۷۵۹۴۸ موبایل ۰۹۱۲۳۴۵۶۷۸۹ کارت ۶۰۳۷۹۹۱۸۹۹۰۰۰۰۱۶") ==
        "iranian_national_code:۰۰۸۴۵۷۵۹۴۸; phone:۰۹۱۲۳۴۵۶۷۸۹; card:۶۰۳۷۹۹۱۸۹۹۰۰۰۰۱۶; ");
  CHECK(list("RSSMRA85T10A562S BNCGLI90A41H501E") ==
        "codice_fiscale:RSSMRA85T10A562S; codice_fiscale:BNCGLI90A41H501E; ");
  CHECK(list("IT60X0542811101000000123456 IT76K0301503200000003517230") ==
        "iban:IT60X0542811101000000123456; iban:IT76K0301503200000003517230; ");
  CHECK(list("a@example.com,b@example.com;c@example.com") ==
        "email:a@example.com; email:b@example.com; email:c@example.com; ");
  CHECK(list("4111 1111 1111 1111 5555 5555 5555 4444") ==
        "card:4111 1111 1111 1111; card:5555 5555 5555 4444; ");
  CHECK(list("carte 4111111111111111 5555555555554444") == "card:4111111111111111; card:5555555555554444; ");
  CHECK(list("tel 333 1234567 340 7654321") == "phone:333 1234567; phone:340 7654321; ");
  CHECK(list("+39 333 1234567 +98 912 345 6789") == "phone:+39 333 1234567; phone:+98 912 345 6789; ");
  CHECK(list("+39 333 1234567 4111 1111 1111 1111") == "phone:+39 333 1234567; card:4111 1111 1111 1111; ");
}

TEST_CASE("a stretch has one kind: check digits before shape") {
  CHECK(list("tel 4111 1111 1111 1111") == "card:4111 1111 1111 1111; ");
  CHECK(list("tel СНИЛС 11223344595") == "snils:11223344595; ");
  CHECK(list("phone, national code 0084575948") == "iranian_national_code:0084575948; ");
  CHECK(list("ИНН 7707083893 тел") == "inn:7707083893; ");
}

TEST_CASE("a bare card counts beside a word only, and is masked in any case") {
  CHECK(list("4111111111111111") == "card?:4111111111111111; ");
  CHECK(list("my order is 4111111111111111") == "card?:4111111111111111; ");
  CHECK(list("my card is 4111111111111111") == "card:4111111111111111; ");
  CHECK(list("one two three four five six card 4111111111111111") == "card:4111111111111111; ");
  CHECK(list("card one two three four 4111111111111111") == "card:4111111111111111; ");
  CHECK(list("card one two three four five 4111111111111111") == "card?:4111111111111111; ");
  CHECK(list("4111111111111111 one two card") == "card:4111111111111111; ");
  CHECK(list("4111111111111111 one two three card") == "card?:4111111111111111; ");
  CHECK(mask_personal_data("4111111111111111") == "************1111");
}

TEST_CASE("masks keep the last four digits, the domain and every separator") {
  CHECK(mask_personal_data("card 4111 1111-1111 1111.") == "card **** ****-**** 1111.");
  CHECK(mask_personal_data("write mario.rossi@example.com now") == "write *****.*****@example.com now");
  CHECK(mask_personal_data("IT60X0542811101000000123456") == "***********************3456");
  CHECK(mask_personal_data("IT60 X054 2811 1010 0000 0123 456") == "**** **** **** **** **** ***3 456");
  CHECK(mask_personal_data("+39 333 1234567") == "+** *** ***4567");
  CHECK(mask_personal_data("(212) 555-0123") == "(***) ***-0123");
  CHECK(mask_personal_data("RSSMRA85T10A562S") == "**********0*562*");
  CHECK(mask_personal_data("СНИЛС 112-233-445 95") == "СНИЛС ***-***-*45 95");
  CHECK(mask_personal_data("کارت ۴۱۱۱۱۱۱۱۱۱۱۱۱۱۱۱") == "کارت ************۱۱۱۱");
  CHECK(mask_personal_data("иван@пример.рф") == "****@пример.рф");
  CHECK(mask_personal_data("4\u200C111 1111 1111 1111") == "*\u200C*** **** **** 1111");
  CHECK(mask_personal_data("") == "");
  CHECK(mask_personal_data("nothing here") == "nothing here");
  // Two numbers stay apart.
  CHECK(mask_personal_data("card 4111111111111111") != mask_personal_data("card 4012888888881881"));
}

TEST_CASE("a masked text holds nothing that is found again in full") {
  for (const char *text : {"card 4111 1111 1111 1111 and 5555555555554444",
                           "tel 333 1234567, +98 912 345 6789", "IT60X0542811101000000123456",
                           "ИНН 7707083893", "کد ملی 0084575948", "RSSMRA85T10A562S", "СНИЛС 112-233-445 95"})
    CHECK(list(mask_personal_data(text)) == "");
}

TEST_CASE("ill-formed bytes stay as they are and part numbers") {
  CHECK(mask_personal_data("\xFF card 4111111111111111 \xC3") == "\xFF card ************1111 \xC3");
  CHECK(mask_personal_data("\x80mario@example.com\x80") == "\x80*****@example.com\x80");
  CHECK(list("4111\xFF"
             "111111111111") == "");
  CHECK(list(std::string_view("card\0 4111111111111111", 22)) == "card:4111111111111111; ");
  check_invariants("\xF0\x9F card 4111 1111 1111 1111\xE2\x80");
}

TEST_CASE("any bytes and any mix of the parts of numbers keep what is promised") {
  std::mt19937_64 random(7);
  const std::vector<std::string> parts = {"4111",
                                          "1111",
                                          " ",
                                          "-",
                                          "4111111111111111",
                                          "IT60X0542811101000000123456",
                                          "@",
                                          "mario",
                                          ".com",
                                          "+39",
                                          "333",
                                          "1234567",
                                          "(",
                                          ")",
                                          "\u200C",
                                          "۰۹۱۲",
                                          "tel ",
                                          "card ",
                                          "ИНН ",
                                          "کد ملی ",
                                          "7707083893",
                                          "0084575948",
                                          "RSSMRA85T10A562S",
                                          "112-233-445 95",
                                          "\xFF",
                                          "\xC3",
                                          "8 (916) ",
                                          "123-45-67",
                                          ".",
                                          ",",
                                          "é",
                                          "😀",
                                          "カ",
                                          "0"};
  for (int round = 0; round < 20000; ++round) {
    std::string text;
    for (std::size_t count = random() % 12; count > 0; --count)
      text += parts[random() % parts.size()];
    check_invariants(text);
  }
  for (int round = 0; round < 5000; ++round) {
    std::string text;
    for (std::size_t count = random() % 64; count > 0; --count)
      text.push_back(static_cast<char>(random() % 256));
    check_invariants(text);
  }
}

TEST_CASE("time grows with the length and not faster") {
  for (const char *part : {"4",
                           "4 ",
                           "4-",
                           "1 2 ",
                           "@",
                           "a@",
                           "a@b.",
                           "a",
                           "it60 ",
                           "IT60X054 2811 1010 0000 0123 4567 ",
                           "+",
                           "+1",
                           "(",
                           "(1",
                           "(123) ",
                           "8 (916) ",
                           "0084575948 ",
                           "tel 0084575948 ",
                           "4\u200C",
                           "a.",
                           "a@a-",
                           "112-233-445 95 ",
                           "4111 1111 1111 1112 ",
                           "4444 ",
                           "\xFF",
                           "rss mra "}) {
    std::string text;
    while (text.size() < (1u << 20))
      text += part;
    // About 0.3 s at most; a square law would take hours, which the test runner's time limit notices.
    const std::string masked = mask_personal_data(text);
    INFO(std::string(part));
    CHECK(usher::count_code_points(masked) == usher::count_code_points(text));
  }
}

TEST_CASE("chance hits on rows of random digits") {
  // By far the most of what is hit are cards: one in ten passes the check digit, and about one in four of the
  // first digits belongs to an issuer.
  std::mt19937_64 random(20261122);
  constexpr int rows = 20000;
  std::printf(
      "chance hits on random digits, percent of %d rows (bare; beside \"card\"; beside \"tel\"; in fours)\n",
      rows);
  for (std::size_t length = 8; length <= 20; ++length) {
    int bare = 0;
    int beside_card = 0;
    int beside_tel = 0;
    int in_fours = 0;
    for (int i = 0; i < rows; ++i) {
      std::string digits;
      std::string grouped;
      for (std::size_t k = 0; k < length; ++k) {
        digits.push_back(static_cast<char>('0' + random() % 10));
        if (k > 0 && k % 4 == 0) grouped.push_back(' ');
        grouped.push_back(digits.back());
      }
      bare += find(digits).empty() ? 0 : 1;
      beside_card += find("card " + digits).empty() ? 0 : 1;
      beside_tel += find("tel " + digits).empty() ? 0 : 1;
      in_fours += find(grouped).empty() ? 0 : 1;
    }
    const auto percent = [](int count) { return 100.0 * count / rows; };
    std::printf("  %2zu digits: %5.2f; %5.2f; %6.2f; %5.2f   (Luhn alone: 10.00)\n", length, percent(bare),
                percent(beside_card), percent(beside_tel), percent(in_fours));
    INFO(length);
    if (length < 13 || length > 19) {
      CHECK(bare == 0);
      CHECK(beside_card == 0);
    } else {
      CHECK(percent(bare) < 4.0);
      CHECK(percent(beside_card) < 4.0);
    }
    CHECK(percent(in_fours) < 8.0); // the first sixteen alone, or all of them
    if (length >= 10 && length <= 12) CHECK(percent(beside_tel) == 100.0);
    if (length < 10) CHECK(beside_tel == 0);
  }
}
