// SPDX-License-Identifier: BSL-1.0
// Everything that deciding one message fills, and that the next message uses again.
#pragma once

#include "rules/decision.hpp"
#include "rules/facts.hpp"
#include "rules/program.hpp"
#include "text/personal_data.hpp"
#include "text/prepared_text.hpp"
#include "text/written_text.hpp"

#include <vector>

namespace usher::rules {

/// Working memory of one thread. Keeps what an explanation needs until the next message.
struct Workspace {
  Facts facts;
  text::PreparedText text;
  text::PreparedText subject;
  text::LexiconScratch scratch;
  text::WrittenText written; // of an e-mail's text, what is looked at
  std::vector<text::PhraseId> found;
  std::vector<text::PatternId> candidates;
  std::vector<text::PersonalData> personal_data; // of what is looked at of the text
  std::vector<text::PersonalData> subject_personal_data;
  bool personal_data_looked_for = false;
  ProgramScratch program;
  Decision decision;
};

} // namespace usher::rules
