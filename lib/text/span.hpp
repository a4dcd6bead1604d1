// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>

namespace usher::text {

/// A part of the original text: bytes [begin, end) and the code point numbers of the same places.
struct Span {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t begin_code_point = 0;
  std::uint32_t end_code_point = 0;

  friend bool operator==(const Span &, const Span &) = default;
};

} // namespace usher::text
