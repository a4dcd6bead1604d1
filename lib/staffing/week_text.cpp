// SPDX-License-Identifier: BSL-1.0
// A week of staffing: a table of seven days by 24 hours, and JSON.
#include "base/duration.hpp"
#include "base/time.hpp"
#include "calendar/wall_time.hpp"
#include "staffing/plan_text.hpp"

#include <array>
#include <cmath>

#include <fmt/format.h>

namespace usher::staffing {
namespace {

constexpr std::array<std::string_view, 7> day_names = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

/// No wider than six: "0.25", "12.5", "1234".
std::string say_rate(double rate) {
  if (rate >= 99.95) return fmt::format("{:.0f}", rate);
  return rate >= 9.995 ? fmt::format("{:.1f}", rate) : fmt::format("{:.2f}", rate);
}

std::string cell_of(const WeekHour &hour) {
  if (hour.covered_ms == 0) return fmt::format(" {:>9}", "");
  if (hour.arrivals == 0) return fmt::format(" {:>9}", ".");
  return fmt::format(" {:>5} {:>3}", say_rate(hour.per_hour), hour.scheduled);
}

} // namespace

std::string to_text(const WeekPlan &plan, const calendar::Zone &zone, const Demand &demand,
                    const Target &target, std::uint64_t left_out) {
  std::string out =
      fmt::format("{} arrivals, {} to {} ({})", plan.arrivals, calendar::format_wall_date(zone, plan.from),
                  calendar::format_wall_date(zone, plan.until), zone.name());
  if (left_out != 0) out += fmt::format("; {} left out", left_out);
  out += fmt::format("\n{} each, {}", format_duration(std::llround(plan.handle_ms)), model_of(demand));
  if (demand.patience_ms > 0)
    out += fmt::format(", giving up after {}", format_duration(std::llround(demand.patience_ms)));
  out += fmt::format("; target: {}\n", say_target(target));
  out += target.shrinkage > 0
             ? fmt::format("an hour's arrivals, and how many are to be scheduled with {:.6g}% shrinkage\n\n",
                           target.shrinkage * 100)
             : "an hour's arrivals, and how many people they want\n\n";
  out += "     ";
  for (const std::string_view name : day_names)
    out += fmt::format(" {:>9}", name);
  out += "\n";
  std::array<std::uint64_t, 7> sums{};
  for (std::size_t clock = 0; clock < 24; ++clock) {
    out += fmt::format("{:02}:00", clock);
    for (std::size_t day = 0; day < 7; ++day) {
      const WeekHour &hour = plan.hours[day * 24 + clock];
      sums[day] += hour.scheduled;
      out += cell_of(hour);
    }
    out.erase(out.find_last_not_of(' ') + 1);
    out += "\n";
  }
  out += "hours";
  for (const std::uint64_t sum : sums)
    out += fmt::format(" {:>9}", sum);
  out += fmt::format("\n\n{} agent-hours a week", plan.agent_hours);
  if (target.shrinkage > 0) out += fmt::format("; {} scheduled, with shrinkage", plan.scheduled_hours);
  return out + "\n";
}

std::string to_json(const WeekPlan &plan, const calendar::Zone &zone, const Demand &demand,
                    const Target &target, std::uint64_t left_out) {
  JsonWriter json;
  json.begin_object();
  json.field("zone", zone.name());
  const bool is_empty = plan.arrivals == 0;
  const auto time = [&](std::string_view key, Instant when) {
    json.text_or_null(key, is_empty ? std::string() : format_time(when));
  };
  time("from", plan.from);
  time("until", plan.until);
  json.field("arrivals", plan.arrivals);
  json.field("left_out", left_out);
  write_question(json, demand, target);
  json.field("agent_hours", plan.agent_hours);
  json.field("scheduled_hours", plan.scheduled_hours);
  json.key("hours");
  json.begin_array();
  for (std::size_t i = 0; i < hours_of_week; ++i) {
    const WeekHour &hour = plan.hours[i];
    json.begin_object();
    json.field("day", day_names[i / 24]);
    json.field("hour", i % 24);
    write_number(json, "covered_hours", static_cast<double>(hour.covered_ms) / static_cast<double>(hour_ms));
    json.field("arrivals", hour.arrivals);
    write_number(json, "per_hour", hour.per_hour);
    json.field("agents", hour.agents);
    json.field("scheduled", hour.scheduled);
    if (hour.figures) {
      write_number(json, "occupancy", hour.figures->occupancy);
      write_ms(json, "mean_wait_ms", hour.figures->mean_wait);
      write_number(json, "service_level", hour.figures->service_level);
      write_number(json, "abandoned", hour.figures->abandoned);
    } else {
      for (const std::string_view key : {"occupancy", "mean_wait_ms", "service_level", "abandoned"})
        json.null_field(key);
    }
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return std::move(json).take();
}

} // namespace usher::staffing
