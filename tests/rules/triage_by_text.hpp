// SPDX-License-Identifier: BSL-1.0
// A policy and messages as texts, for tests that read like the manual.
#pragma once

#include "base/json.hpp"
#include "rules/triage.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace usher_test {

/// Sections that every policy of these tests has; `more` adds signals, rules, priority.
class Triage {
 public:
  explicit Triage(std::string_view more,
                  std::string_view fast = "{first_response: 75m}"); // the SLA of that name

  bool full_text = false; // of e-mails too
  bool detail = false;    // in the decision

  /// The decision as JSON, or the codes of the errors, each behind a '!'.
  std::string operator()(std::string_view message_json, bool lenient = false);
  /// One key of it as JSON text.
  std::string field(std::string_view message_json, std::string_view key);
  /// Whether the rule named "it" matched: rules of condition tests tag what they match.
  bool matches(std::string_view message_json);

  [[nodiscard]] const usher::rules::Ruleset &ruleset() const { return *ruleset_; }
  [[nodiscard]] const std::vector<std::string> &warnings() const { return warnings_; }

 private:
  std::unique_ptr<usher::rules::Ruleset> ruleset_;
  usher::rules::Workspace workspace_;
  std::vector<std::string> warnings_; // codes, of the last message
};

/// A policy with one rule that tags "it" under a condition.
Triage when(std::string_view condition);

} // namespace usher_test
