// SPDX-License-Identifier: BSL-1.0
// Check digits against slow and obvious ways to reckon them.
#include "text/card_numbers.hpp"
#include "text/check_digits.hpp"
#include "text/iban_countries.hpp"

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

using namespace usher::text;

namespace {

// The standard says "double every second digit from the right, then add up all digits of what comes out".
bool luhn_by_writing(const std::string &digits) {
  std::string written;
  for (std::size_t from_right = 0; from_right < digits.size(); ++from_right) {
    const int digit = digits[digits.size() - 1 - from_right] - '0';
    written += std::to_string(from_right % 2 == 1 ? digit + digit : digit);
  }
  int sum = 0;
  for (const char c : written)
    sum += c - '0';
  return sum % 10 == 0;
}

// Long division of the whole decimal number, as on paper.
bool iban_by_division(const std::string &iban) {
  const std::string moved = iban.substr(4) + iban.substr(0, 4);
  std::string number;
  for (const char c : moved)
    number += c >= '0' && c <= '9' ? std::string(1, c) : std::to_string(c - 'A' + 10);
  int rest = 0;
  for (const char c : number) {
    rest = rest * 10 + (c - '0');
    while (rest >= 97)
      rest -= 97;
  }
  return rest == 1;
}

bool national_code_by_definition(const std::string &digits) {
  int sum = 0;
  for (int place = 10; place >= 2; --place)
    sum += (digits[static_cast<std::size_t>(10 - place)] - '0') * place;
  const int rest = sum % 11;
  const int last = digits[9] - '0';
  return rest < 2 ? last == rest : last == 11 - rest;
}

bool snils_by_definition(const std::string &digits) {
  int sum = 0;
  for (int i = 0; i < 9; ++i)
    sum += (digits[static_cast<std::size_t>(i)] - '0') * (9 - i);
  int check = sum;
  if (check > 101) check %= 101;
  if (check == 100 || check == 101) check = 0;
  return std::stoi(digits.substr(9)) == check;
}

int inn_digit(const std::string &digits, const std::vector<int> &weights) {
  int sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i)
    sum += weights[i] * (digits[i] - '0');
  const int rest = sum % 11;
  return rest == 10 ? 0 : rest;
}

bool inn_by_definition(const std::string &digits) {
  if (digits.size() == 10) return inn_digit(digits, {2, 4, 10, 3, 5, 9, 4, 6, 8}) == digits[9] - '0';
  return inn_digit(digits, {7, 2, 4, 10, 3, 5, 9, 4, 6, 8}) == digits[10] - '0' &&
         inn_digit(digits, {3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8}) == digits[11] - '0';
}

// The tables of the decree of 23 December 1976, written out.
int codice_fiscale_value(char c, bool odd_place) {
  const std::string characters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  const std::size_t at = characters.find(c);
  if (!odd_place) return static_cast<int>(at < 10 ? at : at - 10);
  const int odd[] = {1,  0,  5, 7, 9,  13, 15, 17, 19, 21, 1,  0,  5,  7,  9,  13, 15, 17,
                     19, 21, 2, 4, 18, 20, 11, 3,  6,  8,  12, 14, 16, 10, 22, 25, 24, 23};
  return odd[at];
}

char codice_fiscale_letter(const std::string &first_fifteen) {
  int sum = 0;
  for (std::size_t i = 0; i < 15; ++i)
    sum += codice_fiscale_value(first_fifteen[i], i % 2 == 0);
  return static_cast<char>('A' + sum % 26);
}

class Random {
 public:
  char digit() { return static_cast<char>('0' + next(10)); }
  std::string digits(std::size_t count) {
    std::string out;
    for (std::size_t i = 0; i < count; ++i)
      out.push_back(digit());
    return out;
  }
  char one_of(const std::string &characters) { return characters[next(characters.size())]; }
  std::size_t next(std::size_t below) { return static_cast<std::size_t>(engine_() % below); }

 private:
  std::mt19937_64 engine_{20261122};
};

} // namespace

TEST_CASE("known numbers pass") {
  CHECK(passes_luhn("4111111111111111"));
  CHECK(is_card_number("4111111111111111"));
  CHECK(passes_iban("IT60X0542811101000000123456"));
  CHECK(passes_iban("it60x0542811101000000123456"));
  CHECK(passes_iban("IR062960000000100324200001"));
  CHECK(passes_iranian_national_code("0084575948"));
  CHECK(passes_codice_fiscale("RSSMRA85T10A562S"));
  CHECK(passes_codice_fiscale("rssmra85t10a562s"));
  CHECK(passes_snils("11223344595"));
  CHECK(passes_inn("7707083893"));
  CHECK(passes_inn("500100732259"));
  CHECK(passes_ean13("4006381333931"));
}

TEST_CASE("what is of the wrong length or holds the wrong characters does not pass") {
  for (const char *text : {"",
                           "0",
                           "1",
                           "A",
                           "-",
                           "٤١١١",
                           "411111111111111A",
                           "A4111111111111111",
                           " 4111111111111111",
                           "IT",
                           "IT6",
                           "IT60",
                           "6060X0542811101000000123456",
                           "IT60X054281110100000012345!",
                           "00",
                           "RSSMRA85T10A562",
                           "RSSMRA85T10A562SS",
                           "RSSMRA85T10A562?",
                           "1122334459",
                           "112233445955",
                           "770708389",
                           "77070838930",
                           "50010073225901",
                           "00845759480",
                           "008457594",
                           "400638133393",
                           "40063813339310"}) {
    INFO(std::string(text));
    CHECK_FALSE(is_card_number(text));
    CHECK_FALSE(passes_iban(text));
    CHECK_FALSE(passes_iranian_national_code(text));
    CHECK_FALSE(passes_codice_fiscale(text));
    CHECK_FALSE(passes_snils(text));
    CHECK_FALSE(passes_inn(text));
    CHECK_FALSE(passes_ean13(text));
  }
  CHECK_FALSE(passes_luhn("411111111111111A"));
  CHECK_FALSE(passes_luhn("0"));
}

TEST_CASE("Luhn and cards agree with reckoning on paper") {
  Random random;
  int passed = 0;
  for (int i = 0; i < 200000; ++i) {
    const std::string digits = random.digits(2 + random.next(20));
    const bool expected = luhn_by_writing(digits);
    CHECK_MESSAGE(passes_luhn(digits) == expected, digits);
    if (is_card_number(digits)) {
      ++passed;
      CHECK_MESSAGE(expected, digits);
      CHECK(digits.size() >= 13);
      CHECK(digits.size() <= 19);
    }
  }
  CHECK(passed > 100);
}

TEST_CASE("cards need an issuer that exists and a length that it uses") {
  for (const char *card :
       {"4012888888881881", "4222222222222",    "4000000000000009999", "5555555555554444", "2223003122003222",
        "378282246310005",  "371449635398431",  "30569309025904",      "38520000023237",   "6011111111111117",
        "3530111333300000", "6200000000000005", "2202203040506075",    "6759649826438453", "9792102030405069",
        "6037991899000016", "5892101122334457", "6274123400567810",    "6104337800112235", "6219861002003001",
        "5022291900112234", "6396071100223346", "5859831010203049",    "6362142020304050"})
    CHECK_MESSAGE(is_card_number(card), card);
  for (const char *other : {"0000000000000000", "1111111111111117", "7777777777777779", "9999999999999995",
                            "3782822463100055", "41111111111111", "555555555555444", "2100000000000005"})
    CHECK_MESSAGE(!is_card_number(other), other);
}

TEST_CASE("IBAN agrees with long division, and exactly one pair of check digits passes") {
  Random random;
  for (int i = 0; i < 3000; ++i) {
    const std::string rest = random.digits(8 + random.next(20)) +
                             std::string(1, random.one_of("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"));
    std::string country(1, random.one_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ"));
    country.push_back(random.one_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ"));
    int passing = 0;
    for (int check = 0; check < 100; ++check) {
      const std::string digits = {static_cast<char>('0' + check / 10), static_cast<char>('0' + check % 10)};
      std::string iban = country;
      iban.append(digits).append(rest);
      // 00, 01 and 99 would leave the same rest as 97, 98 and 02, and are not given out.
      const bool expected = check >= 2 && check <= 98 && iban_by_division(iban);
      CHECK_MESSAGE(passes_iban(iban) == expected, iban);
      passing += expected ? 1 : 0;
    }
    CHECK(passing == 1);
  }
}

TEST_CASE("the length of an IBAN is its country's") {
  CHECK(iban_size(iban_structure("it")) == 27);
  CHECK(iban_size(iban_structure("ir")) == 26);
  CHECK(iban_size(iban_structure("de")) == 22);
  CHECK(iban_size(iban_structure("no")) == 15);
  CHECK(iban_size(iban_structure("ru")) == 33);
  for (const char *none : {"us", "xx", "aa", "zz", "", "i", "ita", "IT"})
    CHECK(iban_structure(none).empty());
  int countries = 0;
  for (char a = 'a'; a <= 'z'; ++a) {
    for (char b = 'a'; b <= 'z'; ++b) {
      const std::string_view structure = iban_structure(std::string{a, b});
      if (structure.empty()) continue;
      ++countries;
      CHECK(iban_size(structure) >= 15);
      CHECK(iban_size(structure) <= 34);
      CHECK(structure.find_first_not_of("0123456789anc") == std::string_view::npos);
    }
  }
  CHECK(countries >= 75);
}

TEST_CASE("the Iranian national code agrees with its definition") {
  Random random;
  int passed = 0;
  for (int i = 0; i < 200000; ++i) {
    const std::string digits = random.digits(10);
    const bool all_equal = digits.find_first_not_of(digits[0]) == std::string::npos;
    const bool expected = national_code_by_definition(digits) && !all_equal;
    CHECK_MESSAGE(passes_iranian_national_code(digits) == expected, digits);
    passed += expected ? 1 : 0;
  }
  CHECK(passed > 15000);
  for (char c = '0'; c <= '9'; ++c)
    CHECK_FALSE(passes_iranian_national_code(std::string(10, c)));
}

TEST_CASE("SNILS agrees with its definition") {
  Random random;
  int passed = 0;
  for (int i = 0; i < 200000; ++i) {
    const std::string first = random.digits(9);
    const std::string digits = first + random.digits(2);
    const bool expected = first > "001001998" && snils_by_definition(digits);
    CHECK_MESSAGE(passes_snils(digits) == expected, digits);
    int passing = 0;
    if (i < 2000 && first > "001001998") {
      for (int check = 0; check < 100; ++check) {
        std::string candidate = first;
        candidate.push_back(static_cast<char>('0' + check / 10));
        candidate.push_back(static_cast<char>('0' + check % 10));
        passing += passes_snils(candidate) ? 1 : 0;
      }
      CHECK(passing == 1);
    }
    passed += expected ? 1 : 0;
  }
  CHECK(passed > 1000);
  CHECK_FALSE(passes_snils("00100199700"));
  CHECK_FALSE(passes_snils("00000000000"));
}

TEST_CASE("INN agrees with its definition") {
  Random random;
  int passed = 0;
  for (int i = 0; i < 200000; ++i) {
    const std::string digits = random.digits(i % 2 == 0 ? 10 : 12);
    const bool expected = digits.substr(0, 2) != "00" && inn_by_definition(digits);
    CHECK_MESSAGE(passes_inn(digits) == expected, digits);
    passed += expected ? 1 : 0;
  }
  CHECK(passed > 9000);
}

TEST_CASE("codice fiscale agrees with the tables, with and without omocodia") {
  Random random;
  const std::string letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  const std::string omocodia = "LMNPQRSTUV";
  for (int i = 0; i < 20000; ++i) {
    std::string code;
    for (int k = 0; k < 6; ++k)
      code.push_back(random.one_of(letters));
    code += random.digits(2);
    code.push_back(random.one_of("ABCDEHLMPRST"));
    const std::size_t day = 1 + random.next(31) + (random.next(2) == 0 ? 0 : 40);
    code.push_back(static_cast<char>('0' + day / 10));
    code.push_back(static_cast<char>('0' + day % 10));
    code.push_back(random.one_of(letters));
    code += random.digits(3);
    for (const std::size_t place : {6u, 7u, 9u, 10u, 12u, 13u, 14u})
      if (random.next(4) == 0) code[place] = omocodia[static_cast<std::size_t>(code[place] - '0')];
    const char expected = codice_fiscale_letter(code);
    for (const char letter : letters) {
      const std::string whole = code + std::string(1, letter);
      CHECK_MESSAGE(passes_codice_fiscale(whole) == (letter == expected), whole);
    }
  }
  std::string wrong_day = "RSSMRA85T00A562";
  wrong_day.push_back(codice_fiscale_letter(wrong_day));
  CHECK_FALSE(passes_codice_fiscale(wrong_day));
  std::string wrong_month = "RSSMRA85F10A562";
  wrong_month.push_back(codice_fiscale_letter(wrong_month));
  CHECK_FALSE(passes_codice_fiscale(wrong_month));
  std::string wrong_letter = "RSSMRAAAT10A562"; // A stands for no digit
  wrong_letter.push_back(codice_fiscale_letter(wrong_letter));
  CHECK_FALSE(passes_codice_fiscale(wrong_letter));
}

TEST_CASE("a changed digit and two neighbours that changed places are noticed") {
  const std::string card = "4012888888881881";
  for (std::size_t i = 0; i < card.size(); ++i) {
    for (char c = '0'; c <= '9'; ++c) {
      std::string changed = card;
      changed[i] = c;
      CHECK(passes_luhn(changed) == (c == card[i]));
    }
  }
  const std::string iban = "IT60X0542811101000000123456";
  for (std::size_t i = 2; i + 1 < iban.size(); ++i) {
    std::string changed = iban;
    std::swap(changed[i], changed[i + 1]);
    CHECK(passes_iban(changed) == (iban[i] == iban[i + 1]));
  }
}
