// SPDX-License-Identifier: BSL-1.0
#include "staffing/priorities.hpp"

#include "staffing/delay_system.hpp"

#include <cmath>
#include <limits>

namespace usher::staffing {
namespace {

constexpr double without_end = std::numeric_limits<double>::infinity();

} // namespace

std::optional<SingleAgentFigures> single_agent_figures(double arrivals, const Moments &handle_time) noexcept {
  SingleAgentFigures out;
  out.occupancy = arrivals * handle_time.first;
  if (out.occupancy >= 1) return std::nullopt;
  const double idle = 1 - out.occupancy;
  out.mean_wait = arrivals * handle_time.second / (2 * idle);
  const double mean_square = 2 * out.mean_wait * out.mean_wait + arrivals * handle_time.third / (3 * idle);
  out.sd_wait = std::sqrt(mean_square - out.mean_wait * out.mean_wait);
  out.mean_queue = arrivals * out.mean_wait; // Little
  out.mean_sojourn = out.mean_wait + handle_time.first;
  return out;
}

std::vector<double> priority_waits(std::span<const double> arrivals, double handle_time,
                                   std::uint32_t agents) {
  double all = 0;
  for (const double rate : arrivals)
    all += rate;
  // What whoever waits waits for first: that one of the agents, who are all busy, is done.
  const double until_free = erlang_c(agents, all * handle_time) * handle_time / agents;
  std::vector<double> out;
  double before = 0; // load of the classes that go before
  for (const double rate : arrivals) {
    const double with = before + rate * handle_time / agents;
    out.push_back(keeps_up(with, 1) ? until_free / ((1 - before) * (1 - with)) : without_end);
    before = with;
  }
  return out;
}

std::vector<double> priority_waits(std::span<const PriorityClass> classes) {
  double until_free = 0; // what is left of the handle time that somebody comes into
  for (const PriorityClass &one : classes)
    until_free += one.arrivals * one.handle_time.second / 2;
  std::vector<double> out;
  double before = 0;
  for (const PriorityClass &one : classes) {
    const double with = before + one.arrivals * one.handle_time.first;
    out.push_back(keeps_up(with, 1) ? until_free / ((1 - before) * (1 - with)) : without_end);
    before = with;
  }
  return out;
}

} // namespace usher::staffing
