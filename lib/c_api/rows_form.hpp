// SPDX-License-Identifier: BSL-1.0
// What rows of cells look like, as callers say it.
#pragma once

#include "simulate/delimited.hpp"

#include <cstdint>

#include <usher/usher.h>

namespace usher::c_api {

/// False for what cannot be told from the text of cells.
[[nodiscard]] inline bool read_marks(std::int32_t delimiter, std::int32_t quote,
                                     simulate::DelimitedForm &out) noexcept {
  const auto is_mark = [](std::int32_t mark) { return mark == '\t' || (mark >= 0x20 && mark < 0x7F); };
  if (delimiter != 0) {
    if (!is_mark(delimiter)) return false;
    out.delimiter = static_cast<char>(delimiter);
  }
  if (quote == USHER_QUOTE_NONE) {
    out.quote = '\0';
  } else if (quote != 0) {
    if (!is_mark(quote)) return false;
    out.quote = static_cast<char>(quote);
  }
  return out.delimiter != out.quote;
}

} // namespace usher::c_api
