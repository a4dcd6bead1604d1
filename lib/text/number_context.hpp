// SPDX-License-Identifier: BSL-1.0
// Words that say what the number beside them is.
#pragma once

#include "text/plain_text.hpp"

#include <cstddef>
#include <cstdint>

namespace usher::text {

enum class NumberContext : std::uint8_t { card, phone, national_code, snils, inn };

/// Whether a word near the characters [begin, end) says that they are such a number. Near is within the five
/// words before or, where none of those says anything, the three words after. The nearest word that says what
/// the number is decides: after "phone" and then "order" it is the number of the order. Constant time.
[[nodiscard]] bool has_context(const PlainText &text, std::size_t begin, std::size_t end,
                               NumberContext wanted) noexcept;

/// Whether the word that ends right at `end`, glued to what follows, says so: "tel3331234567".
[[nodiscard]] bool is_context_word(const PlainText &text, std::size_t end, NumberContext wanted) noexcept;

/// Whether a sign right before `begin` only stands between such a word and its number: "ИНН №7707083893",
/// "tel=3331234567".
[[nodiscard]] bool is_context_sign(const PlainText &text, std::size_t begin, NumberContext wanted) noexcept;

} // namespace usher::text
