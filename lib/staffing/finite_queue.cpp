// SPDX-License-Identifier: BSL-1.0
#include "staffing/finite_queue.hpp"

#include "staffing/states.hpp"

namespace usher::staffing {

FiniteQueueFigures finite_queue_figures(const Line &line, std::size_t most) {
  FiniteQueueFigures out;
  out.line = line;
  out.shares = state_shares(line, 0, most);
  const QueueShares queue = queue_shares(out.shares, line.agents);
  // Whoever arrives sees what is there over time. That the last state is the bound itself is so where it is likely at all.
  out.p_block = out.shares.size() == most + 1 ? out.shares.back() : 0;
  const double accepted = 1 - out.p_block;
  out.p_wait_accepted = (queue.all_busy - out.p_block) / accepted;
  out.throughput = line.arrivals * accepted;
  out.mean_queue = queue.mean_queue;
  out.mean_wait_accepted = queue.mean_queue / out.throughput; // Little
  out.occupancy = queue.mean_busy / line.agents;
  return out;
}

/// With n before it in the queue somebody waits for n + 1 to be finished, at the pace of all agents.
double FiniteQueueFigures::service_level_accepted(double within) const noexcept {
  const double finished = line.agents / line.handle_time * within;
  const double accepted = 1 - p_block;
  double at_once = 0;
  double in_time = 0;
  for (std::size_t state = 0; state < shares.size(); ++state) {
    const bool is_refused = p_block > 0 && state + 1 == shares.size();
    if (is_refused) continue;
    if (state < line.agents)
      at_once += shares[state];
    else
      in_time += shares[state] * poisson_at_least(state - line.agents + 1, finished);
  }
  return (at_once + in_time) / accepted;
}

} // namespace usher::staffing
