// SPDX-License-Identifier: BSL-1.0
// What a policy costs: its memory, how its rules are filed, and which of them every message has to look at.
#pragma once

#include "base/json.hpp"
#include "rules/ruleset.hpp"

#include <optional>
#include <string>
#include <vector>

namespace usher::check {

/// A rule that is looked at for every message, and why.
struct UnindexedRule {
  std::uint32_t rule = 0;
  std::string why;
};

/// Of a sample of messages.
struct SampleFigures {
  std::size_t messages = 0;
  std::size_t refused = 0;   // lines that are no message of this policy
  double looked_at = 0;      // rules whose conditions a message has read, on average
  double looked_at_then = 0; // the same by rules that were filed knowing the sample
};

struct Statistics {
  rules::ProgramFigures program;
  rules::Ruleset::Bytes bytes;
  std::size_t phrases = 0;
  std::size_t regexes = 0;
  std::vector<UnindexedRule> unindexed; // in file order
  std::optional<SampleFigures> sample;
};

[[nodiscard]] Statistics statistics(const rules::Ruleset &ruleset);

/// For people, at most 80 columns where names allow it; at most ten rules by name.
[[nodiscard]] std::string to_text(const rules::Ruleset &ruleset, const Statistics &statistics);
/// docs/schema/statistics.schema.json.
void write_json(const rules::Ruleset &ruleset, const Statistics &statistics, JsonWriter &json);

} // namespace usher::check
