// SPDX-License-Identifier: BSL-1.0
// A week of staffing, of what was recorded.
#include "base/duration.hpp"
#include "c_api/handles.hpp"
#include "c_api/rows_form.hpp"
#include "c_api/staffing.hpp"
#include "c_api/structs.hpp"
#include "c_api/zones.hpp"
#include "simulate/delimited_arrivals.hpp"
#include "staffing/plan_text.hpp"

#include <array>
#include <memory>
#include <optional>
#include <string>

struct usher_staff_week {
  explicit usher_staff_week(usher::calendar::ZonePtr zone) : week(std::move(zone)) {}

  usher::staffing::RecordedWeek week;
  std::optional<usher::simulate::DelimitedArrivals> rows;
  bool rows_end = false;
  bool broken = false; // a call ended in its middle: nobody knows how many it has counted
  std::optional<usher::simulate::EventArrivals> events;
  usher::staffing::Demand demand;
  usher::staffing::Target target;
  std::optional<usher::staffing::WeekPlan> plan;
  std::array<usher_staff_hour, usher::staffing::hours_of_week> hours{};
  std::string rendered;

  [[nodiscard]] std::uint64_t left_out() const noexcept {
    return (rows ? rows->left_out() : 0) + (events ? events->left_out() : 0);
  }
};

namespace usher::c_api {
namespace {

usher_status begin_rows(usher_staff_week &week, const usher_rows_form *from, Findings &findings) {
  usher_rows_form given{};
  if (const usher_status status = read_struct(from, from->struct_size, given); status != USHER_OK)
    return status;
  if (!is_valid(given.file) || !is_valid(given.time_column) || !is_valid(given.handle_column) ||
      !is_valid(given.time_format) || given.time_column.size == 0)
    return USHER_ARGUMENT;
  simulate::DelimitedForm form;
  if (!read_marks(given.delimiter, given.quote, form)) {
    findings.add({Severity::error,
                  Code::out_of_range,
                  {},
                  0,
                  0,
                  "delimiter",
                  "cells cannot be told apart by this delimiter and this quote",
                  "two different characters of ASCII"});
    return USHER_INPUT;
  }
  std::vector<simulate::TimeFormat> formats;
  if (given.time_format.size != 0) {
    std::string problem;
    auto format = simulate::TimeFormat::make(text_in(given.time_format), problem);
    if (!format) {
      findings.add({Severity::error,
                    Code::bad_time,
                    {},
                    0,
                    0,
                    {},
                    "the format of times is none: " + problem,
                    "as in %m/%d/%Y %I:%M:%S %p"});
      return USHER_INPUT;
    }
    formats.push_back(std::move(*format));
  }
  week.rows.emplace(form, std::string(text_in(given.time_column)), std::string(text_in(given.handle_column)),
                    std::move(formats), std::string(text_in(given.file)));
  return USHER_OK;
}

void fill_hours(usher_staff_week &week) noexcept {
  for (std::size_t i = 0; i < week.hours.size(); ++i) {
    const staffing::WeekHour &from = week.plan->hours[i];
    usher_staff_hour &to = week.hours[i];
    to = {};
    to.struct_size = sizeof to;
    to.arrivals = from.arrivals;
    to.covered_hours = static_cast<double>(from.covered_ms) / static_cast<double>(hour_ms);
    to.per_hour = from.per_hour;
    to.agents = from.agents;
    to.scheduled = from.scheduled;
    if (!from.figures) continue;
    to.occupancy = from.figures->occupancy;
    to.mean_wait = from.figures->mean_wait;
    to.service_level = from.figures->service_level;
    to.abandoned = from.figures->abandoned;
  }
}

/// Into the other three; the week is as it was.
usher_status plan_week(const usher_staff_week &week, const usher_staff_demand *demand,
                       const usher_staff_target *target, staffing::Demand &asked, staffing::Target &wanted,
                       std::optional<staffing::WeekPlan> &out, Findings &findings) {
  if (const usher_status status = read_question(demand, target, asked, wanted); status != USHER_OK)
    return status;
  if (week.week.arrivals() == 0) return USHER_STATE;
  if (asked.handle_ms == 0) {
    const auto mean = week.week.mean_handle_ms();
    if (!mean) {
      findings.add({Severity::error,
                    Code::missing_key,
                    {},
                    0,
                    0,
                    "handle",
                    "nothing says how long one takes",
                    "give the mean handle time, or a column that has it"});
      return USHER_INPUT;
    }
    asked.handle_ms = *mean;
  }
  if (const auto checked = staffing::check_question(asked, wanted, 0, false, findings);
      checked != staffing::Asked::fine)
    return status_of(checked);
  // The busiest hour is the largest question of all.
  for (const double rate : week.week.rates()) {
    staffing::Demand here = asked;
    here.per_hour = rate;
    if (rate <= 0) continue;
    if (const auto checked = staffing::check_question(here, wanted, 0, true, findings);
        checked != staffing::Asked::fine)
      return status_of(checked);
  }
  staffing::WeekPlan plan = week.week.plan(asked, wanted);
  if (plan.out_of_reach) {
    staffing::add_out_of_reach(asked, wanted, findings);
    return USHER_LIMIT;
  }
  out = plan;
  return USHER_OK;
}

/// Runs what counts into the week. What ends in its middle, and what could not be told for want of memory, may be
/// counted in part; a call made again would count it twice.
template <class F>
usher_status count_into(usher_staff_week &week, usher_report **report, F &&work) noexcept {
  if (week.broken) return answer_with(report, USHER_STATE);
  const usher_status status = guard(report, [&](Findings &findings) {
    week.broken = true;
    const usher_status done = work(findings);
    week.broken = false;
    return done;
  });
  if (status == USHER_MEMORY) week.broken = true;
  return status;
}

} // namespace
} // namespace usher::c_api

using namespace usher::
    c_api; // NOLINT(google-build-using-namespace): this file is the interface of that namespace

usher_status usher_staff_week_create(usher_str zone, usher_staff_week **out, usher_report **report) noexcept {
  if (!is_valid(zone) || out == nullptr) return USHER_ARGUMENT;
  std::unique_ptr<usher_staff_week> made;
  const usher_status status = guard(report, [&](usher::Findings &findings) -> usher_status {
    usher::calendar::ZonePtr loaded;
    if (const usher_status found = find_zone(text_in(zone), loaded, findings); found != USHER_OK)
      return found;
    made = std::make_unique<usher_staff_week>(std::move(loaded));
    return USHER_OK;
  });
  if (status == USHER_OK) *out = made.release();
  return status;
}

void usher_staff_week_destroy(usher_staff_week *week) noexcept { delete week; }

usher_status usher_staff_week_add(usher_staff_week *week, int64_t time, int64_t handle) noexcept {
  if (week == nullptr || handle < 0 || handle > usher::longest_duration_ms) return USHER_ARGUMENT;
  if (!usher::is_instant(time)) return USHER_TIME;
  return count_into(*week, nullptr, [&](usher::Findings &) {
    week->week.add(time, handle == 0 ? std::nullopt : std::optional(handle));
    return USHER_OK;
  });
}

usher_status usher_staff_week_add_rows(usher_staff_week *week, const usher_rows_form *form, usher_str bytes,
                                       int32_t last, usher_report **report) noexcept {
  if (week == nullptr || !is_valid(bytes) || (form == nullptr && !week->rows)) return USHER_ARGUMENT;
  if (week->rows_end) return answer_with(report, USHER_STATE);
  return count_into(*week, report, [&](usher::Findings &findings) -> usher_status {
    if (!week->rows)
      if (const usher_status status = begin_rows(*week, form, findings); status != USHER_OK) return status;
    if (!week->rows->add(text_in(bytes), last != 0, week->week, findings)) {
      week->rows_end = true;
      return USHER_INPUT;
    }
    week->rows_end = last != 0;
    return USHER_OK;
  });
}

usher_status usher_staff_week_add_events(usher_staff_week *week, usher_str file, usher_str lines,
                                         usher_report **report) noexcept {
  if (week == nullptr || !is_valid(file) || !is_valid(lines)) return USHER_ARGUMENT;
  return count_into(*week, report, [&](usher::Findings &findings) -> usher_status {
    if (!week->events) week->events.emplace(usher::Limits(), std::string());
    week->events->set_file(text_in(file));
    week->events->add(text_in(lines), week->week, findings);
    return USHER_OK;
  });
}

usher_status usher_staff_week_count(const usher_staff_week *week, uint64_t *taken,
                                    uint64_t *left_out) noexcept {
  if (week == nullptr || taken == nullptr || left_out == nullptr) return USHER_ARGUMENT;
  if (week->broken) return USHER_STATE;
  *taken = week->week.arrivals();
  *left_out = week->left_out();
  return USHER_OK;
}

usher_status usher_staff_week_plan(usher_staff_week *week, const usher_staff_demand *demand,
                                   const usher_staff_target *target, usher_report **report) noexcept {
  if (week == nullptr || demand == nullptr) return USHER_ARGUMENT;
  if (week->broken) return answer_with(report, USHER_STATE);
  usher::staffing::Demand asked;
  usher::staffing::Target wanted;
  std::optional<usher::staffing::WeekPlan> plan;
  const usher_status status = guard(report, [&](usher::Findings &findings) {
    return plan_week(*week, demand, target, asked, wanted, plan, findings);
  });
  if (status != USHER_OK) return status;
  week->demand = asked;
  week->target = wanted;
  week->plan = plan;
  fill_hours(*week);
  return status;
}

const usher_staff_hour *usher_staff_week_hour(const usher_staff_week *week, int32_t weekday,
                                              int32_t hour) noexcept {
  if (week == nullptr || !week->plan || weekday < 0 || weekday > 6 || hour < 0 || hour > 23) return nullptr;
  return &week->hours[static_cast<std::size_t>(weekday) * 24 + static_cast<std::size_t>(hour)];
}

usher_status usher_staff_week_render(usher_staff_week *week, int32_t format, usher_str *out) noexcept {
  if (week == nullptr || out == nullptr) return USHER_ARGUMENT;
  if (format != USHER_FORMAT_TEXT && format != USHER_FORMAT_JSON) return USHER_ARGUMENT;
  if (!week->plan) return USHER_STATE;
  return guard([&] {
    const auto &zone = week->week.zone();
    week->rendered = format == USHER_FORMAT_TEXT
                         ? to_text(*week->plan, zone, week->demand, week->target, week->left_out())
                         : to_json(*week->plan, zone, week->demand, week->target, week->left_out());
    *out = text_out(week->rendered);
    return USHER_OK;
  });
}
