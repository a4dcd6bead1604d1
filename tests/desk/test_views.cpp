// SPDX-License-Identifier: BSL-1.0
#include "desk/small_desk.hpp"
#include "desk/state.hpp"
#include "desk/views.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>

using namespace usher;
using desk::DeskView;
using Names = std::vector<std::string>;

namespace {

Names names(const DeskView &view) {
  Names out;
  for (const desk::ConversationView &one : view.conversations)
    out.push_back(one.name);
  return out;
}

void fill(test::SmallDesk &desk) {
  (void)desk.say(
      {R"({"type":"agent","agent":"sara","time":"2026-03-20T08:00:00Z","departments":["care"],"languages":["en"]})"});
  (void)desk.say(
      {R"({"type":"message","time":"2026-03-20T09:00:00Z","conversation":"c-1","message":{"text":"hi"}})"});
  (void)desk.say(
      {R"({"type":"message","time":"2026-03-20T09:01:00Z","conversation":"c-2","message":{"text":"hi"}})"});
  (void)desk.say({R"({"type":"message","time":"2026-03-20T09:02:00Z","conversation":"c-3",
                     "message":{"text":"hi","customer":{"tier":"gold"}}})"});
  (void)desk.say(
      {R"({"type":"message","time":"2026-03-20T09:03:00Z","conversation":"c-4","message":{"text":"a refund"}})"});
  (void)desk.say({R"({"type":"advance","time":"2026-03-20T10:02:00Z"})"});
}

} // namespace

TEST_CASE("a conversation as it stands") {
  test::SmallDesk desk;
  fill(desk);
  DeskView view;
  REQUIRE(view_conversation(desk.desk().state(), "c-4", view));
  REQUIRE(view.conversations.size() == 1);
  const desk::ConversationView &one = view.conversations[0];
  CHECK(view.time == parse_time("2026-03-20T10:02:00Z"));
  CHECK(one.number == 4);
  CHECK(one.department == "billing");
  CHECK(one.agent.empty());
  CHECK(one.location == desk::Location::queued);
  CHECK(one.status == desk::Status::open);
  CHECK(one.band == "normal");
  CHECK(one.priority == 40);
  CHECK(one.skills == Names{"money"});
  CHECK(one.tags == Names{"refund"});
  CHECK(one.messages == 1);
  CHECK(one.unanswered);
  CHECK_FALSE(one.clocks[0].due);
  REQUIRE(view_conversation(desk.desk().state(), "c-1", view));
  CHECK(view.conversations[0].agent == "sara");
  CHECK(view.conversations[0].sla == "fast");
  CHECK(view.conversations[0].clocks[0].due == parse_time("2026-03-20T10:00:00Z"));
  CHECK(view.conversations[0].clocks[0].breached);
  CHECK(view.conversations[0].clocks[0].state == calendar::ClockState::running);
  CHECK_FALSE(view_conversation(desk.desk().state(), "c-9", view));
  CHECK(view.conversations[0].name == "c-1"); // as it was
}

TEST_CASE("an agent, what they have, and a queue in its order") {
  test::SmallDesk desk;
  fill(desk);
  DeskView view;
  REQUIRE(view_agent(desk.desk().state(), "sara", view));
  CHECK(names(view) == Names{"c-1"});
  REQUIRE(view.agents.size() == 1);
  CHECK(view.agents[0].present);
  CHECK(view.agents[0].load == 1);
  CHECK(view.agents[0].capacity == 1);
  CHECK(view.agents[0].departments == Names{"care"});
  CHECK(view.agents[0].languages == Names{"en"});
  CHECK_FALSE(view_agent(desk.desk().state(), "tom", view));

  // By the index: of c-2 and c-3 the latter is in a higher band, with a shorter promise.
  REQUIRE(view_queue(desk.desk().state(), "care", view));
  CHECK(names(view) == Names{"c-3", "c-2"});
  CHECK(view.agents.empty());
  CHECK_FALSE(view_queue(desk.desk().state(), "nobody", view));
}

TEST_CASE("the whole desk") {
  test::SmallDesk desk;
  fill(desk);
  DeskView view;
  view_desk(desk.desk().state(), view);
  REQUIRE(view.departments.size() == 3);
  CHECK(view.departments[0].name == "care");
  CHECK(view.departments[0].queued == 2);
  CHECK(view.departments[0].assigned == 1);
  CHECK(view.departments[0].overdue == 3);
  CHECK(view.departments[0].present == 1);
  CHECK(view.departments[0].oldest == parse_time("2026-03-20T09:01:00Z"));
  CHECK(view.departments[1].queued == 1);
  CHECK(view.departments[1].present == 0);
  CHECK_FALSE(view.departments[2].oldest);
  CHECK(view.agents.size() == 1);
  (void)desk.say({R"({"type":"agent","agent":"sara","presence":"gone"})"});
  view_desk(desk.desk().state(), view);
  CHECK(view.agents.empty());
  CHECK(view.departments[0].queued == 3);
}

TEST_CASE("a conversation that was merged says what it goes on as, behind all merges") {
  test::SmallDesk desk;
  DeskView view;
  fill(desk);
  (void)desk.say({R"({"type":"merge","time":"2026-03-20T10:03:00Z","conversation":"c-3","into":"c-2"})",
                  R"({"type":"merge","time":"2026-03-20T10:03:00Z","conversation":"c-2","into":"c-1"})"});
  const desk::State &state = desk.desk().state();
  for (const char *name : {"c-2", "c-3"})
    CHECK(view_of(state, state.conversation(state.find_conversation(name))).merged_into == "c-1");
  CHECK(view_of(state, state.conversation(state.find_conversation("c-1"))).merged_into.empty());
  CHECK(view_conversation(state, "c-3", view));
  CHECK(to_text(view).find("goes on as c-1") != std::string::npos);
  JsonWriter json;
  write_json(view, json);
  CHECK(json.text().find(R"("merged_into":"c-1")") != std::string::npos);
}

TEST_CASE("what is owed first, and consultations that are open") {
  test::SmallDesk desk;
  DeskView view;
  view_owed(desk.desk().state(), 0, view);
  CHECK(view.conversations.empty());
  fill(desk);
  (void)desk.say({R"({"type":"message","time":"2026-03-20T10:03:00Z","conversation":"c-5",
                     "message":{"text":"my lawyer"}})"});
  (void)desk.say(
      {R"({"type":"ask","time":"2026-03-20T10:04:00Z","conversation":"c-1","department":"billing"})"});
  (void)desk.say({R"({"type":"resolve","time":"2026-03-20T10:05:00Z","conversation":"c-2"})"});
  // c-3 is of a higher band and has 30 minutes; c-2 is over, and nothing was promised to c-4, nor by billing.
  view_owed(desk.desk().state(), 0, view);
  CHECK(view.time == parse_time("2026-03-20T10:05:00Z"));
  CHECK(names(view) == Names{"c-3", "c-1", "c-5", "c-5?legal"});
  view_owed(desk.desk().state(), 2, view);
  CHECK(names(view) == Names{"c-3", "c-1"});
  view_consultations(desk.desk().state(), 0, view);
  CHECK(names(view) == Names{"c-5?legal", "c-1?billing"});
  CHECK(view.conversations[0].asker == "c-5");
  CHECK(view.conversations[1].asker == "c-1");
  view_consultations(desk.desk().state(), 1, view);
  CHECK(names(view) == Names{"c-5?legal"});
  (void)desk.say({R"({"type":"consult_answer","time":"2026-03-20T10:06:00Z","conversation":"c-5?legal"})"});
  (void)desk.say({R"({"type":"message","time":"2026-03-20T10:07:00Z","conversation":"c-3","from":"staff"})"});
  view_consultations(desk.desk().state(), 0, view);
  CHECK(names(view) == Names{"c-1?billing"});
  view_owed(desk.desk().state(), 0, view);
  CHECK(names(view) == Names{"c-1", "c-5"}); // c-3 is answered
}

TEST_CASE("views as text and as JSON") {
  test::SmallDesk desk;
  fill(desk);
  DeskView view;
  REQUIRE(view_agent(desk.desk().state(), "sara", view));
  CHECK(to_text(view) == R"(at 2026-03-20T10:02:00.000Z

agent                presence        has of those  departments
                                 of most  waiting
sara                 online          1/1        1  care

conversation         where                        priority         waits  owed
c-1                  with sara                    normal 40        01:02  first response 00:02 late
)");
  JsonWriter json;
  write_json(view, json);
  CHECK(
      json.text() ==
      R"({"time":"2026-03-20T10:02:00.000Z","departments":[],"agents":[{"name":"sara","presence":"online","present":true,"conversations":1,"waiting":1,"load":1,"capacity":1,"idle_since":null,"departments":["care"],"skills":[],"languages":["en"]}],"conversations":[{"name":"c-1","number":1,"place":"assigned","status":"open","department":"care","agent":"sara","until":null,"engaged":true,"unanswered":true,"priority":40,"band":"normal","account":null,"language":null,"sla":"fast","reply":null,"skills":[],"tags":[],"step":0,"messages":1,"transfers":0,"reopens":0,"questions":0,"held_answers":0,"asker":null,"merged_into":null,"created":"2026-03-20T09:00:00.000Z","waiting_since":"2026-03-20T09:00:00.000Z","clocks":{"first_response":{"state":"running","due":"2026-03-20T10:00:00.000Z","breached":true},"next_response":{"state":"idle","due":null,"breached":false},"resolution":{"state":"running","due":null,"breached":false}}}],"asked":null,"candidates":[]})");
}
