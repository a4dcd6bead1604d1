// SPDX-License-Identifier: BSL-1.0
// Policies without mistakes, and what is in them once they are read. The mistakes are in tests/policy/broken.
#include "base/utf8.hpp"
#include "example_policy.hpp"
#include "policy/context.hpp"
#include "policy/facts.hpp"
#include "policy/reader.hpp"
#include "read_from_memory.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/format.h>

namespace {

using namespace usher;
using namespace usher::policy::testing;
using policy::Alternative;
using policy::Condition;
using policy::Expectation;
using policy::Policy;
using policy::Test;
using policy::TestField;

Policy read_sound(std::string_view text) {
  ReadPolicy read = usher::policy::testing::read(text);
  REQUIRE_MESSAGE(read.findings.empty(), text, read.places());
  REQUIRE(read.status == policy::ReadStatus::ok);
  return std::move(read.policy);
}

Condition read_condition(std::string_view condition) {
  const Policy policy = read_sound(with_care(
      fmt::format("facts: {{customer.tier: [bronze, silver, gold], customer.since: time, order.open: flag}}\n"
                  "topics: {{refund: {{en: [~refund]}}, spam: {{en: [giveaway]}}}}\nsignals: {{one: {}}}\n",
                  condition)));
  return policy.signals[0].when;
}

/// The findings of a policy, as places and codes.
std::string places(std::string_view text, const Limits &limits) {
  return usher::policy::testing::read(text, {}, limits).places();
}

std::string repeat(std::string_view text, int count) {
  std::string out;
  for (int i = 0; i < count; ++i)
    out += fmt::format(fmt::runtime(text), i);
  return out;
}

TEST_CASE("hints say what may be written") {
  const auto hint = [](const std::string &sections) {
    usher::policy::Policy policy;
    Findings findings;
    const std::string text = "usher: 1\n" + sections + "default: {department: care}\n";
    (void)usher::policy::read_policy({"policy.yaml", text}, {}, {}, policy, findings);
    REQUIRE(findings.size() == 1);
    return findings[0].hint;
  };
  const std::string care = "departments: {care: {}}\n";
  CHECK(hint("departments: {care: {queue: {limit: 5, overflow: drop}}}\n") ==
        "write refuse, or {to: DEPARTMENT}");
  CHECK(hint("departments: {care: {queue: {limit: 5, overflow: refused}}}\n") == "did you mean \"refuse\"?");
  CHECK(hint(care + "facts: {\u043A\u043B\u0430\u0441\u0441: number}\n").find("Latin letters (a-z, A-Z)") !=
        std::string::npos);
  CHECK(hint(care + "signals: {a: {language: EN}}\n") == "did you mean \"en\"?");
  CHECK(hint(care + "signals: {a: {was: {language: [it, en-US]}}}\n") == "did you mean \"en\"?");
  CHECK(hint(care + "signals: {a: {language: english}}\n") ==
        "use a code of ISO 639-1, as in en, it, ru, fa");
  CHECK(hint(care + "signals: {a: {time: {above: 2026-03-20T09:00:00}}}\n") ==
        "write 2026-03-20T09:00:00Z if it is UTC, or the offset in place of Z, as in +01:00");
}

} // namespace

TEST_CASE("the example is read without a finding") {
  const Policy policy = read_sound(example_policy);
  CHECK(policy.facts.size() == policy::built_in_fact_count + 6);
  CHECK(policy.channels[0].private_twin == 1u);
  CHECK(policy.channels[0].is_public);
  CHECK(policy.channels[2].kind == policy::ChannelKind::email);
  CHECK(policy.accounts[1].name == "@acme_it");
  CHECK(policy.accounts[1].brand == policy.accounts[0].brand);
  CHECK(policy.topics[0].groups.size() == 5);
  CHECK(policy.topics[0].groups[4].language.empty());
  CHECK(policy.departments.size() == 5);
  CHECK(policy.priority.add.size() == 3);
  CHECK(policy.priority.add[2].per == static_cast<policy::FactId>(policy::fact_similar_waiting));
  REQUIRE(policy.rules.size() == 8);
  const policy::Rule &legal = policy.rules[1];
  CHECK(legal.name == "legal threat");
  CHECK(legal.then.priority->value == 85);
  CHECK(legal.then.visibility == policy::Visibility::private_);
  CHECK(legal.then.ask[0].within_ms == 3'600'000);
  CHECK(legal.then.ask[0].before_reply);
  CHECK(policy.departments[legal.then.ask[0].department].name == "pr");
  CHECK(policy.rules[0].then.engage == false);
  CHECK(policy.rules[0].then.stop);
  CHECK(policy.replies[0].texts[1].language == "it");
  CHECK(policy.tests[0].message.size() == 3);
}

TEST_CASE("places are where names stand") {
  const Policy policy =
      read_sound("usher: 1\ndepartments:\n  care: {}\n  \"pr\": {}\ntopics: {b: [x], c: [y]}\n"
                 "rules:\n  - when: {topic: c}\n    name: r\n    then: {department: pr}\n"
                 "default: {department: care}\n");
  const auto at = [](const policy::Place &place) {
    return fmt::format("{}:{}:{}", place.file, place.position.line, place.position.column);
  };
  CHECK(at(policy.departments[0].place) == "0:3:3");
  CHECK(at(policy.departments[1].place) == "0:4:3");
  CHECK(at(policy.topics[1].place) == "0:5:18");
  CHECK(at(policy.rules[0].place) == "0:8:5");
  CHECK(at(policy.rules[0].department_place) == "0:9:24");
  CHECK(at(policy.fallback_place) == "0:10:1");
}

TEST_CASE("built-in facts stand in the order of their numbers") {
  const std::vector<policy::Fact> facts = policy::built_in_facts();
  REQUIRE(facts.size() == policy::built_in_fact_count);
  CHECK(facts[policy::fact_channel].name == "channel");
  CHECK(facts[policy::fact_signal].name == "signal");
  CHECK(facts[policy::fact_author_followers].name == "author.followers");
  CHECK(facts[policy::fact_customer_name].name == "customer.name");
  CHECK(facts[policy::fact_similar_waiting].name == "similar_waiting");
  CHECK(facts[policy::fact_conversation_waiting].type == policy::FactType::duration);
  CHECK(facts[policy::fact_conversation_status].choices.size() == 4);
  CHECK(facts[policy::fact_time].name == "time");
}

TEST_CASE("declared facts") {
  const Policy policy =
      read_sound(with_care("facts: {a: text, b.c: number, _d: flag, e-1: time, f: duration, g: [x, 2]}\n"));
  const auto type = [&](std::string_view name) {
    return policy.facts[*policy::find_fact(policy, name)].type;
  };
  CHECK(type("a") == policy::FactType::text);
  CHECK(type("b.c") == policy::FactType::number);
  CHECK(type("_d") == policy::FactType::flag);
  CHECK(type("e-1") == policy::FactType::time);
  CHECK(type("f") == policy::FactType::duration);
  CHECK(type("g") == policy::FactType::choice);
  const policy::Fact &choice = policy.facts[*policy::find_fact(policy, "g")];
  CHECK(choice.ordered);
  CHECK(choice.choices == std::vector<std::string>{"x", "2"});
}

TEST_CASE("a list of stages replaces those that every policy has") {
  const Policy policy = read_sound(
      with_care("facts: {stage: [prospect, customer]}\nsignals: {late: {stage: {at_least: customer}}}\n"));
  CHECK(policy.facts.size() == policy::built_in_fact_count);
  CHECK(policy.facts[policy::fact_stage].choices == std::vector<std::string>{"prospect", "customer"});
  CHECK(policy.signals[0].when.test.alternatives[0].low->value.integer == 1);
}

TEST_CASE("words of built-in facts come from the policy's own names") {
  const Policy policy = read_sound(example_policy);
  CHECK(policy.facts[policy::fact_channel].choices ==
        std::vector<std::string>{"instagram", "instagram_dm", "email"});
  CHECK(policy.facts[policy::fact_account].choices.size() == 2);
  CHECK(policy.facts[policy::fact_brand].choices == std::vector<std::string>{"acme"});
  CHECK(policy.facts[policy::fact_topic].choices.size() == 7);
  CHECK(policy.facts[policy::fact_signal].choices == std::vector<std::string>{"influencer", "furious"});
  CHECK(policy.facts[policy::fact_conversation_department].choices.size() == 5);
}

TEST_CASE("conditions") {
  CHECK(read_condition("{stage: order}").kind == Condition::Kind::test);
  const Condition both = read_condition("{stage: order, topic: refund}");
  CHECK(both.kind == Condition::Kind::all);
  CHECK(both.children.size() == 2);
  CHECK(both.children[1].test.fact == policy::fact_topic);
  CHECK(read_condition("{any: [{stage: order}]}").kind == Condition::Kind::any);
  const Condition none = read_condition("{none: [{stage: order}, {topic: spam}]}");
  CHECK(none.kind == Condition::Kind::none);
  CHECK_FALSE(none.is_not);
  const Condition negated = read_condition("{not: {stage: order, topic: spam}}");
  CHECK(negated.kind == Condition::Kind::none);
  CHECK(negated.is_not);
  CHECK(negated.children.size() == 1);
  CHECK(negated.children[0].children.size() == 2);
}

TEST_CASE("tests of one fact") {
  const Test mixed =
      read_condition("{customer.tier: [bronze, {at_least: silver, below: gold}, {known: false}]}").test;
  REQUIRE(mixed.alternatives.size() == 3);
  CHECK(mixed.alternatives[0].value.integer == 0);
  CHECK(mixed.alternatives[1].kind == Alternative::Kind::range);
  CHECK(mixed.alternatives[1].low->inclusive);
  CHECK(mixed.alternatives[1].low->value.integer == 1);
  CHECK_FALSE(mixed.alternatives[1].high->inclusive);
  CHECK(mixed.alternatives[2].kind == Alternative::Kind::unknown);
  CHECK(read_condition("{order.open: false}").test.alternatives[0].value.integer == 0);
  CHECK(read_condition("{sentiment: -0.5}").test.alternatives[0].value.number == -0.5);
  CHECK(read_condition("{customer.since: 1970-01-02}").test.alternatives[0].value.integer == 86'400'000);
  CHECK(read_condition("{conversation.age: {above: 1h30m}}").test.alternatives[0].low->value.integer ==
        5'400'000);
  CHECK(read_condition("{topic: refund}").test.kind == Test::Kind::any_of);
  CHECK(read_condition("{topic: {any: [spam]}}").test.words[0].integer == 1);
  CHECK(read_condition("{topic: {all: [refund, spam]}}").test.kind == Test::Kind::all_of);
  CHECK(read_condition("{pii: {none: iban}}").test.kind == Test::Kind::none_of);
  CHECK(read_condition("{tags: {known: true}}").test.alternatives[0].kind == Alternative::Kind::known);
  CHECK(read_condition("{author.id: 12345}").test.alternatives[0].value.text == "12345");
}

TEST_CASE("phrases are kept once per language") {
  const Policy policy =
      read_sound(with_care("topics:\n  a: {en: [~refund, refund], it: [refund], all_languages: refund}\n"
                           "  b: {en: [refund]}\nsignals:\n  c: {text: [refund, scam, refund]}\n"
                           "  d: {subject: {en: ~refund}}\n"));
  CHECK(policy.phrases.size() == 5);
  CHECK(policy.topics[0].groups[0].phrases[1] == policy.topics[1].groups[0].phrases[0]);
  const Test &c = policy.signals[0].when.test;
  CHECK(c.kind == Test::Kind::phrases);
  CHECK(c.phrases.size() == 2);
  CHECK(c.phrases[0] == policy.topics[0].groups[2].phrases[0]);
  CHECK(policy.signals[1].when.test.phrases == std::vector{policy.topics[0].groups[0].phrases[0]});
}

TEST_CASE("signals are put in an order in which each comes after those it uses") {
  const Policy policy =
      read_sound(with_care("signals:\n  a: {any: [{signal: c}, {not: {signal: [b, d]}}]}\n  b: {signal: d}\n"
                           "  c: {signal: {none: b}}\n  d: {tags: vip}\n  e: {tags: gold}\n"));
  REQUIRE(policy.signal_order.size() == 5);
  const auto rank = [&](std::uint32_t signal) {
    return std::find(policy.signal_order.begin(), policy.signal_order.end(), signal) -
           policy.signal_order.begin();
  };
  CHECK(rank(3) < rank(1));
  CHECK(rank(1) < rank(2));
  CHECK(rank(2) < rank(0));
  CHECK(rank(4) < 5);
}

TEST_CASE("a long chain of signals") {
  constexpr int count = 20'000;
  std::string sections = "signals:\n";
  for (int i = 0; i < count; ++i)
    sections += fmt::format("  s{}: {{signal: s{}}}\n", i, i + 1);
  sections += fmt::format("  s{}: {{tags: vip}}\n", count);
  CHECK(read_sound(with_care(sections)).signal_order.front() == count);
}

TEST_CASE("bands") {
  const Policy usual = read_sound(with_care(""));
  CHECK(usual.priority.start == 40);
  REQUIRE(usual.priority.bands.size() == 4);
  CHECK(usual.priority.bands[0].name == "urgent");
  CHECK(usual.priority.bands[3].bound == 0);

  const Policy own =
      read_sound(with_care("priority: {start: 10, bands: {calm: 0, hot: 90, warm: 50}}\n"
                           "rules: [{name: a, then: {priority: warm}}, {name: b, then: {priority: 55}}]\n"));
  CHECK(own.priority.start == 10);
  CHECK(own.priority.bands[0].name == "hot");
  CHECK(own.priority.bands[2].name == "calm");
  CHECK(own.rules[0].then.priority->value == 50);
  CHECK(own.rules[0].then.priority->band == 1u);
  CHECK(own.rules[1].then.priority->value == 55);
  CHECK_FALSE(own.rules[1].then.priority->band.has_value());
}

TEST_CASE("fields that hold several hold each once, in order") {
  const Policy policy = read_sound(with_care("rules: [{name: a, then: {tags: [b, a, b], skills: x, notify: "
                                             "[sales, care, sales], ask: [care, {department: sales}]}}]\n"));
  const policy::Outcome &then = policy.rules[0].then;
  CHECK(then.tags == std::vector<std::string>{"b", "a"});
  CHECK(then.skills == std::vector<std::string>{"x"});
  CHECK(then.notify == std::vector<std::uint32_t>{1, 0});
  CHECK(then.ask.size() == 2);
}

TEST_CASE("replies") {
  const Policy policy =
      read_sound(with_care("facts: {order.id: text}\nreplies:\n  a: Hello {author.name}, {order.id} {{not}.\n"
                           "  b: {it: Ciao, all_languages: \"Hi {opens}\"}\n"));
  CHECK(policy.replies[0].texts[0].language.empty());
  CHECK(policy.replies[1].texts[0].language == "it");
  CHECK(policy.replies[1].texts[1].language.empty());
}

TEST_CASE("messages and expectations of tests") {
  const Policy policy = read_sound(
      with_care("rules: [{name: r, then: {tags: a}}]\ntests:\n  - name: one\n"
                "    message: {text: \"x\", id: 7, subject: , tags: [a, 1], author: {name: Ann}, "
                "customer: {id: \"7\"}, facts: {stage: order}, was: {agent: Ann, customer: {id: \"8\"}}}\n"
                "    expect: {department: care, engage: true, topics: [], tags: {has: a, lacks: "
                "[b, c]}, reply: null, because: {department: default, tags: {a: r}}}\n"));
  REQUIRE(policy.tests.size() == 1);
  const std::vector<TestField> &message = policy.tests[0].message;
  REQUIRE(message.size() == 9);
  CHECK(message[0].kind == TestField::Kind::quoted);
  CHECK(message[1].kind == TestField::Kind::plain);
  CHECK(message[2].kind == TestField::Kind::null);
  CHECK(message[3].list == std::vector<std::string>{"a", "1"});
  CHECK(message[4].name == "author.name");
  CHECK(message[4].part == TestField::Part::fact);
  CHECK(message[5].name == "customer.id");
  CHECK(message[6].name == "stage");
  CHECK(message[7].name == "agent");
  CHECK(message[7].part == TestField::Part::was);
  CHECK(message[8].name == "customer.id");
  CHECK(message[8].part == TestField::Part::was);
  const std::vector<Expectation> &expect = policy.tests[0].expect;
  REQUIRE(expect.size() == 8);
  CHECK(expect[2].values.empty());
  CHECK_FALSE(expect[2].is_null);
  CHECK(expect[3].kind == Expectation::Kind::has);
  CHECK(expect[4].values == std::vector<std::string>{"b", "c"});
  CHECK(expect[5].is_null);
  CHECK(expect[6].kind == Expectation::Kind::because);
  CHECK(expect[7].item == "a");
}

TEST_CASE("numbers are decimal and finite") {
  for (const std::string_view text : {"0", "12", "-0.5", "1e6", "1.25E-3", "1e+2", "-0"}) {
    CHECK_MESSAGE(policy::parse_number(text).has_value(), text);
  }
  for (const std::string_view text : {"", "-", "+1", "010", "00", ".5", "1.", "0x1F", "1_000", "1,5", "1e",
                                      "1e+", "inf", "nan", "1e999", "12a", " 1", "1 ", "--1"}) {
    CHECK_MESSAGE(!policy::parse_number(text).has_value(), text);
  }
}

TEST_CASE("a file of tests beside the policy") {
  Policy policy = read_sound(example_policy);
  const std::size_t files = policy.files.size();
  std::vector<policy::TestCase> tests;
  Findings findings;
  CHECK(policy::read_test_file(
      {"list.yaml", "- {message: {text: a}, expect: {department: legal, because: {department: press}}}\n"},
      Limits{}, policy, tests, findings));
  CHECK(policy::read_test_file(
      {"mapping.yaml", "tests:\n  - {name: b, message: {text: b}, expect: {band: high, move_to: email}}\n"},
      Limits{}, policy, tests, findings));
  CHECK(policy::read_test_file({"empty.yaml", ""}, Limits{}, policy, tests, findings));
  CHECK(findings.empty());
  REQUIRE(tests.size() == 2);
  CHECK(policy.files.size() == files + 3);
  CHECK(policy.files[tests[1].place.file].name == "mapping.yaml");
  CHECK(tests[1].place.position.line == 2);
}

TEST_CASE("a broken file of tests leaves the tests of others alone") {
  Policy policy = read_sound(example_policy);
  std::vector<policy::TestCase> tests;
  Findings findings;
  CHECK_FALSE(policy::read_test_file(
      {"t.yaml", "tests:\n  - {message: {}, expect: {department: leagl, topics: [refund, sapm]}}\n"},
      Limits{}, policy, tests, findings));
  CHECK_FALSE(policy::read_test_file({"u.yaml", "rules: []\n"}, Limits{}, policy, tests, findings));
  CHECK_FALSE(policy::read_test_file({"v.yaml", "tests: [\n"}, Limits{}, policy, tests, findings));
  CHECK(policy::read_test_file({"w.yaml", "- {message: {}, expect: {topics: refund}}\n"}, Limits{}, policy,
                               tests, findings));
  REQUIRE(findings.size() == 4);
  CHECK(findings[0].hint == "did you mean \"legal\"?");
  CHECK(findings[1].hint == "did you mean \"spam\"?");
  CHECK(findings[2].code == Code::unknown_key);
  CHECK(findings[3].code == Code::unclosed_bracket);
}

TEST_CASE("an empty file is one mistake") {
  for (const std::string_view text : {"", "\n", "# usher: 1\n"}) {
    CAPTURE(text);
    CHECK(places(text, Limits{}) == "policy.yaml:1:1 missing_key");
  }
}

TEST_CASE("a file in another encoding is one mistake") {
  const ReadPolicy one = read(with_care("signals: {angry: {text: [deb\xE2"
                                        "cle], tags: deb\xE2"
                                        "cle}}\n"
                                        "rules: [{name: d\xE9, then: {department: d\xE9}}]\n"));
  CHECK(one.places() == "policy.yaml:2:29 not_utf8, policy.yaml:3:39 unknown_name");
  for (const Finding &finding : one.findings) {
    CHECK(find_ill_formed_utf8(finding.message) == std::string_view::npos);
    CHECK(find_ill_formed_utf8(finding.path) == std::string_view::npos);
  }
}

TEST_CASE("regexes that are wrong are compiled a hundred times, not once for each that there is") {
  std::string list;
  for (int i = 0; i < 3000; ++i)
    list += fmt::format("/x{}(/, ", i);
  const ReadPolicy many =
      usher::policy::testing::read(with_care("topics: {a: [" + list + "/good/, a word]}\n"));
  std::size_t wrong = 0;
  std::size_t left_out = 0;
  for (const Finding &finding : many.findings) {
    wrong += finding.code == Code::bad_pattern;
    left_out += finding.code == Code::limit;
  }
  CHECK(wrong == 100);
  CHECK(left_out == 1);
  CHECK(many.findings.size() == 101);
  CHECK(many.findings.has_errors());
}

TEST_CASE("limits") {
  Limits limits;
  limits.rules = 3;
  const std::string four_rules = with_care("rules:\n" + repeat("  - {{name: r{0}, then: {{tags: t}}}}\n", 4));
  CHECK(places(four_rules, limits) == "policy.yaml:6:5 limit");
  limits.rules = 4;
  CHECK(places(four_rules, limits).empty());

  limits.patterns = 2;
  const std::string three_patterns = with_care("topics: {a: [/x/, /y/, /x/], b: [/x/, /z/, /w/]}\n");
  CHECK(places(three_patterns, limits) == "policy.yaml:2:39 limit");
  limits.patterns = 4;
  CHECK(places(three_patterns, limits).empty());
  limits.patterns = 2;
  // What is wrong behind the limit is not told of: it was not compiled.
  CHECK(places(with_care("topics: {a: [/x/, /y/, /z/, /w(/, word]}\n"), limits) == "policy.yaml:2:24 limit");

  limits.policy_bytes = with_care("").size();
  CHECK(places(with_care(""), limits).empty());
  limits.policy_bytes -= 1;
  CHECK(places(with_care(""), limits) == "policy.yaml:0:0 limit");

  limits = Limits{};
  limits.nodes = 15;
  CHECK(places(with_care(""), limits).empty());
  limits.nodes = 5;
  CHECK(places(with_care(""), limits).ends_with(" limit"));
}

TEST_CASE("limits count over all files") {
  Limits limits;
  const std::string main = "include: [a.yaml]\n" + with_care("");
  const std::string_view included = "topics: {a: [x]}\n";
  limits.policy_bytes = main.size() + included.size();
  CHECK(read(main, {{"a.yaml", included}}, limits).places().empty());
  limits.policy_bytes -= 1;
  CHECK(read(main, {{"a.yaml", included}}, limits).places() == "policy.yaml:1:11 limit");

  limits = Limits{};
  std::size_t least = 1;
  for (limits.nodes = least; read(main, {{"a.yaml", included}}, limits).findings.has_errors(); ++limits.nodes)
    ++least;
  CHECK(least > 20);
  limits.nodes = least - 1;
  CHECK(read(main, {{"a.yaml", included}}, limits).places().starts_with("a.yaml:1:"));
}

TEST_CASE("the digest of a policy") {
  const auto hex = [](std::string_view text) {
    const std::array<std::string_view, 1> parts = {text};
    return to_hex(sha256(parts));
  };
  const std::string main = with_care("");
  const Policy one = read_sound(main);
  CHECK(to_hex(one.digest) == hex(main));
  const std::string including = "include: [a.yaml]\n" + main;
  const ReadPolicy two = read(including, {{"a.yaml", "topics: {a: [x]}\n"}});
  CHECK(to_hex(two.policy.digest) ==
        hex(fmt::format("{}  policy.yaml\n{}  a.yaml\n", hex(including), hex("topics: {a: [x]}\n"))));
}

TEST_CASE("a key with a slip in it is read as what it was meant to be") {
  const ReadPolicy one = read(
      with_care("topcs: {refund: [refund]}\nrules: [{nam: a, whn: {topic: refund}, then: {tag: [x]}}]\n"));
  CHECK(one.places() ==
        "policy.yaml:2:1 unknown_key, policy.yaml:3:10 unknown_key, policy.yaml:3:18 unknown_key, "
        "policy.yaml:3:47 unknown_key");
  CHECK(one.policy.rules[0].name == "a");
  CHECK(one.policy.rules[0].then.tags == std::vector<std::string>{"x"});
}

TEST_CASE("long and strange values stay on one line of a message") {
  const std::string name(1000, 'x');
  const ReadPolicy one =
      read(with_care(fmt::format("rules: [{{name: r, then: {{department: \"a\\nb{}\", reply: {}}}}}]\n", name,
                                 "\"" + repeat("\u20ac", 200) + "\"")));
  REQUIRE(one.findings.size() == 2);
  for (const Finding &finding : one.findings) {
    CHECK(finding.message.size() < 100);
    CHECK(finding.message.find('\n') == std::string::npos);
    CHECK(find_ill_formed_utf8(finding.message) == std::string_view::npos);
  }
}
