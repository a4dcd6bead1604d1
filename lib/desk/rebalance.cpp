// SPDX-License-Identifier: BSL-1.0
// Everything that nobody has begun to work on is given anew, all at once: at the start of a shift, on a Monday, after an
// outage. What a person decided stays as it is: whom they gave it to, and who accepted it; and so does what went to its
// owner or to somebody who was named.
#include "desk/batch_plan.hpp"
#include "desk/engine.hpp"

#include <fmt/format.h>

namespace usher::desk {

/// What does not move has no effect. The pass that follows fills what room is left.
void Engine::on_rebalance(const Event &event) {
  std::optional<std::uint32_t> department;
  if (!event.department.empty()) {
    department = terms().find_department(event.department);
    if (!department) {
      remark(event, fmt::format("there is no department {}", event.department));
      return;
    }
  }
  state_.link(); // the order of the queue is known of what is linked
  const auto has_it = [&](const Placement &placement) {
    const ConversationData &data = state_.conversation(placement.conversation).data;
    return data.location == Location::offered || data.location == Location::assigned;
  };
  std::vector<Placement> plan = plan_batch(state_, department).placements;
  std::erase_if(plan, [&](const Placement &placement) {
    return (has_it(placement) ? state_.conversation(placement.conversation).data.agent : no_agent) ==
           placement.agent;
  });
  // Everybody lets go first, so that nobody ever has too much.
  for (const Placement &placement : plan)
    take_from(placement.conversation, Reason::rebalanced);
  for (const Placement &placement : plan) {
    if (placement.agent == no_agent)
      place(placement.conversation, Reason::rebalanced);
    else
      give(placement.conversation, placement.agent, Reason::rebalanced, true);
  }
}

} // namespace usher::desk
