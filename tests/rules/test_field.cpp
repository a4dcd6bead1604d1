// SPDX-License-Identifier: BSL-1.0
// What users of other products complain about in public when it comes to rules, one test each.
#include "policy/read_from_memory.hpp"
#include "rules/triage_by_text.hpp"

#include <algorithm>
#include <ctime>
#include <limits>
#include <string>
#include <vector>

#include <doctest/doctest.h>

using usher_test::Triage;
using usher_test::when;

TEST_CASE("field: a list in a condition is any of its values, not the first") {
  Triage triage = when("customer.tier: [gold, silver]");
  CHECK(triage.matches(R"({"facts":{"customer.tier":"gold"}})"));
  CHECK(triage.matches(R"({"facts":{"customer.tier":"silver"}})"));
  CHECK_FALSE(triage.matches(R"({"facts":{"customer.tier":"bronze"}})"));
  Triage tags = when("tags: [one, two, three]");
  for (const char *tag : {"one", "two", "three"})
    CHECK(tags.matches(std::string(R"({"tags":["zero",")") + tag + R"("]})"));
}

TEST_CASE("field: a missing fact, `not`, and that the place in a list changes nothing") {
  // `not` is true of a missing fact; `known: true` beside it leaves those out.
  CHECK(when("not: {customer.tier: gold}").matches("{}"));
  CHECK_FALSE(when("all: [{customer.tier: {known: true}}, {not: {customer.tier: gold}}]").matches("{}"));
  std::vector<std::string> parts = {"{customer.tier: {known: true}}", "{not: {customer.tier: gold}}",
                                    "{tags: a}", "{author.followers: {at_least: 10}}"};
  std::sort(parts.begin(), parts.end());
  const std::vector<std::pair<std::string, bool>> messages = {
      {R"({"tags":["a"],"author":{"followers":10},"facts":{"customer.tier":"silver"}})", true},
      {R"({"tags":["a"],"author":{"followers":10},"facts":{"customer.tier":"gold"}})", false},
      {R"({"tags":["a"],"author":{"followers":10}})", false},
      {R"({"tags":["b"],"author":{"followers":10},"facts":{"customer.tier":"silver"}})", false}};
  int orders = 0;
  do {
    std::string list;
    for (const std::string &part : parts)
      list += (list.empty() ? "" : ", ") + part;
    Triage triage = when("all: [" + list + "]");
    for (const auto &[message, expected] : messages)
      CHECK(triage.matches(message) == expected);
    ++orders;
  } while (std::next_permutation(parts.begin(), parts.end()));
  CHECK(orders == 24);
}

TEST_CASE("field: a condition on the priority never fires, and it is said what to ask instead") {
  for (const char *condition :
       {"priority: {from: 60}", "conversation.priority: high", "was: {priority: 60}"}) {
    CAPTURE(condition);
    const auto read = usher::policy::testing::read(usher::policy::testing::with_care(
        std::string("rules: [{name: it, when: {") + condition + "}, then: {tags: it}}]\n"));
    REQUIRE(read.findings.size() == 1);
    CHECK(read.findings.begin()->code == usher::Code::unknown_name);
    CHECK(read.findings.begin()->hint.find("is what rules decide, and no condition sees that") !=
          std::string::npos);
  }
}

TEST_CASE("field: labels, who began, and hours as conditions") {
  CHECK(when("tags: vip").matches(R"({"tags":["new","vip"]})"));
  CHECK(when("author.verified: true").matches(R"({"author":{"verified":true}})"));
  Triage hours("rules:\n  - {name: it, when: {not: {open: office}}, then: {tags: [it]}}\n");
  CHECK_FALSE(hours.matches(R"({"time":"2026-03-02T08:00:00Z"})")); // nine in Rome, a Monday
  CHECK(hours.matches(R"({"time":"2026-03-02T07:59:59Z"})"));
  CHECK(hours.matches(R"({"time":"2026-03-01T10:00:00Z"})"));
}

TEST_CASE("field: no rule sees what an earlier one decided, whatever their order") {
  const std::string first = "  - {name: first, when: {tags: a}, then: {tags: [b]}}\n";
  const std::string second = "  - {name: second, when: {tags: b}, then: {tags: [c]}}\n";
  const std::string message = R"({"tags":["a"]})";
  CHECK(Triage("rules:\n" + first + second).field(message, "tags") == R"(["b"])");
  CHECK(Triage("rules:\n" + second + first).field(message, "tags") == R"(["b"])");
}

TEST_CASE(
    "field: rules are read from first to last, the first that says a field wins, and stop ends the reading") {
  const std::string rules =
      "rules:\n"
      "  - {name: one, when: {tags: a}, then: {priority: 70, tags: [one]}}\n"
      "  - {name: two, when: {tags: a}, then: {priority: 20, tags: [two], stop: true}}\n"
      "  - {name: three, when: {tags: a}, then: {tags: [three]}}\n";
  Triage triage(rules);
  CHECK(triage.field(R"({"tags":["a"]})", "tags") == R"(["one","two"])");
  const std::string priority = triage.field(R"({"tags":["a"]})", "priority");
  CHECK(priority == "70");
}

TEST_CASE("field: a regex under not is the opposite of the regex") {
  Triage plain = when("text: \"/order [0-9]{4}/\"");
  Triage negated = when("not: {text: \"/order [0-9]{4}/\"}");
  for (const char *text : {"my order 1234", "my order 12", "", "ORDER 9876 and order"}) {
    CAPTURE(text);
    const std::string message = std::string(R"({"text":")") + text + R"("})";
    CHECK(plain.matches(message) != negated.matches(message));
  }
  CHECK(negated.matches("{}")); // without a text there is nothing that matches
}

namespace {

// Of the processor, which other work beside this does not count.
double seconds_for(Triage &triage, const std::string &message) {
  double best = std::numeric_limits<double>::max();
  for (int i = 0; i < 7; ++i) {
    const std::clock_t before = std::clock();
    for (int j = 0; j < 4; ++j)
      CHECK_FALSE(triage.matches(message));
    best = std::min(best, static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC);
  }
  return best;
}

std::string of_length(std::size_t bytes) { return R"({"text":"x )" + std::string(bytes, 'a') + R"( !"})"; }

} // namespace

// A search that goes back would try every way to divide the text: 2^16000 of them, and never end.
TEST_CASE("field: no regex of a policy can be made slow by a message") {
  for (const char *regex : {"(a+)+x", "(a|aa)+x", "([a-z]+)*[0-9]", "(.*a){20}x"}) {
    CAPTURE(regex);
    Triage triage = when(std::string("text: \"/") + regex + "/\"");
    (void)seconds_for(triage, of_length(4000)); // its automaton is made
    const double small = seconds_for(triage, of_length(4000));
    const double large = seconds_for(triage, of_length(16000));
    CHECK(large < 8 * small + 0.002); // four times as much for four times the text; squared were sixteen
  }
}
