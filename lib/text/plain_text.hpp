// SPDX-License-Identifier: BSL-1.0
// A text as the finders of personal data see it: digits of all scripts as 0 to 9, letters in lower case,
// invisible characters gone, every character with its place in the original.
#pragma once

#include "text/span.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace usher::text {

struct PlainCharacter {
  enum class Kind : std::uint8_t {
    digit,
    letter,
    unspaced, // a letter of a script that puts no spaces between words: a number may stand right beside it
    space,
    dash,
    other
  };
  char32_t value;      // folded
  std::uint32_t begin; // bytes of the original
  std::uint32_t end;
  std::uint32_t code_point;
  Kind kind;
  bool taken; // found to be personal data
};

class PlainText {
 public:
  using Kind = PlainCharacter::Kind;

  /// Linear; ill-formed bytes become U+FFFD.
  explicit PlainText(std::string_view utf8);

  [[nodiscard]] std::size_t size() const noexcept { return characters_.size(); }
  [[nodiscard]] const PlainCharacter &operator[](std::size_t at) const noexcept { return characters_[at]; }

  /// Past either end there is no digit, no letter, nothing.
  [[nodiscard]] Kind kind(std::size_t at) const noexcept {
    return at < size() ? characters_[at].kind : Kind::other;
  }
  [[nodiscard]] char32_t value(std::size_t at) const noexcept {
    return at < size() ? characters_[at].value : 0;
  }
  [[nodiscard]] bool is_digit(std::size_t at) const noexcept { return kind(at) == Kind::digit; }
  [[nodiscard]] bool is_letter(std::size_t at) const noexcept { return kind(at) == Kind::letter; }
  /// A letter of a script with spaces, or a digit: what a code may be glued to.
  [[nodiscard]] bool is_alphanumeric(std::size_t at) const noexcept { return is_digit(at) || is_letter(at); }
  [[nodiscard]] bool is_free(std::size_t at) const noexcept { return at < size() && !characters_[at].taken; }

  void take(std::size_t begin, std::size_t end) noexcept;
  /// Where the characters [begin, end) are in the original; there must be at least one.
  [[nodiscard]] Span span(std::size_t begin, std::size_t end) const noexcept;

 private:
  std::vector<PlainCharacter> characters_;
};

} // namespace usher::text
