// SPDX-License-Identifier: BSL-1.0
// Words of the scenario language: work on its way, triage by policy, demand of which nobody knows how much it is.
#include "small_scenario.hpp"

#include <algorithm>
#include <set>

using namespace usher;
using namespace usher::simulate;

namespace {

constexpr std::int64_t minute = 60'000;

const std::string policy_text = R"(usher: 1
sla: {fast: {first_response: 1h}}
departments:
  front: {sla: fast, assign: {strategy: first}}
  back: {sla: fast, assign: {strategy: first}}
agents: {ann: {departments: [front]}, ben: {departments: [back]}}
default: {department: front}
)";

std::string scenario(std::string_view rest) {
  return "scenario: s\nhorizon: {from: 2026-03-02, for: 1d}\n" + std::string(rest);
}

SmallScenario read(std::string_view rest) { return {scenario(rest), {{"p.yaml", policy_text}}}; }

} // namespace

TEST_CASE("what is on its way takes up nobody's room, and its customer waits") {
  const SmallScenario small = read(R"(policies:
  mail:
    file: p.yaml
    work:
      d: [{department: front, handle: 4m}, {department: back, after: 20m, handle: 10m},
          {department: front, after: 5m, handle: 3m}]
demand: {d: {rows: [{at: 1h}, {at: 61m}], handle: 1m}}
)");
  const Ledger ledger = small.run();
  REQUIRE(ledger.rows.size() == 2);
  // The first: 4 + 20 + 10 + 5 + 3. The second is read from minute 4 on, while the first is on its way.
  std::vector<std::int64_t> replies;
  for (const LedgerRow &row : ledger.rows) {
    replies.push_back(row.first_reply / minute);
    CHECK(row.transfers == 2);
    CHECK(row.outcome == Outcome::served);
    CHECK(row.met[0] + row.breached[0] == 1);
  }
  std::sort(replies.begin(), replies.end());
  // It came a minute later, is read from 4 to 8, on its way to 28, waits for the back to 34, is answered there by 44, on
  // its way to 49, and posted by 52: 51 after it came.
  CHECK(replies == std::vector<std::int64_t>{42, 51});
  CHECK(ledger.agents[0].busy_ms == 14 * minute);
  CHECK(ledger.agents[1].busy_ms == 20 * minute);
}

TEST_CASE("the first step of work decides where it begins") {
  const SmallScenario small =
      read(R"(policies: {p: {file: p.yaml, work: {d: [{department: back, handle: 4m}]}}}
demand: {d: {rows: [{at: 1h}], handle: 1m}}
)");
  const Ledger ledger = small.run();
  CHECK(ledger.rows[0].department == 1);
  CHECK(ledger.rows[0].first_reply == 4 * minute);
  CHECK(ledger.rows[0].transfers == 0);
}

TEST_CASE("steps of work that make no sense") {
  const auto told = [](std::string_view steps) {
    return read("policies: {p: {file: p.yaml, work: {d: " + std::string(steps) +
                "}}}\ndemand: {d: {rate: 1/h, handle: 1m}}\n")
        .told();
  };
  CHECK(told("[{handle: 1m}, {department: back, handle: 1m}]").empty());
  CHECK(told("[{department: front}]") == "scenario.yaml:3 missing_key");
  CHECK(told("[{handle: 1m}, {handle: 1m}]") == "scenario.yaml:3 missing_key");
  CHECK(told("[{after: 1m, handle: 1m}]") == "scenario.yaml:3 out_of_range");
  CHECK(told("[]") == "scenario.yaml:3 empty_list");
  CHECK(told("[{department: fron, handle: 1m}]") == "scenario.yaml:3 unknown_name");
}

TEST_CASE("a policy may have a triage of its own") {
  const SmallScenario small =
      read(R"(policies: {plain: p.yaml, slow: {file: p.yaml, triage: {cost: 4m, after: 20m}}}
demand: {d: {rows: [{at: 1h}], handle: 10m, texts: [{text: hi, department: back}]}}
triage: {cost: 2m}
)");
  CHECK(small.run(0).rows[0].first_reply == 12 * minute);
  CHECK(small.run(1).rows[0].first_reply == 34 * minute);
}

TEST_CASE("a scale is one number for all of a replication, and the same for all policies") {
  const SmallScenario small = read(R"(policies: {a: p.yaml, b: p.yaml}
demand: {d: {rate: 60/h, scale: {low: 0.5, high: 2}, handle: 1s}}
)");
  std::set<std::size_t> counts;
  double sum = 0;
  for (std::uint32_t replication = 0; replication < 30; ++replication) {
    const std::size_t count = small.run(0, replication).rows.size();
    CHECK(small.run(1, replication).rows.size() == count);
    CHECK(count > 1440 / 2 - 120);
    CHECK(count < 1440 * 2 + 200);
    counts.insert(count / 300);
    sum += static_cast<double>(count);
  }
  CHECK(counts.size() > 4); // far apart, as a rate that is known would not be
  CHECK(sum / 30 > 1440 * 1.25 * 0.8);
  CHECK(sum / 30 < 1440 * 1.25 * 1.2);
  CHECK(read("policy: p.yaml\ndemand: {d: {rate: 60/h, scale: 0, handle: 1s}}\n").run().rows.empty());
  const double twice = static_cast<double>(
      read("policy: p.yaml\ndemand: {d: {rate: 60/h, scale: 2, handle: 1s}}\n").run().rows.size());
  CHECK(twice > 2880 * 0.9);
  CHECK(twice < 2880 * 1.1);
  CHECK(read("policy: p.yaml\ndemand: {d: {rate: 1/h, scale: {low: 2, high: 1}, handle: 1s}}\n").told() ==
        "scenario.yaml:4 out_of_range");
  CHECK(read("policy: p.yaml\ndemand: {d: {rows: [{at: 1h}], scale: 2, handle: 1s}}\n").told() ==
        "scenario.yaml:4 wrong_type");
}

TEST_CASE("fairness among customers is what the worst served get of what the best served get") {
  const SmallScenario small = read(R"(policy: p.yaml
demand:
  quick: {rows: [{at: 1h}, {at: 2h}], handle: 1m, language: en}
  slow: {rows: [{at: 5h}, {at: 10h}, {at: 10h}, {at: 10h}], handle: 40m, language: it}
)");
  const Ledger ledger = small.run();
  // Of the slow ones those at 5:00 and 10:00 are in time; those behind have an answer after 80 and 120 minutes.
  CHECK(*figure(small.scenario, 0, ledger, "customer_fairness.class") == doctest::Approx(0.5));
  CHECK(*figure(small.scenario, 0, ledger, "customer_fairness.language") == doctest::Approx(0.5));
  CHECK_FALSE(figure(small.scenario, 0, ledger, "customer_fairness.account"));
}
