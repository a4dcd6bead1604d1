// SPDX-License-Identifier: BSL-1.0
#include "staffing/plan_text.hpp"

#include "base/duration.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace usher::staffing {

Plan make_plan(const Demand &demand, const Target &target, std::uint32_t agents) {
  Plan out;
  out.demand = demand;
  out.target = target;
  out.given = agents != 0;
  const std::optional<std::uint32_t> found = agents != 0 ? agents : fewest_agents(demand, target);
  if (!found) return out;
  const std::uint32_t most = demand.patience_ms > 0 ? most_agents_impatient : most_agents;
  const std::uint32_t first = *found > rows_below ? *found - rows_below : 1;
  for (std::uint32_t n = first; n <= std::min(most, *found + rows_above); ++n) {
    if (n == *found) out.chosen = out.rows.size();
    PlanRow row;
    row.figures = figures_for(demand, target, n);
    row.wait_p50 = wait_percentile(demand, n, 0.5);
    row.wait_p90 = wait_percentile(demand, n, 0.9);
    row.wait_p95 = wait_percentile(demand, n, 0.95);
    out.rows.push_back(row);
  }
  return out;
}

std::string say_time(double ms) {
  if (!std::isfinite(ms)) return "-";
  const double seconds = ms / 1000;
  if (seconds < 59.995) return fmt::format("{:.2f}s", seconds);
  if (seconds < 3597) return fmt::format("{:.1f}m", seconds / 60);
  return fmt::format("{:.1f}h", seconds / 3600);
}

std::string say_share(double share) {
  // What is a tenth but for its last digit is that tenth.
  return fmt::format("{:.1f}%", std::floor(share * 1000 + 1e-6) / 10);
}

std::string say_target(const Target &target) {
  std::string out;
  const auto add = [&out](const std::string &part) {
    if (!out.empty()) out += ", ";
    out += part;
  };
  const auto lasts = [](double ms) { return format_duration(std::llround(ms)); };
  if (target.share > 0) add(fmt::format("{:.6g}% within {}", target.share * 100, lasts(target.within_ms)));
  if (target.mean_wait_ms > 0) add(fmt::format("{} mean wait at most", lasts(target.mean_wait_ms)));
  if (target.max_occupancy > 0) add(fmt::format("{:.6g}% busy at most", target.max_occupancy * 100));
  return out;
}

std::string_view model_of(const Demand &demand) noexcept {
  if (demand.patience_ms > 0) return "erlang_a";
  return demand.most_waiting > 0 ? "finite_queue" : "erlang_c";
}

void write_number(JsonWriter &json, std::string_view key, double value) {
  if (std::isfinite(value))
    json.field(key, std::round(value * 1e6) / 1e6);
  else
    json.null_field(key);
}

void write_ms(JsonWriter &json, std::string_view key, double ms) {
  constexpr double whole = 9'007'199'254'740'992; // beyond, a number of JSON is not the one that was meant
  if (ms <= whole)
    json.field(key, static_cast<std::int64_t>(std::llround(ms)));
  else
    json.null_field(key);
}

void write_question(JsonWriter &json, const Demand &demand, const Target &target) {
  json.field("model", model_of(demand));
  write_ms(json, "handle_ms", demand.handle_ms);
  if (demand.patience_ms > 0)
    write_ms(json, "patience_ms", demand.patience_ms);
  else
    json.null_field("patience_ms");
  if (demand.most_waiting > 0)
    json.field("most_waiting", demand.most_waiting);
  else
    json.null_field("most_waiting");
  json.key("target");
  json.begin_object();
  const auto number = [&json](std::string_view key, double value) {
    if (value > 0)
      write_number(json, key, value);
    else
      json.null_field(key);
  };
  number("share", target.share);
  write_ms(json, "within_ms", target.within_ms);
  if (target.mean_wait_ms > 0)
    write_ms(json, "mean_wait_ms", target.mean_wait_ms);
  else
    json.null_field("mean_wait_ms");
  number("max_occupancy", target.max_occupancy);
  write_number(json, "shrinkage", target.shrinkage);
  json.end_object();
}

namespace {

std::string head_of(const Plan &plan) {
  const Demand &demand = plan.demand;
  const auto lasts = [](double ms) { return format_duration(std::llround(ms)); };
  std::string out = fmt::format("{:.6g} an hour, {} each: {:.6g} erlangs; ", demand.per_hour,
                                lasts(demand.handle_ms), demand.offered());
  if (demand.patience_ms > 0)
    out += fmt::format("customers give up after {} in the mean (Erlang A)\n", lasts(demand.patience_ms));
  else if (demand.most_waiting > 0)
    out += fmt::format("who finds {} waiting is refused (M/M/c/K)\n", demand.most_waiting);
  else
    out += "nobody gives up (Erlang C)\n";
  if (const std::string target = say_target(plan.target); !target.empty())
    out += fmt::format("target: {}\n", target);
  if (plan.target.share <= 0) // else the target says it
    out += plan.target.within_ms > 0 ? fmt::format("in time: within {}\n", lasts(plan.target.within_ms))
                                     : std::string("in time: at once\n");
  if (plan.target.shrinkage > 0)
    out += fmt::format("shrinkage {:.6g}%: so many are on the schedule that the rest is at work\n",
                       plan.target.shrinkage * 100);
  return out;
}

std::string line_of(const Plan &plan, std::size_t row) {
  const PlanRow &one = plan.rows[row];
  const Figures &figures = one.figures;
  std::string out = fmt::format("{} {:>6}", plan.chosen == row ? '>' : ' ', figures.agents);
  if (plan.target.shrinkage > 0) out += fmt::format(" {:>9}", figures.scheduled);
  if (!figures.stable) return out + "  the queue grows without end\n";
  out += fmt::format(" {:>6} {:>7} {:>9} {:>8} {:>8} {:>8}", say_share(figures.occupancy),
                     say_share(figures.p_wait), say_time(figures.mean_wait), say_time(one.wait_p90),
                     fmt::format("{:.2f}", figures.mean_queue), say_share(figures.service_level));
  if (plan.demand.patience_ms > 0)
    out += fmt::format(" {:>8}", fmt::format("{:.2f}%", figures.abandoned * 100));
  if (plan.demand.most_waiting > 0)
    out += fmt::format(" {:>8}", fmt::format("{:.2f}%", figures.blocked * 100));
  return out + "\n";
}

} // namespace

std::string to_text(const Plan &plan) {
  std::string out = head_of(plan) + "\n";
  out += fmt::format("  {:>6}", "agents");
  if (plan.target.shrinkage > 0) out += fmt::format(" {:>9}", "scheduled");
  out += fmt::format(" {:>6} {:>7} {:>9} {:>8} {:>8} {:>8}", "busy", "wait", "mean wait", "p90", "in queue",
                     "in time");
  if (plan.demand.patience_ms > 0) out += fmt::format(" {:>8}", "give up");
  if (plan.demand.most_waiting > 0) out += fmt::format(" {:>8}", "refused");
  out += "\n";
  for (std::size_t row = 0; row < plan.rows.size(); ++row)
    out += line_of(plan, row);
  return out;
}

std::string to_json(const Plan &plan) {
  JsonWriter json;
  json.begin_object();
  write_number(json, "per_hour", plan.demand.per_hour);
  write_number(json, "offered", plan.demand.offered());
  write_question(json, plan.demand, plan.target);
  if (plan.chosen)
    json.field("agents", plan.rows[*plan.chosen].figures.agents);
  else
    json.null_field("agents");
  json.field("given", plan.given);
  json.key("rows");
  json.begin_array();
  for (const PlanRow &row : plan.rows) {
    const Figures &figures = row.figures;
    json.begin_object();
    json.field("agents", figures.agents);
    json.field("scheduled", figures.scheduled);
    json.field("stable", figures.stable);
    json.field("meets", figures.meets);
    write_number(json, "occupancy", figures.occupancy);
    write_number(json, "p_wait", figures.p_wait);
    write_ms(json, "mean_wait_ms", figures.mean_wait);
    write_ms(json, "mean_wait_served_ms", figures.mean_served);
    write_ms(json, "wait_p50_ms", row.wait_p50);
    write_ms(json, "wait_p90_ms", row.wait_p90);
    write_ms(json, "wait_p95_ms", row.wait_p95);
    write_number(json, "mean_queue", figures.mean_queue);
    write_number(json, "service_level", figures.service_level);
    write_number(json, "abandoned", figures.abandoned);
    write_number(json, "blocked", figures.blocked);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return std::move(json).take();
}

} // namespace usher::staffing
