// SPDX-License-Identifier: BSL-1.0
#include "desk/event_json.hpp"
#include "desk/small_desk.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace usher;
using desk::Event;
using desk::EventJson;
using desk::EventType;

namespace {

/// What the reader finds wrong, as "code path".
std::vector<std::string> wrong(std::string_view text, const Limits &limits = {}) {
  EventJson event;
  Findings findings;
  CHECK_FALSE(event.read(text, limits, 7, findings));
  std::vector<std::string> out;
  for (const Finding &finding : findings) {
    CHECK(finding.severity == Severity::error);
    CHECK(finding.line == 7);
    CHECK_FALSE(finding.message.empty());
    out.push_back(std::string(name_of(finding.code)) + (finding.path.empty() ? "" : " " + finding.path));
  }
  return out;
}

std::string again(std::string_view text) {
  EventJson event;
  Findings findings;
  REQUIRE(event.read(text, {}, 0, findings));
  CHECK(findings.empty());
  JsonWriter json;
  write_json(event.event(), event.message(), json);
  return std::move(json).take();
}

using Words = std::vector<std::string>;

} // namespace

TEST_CASE("an event is read key by key") {
  EventJson json;
  Findings findings;
  REQUIRE(json.read(R"({"type":"message","id":"e1","time":"2026-03-20T09:00:00Z","conversation":"c-1",
    "message":{"text":"hello","author":{"name":"Ann"}},"due":"2026-03-20T10:00:00Z","skills":["money","french"],
    "priority":70,"prefer_agent":"sara"})",
                    {}, 3, findings));
  const Event &event = json.event();
  CHECK(event.type == EventType::message);
  CHECK(event.line == 3);
  CHECK(event.id == "e1");
  CHECK(event.time == parse_time("2026-03-20T09:00:00Z"));
  CHECK(event.conversation == "c-1");
  CHECK(event.due == parse_time("2026-03-20T10:00:00Z"));
  REQUIRE(event.skills.size() == 2);
  CHECK(event.skills[1] == "french");
  CHECK(event.priority == 70);
  CHECK(event.prefer_agent == "sara");
  CHECK_FALSE(event.from_staff);
  REQUIRE(event.message != nullptr);

  REQUIRE(json.read(R"({"type":"message","conversation":"c-1","from":"staff","agent":"sara","private":true})",
                    {}, 4, findings));
  CHECK(json.event().from_staff);
  CHECK(json.event().is_private);
  CHECK(json.event().agent == "sara");
  CHECK(json.event().message == nullptr);
  CHECK(json.event().skills.empty());
  CHECK_FALSE(json.event().priority);
  CHECK_FALSE(json.event().time);
}

TEST_CASE("an agent's event says what is said and nothing else") {
  EventJson json;
  Findings findings;
  REQUIRE(json.read(R"({"type":"agent","agent":"sara","presence":"away","departments":["care"],"skills":[],
    "capacity":{"total":6,"email":2},"works_on":2,"shift":""})",
                    {}, 0, findings));
  const desk::AgentUpdate &update = *json.event().update;
  CHECK(update.presence == desk::Presence::away);
  REQUIRE(update.departments);
  CHECK((*update.departments)[0] == "care");
  REQUIRE(update.skills);
  CHECK(update.skills->empty());
  CHECK_FALSE(update.languages);
  CHECK(update.capacity == 6);
  CHECK(update.capacity_of_kind[static_cast<std::size_t>(policy::ChannelKind::email)] == 2);
  CHECK_FALSE(update.capacity_of_kind[static_cast<std::size_t>(policy::ChannelKind::social)]);
  CHECK(update.works_on == 2);
  CHECK(update.shift == "");

  // Null is as if it were not there.
  REQUIRE(json.read(R"({"type":"agent","agent":"sara","presence":null,"capacity":4,"skills":null})", {}, 0,
                    findings));
  CHECK_FALSE(json.event().update->presence);
  CHECK(json.event().update->capacity == 4);
  CHECK_FALSE(json.event().update->skills);
}

TEST_CASE("what is written is what was read") {
  for (
      const char *text :
      {R"({"type":"message","id":"e1","time":"2026-03-20T09:00:00.000Z","conversation":"c-1","message":{"text":"hi","tags":["a","b"],"facts":{"author.name":"Ann","order.open":true,"n":1.5}},"due":"2026-03-20T10:00:00.000Z","skills":["x"],"priority":0,"prefer_agent":"sara"})",
       R"({"type":"message","conversation":"c-1","agent":"sara","from":"staff","private":true})",
       R"({"type":"fact","conversation":"c-1","facts":{"order.open":null}})",
       R"({"type":"agent","agent":"sara","presence":"online","departments":["care"],"skills":["x"],"languages":[],"accounts":["@a"],"capacity":{"total":3,"email":1},"works_on":1,"shift":"office"})",
       R"({"type":"agent","agent":"sara","capacity":3})",
       R"({"type":"block","department":"care","text":"full house","blocked":false})",
       R"({"type":"advance","time":"2026-03-20T09:00:00.000Z","force":true})"}) {
    CHECK(again(text) == text);
  }
  // Facts in groups are facts by their dotted names.
  CHECK(again(R"({"type":"message","conversation":"c","message":{"customer":{"tier":"gold"},"text":"x"}})") ==
        R"({"type":"message","conversation":"c","message":{"text":"x","facts":{"customer.tier":"gold"}}})");
}

TEST_CASE("what is wrong with an event") {
  CHECK(wrong(R"({"conversation":"c"})") == Words{"missing_key type"});
  CHECK(wrong(R"({"type":"mesage"})") == Words{"unknown_name type"});
  CHECK(wrong(R"({"type":7})") == Words{"wrong_type type"});
  CHECK(wrong(R"({"type":"message"})") == Words{"missing_key conversation"});
  CHECK(wrong(R"({"type":"assign","agent":""})") == Words{"missing_key conversation", "missing_key agent"});
  CHECK(wrong(R"({"type":"transfer","conversation":"c"})") == Words{"missing_key department"});
  CHECK(wrong(R"({"type":"resolve","conversation":"c","skills":["x"],"hurry":1})") ==
        Words{"unknown_key skills", "unknown_key hurry"});
  CHECK(wrong(R"({"type":"message","conversation":7})") == Words{"wrong_type conversation"});
  CHECK(wrong(R"({"type":"message","conversation":"c","time":"noon"})") == Words{"bad_time time"});
  CHECK(wrong(R"({"type":"message","conversation":"c","due":12})") == Words{"wrong_type due"});
  CHECK(wrong(R"({"type":"message","conversation":"c","skills":["x",4]})") == Words{"wrong_type skills[1]"});
  CHECK(wrong(R"({"type":"message","conversation":"c","skills":"x"})") == Words{"wrong_type skills"});
  CHECK(wrong(R"({"type":"message","conversation":"c","priority":101})") == Words{"out_of_range priority"});
  CHECK(wrong(R"({"type":"message","conversation":"c","priority":0.5})") == Words{"out_of_range priority"});
  CHECK(wrong(R"({"type":"message","conversation":"c","priority":"9"})") == Words{"wrong_type priority"});
  CHECK(wrong(R"({"type":"message","conversation":"c","from":"robot"})") == Words{"unknown_name from"});
  CHECK(wrong(R"({"type":"message","conversation":"c","private":"yes"})") == Words{"wrong_type private"});
  CHECK(wrong(R"({"type":"message","conversation":"c","message":"hello"})") == Words{"wrong_type message"});
  CHECK(wrong(R"({"type":"agent","agent":"a","presence":"here"})") == Words{"unknown_name presence"});
  CHECK(wrong(R"({"type":"agent","agent":"a","capacity":-1})") == Words{"out_of_range capacity"});
  CHECK(wrong(R"({"type":"agent","agent":"a","capacity":{"mail":1,"email":"2"}})") ==
        Words{"unknown_name capacity", "wrong_type capacity.email"});
  CHECK(wrong(R"({"type":"agent","agent":"a","works_on":0})") == Words{"out_of_range works_on"});
  CHECK(wrong("[]") == Words{"json_syntax"});
  CHECK(wrong("") == Words{"json_syntax"});
  CHECK(wrong(R"({"type":"advance"} x)") == Words{"json_syntax"});
  CHECK(wrong(R"({"type":"advance","type":"advance"})") == Words{"duplicate_key"});
  CHECK(wrong("{\"type\":\"adv\xff\"}") == Words{"not_utf8"});
  Limits limits;
  limits.message_bytes = 10;
  CHECK(wrong(R"({"type": "advance"})", limits) == Words{"limit"});
  // As a journal has it, it may be eight times as large.
  EventJson event;
  Findings findings;
  CHECK(event.read(R"({"type":"advance","time":"2026-03-20T09:00:00.000Z"})", limits, 1, findings));
  CHECK(findings.empty());
  limits.message_bytes = 2;
  CHECK(wrong(R"({"type":"advance"})", limits) == Words{"limit"});
}

TEST_CASE("a text that was cut in the middle of a character is a message all the same, a name is none") {
  EventJson json;
  Findings findings;
  REQUIRE(json.read(R"({"type":"message","conversation":"c","message":{"text":"a refund \ud83d"}})", {}, 1,
                    findings));
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].code == Code::text_ill_formed);
  CHECK(findings[0].severity == Severity::warning);
  for (const std::string_view text : {R"({"type":"message","conversation":"c\ud83d"})",
                                      R"({"type":"answer_many","conversations":["\ude4f"],"text":"x"})"}) {
    Findings wrong;
    CHECK_FALSE(json.read(text, {}, 1, wrong));
    CHECK(std::any_of(wrong.begin(), wrong.end(),
                      [](const Finding &finding) { return finding.code == Code::not_utf8; }));
  }
}

TEST_CASE("a finding never holds the text of a message") {
  EventJson event;
  Findings findings;
  CHECK_FALSE(
      event.read(R"({"type":"message","message":{"text":"my secret"},"text":"my secret","priority":-1})", {},
                 0, findings));
  REQUIRE(findings.size() == 1);
  CHECK(to_text(findings[0]).find("secret") == std::string::npos);
}

TEST_CASE("the same event is known again, whatever the order of its keys") {
  const auto sum = [](std::string_view text) {
    EventJson event;
    Findings findings;
    REQUIRE(event.read(text, {}, 0, findings));
    return event.message()->sum();
  };
  const std::uint64_t one =
      sum(R"({"type":"message","conversation":"c","message":{"text":"hi","customer":{"tier":"gold"}}})");
  CHECK(
      one ==
      sum(R"({"message":{"facts":{"customer.tier":"gold"},"text":"hi"},"conversation":"c","type":"message"})"));
  CHECK(one !=
        sum(R"({"type":"message","conversation":"c","message":{"text":"hi","customer":{"tier":"bronze"}}})"));
  CHECK(one != sum(R"({"type":"message","conversation":"c","message":{"text":"hi"}})"));
  CHECK(sum(R"({"type":"message","conversation":"c","message":{}})") != 0);

  test::SmallDesk desk;
  const std::string event =
      R"({"type":"message","id":"e1","time":"2026-03-20T09:00:00Z","conversation":"c","message":{"text":"hi"}})";
  CHECK(desk.say({event}).size() == 4); // routed, due, queued, unstaffed
  CHECK(desk.say({event}).empty());
  CHECK(desk.desk().results()[0].repeated);
  CHECK(desk.desk().results()[0].first_effect == 1);
  CHECK(desk.desk().results()[0].effect_count == 4);
  CHECK(desk.desk().results()[0].time == parse_time("2026-03-20T09:00:00Z"));
  const std::string other =
      R"({"type":"message","id":"e1","time":"2026-03-20T09:00:00Z","conversation":"c","message":{"text":"ho"}})";
  CHECK(desk.try_say({other}) == desk::ApplyStatus::conflict);
  REQUIRE(desk.findings().size() == 1);
  CHECK(desk.findings()[0].code == Code::bad_event);
  CHECK(desk.findings()[0].line == 1);
}

TEST_CASE("an event is known again after a desk was made anew from its journal, whatever its values are") {
  const std::vector<std::string_view> values = {
      "[1,2]", "{}",  "{\"a\":1}",        "null", "-0.0", "0",      "1e300", "true", "\"x\"", "[\"a\"]", "[]",
      "\"\"",  "7.0", "9007199254740991", "[[]]", "12",   "\"-0\"", "false", "-1"};
  std::vector<std::string> lines;
  for (const std::string_view value : values)
    for (const std::string_view key : {R"("facts":{{"unknown":{}}})", R"("facts":{{"customer.tier":{}}})",
                                       R"("facts":{{"order.open":{}}})", R"("tags":{})", R"("subject":{})",
                                       R"("author":{{"name":{}}})", R"("was":{{"customer.tier":{}}})"})
      lines.push_back(fmt::format(
          R"({{"type":"message","id":"e{}","time":"2026-03-20T09:00:00Z","conversation":"c","message":{{"text":"hi",{}}}}})",
          lines.size(), fmt::format(fmt::runtime(key), value)));
  // The same fact twice, and a fact that is a key as well.
  for (const std::string_view twice : {R"("customer":{"tier":"gold"},"facts":{"customer.tier":"bronze"})",
                                       R"("facts":{"customer.tier":null},"customer":{"tier":"gold"})",
                                       R"("was":{"customer":{"tier":"gold"},"customer.tier":"bronze"})",
                                       R"("facts":{"text":"ho"},"text":"hi")", R"("zz":1,"facts":{"zz":2})"})
    lines.push_back(fmt::format(
        R"({{"type":"message","id":"e{}","time":"2026-03-20T09:00:00Z","conversation":"c","message":{{{}}}}})",
        lines.size(), twice));
  const auto tell = [](test::SmallDesk &desk, const std::string &line, std::string *journal) {
    if (desk.try_say({line}) != desk::ApplyStatus::ok) return false;
    if (journal != nullptr) *journal = desk.journal();
    desk.desk().commit();
    return true;
  };
  test::SmallDesk first;
  test::SmallDesk again;
  std::size_t refused = 0;
  for (const std::string &line : lines) {
    std::string journal;
    CHECK_MESSAGE(tell(first, line, &journal), line);
    boost::json::value whole;
    JsonError error;
    REQUIRE(parse_json(journal.substr(0, journal.find('\n')), {}, whole, error));
    std::string journal_again;
    CHECK(tell(again, boost::json::serialize(whole.as_object().at("event")), &journal_again));
    CHECK(journal_again == journal);
  }
  for (const std::string &line : lines) {
    refused += tell(again, line, nullptr) ? 0 : 1;
    CHECK_MESSAGE((!again.desk().results().empty() && again.desk().results()[0].repeated), line);
  }
  CHECK(refused == 0);
}

TEST_CASE("an event that is repeated within a call has the numbers of its first") {
  test::SmallDesk desk;
  const std::string event =
      R"({"type":"message","id":"e1","time":"2026-03-20T09:00:00Z","conversation":"c","message":{"text":"hi"}})";
  CHECK(desk.say({event, event}).size() == 4);
  CHECK_FALSE(desk.desk().results()[0].repeated);
  CHECK(desk.desk().results()[1].repeated);
  CHECK(desk.desk().results()[1].first_effect == 1);
  CHECK(desk.desk().results()[1].effect_count == 4);
}

TEST_CASE("what a message has that the policy does not know is said with its line, and no customer is lost") {
  test::SmallDesk desk;
  CHECK(
      desk.say(
              {R"({"type":"advance","time":"2026-03-20T09:00:00Z"})",
               R"({"type":"message","conversation":"c","message":{"text":"hi","facts":{"customer.hat":"red"}}})"})
          .size() == 4);
  REQUIRE(desk.findings().size() == 1);
  CHECK(desk.findings()[0].severity == Severity::warning);
  CHECK(desk.findings()[0].line == 2);
  CHECK(desk.findings()[0].path == "facts.customer.hat");
}

TEST_CASE("times that are refused are said so") {
  test::SmallDesk desk;
  (void)desk.say({R"({"type":"advance","time":"2026-03-20T09:00:00Z"})"});
  CHECK(desk.try_say({R"({"type":"advance","time":"2026-03-25T09:00:00Z"})"}) == desk::ApplyStatus::time);
  REQUIRE(desk.findings().size() == 1);
  CHECK(desk.findings()[0].code == Code::bad_time);
  CHECK(desk.say({R"({"type":"advance","time":"2026-03-25T09:00:00Z","force":true})"}).empty());
}

TEST_CASE("a list of events keeps what each borrows") {
  desk::EventList list;
  Findings findings;
  for (int round = 0; round < 3; ++round) {
    list.clear();
    for (int i = 0; i < 300; ++i) {
      const std::string text = R"({"type":"message","conversation":"c-)" + std::to_string(i) +
                               R"(","message":{"text":"t"},"skills":["s-)" + std::to_string(i) + R"("]})";
      REQUIRE(list.read(text, {}, 0, findings));
      CHECK_FALSE(list.read("{}", {}, 0, findings)); // is not in it
      findings.clear();
    }
    REQUIRE(list.events().size() == 300);
    REQUIRE(list.messages().size() == 300);
    for (int i = 0; i < 300; ++i) {
      const Event &event = list.events()[static_cast<std::size_t>(i)];
      CHECK(event.conversation == "c-" + std::to_string(i));
      CHECK(event.skills[0] == "s-" + std::to_string(i));
      CHECK(event.message == list.messages()[static_cast<std::size_t>(i)]);
    }
  }
}
