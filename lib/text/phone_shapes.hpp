// SPDX-License-Identifier: BSL-1.0
// What phone numbers look like: lengths by country, and groups as people write them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace usher::text {

/// Digits (ASCII) in the groups in which they are written.
struct DigitGroups {
  static constexpr std::size_t most_digits = 19;

  std::array<char, most_digits> digits{};
  std::array<std::uint8_t, most_digits> sizes{};
  std::size_t digit_count = 0;
  std::size_t count = 0;  // of groups
  bool all_dashes = true; // between the groups

  [[nodiscard]] std::string_view text() const noexcept { return {digits.data(), digit_count}; }
  [[nodiscard]] bool is_full() const noexcept { return digit_count == most_digits; }
  /// The sizes are these, as in "433".
  [[nodiscard]] bool are(std::string_view expected) const noexcept;
};

/// Country code and national number of a length that the country has. One 0 between them is overlooked.
[[nodiscard]] bool is_international_phone(std::string_view digits) noexcept;

/// A national number recognised by its first digits and its groups alone: mobile numbers of Italy, Iran,
/// Russia, France, Germany, Spain, Turkey, the United Kingdom, Ukraine and the Emirates, North American ones
/// with dashes; also an international one after 00. Never a row of digits without groups.
[[nodiscard]] bool is_grouped_phone(const DigitGroups &groups) noexcept;

/// What may be a phone number beside a word that says so: 7 to 12 digits in groups that are no date, 10 to 12
/// digits in a row, or an international number after 00.
[[nodiscard]] bool may_be_phone(const DigitGroups &groups) noexcept;

/// With the area in parentheses: `trunk` digits before it (0 for none), `area` digits in it.
[[nodiscard]] bool is_phone_with_area(const DigitGroups &groups, std::size_t trunk,
                                      std::size_t area) noexcept;

} // namespace usher::text
