// SPDX-License-Identifier: BSL-1.0
// What an IBAN looks like in each country that has them.
#pragma once

#include <cstddef>
#include <string_view>

namespace usher::text {

/// What follows country and check digits, as ISO 13616 writes it: "1a10n12c" is a letter, ten digits and
/// twelve characters that may be either. Empty for a country without. The code is in lower case.
[[nodiscard]] std::string_view iban_structure(std::string_view country) noexcept;

/// How long an IBAN of that structure is, country and check digits included.
[[nodiscard]] std::size_t iban_size(std::string_view structure) noexcept;

} // namespace usher::text
