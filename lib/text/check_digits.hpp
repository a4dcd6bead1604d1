// SPDX-License-Identifier: BSL-1.0
// Check digits of numbers that people send. Each function looks at the whole of its argument, in ASCII and
// without separators, and answers no to a wrong length or a wrong character. Linear, no allocation.
#pragma once

#include <string_view>

namespace usher::text {

/// ISO/IEC 7812-1, the last digit of cards: of any length from 2 on.
[[nodiscard]] bool passes_luhn(std::string_view digits) noexcept;

/// ISO 13616: country, two check digits and the rest leave 1 on division by 97. Letters in either case.
/// Whether the length is the country's own is not looked at.
[[nodiscard]] bool passes_iban(std::string_view iban) noexcept;

/// The Iranian national code: 10 digits, not all equal.
[[nodiscard]] bool passes_iranian_national_code(std::string_view digits) noexcept;

/// The Italian tax code of a person: 16 characters in either case, digits perhaps replaced by letters
/// (omocodia).
[[nodiscard]] bool passes_codice_fiscale(std::string_view code) noexcept;

/// The Russian pension number: 11 digits, above 001-001-998, from where on it has check digits.
[[nodiscard]] bool passes_snils(std::string_view digits) noexcept;

/// The Russian tax number of a company (10 digits) or a person (12), in a region that exists (not 00).
[[nodiscard]] bool passes_inn(std::string_view digits) noexcept;

/// The bar code of goods and books: 13 digits.
[[nodiscard]] bool passes_ean13(std::string_view digits) noexcept;

} // namespace usher::text
