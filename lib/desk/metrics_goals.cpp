// SPDX-License-Identifier: BSL-1.0
#include "desk/metrics_goals.hpp"

#include "base/duration.hpp"
#include "base/word_hash.hpp"
#include "policy/facts.hpp"

#include <fmt/format.h>

namespace usher::desk {

std::uint64_t Ratio::millionths() const noexcept {
  if (whole == 0) return 0;
  return static_cast<std::uint64_t>((Wide(part) * 2'000'000 + whole) / (Wide(whole) * 2));
}

std::string Ratio::decimal() const {
  const std::uint64_t value = millionths();
  std::string out = fmt::format("{}.{:06}", value / 1'000'000, value % 1'000'000);
  while (out.back() == '0')
    out.pop_back();
  if (out.back() == '.') out.pop_back();
  return out;
}

bool GoalFigures::is_met() const noexcept {
  const Ratio share_of_it = clock ? share() : kept;
  return Wide(share_of_it.part) * 100 >= Wide(share_of_it.whole) * static_cast<unsigned>(percent);
}

GoalFigures figures_of(const policy::Goal &goal, const Durations &durations, std::uint64_t beyond,
                       Ratio kept) {
  GoalFigures out;
  out.clock = goal.clock;
  out.percent = goal.percent;
  out.within_ms = goal.within_ms;
  if (!goal.clock) {
    out.kept = kept;
    return out;
  }
  out.answered = durations.count();
  out.beyond = beyond;
  out.within = durations.within(goal.within_ms);
  out.reached_ms = durations.percentile(goal.percent, beyond);
  return out;
}

std::string described(const GoalFigures &goal) {
  if (!goal.clock) return fmt::format("{}% of promises kept", goal.percent);
  return fmt::format("p{} of {} within {}", goal.percent,
                     policy::service_clock_names()[static_cast<std::size_t>(*goal.clock)],
                     format_duration(goal.within_ms));
}

} // namespace usher::desk
