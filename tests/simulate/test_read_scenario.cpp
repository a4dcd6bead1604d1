// SPDX-License-Identifier: BSL-1.0
// What a scenario says, and that what is wrong in it is said with its place and how to mend it.
#include "scenario_text.hpp"
#include "small_scenario.hpp"

#include <array>
#include <string>
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
  day:
    {agents: 3, departments: [care], capacity: 2, speed_by_load: [1, 1.6],
     staff: {weekly: {mon-fri: {"09:00": 3, "17:30": 1}}}}
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
  CHECK(!calls.kinds[1].handle_later); // as long as the first
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

TEST_CASE("of steps in an hour that a clock leaves out the last one holds") {
  const auto read = read_scenario(R"(scenario: spring
policy: policy.yaml
horizon: {from: 2026-03-29, for: 20h, zone: Europe/Rome}
demand: {calls: {rate: 1/h}}
teams:
  one: {agents: 20, departments: [care], staff: {daily: {"00:00": 5, "02:30": 20, "03:00": 10}}}
  two: {agents: 20, departments: [care], staff: {daily: {"00:00": 5, "02:30": 20, "03:00": 5}}}
)");
  REQUIRE(read.status == ScenarioStatus::ok);
  const auto &one = read.scenario.teams[0].staff;
  REQUIRE(one.size() == 2);
  CHECK(format_time(one[1].from) == "2026-03-29T01:00:00.000Z"); // two in Rome, which is three at once
  CHECK(one[1].people == 10);
  CHECK(read.scenario.teams[1].staff.size() == 1);
}

TEST_CASE("every error has its place and says how to mend it") {
  struct Broken {
    std::string_view section; // what replaces the section of that name, or is added
    std::string_view places;
  };
  // The head has three lines, so that the section begins on the fourth.
  const std::vector<Broken> list = {
      {R"(horizon: {for: 1w}
)",
       "4:10 missing_key"},
      {R"(horizon: {from: 2026-03-02}
)",
       "4:10 missing_key"},
      {R"(horizon: {from: yesterday, for: 1w}
)",
       "4:17 bad_time"},
      {R"(horizon: {from: 2026-03-02, for: 1x}
)",
       "4:34 bad_duration"},
      {R"(horizon: {from: 2026-03-02, for: 1w, warm_up: 1w}
)",
       "4:10 out_of_range"},
      {R"(horizon: {from: 2026-03-02, for: 1w, zone: Mars/Base}
)",
       "4:44 unknown_zone"},
      {R"(horizon: {from: 2199-12-31, for: 1w}
)",
       "4:10 bad_time"},
      {R"(demand: {calls: {handle: 1m}}
)",
       "4:17 missing_key"},
      {R"(demand: {}
)",
       "4:9 missing_key"},
      {R"(demand: {calls: {rate: often, handle: 1m}}
)",
       "4:24 bad_number"},
      {R"(demand: {calls: {rate: 1/h, handel: 1m}}
)",
       "4:29 unknown_key"},
      {R"(demand: {calls: {rate: 1/h, handle: {dist: exponentail, mean: 1m}}}
)",
       "4:44 unknown_name"},
      {R"(demand: {calls: {rate: 1/h, handle: {mean: 1m}}}
)",
       "4:37 missing_key"},
      {R"(demand: {calls: {rate: 1/h, handle: {dist: exponential}}}
)",
       "4:37 missing_key"},
      {R"(demand: {calls: {rate: 1/h, handle: {dist: uniform, low: 2m, high: 1m}}}
)",
       "4:37 out_of_range"},
      {R"(demand: {calls: {rate: 1/h, handle: {dist: gamma, mean: 1m, cv: 0}}}
)",
       "4:65 out_of_range"},
      {R"(demand: {calls: {rate: 1/h, handle: {dist: erlang, mean: 1m, stages: 0}}}
)",
       "4:70 out_of_range"},
      {R"(demand: {calls: {rate: 1/h, handle: {dist: discrete, values: [{share: 0.5, value: 1m}]}}}
)",
       "4:62 out_of_range"},
      {R"(demand: {calls: {rate: 1/h, handle: {dist: discrete, values: [{share: 1}]}}}
)",
       "4:63 missing_key"},
      {R"(demand: {calls: {rate: 1/h, handle: {dist: empirical}}}
)",
       "4:37 missing_key"},
      {R"(demand: {calls: {rate: {mean: 1/h, hour: [1, 2]}, handle: 1m}}
)",
       "4:42 wrong_shape"},
      {R"(demand: {calls: {rate: {zone: UTC}, handle: 1m}}
)",
       "4:24 missing_key"},
      {R"(demand: {calls: {rate: {daily: {"25:00": 1/h}}, handle: 1m}}
)",
       "4:33 bad_hours"},
      {R"(demand: {calls: {rate: {weekly: {noday: {"09:00": 1/h}}}, handle: 1m}}
)",
       "4:34 unknown_name"},
      {R"(demand: {calls: {rate: 1/h, handle: 1m, bursts: [{peak: 1/h}]}}
)",
       "4:50 missing_key"},
      {R"(demand: {calls: {rate: 1/h, handle: 1m, kinds: [{name: a, share: 0}]}}
)",
       "4:48 out_of_range"},
      {R"(demand: {calls: {handle: 1m, rows: [{name: a}]}}
)",
       "4:37 missing_key"},
      {R"(demand: {calls: {rate: 1/h, handle: 1m, texts: [{text: hello, department: legal}]}}
)",
       "4:75 unknown_name"},
      {R"(demand: {calls: {rate: 1/h, handle: 1m, priority: 101}}
)",
       "4:51 out_of_range"},
      {R"(demand: {calls: {rate: 1/h, handle: 1m, turns: 0.5}}
)",
       "4:48 out_of_range"},
      {R"(demand: {calls: {rate: 1/h, handle: 1m, reopens: {share: 2}}}
)",
       "4:58 out_of_range"},
      {R"(teams: {a: {departments: [care]}}
)",
       "4:12 missing_key"},
      {R"(teams: {a: {agents: 2}}
)",
       "4:21 missing_key"},
      {R"(teams: {a: {agents: 2, departments: [legal]}}
)",
       "4:38 unknown_name"},
      {R"(teams: {a: {agents: 2, departments: [care], shift: never}}
)",
       "4:52 unknown_name"},
      {R"(teams: {a: {agents: 2, departments: [care], staff: {daily: {"09:00": 3}}}}
)",
       "4:70 out_of_range"},
      {R"(teams: {a: {agents: 2, departments: [care], capacity: 0}}
)",
       "4:55 out_of_range"},
      {R"(teams: {a: {agents: 2, departments: [care], handle: {calling: 1m}}}
)",
       "4:54 unknown_name"},
      {R"(answers: [{topic: outing, at: 1h, text: x}]
)",
       "4:19 unknown_name"},
      {R"(answers: [{topic: outage, at: 1h, reply: sory}]
)",
       "4:42 unknown_name"},
      {R"(answers: [{topic: outage, text: x}]
)",
       "4:11 missing_key"},
      {R"(answers: [{topic: outage, at: 1h}]
)",
       "4:11 missing_key"},
      {R"(answers: [{topic: outage, at: 1h, text: x, reply: sorry}]
)",
       "4:11 missing_key"},
      {R"(answers: [{topic: outage, at: 1h, text: x, deflects: 0.5}]
)",
       "4:11 missing_key"},
      {R"(answers: [{topic: outage, at: 1h, text: x, in_work: perhaps}]
)",
       "4:53 wrong_type"},
      {R"(report: {within: [soon]}
)",
       "4:19 bad_duration"},
      {R"(report: {percentiles: [100]}
)",
       "4:24 out_of_range"},
      {R"(report: {series: 1s}
)",
       "4:18 out_of_range"},
      {R"(report: {at: ["24:30"]}
)",
       "4:15 bad_hours"},
      {R"(demand: {calls: {rate: 1/h, reopens: 1}}
)",
       "4:17 out_of_range"},
      {R"(demand: {calls: {rate: 1/h, handle: 1m, handle_later: 0s, reopens: {share: 1, after: 0.4ms}}}
)",
       "4:17 out_of_range"},
      {R"(demand: {calls: {rate: 1/h, reopens: 1, kinds: [{handle: 1m}, {share: 2}]}}
)",
       "4:63 out_of_range"},
      {R"(demand: {calls: {reopens: 1, rows: [{at: 1h}]}}
)",
       "4:36 out_of_range"},
      {R"(policies: {a: other.yaml}
policy: policy.yaml
)",
       "4:1 wrong_type"},
      {R"(demand: {calls: {rate: {mean: 1/h, daily: {"00:00": 3/h}}, handle: 1m}}
)",
       "4:24 wrong_type"},
      {R"(demand: {calls: {rate: {weekday: [1, 1, 1, 1, 1, 0, 0], weekly: {mon: {"00:00": 3/h}}}, handle: 1m}}
)",
       "4:24 wrong_type"},
      {R"(demand: {calls: {rate: 1/h, from: 2026-03-05, until: 2026-03-04, handle: 1m}}
)",
       "4:54 out_of_range"},
      {R"(demand: {calls: {rate: 1/h, until: 2026-03-02, handle: 1m}}
)",
       "4:36 out_of_range"},
      {R"(demand: {calls: {rate: 1/h, from: 2026-03-09, handle: 1m}}
)",
       "4:35 out_of_range"},
      {R"(demand: {calls: {rate: {daily: }, handle: 1m}}
)",
       "4:30 missing_key"},
      {R"(demand: {calls: {rate: {weekly: {}}, handle: 1m}}
)",
       "4:33 missing_key"},
      {R"(demand: {calls: {rate: {weekly: {mon: {}}}, handle: 1m}}
)",
       "4:39 missing_key"},
      {R"(demand: {calls: {rate: {mean: 1/h, weekday: [0, 0, 0, 0, 0, 0, 0]}, handle: 1m}}
)",
       "4:24 out_of_range"},
      {R"(demand: {calls: {rate: 1/h, handle: 1m, texts: [{weight: 9}, aa]}}
)",
       "4:49 missing_key"},
      {R"(demand: {calls: {rate: 1/h, handle: 1m, texts: [{text: aa, weight: 0}]}}
)",
       "4:48 out_of_range"},
      {R"(teams: {a: {agents: -1, departments: [care]}}
)",
       "4:21 out_of_range"},
      {R"(teams: {a: {agents: 2, departments: [care], staff: {daily: {}}}}
)",
       "4:60 missing_key"},
      {R"(teams: {a: {agents: 2, departments: [care], staff: {zone: UTC}}}
)",
       "4:52 missing_key"},
      {R"(answers: [{topic: outage, at: 1w, text: We know.}]
)",
       "4:31 out_of_range"},
      {R"(expect: [{max: 1}]
)",
       "4:10 missing_key"},
      {R"(expect: [{metric: served}]
)",
       "4:10 missing_key"},
      {R"(expect: [{metric: served, min_ratio: 1}]
)",
       "4:10 missing_key"},
      {R"(expect: [{metric: served, max: 1, policy: another}]
)",
       "4:43 unknown_name"},
      {R"(policies: {a: {work: {calls: [{handle: 1m}]}}}
)",
       "4:15 missing_key"},
      {R"(triage: {accuracy: 2}
)",
       "4:20 out_of_range"},
      {R"(wishes: {}
)",
       "4:1 unknown_key"},
      {R"(demand: {calls: {rate: {daily: {"09:00": often}}, handle: 1m}}
)",
       "4:42 bad_number"},
      {R"(demand: {calls: {rate: {mean: 1/h, weekday: [1, -2, 1, 1, 1, 1, 1]}, handle: 1m}}
)",
       "4:49 out_of_range"},
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
  const std::array<policy::MemoryFile, 1> others = {{{"other.yaml", "x: 1\n"}}};
  MemoryScenarioFiles files(others);
  Scenario scenario;
  Findings findings;
  CHECK(read_scenario(files, "scenario.yaml", {}, scenario, findings) == ScenarioStatus::unreadable);
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].code == Code::file_unreadable);
  CHECK(!findings[0].hint.empty());

  CHECK(read_scenario("- a list\n").places() == "1:1 wrong_shape");
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

TEST_CASE("more customers than the limit are refused before anything is played") {
  const auto told = [](std::string_view demand, std::uint64_t most) {
    Limits limits;
    limits.customers = most;
    return SmallScenario(
               "scenario: x\npolicy: policy.yaml\nhorizon: {from: 2026-03-02, for: 1w}\ndemand:\n" +
                   std::string(demand),
               {{"policy.yaml", "usher: 1\ndepartments: {care: {}}\ndefault: {department: care}\n"}}, limits)
        .told();
  };
  CHECK(told("  a: {rate: 168/week, handle: 1m}\n  b: {rate: 1/h, handle: 1m}\n", 336).empty());
  CHECK(told("  a: {rate: 168/week, handle: 1m}\n  b: {rate: 1/h, handle: 1m}\n", 335) ==
        "scenario.yaml:6 limit");
  CHECK(told("  a: {rate: 168/week, handle: 1m}\n  b: {rate: 1/h, handle: 1m}\n", 100) ==
        "scenario.yaml:5 limit");
  CHECK(told("  a: {rows: [{at: 1m}, {at: 2m}], handle: 1m}\n", 2).empty());
  CHECK(told("  a: {rows: [{at: 1m}, {at: 2m}], handle: 1m}\n", 1) == "scenario.yaml:5 limit");
  CHECK(told("  a: {rate: 168/week, scale: {low: 0, high: 2}, handle: 1m}\n", 300) ==
        "scenario.yaml:5 limit");
  CHECK(told("  a: {rate: 168/week, from: 6d, until: 14d, handle: 1m}\n", 24).empty());
}
