// SPDX-License-Identifier: BSL-1.0
#include "staffing/delay_system.hpp"

#include <algorithm>
#include <cmath>

namespace usher::staffing {

double erlang_b(std::uint32_t agents, double offered) noexcept {
  double blocked = 1;
  for (std::uint32_t n = 1; n <= agents; ++n)
    blocked = offered * blocked / (n + offered * blocked);
  return blocked;
}

double erlang_c(std::uint32_t agents, double offered) noexcept {
  if (!keeps_up(offered, agents)) return 1;
  const double blocked = erlang_b(agents, offered);
  return blocked / (1 - offered / agents * (1 - blocked));
}

double DelayFigures::service_level(double within) const noexcept {
  return 1 - p_wait * std::exp(-rate_of_waits * within);
}

double DelayFigures::wait_percentile(double share) const noexcept {
  const double later = 1 - share;
  return later >= p_wait ? 0 : std::log(p_wait / later) / rate_of_waits;
}

std::optional<DelayFigures> delay_figures(const Line &line) noexcept {
  const double offered = line.offered();
  if (!keeps_up(offered, line.agents)) return std::nullopt;
  DelayFigures out;
  out.rate_of_waits = line.agents / line.handle_time - line.arrivals;
  out.p_wait = erlang_c(line.agents, offered);
  out.mean_wait_given_wait = 1 / out.rate_of_waits;
  out.mean_wait = out.p_wait * out.mean_wait_given_wait;
  // The square of an exponential wait has the mean 2 / rate^2.
  out.sd_wait = std::sqrt(out.p_wait * (2 - out.p_wait)) * out.mean_wait_given_wait;
  out.mean_queue = line.arrivals * out.mean_wait; // Little
  out.mean_in_system = out.mean_queue + offered;
  out.mean_sojourn = out.mean_wait + line.handle_time;
  out.occupancy = offered / line.agents;
  return out;
}

std::optional<std::uint32_t> agents_for(const Line &line, double share, double within,
                                        std::uint32_t most) noexcept {
  const double offered = line.offered();
  if (!keeps_up(offered, most)) return std::nullopt;
  // B for one agent more follows from B, so all are tried for the price of one.
  double blocked = 1;
  for (std::uint32_t agents = 1; agents <= most; ++agents) {
    blocked = offered * blocked / (agents + offered * blocked);
    if (!keeps_up(offered, agents)) continue;
    const double waits = blocked / (1 - offered / agents * (1 - blocked));
    const double later = waits * std::exp(-(agents / line.handle_time - line.arrivals) * within);
    if (1 - later >= share) return agents;
  }
  return std::nullopt;
}

} // namespace usher::staffing
