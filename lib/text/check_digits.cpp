// SPDX-License-Identifier: BSL-1.0
#include "text/check_digits.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace usher::text {
namespace {

constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
constexpr unsigned digit(char c) noexcept { return static_cast<unsigned>(c - '0'); }

bool all_digits(std::string_view text) noexcept { return std::all_of(text.begin(), text.end(), is_digit); }

// 0 to 25 for a letter of either case, else 26.
constexpr unsigned letter(char c) noexcept {
  if (c >= 'A' && c <= 'Z') return static_cast<unsigned>(c - 'A');
  if (c >= 'a' && c <= 'z') return static_cast<unsigned>(c - 'a');
  return 26;
}

template <std::size_t Count>
unsigned weighted_sum(std::string_view digits, const std::array<unsigned, Count> &weights) noexcept {
  unsigned sum = 0;
  for (std::size_t i = 0; i < Count; ++i)
    sum += digit(digits[i]) * weights[i];
  return sum;
}

// Omocodia: where two people would share a code, digits are replaced by letters from the right.
constexpr std::string_view omocodia_letters = "lmnpqrstuv";
constexpr char lower(char c) noexcept {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

// A letter counts for the digit it stands for; 10 for what can be neither.
constexpr unsigned omocodia_digit(char c) noexcept {
  if (is_digit(c)) return digit(c);
  const std::size_t at = omocodia_letters.find(lower(c));
  return at == std::string_view::npos ? 10 : static_cast<unsigned>(at);
}

// What a character counts on an odd place, by its digit or its letter (A as 0, B as 1 ...).
constexpr std::array<unsigned, 26> odd_values = {1,  0,  5, 7, 9, 13, 15, 17, 19, 21, 2,  4,  18,
                                                 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23};

bool has_form_of_codice_fiscale(std::string_view code) noexcept {
  constexpr std::string_view form = "aaaaaaddmddaddda"; // letter, digit, month
  constexpr std::string_view months = "abcdehlmprst";
  if (code.size() != form.size()) return false;
  for (std::size_t i = 0; i < form.size(); ++i) {
    if (form[i] == 'd' ? omocodia_digit(code[i]) > 9 : letter(code[i]) > 25) return false;
    if (form[i] == 'm' && months.find(lower(code[i])) == std::string_view::npos) return false;
  }
  // The day of birth, for women with 40 added.
  const unsigned day = omocodia_digit(code[9]) * 10 + omocodia_digit(code[10]);
  return (day >= 1 && day <= 31) || (day >= 41 && day <= 71);
}

} // namespace

bool passes_luhn(std::string_view digits) noexcept {
  if (digits.size() < 2 || !all_digits(digits)) return false;
  unsigned sum = 0;
  bool twice = false;
  for (std::size_t i = digits.size(); i-- > 0; twice = !twice) {
    const unsigned value = digit(digits[i]) * (twice ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 == 0;
}

bool passes_iban(std::string_view iban) noexcept {
  if (iban.size() < 5 || letter(iban[0]) > 25 || letter(iban[1]) > 25 || !is_digit(iban[2]) ||
      !is_digit(iban[3]))
    return false;
  // 00, 01 and 99 leave 1 too where 97, 98 and 02 do, but are never given out.
  const unsigned check = digit(iban[2]) * 10 + digit(iban[3]);
  if (check < 2 || check > 98) return false;
  unsigned remainder = 0;
  const auto add = [&remainder](char c) {
    if (is_digit(c)) {
      remainder = (remainder * 10 + digit(c)) % 97;
      return true;
    }
    if (letter(c) > 25) return false;
    remainder = (remainder * 100 + letter(c) + 10) % 97;
    return true;
  };
  for (const char c : iban.substr(4))
    if (!add(c)) return false;
  for (const char c : iban.substr(0, 4))
    add(c);
  return remainder == 1;
}

bool passes_iranian_national_code(std::string_view digits) noexcept {
  if (digits.size() != 10 || !all_digits(digits)) return false;
  if (std::all_of(digits.begin(), digits.end(), [&](char c) { return c == digits[0]; })) return false;
  const unsigned remainder = weighted_sum(digits, std::array<unsigned, 9>{10, 9, 8, 7, 6, 5, 4, 3, 2}) % 11;
  return digit(digits[9]) == (remainder < 2 ? remainder : 11 - remainder);
}

bool passes_codice_fiscale(std::string_view code) noexcept {
  if (!has_form_of_codice_fiscale(code)) return false;
  unsigned sum = 0;
  for (std::size_t i = 0; i < 15; ++i) {
    const unsigned value = is_digit(code[i]) ? digit(code[i]) : letter(code[i]);
    sum += i % 2 == 0 ? odd_values[value] : value; // the first place is odd
  }
  return sum % 26 == letter(code[15]);
}

bool passes_snils(std::string_view digits) noexcept {
  if (digits.size() != 11 || !all_digits(digits) || digits.substr(0, 9) <= "001001998") return false;
  const unsigned sum = weighted_sum(digits, std::array<unsigned, 9>{9, 8, 7, 6, 5, 4, 3, 2, 1});
  const unsigned check = sum % 101 % 100; // 100 is written 00
  return digit(digits[9]) * 10 + digit(digits[10]) == check;
}

bool passes_inn(std::string_view digits) noexcept {
  if (!all_digits(digits) || digits.substr(0, 2) == "00") return false;
  if (digits.size() == 10)
    return weighted_sum(digits, std::array<unsigned, 9>{2, 4, 10, 3, 5, 9, 4, 6, 8}) % 11 % 10 ==
           digit(digits[9]);
  if (digits.size() != 12) return false;
  return weighted_sum(digits, std::array<unsigned, 10>{7, 2, 4, 10, 3, 5, 9, 4, 6, 8}) % 11 % 10 ==
             digit(digits[10]) &&
         weighted_sum(digits, std::array<unsigned, 11>{3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8}) % 11 % 10 ==
             digit(digits[11]);
}

bool passes_ean13(std::string_view digits) noexcept {
  if (digits.size() != 13 || !all_digits(digits)) return false;
  return weighted_sum(digits, std::array<unsigned, 13>{1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1}) % 10 == 0;
}

} // namespace usher::text
