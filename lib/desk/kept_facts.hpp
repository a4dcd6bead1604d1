// SPDX-License-Identifier: BSL-1.0
// What a desk keeps of a message, so that a conversation can be decided again when more is known, and so that its next
// message need not say again who the customer is: the values of facts, the topics and phrases that were found, and the
// text if it is short enough. Of what the desk itself knows of the conversation, what it was when the event was over,
// where conditions ask for it.
#pragma once

#include "rules/facts.hpp"
#include "rules/ruleset.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace usher::desk {

/// How the facts of a policy are kept. What a message says is kept, and of the desk's own what conditions ask for as it
/// was.
struct KeptForm {
  struct Fact {
    policy::FactType type = policy::FactType::set;
    bool is_carried = false; // it stays true of the customer from message to message
    bool is_where = false;   // it says where a message came in
  };
  std::vector<Fact> facts;                       // by number
  std::vector<std::uint64_t> kept;               // a bit for each fact
  std::vector<std::uint64_t> kept_without_texts; // likewise
};
[[nodiscard]] KeptForm kept_form(const rules::Ruleset &ruleset);

/// Into `out`, in place of what it holds. `keep_text`: most bytes of the text and the subject each; a longer one is not
/// kept at all.
void keep_facts(const KeptForm &form, const rules::Facts &facts, std::uint32_t keep_text, std::string &out);

/// Into facts that were cleared. False when texts were left out, so that what was found in them is taken over instead.
[[nodiscard]] bool restore_facts(const rules::Ruleset &ruleset, std::string_view kept, rules::Facts &facts);

/// What was kept can be read to its end, as what a damaged snapshot says may not. Nothing is sound as well.
[[nodiscard]] bool kept_is_sound(const policy::Frame &frame, std::string_view kept);

/// What stays true of a customer from message to message, where this message does not say it.
void carry_over(const KeptForm &form, const policy::Frame &frame, std::string_view kept, rules::Facts &facts);

/// What facts were when the rules last decided, into those that conditions ask for. After the message's own.
void restore_what_was(const rules::Ruleset &ruleset, std::string_view kept, rules::Facts &facts);

/// Facts of the desk's own of which conditions ask what they were.
[[nodiscard]] std::vector<policy::FactId> asked_of_the_desk(const rules::Ruleset &ruleset);
/// These as they were kept, into their own slots, so that they can be kept on.
void restore_own_facts(const rules::Ruleset &ruleset, std::string_view kept, rules::Facts &facts);
/// What was kept, but of these facts the values that they have in `facts`. Where nothing was kept, nothing is.
[[nodiscard]] std::string with_facts(const rules::Ruleset &ruleset, std::string_view kept,
                                     const rules::Facts &facts, std::span<const policy::FactId> these);

/// A choice, or another whole number, among what was kept.
[[nodiscard]] std::optional<std::int64_t> kept_number(const rules::Ruleset &ruleset, std::string_view kept,
                                                      policy::FactId fact);
/// A text among what was kept; empty if it was not.
[[nodiscard]] std::string_view kept_text(const rules::Ruleset &ruleset, std::string_view kept,
                                         policy::FactId fact);

/// The same under another policy: facts, and words of facts, that it has under the same names. Of texts that were not
/// kept, what was found in them is lost but for the topics.
[[nodiscard]] std::string translate_facts(const rules::Ruleset &from, const rules::Ruleset &to,
                                          std::string_view kept);

} // namespace usher::desk
