// SPDX-License-Identifier: BSL-1.0
// What the literature and other products' slips teach of people at a desk, one test each: each is somebody, not one of a
// number; their shift ends as was said; who may take what comes first; nobody on duty is an ordinary hour.
#include "desk/places.hpp"
#include "desk/small_desk.hpp"
#include "desk/views.hpp"

using namespace usher::test;

TEST_CASE("people: each is somebody, so that going twice takes away no second one") {
  SmallDesk desk(with("departments: {care: {}}"));
  desk.say({agent("08:00", "ann", in_care)});
  desk.say({agent("08:00", "ben", in_care)});
  for (const char *clock : {"08:10", "08:11", "08:12"})
    desk.say({agent(clock, "ann", R"("presence":"offline")")});
  desk.say({agent("08:20", "ann", R"("presence":"online")")});
  for (const char *clock : {"08:30", "08:31"})
    desk.say({agent(clock, "ann", R"("presence":"online")")});
  desk.say({message("09:00", "c1")});
  desk.say({message("09:01", "c2")});
  desk.say({message("09:02", "c3")});
  CHECK(place_of(desk, "c1") == "assigned ben"); // idle for longer
  CHECK(place_of(desk, "c2") == "assigned ann");
  CHECK(place_of(desk, "c3") == "queued"); // and coming thrice made no third one
}

TEST_CASE("people: the end of a shift does what the department says") {
  const auto policy = [](const std::string &end) {
    return with(
        "calendars: {early: {timezone: UTC, weekly: {mon-fri: [\"08:00-10:00\"]}}, "
        "late: {timezone: UTC, weekly: {mon-fri: [\"10:00-18:00\"]}}}\n"
        "agents: {ann: {departments: [care], shift: early}, ben: {departments: [night, care], shift: late}}\n"
        "departments: {night: {}, care: {assign: {end_of_shift: " +
        end + "}}}");
  };
  const auto at_ten = [](SmallDesk &desk) {
    desk.say({message("09:00", "c1")});
    REQUIRE(place_of(desk, "c1") == "assigned ann");
    desk.say({act("09:05", "start", "c1")});
    desk.say({advance("10:00")});
  };
  SUBCASE("finish: it stays theirs until it is resolved") {
    SmallDesk desk(policy("finish"));
    at_ten(desk);
    CHECK(place_of(desk, "c1") == "assigned ann");
    desk.say({message("10:30", "c2")});
    CHECK(place_of(desk, "c2") == "assigned ben");
  }
  SUBCASE("hand_back: to the head of the queue, before what waited longer") {
    SmallDesk desk(policy("hand_back"));
    desk.say({message("09:00", "c1")});
    desk.say({act("09:05", "start", "c1")});
    desk.say({message("08:30", "c2")});
    REQUIRE(place_of(desk, "c2") == "queued");
    desk.say({advance("10:00")});
    CHECK(place_of(desk, "c1") == "assigned ben");
    CHECK(place_of(desk, "c2") == "queued");
  }
  SUBCASE("hand_over: to the department that takes over") {
    SmallDesk desk(policy("{hand_over: night}"));
    at_ten(desk);
    CHECK(place_of(desk, "c1") == "assigned ben");
    const auto &state = desk.desk().state();
    CHECK(state.conversation(state.find_conversation("c1")).data.department == 0); // night
  }
}

TEST_CASE("people: who may not take it does not get it, however idle") {
  SmallDesk desk(
      with("departments: {care: {}}\naccounts: {\"@de\": {channel: wall}, \"@it\": {channel: wall}}\n"
           "channels: {wall: {kind: social, public: true}}\nfacts: {want: text}\n"
           "rules: [{name: money, when: {want: money}, then: {skills: [billing]}}]"));
  desk.say({agent("08:00", "ann",
                  R"("departments":["care"],"presence":"online","languages":["it"],"capacity":9)")});
  desk.say({agent(
      "08:00", "ben",
      R"("departments":["care"],"presence":"online","skills":["billing"],"accounts":["@it"],"capacity":9)")});
  desk.say({message("09:00", "skill", R"(,"account":"@de","facts":{"want":"money"},"language":"it")")});
  desk.say({message("09:01", "language", R"(,"account":"@de","language":"ru")")});
  desk.say({message("09:02", "both", R"(,"account":"@it","facts":{"want":"money"},"language":"ru")")});
  CHECK(place_of(desk, "skill") == "queued");    // ann lacks the skill, ben the account
  CHECK(place_of(desk, "language") == "queued"); // ann lacks the language, ben the account
  CHECK(place_of(desk, "both") == "assigned ben");
  desk.say({message("09:03", "plain", R"(,"account":"@de","language":"it")")});
  CHECK(place_of(desk, "plain") == "assigned ann"); // and what waits blocks nobody
}

TEST_CASE("people: a text in a language goes to who speaks it, though no rule asks for languages") {
  SmallDesk desk(with("departments: {care: {}}"));
  desk.say({agent("08:00", "ann",
                  R"("departments":["care"],"presence":"online","languages":["en"],"capacity":9)")});
  desk.say({agent("08:10", "ben",
                  R"("departments":["care"],"presence":"online","languages":["it"],"capacity":9)")});
  const auto says = [](std::string_view conversation, std::string_view text) {
    return fmt::format(R"({{"type":"message","time":"{}","conversation":"{}","message":{{"text":"{}"}}}})",
                       time_at("09:00"), conversation, text);
  };
  desk.say({says("c1", "buongiorno, il mio ordine non è ancora arrivato a casa")});
  desk.say({says("c2", "good morning, my order has not arrived at my house yet")});
  CHECK(place_of(desk, "c1") == "assigned ben");
  CHECK(place_of(desk, "c2") == "assigned ann");
}

TEST_CASE("people: nobody on duty is an ordinary hour") {
  SmallDesk desk(with("calendars: {office: {timezone: UTC, weekly: {mon-fri: [\"09:00-17:00\"]}}}\n"
                      "sla: {fast: {first_response: 1h}}\n"
                      "departments: {care: {calendar: office, sla: fast}}\n"
                      "agents: {ann: {departments: [care], shift: office, capacity: 9}}"));
  desk.say({message("07:00", "c1")});
  desk.say({message("07:30", "c2")});
  CHECK(place_of(desk, "c1") == "queued");
  const auto effects = desk.say({advance("09:00")});
  CHECK(place_of(desk, "c1") == "assigned ann");
  CHECK(place_of(desk, "c2") == "assigned ann");
  desk.say({advance("17:00")});
  desk.say({message("17:01", "c3")});
  CHECK(place_of(desk, "c3") == "queued");
  // The promise of the next morning is neither warned of nor broken in the night.
  CHECK(desk.say({R"({"type":"advance","time":"2026-03-03T08:59:00Z"})"}).empty());
  desk.say({R"({"type":"advance","time":"2026-03-03T09:00:00Z"})"});
  CHECK(place_of(desk, "c3") == "assigned ann");
}

TEST_CASE("people: a name that is empty says nothing, and nobody waits for it") {
  SmallDesk desk;
  (void)desk.say({R"({"type":"agent","agent":"ann","time":"2026-03-20T09:00:00Z","presence":"online",)"
                  R"("departments":["","care"],"skills":["","law"],"languages":[""]})"});
  CHECK(desk.findings().size() == 3);
  const std::vector<std::string> effects =
      desk.say({R"({"type":"message","time":"2026-03-20T09:01:00Z","conversation":"c","skills":[""],)"
                R"("message":{"text":"hi","language":"it"}})"});
  REQUIRE(desk.findings().size() == 1);
  CHECK(desk.findings()[0].code == usher::Code::event_ignored);
  CHECK(effects.back().find("\"agent\":\"ann\"") != std::string::npos);
  usher::desk::DeskView view;
  REQUIRE(usher::desk::view_agent(desk.desk().state(), "ann", view));
  CHECK(view.agents[0].skills == std::vector<std::string>{"law"});
  CHECK(view.agents[0].languages.empty());
  CHECK(view.conversations[0].skills.empty());
}
