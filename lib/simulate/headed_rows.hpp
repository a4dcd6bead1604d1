// SPDX-License-Identifier: BSL-1.0
// Rows below a first one that names the columns, taken in pieces.
#pragma once

#include "base/finding.hpp"
#include "simulate/delimited.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace usher::simulate {

/// To a column that is named and stands there twice.
inline constexpr std::string_view first_column_hint =
    "the first of them is taken; give them different names if another one is meant";

class HeadedRows {
 public:
  explicit HeadedRows(const DelimitedForm &form) : reader_(form) {}

  /// `take_head()` is told of the first row and may say false, `take_row()` of each other one, and `tell_bad()` of what
  /// is no row, which problem() says. False when the head was refused, or nothing came at all, which the findings then
  /// say.
  template <class Head, class Row, class Bad>
  [[nodiscard]] bool add(std::string_view bytes, bool last, const std::string &file, Findings &findings,
                         Head &&take_head, Row &&take_row, Bad &&tell_bad) {
    reader_.add(bytes, last);
    for (;;) {
      switch (reader_.next()) {
      case DelimitedReader::Step::more: return true;
      case DelimitedReader::Step::end:
        if (has_head_) return true;
        findings.add({Severity::error,
                      Code::bad_row,
                      file,
                      1,
                      0,
                      {},
                      "there are no rows, not even a first one",
                      "the first row names the columns"});
        return false;
      case DelimitedReader::Step::bad: tell_bad(); break;
      case DelimitedReader::Step::row:
        if (has_head_) {
          take_row();
          break;
        }
        has_head_ = true;
        width_ = cells().size();
        if (!take_head()) return false;
        break;
      }
    }
  }

  [[nodiscard]] std::span<const std::string_view> cells() const noexcept { return reader_.cells(); }
  /// Of the head, while that is the row.
  [[nodiscard]] std::optional<std::size_t> find_column(std::string_view name) const {
    const auto found = std::find(cells().begin(), cells().end(), name);
    if (found == cells().end()) return std::nullopt;
    return static_cast<std::size_t>(found - cells().begin());
  }
  /// Whether the head, while that is the row, has it more than once: find_column() says the first.
  [[nodiscard]] bool has_twice(std::string_view name) const {
    return std::count(cells().begin(), cells().end(), name) > 1;
  }
  /// Columns of the head.
  [[nodiscard]] std::size_t width() const noexcept { return width_; }
  [[nodiscard]] std::uint64_t line() const noexcept { return reader_.line(); }
  [[nodiscard]] const std::string &problem() const noexcept { return reader_.problem(); }

 private:
  DelimitedReader reader_;
  bool has_head_ = false;
  std::size_t width_ = 0;
};

} // namespace usher::simulate
