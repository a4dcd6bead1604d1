// SPDX-License-Identifier: BSL-1.0
// Waiting lines whose customers are patient: the formulas of Erlang for people who work through one shared queue in the
// order of arrival. Arrivals are Poisson, handle times exponential. Rates and times are in one unit, whichever; a wait
// counts for every customer, those who do not wait with zero.
#pragma once

#include <cstdint>
#include <optional>

namespace usher::staffing {

/// Erlang B: the share of arrivals that find everybody busy and leave, where nobody can wait. `offered`: arrivals times
/// the mean handle time, in erlangs, at least 0. By the recursion B(0) = 1, B(n) = a B(n-1) / (n + a B(n-1)).
[[nodiscard]] double erlang_b(std::uint32_t agents, double offered) noexcept;

/// Whether so many agents can work that load off. One that is as large as they are many, but for the last digits of the
/// product of a rate and a time, is not worked off.
[[nodiscard]] inline bool keeps_up(double offered, double agents) noexcept {
  return offered < agents * (1 - 1e-12);
}

/// Erlang C: the share of arrivals that wait. 1 where the offered load is as much as the agents can do, or more.
[[nodiscard]] double erlang_c(std::uint32_t agents, double offered) noexcept;

/// What comes in, and who works on it.
struct Line {
  double arrivals = 0;      // a unit of time, above 0
  double handle_time = 0;   // mean, above 0
  std::uint32_t agents = 0; // each works on one at a time
  [[nodiscard]] double offered() const noexcept { return arrivals * handle_time; } // erlangs
};

/// M/M/c, of a line that the agents can work off.
struct DelayFigures {
  double p_wait = 0;               // Erlang C
  double mean_wait = 0;            // ASA, zeros included
  double mean_wait_given_wait = 0; // of those who wait
  double sd_wait = 0;              // over customers, zeros included
  double mean_queue = 0;           // waiting, over time
  double mean_in_system = 0;       // waiting or worked on, over time
  double mean_sojourn = 0;         // wait and handle time
  double occupancy = 0;            // share of the agents' time
  /// The share that waits no longer than this.
  [[nodiscard]] double service_level(double within) const noexcept;
  /// The wait that this share of customers, 0 to 1, does not exceed.
  [[nodiscard]] double wait_percentile(double share) const noexcept;
  double rate_of_waits =
      0; // agents / handle_time - arrivals: waits that are not zero are exponential with it
};
/// None when the queue would grow without end.
[[nodiscard]] std::optional<DelayFigures> delay_figures(const Line &line) noexcept;

/// The fewest agents with whom at least this share, 0 to below 1, waits no longer than `within`; `line.agents` is not
/// looked at. None when that is more than `most`.
[[nodiscard]] std::optional<std::uint32_t> agents_for(const Line &line, double share, double within,
                                                      std::uint32_t most = 100'000) noexcept;

} // namespace usher::staffing
