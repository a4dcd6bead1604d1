// SPDX-License-Identifier: BSL-1.0
#include "describe_policy.hpp"
#include "example_policy.hpp"
#include "policy/dump.hpp"
#include "policy/reader.hpp"
#include "policy/yaml_writer.hpp"
#include "read_from_memory.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/format.h>

namespace {

using namespace usher;
using namespace usher::policy::testing;

/// Dumps, reads the dump, and dumps again. Returns the dump.
std::string check_round_trip(const policy::Policy &policy) {
  const std::string dumped = policy::to_yaml(policy);
  CAPTURE(dumped);
  const ReadPolicy again = read(dumped);
  REQUIRE_MESSAGE(!again.findings.has_errors(), again.places());
  CHECK(policy::to_yaml(again.policy) == dumped);
  CHECK(describe(again.policy) == describe(policy));
  return dumped;
}

std::string check_round_trip(std::string_view text) {
  CAPTURE(text);
  const ReadPolicy first = read(text);
  REQUIRE_MESSAGE(!first.findings.has_errors(), first.places());
  return check_round_trip(first.policy);
}

/// The dump of a policy with these sections holds the line.
void check_line(std::string_view sections, std::string_view line) {
  const std::string dumped = check_round_trip(with_care(sections));
  CHECK_MESSAGE(dumped.find(fmt::format("\n{}\n", line)) != std::string::npos, line, " is not in\n", dumped);
}

/// A condition as it is dumped.
std::string dumped_condition(std::string_view condition) {
  const ReadPolicy one =
      read(with_care(fmt::format("facts: {{customer.tier: [bronze, silver, gold], customer.since: time, "
                                 "order.id: text, order.open: flag}}\n"
                                 "topics: {{refund: {{en: [~refund]}}, spam: {{en: [giveaway]}}}}\n"
                                 "signals: {{one: {}}}\n",
                                 condition)));
  REQUIRE_MESSAGE(!one.findings.has_errors(), condition, ": ", one.places());
  check_round_trip(one.policy);
  return policy::to_yaml(one.policy, one.policy.signals[0].when);
}

void check_same(std::string_view condition) { CHECK(dumped_condition(condition) == condition); }

} // namespace

TEST_CASE("a policy with everything comes back as it was") {
  const std::string dumped = check_round_trip(example_policy);
  CHECK(dumped.starts_with("usher: 1\n\nfacts:\n  customer.tier: [bronze, silver, gold]\n"));
  CHECK(dumped.find("\n  - name: refund after purchase\n    when: {topic: refund, stage: post_order}\n"
                    "    then: {department: care, skills: [billing], tags: [refund]}\n") !=
        std::string::npos);
}

TEST_CASE("the smallest policy") {
  CHECK(check_round_trip("usher: 1\ndepartments: {care: }\ndefault: {department: care}\n") ==
        "usher: 1\n\ndepartments:\n  care: {}\n\npriority:\n  start: 40\n"
        "  bands: {urgent: 85, high: 60, normal: 30, low: 0}\n\ndefault: {department: care}\n");
}

TEST_CASE("the example policies come back as they were") {
  namespace fs = std::filesystem;
  std::size_t policies = 0;
  for (const fs::directory_entry &entry : fs::directory_iterator("examples/policies")) {
    const std::string path = entry.path().string();
    CAPTURE(path);
    policy::Policy policy;
    Findings findings;
    REQUIRE(policy::read_policy(path, Limits{}, policy, findings) == policy::ReadStatus::ok);
    check_round_trip(policy);
    ++policies;
  }
  CHECK(policies != 0);
}

TEST_CASE("conditions are dumped as people write them") {
  check_same("{topic: refund}");
  check_same("{topic: refund, stage: post_order}");
  check_same("{topic: {all: [refund, spam]}}");
  check_same("{topic: {none: spam}}");
  check_same("{topic: {known: true}}");
  check_same("{pii: [card, iban]}");
  check_same("{any: [{topic: refund}, {tags: vip}]}");
  check_same("{all: [{tags: a}, {tags: b}]}");
  check_same("{all: [{tags: a}]}");
  check_same("{none: [{tags: a}, {tags: b, stage: order}]}");
  check_same("{not: {topic: refund, tags: vip}}");
  check_same("{not: {any: [{topic: refund}, {none: [{tags: vip}]}]}}");
  check_same("{topic: refund, all: [{tags: a}, {tags: b}], none: [{tags: c}]}");
  check_same("{author.followers: {at_least: 10000}}");
  check_same("{author.followers: {above: 1, below: 2.5}}");
  check_same("{sentiment: [{at_most: -0.6}, 0, {known: false}]}");
  check_same("{customer.tier: [bronze, {at_least: silver, at_most: gold}]}");
  check_same("{customer.since: {below: 2026-03-20}}");
  check_same(R"({customer.since: {at_least: "2026-03-20T09:30:00Z", at_most: "2026-03-20T09:30:00.250Z"}})");
  check_same("{conversation.waiting: {above: 1h30m}, conversation.age: {below: 2w}}");
  check_same("{order.open: true}");
  check_same("{order.id: [A 1, {known: false}]}");
  check_same("{author.verified: {known: false}}");
  check_same("{was: {stage: pre_order}}");
  check_same("{was: {stage: [pre_order, order], conversation.department: care}, stage: post_order}");
  check_same("{was: {customer.tier: {at_least: silver}, order.open: {known: false}}}");
  check_same("{changed: stage, was: {stage: order}}");
  check_same(
      "{not: {was: {conversation.agent: ann}}, any: [{changed: conversation.agent}, {changed: stage}]}");
  check_same("{was: {customer.since: {older_than: 1d, within: 30d}}}");
  check_same("{text: [scam, worst ever]}");
  check_same("{text: scam}");
  check_same("{subject: {en: [~refund, money back], it: ~rimborso, all_languages: \"#refund\"}}");
}

TEST_CASE("other ways to write a condition come out in one way") {
  CHECK(dumped_condition("{topic: [refund]}") == "{topic: refund}");
  CHECK(dumped_condition("{topic: {any: [refund, spam]}}") == "{topic: [refund, spam]}");
  CHECK(dumped_condition("{all: [{topic: refund}, {stage: order}]}") == "{topic: refund, stage: order}");
  CHECK(dumped_condition("{text: {all_languages: [scam]}}") == "{text: scam}");
  CHECK(dumped_condition("{text: {it: [truffa], en: [scam, scam]}}") == "{text: {en: scam, it: truffa}}");
  CHECK(dumped_condition("{sentiment: {below: 0.50, above: -1.0}}") ==
        "{sentiment: {above: -1, below: 0.5}}");
  CHECK(dumped_condition("{author.followers: 1e6}") == "{author.followers: 1000000}");
  CHECK(dumped_condition("{customer.since: 2026-03-20T02:00:00+02:00}") == "{customer.since: 2026-03-20}");
  CHECK(dumped_condition("{changed: [stage, customer.tier]}") ==
        "{any: [{changed: stage}, {changed: customer.tier}]}");
  CHECK(dumped_condition("{was: {department: care, agent: ann}, changed: status}") ==
        "{was: {conversation.department: care, conversation.agent: ann}, changed: conversation.status}");
  CHECK(dumped_condition("{all: [{was: {stage: order}}, {was: {stage: {known: true}}}, {changed: stage}]}") ==
        "{all: [{was: {stage: order}}, {was: {stage: {known: true}}}, {changed: stage}]}");
  CHECK(dumped_condition("{was: {stage: order, customer.since: [2026-03-20, {within: 3d}]}}") ==
        "{was: {stage: order}, any: [{was: {customer.since: 2026-03-20}}, {was: {customer.since: {within: "
        "3d}}}]}");
  CHECK(dumped_condition("{conversation.waiting: 90m}") == "{conversation.waiting: 1h30m}");
}

TEST_CASE("one test, without braces around it") {
  const ReadPolicy one = read(with_care("signals: {one: {author.followers: {at_least: 10000}}}\n"));
  CHECK(policy::to_yaml(one.policy, one.policy.signals[0].when.test) ==
        "author.followers: {at_least: 10000}");
}

TEST_CASE("texts are quoted where plain would be something else") {
  using policy::yaml_text;
  for (const std::string_view plain :
       {"refund", "money back", "~refund", "a.b", "customer-1", "верните деньги", "برگشت پول",
        "می‌خواهم", "👍", "2 items", "90s", "(maybe)", "naïve", "nope", "nullable", "yesterday"}) {
    CHECK(yaml_text(plain) == plain);
  }
  for (const std::string_view text :
       {"",      " a",   "a ",    "12",    "-1",  "+1",  ".5",  "1e6", "0x1F",  "0o17", "1_000", "010",
        "true",  "True", "FALSE", "null",  "~",   "yes", "No",  "on",  "OFF",   "y",    "N",     "#tag",
        "@acme", "a/b",  "a, b",  "a: b",  "a:b", "{a}", "[a]", "a&b", "word*", "!",    "a|b",   "a > b",
        "don't", "100%", "`a`",   "what?", "- a", "-",   "---", "<<",  "=",     "?",    "a #b",  "\\d"}) {
    CHECK_MESSAGE(yaml_text(text).starts_with('"'), text);
  }
  CHECK(yaml_text("say \"hi\"\\") == R"("say \"hi\"\\")");
  CHECK(yaml_text("two\nlines\tand\r") == R"("two\nlines\tand\r")");
  CHECK(yaml_text("\x01\x7F") == R"("\u0001\u007f")");
  CHECK(yaml_text("a\u00A0b\u200Bc\u202Ed\uFEFF") == R"("a\u00a0b\u200bc\u202ed\ufeff")");
}

TEST_CASE("every text comes back from where names and words stand") {
  for (const std::string_view text : {"a b",
                                      "12",
                                      "010",
                                      "1e6",
                                      "true",
                                      "No",
                                      "null",
                                      "~",
                                      "#x",
                                      "a: b",
                                      "a, b",
                                      "[x]",
                                      "{x}",
                                      "x # y",
                                      "- x",
                                      "?",
                                      "what? yes",
                                      "'",
                                      "\"",
                                      "\\",
                                      "a\\nb",
                                      "two\nlines",
                                      "tab\there",
                                      "\u00A0",
                                      "\u200B\u202E",
                                      "می\u200Cخواهم",
                                      "👩\u200D💻",
                                      "🏴\U000E0067\U000E007F",
                                      "*",
                                      "&a",
                                      "!x",
                                      "%",
                                      "@",
                                      "`",
                                      "<<",
                                      "=",
                                      "---",
                                      "x:",
                                      ":",
                                      "-1",
                                      "2026-03-20",
                                      "09:30"}) {
    const std::string quoted = policy::yaml_quoted(text);
    CAPTURE(quoted);
    const ReadPolicy one = read(fmt::format(
        "usher: 1\nfacts: {{customer.tier: [{0}, other]}}\nchannels: {{{0}: {{kind: social}}}}\n"
        "accounts: {{{0}: {{channel: {0}, brand: {0}}}}}\nsignals: {{{0}: {{customer.tier: {0}, author.id: "
        "{0}}}}}\n"
        "departments: {{{0}: {{}}}}\nrules:\n  - {{name: {0}, when: {{signal: {0}, tags: {0}}}, "
        "then: {{department: {0}, agent: {0}, skills: [{0}], tags: [{0}], notify: {0}, ask: {0}}}}}\n"
        "default: {{department: {0}}}\ntests: [{{name: {0}, message: {{text: {0}, tags: [{0}]}}, "
        "expect: {{department: {0}, tags: {0}, agent: {0}, because: {{tags: {{{0}: {0}}}}}}}}}]\n",
        quoted));
    REQUIRE_MESSAGE(!one.findings.has_errors(), one.places());
    CHECK(one.policy.departments[0].name == text);
    check_round_trip(one.policy);
  }
}

TEST_CASE("facts, channels and accounts") {
  check_line("facts: {order.open: flag}\n", "  order.open: flag");
  check_line("facts: {stage: [prospect, customer]}\n", "  stage: [prospect, customer]");
  CHECK(check_round_trip(with_care("facts: {stage: [pre_order, order, post_order]}\n")).find("facts:") ==
        std::string::npos);
  check_line("channels: {dm: {kind: message}}\n", "  dm: {kind: message, public: false}");
  check_line("channels: {x: {kind: social, public: true, private_twin: dm}, dm: {kind: message}}\n",
             "  x: {kind: social, public: true, private_twin: dm}");
  check_line(
      "channels: {mail: {kind: email}}\naccounts: {help@acme.example: {channel: mail, languages: no}}\n",
      "  \"help@acme.example\": {channel: mail, languages: [\"no\"]}");
}

TEST_CASE("topics and replies") {
  check_line("topics: {refund: [money back, \"#refund\"]}\n", "  refund: [money back, \"#refund\"]");
  check_line("topics: {refund: {all_languages: refund}}\n", "  refund: [refund]");
  check_line("topics: {refund: {no: ja, en: [~refund]}}\n", "  refund:\n    \"no\": [ja]\n    en: [~refund]");
  check_line("topics: {order: [\"/\\\\b\\\\d{6}\\\\b/\"]}\n", R"(  order: ["/\\b\\d{6}\\b/"])");
  check_line("replies: {bye: Bye.}\n", "  bye: \"Bye.\"");
  check_line("replies: {bye: {en: Bye., all_languages: Ciao}}\n",
             "  bye:\n    en: \"Bye.\"\n    all_languages: \"Ciao\"");
  check_line("replies:\n  long: |\n    One.\n    Two {{ braces.\n", R"(  long: "One.\nTwo {{ braces.\n")");
}

TEST_CASE("promises keep their hours") {
  check_line("sla: {x: {first_response: 40h30m, next_response: 168h, resolution: 75m}}\n",
             "  x: {first_response: 40h30m, next_response: 168h, resolution: 1h15m}");
  check_line("sla: {x: {first_response: {high: 90s, low: 25h}, resolution: 8d}}\n",
             "  x: {first_response: {high: 1m30s, low: 25h}, resolution: 8d}");
}

TEST_CASE("priority and rules") {
  check_line("priority: {bands: {calm: 0, hot: 50}}\n", "  bands: {hot: 50, calm: 0}");
  check_line("priority: {add: [{per: reach.views, when: {tags: vip}, points: -3, up_to: 9}]}\n",
             "    - {when: {tags: vip}, per: reach.views, points: -3, up_to: 9}");
  check_line("rules: [{name: a, then: {stop: false}}]\n", "    then: {stop: false}");
  check_line("rules: [{name: a, then: {stop: true, engage: true}}]\n",
             "    then: {engage: true, stop: true}");
  check_line("rules: [{name: a, then: {ask: care}}]\n", "    then: {ask: [care]}");
  check_line(
      "rules: [{name: a, then: {ask: [{department: care, within: 0s}, {department: sales, within: 36h}]}}]\n",
      "    then: {ask: [care, {department: sales, within: 1d12h}]}");
  check_line("rules: [{name: a, then: {priority: high, notify: [care, care], tags: [x, y, x]}}]\n",
             "    then: {priority: high, tags: [x, \"y\"], notify: [care]}");
  check_line("rules: [{name: a, then: {priority: 60, stage: order, visibility: private, agent: sara}}]\n",
             "    then: {agent: sara, priority: 60, stage: order, visibility: private}");
}

TEST_CASE("tests") {
  const auto check_test = [](std::string_view message, std::string_view expect) {
    const std::string sections =
        fmt::format("channels: {{dm: {{kind: message}}}}\nrules: [{{name: r, then: {{tags: a}}}}]\n"
                    "tests: [{{message: {}, expect: {}}}]\n",
                    message, expect);
    check_line(sections, fmt::format("  - message: {}\n    expect: {}", message, expect));
  };
  check_test("{text: \"hello, you\", language: en, time: 2026-03-20T09:00:00Z}", "{department: care}");
  check_test("{id: 12, sentiment: -0.5, subject: null, tags: [vip, \"12\"]}", "{engage: true, priority: 40}");
  check_test("{facts: {stage: order, order.open: true, author.name: \"12\"}}",
             "{department: null, topics: []}");
  check_test("{text: \"x\"}", "{sla: null, first_response: null, next_response: 2026-03-20T10:00:00+01:00, "
                              "resolution: 2026-03-20, because: {sla: r}}");
  check_test("{text: \"x\"}", "{tags: {has: [a], lacks: [b, c]}, band: normal, skills: {lacks: [d]}}");
  check_test("{text: \"x\"}",
             "{sentiment: -0.25, move_to: dm, because: {department: default, tags: {a: r, b: null}}}");
  check_line(
      "tests: [{message: {author: {name: Ann}, text: \"x\", reach: {views: 3}}, expect: {language: no}}]\n",
      "  - message: {text: \"x\", facts: {author.name: Ann, reach.views: 3}}\n    expect: {language: "
      "\"no\"}");
  check_test("{text: \"x\", facts: {stage: order}, was: {stage: pre_order, department: care}}",
             "{department: care}");
  check_line(
      "tests: [{message: {was: {customer: {id: \"7\"}, stage: null}, text: \"x\"}, expect: {agent: x}}]\n",
      "  - message: {text: \"x\", was: {customer.id: \"7\", stage: null}}\n    expect: {agent: x}");
  check_line("tests: [{message: {was: {customer.id: a, customer: {id: b}}}, expect: {agent: x}}]\n",
             "  - message: {was: {customer.id: a, customer: {id: b}}}\n    expect: {agent: x}");
  check_line("tests: [{message: {author: {name: Ann}, facts: {author.name: Bob}}, expect: {agent: x}}]\n",
             "  - message: {facts: {author.name: Ann}, author: {name: Bob}}\n    expect: {agent: x}");
  check_line(
      "tests:\n  - name: a plain text\n    message:\n      text: well, that is it\n    expect: {agent: x}\n",
      "  - name: a plain text\n    message: {text: \"well, that is it\"}\n    expect: {agent: x}");
}

TEST_CASE("what several files say comes out as one") {
  const ReadPolicy one =
      read("usher: 1\ninclude: [a.yaml, b.yaml]\nrules: [{name: last, then: {tags: c}}]\n"
           "default: {department: care}\n",
           {{"a.yaml", "departments: {care: {}}\nrules: [{name: first, then: {tags: a}}]\n"},
            {"b.yaml", "topics: {refund: [refund]}\nrules: [{name: second, then: {tags: b}}]\n"}});
  REQUIRE_MESSAGE(!one.findings.has_errors(), one.places());
  const std::string dumped = check_round_trip(one.policy);
  CHECK(dumped.find("include") == std::string::npos);
  CHECK(dumped.find("first") < dumped.find("second"));
  CHECK(dumped.find("second") < dumped.find("last"));
}
