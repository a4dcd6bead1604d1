// SPDX-License-Identifier: BSL-1.0
// The characters that part a YAML file's tokens. The end of the text counts as a line's end and reads as NUL,
// which no text has of itself.
#pragma once

#include <cstddef>
#include <string_view>

namespace usher::policy {

/// An offset that is none.
inline constexpr std::size_t nowhere = std::string_view::npos;

[[nodiscard]] constexpr bool is_blank(char c) noexcept { return c == ' ' || c == '\t'; }
[[nodiscard]] constexpr bool is_break(char c) noexcept { return c == '\n' || c == '\r' || c == '\0'; }
[[nodiscard]] constexpr bool is_gap(char c) noexcept { return is_blank(c) || is_break(c); }
[[nodiscard]] constexpr bool is_flow_mark(char c) noexcept {
  return c == ',' || c == '[' || c == ']' || c == '{' || c == '}';
}

} // namespace usher::policy
