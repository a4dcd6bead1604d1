// SPDX-License-Identifier: BSL-1.0
// How many people for which target.
#include "c_api/staffing.hpp"

#include "base/duration.hpp"
#include "c_api/handles.hpp"
#include "c_api/structs.hpp"
#include "staffing/delay_system.hpp"
#include "staffing/plan_text.hpp"
#include "staffing/priorities.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <span>
#include <string>
#include <vector>

struct usher_staff {
  usher::staffing::Plan plan;
  std::vector<usher_staff_figures> rows;
  std::string rendered;
};

namespace usher::c_api {

usher_status read_question(const usher_staff_demand *demand, const usher_staff_target *target,
                           staffing::Demand &demand_out, staffing::Target &target_out) noexcept {
  usher_staff_demand given{};
  if (const usher_status status = read_struct(demand, demand->struct_size, given); status != USHER_OK)
    return status;
  if (given.reserved != 0) return USHER_NEWER;
  usher_staff_target wanted{};
  if (const usher_status status = read_optional(target, wanted); status != USHER_OK) return status;
  demand_out.per_hour = given.per_hour;
  demand_out.handle_ms = static_cast<double>(given.handle);
  demand_out.patience_ms = static_cast<double>(given.patience);
  demand_out.most_waiting = given.most_waiting;
  target_out.share = wanted.share;
  target_out.within_ms = static_cast<double>(wanted.within);
  target_out.mean_wait_ms = static_cast<double>(wanted.mean_wait);
  target_out.max_occupancy = wanted.max_occupancy;
  target_out.shrinkage = wanted.shrinkage;
  return USHER_OK;
}

usher_status status_of(staffing::Asked asked) noexcept {
  switch (asked) {
  case staffing::Asked::fine: return USHER_OK;
  case staffing::Asked::wrong: return USHER_INPUT;
  case staffing::Asked::too_large: return USHER_LIMIT;
  }
  return USHER_INTERNAL;
}

namespace {

usher_staff_figures figures_out(const staffing::PlanRow &row) noexcept {
  const staffing::Figures &figures = row.figures;
  usher_staff_figures out{};
  out.struct_size = sizeof out;
  out.agents = figures.agents;
  out.scheduled = figures.scheduled;
  out.stable = figures.stable ? 1 : 0;
  out.meets = figures.meets ? 1 : 0;
  out.occupancy = figures.occupancy;
  out.p_wait = figures.p_wait;
  out.mean_wait = figures.mean_wait;
  out.mean_wait_served = figures.mean_served;
  out.wait_p50 = row.wait_p50;
  out.wait_p90 = row.wait_p90;
  out.wait_p95 = row.wait_p95;
  out.mean_queue = figures.mean_queue;
  out.service_level = figures.service_level;
  out.abandoned = figures.abandoned;
  out.blocked = figures.blocked;
  return out;
}

usher_status plan(const usher_staff_demand *demand, const usher_staff_target *target, std::uint32_t agents,
                  std::unique_ptr<usher_staff> &out, Findings &findings) {
  staffing::Demand asked;
  staffing::Target wanted;
  if (const usher_status status = read_question(demand, target, asked, wanted); status != USHER_OK)
    return status;
  if (const auto checked = staffing::check_question(asked, wanted, agents, true, findings);
      checked != staffing::Asked::fine)
    return status_of(checked);
  auto made = std::make_unique<usher_staff>();
  made->plan = staffing::make_plan(asked, wanted, agents);
  if (!made->plan.chosen) {
    staffing::add_out_of_reach(asked, wanted, findings);
    return USHER_LIMIT;
  }
  for (const staffing::PlanRow &row : made->plan.rows)
    made->rows.push_back(figures_out(row));
  out = std::move(made);
  return USHER_OK;
}

bool is_load(double offered) noexcept { return std::isfinite(offered) && offered >= 0; }

} // namespace
} // namespace usher::c_api

using namespace usher::
    c_api; // NOLINT(google-build-using-namespace): this file is the interface of that namespace

usher_status usher_staff_plan(const usher_staff_demand *demand, const usher_staff_target *target,
                              uint32_t agents, usher_staff **out, usher_report **report) noexcept {
  if (demand == nullptr || out == nullptr) return USHER_ARGUMENT;
  std::unique_ptr<usher_staff> made;
  const usher_status status =
      guard(report, [&](usher::Findings &findings) { return plan(demand, target, agents, made, findings); });
  if (status == USHER_OK) *out = made.release();
  return status;
}

void usher_staff_destroy(usher_staff *staff) noexcept { delete staff; }

size_t usher_staff_row_count(const usher_staff *staff) noexcept {
  return staff == nullptr ? 0 : staff->rows.size();
}

const usher_staff_figures *usher_staff_row(const usher_staff *staff, size_t index) noexcept {
  return staff == nullptr || index >= staff->rows.size() ? nullptr : &staff->rows[index];
}

const usher_staff_figures *usher_staff_chosen(const usher_staff *staff) noexcept {
  return staff == nullptr || !staff->plan.chosen ? nullptr : &staff->rows[*staff->plan.chosen];
}

usher_status usher_staff_render(usher_staff *staff, int32_t format, usher_str *out) noexcept {
  if (staff == nullptr || out == nullptr) return USHER_ARGUMENT;
  if (format != USHER_FORMAT_TEXT && format != USHER_FORMAT_JSON) return USHER_ARGUMENT;
  return guard([&] {
    staff->rendered = format == USHER_FORMAT_TEXT ? to_text(staff->plan) : to_json(staff->plan);
    *out = text_out(staff->rendered);
    return USHER_OK;
  });
}

usher_status usher_staff_erlang_b(uint32_t agents, double offered, double *out) noexcept {
  if (out == nullptr || !is_load(offered) || agents > usher::staffing::most_agents_of_formula)
    return USHER_ARGUMENT;
  *out = usher::staffing::erlang_b(agents, offered);
  return USHER_OK;
}

usher_status usher_staff_erlang_c(uint32_t agents, double offered, double *out) noexcept {
  if (out == nullptr || !is_load(offered) || agents > usher::staffing::most_agents_of_formula)
    return USHER_ARGUMENT;
  *out = usher::staffing::erlang_c(agents, offered);
  return USHER_OK;
}

usher_status usher_staff_priority_waits(const double *per_hour, size_t count, int64_t handle, uint32_t agents,
                                        double *waits) noexcept {
  if (per_hour == nullptr || waits == nullptr || count == 0 || agents == 0 ||
      agents > usher::staffing::most_agents_of_formula)
    return USHER_ARGUMENT;
  if (handle <= 0 || handle > usher::longest_duration_ms) return USHER_ARGUMENT;
  return guard([&]() -> usher_status {
    std::vector<double> arrivals;
    for (const double rate : std::span(per_hour, count)) {
      if (!is_load(rate)) return USHER_ARGUMENT;
      arrivals.push_back(rate / static_cast<double>(usher::hour_ms));
    }
    const std::vector<double> found =
        usher::staffing::priority_waits(arrivals, static_cast<double>(handle), agents);
    std::copy(found.begin(), found.end(), waits);
    return USHER_OK;
  });
}
