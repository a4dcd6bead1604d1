// SPDX-License-Identifier: BSL-1.0
// How many people for which target: the formulas of Erlang behind one question.
#pragma once

#include <cstdint>
#include <optional>

namespace usher::staffing {

inline constexpr std::uint32_t most_agents = 100'000;
/// Of a formula alone, which takes a step for each.
inline constexpr std::uint32_t most_agents_of_formula = 10'000'000;
/// Where customers give up, the line's states are summed one by one.
inline constexpr std::uint32_t most_agents_impatient = 10'000;

/// What comes in. Arrivals are Poisson, handle times and patience exponential.
struct Demand {
  double per_hour = 0;    // arrivals, above 0
  double handle_ms = 0;   // mean, above 0
  double patience_ms = 0; // mean; 0: nobody gives up (Erlang C), else Erlang A
  std::uint32_t most_waiting =
      0; // who finds so many waiting is refused (M/M/c/K); 0: no bound. Not with patience
  [[nodiscard]] double offered() const noexcept; // erlangs
};

/// What is wanted; a part that is 0 is not asked for.
struct Target {
  double share = 0;         // of all that arrive, 0 to below 1, that an agent has within `within_ms`
  double within_ms = 0;     // also what service levels are told for
  double mean_wait_ms = 0;  // at most, zeros included
  double max_occupancy = 0; // of the agents' time, 0 to 1
  double shrinkage = 0;     // of paid time, 0 to below 1, in which nobody is at work
  [[nodiscard]] bool asks() const noexcept { return share > 0 || mean_wait_ms > 0 || max_occupancy > 0; }
};

/// What a number of agents gives. Times in ms; infinite where the line grows without end.
struct Figures {
  std::uint32_t agents = 0;
  std::uint32_t scheduled = 0; // with shrinkage, so that `agents` are at work
  bool stable = true;
  bool meets = false; // the target
  double occupancy = 0;
  double p_wait = 0;        // of those who are not refused
  double mean_wait = 0;     // ASA, zeros included; with patience of all, until an agent or until they give up
  double mean_served = 0;   // of those whom an agent has, zeros included
  double mean_queue = 0;    // over time
  double service_level = 0; // the share of all that arrive that an agent has within `within_ms`
  double abandoned = 0;     // share of all that arrive
  double blocked = 0;       // share of all that arrive
};

[[nodiscard]] Figures figures_for(const Demand &demand, const Target &target, std::uint32_t agents);

/// The wait that this share of customers, 0 to below 1, does not exceed, of those who are not refused; with patience
/// until an agent or until they give up. Infinite where the line grows without end.
[[nodiscard]] double wait_percentile(const Demand &demand, std::uint32_t agents, double share);

/// The fewest agents that meet every part of the target that is asked for; none when that is more than most_agents, or
/// with patience most_agents_impatient.
[[nodiscard]] std::optional<std::uint32_t> fewest_agents(const Demand &demand, const Target &target);

/// How many have to be on the schedule.
[[nodiscard]] std::uint32_t scheduled_for(std::uint32_t agents, double shrinkage) noexcept;

} // namespace usher::staffing
