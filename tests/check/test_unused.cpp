// SPDX-License-Identifier: BSL-1.0
#include "check/sample.hpp"

#include <doctest/doctest.h>

namespace usher::check {
namespace {

TEST_CASE("a department that nothing names is reported at its key") {
  const auto found =
      analysis_of(shop("rules:\n"
                       "  - {name: a, when: {topic: [refund, press, spam]}, then: {department: sales}}\n"),
                  Code::unused_department);
  REQUIRE(found.size() == 1);
  CHECK(found[0].severity == Severity::warning);
  CHECK(found[0].path == "departments.legal");
  CHECK(found[0].line == 15);
  CHECK(found[0].column == 36);
  CHECK(found[0].message == "no rule names the department \"legal\" in what it decides");
}

TEST_CASE("department, ask, notify and default use a department") {
  CHECK(analysis_of(shop("rules:\n"
                         "  - {name: a, then: {notify: [sales], ask: [legal]}}\n"),
                    Code::unused_department)
            .empty());
  CHECK(
      analysis_of(shop("rules:\n"
                       "  - {name: a, then: {department: sales, ask: [{department: legal, within: 1h}]}}\n"),
                  Code::unused_department)
          .empty());
}

TEST_CASE("to test where a conversation was does not send it there") {
  const auto found =
      analysis_of(shop("rules:\n"
                       "  - {name: a, when: {conversation.department: legal}, then: {department: sales}}\n"),
                  Code::unused_department);
  REQUIRE(found.size() == 1);
  CHECK(found[0].path == "departments.legal");
}

TEST_CASE("a topic that no condition tests is reported at its key") {
  const auto found = analysis_of(shop("signals:\n"
                                      "  loud: {topic: press}\n"
                                      "rules:\n"
                                      "  - {name: a, when: {not: {topic: refund}}, then: {tags: [x]}}\n"),
                                 Code::unused_topic);
  REQUIRE(found.size() == 1);
  CHECK(found[0].path == "topics.spam");
  CHECK(found[0].line == 14);
  CHECK(found[0].column == 3);
  CHECK(found[0].message == "no condition asks for the topic \"spam\"");
  CHECK_FALSE(found[0].hint.empty());
}

TEST_CASE("rules, signals and lines of the priority use topics, and known uses all of them") {
  CHECK(analysis_of(shop("signals:\n"
                         "  loud: {topic: press}\n"
                         "priority:\n"
                         "  add: [{when: {topic: {none: [spam]}}, points: 5}]\n"
                         "rules:\n"
                         "  - {name: a, when: {topic: {all: [refund, press]}}, then: {tags: [x]}}\n"),
                    Code::unused_topic)
            .empty());
  CHECK(analysis_of(shop("rules:\n"
                         "  - {name: a, when: {topic: {known: false}}, then: {tags: [x]}}\n"),
                    Code::unused_topic)
            .empty());
}

} // namespace
} // namespace usher::check
