// SPDX-License-Identifier: BSL-1.0
// What the analysis says of the agents that a policy lists.
#include "check/sample.hpp"

#include <algorithm>
#include <string>

#include <doctest/doctest.h>

namespace usher::check {
namespace {

const std::string team = "agents:\n"
                         "  sara: {departments: [care, sales], skills: [billing, patience]}\n"
                         "  omid: {departments: [legal], skills: [contracts]}\n";

TEST_CASE("a skill that none of the agents has") {
  const auto found =
      analysis_of(shop(team + "rules:\n"
                              "  - {name: a, when: {topic: refund}, then: {skills: [billing, biling]}}\n"
                              "  - {name: b, when: {topic: press}, then: {skills: [biling, drawing]}}\n"),
                  Code::skill_of_nobody);
  REQUIRE(found.size() == 2);
  CHECK(
      to_text(found[0]) ==
      "policy.yaml:22:6: warning: none of the listed agents has the skill \"biling\" (rules[0].then.skills) "
      "[skill_of_nobody]\n    did you mean \"billing\"?\n");
  CHECK(
      to_text(found[1]) ==
      "policy.yaml:23:6: warning: none of the listed agents has the skill \"drawing\" (rules[1].then.skills) "
      "[skill_of_nobody]\n    give it to those who have it, under skills: of an agent\n");
}

TEST_CASE("without agents the host knows who has a skill") {
  CHECK(analysis_of(shop("rules: [{name: a, then: {skills: [drawing]}}]\n"), Code::skill_of_nobody).empty());
  CHECK(analysis_of(shop(""), Code::department_of_nobody).empty());
}

TEST_CASE("a department that none of the listed agents is in") {
  const auto found = analysis_of(shop("agents: {sara: {departments: [care, legal]}, omid: {}}\n"),
                                 Code::department_of_nobody);
  REQUIRE(found.size() == 1);
  CHECK(to_text(found[0]) ==
        "policy.yaml:15:25: warning: none of the listed agents is in the department \"sales\" "
        "(departments.sales) "
        "[department_of_nobody]\n    name it under departments: of those who work there\n");
  CHECK(analysis_of(shop(team), Code::department_of_nobody).empty());
}

TEST_CASE("a rule that names a department and an agent who is not in it") {
  const std::string everywhere =
      "agents:\n  sara: {departments: [care, sales, legal]}\n  omid: {departments: [sales]}\n"
      "  lena: {}\n";
  const auto found = analysis_of(
      shop(everywhere + "rules:\n"
                        "  - {name: a, when: {topic: refund}, then: {department: care, agent: omid}}\n"
                        "  - {name: b, when: {topic: press}, then: {department: sales, agent: omid}}\n"
                        "  - {name: c, when: {topic: spam}, then: {agent: lena}}\n"),
      Code::department_of_nobody);
  REQUIRE(found.size() == 1);
  CHECK(to_text(found[0]) == "policy.yaml:23:6: warning: the agent \"omid\" is not in the department "
                             "\"care\", so nothing goes to them here "
                             "(rules[0].then.agent) [department_of_nobody]\n"
                             "    name it under departments: of the agent, or take the agent out here\n");

  const auto of_default = [](const std::string &care, const std::string &more = "") {
    return analysis_of("usher: 1\n"
                       "calendars: {office: {timezone: UTC, weekly: {mon: [\"09:00-18:00\"]}}}\n"
                       "departments: {care: " +
                           care + more +
                           ", sales: {}}\n"
                           "agents: {sara: {departments: [care]}, omid: {departments: [sales]}}\n"
                           "default: {department: care, agent: omid}\n",
                       Code::department_of_nobody);
  };
  REQUIRE(of_default("{}").size() == 1);
  CHECK(of_default("{}")[0].path == "default.agent");
  CHECK(of_default("{widen: [{after: 5m, also: [sales]}]}").empty()); // then he may
  // Nor is it told of the agent where they are reached in another way; of `night`, where nobody works, it is.
  const auto is_told = [&](const std::string &care, const std::string &night) {
    const auto told = of_default(care, ", night: " + night);
    return std::any_of(told.begin(), told.end(),
                       [](const Finding &finding) { return finding.path == "default.agent"; });
  };
  CHECK(is_told("{}", "{}"));
  CHECK_FALSE(is_told("{calendar: office, closed: {to: sales}}", "{}"));
  CHECK_FALSE(is_told("{queue: {limit: 5, overflow: {to: sales}}}", "{}"));
  CHECK_FALSE(
      is_told("{calendar: office, closed: {to: night}}", "{queue: {limit: 5, overflow: {to: sales}}}"));
  CHECK_FALSE(is_told("{calendar: office, closed: {to: night}}", "{widen: [{after: 5m, also: [sales]}]}"));
  CHECK(is_told("{calendar: office, closed: {to: night, hand_over: true}}",
                "{calendar: office, closed: {to: care, hand_over: true}}"));
}

TEST_CASE("an account that none of the listed agents who would answer there may use") {
  const auto found_in = [](const std::string &agents, const std::string &press) {
    return analysis_of("usher: 1\n"
                       "channels: {wall: {kind: social, public: true}}\n"
                       "accounts:\n"
                       "  \"@shop\": {channel: wall}\n"
                       "  \"@press\": {channel: wall" +
                           press +
                           "}\n"
                           "departments: {care: {}, pr: {}}\n"
                           "agents: {" +
                           agents +
                           "}\n"
                           "default: {department: care}\n",
                       Code::account_of_nobody);
  };
  const std::string sara = "sara: {departments: [care, pr], accounts: [\"@shop\"]}";
  const auto found = found_in(sara, "");
  REQUIRE(found.size() == 1);
  CHECK(to_text(found[0]) ==
        "policy.yaml:5:3: warning: none of the listed agents who would answer for \"@press\" may use it "
        "(accounts.@press) [account_of_nobody]\n    name it under accounts: of those who may, or leave "
        "accounts: "
        "out for those who may use all\n");
  CHECK(found_in(sara + ", omid: {departments: [pr]}", "").empty()); // he may use all
  CHECK(found_in(sara + ", omid: {departments: [care]}", ", departments: [pr]").size() == 1);
  CHECK(found_in(sara + ", omid: {departments: [pr]}", ", departments: [pr]").empty());
  CHECK(found_in(sara + ", omid: {}", "").size() == 1);
  // That nobody is in the department is told of the department.
  CHECK(found_in("sara: {departments: [care], accounts: [\"@shop\"]}", ", departments: [pr]").empty());
}

TEST_CASE("a skill of an agent one slip away from one that rules ask for") {
  const auto found = analysis_of(shop("agents:\n"
                                      "  sara: {departments: [care, sales, legal], skills: [biling]}\n"
                                      "  omid: {skills: [billing]}\n"
                                      "rules:\n"
                                      "  - {name: a, when: {topic: refund}, then: {skills: [billing]}}\n"),
                                 Code::similar_word);
  REQUIRE(found.size() == 1);
  CHECK(found[0].severity == Severity::note);
  CHECK(found[0].path == "agents.sara.skills");
  CHECK(found[0].line == 19);
  CHECK(found[0].hint == "did you mean \"billing\"?");
}

TEST_CASE("what is said of a skill that nobody has is said once") {
  const Findings all = analysis_of(shop("agents:\n"
                                        "  sara: {departments: [care, sales, legal], skills: [billing]}\n"
                                        "  omid: {skills: [billing]}\n"
                                        "rules:\n"
                                        "  - {name: a, when: {topic: refund}, then: {skills: [biling]}}\n"));
  std::size_t about_it = 0;
  for (const Finding &finding : all)
    if (finding.message.find("biling") != std::string::npos) ++about_it;
  CHECK(about_it == 1);
}

TEST_CASE("departments that only live work names are used") {
  const std::string head = "usher: 1\n"
                           "calendars: {office: {timezone: UTC, weekly: {mon: [\"09:00-18:00\"]}}}\n"
                           "channels: {mail: {kind: email}}\n"
                           "default: {department: care}\n";
  const auto unused = [&](const std::string &care, const std::string &more = "") {
    return analysis_of(head + "departments: {care: {" + care + "}, other: {}}\n" + more,
                       Code::unused_department)
        .size();
  };
  CHECK(unused("") == 1);
  CHECK(unused("calendar: office, closed: {to: other}") == 0);
  CHECK(unused("queue: {limit: 5, overflow: {to: other}}") == 0);
  CHECK(unused("assign: {end_of_shift: {hand_over: other}}") == 0);
  CHECK(unused("widen: [{after: 5m, also: [other]}]") == 0);
  CHECK(unused("widen: [{after: 5m, notify: [other]}]") == 0);
  CHECK(unused("", "accounts: {info: {channel: mail, departments: [other]}}\n") == 0);
  CHECK(unused("", "agents: {sara: {departments: [other]}}\n") == 1);
  CHECK(unused("widen: [{after: 5m, notify: [sara]}]", "agents: {sara: {}}\n") == 1);
}

} // namespace
} // namespace usher::check
