// SPDX-License-Identifier: BSL-1.0
// From conversations and people to a problem of supplies, and back.
#pragma once

#include "desk/batch_assignment.hpp"
#include "desk/state.hpp"

#include <array>
#include <vector>

namespace usher::desk::batch {

/// A conversation that is laid anew.
struct Laid {
  ConversationId conversation = no_conversation;
  std::int64_t worth = 1;   // of a place that fits, by the thousandth
  AgentId agent = no_agent; // whom it is given, once that is found
};

/// What somebody holds for sure.
struct Load {
  std::uint32_t held = 0; // weights
  std::uint32_t active = 0;
  std::array<std::uint32_t, policy::channel_kind_count> of_kind{};
};

struct Worth {
  Sum value = 0;
  Sum bound = 0;
};

/// Finds people for conversations that all weigh `weight`, in the order in which they are placed.
Worth place(const State &state, const std::vector<Load> &loads, std::uint32_t weight,
            const std::vector<Laid *> &wave);

} // namespace usher::desk::batch
