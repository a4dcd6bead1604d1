// SPDX-License-Identifier: BSL-1.0
// Where everything that nobody has begun to work on is best: what a rebalancing lays anew, and to whom.
#pragma once

#include "desk/batch_assignment.hpp"
#include "desk/state.hpp"

#include <optional>
#include <vector>

namespace usher::desk {

struct Placement {
  ConversationId conversation = no_conversation;
  AgentId agent = no_agent; // nobody: it waits
};

struct BatchPlan {
  std::vector<Placement> placements; // of all that is laid anew, in the order in which it is placed
  // In the unit of this plan. Where kinds weigh differently, the sum of one for each weight.
  batch::Sum value = 0;
  batch::Sum bound = 0; // nothing is worth more than this
};

/// Of one department or of all. docs/desk.md says what is laid anew, and what is best.
[[nodiscard]] BatchPlan plan_batch(const State &state, std::optional<std::uint32_t> department);

} // namespace usher::desk
