// SPDX-License-Identifier: BSL-1.0
// Runs of scenarios: the same bytes every time, the same customers whatever the policy, and what people do.
#include "scenario_text.hpp"
#include "simulate/figures.hpp"
#include "simulate/results.hpp"
#include "simulate/rows_csv.hpp"
#include "simulate/run.hpp"

#include <map>
#include <memory>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace usher;
using namespace usher::simulate;

namespace {

std::unique_ptr<usher::simulate::Run> play(const Scenario &scenario, std::uint32_t policy = 0,
                                           std::uint32_t replication = 0, std::uint64_t step = 1'000'000) {
  auto run = std::make_unique<usher::simulate::Run>(scenario, policy, replication, Limits{});
  while (run->advance(step)) {
  }
  for (const Finding &finding : run->findings())
    MESSAGE(finding.message);
  REQUIRE(run->findings().empty());
  REQUIRE(run->progress() == 1);
  return run;
}

std::string rows(const Scenario &scenario, std::uint32_t policy = 0, std::uint32_t replication = 0,
                 std::uint64_t step = 1'000'000) {
  return rows_as_csv(scenario, policy, replication, *play(scenario, policy, replication, step));
}

std::string results(const Scenario &scenario) {
  Results all(scenario);
  for (std::uint32_t number = 0; number < all.run_count(); ++number) {
    const std::uint32_t policy = all.policy_of(number);
    all.put(number,
            figures_of(scenario, policy, play(scenario, policy, all.replication_of(number))->ledger()));
  }
  REQUIRE(all.is_complete());
  all.sum_up();
  return to_json(all);
}

Scenario read(std::string_view text, std::string_view policy = usher_test::two_departments,
              std::string_view other = usher_test::two_departments) {
  auto result = usher_test::read_scenario(text, policy, other);
  for (const Finding &finding : result.findings)
    MESSAGE(to_text(finding));
  REQUIRE(result.status == ScenarioStatus::ok);
  return std::move(result.scenario);
}

/// By the name of the conversation: when it began and was closed, in minutes since the begin, and by whom.
std::map<std::string, std::string> told(const Scenario &scenario) {
  const auto run = play(scenario);
  std::map<std::string, std::string> out;
  for (const LedgerRow &row : run->ledger().rows) {
    const auto minute = [&](std::int64_t after) {
      return after == never_ms ? std::string("-")
                               : std::to_string((row.arrival + after - scenario.from) / 60'000);
    };
    const bool begun = row.wait != never_ms && row.outcome != Outcome::abandoned;
    out[run->name_of(row)] =
        fmt::format("{} {} {} {}", begun ? minute(row.wait) : "-",
                    minute(row.outcome == Outcome::abandoned ? row.wait : row.resolution),
                    row.agent == none ? "-" : run->ledger().agents[row.agent].name, name_of(row.outcome));
  }
  return out;
}

constexpr std::string_view busy = R"(scenario: busy
policies: {idle: policy.yaml, first: other.yaml}
horizon: {from: 2026-03-02, for: 3d, warm_up: 6h}
replications: 2
demand:
  calls:
    rate: {mean: 20/h, hour: [1, 1, 1, 1, 1, 1, 1, 2, 3, 4, 4, 4, 4, 4, 4, 4, 4, 4, 3, 2, 1, 1, 1, 1]}
    handle: {dist: lognormal, mean: 6m, cv: 1.2}
    patience: {dist: exponential, mean: 20m}
    turns: {mean: 1.5, gap: {dist: exponential, mean: 10m}}
    reopens: {share: 0.1, after: 2h}
    kinds: [{name: plain, share: 3}, {name: urgent, share: 1, priority: 80}]
teams:
  few: {policies: [idle], agents: 3, departments: [care]}
  many: {policies: [first], agents: 5, departments: [care], capacity: 2, speed_by_load: [1, 1.5]}
report: {within: [5m]}
)";

constexpr std::string_view by_first = R"(usher: 1
departments: {care: {assign: {strategy: first}}}
desk: {order: priority}
default: {department: care}
)";

} // namespace

TEST_CASE("a scenario played twice gives the same bytes, however often it is looked at") {
  const Scenario scenario = read(busy, usher_test::two_departments, by_first);
  const std::string first = rows(scenario);
  CHECK(first.size() > 10'000);
  CHECK(rows(scenario) == first);
  CHECK(rows(scenario, 0, 0, 1) == first);
  CHECK(rows(scenario, 0, 1) != first);
  CHECK(results(scenario) == results(scenario));
  Scenario other = read(busy, usher_test::two_departments, by_first);
  other.seed = 2;
  CHECK(rows(other) != first);
}

TEST_CASE("no spreadsheet takes a name for a formula") {
  std::string text =
      "scenario: names\npolicies: {p: policy.yaml}\nhorizon: {from: 2026-03-02, for: 1h}\ndemand:\n"
      "  calls:\n    rate: 200/h\n    handle: 1m\n    kinds:\n";
  const std::vector<std::pair<std::string, std::string>> names = {
      {"=1+1", "'=1+1"},  {"+1", "'+1"},   {"-1", "'-1"},  {"@A1", "'@A1"},   {"=A(1,2)", "\"'=A(1,2)\""},
      {"\\t=1", "'\t=1"}, {"＝1", "'＝1"}, {"a=1", "a=1"}, {"plain", "plain"}};
  for (const auto &[name, cell] : names)
    text += fmt::format("      - {{name: \"{}\", share: 1}}\n", name);
  text += "teams:\n  few: {agents: 9, departments: [care]}\n";
  const std::string all = rows(read(text));
  for (const std::pair<std::string, std::string> &name : names) {
    CAPTURE(name.first);
    CHECK(all.find("," + name.second + ",2026-03-02T") != std::string::npos);
  }
}

TEST_CASE("two policies meet the same customers") {
  const Scenario scenario = read(busy, usher_test::two_departments, by_first);
  const auto one = play(scenario, 0);
  const auto two = play(scenario, 1);
  const auto by_number = [](const usher::simulate::Run &run) {
    std::map<std::uint64_t, LedgerRow> out;
    for (const LedgerRow &row : run.ledger().rows)
      out[row.number] = row;
    return out;
  };
  const auto first = by_number(*one);
  const auto second = by_number(*two);
  REQUIRE(first.size() > 1000);
  REQUIRE(first.size() == second.size());
  std::size_t others = 0;
  for (const auto &[number, row] : first) {
    const LedgerRow &same = second.at(number);
    CHECK(same.arrival == row.arrival);
    CHECK(same.kind == row.kind);
    if (same.wait != row.wait) ++others;
  }
  CHECK(others > 100); // they are not the same policy after all
}

TEST_CASE("handle times are those of the customer, whoever works on it and when") {
  constexpr std::string_view text = R"(scenario: x
policies: {idle: policy.yaml, first: other.yaml}
horizon: {from: 2026-03-02, for: 5d}
demand: {calls: {rate: 30/h, handle: {dist: gamma, mean: 4m, cv: 1.5}}}
teams:
  few: {policies: [idle], agents: 3, departments: [care]}
  many: {policies: [first], agents: 4, departments: [care]}
)";
  const Scenario scenario = read(text, usher_test::two_departments, by_first);
  std::map<std::uint64_t, std::int64_t> handle;
  const auto one = play(scenario, 0);
  const auto two = play(scenario, 1);
  for (const LedgerRow &row : one->ledger().rows)
    if (row.outcome == Outcome::served) handle[row.number] = row.handle;
  std::size_t compared = 0;
  for (const LedgerRow &row : two->ledger().rows) {
    if (row.outcome != Outcome::served || handle.count(row.number) == 0) continue;
    CHECK(handle.at(row.number) == row.handle);
    ++compared;
  }
  CHECK(compared > 3000);
}

TEST_CASE("a demand more changes nothing for the others") {
  const std::string head = "scenario: x\npolicy: policy.yaml\nhorizon: {from: 2026-03-02, for: 2d}\n"
                           "teams: {all: {agents: 100, departments: [care]}}\ndemand:\n"
                           "  calls: {rate: 30/h, handle: {dist: exponential, mean: 4m}}\n";
  const auto calls = [](const Scenario &scenario, std::uint32_t demand) {
    std::map<std::uint64_t, std::pair<Instant, std::int64_t>> out;
    const auto run = play(scenario);
    for (const LedgerRow &row : run->ledger().rows)
      if (row.demand == demand) out[row.number] = {row.arrival, row.handle};
    return out;
  };
  const Scenario alone = read(head);
  const Scenario both = read(head + "  mails: {rate: 30/h, handle: {dist: exponential, mean: 4m}}\n");
  const auto before = calls(alone, 0);
  CHECK(before.size() > 1000);
  CHECK(calls(both, 0) == before);
  CHECK(calls(both, 1) != before);
}

TEST_CASE("work goes on where it was left when a shift ends") {
  const Scenario scenario = read(R"(scenario: x
policy: policy.yaml
horizon: {from: 2026-03-02, for: 4h}
demand: {calls: {handle: 40m, rows: [{at: 0m, name: a}, {at: 50m, name: b}, {at: 55m, name: c}]}}
teams:
  early: {agents: [a1], departments: [care], staff: {daily: {"00:00": 1, "01:00": 0}}}
  late: {agents: [a2], departments: [care], staff: {daily: {"00:00": 0, "01:20": 1}}}
)",
                                 "usher: 1\ndepartments: {care: {assign: {end_of_shift: hand_back}}}\n"
                                 "desk: {order: fifo}\ndefault: {department: care}\n");
  const auto out = told(scenario);
  CHECK(out.at("a") == "0 40 a1 served");
  CHECK(out.at("b") == "50 110 a2 served"); // ten minutes of it were done
  CHECK(out.at("c") == "110 150 a2 served");
}

TEST_CASE("work that is shared goes slower") {
  const Scenario scenario = read(R"(scenario: x
policy: policy.yaml
horizon: {from: 2026-03-02, for: 4h}
demand: {calls: {handle: 30m, rows: [{at: 0m, name: a}, {at: 10m, name: b}]}}
teams: {one: {agents: [a1], departments: [care], capacity: 2, speed_by_load: [1, 1]}}
)");
  const auto out = told(scenario);
  CHECK(out.at("a") == "0 50 a1 served"); // ten minutes alone, twenty at half the speed
  CHECK(out.at("b") == "10 60 a1 served");
}

TEST_CASE("who has no patience at all is served if somebody is free, and else leaves") {
  const auto out = told(read(R"(scenario: x
policy: policy.yaml
horizon: {from: 2026-03-02, for: 4h}
demand: {calls: {handle: 10m, patience: 0m, rows: [{at: 60m, name: a}, {at: 61m, name: b}, {at: 75m, name: c}]}}
teams: {one: {agents: [a1], departments: [care]}}
)"));
  CHECK(out.at("a") == "60 70 a1 served");
  CHECK(out.at("b") == "- 61 - abandoned");
  CHECK(out.at("c") == "75 85 a1 served");
}

TEST_CASE("an answer to an offer that is over is none") {
  const auto text = [](std::string_view team, std::string_view rows) {
    return read(fmt::format(R"(scenario: x
policy: policy.yaml
horizon: {{from: 2026-03-02, for: 4h}}
demand: {{calls: {{handle: 10m, rows: [{}]}}}}
teams: {{one: {{agents: [a1], departments: [care], {}}}}}
)",
                            rows, team),
                "usher: 1\ndepartments: {care: {assign: {strategy: longest_idle, offer: 30s}}}\n"
                "default: {department: care}\n");
  };
  // In half a minute the offer is over; who answers before has it.
  const auto in_time = told(text("accept_after: 29s", "{at: 1h, name: a}"));
  CHECK(in_time.at("a") == "60 70 a1 served");
  for (const std::string_view late :
       {"accept_after: 31s", "accept_after: 31s, declines: 1", "accept_after: 5m"})
    CHECK(told(text(late, "{at: 1h, name: a}, {at: 61m, name: b}")).at("a") == "- - - waiting");
  const Scenario some = text("accept_after: {dist: exponential, mean: 15s}, declines: 0.1",
                             "{at: 1h, name: a}, {at: 61m, name: b}, {at: 90m, name: c}");
  CHECK(told(some).size() == 3);
}

TEST_CASE("an answer for many may leave alone what somebody works on") {
  const auto text = [](std::string_view in_work) {
    return fmt::format(R"(scenario: x
policy: policy.yaml
horizon: {{from: 2026-03-02, for: 4h}}
demand:
  calls:
    handle: 10m
    text: outage
    rows: [{{at: 0m, name: a}}, {{at: 1m, name: b}}, {{at: 5m, name: c}}, {{at: 7m, name: d}},
           {{at: 20m, name: e}}, {{at: 21m, name: f, text: hello}}]
teams: {{one: {{agents: [a1], departments: [care]}}}}
answers: [{{topic: outage, at: 5m, until: 10m, text: We know., {}}}]
)",
                       in_work);
  };
  const auto left_alone = told(read(text("in_work: false")));
  CHECK(left_alone.at("a") == "0 10 a1 served");
  CHECK(left_alone.at("b") == "- 5 - answered_many");
  CHECK(left_alone.at("c") == "- 5 - answered_many"); // came at that instant
  CHECK(left_alone.at("d") == "- 7 - answered_many");
  CHECK(left_alone.at("e") == "20 30 a1 served"); // behind the end
  CHECK(left_alone.at("f") == "30 40 a1 served");
  const auto all = told(read(text("in_work: true")));
  CHECK(all.at("a") == "0 5 a1 answered_many");
  CHECK(all.at("d") == "- 7 - answered_many");
}

TEST_CASE("what is closed and would come back behind the end is closed") {
  const auto scenario = [](std::string_view after) {
    return read(fmt::format(R"(scenario: x
policy: policy.yaml
horizon: {{from: 2026-03-02, for: 4h}}
demand: {{calls: {{handle: 10m, reopens: {{share: 1, after: {}}}, rows: [{{at: 60m, name: a}}]}}}}
teams: {{one: {{agents: [a1], departments: [care]}}}}
)",
                            after));
  };
  const auto value = [](const Scenario &of, std::string_view name) {
    const RunFigures figures = figures_of(of, 0, play(of)->ledger());
    for (const Figure &figure : figures.scopes.front().figures)
      if (figure.name == name) return figure.value;
    return -1.0;
  };
  const Scenario later = scenario("1d");
  CHECK(told(later).at("a") == "60 70 a1 served");
  CHECK(value(later, "served") == 1);
  CHECK(value(later, "reopened") == 0);
  CHECK(value(later, "one_touch") == 1);
  const Scenario soon = scenario("165m"); // at 235, and worked on when the end comes
  CHECK(told(soon).at("a") == "60 70 a1 in_progress");
  CHECK(value(soon, "served") == 0);
  CHECK(value(soon, "reopened") == 1);
}

TEST_CASE("bounds against another policy are of the difference") {
  const Scenario scenario = read(R"(scenario: x
policies: {two: policy.yaml, one: other.yaml}
horizon: {from: 2026-03-02, for: 4h}
demand: {calls: {handle: 10m, rows: [{at: 60m}, {at: 60m}]}}
teams:
  both: {policies: two, agents: [a1, a2], departments: [care]}
  alone: {policies: one, agents: [a1], departments: [care]}
expect:
  - {metric: first_reply.mean, against: two, min: 5m, max: 5m}
  - {metric: first_reply.mean, against: two, max: 4m}
  - {metric: first_reply.mean, policy: two, against: one, max: -5m}
  - {metric: first_reply.mean, against: two, min_ratio: 1.5, max_ratio: 1.5}
  - {metric: wait.all.mean, against: two, min_ratio: 1}
)");
  Results all(scenario);
  for (std::uint32_t policy = 0; policy < 2; ++policy)
    all.put(policy, figures_of(scenario, policy, play(scenario, policy)->ledger()));
  all.sum_up();
  std::vector<bool> passed;
  for (const Verdict &verdict : all.verdicts())
    passed.push_back(verdict.passed);
  CHECK(passed == std::vector<bool>{true, false, true, true, false}); // nothing is so many times 0
  CHECK(all.verdicts()[0].value == 300'000);
  CHECK(all.verdicts()[2].value == -300'000);
}

TEST_CASE("throughput is what is closed in the measured time, whenever it came") {
  // One an hour comes and takes three hours: of those who came in the measured time hardly any is closed in it.
  const Scenario scenario = read(R"(scenario: x
policy: policy.yaml
horizon: {from: 2026-03-02, for: 10h, warm_up: 6h}
demand: {calls: {handle: 3h, rows: [{at: 1h}, {at: 2h}, {at: 3h}, {at: 4h}, {at: 5h}, {at: 6h}, {at: 7h}]}}
teams: {all: {agents: 10, departments: [care]}}
)");
  const RunFigures figures = figures_of(scenario, 0, play(scenario)->ledger());
  const auto value = [&](std::string_view name) {
    for (const Figure &figure : figures.scopes.front().figures)
      if (figure.name == name) return figure.value;
    return -1.0;
  };
  CHECK(value("offered") == 2); // at six and at seven
  CHECK(value("served") == 1);
  CHECK(value("throughput") == 4.0 / 4); // those of three, four, five and six, in four hours
}

TEST_CASE("a run ends where more customers come than its limit allows") {
  const std::string text = "scenario: x\npolicy: policy.yaml\nhorizon: {from: 2026-03-02, for: 1h}\n"
                           "demand: {calls: {rate: 100/h, handle: 1m}}\n";
  const Scenario scenario = read(text);
  Limits limits;
  limits.customers = 100; // as many as are expected: half of the runs have more
  std::size_t refused = 0;
  for (std::uint32_t replication = 0; replication < 20; ++replication) {
    CAPTURE(replication);
    const bool is_more = play(scenario, 0, replication)->ledger().rows.size() > 100;
    usher::simulate::Run run(scenario, 0, replication, limits);
    while (run.advance(1000)) {
    }
    CHECK(run.findings().has_error(Code::limit) == is_more);
    CHECK(run.ledger().rows.size() <= 100);
    if (is_more) ++refused;
  }
  CHECK(refused > 0);
  CHECK(refused < 20);
}

TEST_CASE("a run ends where its customers write ten times as often as there may be customers") {
  const auto play_with = [](std::uint64_t customers) {
    const Scenario scenario =
        read("scenario: x\npolicy: policy.yaml\nhorizon: {from: 2026-03-02, for: 1d}\n"
             "demand: {calls: {rows: [{at: 1m}, {at: 2m}], handle: 1s, "
             "turns: {mean: 1000, gap: 1s}}}\nteams: {a: {agents: 1, departments: [care]}}\n");
    Limits limits;
    limits.customers = customers;
    usher::simulate::Run run(scenario, 0, 0, limits);
    while (run.advance(1000)) {
    }
    return std::make_pair(run.findings().has_error(Code::limit), run.ledger().later_replies.size());
  };
  CHECK(play_with(2).first);
  CHECK(play_with(2).second <= 20);
  CHECK(!play_with(100'000).first);
  CHECK(play_with(100'000).second > 20);
}
