// SPDX-License-Identifier: BSL-1.0
// What users of other products complain about in public, one test each: important customers, what a rule adds and what
// it replaces, merged tickets, and clocks that went by another hour than the calendar's.
#include "desk/places.hpp"
#include "desk/small_desk.hpp"

#include <fmt/format.h>

using namespace usher::test;

namespace {

std::string joined(const std::vector<std::string> &effects) {
  std::string out;
  for (const std::string &effect : effects)
    out += effect + "\n";
  return out;
}

std::string department_of(SmallDesk &desk, std::string_view conversation) {
  const auto &state = desk.desk().state();
  const auto &data = state.conversation(state.find_conversation(conversation)).data;
  return state.terms().frame().departments[data.department].name;
}

} // namespace

TEST_CASE(
    "field: important customers have people of their own, account owners their accounts, the rest somebody") {
  SmallDesk desk(with("facts: {customer.tier: [member, gold]}\n"
                      "departments: {care: {}, vip: {widen: [{after: 15m, also: [care]}]}}\n"
                      "agents: {ann: {departments: [care], capacity: 3}, kim: {departments: [vip]}, "
                      "leo: {departments: [care], capacity: 3}}\n"
                      "rules: [{name: gold, when: {customer.tier: gold}, then: {department: vip}}]"));
  constexpr std::string_view gold = R"(,"facts":{"customer.tier":"gold"})";
  desk.say({message("09:00", "v1", gold)});
  CHECK(place_of(desk, "v1") == "assigned kim");
  // Whoever keeps the account has it, and nobody is asked whom it suits best.
  const std::string owned = R"({"type":"message","time":"2026-03-02T09:01:00Z","conversation":"owned",)"
                            R"("prefer_agent":"leo","message":{"text":"hello"}})";
  desk.say({owned});
  CHECK(place_of(desk, "owned") == "assigned leo");
  // What no rule knows goes to the default, as does what names an owner who is not there.
  desk.say({R"({"type":"message","time":"2026-03-02T09:02:00Z","conversation":"lost","prefer_agent":"ghost",)"
            R"("message":{"text":"zzz"}})"});
  CHECK(department_of(desk, "lost") == "care");
  CHECK(place_of(desk, "lost") == "assigned ann");
  // Kim has as much as she may: the next one waits for her, and then for anybody.
  desk.say({message("09:03", "v2", gold)});
  CHECK(place_of(desk, "v2") == "queued");
  desk.say({advance("09:17")});
  CHECK(place_of(desk, "v2") == "queued");
  desk.say({advance("09:18")});
  CHECK(place_of(desk, "v2").starts_with("assigned "));
  CHECK(department_of(desk, "v2") == "vip");
}

TEST_CASE("field: rules act before somebody is chosen, add to lists and replace single values") {
  SmallDesk desk(
      with("departments: {care: {}, legal: {}}\n"
           "topics: {refund: {en: [refund]}, law: {en: [lawyer]}}\n"
           "agents: {ann: {departments: [care]}, ben: {departments: [care], skills: [money]}, "
           "lea: {departments: [legal], skills: [money, law]}}\n"
           "rules:\n  - {name: refund, when: {topic: refund}, then: {tags: [refund], skills: [money]}}\n"
           "  - {name: law, when: {topic: law}, then: {department: legal, tags: [law], skills: [law]}}"));
  const auto says = [&](std::string_view clock, std::string_view text) {
    return joined(desk.say(
        {fmt::format(R"({{"type":"message","time":"{}","conversation":"c1","message":{{"text":"{}"}}}})",
                     time_at(clock), text)}));
  };
  // Ann is idle and first, and the rule asks for what only ben has: she has never had it.
  const std::string first = says("09:00", "a refund please");
  CHECK(place_of(desk, "c1") == "assigned ben");
  CHECK(first.find("\"ann\"") == std::string::npos);
  // Of one who has it there is one: it is taken from ben, and not given to both.
  const std::string second = says("09:05", "my lawyer will call");
  CHECK(second.find(R"("type":"unassigned")") < second.find(R"("type":"assigned")"));
  CHECK(place_of(desk, "c1") == "assigned lea");
  const auto &state = desk.desk().state();
  const auto &data = state.conversation(state.find_conversation("c1")).data;
  CHECK(state.words().words(data.tags).size() == 2);
  CHECK(state.words().words(data.skills).size() == 2);
  CHECK(department_of(desk, "c1") == "legal");
}

TEST_CASE(
    "field: a merged conversation warns of nothing any more, and what it goes on as keeps its own promise") {
  SmallDesk desk(with("sla: {fast: {first_response: 1h, resolution: 4h}}\ndepartments: {care: {sla: fast}}"));
  desk.say({agent("08:00", "ann", R"("departments":["care"],"presence":"online","capacity":9)")});
  desk.say({message("09:00", "a")});
  desk.say({message("09:10", "b")});
  desk.say({act("09:20", "merge", "b", R"(,"into":"a")")});
  const std::string late = joined(desk.say({advance("10:30")}));
  CHECK(late.find(R"("conversation":"b")") == std::string::npos);
  const std::size_t breach = late.find(R"("type":"breached")");
  REQUIRE(breach != std::string::npos);
  CHECK(late.find(R"("type":"breached")", breach + 1) == std::string::npos); // once, not for each of them
  desk.say({reply("10:40", "a", "ann")});
  desk.say({act("10:50", "resolve", "a")});
  CHECK(desk.say({R"({"type":"advance","time":"2026-03-03T09:00:00Z"})"}).empty());
}

TEST_CASE("field: holidays of a feed close what the feed says and no more, and ring no alarm") {
  constexpr std::string_view feed =
      "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
      "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20200602\r\nRRULE:FREQ=YEARLY\r\nEND:VEVENT\r\n"
      "BEGIN:VEVENT\r\nDTSTART;TZID=Europe/Rome:20260603T140000\r\nDURATION:PT4H\r\n"
      "END:VEVENT\r\nEND:VCALENDAR\r\n";
  SmallDesk desk(ruleset_of(with("calendars: {office: {timezone: Europe/Rome, weekly: {mon-fri: "
                                 "[\"09:00-18:00\"]}, holidays: italy.ics}}\n"
                                 "sla: {fast: {first_response: 7h}}\n"
                                 "departments: {care: {calendar: office, sla: fast}}"),
                            {{"italy.ics", feed}}));
  // On a Monday at five in Rome: an hour of it, none of Tuesday, five of Wednesday, and one of Thursday.
  const std::string came = joined(desk.say(
      {R"({"type":"message","time":"2026-06-01T15:00:00Z","conversation":"c1","message":{"text":"hello"}})"}));
  CHECK(came.find(R"("due":"2026-06-04T08:00:00.000Z")") != std::string::npos);
  CHECK(desk.say({R"({"type":"advance","time":"2026-06-03T11:00:00Z","force":true})"}).empty());
  CHECK(joined(desk.say({R"({"type":"advance","time":"2026-06-03T23:00:00Z","force":true})"}))
            .find("breached") == std::string::npos);
}

TEST_CASE(
    "field: what goes by service time is counted from an hour of the calendar, through a change of clocks") {
  // The last weekend of March 2026: Rome sets its clocks ahead on Sunday.
  SmallDesk desk(with("calendars: {office: {timezone: Europe/Rome, weekly: {mon-fri: [\"09:00-18:00\"]}}}\n"
                      "sla: {fast: {first_response: 4h}}\n"
                      "departments: {care: {calendar: office, sla: fast, "
                      "widen: [{at: 50% of first_response, raise: 40}]}}"));
  const std::string came = joined(desk.say(
      {R"({"type":"message","time":"2026-03-27T16:00:00Z","conversation":"c1","message":{"text":"hello"}})"}));
  // Friday at five in Rome: one hour, and three on Monday, by the clock of summer.
  CHECK(came.find(R"("due":"2026-03-30T10:00:00.000Z")") != std::string::npos);
  CHECK(desk.say({R"({"type":"advance","time":"2026-03-30T07:59:59Z","force":true})"}).empty());
  const std::string monday = joined(desk.say({R"({"type":"advance","time":"2026-03-30T08:00:00Z"})"}));
  CHECK(monday.find(R"("type":"escalated","time":"2026-03-30T08:00:00.000Z")") != std::string::npos);
}
