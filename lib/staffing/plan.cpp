// SPDX-License-Identifier: BSL-1.0
#include "staffing/plan.hpp"

#include "staffing/abandonment.hpp"
#include "staffing/delay_system.hpp"
#include "staffing/fewest.hpp"
#include "staffing/finite_queue.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace usher::staffing {
namespace {

constexpr double hour_ms = 3'600'000;
constexpr double without_end = std::numeric_limits<double>::infinity();

Line line_of(const Demand &demand, std::uint32_t agents) noexcept {
  Line line;
  line.arrivals = demand.per_hour / hour_ms;
  line.handle_time = demand.handle_ms;
  line.agents = agents;
  return line;
}

void patient(const Demand &demand, const Target &target, Figures &out) {
  const auto known = delay_figures(line_of(demand, out.agents));
  out.stable = known.has_value();
  if (!known) {
    out.occupancy = 1;
    out.p_wait = 1;
    out.mean_wait = out.mean_served = out.mean_queue = without_end;
    return;
  }
  out.occupancy = known->occupancy;
  out.p_wait = known->p_wait;
  out.mean_wait = out.mean_served = known->mean_wait;
  out.mean_queue = known->mean_queue;
  out.service_level = known->service_level(target.within_ms);
}

void impatient(const Demand &demand, const Target &target, Figures &out) {
  const AbandonmentFigures known = abandonment_figures(line_of(demand, out.agents), demand.patience_ms);
  out.occupancy = known.occupancy;
  out.p_wait = known.p_wait;
  out.mean_wait = known.mean_wait_all;
  out.mean_served = known.mean_wait_served;
  out.mean_queue = known.mean_queue;
  out.abandoned = known.p_abandon;
  out.service_level = known.served_of_offered(target.within_ms);
}

void bounded(const Demand &demand, const Target &target, Figures &out) {
  const std::size_t most = std::size_t{out.agents} + demand.most_waiting;
  const FiniteQueueFigures known = finite_queue_figures(line_of(demand, out.agents), most);
  out.occupancy = known.occupancy;
  out.p_wait = known.p_wait_accepted;
  out.mean_wait = out.mean_served = known.mean_wait_accepted;
  out.mean_queue = known.mean_queue;
  out.blocked = known.p_block;
  out.service_level = known.service_level_accepted(target.within_ms) * (1 - known.p_block);
}

/// What is the bound but for its last digits keeps it: 34.2 erlangs are 60 % of the time of 57 agents.
bool is_at_most(double value, double bound) noexcept { return value <= bound * (1 + 1e-12); }

bool is_met(const Target &target, const Figures &figures) noexcept {
  if (!target.asks() || !figures.stable) return false;
  if (target.share > 0 && !is_at_most(target.share, figures.service_level)) return false;
  if (target.mean_wait_ms > 0 && !is_at_most(figures.mean_wait, target.mean_wait_ms)) return false;
  return target.max_occupancy <= 0 || is_at_most(figures.occupancy, target.max_occupancy);
}

/// The smallest wait at which `share_until` is as large as wanted; it never falls.
template <class Share>
double where_reached(double wanted, double first_try, Share &&share_until) {
  if (share_until(0) >= wanted) return 0;
  double low = 0;
  double high = first_try;
  while (share_until(high) < wanted) {
    low = high;
    high *= 2;
    if (high > 1e15) return without_end;
  }
  while (high - low > high * 1e-9) {
    const double middle = low + (high - low) / 2;
    (share_until(middle) < wanted ? low : high) = middle;
  }
  return high;
}

} // namespace

double Demand::offered() const noexcept { return per_hour / hour_ms * handle_ms; }

std::uint32_t scheduled_for(std::uint32_t agents, double shrinkage) noexcept {
  // A quotient that is a whole number but for its last digit is that number.
  return static_cast<std::uint32_t>(std::ceil(agents / (1 - shrinkage) - 1e-9));
}

Figures figures_for(const Demand &demand, const Target &target, std::uint32_t agents) {
  Figures out;
  out.agents = agents;
  out.scheduled = scheduled_for(agents, target.shrinkage);
  if (demand.patience_ms > 0)
    impatient(demand, target, out);
  else if (demand.most_waiting > 0)
    bounded(demand, target, out);
  else
    patient(demand, target, out);
  out.meets = is_met(target, out);
  return out;
}

double wait_percentile(const Demand &demand, std::uint32_t agents, double share) {
  const Line line = line_of(demand, agents);
  if (demand.patience_ms > 0) {
    const AbandonmentFigures known = abandonment_figures(line, demand.patience_ms);
    return where_reached(share, demand.handle_ms / agents, [&](double time) {
      const AbandonmentFigures::Within within = known.within(time);
      return within.served + within.abandoned;
    });
  }
  if (demand.most_waiting > 0) {
    const FiniteQueueFigures known = finite_queue_figures(line, std::size_t{agents} + demand.most_waiting);
    return where_reached(share, demand.handle_ms / agents,
                         [&](double time) { return known.service_level_accepted(time); });
  }
  const auto known = delay_figures(line);
  return known ? known->wait_percentile(share) : without_end;
}

std::optional<std::uint32_t> fewest_agents(const Demand &demand, const Target &target) {
  const std::uint32_t most = demand.patience_ms > 0 ? most_agents_impatient : most_agents;
  const auto enough = [&](std::uint32_t agents) { return figures_for(demand, target, agents).meets; };
  if (!keeps_up(demand.offered(), most) && demand.patience_ms <= 0 && demand.most_waiting == 0)
    return std::nullopt;
  return fewest(most, enough); // more agents never make anything that can be asked for worse
}

} // namespace usher::staffing
