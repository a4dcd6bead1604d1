// SPDX-License-Identifier: BSL-1.0
#include "staffing/finite_queue.hpp"

#include "staffing/states.hpp"

#include <algorithm>

namespace usher::staffing {
namespace {

constexpr double smallest_followed = 1e-280;

} // namespace

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

/// With n before it in the queue somebody waits for n + 1 to be finished, at the pace of all agents. From the longest
/// queue down, so that the chance that so many are finished is a sum of parts above 0 that goes on from state to state.
double FiniteQueueFigures::service_level_accepted(double within) const noexcept {
  const double finished = line.agents / line.handle_time * within;
  const double accepted = 1 - p_block;
  const std::size_t states = p_block > 0 ? shares.size() - 1 : shares.size(); // the last one is refused
  double at_once = 0;
  for (std::size_t state = 0; state < states && state < line.agents; ++state)
    at_once += shares[state];
  double in_time = 0;
  if (states > line.agents) {
    std::size_t count = states - line.agents;
    double enough = poisson_at_least(count, finished);
    double exactly = poisson(count, finished);
    for (; count > 0; --count) {
      in_time += shares[line.agents + count - 1] * enough;
      // Far from the mean a chance has too few digits to follow the next one from it.
      exactly = exactly < smallest_followed ? poisson(count - 1, finished)
                                            : exactly * static_cast<double>(count) / finished;
      enough = std::min(1.0, enough + exactly);
    }
  }
  return (at_once + in_time) / accepted;
}

} // namespace usher::staffing
