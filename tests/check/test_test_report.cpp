// SPDX-License-Identifier: BSL-1.0
#include "base/utf8.hpp"
#include "check/sample.hpp"
#include "check/test_run.hpp"
#include "policy/reader.hpp"

#include <string>

#include <doctest/doctest.h>

namespace usher::check {
namespace {

const char *const policy_with_tests = R"(rules:
  - {name: spam, when: {topic: spam}, then: {engage: false}}
  - {name: "press, from anywhere", when: {topic: press}, then: {department: legal}}
  - {name: a refund that was asked for after the purchase, when: {topic: refund, stage: post_order}, then: {department: sales}}
tests:
  - name: spam is dropped
    message: {text: cheap followers}
    expect: {engage: false}
  - message: {text: I want my secret money back, facts: {stage: order}}
    expect: {department: sales, topics: [refund, press]}
  - name: a stage that is not there
    message: {text: another secret, facts: {stage: prder}}
    expect: {department: sales}
)";

TEST_CASE("the report for people") {
  const rules::Ruleset ruleset = read(shop(policy_with_tests));
  const TestRun run = run_tests(ruleset, ruleset.policy().files, ruleset.policy().tests, {});
  CHECK(run.passed == 1);
  CHECK(run.failed == 2);
  CHECK(to_text(ruleset, ruleset.policy().files, run) ==
        R"(policy.yaml:26:5: test "department: sales, topics: [refund, press]" failed
  department: expected sales, got care (because of the default)
    "a refund that was asked for after the purchase" did not match: it wants
      stage: post_order (saw order)
  topics: expected [refund, press], got [refund]
    no phrase of press was found

policy.yaml:28:5: test "a stage that is not there" was not run, its message is refused
  policy.yaml:29:52: error: there is no stage "prder" [unknown_name]
    did you mean "order"?

1 of 3 tests passed
rules matched by a test: 1 of 3; never matched: "press, from anywhere", "a
  refund that was asked for after the purchase"
conditions seen both true and false: 2 of 4
  never true:
    policy.yaml:20:43: "press, from anywhere": topic: press
    policy.yaml:21:82: "a refund that was asked for after the purchase": stage:
      post_order
)");
}

TEST_CASE("a test without a name is called by what it expects, or by the reasons that it expects") {
  const auto first_line = [](const std::string &expect) {
    const rules::Ruleset ruleset =
        read(shop("rules:\n  - {name: press, when: {topic: press}, then: {department: legal, tags: [p]}}\n"
                  "tests:\n  - message: {text: a journalist}\n    expect: {" +
                  expect + "}\n"));
    const std::string text = to_text(ruleset, ruleset.policy().files,
                                     run_tests(ruleset, ruleset.policy().files, ruleset.policy().tests, {}));
    return text.substr(0, text.find('\n'));
  };
  CHECK(first_line("reply: ask_private, department: null") ==
        "policy.yaml:21:5: test \"reply: ask_private, department: null\" failed");
  CHECK(first_line("tags: []") == "policy.yaml:21:5: test \"tags: []\" failed");
  CHECK(first_line("because: {department: default, tags: {p: null}}") ==
        "policy.yaml:21:5: test \"because.department: default, because.tags.p: null\" failed");
}

TEST_CASE("what is wrong with the message of a test has its path and a mend") {
  const auto wrong = [](const std::string &message) {
    const rules::Ruleset ruleset =
        read(shop("tests:\n  - {message: {text: hello}, expect: {department: care}}\n"
                  "  - {message: {" +
                  message + "}, expect: {department: care}}\n"));
    const TestRun run = run_tests(ruleset, ruleset.policy().files, ruleset.policy().tests, {});
    const Findings &findings = run.results.at(1).findings;
    REQUIRE(findings.size() == 1);
    return findings[0].path + ": " + findings[0].message + " - " + findings[0].hint;
  };
  CHECK(wrong("facts: {stage: prder}") ==
        "tests[1].message.facts.stage: there is no stage \"prder\" - did you mean \"order\"?");
  CHECK(wrong("facts: {nope: 1}") ==
        "tests[1].message.facts.nope: there is no fact \"nope\" - declare it under "
        "facts: of the policy");
  CHECK(wrong("customer: {tier: lead}")
            .starts_with("tests[1].message.customer.tier: there is no customer.tier"));
  CHECK(wrong("foo: bar")
            .starts_with("tests[1].message.foo: unknown key \"foo\" - known are: id, conversation, "));
  CHECK(wrong("text: [a, b]") ==
        "tests[1].message.text: \"text\" is a text, and this is a list - write one value, without brackets");
  CHECK(wrong("topic: refund") ==
        "tests[1].message.topic: unknown key \"topic\" - it is found by usher: take it out; "
        "declare a fact of your own for what the CRM knows");
  CHECK(wrong("stage: order").ends_with("this fact stands under facts"));
  CHECK(wrong("time: 2026-03-20T09:00:00") == "tests[1].message.time: the time of \"time\" has no offset "
                                              "from UTC - write 2026-03-20T09:00:00Z if it is UTC, "
                                              "or the offset in place of Z, as in +01:00");
  CHECK(wrong("time: yesterday")
            .starts_with("tests[1].message.time: the value of \"time\" is not a time - RFC 3339"));
}

TEST_CASE("what explains two failures is said once") {
  const rules::Ruleset ruleset = read(shop(
      "rules:\n  - {name: press, when: {topic: press}, then: {department: legal}}\n"
      "tests:\n  - message: {text: hello}\n    expect: {department: legal, because: {department: press}}\n"));
  const std::string text = to_text(ruleset, ruleset.policy().files,
                                   run_tests(ruleset, ruleset.policy().files, ruleset.policy().tests, {}));
  CHECK(text.starts_with(R"(policy.yaml:21:5: test "department: legal" failed
  department: expected legal, got care (because of the default)
    "press" did not match: it wants topic: press (saw none)
  because.department: expected press, got default

)"));
}

TEST_CASE("lines stay within a page and show no text of a message") {
  const rules::Ruleset ruleset = read(shop(policy_with_tests));
  const TestRun run = run_tests(ruleset, ruleset.policy().files, ruleset.policy().tests, {});
  const std::string text = to_text(ruleset, ruleset.policy().files, run);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    const std::string_view line = std::string_view(text).substr(at, end - at);
    const bool is_title = line.starts_with("policy.yaml:");
    CHECK((is_title || count_code_points(line) <= 80));
    at = end + 1;
  }
  CHECK(text.find("secret") == std::string::npos);
  JsonWriter json;
  write_json(ruleset, ruleset.policy().files, run, json);
  CHECK(json.text().find("secret") == std::string::npos);
}

TEST_CASE("the report for programs") {
  const rules::Ruleset ruleset = read(shop(policy_with_tests));
  const TestRun run = run_tests(ruleset, ruleset.policy().files, ruleset.policy().tests, {});
  JsonWriter json;
  write_json(ruleset, ruleset.policy().files, run, json);
  CHECK(
      json.text() ==
      R"({"passed":1,"failed":2,"tests":[)"
      R"({"name":"spam is dropped","file":"policy.yaml","line":23,"column":5,"passed":true,"failures":[],"findings":[]},)"
      R"({"name":null,"file":"policy.yaml","line":26,"column":5,"passed":false,"failures":[)"
      R"({"file":"policy.yaml","line":27,"column":26,"field":"department","expected":"sales","actual":"care",)"
      R"J("why":"because of the default; \"a refund that was asked for after the purchase\" did not match: it wants stage: post_order (saw order)"},)J"
      R"({"file":"policy.yaml","line":27,"column":41,"field":"topics","expected":"[refund, press]","actual":"[refund]",)"
      R"("why":"no phrase of press was found"}],"findings":[]},)"
      R"({"name":"a stage that is not there","file":"policy.yaml","line":28,"column":5,"passed":false,"failures":[],"findings":[)"
      R"({"severity":"error","code":"unknown_name","file":"policy.yaml","line":29,"column":52,"path":"tests[2].message.facts.stage",)"
      R"("message":"there is no stage \"prder\"","hint":"did you mean \"order\"?"}]}],)"
      R"("coverage":{"rules_matched":1,"conditions":4,"conditions_seen_both":2,"rules":[)"
      R"({"name":"spam","file":"policy.yaml","line":19,"column":6,"matched":1,"conditions":[)"
      R"({"path":"rules[0].when.topic","line":19,"column":25,"test":"topic: spam","seen_true":1,"seen_false":1}]},)"
      R"({"name":"press, from anywhere","file":"policy.yaml","line":20,"column":6,"matched":0,"conditions":[)"
      R"({"path":"rules[1].when.topic","line":20,"column":43,"test":"topic: press","seen_true":0,"seen_false":2}]},)"
      R"({"name":"a refund that was asked for after the purchase","file":"policy.yaml","line":21,"column":6,"matched":0,"conditions":[)"
      R"({"path":"rules[2].when.topic","line":21,"column":67,"test":"topic: refund","seen_true":1,"seen_false":1},)"
      R"({"path":"rules[2].when.stage","line":21,"column":82,"test":"stage: post_order","seen_true":0,"seen_false":2}]}],)"
      R"("signals":[],"priority":[]}})");
}

TEST_CASE("a policy without tests, and one test") {
  const rules::Ruleset none = read(shop(""));
  CHECK(to_text(none, none.policy().files, run_tests(none, none.policy().files, none.policy().tests, {})) ==
        "0 of 0 tests passed\nrules matched by a test: 0 of 0\n"
        "conditions seen both true and false: 0 of 0\n");
  const rules::Ruleset one = read(shop("tests:\n  - {message: {text: hello}, expect: {department: care}}\n"));
  CHECK(to_text(one, one.policy().files, run_tests(one, one.policy().files, one.policy().tests, {})) ==
        "1 of 1 test passed\nrules matched by a test: 0 of 0\n"
        "conditions seen both true and false: 0 of 0\n");
}

TEST_CASE("tests of another file are shown at their places there") {
  const rules::Ruleset ruleset = read(shop(policy_with_tests));
  policy::Policy names = ruleset.policy();
  std::vector<policy::TestCase> tests;
  Findings findings;
  REQUIRE(policy::read_test_file({"more.yaml", "- message: {text: hello}\n  expect: {department: legal}\n"},
                                 {}, names, tests, findings));
  const TestRun run = run_tests(ruleset, names.files, tests, {});
  const std::string text = to_text(ruleset, names.files, run);
  CHECK(text.starts_with("more.yaml:1:3: test \"department: legal\" failed\n"));
  Findings failures;
  add_failures(names.files, run, failures);
  REQUIRE(failures.size() == 1);
  CHECK(failures[0].file == "more.yaml");
  CHECK(failures[0].line == 2);
}

TEST_CASE("of many rules that no test reaches some are named") {
  std::string rules = "rules:\n";
  for (int i = 0; i < 60; ++i) {
    rules += "  - {name: r" + std::to_string(i) + ", when: {author.followers: " + std::to_string(i) +
             "}, then: {tags: [x]}}\n";
  }
  const rules::Ruleset ruleset = read(shop(rules));
  const std::string text = to_text(ruleset, ruleset.policy().files, run_tests(ruleset, {}, {}, {}));
  // Where lines break is not what this is about.
  CHECK(text.find("\"r49\"") != std::string::npos);
  CHECK(text.find(" and 10 more\n") != std::string::npos);
  CHECK(text.find("\"r50\"") == std::string::npos);
}

} // namespace
} // namespace usher::check
