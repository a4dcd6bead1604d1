// SPDX-License-Identifier: BSL-1.0
#include "staffing/recorded_week.hpp"

#include "base/duration.hpp"

#include <algorithm>

namespace usher::staffing {
namespace {

Instant midnight(const calendar::Zone &zone, calendar::Day day) noexcept {
  const calendar::Resolved resolved = zone.resolve(day, 0);
  return resolved.kind == calendar::LocalKind::outside ? latest_instant : resolved.first;
}

} // namespace

void RecordedWeek::add(Instant arrival, std::optional<std::int64_t> handle_ms) {
  first_ = arrivals_ == 0 ? arrival : std::min(first_, arrival);
  last_ = arrivals_ == 0 ? arrival : std::max(last_, arrival);
  ++arrivals_;
  ++counts_[calendar::hour_of_week(*zone_, arrival)];
  if (!handle_ms) return;
  ++handled_;
  handle_sum_ += static_cast<double>(*handle_ms);
}

std::optional<double> RecordedWeek::mean_handle_ms() const noexcept {
  if (handled_ == 0) return std::nullopt;
  return handle_sum_ / static_cast<double>(handled_);
}

void RecordedWeek::cover(WeekPlan &plan) const {
  if (arrivals_ == 0) return;
  plan.from = midnight(*zone_, zone_->local(first_).day);
  plan.until = midnight(*zone_, zone_->local(last_).day + 1);
  const auto covered = calendar::covered_hours(*zone_, plan.from, plan.until);
  for (std::size_t i = 0; i < hours_of_week; ++i) {
    WeekHour &hour = plan.hours[i];
    hour.arrivals = counts_[i];
    hour.covered_ms = covered[i];
    if (hour.arrivals == 0) continue; // and where something arrived there is time
    hour.per_hour = static_cast<double>(hour.arrivals) * static_cast<double>(hour_ms) /
                    static_cast<double>(hour.covered_ms);
  }
}

std::array<double, hours_of_week> RecordedWeek::rates() const {
  WeekPlan plan;
  cover(plan);
  std::array<double, hours_of_week> out{};
  for (std::size_t i = 0; i < hours_of_week; ++i)
    out[i] = plan.hours[i].per_hour;
  return out;
}

WeekPlan RecordedWeek::plan(const Demand &demand, const Target &target) const {
  WeekPlan out;
  out.arrivals = arrivals_;
  out.handle_ms = demand.handle_ms;
  cover(out);
  for (std::size_t i = 0; i < hours_of_week; ++i) {
    WeekHour &hour = out.hours[i];
    if (hour.arrivals == 0) continue;
    Demand here = demand;
    here.per_hour = hour.per_hour;
    const auto agents = fewest_agents(here, target);
    if (!agents) {
      if (!out.out_of_reach) out.out_of_reach = i;
      continue;
    }
    hour.agents = *agents;
    hour.figures = figures_for(here, target, *agents);
    hour.scheduled = hour.figures->scheduled;
    out.agent_hours += hour.agents;
    out.scheduled_hours += hour.scheduled;
  }
  return out;
}

} // namespace usher::staffing
