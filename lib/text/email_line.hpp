// SPDX-License-Identifier: BSL-1.0
// A line of an e-mail in the form in which the marks of mail programs are recognised.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace usher::text {

/// Small letters without Latin accents, Persian yeh and kaf, digits as 0-9, an em dash as two hyphens, every run of
/// white space as one space and none at the ends; asterisks, which stand for bold type, and what is invisible are
/// gone. Holds no memory of its own beyond a fixed buffer: a line that does not fit is no mark of anything.
class EmailLine {
 public:
  static constexpr std::size_t most_letters = 320;

  EmailLine() noexcept = default;
  explicit EmailLine(std::string_view utf8) noexcept { append(utf8); }

  /// Another line behind a space: attributions are broken over lines. Stops reading where the buffer is full.
  void append(std::string_view utf8) noexcept;

  /// Empty for a line that does not fit.
  [[nodiscard]] std::u32string_view letters() const noexcept { return {letters_.data(), fits_ ? size_ : 0}; }
  [[nodiscard]] bool is_blank() const noexcept { return fits_ && size_ == 0; }
  /// The line of another message, as in "> and then?".
  [[nodiscard]] bool is_quoted() const noexcept { return size_ != 0 && letters_[0] == U'>'; }

 private:
  std::array<char32_t, most_letters> letters_;
  std::size_t size_ = 0;
  bool fits_ = true;
};

// What the bytes of a line say already, so that most lines need not be folded.

/// True: EmailLine(line).is_quoted().
[[nodiscard]] bool begins_quoted(std::string_view line) noexcept;
/// False: it is written on, and no mark, nor the begin of one, notes of devices aside.
[[nodiscard]] bool may_be_mark(std::string_view line) noexcept;
/// False: no separator of a signature.
[[nodiscard]] bool may_be_separator(std::string_view line) noexcept;
/// EmailLine(line).is_blank()
[[nodiscard]] bool is_blank(std::string_view line) noexcept;

} // namespace usher::text
