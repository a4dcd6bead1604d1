// SPDX-License-Identifier: BSL-1.0
#include "simulate/metric_names.hpp"

#include "base/duration.hpp"

#include <array>

#include <fmt/format.h>

namespace usher::simulate {
namespace {

constexpr std::array<std::string_view, 1> of_all = {"all"};
constexpr std::array<std::string_view, 1> of_agents = {"agent"};
constexpr std::array<std::string_view, 6> of_rows = {"all",  "class",   "department",
                                                     "team", "account", "language"};
// What a customer is from the begin on.
constexpr std::array<std::string_view, 4> of_customers = {"all", "class", "account", "language"};
constexpr std::array<std::string_view, 3> of_people = {"all", "team", "agent"};
constexpr std::array<std::string_view, 2> of_several_people = {"all", "team"};

} // namespace

std::vector<MetricName> metric_names(const Scenario &scenario) {
  std::vector<MetricName> out;
  const auto add = [&](std::string name, Unit unit, std::span<const std::string_view> scopes = of_rows) {
    out.push_back({std::move(name), unit, scopes});
  };
  for (const char *name : {"offered", "served", "abandoned", "blocked", "answered_many", "not_engaged",
                           "deflected", "unanswered"})
    add(name, Unit::count);
  add("offered.per_hour", Unit::per_hour);
  add("throughput", Unit::per_hour);
  for (const char *name :
       {"share.abandoned", "share.blocked", "share.waited", "sla.first_response.attainment",
        "sla.next_response.attainment", "sla.resolution.attainment", "sla.attainment", "transferred",
        "reopened", "one_touch"})
    add(name, Unit::share);
  for (const Team &team : scenario.teams)
    add("share.team." + team.name, Unit::share);
  add(fmt::format("share.team.{}", team_of_the_policy), Unit::share);
  for (const char *name : {"wait.all", "wait.served", "wait.abandoned", "wait.given_wait", "first_reply",
                           "next_reply", "resolution", "handle"}) {
    for (const char *part : {"mean", "sd", "max"})
      add(fmt::format("{}.{}", name, part), Unit::ms);
    for (const int percent : scenario.report.percentiles)
      add(fmt::format("{}.p{}", name, percent), Unit::ms);
  }
  for (const std::int64_t within : scenario.report.within_ms) {
    const std::string length = format_duration(within);
    for (const char *name : {"service_level.a", "service_level.b", "service_level.c", "first_reply.within"})
      add(fmt::format("{}.{}", name, length), Unit::share);
  }
  add("unanswered_after." + format_duration(scenario.report.late_ms), Unit::share);
  add("queue.mean", Unit::count, of_customers);
  add("queue_time.mean", Unit::ms, of_customers);
  add("system.mean", Unit::count, of_all);
  for (const std::int32_t minute : scenario.report.at_minutes)
    add(fmt::format("queue.at.{:02}:{:02}", minute / 60, minute % 60), Unit::count, of_all);
  for (const char *kind : {"class", "language", "account"})
    add(fmt::format("customer_fairness.{}", kind), Unit::share, of_all);
  for (const char *name : {"staffed_hours", "busy_hours", "overtime_hours"})
    add(name, Unit::hours, of_people);
  add("occupancy", Unit::share, of_people);
  add("slot_utilisation", Unit::share, of_people);
  add("fairness", Unit::share, of_several_people);
  add("occupancy.spread", Unit::share, of_several_people);
  add("answered", Unit::count, of_agents);
  return out;
}

} // namespace usher::simulate
