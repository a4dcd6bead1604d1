// SPDX-License-Identifier: BSL-1.0
// What a scenario says, and that what is wrong in it is said with its place and how to mend it.
#include "scenario_text.hpp"

#include <vector>

#include <doctest/doctest.h>

using namespace usher;
using namespace usher::simulate;
using usher_test::read_scenario;

namespace {

constexpr std::string_view whole = R"(scenario: a week
about: as it was
seed: 7
policy: policy.yaml
horizon: {from: 2026-03-02T08:00, for: 2w, zone: Europe/Rome, warm_up: 2d}
replications: 3
demand:
  calls:
    rate: {daily: {"00:00": 3/h, "08:00": 0.5/min}}
    handle: {dist: erlang, mean: 0.5m, stages: 3}
    patience: {dist: exponential, mean: 1h30m}
    turns: {mean: 2, gap: 20m}
    kinds:
      - {name: plain, share: 3}
      - {name: urgent, share: 1, priority: 80, handle: 90s, patience: none}
  rows:
    handle: 5m
    rows:
      - {at: 2h, name: later, due: 1h}
      - {at: 2026-03-02T09:00, name: sooner, skills: [x], language: it}
teams:
  day: {agents: 3, departments: [care], capacity: 2, speed_by_load: [1, 1.6], staff: {weekly: {mon-fri: {"09:00": 3, "17:30": 1}}}}
  known: {agents: [sara], pace: 1.5}
answers:
  - {topic: outage, at: 2026-03-03T10:00, until: 3h, reply: sorry, in_work: false}
report: {within: [20s, 5m], percentiles: [50, 95], series: 1h, at: ["09:00"], late: 1d}
expect:
  - {metric: first_reply.p95, max: 2h}
assumed: [nothing]
)";

} // namespace

TEST_CASE("a scenario is read into values") {
  const auto read = read_scenario(whole);
  CAPTURE(read.places());
  REQUIRE(read.status == ScenarioStatus::ok);
  const Scenario &it = read.scenario;
  CHECK(it.name == "a week");
  CHECK(it.seed == 7);
  CHECK(it.replications == 3);
  CHECK(format_time(it.from) == "2026-03-02T07:00:00.000Z"); // eight in Rome
  CHECK(it.until - it.from == 14 * day_ms);
  CHECK(it.measured_from - it.from == 2 * day_ms);
  REQUIRE(it.demands.size() == 2);
  const Demand &calls = it.demands[0];
  REQUIRE(calls.kinds.size() == 2);
  CHECK(calls.kinds[0].up_to == 0.75);
  CHECK(calls.kinds[0].handle.stages == 3);
  CHECK(calls.kinds[0].handle.mean == 30'000);
  REQUIRE(calls.kinds[0].patience);
  CHECK(calls.kinds[0].patience->mean == 5'400'000);
  CHECK(calls.kinds[0].turns == 2);
  CHECK(calls.kinds[0].gap.mean == 1'200'000);
  CHECK(calls.kinds[1].handle.mean == 90'000);
  CHECK(calls.kinds[1].handle_later.mean == 90'000);
  CHECK(!calls.kinds[1].patience);
  CHECK(calls.kinds[1].priority == 80);
  CHECK(calls.rate.week[6][1].rate == doctest::Approx(0.5 / 60'000));
  const Demand &rows = it.demands[1];
  REQUIRE(rows.rows.size() == 2); // in order of time
  CHECK(rows.rows[0].name == "sooner");
  CHECK(rows.rows[0].at - it.from == 3'600'000);
  CHECK(rows.kinds[rows.rows[0].kind].language == "it");
  CHECK(rows.kinds[rows.rows[1].kind].due_ms == 3'600'000);
  REQUIRE(it.teams.size() == 2);
  CHECK(it.teams[0].agents == std::vector<std::string>{"day-1", "day-2", "day-3"});
  CHECK(it.teams[0].speed_by_load == std::vector<double>{1, 1.6});
  CHECK(it.teams[1].pace == 1.5);
  REQUIRE(it.bulk.size() == 1);
  CHECK(!it.bulk[0].in_work);
  CHECK(it.report.within_ms == std::vector<std::int64_t>{20'000, 300'000});
  CHECK(it.report.late_ms == day_ms);
  REQUIRE(it.expect.size() == 1);
  CHECK(it.expect[0].max == 7'200'000);
}

TEST_CASE("a head count holds until the next step, be that days later") {
  // From a Wednesday on, with steps on Mondays and Fridays.
  const auto read = read_scenario(
      "scenario: x\npolicy: policy.yaml\nhorizon: {from: 2026-03-04, for: 7d}\n"
      "demand: {calls: {rate: 1/h, handle: 1m}}\nteams:\n  day: {agents: 5, departments: [care], "
      "staff: {weekly: {mon: {\"09:00\": 4}, fri: {\"12:00\": 2}}}}\n");
  CAPTURE(read.places());
  REQUIRE(read.status == ScenarioStatus::ok);
  const std::vector<HeadCount> &staff = read.scenario.teams[0].staff;
  REQUIRE(staff.size() == 3);
  CHECK(staff[0].people == 4);
  CHECK(staff[0].from == read.scenario.from);
  CHECK(staff[1].people == 2);
  CHECK(format_time(staff[1].from) == "2026-03-06T12:00:00.000Z");
  CHECK(staff[2].people == 4);
  CHECK(format_time(staff[2].from) == "2026-03-09T09:00:00.000Z");
}

TEST_CASE("every error has its place and says how to mend it") {
  struct Broken {
    std::string_view section; // what replaces the section of that name, or is added
    std::string_view places;
  };
  // The head has three lines, so that the section begins on the fourth.
  const std::vector<Broken> list = {
#include "broken_scenarios.inc"
  };
  constexpr std::string_view rest[] = {"horizon: {from: 2026-03-02, for: 1w}\n",
                                       "demand: {calls: {rate: 1/h, handle: 1m}}\n", "policy: policy.yaml\n"};
  for (const Broken &broken : list) {
    std::string text = "scenario: broken\nseed: 1\nreplications: 1\n";
    text += broken.section;
    const std::string_view name = broken.section.substr(0, broken.section.find(':'));
    for (const std::string_view section : rest)
      if (section.substr(0, section.find(':')) != name &&
          !(name == "policies" && section.starts_with("policy:")))
        text += section;
    CAPTURE(text);
    const auto read = read_scenario(text);
    CHECK(read.status == ScenarioStatus::bad_scenario);
    CHECK(read.places() == broken.places);
    for (const Finding &finding : read.findings) {
      CAPTURE(finding.message);
      CHECK(finding.file == "scenario.yaml");
      CHECK(!finding.message.empty());
      CHECK(!finding.hint.empty());
    }
  }
}

TEST_CASE("what cannot be read, or is no scenario at all, is said") {
  const std::array<policy::MemoryFile, 1> none = {{{"other.yaml", "x: 1\n"}}};
  MemoryScenarioFiles files(none);
  Scenario scenario;
  Findings findings;
  CHECK(read_scenario(files, "scenario.yaml", {}, scenario, findings) == ScenarioStatus::unreadable);
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].code == Code::file_unreadable);
  CHECK(!findings[0].hint.empty());

  CHECK(read_scenario("- a list\n").places() == "1:1 wrong_type");
  CHECK(read_scenario("{}\n").places() ==
        "1:1 missing_key, 1:1 missing_key, 1:1 missing_key, 1:1 missing_key");
}

TEST_CASE("a policy with errors is said to be in error where it is named") {
  const auto read = read_scenario("scenario: x\npolicy: policy.yaml\nhorizon: {from: 2026-03-02, for: 1w}\n"
                                  "demand: {calls: {rate: 1/h, handle: 1m}}\n",
                                  "usher: 1\n");
  CHECK(read.status == ScenarioStatus::bad_scenario);
  CHECK(read.findings.has_errors());
  bool said = false;
  for (const Finding &finding : read.findings)
    said = said || (finding.file == "scenario.yaml" && finding.line == 2 && finding.column == 9);
  CHECK(said);
}
