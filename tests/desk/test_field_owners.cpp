// SPDX-License-Identifier: BSL-1.0
// More of what users of other products complain about in public: whose a conversation is when its owner leaves, comes
// back, or may not take what it asks for now; and what is told again and again.
#include "desk/places.hpp"
#include "desk/small_desk.hpp"

#include <algorithm>

#include <fmt/format.h>

using namespace usher::test;

namespace {

std::string says(std::string_view clock, std::string_view conversation, std::string_view text) {
  return fmt::format(R"({{"type":"message","time":"{}","conversation":"{}","message":{{"text":"{}"}}}})",
                     time_at(clock), conversation, text);
}
std::string presence(std::string_view clock, std::string_view name, std::string_view is) {
  return agent(clock, name, fmt::format(R"("presence":"{}")", is));
}

/// The effects of some types, each as its type and reason.
std::string told(const std::vector<std::string> &effects, std::initializer_list<std::string_view> types) {
  std::string out;
  const auto value = [](std::string_view effect, std::string_view key) {
    const std::string start = fmt::format(R"("{}":")", key);
    const std::size_t at = effect.find(start);
    if (at == std::string_view::npos) return std::string_view();
    effect.remove_prefix(at + start.size());
    return effect.substr(0, effect.find('"'));
  };
  for (const std::string &effect : effects) {
    const std::string_view type = value(effect, "type");
    if (std::find(types.begin(), types.end(), type) == types.end()) continue;
    out += fmt::format("{}{} ({})", out.empty() ? "" : ", ", type, value(effect, "because"));
  }
  return out;
}

constexpr std::string_view shifts = "calendars: {day: {timezone: UTC, weekly: {mon-fri: \"09:00-17:00\"}}}\n";

} // namespace

TEST_CASE("field: a customer who writes to somebody who has left is not left alone with them") {
  SmallDesk desk(with("departments: {care: {}}"));
  desk.say({agent("08:00", "ann", in_care)});
  desk.say({message("09:00", "c1")});
  CHECK(place_of(desk, "c1") == "assigned ann");
  desk.say({agent("09:01", "ben", in_care)});
  SUBCASE("she went offline or away after her answer: it is anybody's, at once") {
    desk.say({reply("09:05", "c1", "ann")});
    for (const char *const how : {"offline", "away"}) {
      desk.say({presence("09:06", "ann", how)});
      CHECK(place_of(desk, "c1") == "assigned ann");
    }
    CHECK(told(desk.say({message("09:30", "c1")}), {"unassigned", "queued", "assigned", "unstaffed"}) ==
          "unassigned (absent), queued (customer_wrote), assigned (strategy)");
    CHECK(place_of(desk, "c1") == "assigned ben");
  }
  SUBCASE("what she had not answered stays with whoever finishes it") {
    desk.say({presence("09:06", "ann", "offline")});
    desk.say({message("09:30", "c1")});
    CHECK(place_of(desk, "c1") == "assigned ann");
  }
  SUBCASE("what a person gave her as well") {
    desk.say({act("09:02", "assign", "c1", R"(,"agent":"ben")")});
    desk.say({act("09:03", "assign", "c1", R"(,"agent":"ann")")});
    desk.say({reply("09:05", "c1", "ann")});
    desk.say({presence("09:06", "ann", "away")});
    desk.say({message("09:30", "c1")});
    CHECK(place_of(desk, "c1") == "assigned ben");
  }
  SUBCASE("nobody is there: that is said, and it is hers when she comes back first") {
    desk.say({reply("09:05", "c1", "ann")});
    desk.say({presence("09:06", "ann", "away")});
    desk.say({presence("09:06", "ben", "away")});
    CHECK(told(desk.say({message("09:30", "c1")}), {"unassigned", "queued", "unstaffed"}) ==
          "unassigned (absent), queued (customer_wrote), unstaffed ()");
    CHECK(told(desk.say({presence("09:40", "ben", "online"), presence("09:40", "ann", "online")}),
               {"assigned"}) == "assigned (owner)");
    CHECK(place_of(desk, "c1") == "assigned ann");
  }
}

TEST_CASE("field: whoever finishes their work is not written to at night") {
  SmallDesk desk(with(fmt::format("{}departments: {{care: {{assign: {{strategy: first}}}}}}\n"
                                  "agents: {{ann: {{departments: [care], shift: day}}, "
                                  "ben: {{departments: [care], shift: day}}, eve: {{departments: [care]}}}}",
                                  shifts)));
  desk.say({message("10:00", "c1")});
  desk.say({message("10:00", "c2")});
  desk.say({reply("10:05", "c2", "ben")});
  CHECK(place_of(desk, "c2") == "assigned ben");
  desk.say({presence("16:00", "eve", "away")});
  desk.say({advance("17:00")});
  CHECK(place_of(desk, "c2") == "assigned ben");
  desk.say({message("18:00", "c2")});
  CHECK(place_of(desk, "c2") == "queued");
  SUBCASE("somebody comes first: theirs") {
    desk.say({presence("20:00", "eve", "online")});
    CHECK(place_of(desk, "c2") == "assigned eve");
  }
  SUBCASE("all come at once: their owner's, though the list has others before") {
    desk.say({act("18:10", "resolve", "c1")});
    desk.say({R"({"type":"advance","time":"2026-03-03T09:00:00Z"})"});
    CHECK(place_of(desk, "c2") == "assigned ben");
  }
}

TEST_CASE("field: what came at night is its owner's in the morning") {
  const auto policy = [](std::string_view end_of_shift) {
    return with(fmt::format(
        "{}departments: {{care: {{calendar: day, closed: {{hold: true}}, assign: {{strategy: first, "
        "end_of_shift: {}}}}}}}\n"
        "agents: {{ann: {{departments: [care], shift: day}}, ben: {{departments: [care], shift: day}}}}",
        shifts, end_of_shift));
  };
  const std::string morning = R"({"type":"advance","time":"2026-03-03T09:00:00Z"})";
  SUBCASE("it had waited for the customer") {
    SmallDesk desk(policy("finish"));
    desk.say({message("10:00", "c1")});
    desk.say({act("10:01", "assign", "c1", R"(,"agent":"ben")")});
    desk.say({reply("10:05", "c1", "ben")});
    desk.say({act("10:06", "wait", "c1")});
    desk.say({message("18:00", "c1")});
    CHECK(place_of(desk, "c1") == "held");
    CHECK(told(desk.say({morning}), {"queued", "assigned"}) == "queued (department_open), assigned (owner)");
    CHECK(place_of(desk, "c1") == "assigned ben");
  }
  SUBCASE("it was handed back") {
    SmallDesk desk(policy("hand_back"));
    desk.say({message("10:00", "c1")});
    desk.say({act("10:01", "assign", "c1", R"(,"agent":"ben")")});
    desk.say({advance("17:00")});
    CHECK(place_of(desk, "c1") == "held");
    desk.say({morning});
    CHECK(place_of(desk, "c1") == "assigned ben");
  }
  SUBCASE("its owner does not come: anybody's") {
    SmallDesk desk(policy("hand_back"));
    desk.say({message("10:00", "c1")});
    desk.say({act("10:01", "assign", "c1", R"(,"agent":"ben")")});
    desk.say({advance("17:00")});
    desk.say({presence("18:00", "ben", "offline")});
    desk.say({morning});
    CHECK(place_of(desk, "c1") == "assigned ann");
  }
  SUBCASE("ownership is over: anybody's") {
    SmallDesk desk(policy("finish"));
    desk.say({message("10:00", "c1")});
    desk.say({act("10:01", "assign", "c1", R"(,"agent":"ben")")});
    desk.say({reply("10:05", "c1", "ben")});
    desk.say({act("10:06", "wait", "c1")});
    desk.say({R"({"type":"advance","time":"2026-03-18T18:00:00Z","force":true})"});
    desk.say(
        {R"({"type":"message","time":"2026-03-18T18:00:00Z","conversation":"c1","message":{"text":"hello"}})"});
    desk.say({R"({"type":"advance","time":"2026-03-19T09:00:00Z"})"});
    CHECK(place_of(desk, "c1") == "assigned ann");
  }
}

TEST_CASE("field: naming somebody in each message does not make it wait for them for ever") {
  SmallDesk desk(with("departments: {care: {assign: {sticky: {for: 14d, wait: 10m}}}}"));
  desk.say({agent("08:00", "ann", in_care)});
  desk.say({message("08:01", "c0")});
  const auto wants_ann = [&](std::string_view clock) {
    desk.say({fmt::format(R"({{"type":"message","time":"{}","conversation":"c1","prefer_agent":"ann",)"
                          R"("message":{{"text":"hello"}}}})",
                          time_at(clock))});
  };
  desk.say({agent("09:00", "ben", in_care)});
  wants_ann("09:08");
  wants_ann("09:14");
  CHECK(place_of(desk, "c1") == "queued");
  SUBCASE("ten minutes after it came in it is anybody's") {
    desk.say({advance("09:18")});
    CHECK(place_of(desk, "c1") == "assigned ben");
  }
  SUBCASE("nobody was free then: whoever is free later, be she named once more") {
    desk.say({act("09:15", "assign", "c0", R"(,"agent":"ben")")});
    CHECK(place_of(desk, "c1") == "assigned ann");
  }
  SUBCASE("it has waited long enough already") {
    desk.say({message("09:15", "c2")}); // ben's
    desk.say({advance("09:19")});
    wants_ann("09:20");
    desk.say({act("09:21", "resolve", "c2")});
    CHECK(place_of(desk, "c1") == "assigned ben");
  }
}

TEST_CASE("field: nothing is said to wait for somebody whom it does not wait for") {
  SUBCASE("opened again while she is away") {
    SmallDesk desk(with("departments: {care: {}}"));
    desk.say({agent("08:00", "ann", in_care)});
    desk.say({message("09:00", "c1")});
    desk.say({act("09:10", "resolve", "c1")});
    desk.say({presence("09:20", "ann", "away")});
    CHECK(told(desk.say({message("09:30", "c1")}), {"queued"}) == "queued (reopened)");
  }
  SUBCASE("she writes to a customer whom it waited for, and is away") {
    SmallDesk desk(with("departments: {care: {}}"));
    desk.say({agent("08:00", "ann", in_care)});
    desk.say({message("09:00", "c1")});
    desk.say({act("09:10", "wait", "c1")});
    SUBCASE("away") {
      desk.say({presence("09:20", "ann", "away")});
      CHECK(told(desk.say({message("09:30", "c1")}), {"queued"}) == "queued (customer_wrote)");
    }
    SUBCASE("there") { CHECK(told(desk.say({message("09:30", "c1")}), {"queued"}) == "queued (owner)"); }
  }
  SUBCASE("another department of the same customer, where she may take nothing") {
    SmallDesk desk(with("departments: {care: {}, sales: {}}\ntopics: {buy: {en: [buy]}}\n"
                        "customers: {one_owner: true}\n"
                        "rules: [{name: sell, when: {topic: buy}, then: {department: sales}}]"));
    desk.say({agent("08:00", "sara", R"("departments":["care"],"presence":"online","capacity":5)")});
    desk.say({message("09:00", "c1", R"(,"customer":{"id":"ada"})")});
    CHECK(told(desk.say({message("09:05", "c2", R"(,"customer":{"id":"ada"})")}), {"joined"}) ==
          "joined (owner)");
    CHECK(told(desk.say({R"({"type":"message","time":"2026-03-02T09:10:00Z","conversation":"c3",)"
                         R"("message":{"text":"I buy","customer":{"id":"ada"}}})"}),
               {"joined", "queued"}) == "queued (sell)");
  }
}

TEST_CASE("field: a skill that nobody has together with the others takes nothing from its owner") {
  const std::string policy =
      with("departments: {care: {}, tech: {}}\ntopics: {refund: {en: [refund]}, crash: {en: [crashes]}}\n"
           "rules: [{name: refunds, when: {topic: refund}, then: {skills: [money]}}, "
           "{name: crashes, when: {topic: crash}, then: {skills: [tech]}}]");
  SmallDesk desk(policy);
  desk.say({agent("08:00", "ann", R"("departments":["care"],"presence":"online","skills":["money"])")});
  desk.say({agent("08:00", "ben", R"("departments":["care"],"presence":"online","skills":["tech"])")});
  SUBCASE("nobody has both: she keeps it") {
    desk.say({says("09:00", "c1", "a refund")});
    CHECK(place_of(desk, "c1") == "assigned ann");
    CHECK(desk.say({says("09:05", "c1", "and the app crashes")}).empty());
    CHECK(place_of(desk, "c1") == "assigned ann");
  }
  SUBCASE("somebody has both, and is at home: it waits for them") {
    desk.say(
        {agent("08:00", "eve", R"("departments":["care"],"presence":"offline","skills":["tech","money"])")});
    desk.say({says("09:00", "c1", "a refund")});
    CHECK(told(desk.say({says("09:05", "c1", "and the app crashes")}), {"unassigned", "unstaffed"}) ==
          "unassigned (not_eligible), unstaffed ()");
    CHECK(place_of(desk, "c1") == "queued");
  }
  SUBCASE("somebody had both, and is gone") {
    desk.say(
        {agent("08:00", "eve", R"("departments":["care"],"presence":"gone","skills":["tech","money"])")});
    desk.say({says("09:00", "c1", "a refund")});
    desk.say({says("09:05", "c1", "and the app crashes")});
    CHECK(place_of(desk, "c1") == "assigned ann");
  }
  SUBCASE("somebody of another department has both") {
    desk.say(
        {agent("08:00", "eve", R"("departments":["tech"],"presence":"online","skills":["tech","money"])")});
    desk.say({says("09:00", "c1", "a refund")});
    desk.say({says("09:05", "c1", "and the app crashes")});
    CHECK(place_of(desk, "c1") == "assigned ann");
  }
}

TEST_CASE("field: a fact tells only what is new, and nothing once the matter is settled") {
  const std::initializer_list<std::string_view> telling = {"notify", "move_private", "suggest"};
  constexpr std::string_view policy = R"(usher: 1
channels: {wall: {kind: social, public: true, private_twin: dm}, dm: {kind: message}}
accounts: {"@brand": {channel: wall}}
facts: {order.open: flag}
departments: {care: {}, legal: {}, billing: {}}
topics: {threat: {en: [lawyer]}}
rules:
  - {name: threats, when: {topic: threat}, then: {notify: [legal], reply: calm, visibility: private}}
  - {name: open, when: {order.open: true}, then: {notify: [billing]}}
replies: {calm: {en: "Please write to us in private."}}
default: {department: care}
)";
  SmallDesk desk(policy);
  const auto fact = [&](std::string_view clock, bool open) {
    return told(desk.say({act(clock, "fact", "c1", fmt::format(R"(,"facts":{{"order.open":{}}})", open))}),
                telling);
  };
  const auto threatens = [&](std::string_view clock) {
    return told(desk.say({fmt::format(R"({{"type":"message","time":"{}","conversation":"c1","message":)"
                                      R"({{"text":"my lawyer","account":"@brand"}}}})",
                                      time_at(clock))}),
                telling);
  };
  const std::string all = "notify (threats), move_private (threats), suggest (threats)";
  CHECK(threatens("09:00") == all);
  CHECK(fact("09:01", false).empty());
  CHECK(fact("09:02", true) == "notify (open)");
  CHECK(fact("09:03", true).empty());
  CHECK(fact("09:04", false).empty());
  CHECK(fact("09:05", true) == "notify (open)"); // it is so again
  CHECK(threatens("09:06") == "notify (threats), notify (open), move_private (threats), suggest (threats)");
  SUBCASE("settled, and opened again") {
    desk.say({act("09:07", "resolve", "c1")});
    CHECK(fact("09:08", false).empty());
    CHECK(fact("09:09", true).empty());
    desk.say({act("09:10", "reopen", "c1")});
    CHECK(fact("09:11", true).empty());
    CHECK(threatens("09:12") == "notify (threats), notify (open), move_private (threats), suggest (threats)");
  }
}
