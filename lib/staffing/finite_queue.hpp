// SPDX-License-Identifier: BSL-1.0
// M/M/c/K: a shared queue with a bound; who finds it full is refused.
#pragma once

#include "staffing/delay_system.hpp"

#include <cstddef>
#include <vector>

namespace usher::staffing {

struct FiniteQueueFigures {
  double p_block = 0;            // of all that arrive
  double p_wait_accepted = 0;    // of those who are accepted, as all below
  double mean_wait_accepted = 0; // zeros included
  double mean_queue = 0;         // over time
  double occupancy = 0;
  double throughput = 0; // accepted, a unit of time
  /// The share of the accepted that waits no longer than this.
  [[nodiscard]] double service_level_accepted(double within) const noexcept;

  std::vector<double> shares; // of time with so many in the system, from 0
  Line line;
};
/// `most`: in the system, waiting or worked on; not below the number of agents.
[[nodiscard]] FiniteQueueFigures finite_queue_figures(const Line &line, std::size_t most);

} // namespace usher::staffing
