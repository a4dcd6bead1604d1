// SPDX-License-Identifier: BSL-1.0
#include "desk/small_desk.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>

using namespace usher;
using desk::Effect;
using desk::EffectType;
using desk::Reason;
using Lines = std::vector<std::string>;

namespace {

std::string json_of(const desk::NamedEffect &effect) {
  JsonWriter json;
  write_json(effect, json);
  return std::move(json).take();
}

} // namespace

TEST_CASE("a conversation from its first message to its end, as JSON") {
  test::SmallDesk desk;
  CHECK(desk.say({R"({"type":"agent","agent":"sara","time":"2026-03-20T08:00:00Z","departments":["billing"],
                     "skills":["money"]})"})
            .empty());
  CHECK(
      desk.say(
          {R"({"type":"message","time":"2026-03-20T09:00:00Z","conversation":"c-1","message":{"text":"a refund"}})"}) ==
      Lines{
          R"({"n":1,"type":"routed","time":"2026-03-20T09:00:00.000Z","conversation":"c-1","department":"billing","band":"normal","because":"refunds"})",
          R"({"n":2,"type":"queued","time":"2026-03-20T09:00:00.000Z","conversation":"c-1","department":"billing","because":"refunds"})",
          R"({"n":3,"type":"assigned","time":"2026-03-20T09:00:00.000Z","conversation":"c-1","agent":"sara","department":"billing","because":"strategy"})"});
  CHECK(
      desk.say(
          {R"({"type":"message","time":"2026-03-20T09:05:00Z","conversation":"c-2","message":{"account":"@brand","text":"my lawyer"}})"}) ==
      Lines{
          R"({"n":4,"type":"routed","time":"2026-03-20T09:05:00.000Z","conversation":"c-2","department":"care","band":"normal","because":"default"})",
          R"({"n":5,"type":"notify","time":"2026-03-20T09:05:00.000Z","conversation":"c-2","department":"care","whom":"legal","because":"threat"})",
          R"({"n":6,"type":"move_private","time":"2026-03-20T09:05:00.000Z","conversation":"c-2","department":"care","channel":"dm","because":"threat"})",
          R"({"n":7,"type":"suggest","time":"2026-03-20T09:05:00.000Z","conversation":"c-2","department":"care","reply":"calm","text":"Please write to us in private.","because":"threat"})",
          R"({"n":8,"type":"due","time":"2026-03-20T09:05:00.000Z","conversation":"c-2","department":"care","clock":"first_response","due":"2026-03-20T10:05:00.000Z"})",
          R"({"n":9,"type":"queued","time":"2026-03-20T09:05:00.000Z","conversation":"c-2","department":"care","because":"default"})",
          R"({"n":10,"type":"ask","time":"2026-03-20T09:05:00.000Z","conversation":"c-2","department":"care","asked":"legal","until":"2026-03-20T10:05:00.000Z","because":"threat"})",
          R"({"n":11,"type":"due","time":"2026-03-20T09:05:00.000Z","conversation":"c-2?legal","department":"legal","clock":"first_response","due":"2026-03-20T10:05:00.000Z"})",
          R"({"n":12,"type":"queued","time":"2026-03-20T09:05:00.000Z","conversation":"c-2?legal","department":"legal","because":"threat"})",
          R"({"n":13,"type":"unstaffed","time":"2026-03-20T09:05:00.000Z","conversation":"c-2","department":"care"})"});
  // Timers that fall before an event run first, at their own times.
  CHECK(
      desk.say({R"({"type":"resolve","time":"2026-03-20T10:10:00Z","conversation":"c-1"})"}) ==
      Lines{
          R"({"n":14,"type":"due_soon","time":"2026-03-20T09:53:00.000Z","conversation":"c-2","department":"care","clock":"first_response","due":"2026-03-20T10:05:00.000Z"})",
          R"({"n":15,"type":"due_soon","time":"2026-03-20T09:53:00.000Z","conversation":"c-2?legal","department":"legal","clock":"first_response","due":"2026-03-20T10:05:00.000Z"})",
          R"({"n":16,"type":"breached","time":"2026-03-20T10:05:00.001Z","conversation":"c-2","department":"care","clock":"first_response","due":"2026-03-20T10:05:00.000Z"})",
          R"({"n":17,"type":"breached","time":"2026-03-20T10:05:00.001Z","conversation":"c-2?legal","department":"legal","clock":"first_response","due":"2026-03-20T10:05:00.000Z"})",
          R"({"n":18,"type":"consulted","time":"2026-03-20T10:05:00.001Z","conversation":"c-2","department":"care","asked":"legal","because":"timed_out"})",
          R"({"n":19,"type":"closed","time":"2026-03-20T10:10:00.000Z","conversation":"c-1","agent":"sara","department":"billing","because":"resolved"})"});
  CHECK(
      desk.say({R"({"type":"assign","time":"2026-03-20T10:11:00Z","conversation":"c-2","agent":"sara"})"}) ==
      Lines{
          R"({"n":20,"type":"overruled","time":"2026-03-20T10:11:00.000Z","conversation":"c-2","agent":"sara","department":"care","because":"not_eligible"})",
          R"({"n":21,"type":"assigned","time":"2026-03-20T10:11:00.000Z","conversation":"c-2","agent":"sara","department":"care","because":"by_hand"})"});
  CHECK(
      desk.say(
              {R"({"type":"message","time":"2026-03-20T10:12:00Z","conversation":"c-3","message":{"text":"buy followers"}})"})
          .back() ==
      R"({"n":23,"type":"ignored","time":"2026-03-20T10:12:00.000Z","conversation":"c-3","department":"care","because":"spam"})");
  const Lines late = desk.say(
      {R"({"type":"message","time":"2026-03-20T09:50:00Z","conversation":"c-4","message":{"text":"hi"}})"});
  CHECK(
      late[3] ==
      R"({"n":27,"type":"late","time":"2026-03-20T10:12:00.000Z","conversation":"c-4","department":"care","sent":"2026-03-20T09:50:00.000Z"})");
}

TEST_CASE("each type has the keys that say something, in JSON and in words") {
  const auto make = [](EffectType type, std::string_view what = {}) {
    desk::NamedEffect effect;
    effect.n = 1;
    effect.time = *parse_time("2026-03-20T09:00:00Z");
    effect.type = type;
    effect.reason = Reason::waited;
    effect.because = name_of(Reason::waited);
    effect.at = effect.time + 90'500;
    effect.number = 2;
    effect.clock = 1;
    effect.conversation = "c";
    effect.agent = "sara";
    effect.department = "care";
    effect.what = what;
    return effect;
  };
  const std::string head =
      R"("time":"2026-03-20T09:00:00.000Z","conversation":"c","agent":"sara","department":"care",)";
  const std::string tail = R"(,"because":"waited"})";
  const auto json = [&](EffectType type, std::string_view what = {}) {
    const std::string text = json_of(make(type, what));
    const std::string begin = R"({"n":1,"type":")" + std::string(name_of(type)) + R"(",)" + head;
    REQUIRE(text.starts_with(begin.substr(0, begin.size() - 1)));
    REQUIRE(text.ends_with(tail));
    return text.size() > begin.size() - 1 + tail.size()
               ? text.substr(begin.size(), text.size() - begin.size() - tail.size())
               : std::string();
  };
  const auto words = [&](EffectType type, std::string_view what = {}) {
    const std::string text = to_text(make(type, what));
    const std::string begin = "2026-03-20T09:00:00Z c: ";
    REQUIRE(text.starts_with(begin));
    REQUIRE(text.ends_with(" (waited)"));
    return text.substr(begin.size(), text.size() - begin.size() - 9);
  };
  CHECK(json(EffectType::routed, "high") == R"("band":"high")");
  CHECK(words(EffectType::routed, "high") == "to care, high");
  CHECK(words(EffectType::routed) == "to care");
  CHECK(json(EffectType::offered) == R"("until":"2026-03-20T09:01:30.500Z")");
  CHECK(words(EffectType::offered) == "offered to sara until 2026-03-20T09:01:30.500Z");
  CHECK(json(EffectType::held) == R"("until":"2026-03-20T09:01:30.500Z")");
  CHECK(words(EffectType::held) == "held in care until 2026-03-20T09:01:30.500Z");
  CHECK(json(EffectType::due) == R"("clock":"next_response","due":"2026-03-20T09:01:30.500Z")");
  CHECK(words(EffectType::due) == "next response due at 2026-03-20T09:01:30.500Z");
  CHECK(json(EffectType::paused) == R"("clock":"next_response")");
  CHECK(words(EffectType::paused) == "next response stands still");
  CHECK(words(EffectType::due_soon) == "next response due soon, at 2026-03-20T09:01:30.500Z");
  CHECK(words(EffectType::breached) == "next response overdue since 2026-03-20T09:01:30.500Z");
  CHECK(json(EffectType::widened) == R"("step":2)");
  CHECK(words(EffectType::widened) == "more people may take it, step 2");
  CHECK(json(EffectType::escalated, "urgent") == R"("band":"urgent")");
  CHECK(words(EffectType::escalated, "urgent") == "now urgent");
  CHECK(json(EffectType::suggest, "r") == R"("reply":"r","opens":"2026-03-20T09:01:30.500Z")");
  CHECK(json(EffectType::presence) == R"("present":true)");
  CHECK(words(EffectType::presence) == "on shift");
  CHECK(json(EffectType::late) == R"("sent":"2026-03-20T09:01:30.500Z")");
  for (const EffectType type :
       {EffectType::queued, EffectType::assigned, EffectType::unassigned, EffectType::blocked,
        EffectType::waiting, EffectType::closed, EffectType::ignored, EffectType::overruled})
    CHECK(json(type).empty());
  CHECK(words(EffectType::queued) == "waits in care");
  CHECK(words(EffectType::assigned) == "given to sara");
  CHECK(words(EffectType::unassigned) == "taken from sara");
  CHECK(words(EffectType::blocked) == "no room in care");
  CHECK(words(EffectType::waiting) == "waits for the customer");
  CHECK(words(EffectType::closed) == "closed");
  CHECK(words(EffectType::ignored) == "not engaged");
  CHECK(words(EffectType::overruled) == "sara against the policy");
  CHECK(words(EffectType::notify, "legal") == "tell legal");
  CHECK(words(EffectType::ask, "legal") == "ask legal until 2026-03-20T09:01:30.500Z");
  CHECK(words(EffectType::move_private, "dm") == "answer in private, by dm");

  desk::NamedEffect by_rule = make(EffectType::queued);
  by_rule.reason = Reason::rule;
  by_rule.because = "refunds";
  by_rule.because_is_rule = true;
  CHECK(to_text(by_rule) == "2026-03-20T09:00:00Z c: waits in care (rule: refunds)");
  by_rule.conversation = {};
  CHECK(to_text(by_rule) == "2026-03-20T09:00:00Z sara: waits in care (rule: refunds)");
}

TEST_CASE("a notification names departments, agents and groups by one row of numbers") {
  policy::Frame frame;
  frame.departments.resize(2);
  frame.departments[1].name = "legal";
  frame.agents.resize(1);
  frame.agents[0].name = "sara";
  frame.groups.resize(1);
  frame.groups[0].name = "leads";
  CHECK(desk::notified(frame, 1) == "legal");
  CHECK(desk::notified(frame, 2) == "sara");
  CHECK(desk::notified(frame, 3) == "leads");
  CHECK(desk::notified(frame, 4).empty());
}
