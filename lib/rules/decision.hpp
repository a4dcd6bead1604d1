// SPDX-License-Identifier: BSL-1.0
// What was decided about one message, and which rule is behind each part.
#pragma once

#include "policy/model.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace usher::rules {

/// The number of a rule of the policy, or one of the two below.
using RuleNumber = std::uint32_t;
inline constexpr RuleNumber no_rule = UINT32_MAX;
inline constexpr RuleNumber by_default = UINT32_MAX - 1;

template <class T>
struct Chosen {
  T value{};
  RuleNumber because = no_rule;

  [[nodiscard]] bool is_set() const noexcept { return because != no_rule; }
};

/// A department that is asked: the strictest of what rules say, so that several of them may be behind it.
/// `because` is the last that asked for more than those before it.
struct ChosenAsk : Chosen<policy::Ask> {
  RuleNumber because_of_time = no_rule; // behind `within_ms`, if it has one
  RuleNumber because_of_hold = no_rule; // behind `before_reply`, if the answer waits

  [[nodiscard]] bool is_behind(RuleNumber rule) const noexcept {
    return because == rule || because_of_time == rule || because_of_hold == rule;
  }
};

/// One addend of the priority. `line` counts in policy::Priority::add; `start_line` is what the sum begins with.
struct PriorityPart {
  static constexpr std::uint32_t start_line = UINT32_MAX;
  std::uint32_t line = start_line;
  int points = 0;
};

/// Texts point into the ruleset, which must outlive the decision.
struct Decision {
  Chosen<std::uint32_t> department; // always set, but by a damaged image
  Chosen<std::string_view> agent;
  Chosen<bool> engage; // true unless set
  Chosen<int> priority_start;
  Chosen<std::uint32_t> sla;
  Chosen<std::uint32_t> stage;
  Chosen<policy::Visibility> visibility;
  Chosen<std::uint32_t> reply;
  std::vector<Chosen<std::string_view>> skills;
  std::vector<Chosen<std::string_view>> tags;
  std::vector<Chosen<policy::NotifiedId>> notify;
  std::vector<ChosenAsk> ask;

  int priority = 0; // 0..100
  std::uint32_t band = 0;
  std::vector<PriorityPart> priority_parts;  // the sum before it is cut to 0..100
  std::vector<std::uint32_t> topics;         // found in the text, in the order of the policy
  std::optional<std::uint32_t> move_to;      // channel
  std::optional<std::uint32_t> sla_in_force; // the one that a rule chose, else the department's
  std::array<std::optional<Instant>, policy::service_clock_count> due; // by policy::ServiceClock

  void clear();
};

/// What became of a rule that was read.
struct RuleFate {
  bool reached = false;
  bool matched = false;
  bool department_passed_over = false; // another department was decided; agent, SLA and skills went with it
};

} // namespace usher::rules
