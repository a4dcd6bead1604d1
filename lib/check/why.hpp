// SPDX-License-Identifier: BSL-1.0
// Why a test's decision is as it is and not as the test wanted: the rule behind what came, and what kept the
// nearest rule that would have decided as wanted from doing so.
#pragma once

#include "rules/explanation.hpp"
#include "rules/fields.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace usher::check {

/// Of one decision, which the workspace must hold as long as this lives. Explains the decision once, when
/// first asked: that reads every rule with all its conditions, so nobody should ask about tests that pass.
class Why {
 public:
  Why(const rules::Ruleset &ruleset, const rules::Workspace &workspace)
      : ruleset_(ruleset), workspace_(workspace) {}

  /// `"refund"`, `the default`, or empty when no rule is behind it.
  [[nodiscard]] std::string behind(rules::RuleNumber rule) const;

  /// Why a field of one value is not `wanted`; nothing wanted: why it has a value.
  [[nodiscard]] std::string not_value(rules::Field field, const std::optional<std::string> &wanted);
  /// Why an item is not in a field of several values.
  [[nodiscard]] std::string not_item(rules::Field field, const std::string &wanted);
  /// Why an item is in it.
  [[nodiscard]] std::string item(rules::Field field, std::size_t index);
  /// Why a rule is not behind a field, or behind an item of it.
  [[nodiscard]] std::string not_because(rules::Field field, std::string_view item, std::string_view rule);

 private:
  const rules::Explanation &explanation();
  [[nodiscard]] std::string nearest(rules::Field field, const std::string &wanted);
  [[nodiscard]] std::string kept_from(const rules::RuleView &view, rules::Field field, std::string_view item);
  [[nodiscard]] std::string default_kept_from(rules::Field field) const;
  [[nodiscard]] std::string passed_over(const rules::RuleView &view, rules::Field field,
                                        std::string_view item) const;
  [[nodiscard]] std::string sum() const;
  [[nodiscard]] std::string missing_points(rules::Field field, const std::string &wanted);
  [[nodiscard]] std::string reason_of(const policy::PriorityLine &line) const;
  [[nodiscard]] std::string not_moved() const;
  [[nodiscard]] std::string language() const;
  [[nodiscard]] std::string sla_in_force() const;
  [[nodiscard]] std::string due(rules::Field field) const;
  [[nodiscard]] std::string phrase_of_topic(std::string_view topic) const;

  const rules::Ruleset &ruleset_;
  const rules::Workspace &workspace_;
  std::optional<rules::Explanation> explanation_;
};

} // namespace usher::check
