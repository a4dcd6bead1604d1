// SPDX-License-Identifier: BSL-1.0
// The lines of an iCalendar file: folded ones joined, name, parameters and value apart.
#pragma once

#include "base/source.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace usher::calendar {

struct ContentLine {
  std::uint32_t line = 0;                                      // of the file, where it begins
  std::string name;                                            // in capitals
  std::vector<std::pair<std::string, std::string>> parameters; // names in capitals, values without quotes
  std::string value;

  /// Empty when there is none.
  [[nodiscard]] std::string_view parameter(std::string_view wanted) const;
};

/// What no line of a calendar has to be longer than, folded ones joined.
inline constexpr std::size_t most_line_bytes = 64u << 10;

enum class LineStatus : std::uint8_t { ok, end, bad, too_long };

/// Reads a file line by line. A bad line is passed over.
class LineReader {
 public:
  explicit LineReader(const Source &source) : source_(source) {}
  /// The next line that is not empty; with `bad` and `too_long` only its number is told.
  [[nodiscard]] LineStatus next(ContentLine &out);

 private:
  [[nodiscard]] std::string_view physical(std::size_t line) const;

  const Source &source_;
  std::size_t next_ = 1;
};

[[nodiscard]] std::string capitals(std::string_view text);

} // namespace usher::calendar
