// SPDX-License-Identifier: BSL-1.0
// What a rule still decides when it is known which earlier rules match whenever it does.
#pragma once

#include "policy/model.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace usher::check {

/// The fields that a rule may set, as bits.
enum EffectField : std::uint32_t {
  effect_department = 1U << 0U,
  effect_agent = 1U << 1U,
  effect_priority = 1U << 2U,
  effect_stage = 1U << 3U,
  effect_visibility = 1U << 4U,
  effect_engage = 1U << 5U,
  effect_reply = 1U << 6U,
  effect_skills = 1U << 7U,
  effect_tags = 1U << 8U,
  effect_notify = 1U << 9U,
  effect_ask = 1U << 10U,
  effect_sla = 1U << 11U
};

[[nodiscard]] std::uint32_t fields_of(const policy::Outcome &outcome) noexcept;

/// A field of a rule that never counts, and the earlier rule that sees to that.
struct Overruled {
  std::string_view field;
  std::uint32_t by = 0;
};

/// A field that two rules set to different values.
struct Difference {
  std::string_view field;
  std::string first;
  std::string second;
};

class RuleEffects {
 public:
  explicit RuleEffects(const policy::Policy &policy);

  /// For each field of `rule` the rule of `earlier` that leaves it nothing to decide; nothing when a field
  /// may count, or the rule stops the reading. `earlier` are rules before `rule`, in order, that match
  /// whenever it does.
  [[nodiscard]] std::optional<std::vector<Overruled>> overruled(std::uint32_t rule,
                                                                std::span<const std::uint32_t> earlier) const;

  /// The one-value fields that `first` sets, whenever it matches, and `second`, later and for the same
  /// messages, sets to something else in vain.
  [[nodiscard]] std::vector<Difference> differences(std::uint32_t first, std::uint32_t second) const;

 private:
  [[nodiscard]] std::optional<std::uint32_t> silenced_by(std::uint32_t rule,
                                                         std::span<const std::uint32_t> earlier) const;
  [[nodiscard]] bool is_heard(std::uint32_t rule, const policy::Outcome &later) const;

  const policy::Policy &policy_;
  std::vector<std::uint32_t> first_for_;    // by department: the first rule that names it
  std::uint32_t first_with_department_ = 0; // the first rule that names a department
  std::uint32_t first_with_another_ = 0;    // the first that names another than that one
};

} // namespace usher::check
