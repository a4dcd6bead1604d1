// SPDX-License-Identifier: BSL-1.0
// The form of a text that regexes are searched in.
#pragma once

#include "text/span.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace usher::text {

/// NFKC with case, accents and punctuation as written, and further: decimal digits of all scripts as 0-9,
/// Arabic yeh, alef maksura and kaf as the Persian letters, invisible characters (U+200B, U+00AD, U+FEFF,
/// U+2060 to U+2064, direction marks) dropped. ZWNJ, ZWJ and variation selectors stay. Ill-formed bytes are
/// U+FFFD. Linear in the text; a text of ASCII alone is its own pattern form and costs a copy.
class PatternForm {
 public:
  /// `with_places`: original() will be asked.
  void assign(std::string_view utf8, bool with_places);

  [[nodiscard]] const std::string &text() const noexcept { return text_; }
  [[nodiscard]] bool has_places() const noexcept { return with_places_; }
  /// What of the original the bytes [begin, end) of text() come from; begin < end. Only with places.
  [[nodiscard]] Span original(std::size_t begin, std::size_t end) const noexcept;

 private:
  struct Place {
    std::uint32_t begin; // in text()
    Span original;
  };

  [[nodiscard]] static bool begins_simple_run(std::string_view utf8, std::size_t offset) noexcept;
  std::size_t add_simple_run(std::string_view utf8, std::size_t offset);
  void add_place(const Span &original);
  void add_chunk(std::span<const char32_t> chunk, const Span &original);
  [[nodiscard]] const Place &place_of(std::size_t offset) const noexcept;

  std::string text_;
  bool with_places_ = false;
  std::vector<Place> places_; // by begin; empty for a text of ASCII alone
};

/// The letter that stands for an Arabic yeh, alef maksura or kaf in the pattern form; others as they are.
[[nodiscard]] constexpr char32_t unified_letter(char32_t value) noexcept {
  if (value == 0x0649 || value == 0x064A) return 0x06CC;
  return value == 0x0643 ? 0x06A9 : value;
}

} // namespace usher::text
