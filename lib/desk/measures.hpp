// SPDX-License-Identifier: BSL-1.0
// What a conversation keeps for metrics alone: nothing that the desk does depends on it.
#pragma once

#include "base/time.hpp"
#include "desk/agent_set.hpp"

#include <cstdint>

namespace usher::desk {

struct Measures {
  Instant given = 0;          // first to an agent; 0: never, as below
  Instant first_reply = 0;    // that the customer sees
  Instant asked = 0;          // the oldest message that nobody answered
  Instant first_resolved = 0; // as settled, not abandoned or refused
  Instant resolved = 0;       // last; 0 while it is open again
  std::uint32_t replies = 0;
  AgentId first_agent = no_agent;
  AgentId resolved_by = no_agent;
  bool taken_in = false;
  bool several_agents = false;
  bool several_departments = false;
  bool reopened = false; // after it was solved
  bool abandoned = false;
  bool operator==(const Measures &) const = default;
};

} // namespace usher::desk
