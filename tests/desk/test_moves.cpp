// SPDX-License-Identifier: BSL-1.0
// Where a conversation goes when hours, limits, people and rules move it, and what is said and counted of that.
#include "desk/metrics_figures.hpp"
#include "desk/small_desk.hpp"

#include <algorithm>

#include <fmt/format.h>

using namespace usher;
using namespace usher::test;

namespace {

std::string at(std::string_view clock) { return fmt::format("2026-03-20T{}:00Z", clock); }
std::string event(std::string_view clock, std::string_view type, std::string_view conversation,
                  std::string_view more = "") {
  return fmt::format(R"({{"type":"{}","time":"{}","conversation":"{}"{}}})", type, at(clock), conversation,
                     more);
}
std::string message(std::string_view clock, std::string_view conversation, std::string_view text,
                    std::string_view more = "") {
  return event(clock, "message", conversation, fmt::format(R"(,"message":{{"text":"{}"}}{})", text, more));
}
std::string reply(std::string_view clock, std::string_view conversation, std::string_view agent) {
  return event(clock, "message", conversation, fmt::format(R"(,"from":"staff","agent":"{}")", agent));
}
std::string advance(std::string_view clock) {
  return fmt::format(R"({{"type":"advance","time":"{}"}})", at(clock));
}

/// Each effect as its type, conversation, agent and department, which is what these tests are about.
std::vector<std::string> short_of(const std::vector<std::string> &effects) {
  std::vector<std::string> out;
  for (const std::string &effect : effects) {
    std::string line;
    for (const std::string_view key : {"type", "conversation", "agent", "department", "because"}) {
      const std::string start = fmt::format(R"("{}":")", key);
      const std::size_t from = effect.find(start);
      if (from == std::string::npos) continue;
      const std::size_t begin = from + start.size();
      line += (line.empty() ? "" : " ") + effect.substr(begin, effect.find('"', begin) - begin);
    }
    out.push_back(line);
  }
  return out;
}

struct Played {
  explicit Played(std::string_view policy) : desk(policy) {}

  /// Of the last of the events.
  std::vector<std::string> say(const std::vector<std::string> &lines) {
    for (const std::string &line : lines) {
      last = desk.say({line});
      all.insert(all.end(), last.begin(), last.end());
    }
    return short_of(last);
  }
  /// How many effects have all of these in them.
  [[nodiscard]] std::ptrdiff_t count(std::string_view a, std::string_view b = "") const {
    return std::count_if(all.begin(), all.end(), [&](const std::string &one) {
      return one.find(a) != std::string::npos && one.find(b) != std::string::npos;
    });
  }
  [[nodiscard]] std::uint64_t counted(desk::Count what) {
    return desk.desk().metrics().groups(desk::Dimension::desk)[0][what];
  }

  SmallDesk desk;
  std::vector<std::string> last;
  std::vector<std::string> all;
};

constexpr std::string_view night = R"(usher: 1
calendars: {day: {timezone: UTC, weekly: {mon-sun: "09:00-17:00"}}}
topics: {refund: {en: [~refund]}, law: {en: [lawyer]}}
sla: {fast: {first_response: 1h, next_response: 1h}}
departments:
  care: {calendar: day, sla: fast, closed: {to: night}, assign: {end_of_shift: hand_back}}
  night: {sla: fast, assign: {strategy: round_robin}}
  legal: {}
agents:
  mei: {departments: [care], shift: day, capacity: 5}
  nina: {departments: [night], capacity: 5}
  noah: {departments: [night], capacity: 5}
rules:
  - {name: threats, when: {topic: law}, then: {department: legal}}
  - {name: refunds, when: {topic: refund}, then: {department: care}}
default: {department: night}
)";

} // namespace

TEST_CASE("moves: who answers at night keeps it while the rules say what they said") {
  Played desk(night);
  desk.say({message("20:00", "c", "I want a refund"), reply("20:05", "c", "nina")});
  CHECK(desk.count("assigned", "nina") == 1);
  CHECK(desk.say({message("20:06", "c", "where is the refund")}).size() == 1); // due
  CHECK(desk.say({message("20:07", "c", "the refund please")}).empty());
  CHECK(desk.count("unassigned") == 0);
  // What the rules say anew counts.
  desk.say({message("20:08", "c", "my lawyer will write")});
  CHECK(desk.count("unassigned", "nina") == 1);
  CHECK(desk.count("routed", "legal") == 1);
}

TEST_CASE("moves: what overflowed stays where it overflowed to") {
  Played desk(R"(usher: 1
topics: {refund: {en: [~refund]}}
departments: {care: {queue: {limit: 1, overflow: {to: backup}}}, backup: {}}
agents: {nina: {departments: [backup], capacity: 5}}
rules: [{name: refunds, when: {topic: refund}, then: {department: care}}]
default: {department: backup}
)");
  desk.say({message("09:00", "a", "refund"), message("09:01", "b", "refund"), reply("09:02", "b", "nina"),
            message("09:03", "b", "when is the refund there")});
  CHECK(desk.count("assigned", "nina") == 1);
  CHECK(desk.count("unassigned") == 0);
}

TEST_CASE("moves: at the hour work goes to whoever opens then") {
  const auto policy = [](std::string_view asia_until, std::string_view europe_closed) {
    return fmt::format(R"(usher: 1
calendars:
  asia: {{timezone: UTC, weekly: {{mon-sun: "00:00-{}"}}}}
  europe: {{timezone: UTC, weekly: {{mon-sun: "08:00-16:00"}}}}
replies: {{shut: "We are back at {{opens}}."}}
departments:
  asia: {{calendar: asia, closed: {{to: europe}}, assign: {{end_of_shift: hand_over}}}}
  europe: {{calendar: europe, closed: {}}}
  america: {{}}
agents:
  mei: {{departments: [asia], shift: asia, capacity: 5}}
  eva: {{departments: [europe], shift: europe, capacity: 5}}
  bob: {{departments: [america], capacity: 5}}
default: {{department: asia}}
)",
                       asia_until, europe_closed);
  };
  for (const std::string_view until : {"08:00", "08:01"})
    for (const std::string_view closed : {"{to: america}", "{hold: true, reply: shut}"}) {
      Played desk(policy(until, closed));
      desk.say({message("07:30", "c", "hello"), event("07:31", "start", "c", R"(,"agent":"mei")"),
                advance("08:30")});
      CHECK(desk.count("assigned", "eva") == 1);
      CHECK(desk.count("routed", "america") == 0);
      CHECK(desk.count("held") == 0);
      CHECK(desk.count("suggest") == 0);
    }
}

TEST_CASE("moves: what is handed back as the department closes goes where its work goes") {
  Played desk(night);
  desk.say({message("16:30", "c", "refund"), advance("17:00")});
  CHECK(fmt::format("{}", fmt::join(short_of(desk.last), ", ")) ==
        "presence mei shift_ended, unassigned c mei care shift_ended, due c night, routed c night "
        "department_closed, "
        "queued c night shift_ended, assigned c nina night strategy");
}

TEST_CASE("moves: whom it was only offered to has not had it") {
  Played desk(R"(usher: 1
departments: {care: {assign: {strategy: first, offer: 10m}}}
agents: {sara: {departments: [care], capacity: 1}, omid: {departments: [care], capacity: 1}}
default: {department: care}
)");
  desk.say({message("09:00", "c", "hello"), event("09:01", "abandon", "c"), message("09:02", "d", "hello"),
            event("09:03", "accept", "d", R"(,"agent":"sara")")});
  const std::vector<std::string> again = desk.say({message("09:05", "c", "hello")});
  CHECK(again == std::vector<std::string>{"queued c care reopened", "offered c omid care strategy"});
  desk.say({event("09:06", "resolve", "c")});
  const auto &agents = desk.desk.desk().metrics().groups(desk::Dimension::agent);
  for (const auto &agent : agents)
    CHECK(agent[desk::Count::resolved] == 0);
}

TEST_CASE("moves: sent on to where nobody may take it is said, and sent on is not handed back") {
  Played desk(R"(usher: 1
topics: {refund: {en: [~refund]}, law: {en: [lawyer]}}
departments: {care: {}, legal: {}, sales: {}}
desk: {order: priority}
agents:
  sara: {departments: [care], skills: [billing], capacity: 3}
  lea: {departments: [legal], capacity: 3}
  omid: {departments: [sales], capacity: 1}
rules:
  - {name: refunds, when: {topic: refund}, then: {department: care, skills: [billing]}}
  - {name: threats, when: {topic: law}, then: {department: legal}}
default: {department: sales}
)");
  desk.say({message("09:00", "c", "refund")});
  CHECK(desk.say({event("09:10", "transfer", "c", R"(,"department":"legal")")}).back() ==
        "unstaffed c legal");
  desk.say({message("09:20", "d", "refund")});
  CHECK(desk.say({message("09:30", "d", "my lawyer writes")}).back() == "unstaffed d legal");
  // One that was answered in care is passed on to sales, where an urgent one waits.
  desk.say({message("10:00", "first", "hi"), message("10:01", "urgent", "hi", R"(,"priority":90)"),
            message("10:02", "care", "hi"), event("10:03", "assign", "care", R"(,"agent":"sara")"),
            reply("10:04", "care", "sara"), event("10:05", "transfer", "care", R"(,"department":"sales")"),
            event("10:06", "resolve", "first")});
  CHECK(short_of(desk.last).back() == "assigned urgent omid sales strategy");
}

TEST_CASE("moves: a merged matter has the promise that began first") {
  const std::string_view policy = R"(usher: 1
sla: {fast: {first_response: 1h}}
departments: {care: {sla: fast}}
default: {department: care}
)";
  const std::string later = fmt::format(R"(,"due":"{}")", at("15:00"));
  for (const bool first_has_it : {false, true}) {
    Played desk(policy);
    desk.say({message("09:00", "b", "hello", first_has_it ? later : ""),
              message("09:05", "a", "hi", first_has_it ? "" : later),
              event("09:10", "merge", "a", R"(,"into":"b")"), advance("10:30")});
    CHECK(desk.count("breached", R"("conversation":"b")") == (first_has_it ? 0 : 1));
  }
}

TEST_CASE("moves: what lifts a conversation is said by the rule that did, or by what was given") {
  Played desk(R"(usher: 1
topics: {refund: {en: [~refund]}, angry: {en: [angry]}, spam: {en: [spam]}, fine: {en: [fine]}}
facts: {vip: flag}
departments: {care: {}, billing: {}}
priority: {add: [{when: {vip: true}, points: 60}]}
rules:
  - {name: refunds, when: {topic: refund}, then: {department: billing}}
  - {name: angry ones first, when: {topic: angry}, then: {priority: urgent}}
  - {name: spam, when: {topic: spam}, then: {engage: false}}
  - {name: fine again, when: {topic: fine}, then: {engage: true}}
default: {department: care}
)");
  desk.say({message("09:00", "c", "refund")});
  CHECK(desk.say({message("09:01", "c", "i am angry")}).front() == "escalated c billing angry ones first");
  desk.say({message("09:02", "d", "hi")});
  CHECK(desk.say({message("09:03", "d", "hi", R"(,"priority":100)")}).front() == "escalated d care by_hand");
  desk.say({message("09:04", "e", "hi")});
  CHECK(desk.say({event("09:05", "fact", "e", R"(,"facts":{"vip":true})")}).front() ==
        "escalated e care default");
  desk.say({message("09:06", "f", "spam")});
  const std::vector<std::string> engaged = desk.say({message("09:07", "f", "fine")});
  CHECK(std::find(engaged.begin(), engaged.end(), "queued f care default") != engaged.end());
}

TEST_CASE("moves: a person who opens it again tells its promises once, and its steps begin anew") {
  Played desk(R"(usher: 1
topics: {spam: {en: [spam]}}
sla: {fast: {first_response: 1h, resolution: 8h}, slow: {first_response: 8h}}
departments:
  care: {sla: fast, widen: [{after: 5m, raise: 30}]}
  sales: {sla: slow}
agents: {omid: {departments: [sales], capacity: 5}}
rules: [{name: spam, when: {topic: spam}, then: {engage: false}}]
default: {department: care}
)");
  desk.say({message("09:00", "c", "spam"), event("09:10", "transfer", "c", R"(,"department":"sales")")});
  CHECK(desk.count("due", at("17:10").substr(0, 16)) == 1);
  CHECK(desk.count(R"("type":"due")", R"("conversation":"c")") == 1);
  desk.say({message("10:00", "d", "hello"), event("10:10", "resolve", "d")});
  CHECK(desk.count("widened", R"("conversation":"d")") == 1);
  desk.say({event("10:20", "transfer", "d", R"(,"department":"care")")});
  CHECK(desk.count("due", "resolution") == 2);
  desk.say({event("10:30", "resolve", "d"), event("10:31", "assign", "d", R"(,"agent":"omid")")});
  const auto &state = desk.desk.desk().state();
  CHECK(state.conversation(state.find_conversation("d")).data.raised == 0);
}

TEST_CASE("moves: no rate over all is above one") {
  Played desk(night);
  desk.say({message("10:00", "c", "hello")});
  for (const std::string_view minute : {"10:05", "10:15", "10:25"}) {
    desk.say({event(minute, "abandon", "c"),
              message(fmt::format("10:{}", std::stoi(std::string(minute.substr(3))) + 5), "c", "hello")});
  }
  CHECK(desk.counted(desk::Count::taken_in) == 1);
  CHECK(desk.counted(desk::Count::abandoned) == 1);
  CHECK(desk.counted(desk::Count::left) == 2);

  Played ignored(R"(usher: 1
topics: {spam: {en: [spam]}}
facts: {vip: flag}
departments: {care: {}, sales: {}}
rules:
  - {name: vip, when: {vip: true}, then: {engage: true}}
  - {name: spam, when: {topic: spam}, then: {engage: false, department: sales}}
default: {department: care}
)");
  ignored.say({message("10:00", "a", "hello"), event("10:01", "resolve", "a"), message("10:02", "b", "spam"),
               message("10:03", "c", "spam"), event("10:04", "fact", "c", R"(,"facts":{"vip":true})"),
               event("10:05", "abandon", "c")});
  CHECK(ignored.counted(desk::Count::taken_in) == 2);
  CHECK(ignored.counted(desk::Count::several_departments) == 0);
  CHECK(ignored.counted(desk::Count::abandoned) == 1);
}

TEST_CASE("moves: a consultation goes on with the matter, and the strictest question counts") {
  Played desk(R"(usher: 1
departments: {care: {}, legal: {sla: slow}}
sla: {slow: {first_response: 8h}}
topics: {threat: {en: [lawyer]}, refund: {en: [refund]}}
agents: {sara: {departments: [care], capacity: 9}, lea: {departments: [legal], capacity: 9}}
rules:
  - {name: refunds, when: {topic: refund}, then: {ask: [legal]}}
  - {name: threats, when: {topic: threat}, then: {ask: [{department: legal, within: 1h, before_reply: true}]}}
default: {department: care}
)");
  // Of one message, and of two.
  desk.say({message("09:00", "one", "a refund, or my lawyer writes"), reply("09:01", "one", "sara")});
  CHECK(desk.count("unapproved", R"("conversation":"one")") == 1);
  desk.say({message("09:10", "two", "a refund")});
  CHECK(desk.say({message("09:11", "two", "my lawyer")}) ==
        std::vector<std::string>{"ask two care threats", "due two?legal legal"});
  CHECK(desk.last.back().find(at("10:10").substr(0, 16)) != std::string::npos); // since it was asked
  desk.say({reply("09:12", "two", "sara")});
  CHECK(desk.count("unapproved", R"("conversation":"two")") == 1);
  // By the name of what it goes on as, and asked once.
  desk.say({message("10:00", "a", "my lawyer"), message("10:01", "b", "hello"),
            event("10:02", "merge", "a", R"(,"into":"b")"), message("10:03", "b", "my lawyer")});
  CHECK(desk.count(R"("type":"ask")", R"("conversation":"b")") == 0);
  desk.say({event("10:04", "consult_answer", "b", R"(,"department":"legal","agent":"lea")"),
            reply("10:05", "b", "sara")});
  CHECK(desk.count("consulted", R"("conversation":"b")") == 1);
  CHECK(desk.count("unapproved", R"("conversation":"b")") == 0);
}

TEST_CASE("moves: a customer's conversation that is called like a consultation is none") {
  Played desk(R"(usher: 1
departments: {care: {}, legal: {}}
topics: {threat: {en: [lawyer]}}
agents: {sara: {departments: [care], capacity: 9}}
rules: [{name: threats, when: {topic: threat}, then: {ask: [{department: legal, within: 1h, before_reply: true}]}}]
default: {department: care}
)");
  desk.say({message("09:00", "a?legal", "hello"), message("09:01", "a", "my lawyer"),
            reply("09:02", "a", "sara")});
  CHECK(desk.count(R"("type":"ask")") == 0);
  CHECK(desk.count("unapproved") == 0);
  const auto &state = desk.desk.desk().state();
  CHECK_FALSE(state.conversation(state.find_conversation("a?legal")).data.before_reply);
}

TEST_CASE("moves: one answer for many is given once, whichever comes first") {
  for (const bool alpha_first : {true, false}) {
    Played desk(R"(usher: 1
topics: {a: {en: [alpha]}, b: {en: [beta]}}
replies: {ra: "A", rb: "B"}
departments: {care: {}}
default: {department: care}
)");
    const auto standing = [&](std::string_view clock, std::string_view topic) {
      return fmt::format(R"({{"type":"answer_many","time":"{}","topic":"{}","reply":"r{}","until":"{}"}})",
                         at(clock), topic, topic, at("12:00"));
    };
    desk.say({standing("09:00", "a"), standing("09:01", "b"),
              message("09:02", "c", alpha_first ? "alpha" : "beta"),
              message("09:03", "c", alpha_first ? "beta" : "alpha")});
    CHECK(desk.count("answered") == 1);
  }
}

TEST_CASE("moves: a clock that stands still while it is held does so when the customer writes again") {
  Played desk(R"(usher: 1
calendars: {day: {timezone: UTC, weekly: {mon-sun: "09:00-17:00"}}}
sla: {pausing: {first_response: 1h, next_response: 1h, pause: [held]}}
departments: {care: {calendar: day, sla: pausing, closed: {hold: true}}}
default: {department: care}
)");
  desk.say({message("18:00", "c", "hello")});
  CHECK(desk.say({message("18:03", "c", "hello?")}).empty());
}
