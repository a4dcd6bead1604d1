// SPDX-License-Identifier: BSL-1.0
// A file line by line, with a bound on what a line may hold: of a longer one no more than that is ever in
// memory.
#pragma once

#include "input.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace usher::cli {

/// What a line of a journal is not larger than: the effects of a large instant stand on one, and of what is no journal
/// not everything is to be read in.
inline constexpr std::size_t longest_journal_line = std::size_t{256} << 20;

struct Line {
  std::uint64_t number = 0; // from 1
  std::string_view text;    // without the line feed; until the next line is read; empty when too long
  bool too_long = false;
};

/// What is said of a line that is too long for `most` bytes, in a file of this name.
[[nodiscard]] Finding too_long_line(std::string_view file, std::uint64_t number, std::uint64_t most,
                                    std::string hint = {});

class LineReader {
 public:
  /// Lines of up to `most` bytes; `file` outlives the reader.
  LineReader(InputFile &file, std::size_t most);

  /// False at the end. The last line needs no line feed. A byte order mark at the beginning is passed over.
  bool next(Line &line);
  /// Bytes of the file behind the lines given so far.
  [[nodiscard]] std::uint64_t bytes() const noexcept { return bytes_; }

 private:
  bool fill();
  void skip_line();

  InputFile &file_;
  std::size_t most_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0; // what is read and not given out: buffer_[begin_, end_)
  std::size_t end_ = 0;
  std::uint64_t number_ = 0;
  std::uint64_t bytes_ = 0;
};

} // namespace usher::cli
