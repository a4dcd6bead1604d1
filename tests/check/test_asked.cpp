// SPDX-License-Identifier: BSL-1.0
#include "check/sample.hpp"

#include <doctest/doctest.h>

namespace usher::check {
namespace {

/// What is said of a rule that decides this.
std::vector<Finding> of_rule_that(std::string_view then) {
  return analysis_of("usher: 1\n"
                     "departments: {care: {}, legal: {}, pr: {}}\n"
                     "rules:\n"
                     "  - {name: a, when: {language: en}, then: " +
                         std::string(then) +
                         "}\n"
                         "default: {department: care}\n",
                     Code::asks_itself);
}

TEST_CASE("a rule that sends to a department and asks it") {
  for (const char *then : {"{department: legal, ask: legal}", "{department: legal, ask: [pr, legal]}",
                           "{department: legal, ask: [{department: legal, before_reply: true}]}"}) {
    CAPTURE(then);
    const auto found = of_rule_that(then);
    REQUIRE(found.size() == 1);
    CHECK(found[0].severity == Severity::warning);
    CHECK(found[0].path == "rules[0].then.ask");
    CHECK(found[0].line == 4);
  }
}

TEST_CASE("a rule that asks another department, or sends nowhere") {
  CHECK(of_rule_that("{department: legal, ask: pr}").empty());
  CHECK(of_rule_that("{ask: legal}").empty());
}

} // namespace
} // namespace usher::check
