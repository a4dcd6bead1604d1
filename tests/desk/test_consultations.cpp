// SPDX-License-Identifier: BSL-1.0
// Side questions to other departments, from asking to what comes back.
#include "desk/heads.hpp"

#include <algorithm>

using namespace usher::test;

namespace {

const std::string policy =
    with("departments: {care: {}, legal: {assign: {offer: 5m}, widen: [{after: 30m, raise: 50, notify: "
         "[pr]}]}, pr: {}}\n"
         "topics: {threat: {en: [lawyer]}, press: {en: [journalist]}}\n"
         "agents: {ann: {departments: [care], capacity: 9}, lea: {departments: [legal], capacity: 9}, "
         "pia: {departments: [pr], capacity: 9}}\n"
         "rules:\n"
         "  - {name: threat, when: {topic: threat}, then: {ask: [{department: legal, within: 1h, "
         "before_reply: true}]}}\n"
         "  - {name: press, when: {topic: press}, then: {ask: [{department: pr, within: 2h}]}}");

std::string says(std::string_view clock, std::string_view conversation, std::string_view text) {
  return fmt::format(R"({{"type":"message","time":"{}","conversation":"{}","message":{{"text":"{}"}}}})",
                     time_at(clock), conversation, text);
}

std::string answer(std::string_view clock, std::string_view conversation, std::string_view more = {}) {
  return act(clock, "consult_answer", conversation, more);
}

} // namespace

TEST_CASE("consultations: a question is a conversation of its own, with people and a clock of the other "
          "department") {
  SmallDesk desk(policy);
  const auto effects = desk.say({says("09:00", "c1", "my lawyer will write to you")});
  CHECK(heads(effects) == Heads{"routed c1 default", "queued c1 default", "ask c1 legal threat",
                                "due c1?legal -", "queued c1?legal threat", "assigned c1 strategy",
                                "offered c1?legal strategy"});
  CHECK(place_of(desk, "c1?legal") == "offered lea");
  CHECK(data_of(desk, "c1").questions == 1);
  CHECK(data_of(desk, "c1").held_answers == 1);
  CHECK(effects[3].find(R"("due":"2026-03-02T10:00:00.000Z")") != std::string::npos);

  // The customer is answered too soon: it counts, and it is said.
  const auto soon = desk.say({reply("09:03", "c1", "ann")});
  CHECK(heads(soon) == Heads{"unapproved c1 legal -"});
  desk.say({act("09:04", "accept", "c1?legal", R"(,"agent":"lea")")});
  const auto answered = desk.say({answer("09:20", "c1", R"(,"department":"legal","agent":"lea")")});
  CHECK(heads(answered) == Heads{"closed c1?legal answered", "consulted c1 legal answered"});
  CHECK(answered[1].find(R"("agent":"ann")") != std::string::npos); // to whom it comes back
  CHECK(data_of(desk, "c1").questions == 0);
  CHECK(data_of(desk, "c1").held_answers == 0);
  CHECK(desk.say({reply("09:25", "c1", "ann")}).empty());
}

TEST_CASE("consultations: several at once, and a rule asks once") {
  SmallDesk desk(policy);
  desk.say({says("09:00", "c1", "my lawyer and a journalist")});
  CHECK(data_of(desk, "c1").questions == 2);
  CHECK(place_of(desk, "c1?pr") == "assigned pia");
  CHECK_FALSE(holds(desk.say({says("09:01", "c1", "the lawyer again")}), "ask c1 legal threat"));
  desk.say({answer("09:10", "c1?pr")});
  CHECK(data_of(desk, "c1").questions == 1);
  CHECK_FALSE(holds(desk.say({says("09:11", "c1", "that journalist")}), "ask c1 pr press"));
  // A person may ask again what was answered, and is told when it is asked already.
  CHECK(holds(desk.say({act("09:12", "ask", "c1", R"(,"department":"pr","within":"30m")")}),
              "ask c1 pr by_hand"));
  CHECK(data_of(desk, "c1").questions == 2);
  CHECK(desk.say({act("09:13", "ask", "c1", R"(,"department":"pr")")}).empty());
  CHECK(desk.findings().size() == 1);
}

TEST_CASE("consultations: a refusal comes back and holds the answer, until somebody says yes") {
  SmallDesk desk(policy);
  desk.say({says("09:00", "c1", "lawyer")});
  CHECK(heads(desk.say({answer("09:02", "c1?legal", R"(,"refused":true)")})) ==
        Heads{"closed c1?legal refused", "consulted c1 legal refused"});
  CHECK(data_of(desk, "c1").questions == 0);
  CHECK(holds(desk.say({reply("09:15", "c1", "ann")}), "unapproved c1 legal -"));
  desk.say({act("09:20", "ask", "c1", R"(,"department":"legal","before_reply":true)")});
  CHECK(data_of(desk, "c1").held_answers == 1);
  desk.say({act("09:25", "resolve", "c1?legal")}); // as good as an answer
  CHECK(data_of(desk, "c1").held_answers == 0);
  CHECK(desk.say({reply("09:30", "c1", "ann")}).empty());
}

TEST_CASE("consultations: what is late is told to whoever asked, and goes on") {
  SmallDesk desk(policy);
  desk.say({says("09:00", "c1", "lawyer")});
  const auto late = desk.say({advance("10:01")});
  CHECK(holds(late, "widened c1?legal waited"));
  CHECK(holds(late, "notify c1?legal waited"));
  CHECK(holds(late, "due_soon c1?legal -"));
  CHECK(holds(late, "breached c1?legal -"));
  CHECK(holds(late, "consulted c1 legal timed_out"));
  CHECK(data_of(desk, "c1").questions == 1);
  CHECK(holds(desk.say({answer("10:05", "c1?legal")}), "consulted c1 legal answered"));
}

TEST_CASE("consultations: who needs no answer any more takes the question back") {
  SmallDesk desk(policy);
  desk.say({says("09:00", "c1", "lawyer")});
  desk.say({act("09:01", "accept", "c1?legal", R"(,"agent":"lea")")});
  CHECK(heads(desk.say({act("09:05", "resolve", "c1")})) ==
        Heads{"closed c1 resolved", "closed c1?legal withdrawn"});
  CHECK(place_of(desk, "c1?legal") == "nowhere");
  CHECK(data_of(desk, "c1").held_answers == 0);
  // Opened again by a message that asks for it, it is asked again.
  CHECK(holds(desk.say({says("09:10", "c1", "lawyer!")}), "ask c1 legal threat"));
}

TEST_CASE("consultations: what makes no sense for one changes nothing") {
  SmallDesk desk(policy);
  desk.say({says("09:00", "c1", "lawyer")});
  for (const std::string &line :
       {says("09:01", "c1?legal", "hello"), act("09:02", "wait", "c1?legal"),
        act("09:03", "ask", "c1?legal", R"(,"department":"pr")"), act("09:04", "reopen", "c1?legal")}) {
    CHECK(desk.say({line}).empty());
    CHECK(desk.findings().size() == 1);
  }
  desk.say({answer("09:05", "c1?legal")});
  CHECK(desk.say({act("09:06", "assign", "c1?legal", R"(,"agent":"lea")")}).empty());
  CHECK(desk.say({answer("09:07", "c1?legal")}).empty());
  CHECK(desk.say({answer("09:08", "c1", R"(,"department":"pr")")}).empty());
  CHECK(desk.say({act("09:09", "ask", "c1", R"(,"department":"nobody")")}).empty());
}

TEST_CASE("consultations: a person may pass one on, and it waits for the opening like all else") {
  SmallDesk desk(with("calendars: {office: {timezone: UTC, weekly: {mon-fri: [\"09:00-12:00\"]}}}\n"
                      "departments: {care: {}, pr: {}, legal: {calendar: office, closed: {hold: true}}}\n"));
  desk.say({says("12:30", "c1", "hello")});
  desk.say({act("12:31", "ask", "c1", R"(,"department":"legal","within":"2h")")});
  CHECK(place_of(desk, "c1?legal") == "held");
  // Two hours of legal's time, from the next morning on.
  CHECK(*data_of(desk, "c1?legal").clocks.first_response.due == *usher::parse_time("2026-03-03T11:00:00Z"));
  desk.say({act("12:40", "transfer", "c1?legal", R"(,"department":"pr")")});
  CHECK(place_of(desk, "c1?legal") == "queued");
  CHECK(data_of(desk, "c1?legal").department == 1);
  CHECK(holds(desk.say({answer("12:50", "c1?legal")}), "consulted c1 pr answered"));
}

TEST_CASE("consultations: who asked is nobody's business under another policy") {
  SmallDesk desk(with("departments: {care: {}, sales: {}, pr: {}, legal: {}}"));
  desk.say({says("09:00", "c1", "hello")});
  desk.say({act("09:01", "ask", "c1", R"(,"department":"legal","before_reply":true)")});
  REQUIRE(data_of(desk, "c1?legal").department == 3);
  const auto status = desk.desk().set_policy(ruleset_of("usher: 1\ndepartments: {shop: {}, legal: {}}\n"
                                                        "rules: [{name: nobody, then: {engage: false}}]\n"
                                                        "default: {department: shop}\n"));
  REQUIRE(status == usher::desk::ApplyStatus::ok);
  desk.desk().commit();
  CHECK(data_of(desk, "c1?legal").department == 1);
  CHECK(data_of(desk, "c1?legal").answer == usher::desk::Answer::withdrawn);
  CHECK(data_of(desk, "c1").questions == 0);
  CHECK(data_of(desk, "c1").held_answers == 0);
}

TEST_CASE("consultations: nobody asks themselves") {
  SmallDesk desk(policy);
  desk.say({says("09:00", "c1", "hello")});
  desk.say({act("09:01", "transfer", "c1", R"(,"department":"legal")")});
  CHECK_FALSE(holds(desk.say({says("09:02", "c1", "my lawyer")}), "ask c1 legal threat"));
  CHECK(desk.say({act("09:03", "ask", "c1", R"(,"department":"legal","before_reply":true)")}).empty());
  CHECK(desk.findings().size() == 1);
  CHECK(data_of(desk, "c1").questions == 0);
  CHECK_FALSE(holds(desk.say({reply("09:04", "c1", "lea")}), "unapproved c1 legal -"));
  // It goes on to others: now it is a question.
  desk.say({act("09:05", "transfer", "c1", R"(,"department":"care")")});
  CHECK(holds(desk.say({says("09:06", "c1", "my lawyer")}), "ask c1 legal threat"));
}

TEST_CASE("consultations: a department that has the conversation by now approves of its own answers") {
  SmallDesk desk(policy);
  desk.say({says("09:00", "c1", "my lawyer")});
  CHECK(holds(desk.say({reply("09:01", "c1", "ann")}), "unapproved c1 legal -"));
  desk.say({act("09:02", "transfer", "c1", R"(,"department":"legal")")});
  CHECK(data_of(desk, "c1").questions == 1); // somebody may be at it
  CHECK_FALSE(holds(desk.say({reply("09:03", "c1", "lea")}), "unapproved c1 legal -"));
  desk.say({act("09:04", "transfer", "c1", R"(,"department":"care")")});
  CHECK(holds(desk.say({reply("09:05", "c1", "ann")}), "unapproved c1 legal -"));
}
