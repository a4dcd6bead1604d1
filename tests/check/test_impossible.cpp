// SPDX-License-Identifier: BSL-1.0
#include "check/sample.hpp"

#include <doctest/doctest.h>

namespace usher::check {
namespace {

std::vector<Finding> impossible(const std::string &when, const std::string &sections = "") {
  return analysis_of(shop(sections + "rules:\n  - {name: a, when: " + when + ", then: {tags: [x]}}\n"),
                     Code::impossible_condition);
}

/// The one finding about a condition, as `message [hint]`; "possible" when there is none.
std::string verdict(const std::string &when, const std::string &sections = "") {
  const std::vector<Finding> found = impossible(when, sections);
  if (found.empty()) return "possible";
  REQUIRE(found.size() == 1);
  CHECK(found[0].severity == Severity::warning);
  CHECK(found[0].path == "rules[0].when");
  return found[0].message + " [" + found[0].hint + "]";
}

TEST_CASE("ranges without a value") {
  CHECK(verdict("{author.followers: {at_least: 10, at_most: 5}}") ==
        "`author.followers: {at_least: 10, at_most: 5}` can never hold [no value is in that range]");
  CHECK(verdict("{author.followers: {above: 5, below: 5}}") != "possible");
  CHECK(verdict("{author.followers: {above: 5, at_most: 5}}") != "possible");
  CHECK(verdict("{author.followers: {at_least: 5, at_most: 5}}") == "possible");
  CHECK(verdict("{author.followers: {above: 5, below: 6}}") == "possible");
  CHECK(verdict("{stage: {above: pre_order, below: order}}") != "possible");
  CHECK(verdict("{customer.since: {at_least: 2026-02-01, below: 2026-01-01}}") != "possible");
  CHECK(verdict("{conversation.age: {above: 2h, below: 60m}}") != "possible");
}

TEST_CASE("values outside a fact") {
  CHECK(verdict("{sentiment: {below: -1}}") ==
        "`sentiment: {below: -1}` can never hold [sentiment is from -1 to 1]");
  CHECK(verdict("{sentiment: {at_most: -1}}") == "possible");
  CHECK(verdict("{sentiment: {at_least: 0.5, at_most: 0.2}}") ==
        "`sentiment: {at_least: 0.5, at_most: 0.2}` can never hold [no value is in that range]");
  CHECK(verdict("{customer.tier: {above: gold}}") ==
        "`customer.tier: {above: gold}` can never hold [customer.tier goes from bronze to gold]");
  CHECK(verdict("{conversation.age: {below: 0s}}") != "possible");
}

TEST_CASE("one alternative of several") {
  CHECK(verdict("{sentiment: [{at_most: -1.5}, {at_least: 0.5}]}") ==
        "`sentiment: {at_most: -1.5}` can never hold [sentiment is from -1 to 1]");
  CHECK(verdict("{sentiment: [{at_most: -0.5}, {at_least: 0.5}]}") == "possible");
}

TEST_CASE("what a fact was has its values, and nothing to do with what it is") {
  CHECK(verdict("{was: {sentiment: {below: -1}}}") ==
        "`was: {sentiment: {below: -1}}` can never hold [sentiment is from -1 to 1]");
  CHECK(verdict("{was: {customer.tier: {above: gold}}}") ==
        "`was: {customer.tier: {above: gold}}` can never hold [customer.tier goes from bronze to gold]");
  CHECK(verdict("{all: [{was: {stage: order}}, {was: {stage: post_order}}]}") ==
        "`was: {stage: order}` and `was: {stage: post_order}` can never hold together "
        "[for either of them write one list of values, as in was: {stage: [a, b]}]");
  CHECK(verdict("{was: {stage: order}, stage: post_order}") == "possible");
  CHECK(verdict("{was: {stage: order}, stage: order, changed: stage}") == "possible"); // not seen
  CHECK(verdict("{all: [{changed: stage}, {not: {changed: stage}}]}") != "possible");
  CHECK(verdict("{was: {customer.since: {within: 3d}}, customer.since: {older_than: 9d}}") == "possible");
}

TEST_CASE("two tests of one fact") {
  CHECK(verdict("{all: [{stage: order}, {stage: post_order}]}") ==
        "`stage: order` and `stage: post_order` can never hold together "
        "[for either of them write one list of values, as in stage: [a, b]]");
  CHECK(verdict("{all: [{stage: [order, pre_order]}, {stage: [order, post_order]}]}") == "possible");
  CHECK(verdict("{all: [{author.followers: {at_least: 10}}, {author.followers: {below: 10}}]}") !=
        "possible");
  CHECK(verdict("{all: [{author.followers: {at_least: 10}}, {author.followers: {at_most: 10}}]}") ==
        "possible");
  CHECK(verdict("{all: [{stage: {known: false}}, {stage: order}]}") != "possible");
  CHECK(verdict("{all: [{stage: {known: true}}, {stage: order}]}") == "possible");
  CHECK(verdict("{all: [{language: en}, {language: it}]}") != "possible");
  CHECK(verdict("{all: [{customer.vip: true}, {not: {customer.vip: true}}]}") != "possible");
  CHECK(verdict("{all: [{customer.vip: true}, {not: {customer.vip: false}}]}") == "possible");
  CHECK(verdict("{stage: order, not: {stage: {at_least: order}}}") != "possible");
  CHECK(verdict("{stage: order, not: {stage: {above: order}}}") == "possible");
}

TEST_CASE("the finding stands at the second of two conditions") {
  const auto found = analysis_of(shop("rules:\n"
                                      "  - name: late\n"
                                      "    when:\n"
                                      "      topic: refund\n"
                                      "      stage: order\n"
                                      "      any: [{stage: post_order}]\n"
                                      "    then: {tags: [x]}\n"),
                                 Code::impossible_condition);
  REQUIRE(found.size() == 1);
  CHECK(found[0].file == "policy.yaml");
  CHECK(found[0].line == 23);
  CHECK(found[0].column == 7);
}

TEST_CASE("sets") {
  CHECK(verdict("{all: [{topic: {all: [refund, press]}}, {topic: {none: [press, spam]}}]}") ==
        "`topic: {all: [refund, press]}` and `topic: {none: [press, spam]}` can never hold together "
        "[take one of them out]");
  CHECK(verdict("{all: [{topic: [refund, press]}, {topic: {none: [press]}}]}") == "possible");
  CHECK(verdict("{all: [{topic: [refund, press]}, {topic: {none: [press]}}, {not: {topic: refund}}]}") !=
        "possible");
  CHECK(verdict("{all: [{topic: refund}, {topic: press}]}") == "possible");
  CHECK(verdict("{all: [{topic: refund}, {topic: {known: false}}]}") != "possible");
  CHECK(verdict("{all: [{topic: {none: [refund]}}, {topic: {known: false}}]}") == "possible");
  CHECK(verdict("{all: [{tags: vip}, {tags: {none: [vip]}}]}") != "possible");
  CHECK(verdict("{all: [{tags: vip}, {tags: {none: [VIP]}}]}") == "possible");
  CHECK(verdict("{all: [{pii: card}, {pii: {none: [card, iban]}}]}") != "possible");
}

TEST_CASE("phrases") {
  CHECK(verdict("{all: [{text: [scam]}, {text: {known: false}}]}") != "possible");
  CHECK(verdict("{all: [{text: [scam]}, {not: {text: [scam, fraud]}}]}") != "possible");
  CHECK(verdict("{all: [{text: [scam, fraud]}, {not: {text: [scam]}}]}") == "possible");
  CHECK(verdict("{all: [{text: [scam]}, {not: {subject: [scam]}}]}") == "possible");
  CHECK(verdict("{all: [{text: [scam]}, {subject: {known: false}}]}") == "possible");
}

TEST_CASE("channel, kind and visibility are said by the message too") {
  CHECK(verdict("{channel: instagram, kind: email}") == "possible");
  CHECK(verdict("{channel: instagram, visibility: private}") == "possible");
  CHECK(verdict("{account: \"@acme\", channel: instagram_dm}") == "possible");
}

TEST_CASE("any and none") {
  CHECK(verdict("{any: [{sentiment: {below: -1}}, {stage: {above: post_order}}]}")
            .find("none of its parts can") != std::string::npos);
  CHECK(verdict("{any: [{sentiment: {below: -1}}, {stage: order}]}") ==
        "`sentiment: {below: -1}` can never hold [sentiment is from -1 to 1]");
  CHECK(verdict("{none: [{any: [{stage: {known: true}}, {stage: {known: false}}]}]}").find("always so") !=
        std::string::npos);
  CHECK(verdict("{not: {sentiment: {above: 1}}}") ==
        "`sentiment: {above: 1}` can never hold [sentiment is from -1 to 1]");
  CHECK(verdict("{any: [{stage: order}, {stage: post_order}], not: {stage: {known: true}}}") != "possible");
  CHECK(verdict("{any: [{stage: order}, {stage: post_order}], topic: refund}") == "possible");
  // Whichever part of the first holds, the second fails.
  CHECK(
      verdict(
          "{all: [{any: [{all: [{stage: order}, {topic: press}]}, {all: [{stage: pre_order}, {tags: a}]}]}, "
          "{any: [{stage: post_order}, {all: [{topic: {none: [press]}}, {tags: {none: [a]}}]}]}]}") !=
      "possible");
}

TEST_CASE("a signal stands for its condition, and says where it is itself impossible") {
  const std::string signals = "signals:\n"
                              "  late: {stage: post_order}\n"
                              "  odd: {sentiment: {above: 1}}\n";
  const auto found = impossible("{signal: late, stage: order}", "signals: {late: {stage: post_order}}\n");
  REQUIRE(found.size() == 1);
  CHECK(found[0].message == "`signal: late` and `stage: order` can never hold together");
  CHECK(
      impossible("{signal: {none: [late]}, stage: order}", "signals: {late: {stage: post_order}}\n").empty());

  const auto both = impossible("{signal: odd}", signals);
  REQUIRE(both.size() == 2);
  CHECK(both[0].path == "signals.odd");
  CHECK(both[1].path == "rules[0].when");
  CHECK(both[1].hint == "see the signal \"odd\" at policy.yaml:20:3");
}

TEST_CASE("lines of the priority are looked at") {
  const auto found = analysis_of(shop("priority:\n"
                                      "  add:\n"
                                      "    - {when: {topic: refund}, points: 5}\n"
                                      "    - {when: {sentiment: 2}, points: 5}\n"),
                                 Code::impossible_condition);
  REQUIRE(found.size() == 1);
  CHECK(found[0].path == "priority.add[1].when");
  CHECK(found[0].line == 21);
}

TEST_CASE("a fact without any value to compare with") {
  CHECK(verdict("{brand: {known: true}}") == "possible");
  const auto found = analysis_of("usher: 1\n"
                                 "departments: {care: {}}\n"
                                 "rules:\n"
                                 "  - {name: a, when: {brand: {known: true}}, then: {tags: [x]}}\n"
                                 "default: {department: care}\n",
                                 Code::impossible_condition);
  REQUIRE(found.size() == 1);
  CHECK(found[0].hint == "the policy declares no value of brand");
}

} // namespace
} // namespace usher::check
