// SPDX-License-Identifier: BSL-1.0
#include "staffing/abandonment.hpp"

#include "staffing/fewest.hpp"
#include "staffing/states.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace usher::staffing {

AbandonmentFigures abandonment_figures(const Line &line, double patience) {
  AbandonmentFigures out;
  out.line = line;
  out.impatience = 1 / patience;
  out.shares = state_shares(line, out.impatience, SIZE_MAX - 1);
  const QueueShares queue = queue_shares(out.shares, line.agents);
  out.p_wait = queue.all_busy;
  out.mean_queue = queue.mean_queue;
  out.occupancy = queue.mean_busy / line.agents;
  out.p_abandon = out.impatience * queue.mean_queue / line.arrivals; // everybody in the queue may give up
  out.mean_wait_all = queue.mean_queue / line.arrivals;              // Little
  // Somebody with k before them is in front of the queue of k + 1 that they make: what they wait before they are served
  // or give up follows state by state. `waited` is the mean of the wait where it ends with an agent, `served` how likely
  // that is.
  double served = 1;
  double waited = 0;
  double waited_of_served = 0;
  const double finished = line.agents / line.handle_time;
  for (std::size_t state = line.agents; state < out.shares.size(); ++state) {
    const auto before = static_cast<double>(state - line.agents);
    const double moves = finished + before * out.impatience; // one before them is gone, or is finished with
    const double all = moves + out.impatience;
    const double on = moves / all;
    waited = on * (waited + served / all);
    served = on * served;
    waited_of_served += out.shares[state] * waited;
  }
  out.mean_wait_served = waited_of_served / (1 - out.p_abandon);
  out.mean_wait_abandoned = out.p_abandon == 0 ? 0 : (out.mean_wait_all - waited_of_served) / out.p_abandon;
  return out;
}

AbandonmentFigures::Within AbandonmentFigures::within(double time) const {
  const std::size_t waiting = shares.size() > line.agents ? shares.size() - line.agents : 0;
  Within out;
  for (std::size_t state = 0; state < std::min<std::size_t>(shares.size(), line.agents); ++state)
    out.served += shares[state];
  if (waiting == 0) return out;
  const double finished = line.agents / line.handle_time;
  const double fastest = finished + static_cast<double>(waiting) * impatience;
  // By k, how likely it is that somebody with k before them is served, or has given up, after so many steps of a clock
  // that ticks at the rate `fastest`.
  std::vector<double> served(waiting, 0);
  std::vector<double> abandoned(waiting, 0);
  const double mean = fastest * time;
  double left = 1; // of the number of ticks, not looked at yet
  for (std::size_t ticks = 0; left > 1e-14; ++ticks) {
    const double now = poisson(ticks, mean);
    for (std::size_t k = 0; k < waiting; ++k) {
      out.served += now * shares[line.agents + k] * served[k];
      out.abandoned += now * shares[line.agents + k] * abandoned[k];
    }
    left -= now;
    for (std::size_t k = waiting; k-- > 0;) {
      const double moves = (finished + static_cast<double>(k) * impatience) / fastest;
      const double gives_up = impatience / fastest;
      const double stays = 1 - moves - gives_up;
      served[k] = stays * served[k] + moves * (k == 0 ? 1 : served[k - 1]);
      abandoned[k] = stays * abandoned[k] + gives_up + (k == 0 ? 0 : moves * abandoned[k - 1]);
    }
    if (static_cast<double>(ticks) > mean && now < 1e-18) break;
  }
  return out;
}

double AbandonmentFigures::served_of_patient(double time) const {
  const Within known = within(time);
  return known.served / (1 - known.abandoned);
}

std::optional<std::uint32_t> agents_for_impatient(const Line &line, double patience, double share,
                                                  double within, std::uint32_t most) {
  Line tried = line;
  const auto enough = [&](std::uint32_t agents) {
    tried.agents = agents;
    return abandonment_figures(tried, patience).served_of_offered(within) >= share;
  };
  return fewest(most, enough); // more agents never serve fewer in time
}

} // namespace usher::staffing
