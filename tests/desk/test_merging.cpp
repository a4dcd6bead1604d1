// SPDX-License-Identifier: BSL-1.0
// Two conversations are one matter, or a part of one is another: who keeps what.
#include "base/duration.hpp"
#include "desk/heads.hpp"
#include "desk/metrics_figures.hpp"

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

namespace {

using usher::calendar::ServiceClock;
using usher::calendar::ServiceClocks;
using usher::desk::Count;
using usher::desk::Series;

// One department that is always open, whose clocks stand still while it waits for the customer.
const std::string waiting_policy = R"(usher: 1
sla: {fast: {first_response: 1h, next_response: 1h, resolution: 8h, pause: [waiting_for_customer]}}
departments: {care: {sla: fast}}
agents: {sara: {departments: [care], capacity: 9}}
default: {department: care}
)";

std::string due_message(std::string_view clock, std::string_view id, std::string_view due) {
  return fmt::format(
      R"({{"type":"message","time":"2026-03-02T{}:00Z","conversation":"{}","due":"2026-03-02T{}:00Z","message":{{}}}})",
      clock, id, due);
}
/// The hour at which the promise of a clock that runs is due.
std::string due_of(SmallDesk &desk, std::string_view id, ServiceClock ServiceClocks::*clock) {
  const ServiceClock &found = data_of(desk, id).clocks.*clock;
  const bool is_owed = found.state == usher::calendar::ClockState::running;
  return is_owed && found.due ? usher::format_time(*found.due).substr(11, 5) : "none";
}

std::string merged_of_two(SmallDesk &desk, std::string_view clock, bool mirrored) {
  desk.say({mirrored ? merge(clock, "c2", "c1") : merge(clock, "c1", "c2")});
  return mirrored ? "c1" : "c2";
}

} // namespace

TEST_CASE("merge: a first response that becomes the next one keeps its pause and its given time") {
  SmallDesk desk(waiting_policy);
  desk.say({message("09:00", "c1")});
  desk.say({act("09:20", "wait", "c1")});
  desk.say({message("09:30", "c2")});
  desk.say({reply("09:40", "c2", "sara")});
  desk.say({merge("12:00", "c1", "c2")});
  CHECK(due_of(desk, "c2", &ServiceClocks::next_response) == "12:40"); // 20 minutes of the hour had passed
  CHECK(due_of(desk, "c2", &ServiceClocks::resolution) == "19:40");

  SmallDesk given(waiting_policy);
  given.say({due_message("09:00", "c1", "15:00"), message("09:30", "c2")});
  given.say({reply("09:40", "c2", "sara")});
  given.say({merge("12:00", "c1", "c2")});
  CHECK(due_of(given, "c2", &ServiceClocks::next_response) == "15:00");
  CHECK(heads(given.say({advance("14:59")})) == Heads{"due_soon c2 -"});
  CHECK(given.say({reply("15:00", "c2", "sara")}).empty());
  given.say({message("15:10", "c2")});
  CHECK(due_of(given, "c2", &ServiceClocks::next_response) == "16:10");
}

TEST_CASE("merge: of two responses that are owed one goes on, whichever way they are merged") {
  for (const bool mirrored : {false, true}) {
    CAPTURE(mirrored);
    SmallDesk desk(waiting_policy);
    desk.say({message("09:00", "c1")});
    desk.say({reply("09:10", "c1", "sara")});
    desk.say({message("11:00", "c1")});
    desk.say({message("11:30", "c2")});
    const std::string id = merged_of_two(desk, "11:40", mirrored);
    CHECK(due_of(desk, id, &ServiceClocks::first_response) == "none");
    CHECK(due_of(desk, id, &ServiceClocks::next_response) == "12:00");
    desk.say({reply("12:10", id, "sara")});
    const usher::desk::Figures figures = figures_of(desk.desk(), {});
    CHECK(figures.desk()[Count::broken_next_response] == 1);
    CHECK(figures.desk()[Count::kept_next_response] == 0);
    CHECK(figures.desk()[Count::kept_first_response] == 1); // of ten past nine
  }
}

TEST_CASE("merge: what was answered long ago is not answered for the first time again") {
  for (const bool mirrored : {false, true}) {
    CAPTURE(mirrored);
    SmallDesk desk(waiting_policy);
    desk.say({message("09:00", "c1")});
    desk.say({reply("09:10", "c1", "sara")});
    desk.say({agent("09:20", "sara", R"("presence":"away")")});
    desk.say({message("12:00", "c2")});
    const std::string id = merged_of_two(desk, "12:05", mirrored);
    CHECK(figures_of(desk.desk(), {}).desk().backlog.unreplied == 0);
    CHECK(due_of(desk, id, &ServiceClocks::next_response) == "13:00");
    desk.say({agent("12:06", "sara", R"("presence":"online")")});
    CHECK(place_of(desk, id) == "assigned sara");
    desk.say({reply("12:10", id, "sara")});
    const usher::desk::Figures figures = figures_of(desk.desk(), {});
    const usher::desk::GroupFigures &all = figures.desk();
    CHECK(all[Series::first_reply].count() == 1);
    CHECK(all[Series::first_reply].sum() == 10 * usher::minute_ms);
    CHECK(all[Series::first_reply_business].sum() == 10 * usher::minute_ms);
    CHECK(all[Series::next_reply].sum() == 10 * usher::minute_ms);
    CHECK(all[Series::next_reply_business].sum() == 10 * usher::minute_ms);
    CHECK(all[Series::wait].sum() == 0);
    CHECK(all[Count::kept_first_response] == 1);
    CHECK(all[Count::kept_next_response] == 1);
  }
}

TEST_CASE("merge: a matter is resolved once, and as long as what it goes on as") {
  SmallDesk desk(waiting_policy);
  desk.say({message("09:00", "c1")});
  desk.say({reply("09:10", "c1", "sara")});
  desk.say({act("09:30", "resolve", "c1")});
  desk.say({message("12:00", "c2")});
  desk.say({merge("12:05", "c1", "c2")});
  CHECK(figures_of(desk.desk(), {}).desk()[Series::full_resolution].count() == 0);
  desk.say({reply("12:10", "c2", "sara")});
  desk.say({act("12:30", "resolve", "c2")});
  const usher::desk::Figures figures = figures_of(desk.desk(), {});
  CHECK(figures.desk()[Count::solved] == 1);
  CHECK(figures.desk()[Count::one_touch] == 1);
  CHECK(figures.desk()[Series::first_resolution].sum() == 30 * usher::minute_ms);
  CHECK(figures.desk()[Series::full_resolution].count() == 1);
  CHECK(figures.desk()[Series::full_resolution].sum() == 210 * usher::minute_ms);
}

TEST_CASE("merge: a chain of any length is taken up and forgotten") {
  constexpr int length =
      20'000; // in steps of one call each, or of all conversations for each, this takes forever
  SmallDesk desk("usher: 1\ndepartments: {care: {}}\ndefault: {department: care}\n");
  std::vector<std::string> lines;
  for (int i = 0; i < length; ++i)
    lines.push_back(message("09:00", fmt::format("c{}", i)));
  for (int i = 0; i + 1 < length; ++i)
    lines.push_back(merge("09:01", fmt::format("c{}", i), fmt::format("c{}", i + 1)));
  desk.say(lines);
  desk.say({message("09:01", "other"), message("09:01", "open")});
  desk.say({merge("09:01", "other", "open")});
  desk.say({act("09:02", "resolve", "c0")});
  usher::desk::Desk again = taken_up(desk.desk().snapshot());
  CHECK(again.state().goes_on_as(again.state().find_conversation("c0")) ==
        again.state().find_conversation(fmt::format("c{}", length - 1)));
  desk.say({R"({"type":"advance","time":"2026-04-05T09:00:00Z","force":true})"});
  const auto &state = desk.desk().state();
  for (const int i : {0, 1, length / 2, length - 1})
    CHECK(state.find_conversation(fmt::format("c{}", i)) == usher::desk::no_conversation);
  CHECK(state.find_conversation("other") != usher::desk::no_conversation);
}
