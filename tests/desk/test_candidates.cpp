// SPDX-License-Identifier: BSL-1.0
// Who may take a conversation, and what speaks against the others.
#include "desk/places.hpp"
#include "desk/small_desk.hpp"
#include "desk/views.hpp"

#include <fmt/format.h>

using namespace usher::test;
using usher::desk::CandidateView;
using usher::desk::DeskView;
using usher::desk::Obstacle;

namespace {

constexpr std::string_view sections =
    R"(channels: {mail: {kind: email}, chat: {kind: chat}}
accounts: {"@brand": {channel: chat, departments: [care]}, "@other": {channel: chat}}
facts: {want: text}
departments:
  care: {widen: [{after: 10m, drop: [skills]}, {after: 20m, also: [sales], drop: [language]}], works_on: 3}
  sales: {}
rules: [{name: tech, when: {want: tech}, then: {skills: [tech]}}])";

DeskView look(SmallDesk &desk, std::string_view conversation) {
  DeskView out;
  REQUIRE(view_candidates(desk.desk().state(), conversation, out));
  return out;
}

// "ann full 1/1, ben skill tech": everybody, in the order of the list.
std::string reasons(SmallDesk &desk, std::string_view conversation) {
  std::string out;
  for (const CandidateView &one : look(desk, conversation).candidates) {
    out += fmt::format("{}{} {}", out.empty() ? "" : ", ", one.name, name_of(one.obstacle));
    if (!one.what.empty()) out += " " + one.what;
    if (one.has) out += fmt::format(" {}/{}", *one.has, one.most.value_or(0));
    if (one.until) out += fmt::format(" {}", usher::format_time(*one.until).substr(11, 5));
  }
  return out;
}

} // namespace

TEST_CASE("field: of a conversation that nobody has it is said who was ruled out and why") {
  SmallDesk desk(with(sections));
  desk.say({agent("08:00", "ann", R"("departments":["care"],"skills":["tech"])"),
            agent("08:00", "ben", R"("departments":["care"])")});
  desk.say({message("09:00", "c0", R"(,"facts":{"want":"tech"})")});
  desk.say({message("09:01", "c1", R"(,"facts":{"want":"tech"})")});
  CHECK(reasons(desk, "c0") == "ann has_it, ben skill tech");
  CHECK(reasons(desk, "c1") == "ann full 1/1, ben skill tech");
  const DeskView view = look(desk, "c1");
  REQUIRE(view.asked);
  CHECK(view.asked->departments == std::vector<std::string>{"care"});
  CHECK(view.asked->skills == std::vector<std::string>{"tech"});
  CHECK(to_text(view).find("asks for: department care; skill tech\n"
                           "may take it: 0 of 2; skill 1, full 1\n") != std::string::npos);
  // What widening drops is asked for no more, and whoever may take it has it.
  desk.say({advance("09:11")});
  CHECK(place_of(desk, "c1") == "assigned ben");
  CHECK(reasons(desk, "c1") == "ann full 1/1, ben has_it");
  CHECK(look(desk, "c1").asked->skills.empty());
  // Of what is over nobody is a candidate.
  desk.say({act("09:12", "resolve", "c1")});
  CHECK(look(desk, "c1").candidates.empty());
  CHECK_FALSE(look(desk, "c1").asked);
  DeskView none;
  CHECK_FALSE(view_candidates(desk.desk().state(), "c9", none));
}

TEST_CASE("each thing that can speak against somebody, what lasts before what passes") {
  SmallDesk desk(with(sections));
  for (const auto &[name, more] : std::vector<std::pair<std::string, std::string>>{
           {"gone", R"("departments":["care"])"},
           {"elsewhere", R"("departments":["sales"],"presence":"away")"},
           {"mails", R"("departments":["care"],"capacity":{"total":3,"chat":0})"},
           {"other", R"("departments":["care"],"accounts":["@other"])"},
           {"italian", R"("departments":["care"],"languages":["it"],"presence":"offline")"},
           {"away", R"("departments":["care"],"languages":["en"],"presence":"away")"},
           {"offline", R"("departments":["care"],"presence":"offline")"},
           {"full", R"("departments":["care"],"capacity":0)"}})
    desk.say({agent("08:00", name, more)});
  desk.say({agent("08:30", "gone", R"("presence":"gone")")});
  desk.say({message("09:00", "c1", R"(,"channel":"chat","account":"@brand","language":"en")")});
  CHECK(reasons(desk, "c1") ==
        "gone gone, elsewhere department, mails kind chat, other account @brand, "
        "italian language en, away absent away, offline absent offline, full full 0/0");
}

TEST_CASE("who said no, for whom it waits, and who works on enough") {
  SmallDesk desk(
      with("departments: {care: {assign: {strategy: first, offer: 90s, sticky: {for: 14d, wait: 10m}}}}"));
  desk.say({agent("08:00", "ann", in_care)});
  desk.say({agent("08:00", "ben", in_care)});
  desk.say({message("09:00", "c1")});
  CHECK(reasons(desk, "c1") == "ann has_it 09:01, ben nothing");
  desk.say({act("09:01", "decline", "c1", R"(,"agent":"ann")")});
  CHECK(reasons(desk, "c1") == "ann declined 09:11, ben has_it 09:02");
  desk.say({act("09:02", "accept", "c1", R"(,"agent":"ben")")});
  desk.say({R"({"type":"message","time":"2026-03-02T09:03:00Z","conversation":"c2","prefer_agent":"ben",)"
            R"("message":{"text":"hello"}})"});
  CHECK(place_of(desk, "c2") == "queued");
  CHECK(reasons(desk, "c2") == "ann waits ben 09:13, ben full 1/1");
}

TEST_CASE("a page shows so many people, and of the rest how many by reason") {
  SmallDesk desk(with("departments: {care: {}, sales: {}}"));
  for (int i = 0; i < 70; ++i)
    desk.say({agent("08:00", fmt::format("a{:02}", i),
                    i < 60 ? R"("departments":["sales"])" : R"("departments":["care"],"presence":"away")")});
  desk.say({message("09:00", "c1")});
  const DeskView view = look(desk, "c1");
  CHECK(view.candidates.size() == 70);
  const std::string text = to_text(view);
  CHECK(text.find("may take it: 0 of 70; other department 60, not there 10\n") != std::string::npos);
  CHECK(text.find("\na49 ") != std::string::npos);
  CHECK(text.find("\na50 ") == std::string::npos);
  CHECK(text.find("20 more: other department 10, not there 10\n") != std::string::npos);
}
