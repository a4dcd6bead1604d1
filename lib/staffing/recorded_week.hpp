// SPDX-License-Identifier: BSL-1.0
// What came in, by the hour of the week as the clock on the wall shows it.
#pragma once

#include "calendar/hours_of_week.hpp"
#include "calendar/zone.hpp"
#include "staffing/plan.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace usher::staffing {

using calendar::hours_of_week;

/// An hour of the week. `covered_ms`: how much of it lies in the days that were recorded; of the hour that is skipped
/// when clocks are set forward nothing, of the one that is repeated twice as much.
struct WeekHour {
  std::uint64_t arrivals = 0;
  std::int64_t covered_ms = 0;
  double per_hour = 0;
  std::uint32_t agents = 0;
  std::uint32_t scheduled = 0;
  std::optional<Figures> figures; // where something arrives
};

struct WeekPlan {
  Instant from = 0;  // 00:00 of the day of the first arrival
  Instant until = 0; // 24:00 of the day of the last
  std::uint64_t arrivals = 0;
  double handle_ms = 0;
  std::array<WeekHour, hours_of_week> hours; // Monday 00:00 first
  std::uint64_t agent_hours = 0;
  std::uint64_t scheduled_hours = 0;
  /// The hour, Monday 00:00 as 0, whose target no number of agents reaches.
  std::optional<std::size_t> out_of_reach;
};

class RecordedWeek {
 public:
  explicit RecordedWeek(calendar::ZonePtr zone) : zone_(std::move(zone)) {}

  [[nodiscard]] const calendar::Zone &zone() const noexcept { return *zone_; }
  /// `handle_ms`: how long it took, if that is known.
  void add(Instant arrival, std::optional<std::int64_t> handle_ms);
  [[nodiscard]] std::uint64_t arrivals() const noexcept { return arrivals_; }
  /// Of those whose handle time is known; nothing where it is of none.
  [[nodiscard]] std::optional<double> mean_handle_ms() const noexcept;
  /// Arrivals an hour, by the hour of the week.
  [[nodiscard]] std::array<double, hours_of_week> rates() const;
  /// What `demand` says of arrivals is not looked at.
  [[nodiscard]] WeekPlan plan(const Demand &demand, const Target &target) const;

 private:
  /// The days from the first arrival to the last, and what of them each hour of the week has.
  void cover(WeekPlan &plan) const;

  calendar::ZonePtr zone_;
  std::array<std::uint64_t, hours_of_week> counts_{};
  std::uint64_t arrivals_ = 0;
  std::uint64_t handled_ = 0;
  double handle_sum_ = 0;
  Instant first_ = 0;
  Instant last_ = 0;
};

} // namespace usher::staffing
