// SPDX-License-Identifier: BSL-1.0
// What usher sees in a text, for programs that show it and for people who wonder whether a phrase matches.
#pragma once

#include "base/json.hpp"
#include "rules/ruleset.hpp"
#include "text/language.hpp"
#include "text/personal_data.hpp"
#include "text/prepared_text.hpp"
#include "text/written_text.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace usher::rules {

struct TextViewOptions {
  bool email = false;       // leave out what the writer did not write now
  std::string_view subject; // of the e-mail: tells a forward
};

/// All places are those of the text as it was given. Used again, it keeps its memory.
struct TextView {
  std::string source;
  text::WrittenText written; // what is left out
  text::PreparedText prepared;
  std::vector<text::Occurrence> matches;
  text::LanguageGuess language;
  std::vector<text::PersonalData> personal_data; // of the whole text, by place
  std::string masked;
  bool ill_formed = false;
};

void look_at_text(const Ruleset &ruleset, std::string_view source, const TextViewOptions &options,
                  TextView &view);

/// "word", "emoji" ...
[[nodiscard]] std::string_view name_of(text::WordKind kind) noexcept;

/// The text is shown: it is the caller's.
void write_json(const Ruleset &ruleset, const TextView &view, JsonWriter &json);
[[nodiscard]] std::string to_text(const Ruleset &ruleset, const TextView &view);

} // namespace usher::rules
