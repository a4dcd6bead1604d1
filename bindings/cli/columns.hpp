// SPDX-License-Identifier: BSL-1.0
// Lines of columns for a terminal: no wider than they may be, whatever names stand in them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace usher::cli {

/// How a text is painted, where there is colour at all.
enum class Tone { plain, title, faint, good, alarm };

enum class Align { left, right };

/// How many columns a terminal gives a text; the text is harmless.
[[nodiscard]] std::size_t width_of(std::string_view text) noexcept;
/// The text, made harmless and put on one line; where it is wider, its begin and an ellipsis.
[[nodiscard]] std::string cut(std::string_view text, std::size_t width);

/// One line, column by column.
class Columns {
 public:
  /// `width`: of the line.
  Columns(std::size_t width, bool color) : left_(width), color_(color) {}

  /// A column of this width, with a space in front of it unless it is the first.
  Columns &add(std::string_view text, std::size_t width, Align align = Align::left, Tone tone = Tone::plain);
  /// What is left of the line.
  Columns &rest(std::string_view text, Tone tone = Tone::plain);
  /// Without spaces at its end.
  [[nodiscard]] std::string line() &&;

 private:
  void put(std::string_view text, Tone tone);

  std::string line_;
  std::size_t left_;
  std::size_t pending_ = 0; // spaces that something has to follow
  bool color_;
  bool is_first_ = true;
};

} // namespace usher::cli
