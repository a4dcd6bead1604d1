// SPDX-License-Identifier: BSL-1.0
// Text for people, on a page of a fixed width.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace usher {

inline constexpr std::size_t page_width = 80; // columns

/// A value as it may stand in a line for people: what would break the line, steer a terminal or turn the direction of
/// writing is made visible, a line feed as \n. Names and facts come from anybody, and must not look like lines of ours.
[[nodiscard]] std::string on_one_line(std::string_view text);

/// Makes `text` one line and breaks it at spaces so that lines stay within the page, as far as its words allow. The
/// first line begins at `first_column`, which the caller has filled; the others are given `indent` spaces.
[[nodiscard]] std::string wrap(std::string_view text, std::size_t first_column, std::size_t indent);

/// Appends `text` as lines of its own: the first begins with `indent` spaces, the others with two more.
void append_wrapped(std::string &out, std::size_t indent, std::string_view text);

} // namespace usher
