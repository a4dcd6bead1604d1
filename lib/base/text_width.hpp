// SPDX-License-Identifier: BSL-1.0
// How wide a text is where people read it: an accent takes no column of its own, a Chinese character takes two.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace usher {

/// The widest that a column of names is made; a longer name is cut.
inline constexpr std::size_t widest_name = 40;

/// How many columns a terminal gives the text, which has no control characters. Bytes that are not UTF-8 count as the
/// U+FFFD that is shown for them.
[[nodiscard]] std::size_t width_of(std::string_view text) noexcept;

/// The text on one line; where it is wider than `width` columns, its begin and an ellipsis.
[[nodiscard]] std::string cut(std::string_view text, std::size_t width);

/// The same with spaces behind it up to `width` columns: a cell of a table, whatever name stands in it.
[[nodiscard]] std::string in_column(std::string_view text, std::size_t width);

/// The width of a column that is `width` columns wide and gets this name as well, up to the widest.
[[nodiscard]] std::size_t wide_enough(std::size_t width, std::string_view name);

/// A column for the names that `name_of` gives of the list's items: as wide as they need, between `least` columns and
/// the widest.
template <class List, class NameOf>
[[nodiscard]] std::size_t column_of(std::size_t least, const List &list, NameOf &&name_of) {
  for (const auto &item : list)
    least = wide_enough(least, name_of(item));
  return least;
}

} // namespace usher
