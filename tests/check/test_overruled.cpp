// SPDX-License-Identifier: BSL-1.0
#include "check/sample.hpp"

#include <doctest/doctest.h>

namespace usher::check {
namespace {

/// The policy of a shop with these rules, each `when: ..., then: ...`, called a, b, c ...
std::string with_rules(std::initializer_list<std::string> rules, const std::string &sections = "") {
  std::string out = sections + "rules:\n";
  char name = 'a';
  for (const std::string &rule : rules) {
    out += "  - {name: ";
    out += name++;
    out += ", " + rule + "}\n";
  }
  return shop(out);
}

bool is_shadowed(std::initializer_list<std::string> rules, const std::string &sections = "") {
  return !analysis_of(with_rules(rules, sections), Code::shadowed_rule).empty();
}

/// Whether a rule with `first` that stops leaves a rule with `second` unread: the proof that second implies
/// first.
bool hides(const std::string &first, const std::string &second, const std::string &sections = "") {
  return is_shadowed(
      {"when: " + first + ", then: {tags: [x], stop: true}", "when: " + second + ", then: {tags: [y]}"},
      sections);
}

TEST_CASE("a rule behind one that stops") {
  const auto found = analysis_of(with_rules({"when: {topic: spam}, then: {engage: false, stop: true}",
                                             "when: {topic: press}, then: {department: legal}",
                                             "when: {topic: spam, stage: order}, then: {tags: [bought]}"}),
                                 Code::shadowed_rule);
  REQUIRE(found.size() == 1);
  CHECK(found[0].severity == Severity::warning);
  CHECK(found[0].path == "rules[2]");
  CHECK(found[0].file == "policy.yaml");
  CHECK(found[0].line == 21);
  CHECK(found[0].column == 6);
  CHECK(
      found[0].message ==
      "the rule \"c\" is never reached: whenever it would match, \"a\" (policy.yaml:19:6) stops the reading");
  CHECK(found[0].hint == "move it before that rule, or take it out");
}

TEST_CASE("what implies what") {
  CHECK(hides("{topic: spam}", "{topic: spam}"));
  CHECK(hides("{topic: [spam, press]}", "{topic: spam}"));
  CHECK_FALSE(hides("{topic: spam}", "{topic: [spam, press]}"));
  CHECK(hides("{topic: [spam, press]}", "{topic: {all: [spam, refund]}}"));
  CHECK(hides("{topic: {known: true}}", "{topic: spam}"));
  CHECK(hides("{topic: {none: [spam]}}", "{topic: {none: [spam, press]}}"));
  CHECK_FALSE(hides("{topic: {none: [spam, press]}}", "{topic: {none: [spam]}}"));
  CHECK(hides("{tags: [vip, gold]}", "{tags: gold, topic: spam}"));
  CHECK_FALSE(hides("{tags: vip}", "{topic: spam}"));

  CHECK(hides("{author.followers: {at_least: 10}}", "{author.followers: {at_least: 20}}"));
  CHECK_FALSE(hides("{author.followers: {at_least: 20}}", "{author.followers: {at_least: 10}}"));
  CHECK(hides("{author.followers: {at_least: 10}}", "{author.followers: [11, {above: 10, below: 12}]}"));
  CHECK(hides("{stage: [order, post_order]}", "{stage: {above: pre_order}}"));
  CHECK(hides("{customer.tier: {at_least: silver}}", "{customer.tier: gold}"));
  CHECK(hides("{not: {stage: order}}", "{stage: pre_order}"));
  CHECK(hides("{not: {stage: order}}", "{stage: {known: false}}"));
  CHECK_FALSE(hides("{stage: [pre_order, post_order]}", "{not: {stage: order}}"));
  CHECK(hides("{language: [en, it]}", "{language: it, stage: order}"));
  CHECK(hides("{language: {known: true}}", "{language: it}"));
  CHECK(hides("{not: {language: en}}", "{language: it}"));

  CHECK(hides("{text: [scam, fraud, worst ever]}", "{text: [fraud, scam]}"));
  CHECK_FALSE(hides("{text: [scam]}", "{text: [scam, fraud]}"));
  CHECK_FALSE(hides("{text: [scam]}", "{subject: [scam]}"));
  CHECK(hides("{text: {known: true}}", "{text: [scam]}"));

  CHECK(hides("{any: [{topic: spam}, {tags: bad}]}", "{tags: bad, stage: order}"));
  CHECK(hides("{any: [{topic: spam}, {tags: bad}]}", "{any: [{tags: bad}, {topic: spam}]}"));
  CHECK_FALSE(hides("{all: [{topic: spam}, {tags: bad}]}", "{any: [{tags: bad}, {topic: spam}]}"));
  CHECK(
      hides("{none: [{topic: spam}, {tags: bad}]}", "{none: [{tags: bad}, {topic: spam}, {stage: order}]}"));
}

TEST_CASE("signals stand for their conditions") {
  const std::string signals = "signals:\n"
                              "  loud: {any: [{author.followers: {at_least: 10000}}, {tags: press}]}\n"
                              "  very_loud: {signal: loud, author.followers: {at_least: 100000}}\n";
  CHECK(hides("{signal: loud}", "{signal: loud, stage: order}", signals));
  CHECK(hides("{signal: loud}", "{author.followers: {at_least: 50000}}", signals));
  CHECK(hides("{author.followers: {at_least: 100000}}", "{signal: very_loud}", signals));
  CHECK(hides("{signal: [loud, very_loud]}", "{signal: very_loud}", signals));
  CHECK_FALSE(hides("{signal: very_loud}", "{signal: loud}", signals));
}

TEST_CASE("a signal too large to open still equals itself") {
  std::string big = "signals:\n  big:\n    any:\n";
  for (int i = 0; i < 300; ++i)
    big += "      - {author.followers: " + std::to_string(i) + "}\n";
  CHECK(hides("{signal: big}", "{signal: big, stage: order}", big));
  CHECK_FALSE(hides("{signal: big}", "{author.followers: 7}", big));
}

TEST_CASE("a rule without when implies and is implied by nothing but one without when") {
  CHECK(is_shadowed({"then: {tags: [x], stop: true}", "when: {topic: spam}, then: {tags: [y]}"}));
  CHECK(is_shadowed({"then: {tags: [x], stop: true}", "then: {tags: [y]}"}));
  CHECK_FALSE(is_shadowed({"when: {topic: spam}, then: {tags: [x], stop: true}", "then: {tags: [y]}"}));
  CHECK(hides("{any: [{stage: {known: true}}, {stage: {known: false}}]}", "{topic: spam}"));
}

TEST_CASE("a rule whose every field is decided already") {
  const auto found =
      analysis_of(with_rules({"when: {topic: [press, spam]}, then: {department: legal, priority: 50}",
                              "when: {stage: order}, then: {visibility: private}",
                              "when: {topic: press, stage: order}, then: {department: sales, priority: 80, "
                              "visibility: public}"}),
                  Code::shadowed_rule);
  REQUIRE(found.size() == 1);
  CHECK(found[0].path == "rules[2]");
  CHECK(found[0].message ==
        "the rule \"c\" never decides anything: whenever it matches, \"a\" (policy.yaml:19:6) has "
        "decided department and priority, \"b\" (policy.yaml:20:6) visibility");
}

TEST_CASE("a rule with one field left is not shadowed") {
  const std::string first = "when: {topic: press}, then: {department: legal, priority: 50}";
  CHECK(is_shadowed({first, "when: {topic: press}, then: {department: sales}"}));
  CHECK(is_shadowed({first, "when: {topic: press}, then: {priority: 60, department: legal}"}));
  CHECK_FALSE(is_shadowed({first, "when: {topic: press}, then: {department: sales, stage: order}"}));
  CHECK_FALSE(is_shadowed({first, "when: {topic: press}, then: {department: sales, tags: [x]}"}));
  CHECK_FALSE(is_shadowed({first, "when: {topic: press}, then: {department: sales, stop: true}"}));
  CHECK_FALSE(is_shadowed({first, "then: {department: sales}"}));
  CHECK_FALSE(is_shadowed({"when: {topic: press}, then: {stop: false}", first}));
}

TEST_CASE("tags, notify and ask are shadowed item by item") {
  const std::string first = "when: {topic: press}, then: {tags: [x, y], notify: [legal], ask: [sales]}";
  CHECK(is_shadowed({first, "when: {topic: press}, then: {tags: [y]}"}));
  CHECK_FALSE(is_shadowed({first, "when: {topic: press}, then: {tags: [y, z]}"}));
  CHECK(is_shadowed({first, "when: {topic: press}, then: {notify: [legal], ask: [sales]}"}));
  CHECK_FALSE(is_shadowed({first, "when: {topic: press}, then: {notify: [sales]}"}));
  CHECK(is_shadowed({first, "when: {topic: spam}, then: {tags: [z]}",
                     "when: {topic: {all: [press, spam]}}, then: {tags: [x, z]}"}));
}

TEST_CASE("an ask is settled by one that is as strict, as they become the strictest") {
  const auto settled = [](const std::string &first, const std::string &second) {
    return is_shadowed(
        {"when: {topic: press}, then: {ask: [{department: sales" + first + "}]}",
         "when: {topic: press, stage: order}, then: {ask: [{department: sales" + second + "}]}"});
  };
  CHECK(settled("", ""));
  CHECK_FALSE(settled("", ", within: 1h"));
  CHECK_FALSE(settled("", ", before_reply: true"));
  CHECK(settled(", within: 1h", ""));
  CHECK(settled(", within: 1h", ", within: 1h"));
  CHECK(settled(", within: 1h", ", within: 4h"));
  CHECK_FALSE(settled(", within: 4h", ", within: 1h"));
  CHECK_FALSE(settled(", within: 4h", ", within: 1h, before_reply: true"));
  CHECK_FALSE(settled(", within: 1h", ", within: 4h, before_reply: true"));
  CHECK(settled(", within: 1h, before_reply: true", ", within: 4h"));
  CHECK_FALSE(settled(", before_reply: true", ", within: 4h"));
}

TEST_CASE("agent and skills speak for a department") {
  // Another department is decided for sure.
  CHECK(is_shadowed({"when: {topic: press}, then: {department: legal}",
                     "when: {topic: press}, then: {department: sales, agent: sara, skills: [talk]}"}));
  // An earlier rule may have decided the same department, and then the skills count.
  CHECK_FALSE(is_shadowed({"when: {stage: order}, then: {department: sales}",
                           "when: {topic: press}, then: {department: legal}",
                           "when: {topic: press}, then: {department: sales, agent: sara, skills: [talk]}"}));
  // The same department: they count.
  CHECK_FALSE(is_shadowed({"when: {topic: press}, then: {department: legal}",
                           "when: {topic: press}, then: {department: legal, skills: [talk]}"}));
  CHECK(is_shadowed({"when: {topic: press}, then: {department: legal, skills: [talk], agent: omid}",
                     "when: {topic: press}, then: {department: legal, skills: [talk], agent: sara}"}));
  // The first may be passed over, so the second is heard.
  CHECK_FALSE(is_shadowed({"when: {stage: order}, then: {department: sales}",
                           "when: {topic: press}, then: {department: legal, skills: [talk]}",
                           "when: {topic: press}, then: {skills: [talk]}"}));
  CHECK(is_shadowed({"when: {stage: order}, then: {department: legal}",
                     "when: {topic: press}, then: {department: legal, skills: [talk]}",
                     "when: {topic: press}, then: {skills: [talk]}"}));
  CHECK(is_shadowed(
      {"when: {topic: press}, then: {skills: [talk]}", "when: {topic: press}, then: {skills: [talk]}"}));
}

TEST_CASE("an impossible rule neither shadows nor is shadowed") {
  CHECK_FALSE(is_shadowed({"when: {topic: press}, then: {tags: [x], stop: true}",
                           "when: {topic: press, sentiment: 2}, then: {tags: [y]}"}));
}

TEST_CASE("two rules of equal conditions that decide differently") {
  const auto found = analysis_of(
      with_rules({"when: {topic: [press, spam], stage: order}, then: {department: legal, priority: urgent}",
                  "when: {all: [{stage: order}, {any: [{topic: spam}, {topic: press}]}]}, "
                  "then: {department: sales, priority: 40, tags: [x]}"}),
      Code::contradicting_rules);
  REQUIRE(found.size() == 1);
  CHECK(found[0].severity == Severity::warning);
  CHECK(found[0].path == "rules[1]");
  CHECK(found[0].line == 20);
  CHECK(found[0].message == "the rule \"b\" contradicts \"a\" (policy.yaml:19:6): both match the same "
                            "messages, and the first decides "
                            "department legal, not sales; priority urgent, not 40");
}

TEST_CASE("what is no contradiction") {
  const auto contradict = [](std::initializer_list<std::string> rules) {
    return !analysis_of(with_rules(rules), Code::contradicting_rules).empty();
  };
  const std::string first =
      "when: {topic: press}, then: {department: legal, visibility: private, engage: true}";
  CHECK(contradict({first, "when: {topic: press}, then: {visibility: public, tags: [x]}"}));
  CHECK(contradict({first, "when: {topic: press}, then: {engage: false, tags: [x]}"}));
  // The same values.
  CHECK_FALSE(contradict({first, "when: {topic: press}, then: {department: legal, tags: [x]}"}));
  // Another condition, wider or narrower.
  CHECK_FALSE(contradict({first, "when: {topic: [press, spam]}, then: {department: sales, tags: [x]}"}));
  CHECK_FALSE(
      contradict({first, "when: {topic: press, stage: order}, then: {department: sales, tags: [x]}"}));
  // Reported as shadowed already.
  CHECK_FALSE(contradict({first, "when: {topic: press}, then: {department: sales}"}));
  // A number and a band of the same size.
  CHECK_FALSE(contradict({"when: {topic: press}, then: {priority: urgent}",
                          "when: {topic: press}, then: {priority: 85, tags: [x]}"}));
  // The agent of the first may be passed over for another department.
  CHECK_FALSE(contradict({"when: {stage: order}, then: {department: sales}",
                          "when: {topic: press}, then: {department: legal, agent: omid}",
                          "when: {topic: press}, then: {agent: sara, tags: [x]}"}));
  CHECK(contradict(
      {"when: {topic: press}, then: {agent: omid}", "when: {topic: press}, then: {agent: sara, tags: [x]}"}));
}

} // namespace
} // namespace usher::check
