// SPDX-License-Identifier: BSL-1.0
#include "text/personal_data.hpp"

#include "base/utf8.hpp"
#include "text/personal_data_finders.hpp"
#include "text/plain_text.hpp"

#include <algorithm>

#include <unicode/uchar.h>

namespace usher::text {
namespace {

constexpr std::string_view names[] = {"card",           "iban",  "email", "phone", "iranian_national_code",
                                      "codice_fiscale", "snils", "inn"};
constexpr std::size_t shown_digits = 4;

bool is_digit(char32_t value) noexcept { return u_charDigitValue(static_cast<UChar32>(value)) >= 0; }

bool is_hidden(char32_t value) noexcept {
  return is_digit(value) || u_isalpha(static_cast<UChar32>(value)) != 0;
}

// Where the part that stays readable begins: the last digits, or the domain.
std::size_t begin_of_shown(std::string_view text, const PersonalData &data) noexcept {
  std::size_t shown = data.where.end;
  std::size_t digits = 0;
  for (std::size_t offset = data.where.begin; offset < data.where.end;) {
    const CodePoint point = decode_utf8(text, offset);
    if (data.kind == PersonalDataKind::email && (point.value == '@' || point.value == 0xFF20)) return offset;
    if (data.kind != PersonalDataKind::email && is_digit(point.value)) ++digits;
    offset += point.size;
  }
  if (data.kind == PersonalDataKind::email) return shown;
  for (std::size_t offset = data.where.begin; offset < data.where.end;) {
    const CodePoint point = decode_utf8(text, offset);
    if (is_digit(point.value) && digits-- == shown_digits) shown = offset;
    offset += point.size;
  }
  return shown;
}

void append_masked(std::string_view text, const PersonalData &data, std::string &out) {
  const std::size_t shown = begin_of_shown(text, data);
  const bool email = data.kind == PersonalDataKind::email;
  for (std::size_t offset = data.where.begin; offset < data.where.end;) {
    const CodePoint point = decode_utf8(text, offset);
    const bool stays = offset >= shown && (email || is_digit(point.value));
    if (point.well_formed && !stays && is_hidden(point.value))
      out.push_back('*');
    else
      out.append(text.substr(offset, point.size));
    offset += point.size;
  }
}

// The words of a name, "order.phone" or "contactPhone", as they stand before what they speak of.
std::string text_before(std::string_view name) {
  std::string words;
  char last = '\0';
  for (const char c : name) {
    if (c >= 'A' && c <= 'Z' && last >= 'a' && last <= 'z') words += ' ';
    words += c == '.' || c == '_' ? ' ' : c;
    last = c;
  }
  return words + ": ";
}

// Ten to twelve digits of any script, and beside them what is not seen at most.
bool is_bare_phone(std::string_view value) {
  constexpr std::size_t shortest = 10;
  constexpr std::size_t longest = 12;
  constexpr std::size_t most_bytes = 128;
  if (value.size() < shortest || value.size() > most_bytes) return false;
  const PlainText plain(value);
  if (plain.size() < shortest || plain.size() > longest) return false;
  for (std::size_t at = 0; at < plain.size(); ++at)
    if (!plain.is_digit(at)) return false;
  return true;
}

} // namespace

std::span<const std::string_view> personal_data_kinds() noexcept { return names; }

std::string_view name_of(PersonalDataKind kind) noexcept { return names[static_cast<std::size_t>(kind)]; }

void find_personal_data(std::string_view utf8, std::vector<PersonalData> &out) {
  out.clear();
  PlainText text(utf8);
  std::vector<FoundData> found;
  find_email_addresses(text, found);
  find_lettered_codes(text, found);
  find_marked_phones(text, found);
  find_numbers(text, found);
  std::sort(found.begin(), found.end(),
            [](const FoundData &a, const FoundData &b) { return a.begin < b.begin; });
  for (const FoundData &data : found)
    out.push_back({data.kind, data.counts, text.span(data.begin, data.end)});
}

std::string mask_personal_data(std::string_view utf8) {
  std::vector<PersonalData> found;
  find_personal_data(utf8, found);
  return mask_personal_data(utf8, found);
}

std::string mask_personal_data(std::string_view utf8, std::span<const PersonalData> found) {
  std::string out;
  out.reserve(utf8.size());
  std::size_t copied = 0;
  for (const PersonalData &data : found) {
    out.append(utf8.substr(copied, data.where.begin - copied));
    append_masked(utf8, data, out);
    copied = data.where.end;
  }
  out.append(utf8.substr(copied));
  return out;
}

std::string mask_value(std::string_view name, std::string_view value) {
  std::string text = text_before(name);
  const std::size_t begin = text.size();
  text += value;
  std::vector<PersonalData> found;
  find_personal_data(text, found);
  std::erase_if(found, [begin](const PersonalData &data) { return data.where.begin < begin; });
  if (found.empty() && is_bare_phone(value))
    found.push_back({PersonalDataKind::phone,
                     true,
                     {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(text.size()), 0, 0}});
  return mask_personal_data(text, found).substr(begin);
}

std::string mask_number(std::string_view name, std::string_view number) {
  const std::string before = text_before(name);
  return mask_personal_data(before + std::string(number)).substr(before.size());
}

} // namespace usher::text
