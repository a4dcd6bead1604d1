// SPDX-License-Identifier: BSL-1.0
#include "check/analysis.hpp"
#include "check/sample.hpp"
#include "check/test_run.hpp"

#include <string>

#include <doctest/doctest.h>

namespace usher::check {
namespace {

const char *const rules_of_the_shop = R"(
signals:
  influencer: {author.followers: {at_least: 10000}}
priority:
  start: 40
  add: [{when: {signal: influencer}, points: 20}]
rules:
  - {name: spam, when: {topic: spam}, then: {engage: false, stop: true}}
  - {name: press, when: {topic: press}, then: {department: legal, priority: high, tags: [press], skills: [talk]}}
  - name: refund after purchase
    when: {topic: refund, stage: post_order}
    then: {department: sales, skills: [billing], tags: [refund, money], ask: [{department: legal, within: 1h}]}
  - {name: refund of a big one, when: {topic: refund, all: [{signal: influencer}, {customer.vip: true}]}, then: {department: sales}}
  - {name: private data, when: {visibility: public, pii: [card, email]}, then: {visibility: private, reply: ask_private}}
  - {name: loud, when: {any: [{tags: loud}, {text: [scam, fraud]}]}, then: {notify: [legal], agent: sara}}
  - {name: quiet, when: {topic: refund, none: [{stage: {known: true}}]}, then: {stage: order}}
)";

TestRun run_one(const rules::Ruleset &ruleset) {
  return run_tests(ruleset, ruleset.policy().files, ruleset.policy().tests, {});
}

std::string with_test(const std::string &message, const std::string &expect) {
  return shop(rules_of_the_shop) + "tests:\n  - {message: {" + message + "}, expect: {" + expect + "}}\n";
}

bool passes(const std::string &message, const std::string &expect) {
  const rules::Ruleset ruleset = read(with_test(message, expect));
  const TestRun run = run_one(ruleset);
  REQUIRE(run.results.size() == 1);
  CHECK(run.passed + run.failed == 1);
  CHECK(run.results[0].passed() == (run.passed == 1));
  return run.results[0].passed();
}

/// The one failure, as `field: expected ..., got ... <rule> (why)`.
std::string failure(const std::string &message, const std::string &expect) {
  const rules::Ruleset ruleset = read(with_test(message, expect));
  const TestRun run = run_one(ruleset);
  REQUIRE(run.results[0].failures.size() == 1);
  const Failure &one = run.results[0].failures[0];
  return one.field + ": expected " + one.expected + ", got " + one.actual +
         (one.because.empty() ? "" : " <" + one.because + ">") + " (" + one.why + ")";
}

TEST_CASE("only named fields are checked") {
  CHECK(passes("text: my refund, facts: {stage: post_order}", "department: sales"));
  CHECK(passes("text: my refund, facts: {stage: post_order}", "skills: [billing], topics: [refund]"));
  CHECK(passes("text: hello", "department: care"));
  CHECK_FALSE(passes("text: hello", "department: sales"));
}

TEST_CASE("fields of one value") {
  CHECK(passes("text: cheap followers", "engage: false, department: care"));
  CHECK_FALSE(passes("text: cheap followers", "engage: true"));
  CHECK(passes("text: hello", "engage: true"));
  CHECK(passes("text: a journalist asks", "priority: 60, band: high"));
  CHECK_FALSE(passes("text: a journalist asks", "priority: 61"));
  CHECK_FALSE(passes("text: a journalist asks", "band: normal"));
  CHECK(passes("text: hello, facts: {sentiment: -0.5}", "sentiment: -5e-1"));
  CHECK_FALSE(passes("text: hello, facts: {sentiment: -0.5}", "sentiment: 0.5"));
  CHECK(passes("text: hello, facts: {intent: buy}", "intent: buy"));
  CHECK(passes("text: hello, facts: {stage: order}", "stage: order"));
  CHECK(passes("account: \"@acme\", text: my card is 4111 1111 1111 1111",
               "visibility: private, move_to: instagram_dm, reply: ask_private, pii: [card]"));
  CHECK(passes("account: \"@acme\", text: hello", "visibility: public"));
}

TEST_CASE("null expects no value") {
  CHECK(passes("text: hello",
               "agent: null, stage: null, visibility: null, move_to: null, reply: null, sentiment: null"));
  CHECK_FALSE(passes("text: it is a scam", "agent: null"));
  CHECK_FALSE(passes("text: hello, facts: {sentiment: 0}", "sentiment: null"));
  CHECK_FALSE(passes("text: hello", "reply: ask_private"));
  CHECK(passes("text: hello", "tags: null"));
}

TEST_CASE("lists are sets and equal") {
  const std::string message = "text: my refund, facts: {stage: post_order}";
  CHECK(passes(message, "tags: [money, refund]"));
  CHECK(passes(message, "tags: [refund, money, refund]"));
  CHECK_FALSE(passes(message, "tags: [refund]"));
  CHECK_FALSE(passes(message, "tags: [refund, money, press]"));
  CHECK_FALSE(passes(message, "tags: []"));
  CHECK(passes("text: hello", "tags: [], topics: [], pii: [], skills: [], notify: [], ask: []"));
  CHECK(passes(message, "ask: [legal]"));
  CHECK(passes("text: it is a scam", "notify: [legal], agent: sara"));
}

TEST_CASE("has and lacks") {
  const std::string message = "text: my refund, facts: {stage: post_order}";
  CHECK(passes(message, "tags: {has: [money]}"));
  CHECK(passes(message, "tags: {lacks: [press]}"));
  CHECK(passes(message, "tags: {has: [money], lacks: [press]}"));
  CHECK_FALSE(passes(message, "tags: {has: [money, press]}"));
  CHECK_FALSE(passes(message, "tags: {lacks: [press, money]}"));
  CHECK_FALSE(passes(message, "tags: {has: [money], lacks: [refund]}"));
}

TEST_CASE("because") {
  const std::string message = "text: my refund, facts: {stage: post_order}";
  CHECK(
      passes(message, "because: {department: refund after purchase, tags: {money: refund after purchase}}"));
  CHECK(passes("text: hello", "because: {department: default, agent: null, priority: null}"));
  CHECK_FALSE(passes("text: hello", "because: {department: press}"));
  CHECK_FALSE(passes(message, "because: {department: default}"));
  CHECK_FALSE(passes(message, "because: {tags: {money: press}}"));
  CHECK(passes("text: cheap followers", "because: {engage: spam}"));
  CHECK(passes(message, "because: {ask: {legal: refund after purchase}, tags: {press: null}}"));
}

TEST_CASE("the language and personal data are looked for though no rule asks") {
  const std::string policy = "usher: 1\n"
                             "departments: {care: {}}\n"
                             "default: {department: care}\n"
                             "tests:\n"
                             "  - message: {text: Could you tell me when my parcel leaves the warehouse}\n"
                             "    expect: {language: en}\n"
                             "  - message: {text: write to a.b@example.com}\n"
                             "    expect: {pii: [email]}\n";
  const rules::Ruleset ruleset = read(policy);
  CHECK(run_one(ruleset).passed == 2);
}

TEST_CASE("why a value is not the expected one: what failed of the nearest rule, with what it saw") {
  CHECK(failure("text: my refund, facts: {stage: order}", "department: sales") ==
        "department: expected sales, got care <the default> (\"refund after purchase\" did not match: "
        "it wants stage: post_order (saw order))");
  CHECK(failure("text: my refund", "department: sales") ==
        "department: expected sales, got care <the default> (\"refund after purchase\" did not match: "
        "it wants stage: post_order (missing))");
  // Of two rules the one with fewer failed conditions.
  CHECK(failure("text: my refund, author: {followers: 20000}", "department: sales") ==
        "department: expected sales, got care <the default> (\"refund of a big one\" did not match: "
        "it wants customer.vip: true (missing))");
  CHECK(failure("text: hello", "agent: sara") ==
        "agent: expected sara, got null (\"loud\" did not match: it wants tags: loud (saw none) or "
        "text: [scam, fraud] (saw none of them))");
  CHECK(failure("text: my refund, facts: {stage: pre_order}", "stage: order") ==
        "stage: expected order, got pre_order (\"quiet\" did not match: it excludes "
        "stage: {known: true} (saw pre_order))");
}

TEST_CASE("why of conditions within conditions names what failed and leaves out what held") {
  const auto why = [](const std::string &when, const std::string &message) {
    const rules::Ruleset ruleset = read(shop("rules:\n  - {name: r, when: " + when +
                                             ", then: {department: legal}}\ntests:\n  - {message: {" +
                                             message + "}, expect: {department: legal}}\n"));
    const TestRun run = run_one(ruleset);
    REQUIRE(run.results[0].failures.size() == 1);
    return run.results[0].failures[0].why;
  };
  CHECK(why("{topic: refund, stage: order, tags: vip}", "text: my refund, facts: {stage: post_order}") ==
        "\"r\" did not match: it wants stage: order (saw post_order), and wants tags: vip (saw none)");
  CHECK(why("{not: {topic: refund, stage: order}}", "text: my refund, facts: {stage: order}") ==
        "\"r\" did not match: it excludes topic: refund (saw refund) and stage: order (saw order)");
  CHECK(why("{none: [{topic: press}, {any: [{topic: refund}, {topic: spam}]}]}", "text: my refund") ==
        "\"r\" did not match: it excludes topic: refund (saw refund)");
  CHECK(why("{any: [{topic: refund, stage: order}, {topic: press, none: [{tags: old}]}]}",
            "text: refund for a journalist, tags: [old]") ==
        "\"r\" did not match: it wants stage: order (missing) or not tags: old (saw old)");
  CHECK(why("{not: {any: [{topic: press}, {not: {topic: spam}}]}}", "text: hello") ==
        "\"r\" did not match: it excludes not topic: spam (saw none)");
  CHECK(
      why("{any: [{tags: a}, {tags: b}, {tags: c}, {tags: d}]}", "text: hello") ==
      "\"r\" did not match: it wants tags: a (saw none) or tags: b (saw none) or tags: c (saw none) or ...");
}

TEST_CASE("why, when the wanted rule matched or was not read") {
  CHECK(failure("text: journalist wants a refund, facts: {stage: post_order}", "department: sales") ==
        "department: expected sales, got legal <\"press\"> (\"refund after purchase\" matched too, but "
        "\"press\" was "
        "first)");
  CHECK(failure("text: journalist wants a refund, facts: {stage: post_order}", "skills: {has: [billing]}") ==
        "skills: expected {has: [billing]}, got [talk] (\"refund after purchase\" matched, but speaks for "
        "sales when "
        "\"press\" had decided legal)");
  CHECK(failure("text: cheap followers for a journalist", "department: legal") ==
        "department: expected legal, got care <the default> (\"press\" was not read: \"spam\" stopped the "
        "reading)");
}

TEST_CASE("why speaks of the rule of which something held, not of one that merely excludes nothing") {
  const rules::Ruleset ruleset = read(
      shop("rules:\n  - {name: far, when: {topic: press, none: [{topic: spam}]}, then: {department: legal}}\n"
           "  - {name: near, when: {topic: refund, stage: order}, then: {department: legal}}\n"
           "tests:\n  - {message: {text: my refund}, expect: {department: legal}}\n"));
  const TestRun run = run_one(ruleset);
  REQUIRE(run.results[0].failures.size() == 1);
  CHECK(run.results[0].failures[0].why == "\"near\" did not match: it wants stage: order (missing)");
}

TEST_CASE("why, when no rule would have decided so") {
  CHECK(failure("text: cheap followers", "engage: true") ==
        "engage: expected true, got false <\"spam\"> (it is true only where nothing says otherwise)");
  CHECK(failure("text: a journalist", "department: care") ==
        "department: expected care, got legal <\"press\"> (the default says so, but it counts only where no "
        "rule "
        "decides)");
  CHECK(failure("text: a journalist", "tags: [press, vip]") ==
        "tags: expected [press, vip], got [press] (no rule adds vip to tags)");
  CHECK(failure("text: a journalist", "tags: []") ==
        "tags: expected [], got [press] (press is from \"press\")");
  CHECK(failure("text: a journalist", "tags: {lacks: [press]}") ==
        "tags: expected {lacks: [press]}, got [press] (press is from \"press\")");
  CHECK(failure("text: hello", "stage: pre_order") ==
        "stage: expected pre_order, got null (no rule sets stage to pre_order)");
}

TEST_CASE("why the default's agent or SLA does not count where a rule decided another department") {
  const auto why = [](const std::string &expect) {
    const rules::Ruleset ruleset =
        read("usher: 1\n"
             "topics: {law: [lawyer]}\n"
             "sla: {fast: {first_response: 1h}}\n"
             "departments: {care: {}, legal: {}}\n"
             "rules: [{name: law, when: {topic: law}, then: {department: legal}}]\n"
             "default: {department: care, agent: sara, sla: fast}\n"
             "tests: [{message: {text: my lawyer}, expect: {" +
             expect + "}}]\n");
    const TestRun run = run_one(ruleset);
    REQUIRE(run.results[0].failures.size() == 1);
    return run.results[0].failures[0].why;
  };
  CHECK(why("agent: sara") == "the default speaks for care, and \"law\" had decided legal");
  CHECK(why("sla: fast") == "no rule that matched sets one, and legal has none; the default speaks for care, "
                            "and \"law\" had decided legal");
  CHECK(why("because: {agent: default}") == "the default speaks for care, and \"law\" had decided legal");
  CHECK(why("because: {department: default}") ==
        "the default says so, but it counts only where no rule decides");
  CHECK(why("because: {reply: default}") == "the default sets no reply");
}

TEST_CASE("promises: the SLA, when it is due, and why not") {
  const std::string sections = R"(
calendars: {office: {timezone: Europe/Rome, weekly: {mon-fri: ["09:00-18:00"]}}}
sla:
  fast: {first_response: {high: 30m, normal: 75m}, resolution: 3 working days}
  slow: {next_response: 40h}
departments: {care: {calendar: office, sla: fast}, sales: {}, legal: {sla: slow}}
topics: {refund: {en: [refund]}, spam: {en: [cheap]}, press: {en: [press]}}
rules:
  - {name: spam, when: {topic: spam}, then: {engage: false}}
  - {name: press, when: {topic: press}, then: {department: legal, priority: high}}
  - {name: vip, when: {tags: vip}, then: {department: sales, sla: fast}}
  - {name: refund, when: {topic: refund}, then: {department: sales}}
default: {department: care}
)";
  const auto run_of = [&](const std::string &message, const std::string &expect) {
    const rules::Ruleset ruleset = read("usher: 1\n" + sections + "tests:\n  - {message: {" + message +
                                        "}, expect: {" + expect + "}}\n");
    TestRun run = run_one(ruleset);
    CHECK(run.results[0].findings.empty());
    return std::move(run.results[0].failures);
  };
  const auto meets = [&](const std::string &message, const std::string &expect) {
    return run_of(message, expect).empty();
  };
  const auto missed = [&](const std::string &message, const std::string &expect) {
    const std::vector<Failure> failures = run_of(message, expect);
    REQUIRE(failures.size() == 1);
    return failures[0].expected + ", got " + failures[0].actual + " (" + failures[0].why + ")";
  };
  const std::string friday = "time: 2026-11-20T18:01:00+01:00, text: ";
  CHECK(meets(friday + "hello", "sla: fast, first_response: 2026-11-23T10:15:00+01:00, next_response: null, "
                                "resolution: \"2026-11-25T17:00:00Z\", because: {sla: null}"));
  CHECK(meets(friday + "hello, tags: [vip]",
              "sla: fast, first_response: 2026-11-20T18:16:00Z, because: {sla: vip}"));
  CHECK(meets(friday + "press", "sla: slow, next_response: 2026-11-22T09:01:00Z"));
  CHECK(meets(friday + "refund", "sla: null, first_response: null, resolution: null"));

  CHECK(missed(friday + "hello", "first_response: 2026-11-20T18:16:00Z") ==
        "2026-11-20T18:16:00.000Z, got 2026-11-23T09:15:00.000Z (the SLA fast promises it within 1h15m at "
        "the band "
        "normal, on the calendar office of care from 2026-11-20T17:01:00.000Z)");
  CHECK(missed(friday + "hello, tags: [vip]", "resolution: null") ==
        "null, got 2026-11-23T17:01:00.000Z (the SLA fast promises it within 3 working days at the band "
        "normal, on "
        "the calendar always of sales from 2026-11-20T17:01:00.000Z)");
  CHECK(missed("text: hello", "resolution: 2026-11-25") ==
        "2026-11-25T00:00:00.000Z, got null (the message has no time)");
  CHECK(missed(friday + "press", "first_response: 2026-11-25") ==
        "2026-11-25T00:00:00.000Z, got null (the SLA slow promises no first_response)");
  CHECK(missed(friday + "cheap", "first_response: 2026-11-25") ==
        "2026-11-25T00:00:00.000Z, got null (nothing is due, since \"spam\" sets engage to false)");
  CHECK(
      missed(friday + "refund", "first_response: 2026-11-25") ==
      "2026-11-25T00:00:00.000Z, got null (no SLA is in force: no rule that matched sets one, and sales has "
      "none)");
  CHECK(missed(friday + "hello", "sla: slow") == "slow, got fast (it is the one of care)");
  CHECK(missed(friday + "press", "sla: fast") ==
        "fast, got slow (it is the one of legal; \"vip\" did not match: it wants tags: vip (saw none))");
  CHECK(missed(friday + "press, tags: [vip]", "sla: fast") ==
        "fast, got slow (it is the one of legal; \"vip\" matched, but speaks for sales when \"press\" had "
        "decided "
        "legal)");
  CHECK(missed(friday + "hello, tags: [vip]", "sla: slow") == "slow, got fast (no rule sets sla to slow)");
  CHECK(missed(friday + "hello, tags: [vip]", "because: {sla: refund}") ==
        "refund, got vip (\"refund\" does not set sla)");
}

TEST_CASE("why a sum is not the expected one") {
  CHECK(failure("text: a journalist, author: {followers: 20000}", "priority: 60") ==
        "priority: expected 60, got 80 <\"press\"> (80 is 60 from \"press\" + 20 for signal: "
        "influencer; "
        "\"press\" matched and set where it starts)");
  CHECK(failure("text: hello, author: {followers: 20000}", "priority: 40") ==
        "priority: expected 40, got 60 (60 is 40 from the start + 20 for signal: influencer)");
  CHECK(failure("text: hello", "band: high") == "band: expected high, got normal (40 from the start, and "
                                                "nothing is added; it would be high with +20 for signal: "
                                                "influencer; \"press\" did not match: it wants topic: press "
                                                "(saw none))");
}

TEST_CASE("why a sum is not the expected one: what is cut, and what would have been enough") {
  const auto why = [](const std::string &message, const std::string &expect) {
    const rules::Ruleset ruleset = read(shop(R"(
priority:
  start: 90
  add:
    - {when: {tags: vip}, points: 20}
    - {when: {tags: calm}, points: -10}
    - {when: {any: [{tags: old}, {topic: press}]}, points: -65}
    - {when: {topic: refund}, per: similar_waiting, points: 2, up_to: 10}
    - {when: {tags: loud}, points: -80, up_to: 5}
tests:
)" + ("  - {message: {" + message + "}, expect: {" + expect + "}}\n")));
    const TestRun run = run_one(ruleset);
    REQUIRE(run.results[0].failures.size() == 1);
    return run.results[0].failures[0].why;
  };
  CHECK(why("text: hello, tags: [vip]", "priority: 90") ==
        "110, cut to 100, is 90 from the start + 20 for tags: vip");
  // Points are added before the sum is cut: 110 less 10 is 100.
  CHECK(why("text: hello, tags: [vip]", "band: normal") ==
        "110, cut to 100, is 90 from the start + 20 for tags: vip; it would be normal with -65 for {any: "
        "[{tags: "
        "old}, {topic: press}]}");
  CHECK(why("text: my refund, tags: [calm], facts: {similar_waiting: 3}", "priority: 80") ==
        "86 is 90 from the start - 10 for tags: calm + 6 for topic: refund, 2 for each of similar_waiting");
  CHECK(why("text: hello", "priority: 85") ==
        "90 from the start, and nothing is added; it would be 85 with -5 for tags: loud");
  CHECK(why("text: hello", "priority: 10") == "90 from the start, and nothing is added");
  CHECK(why("text: hello", "priority: 80") ==
        "90 from the start, and nothing is added; it would be 80 with -10 for tags: calm");
}

TEST_CASE("why of topics, personal data and the rest") {
  CHECK(failure("text: give me my money back", "topics: []") ==
        "topics: expected [], got [refund] (refund was found by the phrase \"money back\")");
  CHECK(failure("text: hello", "topics: [refund]") ==
        "topics: expected [refund], got [] (no phrase of refund was found)");
  CHECK(failure("text: hello", "pii: [card]") ==
        "pii: expected [card], got [] (no card was found that counts)");
  CHECK(failure("text: hello", "move_to: instagram_dm") ==
        "move_to: expected instagram_dm, got null (no rule made the answer private)");
  CHECK(failure("text: hello, facts: {sentiment: 0.5}", "sentiment: 0.25") ==
        "sentiment: expected 0.25, got 0.5 (it comes from the facts of the message)");
  CHECK(failure("text: hello, language: it", "language: en") ==
        "language: expected en, got it (the message says so)");
  // The best of guesses are as sure as can be.
  CHECK(failure("text: Where is my parcel? I have been waiting for it since last week", "language: it") ==
        "language: expected it, got en (it was found in the text with confidence 1.00)");
}

TEST_CASE("why another rule is behind something") {
  CHECK(failure("text: hello", "because: {department: press}") ==
        "because.department: expected press, got default (\"press\" did not match: it wants topic: press "
        "(saw none))");
  CHECK(failure("text: a journalist", "because: {tags: {press: spam}}") ==
        "because.tags.press: expected spam, got press (\"spam\" does not add press to tags)");
  CHECK(failure("text: a journalist", "because: {department: spam}") ==
        "because.department: expected spam, got press (\"spam\" does not set department)");
  CHECK(failure("text: a journalist", "because: {department: default}") ==
        "because.department: expected default, got press (the default says so, but it counts only where no "
        "rule decides)");
}

TEST_CASE("why a later rule is behind an ask") {
  const rules::Ruleset ruleset =
      read(shop("rules:\n"
                "  - {name: soft, then: {ask: [{department: legal, within: 4h}]}}\n"
                "  - {name: firm, then: {ask: [{department: legal, within: 1h}]}}\n"
                "  - {name: late, then: {ask: [{department: legal, within: 1h}]}}\n"
                "tests:\n"
                "  - {message: {text: hello}, expect: {because: {ask: {legal: firm}}}}\n"
                "  - {message: {text: hello}, expect: {because: {ask: {legal: soft}}}}\n"
                "  - {message: {text: hello}, expect: {because: {ask: {legal: late}}}}\n"));
  const TestRun run = run_one(ruleset);
  CHECK(run.results[0].passed());
  REQUIRE(run.failed == 2);
  CHECK(run.results[1].failures[0].why == "\"soft\" matched too, but \"firm\" made it stricter");
  CHECK(run.results[2].failures[0].why == "\"late\" matched too, but \"firm\" was first");
}

TEST_CASE("a duration is written as everywhere, or in milliseconds as in JSON") {
  const auto waits = [](const std::string &waiting) {
    const rules::Ruleset ruleset = read(
        shop("rules: [{name: late, when: {conversation.waiting: {at_least: 1h30m}}, then: {tags: [late]}}]\n"
             "tests: [{message: {facts: {conversation.waiting: " +
             waiting + "}}, expect: {tags: late}}]\n"));
    return run_one(ruleset).passed == 1;
  };
  CHECK(waits("1h30m"));
  CHECK(waits("5400000"));
  CHECK_FALSE(waits("5399999"));
  CHECK_FALSE(waits("5400000.5"));
  CHECK_FALSE(waits("\"5400000\""));
}

TEST_CASE("a message that is refused is a failed test, with the reason at its place") {
  const rules::Ruleset ruleset = read(with_test("text: hello, facts: {stage: prder}", "department: sales"));
  const TestRun run = run_one(ruleset);
  CHECK(run.failed == 1);
  CHECK(run.passed == 0);
  CHECK(run.results[0].failures.empty());
  REQUIRE(run.results[0].findings.size() == 1);
  CHECK(run.results[0].findings[0].code == Code::unknown_name);
  CHECK(run.results[0].findings[0].line != 0);
  CHECK(run.results[0].findings[0].file == "policy.yaml");
}

TEST_CASE("rules are counted as matched when they were read and held") {
  const rules::Ruleset ruleset = read(with_test("text: cheap followers for a journalist", "engage: false"));
  const TestRun run = run_one(ruleset);
  CHECK(run.passed == 1);
  REQUIRE(run.coverage.rules.size() == 7);
  CHECK(run.coverage.rules[0].matched == 1);
  CHECK(run.coverage.rules[1].matched == 0); // behind the one that stops
  CHECK(run.coverage.rules[2].matched == 0);
  CHECK(run.coverage.rules_matched() == 1);
}

TEST_CASE("check reports failures at their places, sorted with the rest") {
  const std::string yaml = with_test("text: hello", "department: sales, because: {department: press}");
  Findings findings;
  check(read(yaml), {}, findings);
  std::vector<Finding> failed;
  std::uint32_t line = 0;
  for (const Finding &finding : findings) {
    CHECK(finding.line >= line);
    line = finding.line;
    if (finding.code == Code::test_failed) failed.push_back(finding);
  }
  REQUIRE(failed.size() == 2);
  CHECK(failed[0].severity == Severity::error);
  CHECK(failed[0].file == "policy.yaml");
  CHECK(failed[0].path == "tests[0].expect.department");
  CHECK(failed[0].message == "expected department sales, got care");
  CHECK(failed[0].hint == "because of the default; \"refund after purchase\" did not match: it wants topic: "
                          "refund (saw none), and wants "
                          "stage: post_order (missing)");
  CHECK(failed[1].path == "tests[0].expect.because.department");
  CHECK(failed[0].column < failed[1].column);
  CHECK(findings.has_errors());
}

TEST_CASE("check of a policy without tests says nothing of tests") {
  Findings findings;
  check(read(shop(
            "rules:\n  - {name: a, when: {topic: [refund, press, spam]}, then: {ask: [sales, legal]}}\n")),
        {}, findings);
  CHECK(findings.empty());
}

TEST_CASE("check runs tests within the limits it is given") {
  const rules::Ruleset ruleset =
      read(with_test("text: \"" + std::string(100, 'x') + " journalist\"", "department: legal"));
  Limits limits;
  limits.text_bytes = 50;
  for (const bool is_cut : {true, false}) {
    Findings findings;
    check(ruleset, is_cut ? limits : Limits(), findings);
    CHECK(findings.has_errors() == is_cut);
  }
}

} // namespace
} // namespace usher::check
