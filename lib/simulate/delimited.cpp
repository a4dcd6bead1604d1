// SPDX-License-Identifier: BSL-1.0
#include "simulate/delimited.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace usher::simulate {

void DelimitedReader::add(std::string_view bytes, bool last) {
  buffer_.erase(0, begin_);
  begin_ = 0;
  buffer_ += bytes;
  last_ = last;
}

/// A quoted cell; `at` stands on its first quote, and then behind the last.
DelimitedReader::Scan DelimitedReader::scan_quoted(std::size_t &at, Cell &cell, std::uint64_t &lines) {
  cell.at = ++at;
  for (;; ++at) {
    if (at >= buffer_.size()) return Scan::partial;
    const char c = buffer_[at];
    if (c == '\n') ++lines;
    if (c != form_.quote) continue;
    if (at + 1 >= buffer_.size() && !last_) return Scan::partial; // it may be written twice
    if (at + 1 < buffer_.size() && buffer_[at + 1] == form_.quote) {
      cell.has_quotes = true;
      ++at;
      continue;
    }
    cell.size = at - cell.at;
    ++at;
    return Scan::whole;
  }
}

/// The row at begin_: its cells into found_, and end_ behind it.
DelimitedReader::Scan DelimitedReader::scan() {
  found_.clear();
  std::uint64_t lines = 0;
  for (std::size_t at = begin_;;) {
    Cell cell;
    cell.at = at;
    if (form_.quote != '\0' && at < buffer_.size() && buffer_[at] == form_.quote) {
      if (scan_quoted(at, cell, lines) == Scan::partial) {
        if (!last_) return Scan::partial;
        problem_ = "a quoted cell begins in this row and never ends; close the quote, or say quote: none";
        return Scan::broken;
      }
      const bool carriage = at + 1 < buffer_.size() && buffer_[at] == '\r' && buffer_[at + 1] == '\n';
      if (carriage) ++at;
      if (at < buffer_.size() && buffer_[at] == '\r' && at + 1 == buffer_.size() && !last_)
        return Scan::partial;
      if (at < buffer_.size() && buffer_[at] != form_.delimiter && buffer_[at] != '\n' &&
          !(buffer_[at] == '\r' && at + 1 == buffer_.size())) {
        problem_ =
            "something stands behind the closing quote of a cell; write quotes inside a quoted cell twice";
        return Scan::broken;
      }
      if (at < buffer_.size() && buffer_[at] == '\r') ++at;
    } else {
      while (at < buffer_.size() && buffer_[at] != form_.delimiter && buffer_[at] != '\n')
        ++at;
      cell.size = at - cell.at;
      const bool ends_line = at >= buffer_.size() || buffer_[at] == '\n';
      if (ends_line && cell.size != 0 && buffer_[at - 1] == '\r') --cell.size;
    }
    if (at >= buffer_.size() && !last_) return Scan::partial;
    found_.push_back(cell);
    if (at >= buffer_.size() || buffer_[at] == '\n') {
      end_ = std::min(at + 1, buffer_.size());
      next_line_ = line_ + lines + 1;
      return Scan::whole;
    }
    ++at;
  }
}

void DelimitedReader::take_cells() {
  std::size_t most = 0;
  for (const Cell &cell : found_)
    most += cell.has_quotes ? cell.size : 0;
  unquoted_.clear();
  unquoted_.reserve(most); // so that what is shown of it stays where it is
  cells_.clear();
  for (const Cell &cell : found_) {
    const std::string_view raw = std::string_view(buffer_).substr(cell.at, cell.size);
    if (!cell.has_quotes) {
      cells_.push_back(raw);
      continue;
    }
    const std::size_t begin = unquoted_.size();
    for (std::size_t i = 0; i < raw.size(); ++i) {
      unquoted_ += raw[i];
      if (raw[i] == form_.quote) ++i;
    }
    cells_.push_back(std::string_view(unquoted_).substr(begin));
  }
}

/// To the line behind this one, or as far as there is something.
void DelimitedReader::skip_line() {
  const std::size_t end = buffer_.find('\n', begin_);
  skipping_ = end == std::string::npos && !last_;
  begin_ = end == std::string::npos ? buffer_.size() : end + 1;
  if (!skipping_) ++line_;
}

DelimitedReader::Step DelimitedReader::next() {
  constexpr std::string_view mark = "\xEF\xBB\xBF";
  if (at_begin_) {
    if (buffer_.size() < mark.size() && !last_) return Step::more;
    if (buffer_.starts_with(mark)) begin_ = mark.size();
    at_begin_ = false;
  }
  if (skipping_) skip_line();
  for (;;) {
    if (begin_ >= buffer_.size()) return last_ ? Step::end : Step::more;
    row_line_ = line_;
    const Scan scanned = scan();
    if (scanned == Scan::broken) {
      skip_line();
      return Step::bad;
    }
    const std::size_t size = (scanned == Scan::whole ? end_ : buffer_.size()) - begin_;
    if (size > form_.most_bytes) {
      problem_ = fmt::format("the row is larger than {} bytes; it may be that a quote in it is never closed",
                             form_.most_bytes);
      skip_line();
      return Step::bad;
    }
    if (scanned == Scan::partial) return Step::more;
    take_cells();
    begin_ = end_;
    line_ = next_line_;
    const bool is_empty = found_.size() == 1 && found_.front().size == 0;
    if (!is_empty) return Step::row;
  }
}

} // namespace usher::simulate
