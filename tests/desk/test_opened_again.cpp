// SPDX-License-Identifier: BSL-1.0
// What is opened again: by a person, who owes the customer no more than before, or by the customer, who waits for an
// answer, while the rest of the promises goes on from where it was.
#include "desk/heads.hpp"
#include "desk/metrics_figures.hpp"
#include "desk/views.hpp"

using namespace usher::test;
using namespace usher;

namespace {

const std::string small_care = with(R"(
sla: {fast: {first_response: 1h, next_response: 1h, resolution: 8h, pause: [waiting_for_customer]}}
departments:
  care: {sla: fast, works_on: 1, assign: {mode: pull}}
  sales: {sla: fast}
agents: {sara: {departments: [care, sales], capacity: 9}}
topics: {spam: {en: [crypto]}, outage: {en: [down]}}
replies: {outage: {en: "We know."}}
facts: {vip: flag}
rules:
  - {name: vip, when: {vip: true}, then: {engage: true}}
  - {name: spam, when: {topic: spam}, then: {engage: false}}
customers: {one_owner: true})");

std::string writes(std::string_view clock, std::string_view conversation, std::string_view text = "hello") {
  return fmt::format(R"({{"type":"message","time":"{}","conversation":"{}","message":)"
                     R"({{"text":"{}","customer":{{"id":"ada"}}}}}})",
                     time_at(clock), conversation, text);
}

/// By nobody who is known.
std::string says(std::string_view clock, std::string_view conversation, std::string_view text) {
  return fmt::format(R"({{"type":"message","time":"{}","conversation":"{}","message":{{"text":"{}"}}}})",
                     time_at(clock), conversation, text);
}

/// "first_response 10:00" of each effect of a due time.
Heads dues(const std::vector<std::string> &effects) {
  Heads out;
  for (const std::string &effect : effects) {
    if (effect.find(R"("type":"due")") == std::string::npos) continue;
    const auto behind = [&](std::string_view key, std::size_t skip, std::size_t length) {
      const std::size_t at = effect.find(key) + key.size() + skip;
      return effect.substr(at, length == 0 ? effect.find('"', at) - at : length);
    };
    out.push_back(behind(R"("clock":")", 0, 0) + " " + behind(R"("due":")", 11, 5));
  }
  return out;
}

desk::GroupFigures figures_at(SmallDesk &desk) { return desk::figures_of(desk.desk(), {}).desk(); }

} // namespace

TEST_CASE("opened again: by hand, of what was answered, nobody waits for an answer") {
  SmallDesk desk(small_care);
  desk.say({writes("09:00", "c1", "the app is down"), reply("09:10", "c1", "sara"),
            act("09:20", "resolve", "c1")});
  SUBCASE("by reopen") { desk.say({act("10:00", "reopen", "c1")}); }
  SUBCASE("by assign") { desk.say({act("10:00", "assign", "c1", R"(,"agent":"sara")")}); }
  SUBCASE("by transfer") { desk.say({act("10:00", "transfer", "c1", R"(,"department":"care")")}); }
  CHECK(data_of(desk, "c1").status == desk::Status::open);
  CHECK_FALSE(data_of(desk, "c1").unanswered);
  CHECK(figures_at(desk).backlog.open == 1);
  CHECK(figures_at(desk).backlog.unanswered == 0);
  CHECK(place_of(desk, "c1") == "assigned sara"); // all the same

  // So one answer for many is not for them.
  CHECK(
      desk.say({R"({"type":"answer_many","time":"2026-03-02T10:30:00Z","topic":"outage","reply":"outage"})"})
          .empty());
  // What they write elsewhere is owed from then on, and sara, who works on one at a time, may have it.
  CHECK(dues(desk.say({writes("15:00", "c2")})) == Heads{"first_response 16:00", "resolution 23:00"});
  CHECK(place_of(desk, "c2") == "assigned sara");
  CHECK(heads(desk.say({reply("15:10", "c2", "sara")})).empty());
}

TEST_CASE("opened again: by hand, of what nobody answered, the customer waits") {
  SmallDesk desk(small_care);
  desk.say({writes("09:00", "c1"), act("09:20", "resolve", "c1")});
  const desk::ConversationId id = desk.desk().state().find_conversation("c1");
  CHECK_FALSE(desk::view_of(desk.desk().state(), desk.desk().state().conversation(id)).unanswered);
  SUBCASE("until they are answered") {
    desk.say({act("10:00", "reopen", "c1")});
    CHECK(data_of(desk, "c1").unanswered);
    CHECK(data_of(desk, "c1").waiting_since == *parse_time(time_at("10:00")));
    CHECK(figures_at(desk).backlog.unanswered == 1);
    desk.say({act("10:05", "abandon", "c1")});
    CHECK(figures_at(desk)[desk::Count::abandoned] == 1);
    CHECK(figures_at(desk)[desk::Series::abandoned].sum() == 5 * minute_ms);
  }
  SUBCASE("unless they were answered elsewhere meanwhile") {
    desk.say({writes("09:30", "c2"), reply("09:40", "c2", "sara"), act("10:00", "reopen", "c1")});
    CHECK_FALSE(data_of(desk, "c1").unanswered);
  }
  SUBCASE("unless they were answered when it was resolved") {
    desk.say({reply("09:40", "c1", "sara"), act("10:00", "reopen", "c1")});
    CHECK_FALSE(data_of(desk, "c1").unanswered);
  }
}

TEST_CASE("opened again: a matter that waits for the customer waits on when an answered one goes on as it") {
  SmallDesk desk(small_care);
  desk.say({writes("09:00", "a"), reply("09:10", "a", "sara"), act("09:20", "resolve", "a")});
  desk.say({message("09:21", "b"), reply("09:25", "b", "sara"), act("09:30", "wait", "b")});
  desk.say({act("10:00", "reopen", "a"), act("10:05", "merge", "a", R"(,"into":"b")")});
  CHECK(place_of(desk, "b") == "parked");
}

TEST_CASE("opened again: what was never promised is promised then") {
  SmallDesk desk(small_care);
  desk.say({says("09:00", "c1", "crypto")});
  CHECK(place_of(desk, "c1") == "nowhere");
  std::vector<std::string> effects;
  SUBCASE("by reopen") { effects = desk.say({act("09:12", "reopen", "c1")}); }
  SUBCASE("by reopen, of what is resolved") {
    desk.say({act("09:11", "resolve", "c1")});
    effects = desk.say({act("09:12", "reopen", "c1")});
  }
  SUBCASE("by assign") { effects = desk.say({act("09:12", "assign", "c1", R"(,"agent":"sara")")}); }
  SUBCASE("by assign, of what is resolved") {
    desk.say({act("09:11", "resolve", "c1")});
    effects = desk.say({act("09:12", "assign", "c1", R"(,"agent":"sara")")});
  }
  SUBCASE("by transfer") { effects = desk.say({act("09:12", "transfer", "c1", R"(,"department":"sales")")}); }
  SUBCASE("by reopen, of what became somebody's business when it was resolved") {
    desk.say({act("09:10", "resolve", "c1"), act("09:11", "fact", "c1", R"(,"facts":{"vip":true})")});
    effects = desk.say({act("09:12", "reopen", "c1")});
  }
  CHECK(dues(effects) == Heads{"first_response 10:12", "resolution 17:12"});
  CHECK(data_of(desk, "c1").unanswered);
  CHECK(place_of(desk, "c1") == "assigned sara");
}

TEST_CASE("opened again: who was nobody's business and leaves has waited since they wrote") {
  SmallDesk desk(small_care);
  desk.say({says("09:00", "c1", "crypto")});
  desk.say({act("09:12", "transfer", "c1", R"(,"department":"sales")"), act("09:30", "abandon", "c1")});
  const desk::GroupFigures figures = figures_at(desk);
  CHECK(figures[desk::Count::abandoned] == 1);
  CHECK(figures[desk::Series::abandoned].sum() == 30 * minute_ms);
}

TEST_CASE("opened again: an answer is owed to somebody whose last message was nobody's business") {
  SmallDesk desk(small_care);
  desk.say({message("09:00", "c1"), reply("09:10", "c1", "sara")});
  desk.say({says("09:20", "c1", "crypto")});
  CHECK_FALSE(data_of(desk, "c1").unanswered);
  CHECK(dues(desk.say({act("09:30", "assign", "c1", R"(,"agent":"sara")")})) ==
        Heads{"next_response 10:30", "resolution 17:10"});
  CHECK(data_of(desk, "c1").unanswered);
}

TEST_CASE("opened again: a resolution that stood still goes on from then, whenever they wrote elsewhere") {
  SmallDesk desk(small_care);
  desk.say({writes("09:00", "c1"), reply("09:10", "c1", "sara")});
  SUBCASE("while it waited for the customer") { desk.say({act("10:00", "wait", "c1")}); }
  SUBCASE("after it was resolved") { desk.say({act("10:00", "resolve", "c1")}); }
  CHECK(dues(desk.say({writes("10:05", "c2")})) == Heads{"first_response 11:05", "resolution 18:05"});
  CHECK(dues(desk.say({writes("12:00", "c1")})) == Heads{"next_response 11:05", "resolution 19:00"});
  // Of a new one the resolution begins with it.
  CHECK(dues(desk.say({writes("12:30", "c3")})) == Heads{"first_response 11:05", "resolution 20:30"});
}
