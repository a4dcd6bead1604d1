// SPDX-License-Identifier: BSL-1.0
// A text made ready for matching: its normal form and its words, each with its place in the original.
#pragma once

#include "text/lexicon.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace usher::text {

struct Word {
  enum class Kind : std::uint8_t { word, emoji, tag, mention, url, email };
  Kind kind = Kind::word;
  std::string text;     // normal form with Latin accents folded
  std::string accented; // normal form with accents, grave and acute as one; equal to `text` when there are none
  Span where;
  // More members as the matcher needs them (parts of a word with ZWNJ or camel case, a final apostrophe ...).
};

class PreparedText {
 public:
  /// Reads the text anew; what it holds points into nothing of the caller's afterwards.
  void assign(std::string_view utf8);

  [[nodiscard]] const std::string &normal_form() const noexcept { return normal_form_; } // words joined by one space
  [[nodiscard]] const std::vector<Word> &words() const noexcept { return words_; }
  [[nodiscard]] bool was_ill_formed() const noexcept { return ill_formed_; }
  /// The form regexes are searched in (NFKC, case and accents kept) as UTF-8.
  [[nodiscard]] const std::string &pattern_form() const noexcept { return pattern_form_; }

 private:
  std::string normal_form_;
  std::string pattern_form_;
  std::vector<Word> words_;
  bool ill_formed_ = false;
};

} // namespace usher::text
