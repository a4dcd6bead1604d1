// SPDX-License-Identifier: BSL-1.0
// What usher sees in a text, for people who write phrases and wonder whether they match.
#pragma once

#include "base/json.hpp"
#include "rules/ruleset.hpp"

#include <string>
#include <string_view>

namespace usher::rules {

/// Normal form, words, phrases with their places, language, personal data. The text is shown: it is the caller's.
void write_text_view(const Ruleset &ruleset, std::string_view text, JsonWriter &json);
[[nodiscard]] std::string text_view(const Ruleset &ruleset, std::string_view text);

} // namespace usher::rules
