// SPDX-License-Identifier: BSL-1.0
// What of a policy its tests have reached: which rules matched, and which conditions came out both ways. A
// condition that was never true, or never false, could be written wrong and no test would fail.
#pragma once

#include "base/json.hpp"
#include "rules/decision.hpp"
#include "rules/facts.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace usher::check {

/// A single condition: one fact and what is asked of it. `all`, `any`, `none` and `not` are made of them.
struct ConditionCoverage {
  const policy::Condition *condition = nullptr; // of kind test
  std::uint64_t seen_true = 0;                  // messages for which it held
  std::uint64_t seen_false = 0;
};

/// A rule, a signal or a line of the priority's sum, with its conditions in the order of the file.
struct PartCoverage {
  std::uint64_t matched = 0; // messages for which it held as a whole
  std::vector<ConditionCoverage> conditions;
};

/// Counted over messages. Each condition of a part that was read is looked at by itself, whatever those beside
/// it came to, so that the order in which they stand changes nothing. Signals and lines are read for every
/// message; a rule is not read for a message for which an earlier one stopped the reading, so such a message
/// counts for none of its conditions.
struct Coverage {
  Coverage() = default;
  /// Of no message yet. The policy must outlive it.
  explicit Coverage(const policy::Policy &policy);

  /// One more message: its facts, and what became of each rule.
  void count(const policy::Policy &policy, const rules::Facts &facts, std::span<const rules::RuleFate> fates);

  [[nodiscard]] std::uint64_t rules_matched() const;
  [[nodiscard]] std::uint64_t conditions() const;
  [[nodiscard]] std::uint64_t conditions_seen_both() const;

  std::vector<PartCoverage> rules;   // by rule
  std::vector<PartCoverage> signals; // by signal
  std::vector<PartCoverage> lines;   // by line of `priority`
  std::uint64_t messages = 0;
};

/// For people: the two figures, then rules and conditions that are missing from them, some of them when they
/// are many.
void append_text(const policy::Policy &policy, const Coverage &coverage, std::string &out);
/// All of it; `coverage` in docs/schema/tests.schema.json.
void write_json(const policy::Policy &policy, const Coverage &coverage, JsonWriter &json);

} // namespace usher::check
