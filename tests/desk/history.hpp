// SPDX-License-Identifier: BSL-1.0
// Policies and histories of a desk by chance: few people, few departments and short hours, so that things meet. A seed
// gives the same ones everywhere.
#pragma once

#include "desk/desk_draft.hpp"
#include "desk/owned_event.hpp"
#include "desk/state.hpp"

#include <memory>
#include <string>
#include <vector>

namespace usher_test {

struct DeskPolicy {
  std::shared_ptr<const usher::rules::Ruleset> ruleset;
  std::string shown; // what it says, for people
  DeskDraft draft;
};

[[nodiscard]] DeskPolicy random_desk_policy(Random &random);
/// One that has much in common with it.
[[nodiscard]] DeskPolicy changed(Random &random, const DeskPolicy &policy);
[[nodiscard]] DeskPolicy written(const DeskDraft &draft);

/// One call of apply, or another policy, and how it is made.
struct Step {
  Batch events;
  std::shared_ptr<const DeskPolicy> policy; // in place of events
  bool abort_first = false;                 // applied, taken back, applied again
  bool starve_first = false;                // first without memory, at every place where it asks for some
};

using History = std::vector<Step>;

/// What may happen next at a desk in this state, under this policy.
[[nodiscard]] Step random_step(Random &random, const usher::desk::State &state, const DeskPolicy &policy);

} // namespace usher_test
