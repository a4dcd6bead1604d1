// SPDX-License-Identifier: BSL-1.0
// The whole for and against of a decision: each rule, each condition with the value it saw, the first that failed.
#pragma once

#include "base/json.hpp"
#include "rules/decide.hpp"

#include <string>
#include <vector>

namespace usher::rules {

/// A condition as it was read. Its result follows from its children's, or from `saw` for a test.
struct ConditionView {
  policy::Condition::Kind kind = policy::Condition::Kind::all;
  bool is_not = false;
  bool holds = false;
  std::string test; // of a test: as YAML, `stage: post_order`
  std::string saw;  // of a test: the value, personal data masked; "missing" for none
  std::vector<ConditionView> children;
};

struct RuleView {
  RuleNumber rule = 0;
  RuleFate fate;
  bool stopped = false;                 // no rule behind it was read
  std::vector<std::string> decided;     // fields that are as they are because of this rule
  std::vector<std::string> passed_over; // fields it set that were decided before, or for another department
  ConditionView when;
  const ConditionView *failed =
      nullptr; // in `when`: the first that failed; a whole `any`, `none` or `not` too
};

struct SignalView {
  std::uint32_t signal = 0;
  ConditionView when;
};

struct LineView {
  std::uint32_t line = 0;
  int points = 0;
  ConditionView when;
};

struct Explanation {
  std::vector<RuleView> rules; // all, in file order
  std::vector<SignalView> signals;
  std::vector<LineView> priority; // the lines of the sum that could have counted, in file order
  std::vector<std::string> by_default;
};

/// Reads everything again from the facts that the workspace holds; nothing here runs when nobody asks.
[[nodiscard]] Explanation explain(const Ruleset &ruleset, const Workspace &workspace);

/// For people, at most 80 columns where names allow it.
[[nodiscard]] std::string to_text(const Ruleset &ruleset, const Workspace &workspace,
                                  const Explanation &explanation);

/// docs/schema/explanation.schema.json; results of all conditions, so that they can be checked again.
void write_json(const Ruleset &ruleset, const Explanation &explanation, JsonWriter &json);

} // namespace usher::rules
