// SPDX-License-Identifier: BSL-1.0
// Personal data in a text: where it is, of which kind, and the text with it masked.
#pragma once

#include "text/span.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace usher::text {

enum class PersonalDataKind : std::uint8_t {
  card,
  iban,
  email,
  phone,
  iranian_national_code,
  codice_fiscale,
  snils,
  inn
};

/// "card", "iban" ...: the words a policy uses, in the order of the enumeration.
[[nodiscard]] std::span<const std::string_view> personal_data_kinds() noexcept;
[[nodiscard]] std::string_view name_of(PersonalDataKind kind) noexcept;

struct PersonalData {
  PersonalDataKind kind;
  /// Counts for routing (the fact `pii`). What does not count is masked all the same.
  bool counts;
  Span where; // in the original text
};

/// By place; no two overlap. Replaces what `out` held. Linear in the length of the text, whatever is in it;
/// memory is 20 bytes for each byte of it, given back before returning.
///
/// Digits of all scripts and full-width letters are read as ASCII, invisible characters are passed over. An
/// e-mail address is taken first, then IBAN and codice fiscale, then what follows a plus sign or has its area
/// in parentheses, or near a word that says so a slash behind it or dots between all groups, then rows of digits with single spaces or dashes inside: of these what has check digits
/// before what only has the shape of a phone number, and the longest first.
///
/// Near a number are the five words before it and, where none of them says what it is, the three after. The
/// nearest word that says something decides: "phone" makes 10 to 12 bare digits a phone number, "order" keeps
/// them from it. Cards in groups always count, bare ones near a word such as card, carta, карта or کارت. The
/// Iranian national code, the INN and a SNILS that is not written as 123-456-789 12 are only found near their
/// names.
void find_personal_data(std::string_view utf8, std::vector<PersonalData> &out);

/// The text with every letter and digit of personal data replaced by `*`, the last four digits of numbers and
/// the domain of addresses kept, so that a person can still tell two of them apart. Code point positions do
/// not move.
[[nodiscard]] std::string mask_personal_data(std::string_view utf8);

/// The same for personal data that was found, by place.
[[nodiscard]] std::string mask_personal_data(std::string_view utf8, std::span<const PersonalData> found);

/// A value that has a name, as "order.phone" or "contactPhone": the name says what its digits are. Ten to twelve digits
/// and nothing else are a phone number by whatever name.
[[nodiscard]] std::string mask_value(std::string_view name, std::string_view value);

/// The same of a number, which by another name is an amount.
[[nodiscard]] std::string mask_number(std::string_view name, std::string_view number);

} // namespace usher::text
