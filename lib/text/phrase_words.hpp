// SPDX-License-Identifier: BSL-1.0
// The word list behind a phrase that is not a regex.
#pragma once

#include "text/phrase.hpp"

namespace usher::text {

/// As parse_phrase; `language` is empty for none.
[[nodiscard]] bool parse_words(std::string_view source, std::string_view language, WordPhrase &out,
                               std::vector<PhraseProblem> &problems);

/// The source as messages show it: in quotes, cut when it is long.
[[nodiscard]] std::string quoted_phrase(std::string_view source);

} // namespace usher::text
