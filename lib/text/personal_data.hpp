// SPDX-License-Identifier: BSL-1.0
// Personal data in a text: where it is, of which kind, and the text with it masked.
#pragma once

#include "text/lexicon.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace usher::text {

enum class PersonalDataKind : std::uint8_t {
  card, iban, email, phone, iranian_national_code, codice_fiscale, snils, inn
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

/// By place; no two overlap. Replaces what `out` held.
void find_personal_data(std::string_view utf8, std::vector<PersonalData> &out);

/// The text with every letter and digit of personal data replaced by `*`, the last four digits of numbers and the
/// domain of addresses kept, so that a person can still tell two of them apart. Code point positions do not move.
[[nodiscard]] std::string mask_personal_data(std::string_view utf8);

} // namespace usher::text
