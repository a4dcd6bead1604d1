// SPDX-License-Identifier: BSL-1.0
// Handles that take things in piece by piece, when memory runs out at the n-th allocation: what they took in part is never
// told, and never taken twice.
#include "failing_memory.hpp"

#include <cstdint>
#include <cstdio>
#include <string>

#include <usher/usher.h>

namespace {

using namespace usher_test; // what was counted, and how it fails

long check_pieces(const usher_policy *policy) {
  const std::string event =
      R"({"type":"message","conversation":"c-1","time":"2026-03-20T10:00:00Z","message":{"text":"a refund"}})";
  long total = for_each_failure("replay", [&] {
    usher_replay *replay = nullptr;
    usher_status status = usher_replay_create(policy, nullptr, nullptr, &replay, nullptr);
    if (status != USHER_OK) return status;
    status = usher_replay_add_json(replay, {"f", 1}, str(event), nullptr);
    usher_report *report = nullptr;
    if (status == USHER_OK) status = usher_replay_finish(replay, &report);
    usher_report_destroy(report);
    allocations_left = -1;
    if (status == USHER_OK) {
      require(usher_replay_result(replay)->events == 1, "a replay", 0);
    } else {
      require(usher_replay_result(replay) == nullptr, "half a replay", 0);
      require(usher_replay_add_json(replay, {"f", 1}, str(event), nullptr) == USHER_STATE, "a broken replay",
              0);
      require(usher_replay_finish(replay, nullptr) == USHER_STATE, "the end of a broken replay", 0);
    }
    usher_replay_destroy(replay);
    return status;
  });
  const std::string rows = "t\n2026-01-01 10:00\nno time\n2026-01-01 11:00\n";
  total += for_each_failure("rows of a week", [&] {
    usher_staff_week *week = nullptr;
    usher_status status = usher_staff_week_create({"UTC", 3}, &week, nullptr);
    if (status != USHER_OK) return status;
    usher_rows_form form{};
    form.struct_size = sizeof form;
    form.time_column = {"t", 1};
    usher_report *report = nullptr;
    status = usher_staff_week_add_rows(week, &form, str(rows), 1, &report);
    usher_report_destroy(report);
    allocations_left = -1;
    std::uint64_t taken = 0;
    std::uint64_t left_out = 0;
    const usher_status counted = usher_staff_week_count(week, &taken, &left_out);
    require(counted == (status == USHER_OK ? USHER_OK : USHER_STATE), "the count of a week", 0);
    require(status != USHER_OK || (taken == 2 && left_out == 1), "what a week has", 0);
    usher_staff_week_destroy(week);
    return status;
  });
  const std::string scenario =
      "scenario: two\npolicies: {few: p.yaml}\nhorizon: {from: 2026-03-02, for: 30m}\nreplications: 1\n"
      "demand: {calls: {rate: 6/h, handle: {dist: exponential, mean: 5m}}}\n"
      "teams:\n  small: {agents: 1, departments: [care]}\n";
  const std::string team = "usher: 1\ndepartments: {care: {}}\ndefault: {department: care}\n";
  usher_source files[2] = {{sizeof(usher_source), {"s.yaml", 6}, str(scenario)},
                           {sizeof(usher_source), {"p.yaml", 6}, str(team)}};
  total += for_each_failure("scenario", [&] {
    usher_scenario *loaded = nullptr;
    const usher_status status =
        usher_scenario_load_memory({"s.yaml", 6}, files, 2, nullptr, &loaded, nullptr);
    usher_scenario_destroy(loaded);
    return status;
  });
  total += for_each_failure("simulation", [&] {
    const long left = allocations_left;
    allocations_left = -1;
    usher_scenario *loaded = nullptr;
    usher_simulation *run = nullptr;
    require(usher_scenario_load_memory({"s.yaml", 6}, files, 2, nullptr, &loaded, nullptr) == USHER_OK,
            "load", 0);
    require(usher_simulation_create(loaded, 0, &run, nullptr) == USHER_OK, "a run", 0);
    allocations_left = left;
    double done = 0;
    usher_status status = USHER_OK;
    while (status == USHER_OK && done < 1)
      status = usher_simulation_advance(run, 100, &done, nullptr);
    allocations_left = -1;
    // What was broken stays so; where only the figures were wanting they can still be made.
    if (status != USHER_OK && usher_simulation_advance(run, 100, &done, nullptr) != USHER_OK) {
      usher_document *document = nullptr;
      require(usher_simulation_advance(run, 100, &done, nullptr) == USHER_STATE, "a broken run", 0);
      require(usher_scenario_results(loaded, USHER_FORMAT_JSON, &document, nullptr) == USHER_STATE,
              "results of a broken run", 0);
    }
    usher_simulation_destroy(run);
    usher_scenario_destroy(loaded);
    return status;
  });
  return total;
}

} // namespace

int main() {
  const std::string text = "usher: 1\ndepartments: {care: {}}\ndefault: {department: care}\n";
  usher_policy *policy = nullptr;
  require(usher_policy_load_memory(str("policy.yaml"), str(text), nullptr, &policy, nullptr) == USHER_OK,
          "load", 0);
  const long total = check_pieces(policy);
  usher_policy_destroy(policy);
  // An allocator of the platform that never asks ours would make this test empty.
  require(failures > 100, "injecting failures", failures);
  std::printf("%ld allocations failed, one after the other\n", total);
  return 0;
}
