// SPDX-License-Identifier: BSL-1.0
// Stems: Persian ones by rules of our own, all others by Snowball.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct sb_stemmer;

namespace usher::text {

/// The languages that have a stemmer, as ISO 639-1 codes in byte order: Persian and all that Snowball has.
inline constexpr std::array<std::string_view, 30> stem_language_codes = {
    "ar", "ca", "da", "de", "el", "en", "es", "eu", "fa", "fi", "fr", "ga", "hi", "hu", "hy",
    "id", "it", "lt", "nb", "ne", "nl", "no", "pt", "ro", "ru", "sr", "sv", "ta", "tr", "yi"};

/// An index into stem_language_codes.
using StemLanguage = std::uint8_t;

[[nodiscard]] std::optional<StemLanguage> stem_language(std::string_view code) noexcept;

/// Words longer than this are nobody's inflected form and are their own stem.
inline constexpr std::size_t longest_stemmed_word = 256; // bytes

/// One thread at a time. Makes each language's stemmer at its first word.
class Stemmer {
 public:
  Stemmer();
  ~Stemmer();
  Stemmer(Stemmer &&) noexcept;
  Stemmer &operator=(Stemmer &&) noexcept;

  /// The word is in the exact form (case folded, accents as written). Throws std::bad_alloc.
  [[nodiscard]] std::string stem(StemLanguage language, std::string_view exact);

 private:
  struct Deleter {
    void operator()(sb_stemmer *stemmer) const noexcept;
  };
  std::array<std::unique_ptr<sb_stemmer, Deleter>, stem_language_codes.size()> stemmers_;
};

/// The stems of one word as they are compared. There are several when an apostrophe after its last vowel lets
/// it be read with different accents.
struct Stems {
  std::vector<std::string> folded;   // distinct, accents folded after stemming
  std::vector<std::string> accented; // distinct, grave and acute as one
};

/// `free_ending`: the last vowel may have any accent.
[[nodiscard]] Stems stems_of(Stemmer &stemmer, StemLanguage language, std::string_view exact,
                             bool free_ending);

} // namespace usher::text
