// SPDX-License-Identifier: BSL-1.0
// What a scenario may expect: of figures that it has, with bounds that something can meet and something can fail.
#include "scenario_text.hpp"

#include <string_view>

#include <doctest/doctest.h>
#include <fmt/format.h>

using usher_test::read_scenario;

TEST_CASE("what nothing can meet or fail is no expectation") {
  const auto places = [](std::string_view expected) {
    return read_scenario(fmt::format(R"(scenario: x
policies: {{one: policy.yaml, two: other.yaml}}
horizon: {{from: 2026-03-02, for: 1w}}
demand: {{calls: {{rate: 1/h, kinds: [{{name: urgent, language: it}}]}}}}
teams: {{day: {{agents: 2, departments: [care]}}}}
report: {{within: [75m], percentiles: [95], at: ["09:00"]}}
expect: [{{{}}}]
)",
                                     expected))
        .places();
  };
  for (const std::string_view fine :
       {"metric: occupancy, max: 0.5", "metric: first_reply.p95, max: 5m",
        "metric: first_reply.within.75m, min: 1", "metric: first_reply.within.1h15m, min: 0.5, class: urgent",
        "metric: staffed_hours, max: 40h, team: day", "metric: occupancy, agent: sara, min: 0",
        "metric: served, department: sales, max: 1", "metric: sla.attainment, language: it, min: 0.5",
        "metric: queue.at.09:00, max: 3", "metric: share.team.others, max: 0",
        "metric: unanswered_after.3d, max: 0", "metric: answered, agent: day-1, min: 1",
        "metric: first_reply.mean, policy: two, against: one, max: -5m",
        "metric: first_reply.mean, against: one, min_ratio: 0.5, max_ratio: 3"})
    CHECK_MESSAGE(places(fine) == "", fine);
  CHECK(places("metric: occupancy, max: 5m") == "7:35 wrong_type");
  CHECK(places("metric: served, max: 5m") == "7:32 wrong_type");
  CHECK(places("metric: occupancy, max: 80") == "7:35 out_of_range");
  CHECK(places("metric: occupancy, min: 0.8, max: 0.7") == "7:10 out_of_range");
  CHECK(places("metric: occupancy, against: one, min_ratio: 2, max_ratio: 1") == "7:10 out_of_range");
  CHECK(places("metric: occupancy, against: one, min_ratio: 2, max: 1") == "7:10 wrong_type");
  CHECK(places("metric: occupancy, against: two, max: 1") == "7:10 out_of_range"); // the last one is meant
  CHECK(places("metric: occupanci, max: 0.5") == "7:19 unknown_name");
  CHECK(places("metric: first_reply.p90, max: 5m") == "7:19 unknown_name");
  CHECK(places("metric: service_level.a.20s, min: 0.5") == "7:19 unknown_name");
  CHECK(places("metric: served, class: calls, min: 1") == "7:34 unknown_name"); // all are urgent
  CHECK(places("metric: served, team: night, min: 1") == "7:33 unknown_name");
  CHECK(places("metric: served, department: car, min: 1") == "7:39 unknown_name");
  CHECK(places("metric: served, class: urgent, team: day, min: 1") == "7:48 wrong_type");
  CHECK(places("metric: first_reply.mean, agent: sara, max: 5m") == "7:19 out_of_range");
  CHECK(places("metric: answered, min: 5") == "7:19 out_of_range");
}
