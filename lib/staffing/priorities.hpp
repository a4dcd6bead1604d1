// SPDX-License-Identifier: BSL-1.0
// Mean waits where classes of customers go before one another and nobody who is worked on is interrupted; and those of
// one agent whose handle times are of any shape.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace usher::staffing {

/// Of a handle time, its mean, and the means of its square and its cube.
struct Moments {
  double first = 0;
  double second = 0;
  double third = 0;
};

/// M/G/1 in the order of arrival: Pollaczek and Khinchine.
struct SingleAgentFigures {
  double mean_wait = 0; // zeros included
  double sd_wait = 0;
  double mean_queue = 0;
  double mean_sojourn = 0;
  double occupancy = 0; // which is the share that waits, too
};
/// None when the queue would grow without end.
[[nodiscard]] std::optional<SingleAgentFigures> single_agent_figures(double arrivals,
                                                                     const Moments &handle_time) noexcept;

/// M/M/c with classes that share one mean handle time, the first class first: the mean waits by class, zeros included
/// (Kella and Yechiali 1985). Infinity for a class that the agents cannot keep up with.
[[nodiscard]] std::vector<double> priority_waits(std::span<const double> arrivals, double handle_time,
                                                 std::uint32_t agents);

/// M/G/1 with classes that have handle times of their own, the first class first (Cobham 1954).
struct PriorityClass {
  double arrivals = 0;
  Moments handle_time; // its third moment does not count
};
[[nodiscard]] std::vector<double> priority_waits(std::span<const PriorityClass> classes);

} // namespace usher::staffing
