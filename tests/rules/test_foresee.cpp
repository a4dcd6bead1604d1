// SPDX-License-Identifier: BSL-1.0
// When somebody is there who may take a conversation.
#include "base/time.hpp"
#include "policy/reader.hpp"
#include "rules/foresee.hpp"
#include "rules/triage_by_text.hpp"

#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

using namespace usher;
using rules::Demand;
using rules::Staff;
using usher_test::Triage;

namespace {

// office is 9 to 13 and 14 to 18 in Rome, night 20 to 6 on all days.
const char *const team =
    "agents:\n"
    "  sara: {departments: [care], skills: [money, law], languages: [it], shift: office}\n"
    "  omid: {departments: [care, billing], skills: [money], accounts: [\"@mail\"], shift: night}\n"
    "  lena: {departments: [billing], shift: office}\n"
    "  ada: {departments: [pr]}\n"
    "rules:\n"
    "  - {name: legal, when: {topic: threat}, then: {department: legal}}\n"
    "  - {name: press, when: {topic: press}, then: {department: pr}}\n"
    "  - {name: law, when: {tags: law}, then: {skills: [law, money], sla: fast}}\n"
    "  - {name: off, when: {tags: off}, then: {engage: false}}\n";

std::string next(const rules::Ruleset &ruleset, const Demand &demand, const char *time) {
  const auto arrival = rules::foresee(ruleset, demand, *parse_time(time));
  return arrival ? format_time(arrival->at) : "-";
}

} // namespace

TEST_CASE("the next instant at which somebody is on who may take it") {
  const Triage triage(team);
  const rules::Ruleset &ruleset = triage.ruleset();
  const char *const friday = "2026-11-20T17:01:00Z"; // 18:01 in Rome
  Demand demand;                                     // care
  CHECK(next(ruleset, demand, friday) == "2026-11-20T19:00:00.000Z");
  CHECK(next(ruleset, demand, "2026-11-20T19:30:00.500Z") == "2026-11-20T19:30:00.500Z");
  demand.account = 0; // omid answers for the other one
  CHECK(next(ruleset, demand, friday) == "2026-11-23T08:00:00.000Z");
  demand.account = 1;
  CHECK(next(ruleset, demand, friday) == "2026-11-20T19:00:00.000Z");
  demand.account.reset();
  const std::vector<std::string_view> law = {"law", "money"};
  demand.skills = law;
  CHECK(next(ruleset, demand, friday) == "2026-11-23T08:00:00.000Z");
  demand.language = "it";
  CHECK(next(ruleset, demand, friday) == "2026-11-23T08:00:00.000Z");
  demand.language = "fa";
  CHECK(next(ruleset, demand, friday) == "-"); // sara alone has the skills
  demand.skills = {};
  CHECK(next(ruleset, demand, friday) == "2026-11-20T19:00:00.000Z");
  // The office is closed on Tuesday 24 November.
  Demand billing;
  billing.department = 1;
  billing.account = 0;
  CHECK(next(ruleset, billing, "2026-11-23T17:00:00Z") == "2026-11-25T08:00:00.000Z");
  CHECK(next(ruleset, billing, "2026-11-23T16:59:59.999Z") == "2026-11-23T16:59:59.999Z");
  // Who may answer for an account: those of its departments, whatever department has it.
  policy::Frame frame = ruleset.frame();
  const policy::Agent &omid = frame.agents[1];
  Demand mail;
  mail.account = 1;
  CHECK(rules::may_take(frame, omid, mail));
  frame.accounts[1].departments = {2};
  CHECK_FALSE(rules::may_take(frame, omid, mail));
  frame.accounts[1].departments = {2, 1};
  CHECK(rules::may_take(frame, omid, mail));
  mail.kind = policy::ChannelKind::email;
  CHECK(rules::may_take(frame, omid, mail));
  frame.agents[1].capacity.by_kind[static_cast<std::size_t>(policy::ChannelKind::email)] = 0;
  CHECK_FALSE(rules::may_take(frame, omid, mail));
  mail.kind = policy::ChannelKind::chat;
  CHECK(rules::may_take(frame, omid, mail));
  Demand pr;
  pr.department = 3;
  CHECK(next(ruleset, pr, friday) == "-"); // ada's presence is for the host to say
  Demand legal;
  legal.department = 2;
  CHECK(next(ruleset, legal, friday) == "-");
  const std::vector<std::uint32_t> also = {1};
  legal.also = also;
  CHECK(next(ruleset, legal, friday) == "2026-11-20T19:00:00.000Z");
  CHECK(Staff(ruleset, pr).kind() == Staff::Kind::unknown);
  CHECK(Staff(ruleset, billing).kind() == Staff::Kind::shifts);
}

TEST_CASE("without agents nothing is foreseen") {
  const Triage triage("");
  CHECK(next(triage.ruleset(), {}, "2026-11-20T17:01:00Z") == "-");
  CHECK(Staff(triage.ruleset(), {}).kind() == Staff::Kind::unknown);
}

TEST_CASE("when the last of them goes") {
  const Triage triage("agents:\n"
                      "  sara: {departments: [care], shift: office}\n"
                      "  omid: {departments: [care], shift: night}\n"
                      "  bot: {departments: [pr], shift: always}\n");
  const auto off = [&](std::uint32_t department, const char *time) {
    Demand demand;
    demand.department = department;
    return format_time(
        Staff(triage.ruleset(), demand).off_from(*parse_time(time), *parse_time("2026-12-01")));
  };
  CHECK(off(0, "2026-11-20T09:00:00Z") == "2026-11-20T12:00:00.000Z");
  CHECK(off(0, "2026-11-20T21:00:00Z") == "2026-11-21T05:00:00.000Z");
  CHECK(off(3, "2026-11-20T21:00:00Z") == "2026-12-01T00:00:00.000Z");
}

TEST_CASE("a department that is closed holds its work, or gives it away") {
  const std::string head = "usher: 1\n"
                           "calendars:\n"
                           "  day: {timezone: UTC, weekly: {mon-fri: [\"09:00-18:00\"]}}\n"
                           "  early: {timezone: UTC, weekly: {mon-sun: [\"07:00-12:00\"]}}\n"
                           "default: {department: care}\n"
                           "agents:\n"
                           "  sara: {departments: [care], shift: early}\n"
                           "  omid: {departments: [sales], shift: always}\n";
  const auto next_of = [&](const std::string &care, const char *time) {
    policy::Policy policy;
    Findings findings;
    const std::string text = head + "departments: {care: {calendar: day" + care + "}, sales: {}}\n";
    REQUIRE(policy::read_policy({"test.yaml", text}, {}, {}, policy, findings) == policy::ReadStatus::ok);
    return next(rules::Ruleset(std::move(policy)), {}, time);
  };
  CHECK(next_of("", "2026-11-21T06:00:00Z") == "2026-11-21T07:00:00.000Z"); // a Saturday
  CHECK(next_of(", closed: {hold: true}", "2026-11-21T06:00:00Z") == "2026-11-23T09:00:00.000Z");
  CHECK(next_of(", closed: {hold: true}", "2026-11-23T13:00:00Z") == "2026-11-24T09:00:00.000Z");
  CHECK(next_of(", closed: {to: sales}", "2026-11-21T06:00:00Z") == "2026-11-21T06:00:00.000Z");
  CHECK(next_of(", closed: {to: sales}", "2026-11-23T13:00:00Z") == "2026-11-24T07:00:00.000Z");
}

TEST_CASE(
    "departments that hand over to one another: at night, when all are closed, work stays where it is") {
  policy::Policy policy;
  Findings findings;
  const std::string text =
      "usher: 1\n"
      "calendars:\n"
      "  day: {timezone: UTC, weekly: {mon-fri: [\"09:00-17:00\"]}}\n"
      "  late: {timezone: UTC, weekly: {mon-fri: [\"17:00-22:00\"]}}\n"
      "departments:\n"
      "  care: {calendar: day, closed: {to: sales, hand_over: true}}\n"
      "  sales: {calendar: late, closed: {to: care, hand_over: true}}\n"
      "  front: {calendar: day, closed: {to: care}}\n"
      "agents: {sara: {departments: [care], shift: day}, omid: {departments: [sales], shift: late}}\n"
      "default: {department: care}\n";
  REQUIRE(policy::read_policy({"test.yaml", text}, {}, {}, policy, findings) == policy::ReadStatus::ok);
  const rules::Ruleset ruleset(std::move(policy));
  const auto at = [&](std::uint32_t department, const char *time) {
    return rules::department_at(ruleset, department, *parse_time(time));
  };
  CHECK(at(0, "2026-03-20T05:00:00Z") == 0);
  CHECK(at(1, "2026-03-20T05:00:00Z") == 1);
  CHECK(at(2, "2026-03-20T05:00:00Z") == 2);
  CHECK(at(0, "2026-03-20T18:00:00Z") == 1);
  CHECK(at(2, "2026-03-20T18:00:00Z") == 1);
  CHECK(at(1, "2026-03-20T10:00:00Z") == 0);
  CHECK(next(ruleset, {}, "2026-03-20T05:00:00Z") == "2026-03-20T09:00:00.000Z");
}

TEST_CASE("a decision says that nobody is on, in its detail") {
  Triage triage(team);
  triage.detail = true;
  const auto foreseen = [&](const std::string &message) {
    const std::string detail = triage.field(message, "detail");
    return detail.substr(detail.find("\"foreseen\":") + 11);
  };
  CHECK(foreseen(R"({"account":"@acme","text":"1","tags":["law"],"time":"2026-11-20T18:01:00+01:00"})") ==
        R"({"nobody_until":"2026-11-23T08:00:00.000Z","text":"first response due Fri 19:16; )"
        R"(nobody is on until Mon 09:00"}})");
  // Without an SLA nothing is due.
  CHECK(foreseen(R"({"account":"@acme","text":"1","time":"2026-11-23T18:01:00+01:00"})") ==
        R"({"nobody_until":"2026-11-25T08:00:00.000Z","text":"nobody is on until Wed 09:00"}})");
  CHECK(foreseen(R"({"account":"@acme","text":"1","time":"2026-11-20T17:59:00+01:00"})") == "null}");
  CHECK(foreseen(R"({"account":"@acme","text":"1"})") == "null}");
  CHECK(foreseen(R"({"text":"1","tags":["law","off"],"time":"2026-11-20T18:01:00+01:00"})") == "null}");
  CHECK(foreseen(R"({"text":"a journalist","time":"2026-11-20T18:01:00+01:00"})") == "null}");
}
