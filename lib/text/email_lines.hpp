// SPDX-License-Identifier: BSL-1.0
// The lines of a part of a text, one after the other.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace usher::text {

/// Bytes [begin, end) of a text; the line end is in `next` only.
struct LinePlace {
  std::size_t begin;
  std::size_t end;
  std::size_t next;
};

/// The line that begins at `begin`, which must be before `limit`. LF, CR LF and a lone CR end a line.
[[nodiscard]] inline LinePlace line_at(std::string_view text, std::size_t begin, std::size_t limit) noexcept {
  std::size_t end = begin;
  while (end < limit && text[end] != '\n' && text[end] != '\r')
    ++end;
  std::size_t next = std::min(end + 1, limit);
  if (next < limit && text[end] == '\r' && text[next] == '\n') ++next;
  return {begin, end, next};
}

[[nodiscard]] inline std::string_view text_of(std::string_view text, const LinePlace &line) noexcept {
  return text.substr(line.begin, line.end - line.begin);
}

} // namespace usher::text
