// SPDX-License-Identifier: BSL-1.0
// Which language a text is in, or that it cannot be said.
#pragma once

#include <span>
#include <string_view>

namespace usher::text {

/// `code` is ISO 639-1 in lower case and lives for ever; empty for unknown. `confidence` is 0 to 1, 0 for
/// unknown.
struct LanguageGuess {
  std::string_view code;
  double confidence = 0;
};

/// Pure and without allocation; looks at letters only (no URLs, mentions, digits). Ill-formed bytes are
/// skipped.
[[nodiscard]] LanguageGuess guess_language(std::string_view utf8) noexcept;

/// The codes that a guess can have, in byte order.
[[nodiscard]] std::span<const std::string_view> guessable_languages() noexcept;

} // namespace usher::text
