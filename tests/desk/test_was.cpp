// SPDX-License-Identifier: BSL-1.0
// What the desk knows of the last decision: conditions `was` and `changed`.
#include "desk/small_desk.hpp"
#include "desk/state.hpp"

#include <algorithm>

#include <fmt/format.h>

using namespace usher;
using usher::test::SmallDesk;

namespace {

constexpr std::string_view shop = R"(usher: 1
channels: {wall: {kind: social}, mail: {kind: email}}
accounts: {"@wall": {channel: wall}, "@mail": {channel: mail}}
facts: {customer.tier: [bronze, silver, gold]}
departments: {care: {}, sales: {}}
agents: {ann: {departments: [care, sales]}}
default: {department: care}
rules:
  - {name: bought, when: {was: {stage: pre_order}, changed: stage}, then: {tags: [bought], notify: [sales]}}
  - {name: moved, when: {changed: department}, then: {tags: [moved], notify: [care]}}
  - {name: risen, when: {was: {customer.tier: {below: gold}}, customer.tier: gold}, then: {priority: high}}
  - {name: known, when: {was: {stage: {known: true}}}, then: {reply: again}}
replies: {again: "Hello again."}
)";

std::string time_at(int minute) { return fmt::format("2026-03-02T09:{:02}:00Z", minute); }

std::string message(int minute, std::string_view facts, std::string_view more = {}) {
  return fmt::format(
      R"({{"type":"message","time":"{}","conversation":"c","message":{{"text":"hello","facts":{{{}}}{}}}}})",
      time_at(minute), facts, more);
}
std::string fact(int minute, std::string_view facts) {
  return fmt::format(R"({{"type":"fact","time":"{}","conversation":"c","facts":{{{}}}}})", time_at(minute),
                     facts);
}
std::string act(int minute, std::string_view type, std::string_view more = {}) {
  return fmt::format(R"({{"type":"{}","time":"{}","conversation":"c"{}}})", type, time_at(minute), more);
}
std::string transfer(int minute, std::string_view department) {
  return act(minute, "transfer", fmt::format(R"(,"department":"{}")", department));
}

constexpr std::string_view before = R"("stage":"pre_order")";
constexpr std::string_view after = R"("stage":"order")";

/// The rules behind what the desk tells and suggests, each once, in the order of the policy.
std::string rules_of(const std::vector<std::string> &effects) {
  std::string out;
  for (const char *rule : {"bought", "moved", "risen", "known"}) {
    const std::string because = fmt::format(R"("because":"{}")", rule);
    const bool is_there = std::any_of(effects.begin(), effects.end(), [&](const std::string &effect) {
      return effect.find(because) != std::string::npos;
    });
    if (is_there) out += fmt::format("{}{}", out.empty() ? "" : " ", rule);
  }
  return out;
}

std::string effects_of(const desk::Desk &desk) {
  std::vector<std::string> out;
  for (const desk::Effect &effect : desk.effects()) {
    JsonWriter json;
    write_json(name(desk.state(), effect), json);
    out.emplace_back(json.text());
  }
  return rules_of(out);
}

/// Applies an event to a desk that was taken up again, and keeps it.
std::string say(desk::Desk &desk, const std::string &line) {
  desk::EventList events;
  Findings findings;
  REQUIRE(events.read(line, {}, 1, findings));
  REQUIRE(desk.apply(events.events(), findings) == desk::ApplyStatus::ok);
  const std::string out = effects_of(desk);
  desk.commit();
  return out;
}

desk::Desk restored(const desk::Desk &desk) {
  Image image;
  Findings findings;
  REQUIRE(Image::open_bytes("snapshot", desk.snapshot(), image, findings) == ImageStatus::ok);
  return desk::Desk(std::move(image), {});
}

} // namespace

TEST_CASE("was: a second message of another stage") {
  SmallDesk desk(shop);
  CHECK(rules_of(desk.say({message(0, before)})).empty());
  CHECK(rules_of(desk.say({message(1, before)})) == "known");
  CHECK(rules_of(desk.say({message(2, after)})) == "bought known");
  CHECK(rules_of(desk.say({message(3, after)})) == "known");
  // What a message does not say is what it was.
  CHECK(rules_of(desk.say({message(4, "")})) == "known");
}

TEST_CASE("was: what the host adds is decided about too") {
  SmallDesk desk(shop);
  desk.say({message(0, before)});
  CHECK(rules_of(desk.say({fact(1, after)})) == "bought known");
  CHECK(rules_of(desk.say({fact(2, R"("customer.tier":"silver")")})).empty()); // it is suggested already
  CHECK(rules_of(desk.say({message(3, "")})) == "known");
  desk.say({act(3, "wait")});
  const auto effects = desk.say({fact(4, R"("customer.tier":"gold")")});
  CHECK(std::any_of(effects.begin(), effects.end(), [](const std::string &effect) {
    return effect.find(R"("type":"escalated")") != std::string::npos;
  }));
}

TEST_CASE("was: a transfer between two messages is a change for the next one only") {
  SmallDesk desk(shop);
  desk.say({message(0, "")});
  // That the first one sent it somewhere is none.
  CHECK(rules_of(desk.say({message(1, "")})).empty());
  CHECK(rules_of(desk.say({transfer(2, "sales")})).empty());
  CHECK(rules_of(desk.say({message(3, "")})) == "moved");
  CHECK(rules_of(desk.say({message(4, "")})).empty());
  // There and back again is no change.
  desk.say({transfer(5, "care")});
  desk.say({transfer(6, "sales")});
  CHECK(rules_of(desk.say({message(7, "")})).empty());
}

TEST_CASE("was: who has it and whether it is over") {
  SmallDesk desk("usher: 1\ndepartments: {care: {}}\nagents: {ann: {departments: [care]}}\n"
                 "default: {department: care}\nrules:\n"
                 "  - {name: moved, when: {changed: agent}, then: {notify: [care]}}\n"
                 "  - {name: known, when: {was: {status: open}, changed: status}, then: {reply: again}}\n"
                 "replies: {again: \"Hello again.\"}\n");
  desk.say({message(0, "")}); // given to Ann in the pass, which is behind the decision
  CHECK(rules_of(desk.say({message(1, "")})) == "moved");
  CHECK(rules_of(desk.say({message(2, "")})).empty());
  desk.say({act(3, "resolve")});
  CHECK(rules_of(desk.say({message(4, "")})) == "known");
}

TEST_CASE("was: what is taken back was not") {
  SmallDesk desk(shop);
  desk.say({message(0, before)});
  const std::string snapshot = desk.desk().snapshot();
  REQUIRE(desk.try_say({message(1, after)}) == desk::ApplyStatus::ok);
  CHECK(effects_of(desk.desk()) == "bought known");
  desk.desk().abort();
  CHECK(desk.desk().snapshot() == snapshot);
  REQUIRE(desk.try_say({transfer(1, "sales")}) == desk::ApplyStatus::ok);
  desk.desk().abort();
  CHECK(rules_of(desk.say({message(2, after)})) == "bought known");
}

TEST_CASE("was: a desk that is taken up again knows it") {
  SmallDesk desk(shop);
  desk.say({message(0, before)});
  desk.say({transfer(1, "sales")});
  desk::Desk again = restored(desk.desk());
  CHECK(again.snapshot() == desk.desk().snapshot());
  CHECK(say(again, message(2, after)) == "bought moved known");
  desk::Desk third = restored(again);
  CHECK(say(third, message(3, after)) == "known");
}

TEST_CASE("was: another policy keeps it, by names") {
  SmallDesk desk(shop);
  desk.say({message(0, before)});
  desk.say({transfer(1, "sales")});
  // Facts and departments have other numbers there, and one has another name.
  const auto next = [](std::string_view departments) {
    return test::ruleset_of(fmt::format(
        "usher: 1\nfacts: {{a.fact: flag, stage: [never, order, pre_order]}}\ndepartments: {{{}}}\n"
        "default: {{department: care}}\nrules:\n"
        "  - {{name: bought, when: {{was: {{stage: pre_order}}, changed: stage}}, then: {{reply: again}}}}\n"
        "  - {{name: moved, when: {{was: {{department: care}}, changed: department}}, then: {{notify: "
        "[care]}}}}\n"
        "replies: {{again: \"Hello again.\"}}\n",
        departments));
  };
  REQUIRE(desk.desk().set_policy(next("legal: {}, sales: {}, care: {}")) == desk::ApplyStatus::ok);
  desk.desk().commit();
  CHECK(rules_of(desk.say({message(2, after)})) == "bought moved");
  CHECK(rules_of(desk.say({message(3, after)})).empty());
  // Its department is gone: it is decided anew, which is a decision.
  REQUIRE(desk.desk().set_policy(next("legal: {}, care: {}")) == desk::ApplyStatus::ok);
  desk.desk().commit();
  CHECK(rules_of(desk.say({message(4, after)})).empty());
}

TEST_CASE("was: what no condition asked for was what it is when one begins to ask") {
  SmallDesk desk("usher: 1\ndepartments: {care: {}, sales: {}}\ndefault: {department: care}\n");
  desk.say({message(0, "")});
  desk.say({transfer(1, "sales")});
  REQUIRE(desk.desk().set_policy(test::ruleset_of(shop)) == desk::ApplyStatus::ok);
  SUBCASE("taken back") {
    desk.desk().abort();
    CHECK(rules_of(desk.say({message(2, "")})).empty());
  }
  SUBCASE("kept") {
    desk.desk().commit();
    CHECK(rules_of(desk.say({message(2, "")})).empty());
    desk.say({transfer(3, "care")});
    CHECK(rules_of(desk.say({message(4, "")})) == "moved");
  }
}

TEST_CASE("was: a message says it of a conversation that began before the desk did, and later the desk knows "
          "better") {
  SmallDesk desk(shop);
  CHECK(rules_of(desk.say({message(0, after, R"(,"was":{"stage":"pre_order"})")})) == "bought known");
  CHECK(rules_of(desk.say({message(1, after, R"(,"was":{"stage":"pre_order","department":"sales"})")})) ==
        "known");
  CHECK(desk.journal().find(R"("was":{"stage":"pre_order","department":"sales"})") != std::string::npos);
  // A desk takes what it can.
  CHECK(rules_of(desk.say({message(2, after, R"(,"was":{"stage":"ordr","tags":"x","nothing":1})")})) ==
        "known");
  CHECK(desk.findings().size() == 3);
}

TEST_CASE("was: the same event with another `was` is another event") {
  SmallDesk desk(shop);
  const auto line = [](std::string_view was) {
    return fmt::format(
        R"({{"type":"message","id":"e","time":"{}","conversation":"c","message":{{"text":"a"{}}}}})",
        time_at(0), was);
  };
  desk.say({line(R"(,"was":{"stage":"order"})")});
  CHECK(desk.try_say({line(R"(,"was":{"stage":"pre_order"})")}) == desk::ApplyStatus::conflict);
  CHECK(desk.try_say({line(R"(,"facts":{"stage":"order"})")}) == desk::ApplyStatus::conflict);
  CHECK(desk.say({line(R"(,"was":{"stage":"order"})")}).empty());
}
