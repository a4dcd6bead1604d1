// SPDX-License-Identifier: BSL-1.0
// A reply made personal: its text in the customer's language, with what is known of them where it has placeholders.
#pragma once

#include "base/time.hpp"
#include "calendar/calendar.hpp"
#include "rules/facts.hpp"
#include "rules/ruleset.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace usher::desk {

/// What stands for {opens} and times: the hours of the department.
struct ReplyHours {
  const calendar::Calendar *calendar = nullptr;
  Instant now = 0;              // stands for {time}
  std::optional<Instant> opens; // nothing stands for {opens} without it
};

/// The text for a language, "it" or as platforms say it, "it_IT": its own, or the one for all, or the first.
[[nodiscard]] std::string_view text_for(const policy::Reply &reply, std::string_view language) noexcept;

/// Placeholders that are not known say nothing; "{{" is a brace.
[[nodiscard]] std::string personal_text(const rules::Ruleset &ruleset, std::string_view text,
                                        const rules::Facts &facts, const ReplyHours &hours);

/// The first placeholder of a text that is no fact of one value nor `opens`, "" for a brace that is not closed; none
/// when all is well.
[[nodiscard]] std::optional<std::string_view> unknown_placeholder(const rules::Ruleset &ruleset,
                                                                  std::string_view text);

} // namespace usher::desk
