// SPDX-License-Identifier: BSL-1.0
// What letters and words cost in the languages of one script; the lower the cost, the likelier the language.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace usher::text {

/// Scripts whose languages are told apart by their words and letters. `none` is for all other letters.
enum class ProfiledScript : std::uint8_t { latin, cyrillic, arabic, devanagari, none };

inline constexpr std::size_t profiled_scripts = 4;
inline constexpr std::size_t most_languages = 32; // of one script

using LanguageCosts = std::array<std::uint32_t, most_languages>;

/// Adds what a word costs: the cheaper of its two costs, as a known word and as a row of letters, and in no language
/// so much more than where it is cheapest that one foreign word outweighs a sentence. Letters are in the folded form,
/// 64 of them at most. Linear, constant memory; does nothing for `none`.
void add_word(ProfiledScript script, std::u16string_view letters, LanguageCosts &totals) noexcept;

/// The columns of the totals; an empty code belongs to a language that only competes.
[[nodiscard]] std::span<const std::string_view> languages_of(ProfiledScript script) noexcept;

/// The column of Arabic in its script.
inline constexpr std::size_t arabic_column = 0;
/// The columns of Russian and Ukrainian in theirs.
inline constexpr std::size_t russian_column = 0;
inline constexpr std::size_t ukrainian_column = 1;

/// The share of the best of `languages_of(script)` in all of them, from 0 to 1, and which it is.
struct BestLanguage {
  std::size_t column = 0;
  double share = 0;
};
[[nodiscard]] BestLanguage best_language(ProfiledScript script, const LanguageCosts &totals) noexcept;

} // namespace usher::text
