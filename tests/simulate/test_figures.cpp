// SPDX-License-Identifier: BSL-1.0
// Figures: of whom they are, what a run has that saw nobody, and what of time they are by.
#include "simulate/results.hpp"
#include "small_scenario.hpp"

#include <algorithm>

#include <fmt/format.h>

using namespace usher;
using namespace usher::simulate;

namespace {

constexpr std::int64_t minute = 60'000;

const std::string policy_text = R"(usher: 1
channels: {chat: {kind: chat}}
accounts: {"@en": {channel: chat}, "@it": {channel: chat}}
topics: {outage: {en: [down]}}
sla: {fast: {first_response: 5m, resolution: 1h}}
departments: {care: {sla: fast, assign: {strategy: first}}, other: {}}
rules: [{name: seldom, when: {tags: rare}, then: {department: other}}]
default: {department: care}
)";
const std::string texts = "text,acc,lang\nhello,@en,en\nciao,@it,it\nsalve,@it,it\nwho am I,,\n";

/// Of several runs and policies.
struct Played {
  explicit Played(std::string_view rest)
      : small("scenario: s\n" + std::string(rest),
              {{"p.yaml", policy_text}, {"m.csv", texts}, {"q.yaml", policy_text}}),
        results(small.scenario) {
    for (std::uint32_t number = 0; number < results.run_count(); ++number) {
      const std::uint32_t policy = results.policy_of(number);
      results.put(number,
                  figures_of(small.scenario, policy, small.run(policy, results.replication_of(number))));
    }
    results.sum_up();
  }
  [[nodiscard]] const Estimate &of(std::string_view kind, std::string_view name, std::string_view figure,
                                   std::size_t policy = 0) const {
    const ScopeEstimates *scope = results.policies()[policy].find(kind, name);
    REQUIRE_MESSAGE(scope != nullptr, kind, " ", name);
    const Estimate *found = scope->find(figure);
    REQUIRE_MESSAGE(found != nullptr, kind, " ", name, " ", figure);
    return *found;
  }
  [[nodiscard]] bool has_line(std::string_view begin) const {
    return to_text(results).find("\n" + std::string(begin)) != std::string::npos;
  }

  SmallScenario small;
  Results results;
};

} // namespace

TEST_CASE("an account and a language are those of the text, else of the kind") {
  const Played played(R"(policy: p.yaml
horizon: {from: 2026-03-02T08:00, for: 10h}
demand:
  a: {rate: 60/h, handle: 1m, account: "@en", messages: {file: m.csv, text: text, account: acc, language: lang}}
teams: {care: {agents: 9, departments: [care]}}
expect: [{metric: offered, account: "@it", min: 1}, {metric: queue.mean, language: it, max: 100}]
)");
  const Ledger ledger = played.small.run();
  double italian = 0;
  for (const LedgerRow &row : ledger.rows)
    if (row.text == 1 || row.text == 2) italian += 1;
  const double all = played.of("all", "", "offered").mean;
  CHECK(italian > all / 3);
  CHECK(played.of("account", "@it", "offered").mean == italian);
  CHECK(played.of("account", "@en", "offered").mean == all - italian);
  CHECK(played.of("language", "it", "offered").mean == italian);
  CHECK(played.of("language", "en", "offered").mean < all - italian); // some say none
  CHECK(played.results.passed());
}

TEST_CASE("those of the policy who are in no team have the figures of a team") {
  const SmallScenario small("scenario: s\npolicy: p.yaml\nhorizon: {from: 2026-03-02T08:00, for: 8h}\n"
                            "demand: {a: {rate: 12/h, handle: 8m}}\n"
                            "teams: {new: {agents: 2, departments: [care]}}\n",
                            {{"p.yaml", "usher: 1\ndepartments: {care: {}, other: {}}\n"
                                        "agents: {sara: {departments: [care]}, zoe: {departments: [other]}}\n"
                                        "default: {department: care}\n"}});
  const RunFigures figures = figures_of(small.scenario, 0, small.run());
  const auto of = [&](std::string_view kind, std::string_view name, std::string_view figure) {
    for (const ScopeFigures &scope : figures.scopes)
      for (const Figure &one : scope.figures)
        if (scope.scope.kind == kind && scope.scope.name == name && one.name == figure) return one.value;
    return -1.0;
  };
  CHECK(of("team", "others", "staffed_hours") == 16);
  CHECK(of("team", "new", "staffed_hours") == 16);
  CHECK(of("all", "", "staffed_hours") == 32);
  CHECK(of("team", "others", "busy_hours") == of("agent", "sara", "busy_hours"));
  CHECK(of("team", "others", "occupancy") == of("agent", "sara", "busy_hours") / 16);
}

TEST_CASE("everybody is in one team, and no team has the name of those who are in none") {
  const std::string policy = "usher: 1\ndepartments: {care: {}}\nagents: {sara: {departments: [care]}}\n"
                             "default: {department: care}\n";
  const auto told = [&](const std::string &teams) {
    return SmallScenario(
               "scenario: s\npolicies: {a: p.yaml, b: p.yaml}\nhorizon: {from: 2026-03-02, for: 8h}\n"
               "demand: {a: {rate: 12/h, handle: 8m}}\nteams:\n" +
                   teams,
               {{"p.yaml", policy}})
        .told();
  };
  CHECK(told("  t: {agents: [sara]}\n  u: {agents: [zoe], departments: [care]}\n") == "");
  CHECK(told("  t: {policies: a, agents: [sara]}\n  u: {policies: b, agents: [sara]}\n") == "");
  CHECK(told("  t: {policies: a, agents: [sara]}\n  u: {agents: [sara]}\n") ==
        "scenario.yaml:7 duplicate_name");
  CHECK(told("  t: {agents: 2, departments: [care]}\n  u: {agents: [t-2], departments: [care]}\n") ==
        "scenario.yaml:7 duplicate_name");
  CHECK(told("  t: {agents: [sara, sara]}\n") == "scenario.yaml:6 duplicate_name");
  CHECK(told("  others: {agents: [sara]}\n") == "");
  CHECK(told("  others: {policies: a, agents: [sara]}\n") == "scenario.yaml:6 duplicate_name");
  CHECK(told("  others: {agents: 2, departments: [care]}\n") == "scenario.yaml:6 duplicate_name");
}

TEST_CASE("an account that every text replaces is nobody's") {
  const SmallScenario small("scenario: s\npolicy: p.yaml\nhorizon: {from: 2026-03-02, for: 1h}\n"
                            "demand: {a: {rate: 1/h, handle: 1m, account: \"@en\", messages: {file: m.csv, "
                            "text: text, account: acc}}}\n"
                            "expect: [{metric: offered, account: \"@en\", max: 0}]\n",
                            {{"p.yaml", policy_text}, {"m.csv", "text,acc\nciao,@it\nsalve,@it\n"}});
  CHECK(small.told() == "scenario.yaml:5 unknown_name");
}

TEST_CASE("a count of nothing is 0, in whatever run and under whatever policy") {
  const Played played(R"(policies: {p: p.yaml, q: q.yaml}
horizon: {from: 2026-03-02, for: 1d}
replications: 10
demand:
  often: {rate: 1/h, handle: 5m}
  seldom: {rate: 0.2/d, handle: 5m, tags: rare}
teams: {care: {agents: 3, departments: [care]}, rest: {policies: [q], agents: 1, departments: [other]}}
)");
  for (const auto &[kind, name] : {std::pair("class", "seldom"), std::pair("department", "other")}) {
    const Estimate &offered = played.of(kind, name, "offered");
    CHECK(offered.runs == 10);
    CHECK(offered.mean < 1);
    CHECK(offered.lowest == 0);
    CHECK(offered.highest == 1);
    CHECK(played.of(kind, name, "offered.per_hour").runs == 10);
  }
  // The mean of nothing is none.
  CHECK(played.of("class", "seldom", "first_reply.mean", 1).runs ==
        static_cast<std::uint32_t>(10 * played.of("class", "seldom", "offered", 1).mean + 0.5));
  for (const ScopeEstimates &scope : played.results.differences()[0].scopes)
    if (scope.scope == Scope{"department", "other"}) {
      const Estimate *served = scope.find("served");
      REQUIRE(served != nullptr);
      CHECK(served->runs == 10);
      CHECK(served->mean == played.of("department", "other", "served", 1).mean);
    }
  CHECK(played.results.policies()[0].find("team", "rest") == nullptr);
}

TEST_CASE("each of many classes, teams and people is found, and has its own") {
  std::string rest =
      "policy: p.yaml\nhorizon: {from: 2026-03-02, for: 1d}\ndemand:\n  calls:\n    rate: 30/h\n"
      "    handle: 1m\n    kinds:\n";
  constexpr int count = 40;
  // Neither in the order of their names, nor each only once.
  for (int i = 0; i < 2 * count; ++i)
    rest += "      - {name: kind-" + std::to_string(i * 7 % count) + "}\n";
  rest += "teams:\n";
  for (int i = 0; i < count; ++i)
    rest += "  team-" + std::to_string(i * 11 % count) + ": {agents: 2, departments: [care]}\n";
  const Played played(rest);
  const PolicyResults &policy = played.results.policies()[0];
  double offered = 0;
  double staffed = 0;
  for (int i = 0; i < count; ++i) {
    offered += played.of("class", "kind-" + std::to_string(i), "offered").mean;
    const double hours = played.of("team", "team-" + std::to_string(i), "staffed_hours").mean;
    CHECK(hours == 48);
    staffed += hours;
  }
  CHECK(offered == played.of("all", "", "offered").mean);
  CHECK(staffed == played.of("all", "", "staffed_hours").mean);
  for (const ScopeEstimates &scope : policy.scopes)
    CHECK(policy.find(scope.scope.kind, scope.scope.name) == &scope);
  for (const auto &[kind, name] : {std::pair("class", "kind-40"), std::pair("class", ""),
                                   std::pair("all", "x"), std::pair("zebra", "a"), std::pair("a", "a")})
    CHECK(policy.find(kind, name) == nullptr);
}

TEST_CASE("what is expected against another policy is what the differences say, of the runs that have both") {
  const std::string rest = R"(policies: {p: p.yaml, q: q.yaml}
horizon: {from: 2026-03-02, for: 2h}
replications: 10
demand:
  a: {rate: 6/h, scale: {low: 0.2, high: 3}, handle: {dist: exponential, mean: 15m},
      patience: {dist: exponential, mean: 10m}}
teams:
  one: {policies: p, agents: 1, departments: [care]}
  two: {policies: q, agents: 2, departments: [care]}
expect:
  - {metric: wait.given_wait.mean, policy: q, against: p, max: 0s}
  - {metric: wait.given_wait.mean, policy: q, against: p, max_ratio: 1}
)";
  const Played played(rest);
  const auto &scopes = played.results.differences()[0].scopes;
  REQUIRE(scopes.front().scope.kind == "all");
  const Estimate *difference = scopes.front().find("wait.given_wait.mean");
  REQUIRE(difference != nullptr);
  CHECK(difference->runs < 10); // in some nobody waited
  const auto &verdicts = played.results.verdicts();
  CHECK(verdicts[0].value == difference->mean);
  CHECK(verdicts[1].value == difference->ratio);
  CHECK((*difference->ratio < 1) == (difference->mean < 0));
}

TEST_CASE("one answer for many that settles nothing leaves the matter open") {
  const auto text = [](std::string_view resolve, std::string_view turns) {
    return fmt::format(R"(policy: p.yaml
horizon: {{from: 2026-03-02T08:00, for: 8h}}
demand: {{o: {{rows: [{{at: 5m}}, {{at: 6m}}], text: it is down, handle: 1m, {}}}}}
answers: [{{topic: outage, at: 4m, until: 4h, text: we know, resolve: {}}}]
teams: {{care: {{agents: 5, departments: [care]}}}}
)",
                       turns, resolve);
  };
  const Played open(text("false", "turns: 1"));
  for (const LedgerRow &row : open.small.run().rows) {
    CHECK(row.outcome == Outcome::answered_many);
    CHECK(row.first_reply == 0);
    CHECK(row.resolution == never_ms);
    CHECK(row.met == std::array<std::uint16_t, 3>{1, 0, 0});
    CHECK(row.breached == std::array<std::uint16_t, 3>{0, 0, 1}); // due an hour later
  }
  CHECK(open.of("all", "", "answered_many").mean == 2);
  CHECK(open.of("all", "", "throughput").mean == 0);
  // Who writes again wants a person, and comes back as after any answer.
  const Played again(text("false", "turns: {mean: 900, gap: 10m}"));
  for (const LedgerRow &row : again.small.run().rows) {
    CHECK(row.first_reply == 0);
    CHECK(row.wait == 10 * minute);
    CHECK(row.replies > 30);
    CHECK(row.outcome == Outcome::in_progress);
  }
  CHECK(again.of("all", "", "next_reply.mean").mean == minute);
  const Played settled(text("true", "turns: {mean: 900, gap: 10m}"));
  for (const LedgerRow &row : settled.small.run().rows) {
    CHECK(row.outcome == Outcome::answered_many);
    CHECK(row.resolution == 0);
    CHECK(row.met == std::array<std::uint16_t, 3>{1, 0, 1});
  }
  // Whose answer is there as they write has waited for nobody.
  for (const Played *one : {&open, &again, &settled})
    CHECK(one->of("all", "", "share.waited").mean == 0);
}

TEST_CASE("hours of the week are by as much of them as was measured") {
  const auto per_hour = [](std::string_view horizon) {
    const Played played(fmt::format(R"(policy: p.yaml
horizon: {}
demand: {{a: {{rate: {{mean: 60/h}}, handle: 1s}}}}
teams: {{care: {{agents: 10, departments: [care]}}}}
)",
                                    horizon));
    return played.results.policies()[0].week;
  };
  const WeekFigures half = per_hour("{from: 2026-03-02T08:30, for: 1h}");
  CHECK(half.hours[8] == 0.5);
  CHECK(half.hours[9] == 0.5);
  const WeekFigures warm = per_hour("{from: 2026-03-02T08:00, for: 3h, warm_up: 45m}");
  CHECK(warm.hours[8] == 0.25);
  CHECK(warm.hours[9] == 1);
  CHECK(warm.hours[11] == 0);
  // Sunday in Rome: no clock shows two in March, and in October it does so twice.
  CHECK(per_hour("{from: 2026-03-29, for: 12h, zone: Europe/Rome}").hours[6 * 24 + 2] == 0);
  CHECK(per_hour("{from: 2026-10-25, for: 12h, zone: Europe/Rome}").hours[6 * 24 + 2] == 2);
  // In half an hour's steps on Lord Howe.
  CHECK(per_hour("{from: 2026-04-05, for: 12h, zone: Australia/Lord_Howe}").hours[6 * 24 + 1] == 1.5);
}

TEST_CASE("the last step of the series ends with the scenario") {
  const Played played(R"(policy: p.yaml
horizon: {from: 2026-03-02T08:00, for: 90m}
demand: {a: {rate: 6/h, handle: 1m}}
teams: {care: {agents: 4, departments: [care]}}
)");
  CHECK(to_json(played.results).find(R"("staffed":[4,4])") != std::string::npos);
}

TEST_CASE("a length of time that is asked for twice is told once") {
  const Played played(R"(policy: p.yaml
horizon: {from: 2026-03-02T08:00, for: 4h}
demand: {a: {rate: 6/h, handle: 1m}}
teams: {care: {agents: 4, departments: [care]}}
report: {within: [1h, 60m], percentiles: [95, 50, 50], at: ["09:00", "09:00"]}
)");
  for (const std::string_view name : {"first_reply.within.1h", "first_reply.p50", "queue.at.09:00"})
    CHECK(played.of("all", "", name).runs == 1);
}

TEST_CASE("the page says that nothing was in time, and leaves out what did not happen") {
  const Played played(R"(policy: p.yaml
horizon: {from: 2026-03-02T08:00, for: 4h}
demand: {a: {rate: 6/h, until: 3h, handle: 10m}}
teams: {care: {agents: 9, departments: [care]}}
report: {within: [5m]}
)");
  CHECK(played.has_line("first response in time "));
  CHECK(played.has_line("answered within 5m "));
  CHECK(played.has_line("had to wait "));
  for (const std::string_view label : {"left before", "turned away", "passed on", "unanswered", "overtime"})
    CHECK(!played.has_line(label));
  CHECK(!played.has_line("other")); // to which nothing went
}

TEST_CASE("a half is rounded up, on the page of text as on the other") {
  CHECK(format_value(5282.5, Unit::count) == "5283");
  CHECK(format_value(0.25, Unit::count) == "0.3");
  CHECK(format_value(0.35, Unit::count) == "0.3"); // which is a little less
  CHECK(format_value(-2.25, Unit::count) == "-2.3");
  CHECK(format_value(0.0625, Unit::share) == "6.3 %");
  CHECK(format_value(2250, Unit::ms) == "2.3s");
  CHECK(format_value(2.5, Unit::hours) == "2.5h");
  CHECK(format_value(12.5, Unit::hours) == "13h");
  CHECK(format_value(4.75, Unit::per_hour) == "4.8/h");
}

TEST_CASE("further messages take as long as the first, unless it is said otherwise") {
  const auto work = [](std::string_view demand) {
    const SmallScenario small(
        fmt::format("scenario: s\npolicy: p.yaml\nhorizon: {{from: 2026-03-02T08:00, for: 2d}}\n"
                    "demand: {{d: {{turns: {{mean: 900, gap: 1h}}, {}}}}}\n"
                    "teams: {{care: {{agents: 9, departments: [care]}}}}\n",
                    demand),
        {{"p.yaml", policy_text}, {"r.csv", "at,took\n2026-03-02 08:00,20m\n"}});
    const Ledger ledger = small.run();
    REQUIRE(ledger.rows.size() == 1);
    REQUIRE(!ledger.later_replies.empty());
    return std::pair(ledger.rows[0].first_reply / minute, ledger.later_replies[0].ms / minute);
  };
  using Minutes = std::pair<std::int64_t, std::int64_t>;
  const std::string_view recorded = "handle: 5m, recorded: {file: r.csv, columns: {at: at, handle: took}}";
  const std::string_view rows = "handle: 5m, rows: [{at: 0m, handle: 20m}]";
  CHECK(work(recorded) == Minutes(20, 20));
  CHECK(work(rows) == Minutes(20, 20));
  CHECK(work(fmt::format("handle_later: 1m, {}", recorded)) == Minutes(20, 1));
  CHECK(work(fmt::format("handle_later: 1m, {}", rows)) == Minutes(20, 1));
  CHECK(work(fmt::format("{}, handle_later: 1m", rows)) == Minutes(20, 1));
  CHECK(work("rows: [{at: 0m, handle_later: 2m}], handle: 5m, handle_later: 1m") == Minutes(5, 2));
}

TEST_CASE("rows outside the time of their demand are left out, and told") {
  const SmallScenario small("scenario: s\npolicy: p.yaml\nhorizon: {from: 2026-03-02T08:00, for: 8h}\n"
                            "demand:\n  d:\n    rows: [{at: 2026-03-01, name: early}, {at: 90m, name: soon},"
                            " {at: 2h, name: in}, {at: 3h, name: behind}, {at: 2026-03-09, name: late}]\n"
                            "    from: 2h\n    until: 3h\n",
                            {{"p.yaml", policy_text}});
  CHECK(small.told() == "scenario.yaml:6 out_of_range");
  CHECK(small.findings.begin()->message.starts_with("4 of 5 rows"));
  const Ledger ledger = small.run();
  REQUIRE(ledger.rows.size() == 1);
  CHECK(ledger.rows[0].arrival == small.scenario.from + 120 * minute);
}
