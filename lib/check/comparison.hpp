// SPDX-License-Identifier: BSL-1.0
// What would move from one policy to another: what stands in them, and what they decide.
#pragma once

#include "base/json.hpp"
#include "check/decision_changes.hpp"
#include "check/part_changes.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace usher::check {

struct PolicyComparison {
  std::vector<PartChange> parts;
  DecisionChanges decisions;
};

/// `sample` as compare_decisions has it.
[[nodiscard]] PolicyComparison compare(const rules::Ruleset &was, const rules::Ruleset &is,
                                       std::string_view sample, const Limits &limits);

/// For people, at most 80 columns where names allow it, and a few ids of each group. No text of a message is shown.
[[nodiscard]] std::string to_text(const PolicyComparison &comparison);
/// docs/schema/comparison.schema.json, with all ids.
void write_json(const PolicyComparison &comparison, JsonWriter &json);

} // namespace usher::check
