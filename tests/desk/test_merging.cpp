// SPDX-License-Identifier: BSL-1.0
// Two conversations are one matter, or a part of one is another: who keeps what.
#include "desk/heads.hpp"

using namespace usher::test;

namespace {

const std::string policy = R"(usher: 1
sla: {fast: {first_response: 1h, next_response: 2h, resolution: 8h}}
departments: {care: {sla: fast, assign: {strategy: first}}, billing: {sla: fast}, legal: {}}
agents:
  ann: {departments: [care], skills: [money], capacity: 9}
  bob: {departments: [care, billing], capacity: 9}
  lea: {departments: [legal], capacity: 9}
topics: {refund: {en: [refund]}, threat: {en: [lawyer]}}
rules:
  - {name: refunds, when: {topic: refund}, then: {skills: [money], tags: [refund], priority: 70}}
  - {name: threat, when: {topic: threat}, then: {ask: [{department: legal, before_reply: true}]}}
default: {department: care}
)";

std::string merge(std::string_view clock, std::string_view from, std::string_view into) {
  return act(clock, "merge", from, fmt::format(R"(,"into":"{}")", into));
}
std::string split(std::string_view clock, std::string_view from, std::string_view part,
                  std::string_view more = {}) {
  return act(clock, "split", from, fmt::format(R"(,"to":"{}"{})", part, more));
}

} // namespace

TEST_CASE("merge: the other one keeps its owner, and promises count from whichever began first") {
  SmallDesk desk(policy);
  desk.say({message("09:00", "c1"), message("09:30", "c2")});
  desk.say({act("09:31", "assign", "c2", R"(,"agent":"bob")")});
  const auto effects = desk.say({merge("09:40", "c1", "c2")});
  CHECK(heads(effects) == Heads{"merged c1 by_hand", "due c2 -", "due c2 -"});
  CHECK(effects[0].find(R"("into":"c2","because")") != std::string::npos);
  CHECK(effects[1].find(R"("due":"2026-03-02T10:00:00.000Z")") !=
        std::string::npos); // as was promised at nine
  CHECK(place_of(desk, "c1") == "nowhere");
  CHECK(place_of(desk, "c2") == "assigned bob");
  CHECK(data_of(desk, "c2").messages == 2);
  CHECK(data_of(desk, "c2").waiting_since == *usher::parse_time("2026-03-02T09:00:00Z"));

  // What is said of the one is said of the other.
  CHECK(desk.say({reply("09:45", "c1", "bob")}).empty());
  CHECK_FALSE(data_of(desk, "c2").unanswered);
  desk.say({message("09:55", "c1")});
  CHECK(data_of(desk, "c2").messages == 3);
  CHECK(heads(desk.say({act("10:00", "resolve", "c1")})) == Heads{"closed c2 resolved"});
  CHECK(heads(desk.say({message("10:05", "c1")}))[0] == "due c2 -");
}

TEST_CASE("merge: nobody has the other one, so whoever had this one gets it") {
  SmallDesk desk(policy);
  desk.say({message("09:00", "c1")});
  desk.say({act("09:01", "assign", "c1", R"(,"agent":"bob")")});
  desk.say({agent("09:02", "ann", R"("presence":"away")"), agent("09:02", "bob", R"("capacity":1)")});
  desk.say({message("09:03", "c2")});
  CHECK(place_of(desk, "c2") == "queued");
  CHECK(heads(desk.say({merge("09:10", "c1", "c2")})) ==
        Heads{"merged c1 by_hand", "due c2 -", "due c2 -", "assigned c2 owner"});
  CHECK(place_of(desk, "c2") == "assigned bob");
}

TEST_CASE("merge: what is asked for adds up, and whoever may not take that hands it back") {
  SmallDesk desk(policy);
  desk.say({message("09:00", "c1")});
  desk.say({agent("09:01", "ann", R"("presence":"away")")});
  desk.say({message("09:02", "c2")});
  CHECK(place_of(desk, "c2") == "assigned bob");
  desk.say({agent("09:03", "ann", R"("presence":"online")")});
  desk.say(
      {R"({"type":"message","time":"2026-03-02T09:04:00Z","conversation":"c3","message":{"text":"a refund"}})"});
  CHECK(place_of(desk, "c3") == "assigned ann");
  const auto effects = desk.say({merge("09:10", "c3", "c2")});
  CHECK(holds(effects, "escalated c2 by_hand"));
  CHECK(holds(effects, "unassigned c2 not_eligible"));
  CHECK(place_of(desk, "c2") == "assigned ann");
  CHECK(data_of(desk, "c2").priority == 70);
}

TEST_CASE("merge: an answer that needs a yes still needs it") {
  SmallDesk desk(policy);
  desk.say(
      {R"({"type":"message","time":"2026-03-02T09:00:00Z","conversation":"c1","message":{"text":"my lawyer"}})",
       message("09:01", "c2")});
  desk.say({merge("09:05", "c1", "c2")});
  CHECK(data_of(desk, "c2").held_answers == 1);
  CHECK(holds(desk.say({reply("09:06", "c2", "ann")}), "unapproved c2 legal -"));
  CHECK(heads(desk.say({act("09:10", "consult_answer", "c1?legal")})) ==
        Heads{"closed c1?legal answered", "consulted c2 legal answered"});
  CHECK(data_of(desk, "c2").held_answers == 0);
  // A question that was asked for one of them goes with it when they are two again.
  desk.say({act("09:11", "ask", "c2", R"(,"department":"legal","before_reply":true)")});
  desk.say({split("09:12", "c2", "c1")});
  CHECK(data_of(desk, "c1").questions == 0);
  CHECK(data_of(desk, "c2").questions == 1);
}

TEST_CASE("merge: what makes no sense changes nothing and is said") {
  SmallDesk desk(policy);
  desk.say({message("09:00", "c1"), message("09:00", "c2")});
  for (const std::string &line :
       {merge("09:01", "c1", "c9"), merge("09:01", "c9", "c1"), merge("09:01", "c1", "c1"),
        split("09:01", "c9", "c1"), split("09:01", "c1", "c2"), split("09:01", "c1", "c1"),
        split("09:01", "c1", "c3", R"(,"department":"nowhere")")}) {
    CAPTURE(line);
    CHECK(desk.say({line}).empty());
    CHECK(desk.findings().size() == 1);
  }
  desk.say({merge("09:02", "c1", "c2")});
  CHECK(desk.say({merge("09:03", "c2", "c1")}).empty()); // they are one
  CHECK(desk.findings().size() == 1);
}

TEST_CASE("split: a part is a conversation of its own, with the promises that were made to all of it") {
  SmallDesk desk(policy);
  desk.say({message("09:00", "c1")});
  const auto effects = desk.say({split("09:20", "c1", "c2", R"(,"department":"billing")")});
  CHECK(heads(effects) ==
        Heads{"split c2 by_hand", "due c2 -", "due c2 -", "queued c2 by_hand", "assigned c2 strategy"});
  CHECK(effects[0].find(R"("department":"billing","from":"c1")") != std::string::npos);
  CHECK(effects[1].find(R"("due":"2026-03-02T10:00:00.000Z")") != std::string::npos);
  CHECK(place_of(desk, "c1") == "assigned ann"); // who keeps what she had
  CHECK(place_of(desk, "c2") == "assigned bob");
  // Each is answered by itself.
  desk.say({reply("09:30", "c1", "ann")});
  CHECK(data_of(desk, "c2").unanswered);
}

TEST_CASE("split: what was merged by mistake is as it was, and whoever had it gets it back") {
  SmallDesk desk(policy);
  desk.say({message("09:00", "c1"), message("09:10", "c2")});
  desk.say({act("09:11", "assign", "c2", R"(,"agent":"bob")"), reply("09:12", "c2", "bob")});
  desk.say({merge("09:20", "c2", "c1")});
  CHECK(data_of(desk, "c1").messages == 2);
  const auto effects = desk.say({split("09:30", "c1", "c2")});
  CHECK(holds(effects, "queued c2 owner"));
  CHECK(place_of(desk, "c2") == "assigned bob");
  CHECK(place_of(desk, "c1") == "assigned ann");
  CHECK(data_of(desk, "c1").messages == 1);
  CHECK(data_of(desk, "c2").messages == 1);
}

TEST_CASE("merge: a snapshot knows what goes on as what, and it is forgotten with it") {
  SmallDesk desk(policy);
  desk.say({message("09:00", "c1"), message("09:01", "c2"), message("09:02", "c3")});
  desk.say({merge("09:10", "c1", "c2")});
  desk.say({merge("09:11", "c2", "c3")});
  const std::string bytes = desk.desk().snapshot();
  const usher::desk::Desk again = taken_up(bytes);
  CHECK(again.snapshot() == bytes);
  const auto &state = again.state();
  CHECK(state.conversation(state.find_conversation("c1")).data.merged_into == state.find_conversation("c2"));
  CHECK(heads(desk.say({act("09:20", "resolve", "c1")})) == Heads{"closed c3 resolved"});
  desk.say({R"({"type":"advance","time":"2026-04-05T09:00:00Z","force":true})"});
  for (const char *name : {"c1", "c2", "c3"})
    CHECK(desk.desk().state().find_conversation(name) == usher::desk::no_conversation);
}
