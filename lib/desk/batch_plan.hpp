// SPDX-License-Identifier: BSL-1.0
// Where everything that nobody has begun to work on is best: what a rebalancing lays anew, and to whom.
#pragma once

#include "desk/state.hpp"

#include <optional>
#include <vector>

namespace usher::desk {

struct Placement {
  ConversationId conversation = no_conversation;
  AgentId agent = no_agent; // nobody: it waits
};

/// Of what is laid anew, in the order in which it is placed; of one department or of all. docs/desk.md says what is
/// laid anew, and what is best.
[[nodiscard]] std::vector<Placement> plan_batch(const State &state, std::optional<std::uint32_t> department);

} // namespace usher::desk
