// SPDX-License-Identifier: BSL-1.0
#include "staffing/states.hpp"

#include <algorithm>
#include <cmath>

namespace usher::staffing {
namespace {

constexpr double negligible = 1e-18;

} // namespace

/// From the likeliest state outwards, so that nothing grows beyond what can be told.
std::vector<double> state_shares(const Line &line, double impatience, std::size_t most) {
  const auto agents = static_cast<std::size_t>(line.agents);
  const auto leaves = [&](std::size_t state) {
    const double busy = static_cast<double>(std::min(state, agents)) / line.handle_time;
    return state <= agents ? busy : busy + static_cast<double>(state - agents) * impatience;
  };
  std::size_t likeliest = 0;
  while (likeliest < most && line.arrivals > leaves(likeliest + 1))
    ++likeliest;
  std::vector<double> down = {1};
  for (std::size_t state = likeliest; state > 0; --state)
    down.push_back(down.back() * leaves(state) / line.arrivals);
  std::vector<double> shares(down.rbegin(), down.rend());
  for (std::size_t state = likeliest + 1; state <= most; ++state) {
    const double share = shares.back() * line.arrivals / leaves(state);
    if (share < negligible) break;
    shares.push_back(share);
  }
  double sum = 0;
  for (const double share : shares)
    sum += share;
  for (double &share : shares)
    share /= sum;
  return shares;
}

QueueShares queue_shares(const std::vector<double> &shares, std::uint32_t agents) noexcept {
  QueueShares out;
  for (std::size_t state = 0; state < shares.size(); ++state) {
    out.mean_busy += shares[state] * static_cast<double>(std::min<std::size_t>(state, agents));
    if (state < agents) continue;
    out.all_busy += shares[state];
    out.mean_queue += shares[state] * static_cast<double>(state - agents);
  }
  return out;
}

double poisson(std::size_t count, double mean) noexcept {
  if (mean <= 0) return count == 0 ? 1 : 0;
  const auto n = static_cast<double>(count);
  return std::exp(n * std::log(mean) - mean - std::lgamma(n + 1));
}

double poisson_at_least(std::size_t count, double mean) noexcept {
  if (count == 0) return 1;
  if (mean <= 0) return 0;
  const bool from_above = static_cast<double>(count) > mean;
  double sum = 0;
  if (from_above) {
    double term = poisson(count, mean);
    for (std::size_t n = count + 1; term > sum * 1e-17 && term > 0; ++n) {
      sum += term;
      term *= mean / static_cast<double>(n);
    }
    return sum;
  }
  double term = poisson(count - 1, mean);
  for (std::size_t n = count - 1; term > sum * 1e-17 && term > 0; --n) {
    sum += term;
    if (n == 0) break;
    term *= static_cast<double>(n) / mean;
  }
  return 1 - sum;
}

} // namespace usher::staffing
