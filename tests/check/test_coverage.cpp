// SPDX-License-Identifier: BSL-1.0
#include "check/sample.hpp"
#include "check/test_run.hpp"
#include "policy/dump.hpp"

#include <map>
#include <string>
#include <utility>

#include <boost/json.hpp>
#include <doctest/doctest.h>

namespace usher::check {
namespace {

using Counts = std::pair<std::uint64_t, std::uint64_t>; // true, false

/// Each single condition by its path, as the JSON has them.
std::map<std::string, Counts> counts_of(const std::string &yaml) {
  const rules::Ruleset ruleset = read(shop(yaml));
  const policy::Policy &policy = ruleset.policy();
  const TestRun run = run_tests(ruleset, policy.files, policy.tests, {});
  JsonWriter json;
  write_json(policy, run.coverage, json);
  std::map<std::string, Counts> out;
  const boost::json::value all = boost::json::parse(json.text());
  for (const char *section : {"rules", "signals", "priority"}) {
    for (const boost::json::value &part : all.at(section).as_array()) {
      for (const boost::json::value &one : part.at("conditions").as_array()) {
        const bool is_new = out.emplace(std::string(one.at("path").as_string()),
                                        Counts{one.at("seen_true").to_number<std::uint64_t>(),
                                               one.at("seen_false").to_number<std::uint64_t>()})
                                .second;
        CHECK_MESSAGE(is_new, one.at("path").as_string().c_str());
      }
    }
  }
  CHECK(run.coverage.conditions() == out.size());
  return out;
}

std::string text_of(const std::string &yaml) {
  const rules::Ruleset ruleset = read(shop(yaml));
  std::string out;
  append_text(ruleset.policy(),
              run_tests(ruleset, ruleset.policy().files, ruleset.policy().tests, {}).coverage, out);
  return out;
}

TEST_CASE("a condition is looked at whatever those beside it came to") {
  const auto counts = counts_of(R"(
rules:
  - {name: both, when: {topic: refund, stage: order}, then: {tags: [a]}}
  - {name: one, when: {any: [{topic: refund}, {stage: order}], none: [{tags: [x]}, {tags: [y]}]}, then: {tags: [b]}}
tests:
  - {message: {text: hello, facts: {stage: order}}, expect: {tags: {lacks: [a]}}}
  - {message: {text: my refund, tags: [y]}, expect: {tags: []}}
  - {message: {text: my refund, tags: [x, y]}, expect: {tags: []}}
)");
  CHECK(counts.size() == 6);
  CHECK(counts.at("rules[0].when.topic") == Counts{2, 1});
  CHECK(counts.at("rules[0].when.stage") == Counts{1, 2}); // also where the topic had failed
  CHECK(counts.at("rules[1].when.any[0].topic") == Counts{2, 1});
  CHECK(counts.at("rules[1].when.any[1].stage") == Counts{1, 2}); // also where the first was enough
  CHECK(counts.at("rules[1].when.none[0].tags") == Counts{1, 2});
  CHECK(counts.at("rules[1].when.none[1].tags") == Counts{2, 1});
}

TEST_CASE("conditions on what was are counted one by one") {
  const auto counts = counts_of(R"(
rules:
  - {name: a, when: {was: {stage: order, customer.tier: gold}, changed: [stage, customer.tier]}, then: {tags: [a]}}
tests:
  - {message: {facts: {stage: order}, was: {stage: order}}, expect: {tags: []}}
  - {message: {facts: {stage: order}}, expect: {tags: []}}
  - {message: {was: {stage: order, customer.tier: gold}}, expect: {tags: [a]}}
)");
  CHECK(counts.size() == 4);
  CHECK(counts.at("rules[0].when.was.stage") == Counts{2, 1});
  CHECK(counts.at("rules[0].when.was.customer.tier") == Counts{1, 2});
  CHECK(counts.at("rules[0].when.changed[0]") == Counts{1, 2});
  CHECK(counts.at("rules[0].when.changed[1]") == Counts{1, 2});
}

TEST_CASE("of a list of calendars each item has the path that it has in the file") {
  const auto counts = counts_of(R"(
calendars:
  office: {timezone: UTC, weekly: {mon-fri: ["09:00-17:00"]}}
  nights: {timezone: UTC, weekly: {mon-fri: ["17:00-22:00"]}}
rules:
  - {name: a, when: {open: [office, nights], not: {changed: stage}}, then: {tags: [a]}}
  - {name: b, when: {any: [{open: [nights, office]}, {changed: [stage, language]}]}, then: {tags: [b]}}
tests:
  - {message: {time: "2026-03-20T18:00:00Z"}, expect: {tags: [a, b]}}
)");
  CHECK(counts.size() == 7);
  CHECK(counts.at("rules[0].when.open[0]") == Counts{0, 1});
  CHECK(counts.at("rules[0].when.open[1]") == Counts{1, 0});
  CHECK(counts.at("rules[0].when.not.changed") == Counts{0, 1});
  CHECK(counts.at("rules[1].when.any[0].open[0]") == Counts{1, 0});
  CHECK(counts.at("rules[1].when.any[1].changed[1]") == Counts{0, 1});
}

TEST_CASE("a message behind a stop counts for no condition of the rules it does not reach") {
  const auto counts = counts_of(R"(
rules:
  - {name: spam, when: {topic: spam}, then: {engage: false, stop: true}}
  - {name: press, when: {topic: press}, then: {tags: [press]}}
tests:
  - {message: {text: cheap followers for a journalist}, expect: {engage: false}}
  - {message: {text: hello}, expect: {engage: true}}
)");
  CHECK(counts.at("rules[0].when.topic") == Counts{1, 1});
  CHECK(counts.at("rules[1].when.topic") == Counts{0, 1});
}

TEST_CASE("signals and lines of the priority are read for every message") {
  const auto counts = counts_of(R"(
signals:
  known: {author.followers: {at_least: 1000}}
  loud: {any: [{signal: known}, {not: {tags: quiet, stage: order}}]}
priority:
  add:
    - {when: {signal: loud}, points: 5}
    - {per: similar_waiting, points: 1}
rules:
  - {name: spam, when: {topic: spam}, then: {engage: false, stop: true}}
tests:
  - {message: {text: cheap followers, author: {followers: 1000}, tags: [quiet], facts: {stage: order}}, expect: {engage: false}}
  - {message: {text: cheap followers, tags: [quiet], facts: {stage: order}}, expect: {engage: false}}
)");
  CHECK(counts.size() == 6);
  CHECK(counts.at("signals.known.author.followers") == Counts{1, 1});
  CHECK(counts.at("signals.loud.any[0].signal") == Counts{1, 1});
  CHECK(counts.at("signals.loud.any[1].not.tags") == Counts{2, 0});
  CHECK(counts.at("signals.loud.any[1].not.stage") == Counts{2, 0});
  CHECK(counts.at("priority.add[0].when.signal") == Counts{1, 1});
}

TEST_CASE("an `all` that is written out is part of the path") {
  const auto counts = counts_of(R"(
rules:
  - {name: a, when: {all: [{topic: refund}, {topic: press, stage: order}]}, then: {tags: [a]}}
  - {name: b, when: {topic: refund, all: [{topic: press}, {not: {topic: spam}}]}, then: {tags: [b]}}
tests:
  - {message: {text: hello}, expect: {tags: []}}
)");
  CHECK(counts.size() == 6);
  for (const char *path :
       {"rules[0].when.all[0].topic", "rules[0].when.all[1].topic", "rules[0].when.all[1].stage",
        "rules[1].when.topic", "rules[1].when.all[0].topic", "rules[1].when.all[1].not.topic"}) {
    CHECK_MESSAGE(counts.count(path) == 1, path);
  }
}

TEST_CASE("a message that is refused counts for nothing") {
  const auto counts = counts_of(R"(
rules:
  - {name: a, when: {topic: refund}, then: {tags: [a]}}
tests:
  - {message: {text: my refund, facts: {stage: prder}}, expect: {tags: [a]}}
)");
  CHECK(counts.at("rules[0].when.topic") == Counts{0, 0});
}

TEST_CASE("the report for people names what was never true, then what was never false") {
  CHECK(text_of(R"(signals:
  loud: {tags: loud}
priority:
  add:
    - {when: {author.followers: {at_least: 10}}, points: 5}
rules:
  - {name: refund, when: {topic: refund, stage: order}, then: {tags: [a]}}
  - name: a rule whose name is so long that nobody would ever say it aloud
    when: {customer.since: {at_least: 2020-01-01T00:00:00Z, below: 2024-06-01T12:30:00Z}, stage: post_order}
    then: {tags: [b]}
tests:
  - {message: {text: my refund, author: {followers: 10}, facts: {stage: order}}, expect: {tags: [a]}}
  - {message: {text: hello, author: {followers: 20}, facts: {stage: order}}, expect: {tags: []}}
)") == R"(rules matched by a test: 1 of 2; never matched: "a rule whose name is so long
  that nobody would ever say it aloud"
conditions seen both true and false: 1 of 6
  never true:
    policy.yaml:26:12: "a rule whose name is so long that nobody would ...":
      customer.since: {at_least: 2020-01-01, below: "2024-06-01...
    policy.yaml:26:91: "a rule whose name is so long that nobody would ...":
      stage: post_order
    policy.yaml:19:10: the signal loud: tags: loud
  never false:
    policy.yaml:24:42: "refund": stage: order
    policy.yaml:22:15: priority.add[0]: author.followers: {at_least: 10}
)");
}

TEST_CASE("of many conditions some are named, and none when no test was run") {
  std::string rules = "rules:\n";
  for (int i = 0; i < 30; ++i) {
    rules += "  - {name: r" + std::to_string(i) + ", when: {author.followers: " + std::to_string(i) +
             "}, then: {tags: [x]}}\n";
  }
  CHECK(text_of(rules).ends_with("conditions seen both true and false: 0 of 30\n"));
  const std::string text = text_of(rules + "tests:\n  - {message: {text: hello}, expect: {tags: []}}\n");
  CHECK(text.find("\"r19\": author.followers: 19\n") != std::string::npos);
  CHECK(text.find("\"r20\": ") == std::string::npos);
  CHECK(text.ends_with("    and 10 more\n"));
}

} // namespace
} // namespace usher::check
