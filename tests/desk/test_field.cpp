// SPDX-License-Identifier: BSL-1.0
// What users of other products complain about in public, one test each: who gets a conversation, whether it is ever
// lost, what opening again and the clocks do.
#include "desk/small_desk.hpp"
#include "desk/state.hpp"

#include <fmt/format.h>

using namespace usher;
using usher::test::SmallDesk;

namespace {

/// "assigned ann", "queued", "nowhere": where it is, and who has it.
std::string place_of(SmallDesk &desk, std::string_view conversation) {
  const desk::State &state = desk.desk().state();
  const desk::ConversationId id = state.find_conversation(conversation);
  REQUIRE(id != desk::no_conversation);
  const desk::ConversationData &data = state.conversation(id).data;
  switch (data.location) {
  case desk::Location::nowhere: return "nowhere";
  case desk::Location::queued: return "queued";
  case desk::Location::offered: return "offered " + state.agent(data.agent).name;
  case desk::Location::assigned: return "assigned " + state.agent(data.agent).name;
  case desk::Location::parked: return "parked";
  case desk::Location::held: return "held";
  }
  return {};
}

std::string time_at(std::string_view clock) { return fmt::format("2026-03-02T{}:00Z", clock); } // a Monday

std::string message(std::string_view clock, std::string_view conversation, std::string_view more = {}) {
  return fmt::format(R"({{"type":"message","time":"{}","conversation":"{}","message":{{"text":"hello"{}}}}})",
                     time_at(clock), conversation, more);
}
std::string agent(std::string_view clock, std::string_view name, std::string_view more) {
  return fmt::format(R"({{"type":"agent","time":"{}","agent":"{}",{}}})", time_at(clock), name, more);
}
std::string act(std::string_view clock, std::string_view type, std::string_view conversation,
                std::string_view more = {}) {
  return fmt::format(R"({{"type":"{}","time":"{}","conversation":"{}"{}}})", type, time_at(clock),
                     conversation, more);
}
std::string reply(std::string_view clock, std::string_view conversation, std::string_view name) {
  return fmt::format(R"({{"type":"message","from":"staff","time":"{}","conversation":"{}","agent":"{}"}})",
                     time_at(clock), conversation, name);
}

constexpr std::string_view in_care = R"("departments":["care"],"presence":"online")";

std::string with(std::string_view sections) {
  return fmt::format("usher: 1\n{}\ndefault: {{department: care}}\n", sections);
}

} // namespace

TEST_CASE("field: a first message that cannot be read is nobody else's, and is not lost") {
  SmallDesk desk(
      with("departments: {care: {}, legal: {}}\n"
           "rules: [{name: threat, when: {text: [hello]}, then: {department: legal, tags: [threat]}}]"));
  desk.say({message("09:00", "c1")});
  std::string facts = R"(,"facts":{"x":1)";
  for (int i = 0; i < 300; ++i)
    facts += fmt::format(R"(,"x{}":1)", i);
  const auto effects = desk.say({message("09:01", "c2", facts + "}")});
  REQUIRE(desk.findings().has_errors());
  const desk::State &state = desk.desk().state();
  const desk::ConversationData &data = state.conversation(state.find_conversation("c2")).data;
  CHECK(state.terms().frame().departments[data.department].name == "care");
  CHECK(state.words().words(data.tags).empty());
  CHECK(place_of(desk, "c2") == "queued");
  REQUIRE(!effects.empty());
  CHECK(effects[0].find(R"("because":"default")") != std::string::npos);
}

TEST_CASE("field: the oldest goes first when somebody has room again") {
  SmallDesk desk(with("departments: {care: {}}"));
  desk.say({agent("09:00", "ann", in_care)});
  for (int i = 1; i <= 5; ++i)
    desk.say({message(fmt::format("09:0{}", i), fmt::format("c{}", i))});
  CHECK(place_of(desk, "c1") == "assigned ann");
  for (int i = 1; i <= 4; ++i) {
    desk.say({act(fmt::format("09:1{}", i), "resolve", fmt::format("c{}", i))});
    CHECK(place_of(desk, fmt::format("c{}", i + 1)) == "assigned ann");
  }
}

TEST_CASE("field: what came while nobody was there is given when somebody comes") {
  SmallDesk desk(with("departments: {care: {}}"));
  desk.say({agent("08:00", "ann", R"("departments":["care"],"presence":"offline","capacity":9)")});
  desk.say({message("08:01", "c1")});
  desk.say({message("08:02", "c2")});
  CHECK(place_of(desk, "c1") == "queued");
  desk.say({agent("09:00", "ann", R"("presence":"online")")});
  CHECK(place_of(desk, "c1") == "assigned ann");
  CHECK(place_of(desk, "c2") == "assigned ann");
}

TEST_CASE("field: work is shared by what people hold now, not by what they ever had") {
  SmallDesk desk(with("departments: {care: {assign: {strategy: least_loaded}}}"));
  desk.say({agent("08:00", "ann", R"("departments":["care"],"presence":"online","capacity":4)")});
  for (int i = 0; i < 4; ++i) {
    desk.say({message(fmt::format("08:1{}", i), fmt::format("old{}", i))});
    desk.say({act(fmt::format("08:1{}", i), "resolve", fmt::format("old{}", i))});
  }
  // Ben comes back from a holiday, with nothing behind him: he is not flooded.
  desk.say({agent("09:00", "ben", R"("departments":["care"],"presence":"online","capacity":4)")});
  for (int i = 1; i <= 4; ++i)
    desk.say({message(fmt::format("09:0{}", i), fmt::format("c{}", i))});
  CHECK(place_of(desk, "c1") == "assigned ann");
  CHECK(place_of(desk, "c2") == "assigned ben");
  CHECK(place_of(desk, "c3") == "assigned ann");
  CHECK(place_of(desk, "c4") == "assigned ben");
}

TEST_CASE("field: a conversation that is opened again does not go to an owner who is away") {
  SmallDesk desk(with("departments: {care: {assign: {sticky: {for: 14d, wait: 10m}}}}"));
  desk.say({agent("08:00", "ann", in_care)});
  desk.say({agent("08:00", "ben", in_care)});
  desk.say({message("08:01", "c1")});
  CHECK(place_of(desk, "c1") == "assigned ann");
  desk.say({reply("08:05", "c1", "ann")});
  desk.say({act("08:06", "resolve", "c1")});
  SUBCASE("there, with room: theirs at once, though ben is idle as well") {
    desk.say({message("09:00", "c1")});
    CHECK(place_of(desk, "c1") == "assigned ann");
  }
  SUBCASE("there, but full: waits for them, and then no longer") {
    desk.say({act("08:30", "assign", "c1", R"(,"agent":"ben")")});
    desk.say({act("08:31", "resolve", "c1")});
    desk.say({message("08:40", "c2")});
    desk.say({act("08:41", "assign", "c2", R"(,"agent":"ann")")});
    desk.say({reply("08:42", "c1", "ann")}); // an answer does not make her the owner of what is resolved
    desk.say({message("08:50", "c3")});      // ben's
    desk.say({message("09:00", "c1")});
    CHECK(place_of(desk, "c1") == "queued");
    desk.say({agent("09:01", "eve", in_care)});
    CHECK(place_of(desk, "c1") == "queued");
    desk.say({R"({"type":"advance","time":"2026-03-02T09:10:00Z"})"});
    CHECK(place_of(desk, "c1") == "assigned eve");
  }
  SUBCASE("away: anybody's") {
    desk.say({agent("08:50", "ann", R"("presence":"away")")});
    desk.say({message("09:00", "c1")});
    CHECK(place_of(desk, "c1") == "assigned ben");
  }
}

TEST_CASE("field: a limit holds over all channels, and what a person gives counts as well") {
  SmallDesk desk(with("channels: {mail: {kind: email}, chat: {kind: chat}}\ndepartments: {care: {}}"));
  desk.say({agent("09:00", "ann",
                  R"("departments":["care"],"presence":"online","capacity":{"total":2,"chat":1})")});
  desk.say({message("09:01", "chat1", R"(,"channel":"chat")")});
  desk.say({message("09:02", "chat2", R"(,"channel":"chat")")});
  CHECK(place_of(desk, "chat1") == "assigned ann");
  CHECK(place_of(desk, "chat2") == "queued");
  desk.say({message("09:03", "mail1", R"(,"channel":"mail")")});
  CHECK(place_of(desk, "mail1") == "assigned ann");
  desk.say({act("09:04", "assign", "chat2", R"(,"agent":"ann")")});
  CHECK(place_of(desk, "chat2") == "assigned ann");
  desk.say({act("09:05", "resolve", "mail1")});
  desk.say({message("09:06", "mail2", R"(,"channel":"mail")")});
  CHECK(place_of(desk, "mail2") == "queued"); // two chats fill her
}

TEST_CASE("field: taking turns, and nobody who is away stops the turn") {
  SmallDesk desk(with("departments: {care: {assign: {strategy: round_robin}}}"));
  for (const char *name : {"ann", "ben", "eve"})
    desk.say({agent("08:00", name, R"("departments":["care"],"presence":"online","capacity":9)")});
  std::string turns;
  const auto next = [&](int i) {
    desk.say({message(fmt::format("09:{:02}", i), fmt::format("c{}", i))});
    turns += place_of(desk, fmt::format("c{}", i)).substr(9) + " ";
  };
  for (int i = 0; i < 4; ++i)
    next(i);
  desk.say({agent("09:30", "ben", R"("presence":"away")")});
  for (int i = 31; i < 35; ++i)
    next(i);
  CHECK(turns == "ann ben eve ann eve ann eve ann ");
}

TEST_CASE("field: a skill that nobody has finds somebody in time") {
  SmallDesk desk(with("departments:\n  care: {}\n  sales:\n    widen: [{after: 5m, drop: [skills]}, {after: "
                      "10m, also: [care]}]\n"
                      "facts: {want: text}\nrules: [{name: wants, when: {want: fit}, then: {department: "
                      "sales, skills: [tailor]}}]"));
  desk.say({agent("08:00", "ann", in_care)});
  desk.say({message("09:00", "c1", R"(,"facts":{"want":"fit"})")});
  CHECK(place_of(desk, "c1") == "queued");
  desk.say({R"({"type":"advance","time":"2026-03-02T09:09:59Z"})"});
  CHECK(place_of(desk, "c1") == "queued");
  desk.say({R"({"type":"advance","time":"2026-03-02T09:10:00Z"})"});
  CHECK(place_of(desk, "c1") == "assigned ann");
}

TEST_CASE("field: an offer that nobody answers passes to the next") {
  SmallDesk desk(with("departments: {care: {assign: {strategy: first, offer: 90s}}}"));
  desk.say({agent("08:00", "ann", in_care)});
  desk.say({agent("08:00", "ben", in_care)});
  desk.say({message("09:00", "c1")});
  CHECK(place_of(desk, "c1") == "offered ann");
  desk.say({R"({"type":"advance","time":"2026-03-02T09:01:30Z"})"});
  CHECK(place_of(desk, "c1") == "offered ben");
  desk.say({act("09:02", "decline", "c1", R"(,"agent":"ben")")});
  // Both said no, and there is nobody else: each is asked again after a minute.
  CHECK(place_of(desk, "c1") == "queued");
  desk.say({R"({"type":"advance","time":"2026-03-02T09:02:30Z"})"});
  CHECK(place_of(desk, "c1") == "offered ann");
  desk.say({act("09:03", "accept", "c1", R"(,"agent":"ann")")});
  CHECK(place_of(desk, "c1") == "assigned ann");
}

TEST_CASE("field: somebody is told of what waits too long") {
  SmallDesk desk(
      with("departments:\n  sales: {}\n  care: {widen: [{after: 10m, raise: 60, notify: [leads]}]}\n"
           "agents: {kim: {departments: [sales]}}\ngroups: {leads: [kim]}"));
  desk.say({message("09:00", "c1")});
  const auto effects = desk.say({R"({"type":"advance","time":"2026-03-02T09:20:00Z"})"});
  std::string all;
  for (const std::string &effect : effects)
    all += effect;
  CHECK(all.find(R"("type":"notify")") != std::string::npos);
  CHECK(all.find(R"("whom":"leads")") != std::string::npos);
  CHECK(all.find(R"("type":"escalated")") != std::string::npos);
}

TEST_CASE("field: the clock stands still while the customer is waited for, and starts no new promise") {
  SmallDesk desk(with(
      "sla: {fast: {first_response: 1h, next_response: 2h, resolution: 8h, pause: [waiting_for_customer]}}\n"
      "departments: {care: {sla: fast}}"));
  desk.say({agent("08:00", "ann", in_care)});
  desk.say({message("09:00", "c1")});
  desk.say({reply("09:30", "c1", "ann")});
  desk.say({act("10:00", "wait", "c1")});
  // Nine hours later nothing is overdue: seven of the eight hours are left.
  CHECK(desk.say({R"({"type":"advance","time":"2026-03-02T19:00:00Z"})"}).empty());
  const auto effects = desk.say({message("20:00", "c1")});
  std::string all;
  for (const std::string &effect : effects)
    all += effect + "\n";
  CHECK(all.find(R"("clock":"resolution","due":"2026-03-03T03:00:00.000Z")") != std::string::npos);
  CHECK(all.find(R"("clock":"next_response","due":"2026-03-02T22:00:00.000Z")") != std::string::npos);
}

TEST_CASE("field: a resolved conversation warns of nothing") {
  SmallDesk desk(with("sla: {fast: {first_response: 1h, resolution: 2h}}\ndepartments: {care: {sla: fast}}"));
  desk.say({agent("08:00", "ann", in_care)});
  desk.say({message("09:00", "c1")});
  desk.say({act("09:10", "resolve", "c1")});
  CHECK(desk.say({R"({"type":"advance","time":"2026-03-03T09:00:00Z"})"}).empty());
}

TEST_CASE("field: the same event twice has effect once") {
  SmallDesk desk(with("departments: {care: {}}"));
  const std::string line =
      R"({"type":"message","id":"e1","time":"2026-03-02T09:00:00Z","conversation":"c1","message":{"text":"hello"}})";
  CHECK_FALSE(desk.say({line}).empty());
  CHECK(desk.say({line}).empty());
  CHECK(desk.desk().results()[0].repeated);
}

TEST_CASE("field: nobody is overtaken by an equal who came later") {
  SmallDesk desk(with("departments: {care: {}}"));
  for (int i = 0; i < 20; ++i)
    desk.say({message(fmt::format("09:{:02}", i), fmt::format("c{}", i))});
  desk.say({agent("10:00", "ann", R"("departments":["care"],"presence":"online","capacity":7)")});
  for (int i = 0; i < 20; ++i)
    CHECK(place_of(desk, fmt::format("c{}", i)) == (i < 7 ? "assigned ann" : "queued"));
}
