// SPDX-License-Identifier: BSL-1.0
// Payment cards: which digits begin one, and how long it is then.
#pragma once

#include <string_view>

namespace usher::text {

/// 13 to 19 digits (ASCII, no separators) of a length that a known issuer uses, with the right last digit.
/// Numbers for testing are cards too. Constant time, no allocation.
[[nodiscard]] bool is_card_number(std::string_view digits) noexcept;

} // namespace usher::text
