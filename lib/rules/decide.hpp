// SPDX-License-Identifier: BSL-1.0
// From a message's facts to a decision: look at the text, find the signals, read the rules once in file order.
#pragma once

#include "rules/ruleset.hpp"
#include "rules/workspace.hpp"

#include <span>

namespace usher::rules {

struct LookOptions {
  bool language = false;      // look for it even if no rule asks
  bool personal_data = false; // likewise
  bool full_text = false;     // of e-mails too: nothing is left out
};

/// A language that was found with less confidence than this counts as unknown.
inline constexpr double least_language_confidence = 0.5;

/// Fills what is found rather than given: phrases, topics, language, personal data. Topics and personal data are
/// looked for in text and subject, the language in the text, or in the subject when there is no text. Of an e-mail
/// only what the writer wrote now is looked at, places being those of the whole text. Regexes that no topic has are
/// only noted as candidates.
void look(const Ruleset &ruleset, const LookOptions &options, Workspace &workspace);

/// Searches for every regex that is left, for those who want to know of all phrases; into the facts of the workspace
/// or a copy of them.
void find_all_phrases(const Ruleset &ruleset, const Workspace &workspace, Facts &facts);

/// What a line adds where its condition holds: once for each whole one of the number, whose fraction is cut off towards
/// zero before it is multiplied, as half of a thing is none; cut to what the line allows.
[[nodiscard]] int points_of(const policy::PriorityLine &line, const Facts &facts) noexcept;

/// After looking: finds what changed and the signals, and decides, by the compiled program. What it costs follows the message and the
/// rules that match, not the number of rules. Without `due_times` nothing is said of what is promised when: whoever
/// keeps clocks of their own need not pay for it.
void decide(const Ruleset &ruleset, Workspace &workspace, bool due_times = true);

/// The same from facts in which all phrases, what changed and the signals were found, by the plain meaning of the language: one rule after the
/// other, each condition as the policy states it. `fates`, when given, has an element for each rule and learns what
/// became of it; the decision is the same with and without. For explanations, and for tests of the program.
void read_rules(const Ruleset &ruleset, const Facts &facts, Decision &decision,
                std::span<RuleFate> fates = {});
/// The plain way to find the signals.
void read_signals(const Ruleset &ruleset, Facts &facts);

} // namespace usher::rules
