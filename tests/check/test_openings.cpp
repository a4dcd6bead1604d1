// SPDX-License-Identifier: BSL-1.0
#include "check/sample.hpp"

#include <doctest/doctest.h>

namespace usher::check {
namespace {

/// What is said of a rule with these conditions that gives a reply with {opens}.
std::vector<Finding> of_rule_when(std::string_view when) {
  return analysis_of("usher: 1\n"
                     "calendars: {office: {timezone: Europe/Rome, weekly: {mon-fri: \"09:00-18:00\"}}}\n"
                     "signals: {late: {not: {open: office}}}\n"
                     "replies: {away: {en: \"We are back at {opens}.\"}, hello: \"{{opens} {language}\"}\n"
                     "departments: {care: {calendar: office, closed: {reply: away}}}\n"
                     "rules:\n"
                     "  - {name: a, when: " +
                         std::string(when) +
                         ", then: {reply: away}}\n"
                         "default: {department: care, reply: hello}\n",
                     Code::opening_unknown);
}

TEST_CASE("a reply that says when it opens, given whether it is closed or not") {
  const auto found = of_rule_when("{language: en}");
  REQUIRE(found.size() == 1);
  CHECK(found[0].severity == Severity::warning);
  CHECK(found[0].path == "rules[0].then.reply");
  CHECK(found[0].line == 7);
}

TEST_CASE("a rule that asks for the hour is left alone") {
  CHECK(of_rule_when("{not: {open: office}}").empty());
  CHECK(of_rule_when("{any: [{language: en}, {not: {open: office}}]}").empty());
  CHECK(of_rule_when("{signal: late}").empty());
}

} // namespace
} // namespace usher::check
