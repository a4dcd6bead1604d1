// SPDX-License-Identifier: BSL-1.0
// A number of agents and its neighbours, as a table for people and as JSON.
#pragma once

#include "base/json.hpp"
#include "staffing/plan.hpp"
#include "staffing/recorded_week.hpp"

#include <optional>
#include <string>
#include <vector>

namespace usher::staffing {

struct PlanRow {
  Figures figures;
  double wait_p50 = 0; // ms; of those who are not refused
  double wait_p90 = 0;
  double wait_p95 = 0;
};

struct Plan {
  Demand demand;
  Target target;
  bool given = false; // the number was said, not looked for
  std::vector<PlanRow> rows;
  std::optional<std::size_t> chosen; // its row; none: no number meets the target
};

inline constexpr std::uint32_t rows_below = 2;
inline constexpr std::uint32_t rows_above = 3;

/// `agents`: so many; 0: the fewest that meet the target.
[[nodiscard]] Plan make_plan(const Demand &demand, const Target &target, std::uint32_t agents);

[[nodiscard]] std::string to_text(const Plan &plan);
[[nodiscard]] std::string to_json(const Plan &plan);

[[nodiscard]] std::string to_text(const WeekPlan &plan, const calendar::Zone &zone, const Demand &demand,
                                  const Target &target, std::uint64_t left_out);
[[nodiscard]] std::string to_json(const WeekPlan &plan, const calendar::Zone &zone, const Demand &demand,
                                  const Target &target, std::uint64_t left_out);

// ---- What both tables say alike ----
/// "20.83s", "12.5m", "3.1h"; "-" where it never ends.
[[nodiscard]] std::string say_time(double ms);
/// "93.0%", rounded down, so that 100% is said of all alone and 90% of what reaches it.
[[nodiscard]] std::string say_share(double share);
/// "80% within 15m, 85% busy at most"; empty when nothing is asked.
[[nodiscard]] std::string say_target(const Target &target);
/// The keys of the demand without its arrivals, and the target.
void write_question(JsonWriter &json, const Demand &demand, const Target &target);
/// Of the formula that answers.
[[nodiscard]] std::string_view model_of(const Demand &demand) noexcept;
/// Rounded, so that the last digits of a computer are not a difference.
void write_number(JsonWriter &json, std::string_view key, double value);
void write_ms(JsonWriter &json, std::string_view key, double ms);

} // namespace usher::staffing
