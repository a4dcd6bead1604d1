// SPDX-License-Identifier: BSL-1.0
// A text that findings point into: a file of a policy, a message.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace usher {

/// Line and column from 1; columns count code points.
struct Position {
  std::uint32_t line = 0;
  std::uint32_t column = 0;
};

/// A file's name and bytes, with the places of its lines. Lines end at LF, CR LF or CR, as YAML has it.
class Source {
 public:
  Source(std::string name, std::string text);

  [[nodiscard]] const std::string &name() const noexcept { return name_; }
  [[nodiscard]] std::string_view text() const noexcept { return text_; }
  [[nodiscard]] std::size_t line_count() const noexcept { return line_starts_.size(); }
  /// Byte offset at which a line (from 1) starts.
  [[nodiscard]] std::size_t line_start(std::size_t line) const { return line_starts_[line - 1]; }
  /// Of a byte; offsets past the end mean the end.
  [[nodiscard]] Position position(std::size_t offset) const noexcept;

 private:
  std::string name_;
  std::string text_;
  std::vector<std::size_t> line_starts_;
};

} // namespace usher
