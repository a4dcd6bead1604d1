// SPDX-License-Identifier: BSL-1.0
// How likely it is that so many are there, of a line that grows and shrinks by one.
#pragma once

#include "staffing/delay_system.hpp"

#include <cstddef>
#include <vector>

namespace usher::staffing {

/// The shares of time with 0, 1, 2 ... customers waiting or worked on, which add up to 1. Each leaves its agent at the
/// rate 1 / handle_time, and the queue at the rate `impatience`, which may be 0. Ends at `most`, or for a queue without
/// bound where the rest is less than 1e-18 of the largest.
[[nodiscard]] std::vector<double> state_shares(const Line &line, double impatience, std::size_t most);

/// The share of time in which all agents are busy, and the mean numbers of the waiting and of busy agents.
struct QueueShares {
  double all_busy = 0;
  double mean_queue = 0;
  double mean_busy = 0; // agents
};
[[nodiscard]] QueueShares queue_shares(const std::vector<double> &shares, std::uint32_t agents) noexcept;

/// Poisson with mean `mean`: the probability of `count`.
[[nodiscard]] double poisson(std::size_t count, double mean) noexcept;
/// Of `count` or more, with its first digits right in either tail.
[[nodiscard]] double poisson_at_least(std::size_t count, double mean) noexcept;

} // namespace usher::staffing
