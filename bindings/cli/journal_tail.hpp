// SPDX-License-Identifier: BSL-1.0
// A journal that somebody may still be writing: its whole lines, as they come.
#pragma once

#include "input.hpp"
#include "lines.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace usher::cli {

class JournalTail {
 public:
  /// "-" is stdin. Throws Failure when it cannot be opened.
  explicit JournalTail(const std::string &path);

  /// The next line that ends with a line feed, without waiting for it: false while there is none. Its text lives until
  /// the next call. Throws Failure when the file cannot be read, was replaced, became shorter, or has a line that is
  /// larger than any line of a journal.
  [[nodiscard]] bool next(Line &line);
  /// What stands behind the last line feed: a line that is half written, or the last one of a file without a line feed
  /// at its end. It has the number of the line that would be next.
  [[nodiscard]] Line half() const noexcept;
  /// Nothing more will come: it is a pipe, and whoever wrote it is gone.
  [[nodiscard]] bool has_ended() const noexcept { return ended_; }

  [[nodiscard]] const std::string &name() const noexcept { return file_.name(); }
  /// A file, that may grow; not a pipe.
  [[nodiscard]] bool is_regular() const noexcept { return is_regular_; }
  /// For select() and its like.
  [[nodiscard]] int descriptor() const noexcept { return file_.descriptor(); }

 private:
  [[nodiscard]] bool fill();
  void see_that_it_is_the_same() const;

  InputFile file_;
  std::string path_;
  bool is_regular_;
  std::string buffer_;
  std::size_t begin_ = 0;  // what is read and not given out: from here on
  std::size_t looked_ = 0; // up to here there is no line feed
  std::uint64_t number_ = 0;
  std::uint64_t bytes_ = 0; // read so far
  bool ended_ = false;
};

} // namespace usher::cli
