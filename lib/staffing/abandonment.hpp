// SPDX-License-Identifier: BSL-1.0
// Erlang A, M/M/c+M: customers who wait give up after a time that is exponential, as Palm had it.
#pragma once

#include "staffing/delay_system.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace usher::staffing {

struct AbandonmentFigures {
  double p_wait = 0; // find all agents busy
  double p_abandon = 0;
  double mean_wait_all = 0;       // ended by an agent or by giving up, zeros included
  double mean_wait_served = 0;    // zeros included
  double mean_wait_abandoned = 0; // of those who gave up
  double mean_queue = 0;          // over time
  double occupancy = 0;

  /// What became of all that arrive within a time of their arrival.
  struct Within {
    double served = 0;
    double abandoned = 0;
  };
  /// By uniformisation of the line before somebody who waits; exact to about 1e-10.
  [[nodiscard]] Within within(double time) const;
  /// Service level by two definitions: served in time of all, and of all but those who gave up within that time.
  [[nodiscard]] double served_of_offered(double time) const { return within(time).served; }
  [[nodiscard]] double served_of_patient(double time) const;

  std::vector<double> shares; // of time with so many in the system, from 0
  Line line;
  double impatience = 0; // 1 / mean patience
};
/// `patience`: its mean, above 0. Such a line never grows without end.
[[nodiscard]] AbandonmentFigures abandonment_figures(const Line &line, double patience);

/// The fewest agents with whom at least this share of all that arrive, 0 to below 1, is served within a time; none when
/// that is more than `most`.
[[nodiscard]] std::optional<std::uint32_t> agents_for_impatient(const Line &line, double patience,
                                                                double share, double within,
                                                                std::uint32_t most = 10'000);

} // namespace usher::staffing
