// SPDX-License-Identifier: BSL-1.0
// From a message's facts to a decision: look at the text, find the signals, read the rules once in file order.
#pragma once

#include "rules/decision.hpp"
#include "rules/facts.hpp"
#include "rules/ruleset.hpp"
#include "text/written_text.hpp"

#include <span>
#include <vector>

namespace usher::rules {

struct LookOptions {
  bool language = false;      // look for it even if no rule asks
  bool personal_data = false; // likewise
  bool full_text = false;     // of e-mails too: nothing is left out
};

/// A language that was found with less confidence than this counts as unknown.
inline constexpr double least_language_confidence = 0.5;

/// Working memory of one thread. Keeps what an explanation needs until the next message.
struct Workspace {
  Facts facts;
  text::PreparedText text;
  text::PreparedText subject;
  text::LexiconScratch scratch;
  text::WrittenText written; // of an e-mail's text, what is looked at
  std::vector<text::PhraseId> found;
  std::vector<text::PersonalData> personal_data; // of what is looked at of the text
  std::vector<text::PersonalData> subject_personal_data;
  bool personal_data_looked_for = false;
  ProgramScratch program;
  Decision decision;
};

/// Fills what is found rather than given: phrases, topics, language, personal data. Topics and personal data are
/// looked for in text and subject, the language in the text, or in the subject when there is no text. Of an e-mail
/// only what the writer wrote now is looked at, places being those of the whole text.
void look(const Ruleset &ruleset, const LookOptions &options, Workspace &workspace);

/// After looking: finds the signals and decides, by the compiled program. What it costs follows the message and the
/// rules that match, not the number of rules.
void decide(const Ruleset &ruleset, Workspace &workspace);

/// The same from facts in which the signals were found, by the plain meaning of the language: one rule after the
/// other, each condition as the policy states it. `fates`, when given, has an element for each rule and learns what
/// became of it; the decision is the same with and without. For explanations, and for tests of the program.
void read_rules(const Ruleset &ruleset, const Facts &facts, Decision &decision,
                std::span<RuleFate> fates = {});
/// The plain way to find the signals.
void read_signals(const Ruleset &ruleset, Facts &facts);

} // namespace usher::rules
