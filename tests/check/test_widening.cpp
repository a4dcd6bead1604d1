// SPDX-License-Identifier: BSL-1.0
// Steps of `widen` that never do anything.
#include "check/sample.hpp"

#include <string>

#include <doctest/doctest.h>
#include <fmt/format.h>

namespace usher::check {
namespace {

/// What is said of the steps of `care`, each as "[step.key] message".
std::string said_of(const std::string &steps, const std::string &more = "") {
  const std::string yaml = "usher: 1\n"
                           "default: {department: care}\n"
                           "sla: {fast: {first_response: 1h}, whole: {resolution: {high: 8h}}}\n"
                           "departments:\n"
                           "  care:\n"
                           "    sla: fast\n"
                           "    widen:\n" +
                           steps + "  sales: {}\n  legal: {}\n" + more;
  std::string text;
  for (const Finding &finding : analysis_of(yaml, Code::useless_step)) {
    CHECK(finding.severity == Severity::warning);
    CHECK_FALSE(finding.hint.empty());
    CHECK(finding.path.starts_with("departments.care.widen["));
    text +=
        fmt::format("{}:{} {} {}; ", finding.line, finding.column, finding.path.substr(23), finding.message);
  }
  return text;
}

const std::string skills = "rules: [{name: a, then: {skills: [billing, french]}}]\n";

TEST_CASE("steps that do something") {
  CHECK(said_of("      - {after: 5m, drop: [skills], also: [sales], raise: 5}\n"
                "      - {after: 10m, drop: [language], also: [legal], raise: 5, notify: [care]}\n"
                "      - {at: 80% of first_response, raise: 5}\n"
                "      - {after: 10m, raise: 5}\n",
                skills)
            .empty());
  CHECK(said_of("      - {after: 5m, drop: [{skills: [billing]}]}\n"
                "      - {after: 10m, drop: [{skills: [french]}]}\n"
                "      - {after: 15m, drop: [skills]}\n",
                skills)
            .empty());
}

TEST_CASE("skills that no rule asks for") {
  CHECK(said_of("      - {after: 5m, drop: [skills]}\n") ==
        "8:9 0].drop no rule asks for a skill that could be dropped; ");
  CHECK(said_of("      - {after: 5m, drop: [{skills: [billing, frensh]}]}\n", skills) ==
        "8:9 0].drop no rule asks for the skill \"frensh\" that is dropped; ");
}

TEST_CASE("the department itself") {
  CHECK(said_of("      - {after: 5m, also: [sales, care]}\n") ==
        "8:9 0].also the people of \"care\" may take its work anyway; ");
}

TEST_CASE("what an earlier step has done") {
  CHECK(said_of("      - {after: 5m, drop: [skills, language], also: [sales]}\n"
                "      - {after: 5m, drop: [{skills: [french]}], also: [legal, sales]}\n"
                "      - {after: 10m, drop: [skills, language]}\n",
                skills) ==
        "9:9 1].drop the skill \"french\" is dropped already by the step at policy.yaml:8:9; "
        "9:9 1].also the people of \"sales\" may take it already by the step at policy.yaml:8:9; "
        "10:9 2].drop all skills are dropped already by the step at policy.yaml:8:9; "
        "10:9 2].drop the language is dropped already by the step at policy.yaml:8:9; ");
  CHECK(said_of("      - {at: 50% of first_response, also: [sales]}\n"
                "      - {after: 5m, also: [sales]}\n") ==
        "9:9 1].also the people of \"sales\" may take it already by the step at policy.yaml:8:9; ");
}

TEST_CASE("a step that waits for one with a later time") {
  CHECK(said_of("      - {after: 10m, also: [sales]}\n"
                "      - {after: 5m, also: [legal]}\n") ==
        "9:9 1].after steps are taken in order, so this one waits for the later one at policy.yaml:8:9; ");
  CHECK(said_of("      - {at: 50% of first_response, also: [sales]}\n"
                "      - {at: 50% of first_response, raise: 1}\n"
                "      - {at: 40% of first_response, also: [legal]}\n") ==
        "10:9 2].at steps are taken in order, so this one waits for the later one at policy.yaml:8:9; ");
}

TEST_CASE("a share of what is not promised") {
  const std::string step = "      - {at: 80% of resolution, raise: 5}\n";
  CHECK(said_of(step) == "8:9 0].at no SLA that \"care\" may be held to promises a resolution, so this step "
                         "will never come; ");
  CHECK(
      said_of(step + "      - {after: 1h, raise: 5}\n") ==
      "8:9 0].at no SLA that \"care\" may be held to promises a resolution, so this step and those behind it "
      "will never come; ");
  CHECK(said_of(step, "rules: [{name: a, then: {sla: whole}}]\n").empty());
  CHECK(said_of(step, "rules: [{name: a, then: {department: care, sla: whole}}]\n").empty());
  // It keeps its SLA where it goes on, and people may send it anywhere.
  CHECK(said_of(step, "rules: [{name: a, then: {department: sales, sla: whole}}]\n").empty());
  const std::string asked = "rules: [{name: a, then: {ask: [{department: care, within: 1h}]}}]\n";
  CHECK_FALSE(said_of(step, asked).empty());
}

} // namespace
} // namespace usher::check
