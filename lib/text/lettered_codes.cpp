// SPDX-License-Identifier: BSL-1.0
#include "text/check_digits.hpp"
#include "text/iban_countries.hpp"
#include "text/personal_data_finders.hpp"

#include <array>
#include <string_view>

namespace usher::text {
namespace {

constexpr std::size_t longest_code = 34; // of an IBAN, by ISO 13616
constexpr std::size_t codice_fiscale_size = 16;

// What is written at a place, up to `wanted` letters and digits with single spaces or dashes between.
struct Reading {
  std::array<char, longest_code> characters{};
  std::array<std::size_t, longest_code> places{};
  std::size_t size = 0;

  [[nodiscard]] std::string_view text() const noexcept { return {characters.data(), size}; }
};

// More than ASCII is in no code.
bool is_code_character(const PlainText &text, std::size_t at) noexcept {
  return text.is_free(at) && text.is_alphanumeric(at) && text.value(at) < 0x80;
}

bool is_separator(const PlainText &text, std::size_t at) noexcept {
  return text.kind(at) == PlainText::Kind::space || text.kind(at) == PlainText::Kind::dash;
}

bool is_word_end(const PlainText &text, std::size_t end) noexcept { return !text.is_alphanumeric(end); }

void read_on(const PlainText &text, Reading &reading, std::size_t wanted) noexcept {
  std::size_t at = reading.places[reading.size - 1] + 1;
  while (reading.size < wanted) {
    if (is_separator(text, at) && is_code_character(text, at + 1)) ++at;
    if (!is_code_character(text, at)) return;
    reading.characters[reading.size] = static_cast<char>(text.value(at));
    reading.places[reading.size] = at;
    ++reading.size;
    ++at;
  }
}

bool matches(std::string_view text, std::string_view structure) noexcept {
  std::size_t at = 0;
  for (std::size_t i = 0; i < structure.size(); ++i) {
    unsigned count = 0;
    while (structure[i] >= '0' && structure[i] <= '9')
      count = count * 10 + static_cast<unsigned>(structure[i++] - '0');
    for (; count > 0; --count, ++at) {
      const bool digit = text[at] >= '0' && text[at] <= '9';
      if ((structure[i] == 'n' && !digit) || (structure[i] == 'a' && digit)) return false;
    }
  }
  return true;
}

// The end of the IBAN at `begin`, or `begin`.
std::size_t end_of_iban(const PlainText &text, std::size_t begin) noexcept {
  // Most words are out at once: two letters and a digit are rare.
  if (!text.is_letter(begin + 1) || !(text.is_digit(begin + 2) || is_separator(text, begin + 2)))
    return begin;
  Reading reading;
  reading.characters[0] = static_cast<char>(text.value(begin));
  reading.places[0] = begin;
  reading.size = 1;
  read_on(text, reading, 4);
  const std::string_view structure = iban_structure(reading.text().substr(0, 2));
  if (reading.size < 4 || structure.empty()) return begin;
  const std::size_t size = iban_size(structure);
  read_on(text, reading, size);
  if (reading.size < size) return begin;
  const std::size_t end = reading.places[size - 1] + 1;
  if (!is_word_end(text, end) || !matches(reading.text().substr(4), structure) ||
      !passes_iban(reading.text()))
    return begin;
  return end;
}

// The end of the codice fiscale at `begin`, or `begin`: one word, or grouped as on the card (RSS MRA 85T10
// A562S).
std::size_t end_of_codice_fiscale(const PlainText &text, std::size_t begin) noexcept {
  std::size_t word = begin;
  while (word - begin <= codice_fiscale_size && is_code_character(text, word))
    ++word;
  if (word - begin != codice_fiscale_size && word - begin != 3) return begin;
  Reading reading;
  reading.characters[0] = static_cast<char>(text.value(begin));
  reading.places[0] = begin;
  reading.size = 1;
  read_on(text, reading, codice_fiscale_size);
  if (reading.size < codice_fiscale_size) return begin;
  const std::size_t end = reading.places[codice_fiscale_size - 1] + 1;
  const auto parted = [&](std::size_t at) { return reading.places[at] != reading.places[at - 1] + 1; };
  const std::size_t separators = end - begin - codice_fiscale_size;
  const bool grouped = separators == 3 && parted(3) && parted(6) && parted(11);
  if ((separators != 0 && !grouped) || !is_word_end(text, end) || !passes_codice_fiscale(reading.text()))
    return begin;
  return end;
}

} // namespace

void find_lettered_codes(PlainText &text, std::vector<FoundData> &out) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!text.is_letter(at) || !is_code_character(text, at) || text.is_alphanumeric(at - 1)) continue;
    PersonalDataKind kind = PersonalDataKind::iban;
    std::size_t end = end_of_iban(text, at);
    if (end == at) {
      kind = PersonalDataKind::codice_fiscale;
      end = end_of_codice_fiscale(text, at);
    }
    if (end == at) continue;
    text.take(at, end);
    out.push_back({at, end, kind, true});
    at = end - 1;
  }
}

} // namespace usher::text
