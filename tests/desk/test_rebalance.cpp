// SPDX-License-Identifier: BSL-1.0
// Everything that nobody has begun to work on, given anew.
#include "desk/places.hpp"
#include "desk/small_desk.hpp"

#include <fmt/format.h>

using namespace usher::test;

namespace {

std::string rebalance(std::string_view clock, std::string_view more = {}) {
  return fmt::format(R"({{"type":"rebalance","time":"{}"{}}})", time_at(clock), more);
}

bool tells(const std::string &effect, std::string_view type, std::string_view conversation,
           std::string_view agent) {
  const auto has = [&](std::string_view key, std::string_view value) {
    return effect.find(fmt::format(R"("{}":"{}")", key, value)) != std::string::npos;
  };
  return has("type", type) && has("conversation", conversation) && (agent.empty() || has("agent", agent)) &&
         has("because", "rebalanced");
}

constexpr std::string_view three = R"("departments":["care"],"presence":"online","capacity":3)";

} // namespace

TEST_CASE("field: whoever was there first got all, and shares it when others have come") {
  SmallDesk desk(with("departments: {care: {}}"));
  desk.say({agent("08:00", "ann", R"("departments":["care"],"presence":"online","capacity":9)")});
  for (int i = 1; i <= 6; ++i)
    desk.say({message(fmt::format("08:0{}", i), fmt::format("c{}", i))});
  desk.say({agent("09:00", "ben", R"("departments":["care"],"presence":"online","capacity":9)")});
  CHECK(place_of(desk, "c6") == "assigned ann");
  const auto effects = desk.say({rebalance("09:00")});
  int with_ann = 0;
  for (int i = 1; i <= 6; ++i)
    with_ann += place_of(desk, fmt::format("c{}", i)) == "assigned ann";
  CHECK(with_ann == 3);
  CHECK(effects.size() == 6); // three are taken and given, nothing is said of the rest
  CHECK(desk.say({rebalance("09:01")}).empty());
}

TEST_CASE("a batch is given to those whom it fits best in all") {
  SmallDesk desk(with("departments: {care: {}}\nrules:\n"
                      "  - {name: it, when: {text: [ciao]}, then: {skills: [billing]}}"));
  // Ann came first and knows billing; as she has room, all is hers.
  desk.say({agent("08:00", "ann",
                  R"("departments":["care"],"presence":"online","skills":["billing"],"capacity":1)")});
  desk.say({message("08:01", "c1")});
  desk.say(
      {R"({"type":"message","time":"2026-03-02T08:02:00Z","conversation":"c2","message":{"text":"ciao"}})"});
  CHECK(place_of(desk, "c1") == "assigned ann");
  CHECK(place_of(desk, "c2") == "queued"); // only she may take it
  // With ben there, one of the two could be his, but nobody moves it by themselves.
  desk.say({agent("09:00", "ben", R"("departments":["care"],"presence":"online","capacity":1)")});
  CHECK(place_of(desk, "c2") == "queued");
  const auto effects = desk.say({rebalance("09:01")});
  CHECK(place_of(desk, "c1") == "assigned ben");
  CHECK(place_of(desk, "c2") == "assigned ann");
  REQUIRE(effects.size() == 3);
  CHECK(tells(effects[0], "unassigned", "c1", "ann"));
  CHECK(tells(effects[1], "assigned", "c1", "ben"));
  CHECK(tells(effects[2], "assigned", "c2", "ann"));
}

TEST_CASE("what a person decided or began, and what is its owner's, is not laid anew") {
  SmallDesk desk(with("departments: {care: {assign: {sticky: {for: 14d, wait: 10m}}}, "
                      "sales: {assign: {offer: 90s}}}\nrules:\n"
                      "  - {name: buy, when: {text: [buy]}, then: {department: sales}}"));
  const auto in_both = [](std::string_view clock, std::string_view name) {
    return agent(clock, name, R"("departments":["care","sales"],"presence":"online","capacity":9)");
  };
  desk.say({in_both("08:00", "ann")});
  for (const char *name : {"begun", "given", "answered", "owned", "free"})
    desk.say({message("08:01", name)});
  desk.say(
      {R"({"type":"message","time":"2026-03-02T08:02:00Z","conversation":"accepted","message":{"text":"buy"}})"});
  desk.say(
      {R"({"type":"message","time":"2026-03-02T08:02:00Z","conversation":"asked","message":{"text":"buy"}})"});
  desk.say({act("08:03", "start", "begun"), act("08:03", "release", "given"),
            act("08:03", "assign", "given", R"(,"agent":"ann")"), reply("08:03", "answered", "ann"),
            act("08:03", "accept", "accepted", R"(,"agent":"ann")"), reply("08:03", "owned", "ann"),
            act("08:03", "wait", "owned")});
  desk.say({message("08:03", "owned")});
  CHECK(place_of(desk, "owned") == "assigned ann");
  CHECK(place_of(desk, "asked") == "offered ann");
  desk.say({in_both("08:03", "ben")});
  desk.say({rebalance("08:03")});
  for (const char *name : {"begun", "given", "answered", "owned", "accepted"}) {
    CAPTURE(name);
    CHECK(place_of(desk, name) == "assigned ann");
  }
  // The other two are free to move, and ben has nothing: what is only offered is offered to him.
  CHECK(place_of(desk, "free") == "assigned ben");
  CHECK(place_of(desk, "asked") == "offered ben");
}

TEST_CASE("the other orders place by turn, and then where it fits") {
  for (const std::string_view order : {"fifo", "priority", "earliest_due"}) {
    CAPTURE(order);
    SmallDesk desk(with(fmt::format("desk: {{order: {}}}\ndepartments: {{care: {{}}}}\nrules:\n"
                                    "  - {{name: it, when: {{language: it}}, then: {{tags: [it]}}}}",
                                    order)));
    // One slot, which fits the second better.
    desk.say({agent("08:00", "ann",
                    R"("departments":["care"],"languages":["it","en"],"presence":"away","capacity":1)")});
    desk.say({message("08:01", "c1", R"(,"language":"en")")});
    desk.say({message("08:01", "c2", R"(,"language":"it")")});
    desk.say({agent("08:30", "ann", R"("presence":"online")"), rebalance("08:30")});
    CHECK(place_of(desk, "c1") == "assigned ann");
    CHECK(place_of(desk, "c2") == "queued");
  }
}

TEST_CASE("rebalancing knows what came with it, and nobody has more than they may") {
  SmallDesk desk(with("channels: {mail: {kind: email}, talk: {kind: phone}}\n"
                      "desk: {weights: {phone: 3}}\ndepartments: {care: {}}"));
  for (int i = 1; i <= 4; ++i) {
    desk.say({message(fmt::format("08:0{}", i), fmt::format("m{}", i), R"(,"channel":"mail")")});
    desk.say({message(fmt::format("08:0{}", i), fmt::format("t{}", i), R"(,"channel":"talk")")});
  }
  const auto effects =
      desk.say({rebalance("09:00"),
                agent("09:00", "ann",
                      R"("departments":["care"],"presence":"online","capacity":{"total":5,"email":1})")});
  CHECK(place_of(desk, "t1") == "assigned ann");
  CHECK(place_of(desk, "m1") == "assigned ann");
  CHECK(place_of(desk, "m2") == "queued");
  CHECK(place_of(desk, "t2") == "queued");
  CHECK(effects.size() == 2);
}

TEST_CASE("one department is rebalanced alone, and one that is closed not at all") {
  SmallDesk desk(with("calendars: {late: {timezone: UTC, weekly: {mon: \"12:00-18:00\"}}}\n"
                      "departments: {care: {}, night: {calendar: late}}\nrules:\n"
                      "  - {name: night, when: {text: [night]}, then: {department: night}}"));
  const std::string_view both = R"("departments":["care","night"],"presence":"online","capacity":9)";
  desk.say({agent("08:00", "ann", both)});
  for (int i = 1; i <= 4; ++i) {
    desk.say({message("08:01", fmt::format("c{}", i))});
    desk.say({fmt::format(
        R"({{"type":"message","time":"2026-03-02T08:01:00Z","conversation":"n{}","message":{{"text":"night"}}}})",
        i)});
  }
  desk.say({agent("08:02", "ben", both)});
  CHECK(desk.say({rebalance("08:03", R"(,"department":"night")")}).empty());
  CHECK(desk.say({rebalance("08:04", R"(,"department":"nobody")")}).empty());
  CHECK(desk.findings().size() == 1);
  CHECK(desk.say({rebalance("08:05", R"(,"department":"care")")}).size() ==
        8); // all: ann has four of the night
  CHECK(place_of(desk, "c1") == "assigned ben");
  CHECK(place_of(desk, "n1") == "assigned ann");
}

TEST_CASE("what somebody absent has not begun goes to others, or waits") {
  SmallDesk desk(with("departments: {care: {assign: {end_of_shift: finish}}}"));
  desk.say({agent("08:00", "ann", three)});
  for (int i = 1; i <= 3; ++i)
    desk.say({message(fmt::format("08:0{}", i), fmt::format("c{}", i))});
  desk.say({agent("09:00", "ann", R"("presence":"offline")")});
  CHECK(place_of(desk, "c1") == "assigned ann");
  desk.say({agent("09:01", "ben", R"("departments":["care"],"presence":"online","capacity":2)")});
  const auto effects = desk.say({rebalance("09:02")});
  CHECK(place_of(desk, "c1") == "assigned ben");
  CHECK(place_of(desk, "c2") == "assigned ben");
  CHECK(place_of(desk, "c3") == "queued");
  REQUIRE(effects.size() == 6);
  CHECK(tells(effects[5], "queued", "c3", ""));
}

TEST_CASE("a rebalancing stands in the journal and is taken back whole") {
  SmallDesk desk(with("departments: {care: {}}"));
  desk.say({agent("08:00", "ann", three)});
  for (int i = 1; i <= 3; ++i)
    desk.say({message(fmt::format("08:0{}", i), fmt::format("c{}", i))});
  desk.say({agent("09:00", "ben", three)});
  REQUIRE(desk.try_say({rebalance("09:01", R"(,"agent":"boss","text":"ben is here")")}) ==
          usher::desk::ApplyStatus::ok);
  CHECK(desk.journal().find(R"("event":{"type":"rebalance","time":"2026-03-02T09:01:00.000Z","agent":"boss",)"
                            R"("text":"ben is here"})") != std::string::npos);
  CHECK(desk.desk().effects().size() == 2);
  desk.desk().abort();
  for (int i = 1; i <= 3; ++i)
    CHECK(place_of(desk, fmt::format("c{}", i)) == "assigned ann");
}
