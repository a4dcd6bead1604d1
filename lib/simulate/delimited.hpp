// SPDX-License-Identifier: BSL-1.0
// Rows of cells as spreadsheets and databases write them: CSV (RFC 4180), TSV and their like, taken in pieces.
//
// A cell in quotes may hold delimiters, line feeds, and quotes written twice; a quote elsewhere in a cell is a
// character like any other. Lines end with LF or CR LF. A mark of byte order at the begin is not part of the text, and
// lines without any character are no rows.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace usher::simulate {

struct DelimitedForm {
  char delimiter = ',';
  char quote = '"';                              // NUL: nothing quotes
  std::size_t most_bytes = std::size_t{1} << 20; // of a row
};

class DelimitedReader {
 public:
  explicit DelimitedReader(const DelimitedForm &form) : form_(form) {}

  enum class Step : std::uint8_t {
    row,
    bad,  // what is wrong is in problem(); it goes on behind it
    more, // the rest of the row is not there yet
    end
  };

  /// Copies them. `last`: nothing comes behind.
  void add(std::string_view bytes, bool last);
  /// The next row. Cells live until the next call of this class.
  [[nodiscard]] Step next();

  [[nodiscard]] std::span<const std::string_view> cells() const noexcept { return cells_; }
  /// On which the row begins, from 1.
  [[nodiscard]] std::uint64_t line() const noexcept { return row_line_; }
  [[nodiscard]] const std::string &problem() const noexcept { return problem_; }

 private:
  enum class Scan : std::uint8_t { whole, partial, broken };
  struct Cell {
    std::size_t at = 0;
    std::size_t size = 0;
    bool has_quotes = false; // written twice, to be made one
  };

  [[nodiscard]] Scan scan();
  [[nodiscard]] Scan scan_quoted(std::size_t &at, Cell &cell, std::uint64_t &lines);
  void take_cells();
  void skip_line();

  DelimitedForm form_;
  std::string buffer_;
  std::size_t begin_ = 0; // of the row that is read
  std::size_t end_ = 0;   // behind it
  std::uint64_t line_ = 1;
  std::uint64_t next_line_ = 1;
  std::uint64_t row_line_ = 0;
  bool last_ = false;
  bool at_begin_ = true;
  bool skipping_ = false; // the rest of a row that was too long
  std::vector<Cell> found_;
  std::vector<std::string_view> cells_;
  std::string unquoted_;
  std::string problem_;
};

} // namespace usher::simulate
