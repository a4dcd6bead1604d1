// SPDX-License-Identifier: BSL-1.0
// What a simulation of M/M/n with two priorities costs when it is nothing but that: a heap of events, two queues, and
// no desk, no rules, no people with names. The measure of what everything else in usher costs.
#pragma once

#include <cstdint>

namespace usher_benchmark {

struct BareResult {
  std::uint64_t events = 0; // arrivals and departures
  double mean_wait = 0;     // in units of the mean handle time
};

/// `customers` arrive at `load` x `agents`, 30 % of them before the others; exponential, mean 1.
[[nodiscard]] BareResult run_bare_loop(std::uint64_t customers, std::uint32_t agents, double load,
                                       std::uint64_t seed);

} // namespace usher_benchmark
