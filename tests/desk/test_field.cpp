// SPDX-License-Identifier: BSL-1.0
// What users of other products complain about in public, one test each: who gets a conversation, whether it is ever
// lost, what opening again and the clocks do.
#include "desk/places.hpp"
#include "desk/small_desk.hpp"

#include <fmt/format.h>

using namespace usher::test;

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
  const auto &state = desk.desk().state();
  const auto &data = state.conversation(state.find_conversation("c2")).data;
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

TEST_CASE("field: a rule acts at each message, not once for ever, and answers of staff set off nothing") {
  SmallDesk desk(with("departments: {care: {}, sales: {}}\ntopics: {buy: {en: [buy]}, help: {en: [help]}}\n"
                      "rules: [{name: sell, when: {topic: buy}, then: {department: sales}}, "
                      "{name: help, when: {topic: help}, then: {department: care}}]"));
  const auto department = [&] {
    const auto &state = desk.desk().state();
    return state.conversation(state.find_conversation("c1")).data.department;
  };
  const auto says = [&](std::string_view clock, std::string_view text) {
    desk.say({fmt::format(R"({{"type":"message","time":"{}","conversation":"c1","message":{{"text":"{}"}}}})",
                          time_at(clock), text)});
  };
  std::vector<std::uint32_t> seen;
  for (const auto &[clock, text] : {std::pair("09:00", "I want to buy"), std::pair("09:01", "please help"),
                                    std::pair("09:02", "thanks"), std::pair("09:03", "let me buy it")}) {
    says(clock, text);
    seen.push_back(department());
  }
  CHECK(seen == std::vector<std::uint32_t>{1, 0, 0, 1});
  desk.say({agent("09:04", "kim", R"("departments":["sales"],"presence":"online")")});
  desk.say(
      {R"({"type":"message","from":"staff","time":"2026-03-02T09:05:00Z","conversation":"c1","agent":"kim",)"
       R"("message":{"text":"how can I help"}})"});
  CHECK(department() == 1);
}

TEST_CASE("field: what an update does not name is still known to the rules") {
  SmallDesk desk(
      with("departments: {care: {}, sales: {}}\nfacts: {customer.tier: [bronze, gold], order.open: flag}\n"
           "rules: [{name: both, when: {customer.tier: gold, order.open: true}, then: {department: "
           "sales}}]"));
  desk.say({message("09:00", "c1", R"(,"facts":{"customer.tier":"gold"})")});
  const auto effects = desk.say(
      {R"({"type":"fact","time":"2026-03-02T09:01:00Z","conversation":"c1","facts":{"order.open":true}})"});
  const auto &state = desk.desk().state();
  CHECK(state.conversation(state.find_conversation("c1")).data.department == 1);
  // Only what changed is said: where it goes, that it waits there, and that nobody is there.
  CHECK(effects.size() == 3);
}

// Of the clocks.

TEST_CASE("field: lunch, holidays and nights are no service time") {
  SmallDesk desk(
      with("calendars: {office: {timezone: UTC, weekly: {mon-fri: [\"09:00-12:00\", \"13:00-17:00\"]}, "
           "closed: [2026-03-03]}}\n"
           "sla: {fast: {first_response: 2h}}\ndepartments: {care: {calendar: office, sla: fast}}"));
  const auto due = [&](std::string_view clock, std::string_view conversation) {
    for (const std::string &effect : desk.say({message(clock, conversation)})) {
      const std::size_t at = effect.find(R"("due":")");
      if (effect.find(conversation) != std::string::npos && at != std::string::npos)
        return effect.substr(at + 7, 16);
    }
    return std::string("none");
  };
  CHECK(due("08:00", "early") == "2026-03-02T11:00");
  CHECK(due("11:30", "lunch") == "2026-03-02T14:30");
  CHECK(due("16:30", "holiday") == "2026-03-04T10:30"); // Tuesday is closed
  CHECK(due("23:00", "night") == "2026-03-04T11:00");
}

TEST_CASE("field: the next response has its own promise, and the first keeps its") {
  SmallDesk desk(
      with("sla: {fast: {first_response: 1h, next_response: 3h}}\ndepartments: {care: {sla: fast}}"));
  desk.say({agent("08:00", "ann", in_care)});
  desk.say({message("09:00", "c1")});
  desk.say({message("09:30", "c1")});              // a second message before any answer moves nothing
  CHECK(desk.say({advance("10:00")}).size() == 1); // due soon, said at 09:48; what is answered now is in time
  const auto breached = desk.say({advance("10:01")});
  REQUIRE(breached.size() == 1);
  CHECK(breached[0].find(R"("type":"breached")") != std::string::npos);
  CHECK(breached[0].find(R"("clock":"first_response")") != std::string::npos);
  desk.say({reply("10:10", "c1", "ann")});
  std::string all;
  for (const std::string &effect : desk.say({message("10:20", "c1")}))
    all += effect;
  CHECK(all.find(R"("clock":"next_response","due":"2026-03-02T13:20:00.000Z")") != std::string::npos);
  CHECK(all.find("first_response") == std::string::npos);
}

TEST_CASE("field: who answered in time is not escalated, and a night rings no alarm") {
  SmallDesk desk(with("calendars: {office: {timezone: UTC, weekly: {mon-fri: [\"09:00-17:00\"]}}}\n"
                      "sla: {fast: {first_response: 4h}}\n"
                      "departments: {care: {calendar: office, sla: fast, widen: [{at: 75% of first_response, "
                      "raise: 40}]}}"));
  desk.say({agent("08:00", "ann", in_care)});
  desk.say({message("15:00", "c1")});
  desk.say({message("15:30", "c2")}); // waits, ann is busy
  desk.say({reply("15:40", "c1", "ann")});
  const auto night = desk.say({R"({"type":"advance","time":"2026-03-03T09:00:00Z"})"});
  CHECK(night.empty());
  // An hour and a half of c2's four have passed by then; three have at 10:30, by the hours of the office.
  const auto morning = desk.say({R"({"type":"advance","time":"2026-03-03T10:30:00Z"})"});
  std::string all;
  for (const std::string &effect : morning)
    all += effect + "\n";
  CHECK(all.find(R"("conversation":"c2")") != std::string::npos);
  CHECK(all.find(R"("type":"escalated")") != std::string::npos);
  CHECK(all.find(R"("conversation":"c1")") == std::string::npos);
}
