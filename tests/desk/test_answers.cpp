// SPDX-License-Identifier: BSL-1.0
// Texts that nobody writes one by one: one answer for many, notices while it is closed, and what can be foreseen.
#include "desk/heads.hpp"

using namespace usher::test;

namespace {

const std::string policy = R"(usher: 1
calendars: {office: {timezone: Europe/Rome, weekly: {mon-fri: "09:00-18:00"}},
            night: {timezone: Europe/Rome, weekly: {mon-fri: "18:00-24:00"}}}
sla: {fast: {first_response: 1h, next_response: 1h, resolution: 8h}}
departments: {care: {sla: fast, assign: {strategy: first}}}
agents: {ann: {departments: [care], capacity: 1}}
topics: {outage: {en: [app is down]}, refund: {en: [refund]}}
replies:
  sorry: {en: "Dear {author.name}, we know, and are back soon.", it: "Cara {author.name}, lo sappiamo."}
  notice: {en: "We are back at {opens}."}
default: {department: care}
)";

std::string writes(std::string_view clock, std::string_view conversation, std::string_view text,
                   std::string_view author, std::string_view language = "en") {
  return fmt::format(R"({{"type":"message","time":"{}","conversation":"{}","message":)"
                     R"({{"text":"{}","language":"{}","author":{{"name":"{}"}}}}}})",
                     time_at(clock), conversation, text, language, author);
}

std::string answer_many(std::string_view clock, std::string_view more) {
  return fmt::format(R"({{"type":"answer_many","time":"{}",{}}})", time_at(clock), more);
}

bool says(const std::vector<std::string> &effects, std::string_view text) {
  return std::any_of(effects.begin(), effects.end(),
                     [&](const std::string &effect) { return effect.find(text) != std::string::npos; });
}

} // namespace

TEST_CASE("answer_many: everybody who asks gets one answer, in their language, by their name") {
  SmallDesk desk(policy);
  desk.say({writes("09:00", "c1", "the app is down", "Ada"),
            writes("09:01", "c2", "app is down!", "Bice", "it"),
            writes("09:02", "c3", "a refund please", "Cid")});
  const auto effects = desk.say({answer_many("09:10", R"("topic":"outage","reply":"sorry")")});
  CHECK(heads(effects) == Heads{"answered c1 answer_many", "waiting c1 answer_many",
                                "answered c2 answer_many", "waiting c2 answer_many", "assigned c3 strategy"});
  CHECK(says(effects, R"("reply":"sorry","text":"Dear Ada, we know, and are back soon.")"));
  CHECK(says(effects, R"("text":"Cara Bice, lo sappiamo.")"));
  // Their promises are kept; the one who asked something else is still owed one.
  CHECK(heads(desk.say({advance_to("10:30")})) == Heads{"due_soon c3 -", "breached c3 -"});
}

TEST_CASE("answer_many: what is not engaged gets no answer, whenever it comes") {
  SmallDesk desk(policy + R"(rules: [{name: trolls, when: {author.name: Trudy}, then: {engage: false}}]
)");
  desk.say({writes("08:50", "c1", "hello", "Cid"), act("08:55", "resolve", "c1"),
            answer_many("09:00", R"("topic":"outage","reply":"sorry","until":"2026-03-02T10:00:00Z")")});
  CHECK(heads(desk.say({writes("09:30", "c2", "the app is down", "Trudy")})) ==
        Heads{"routed c2 default", "ignored c2 trolls"});
  // Nor does what was over, and never answered.
  CHECK(heads(desk.say({writes("09:31", "c1", "the app is down", "Trudy")})) == Heads{"ignored c1 trolls"});
  CHECK(place_of(desk, "c1") == "nowhere");
}

TEST_CASE("answer_many: what comes in until a time is answered as it comes, once") {
  SmallDesk desk(policy);
  desk.say({answer_many(
      "09:00", R"("topic":"outage","reply":"sorry","until":"2026-03-02T10:00:00Z","resolve":true)")});
  const auto late = desk.say({writes("09:30", "c1", "the app is down", "Ada")});
  CHECK(heads(late) == Heads{"routed c1 default", "due c1 -", "due c1 -", "queued c1 default",
                             "answered c1 answer_many", "closed c1 answer_many"});
  // Whoever writes again wants a person.
  CHECK_FALSE(
      holds(desk.say({writes("09:40", "c1", "the app is down still", "Ada")}), "answered c1 answer_many"));
  CHECK(place_of(desk, "c1") == "assigned ann");
  CHECK_FALSE(holds(desk.say({writes("10:01", "c2", "the app is down", "Bice")}), "answered c2 answer_many"));

  SUBCASE("a snapshot goes on answering") {
    const std::string bytes = desk.desk().snapshot();
    const usher::desk::Desk again = taken_up(bytes);
    CHECK(again.state().answers().size() == 1);
    CHECK(again.snapshot() == bytes);
  }
  SUBCASE("another answer to the topic takes its place") {
    desk.say({answer_many("10:02",
                          R"("topic":"outage","text":"It works again.","until":"2026-03-02T11:00:00Z")")});
    CHECK(desk.desk().state().answers().size() == 1);
    CHECK(says(desk.say({writes("10:03", "c3", "app is down", "Cid")}), R"("text":"It works again.")"));
  }
}

TEST_CASE("answer_many: a list, and a text of its own") {
  SmallDesk desk(policy);
  desk.say({writes("09:00", "c1", "hello", "Ada"), writes("09:01", "c2", "hello", "Bice"),
            writes("09:02", "c3", "hello", "Cid")});
  const auto effects = desk.say({answer_many(
      "09:10", R"("conversations":["c3","c1","c9"],"text":"Thank you, {author.name}.","resolve":true)")});
  CHECK(heads(effects) == Heads{"answered c1 answer_many", "closed c1 answer_many", "answered c3 answer_many",
                                "closed c3 answer_many", "assigned c2 strategy"});
  CHECK(says(effects, R"("text":"Thank you, Cid.")"));
  CHECK(desk.findings().size() == 1); // c9 is not there
}

TEST_CASE("answer_many: what is not there answers nobody, and is said") {
  SmallDesk desk(policy);
  desk.say({writes("09:00", "c1", "the app is down", "Ada")});
  for (const char *more :
       {R"("topic":"outage","reply":"nothing")", R"("topic":"nothing","reply":"sorry")",
        R"("topic":"outage","text":"Dear {author.nmae}")", R"("topic":"outage","text":"Dear {")"}) {
    CAPTURE(more);
    CHECK(desk.say({answer_many("09:01", more)}).empty());
    CHECK(desk.findings().size() == 1);
  }
  for (const char *more :
       {R"("topic":"outage")", R"("reply":"sorry")", R"("topic":"outage","reply":"sorry","text":"a")",
        R"("topic":"outage","conversations":["c1"],"reply":"sorry")",
        R"("conversations":["c1"],"reply":"sorry","until":"2026-03-02T11:00:00Z")"}) {
    CAPTURE(more);
    CHECK(desk.try_say({answer_many("09:01", more)}) == usher::desk::ApplyStatus::bad_event);
  }
}

TEST_CASE("closed: the customer can be told when it opens, by the clock on the department's wall") {
  const auto closed = [](std::string_view how) {
    std::string text = policy;
    text.replace(text.find("care: {"), 7, fmt::format("care: {{calendar: office, closed: {{{}}}, ", how));
    return text;
  };
  SUBCASE("held") {
    SmallDesk desk(closed("hold: true, reply: notice"));
    const auto effects = desk.say({writes("20:00", "c1", "hello", "Ada")});
    CHECK(holds(effects, "held c1 department_closed"));
    CHECK(says(
        effects,
        R"("reply":"notice","text":"We are back at 2026-03-03 09:00.","opens":"2026-03-03T08:00:00.000Z")"));
  }
  SUBCASE("queued all the same") {
    SmallDesk desk(closed("reply: notice"));
    const auto effects = desk.say({writes("20:00", "c1", "hello", "Ada")});
    CHECK(holds(effects, "suggest c1 department_closed"));
    CHECK(place_of(desk, "c1") == "assigned ann");
    desk.say({act("20:01", "release", "c1", R"(,"agent":"ann")")});
    CHECK_FALSE(
        holds(desk.say({writes("20:02", "c1", "hello again", "Ada")}), "suggest c1 department_closed"));
  }
}

TEST_CASE("suggestions: they are in the customer's language although nobody lists languages") {
  std::string text = policy;
  text.replace(text.find("care: {"), 7, "care: {calendar: office, closed: {reply: away}, ");
  text.replace(text.find("  notice:"), 9,
               "  away: {it: Siamo chiusi., en: We are closed., fa: \"بسته‌ایم.\"}\n  notice:");
  SmallDesk desk(text);
  const auto says_to = [&](std::string_view conversation, std::string_view message) {
    return desk.say({fmt::format(R"({{"type":"message","time":"{}","conversation":"{}","message":{{{}}}}})",
                                 time_at("20:00"), conversation, message)});
  };
  CHECK(says(says_to("c1", R"("text":"Hello, when will my order arrive please?")"), R"("We are closed.")"));
  CHECK(says(says_to("c2", R"("text":"سلام، سفارش من کی به دستم می‌رسد؟")"),
             R"("بسته‌ایم.")"));
  // Where the text does not tell, what is known of who wrote it does; where nothing does, the first one is as good.
  CHECK(says(says_to("c3", R"("text":"12345","author":{"language":"en-GB"})"), R"("We are closed.")"));
  CHECK(says(says_to("c4", R"("text":"12345")"), R"("Siamo chiusi.")"));
  // As platforms write it.
  CHECK(says(says_to("c5", R"("text":"12345","author":{"language":"fa_IR"})"), R"("بسته‌ایم.")"));
  CHECK(says(says_to("c6", R"("text":"12345","author":{"language":"EN"})"), R"("We are closed.")"));
}

TEST_CASE("suggestions: a date is that date on every wall, and a moment is by the department's clock") {
  const std::string text = R"(usher: 1
facts: {flight.day: time, flight.leaves: time}
calendars: {office: {timezone: America/New_York, weekly: {mon-fri: "09:00-18:00"}}}
departments: {care: {calendar: office}}
replies: {flight: "On {flight.day}, at {flight.leaves}; it is {time}."}
default: {department: care, reply: flight}
)";
  SmallDesk desk(text);
  CHECK(says(desk.say({fmt::format(
                 R"({{"type":"message","time":"{}","conversation":"c1","message":{{"text":"hello",)"
                 R"("facts":{{"flight.day":"2026-06-01","flight.leaves":"2026-06-01T12:30:00Z"}}}}}})",
                 time_at("14:00"))}),
             R"("text":"On 2026-06-01, at 2026-06-01 08:30; it is 2026-03-02 09:00.")"));
}

TEST_CASE("closed: work follows the sun") {
  const std::string sun = R"(usher: 1
calendars: {east: {timezone: UTC, weekly: {mon-sun: "00:00-08:00"}}, west: {timezone: UTC, weekly: {mon-sun: "08:00-16:00"}}}
sla: {fast: {first_response: 4h}}
departments:
  tokyo: {sla: fast, calendar: east, closed: {to: rome, hand_over: true}}
  rome: {sla: fast, calendar: west, closed: {to: tokyo, hand_over: true}}
agents: {rin: {departments: [tokyo], shift: east}, ugo: {departments: [rome], shift: west}}
default: {department: tokyo}
)";
  SmallDesk desk(sun);
  desk.say({message("07:00", "c1"), message("07:30", "c2")});
  CHECK(place_of(desk, "c2") == "queued");
  // At eight Tokyo goes home: what waits goes on in Rome, and an hour of the promise is not given twice.
  const auto effects = desk.say({advance_to("08:00")});
  CHECK(heads(effects) == Heads{"presence - shift_ended", "presence - shift_started", "due c2 -",
                                "routed c2 department_closed", "queued c2 department_closed",
                                "assigned c2 strategy"});
  CHECK(place_of(desk, "c2") == "assigned ugo");
  CHECK(data_of(desk, "c2").clocks.first_response.due == *usher::parse_time("2026-03-02T11:30:00Z"));
  // When nobody works anywhere, it stays where it is.
  desk.say({act("08:30", "resolve", "c1"), act("08:30", "resolve", "c2"), advance_to("17:00")});
  CHECK(heads(desk.say({message("17:00", "c3")})) ==
        Heads{"routed c3 default", "due c3 -", "queued c3 default", "unstaffed c3 -"});
}

TEST_CASE("closed: what waits while nobody works anywhere goes to whoever is the first to open") {
  SmallDesk desk(R"(usher: 1
calendars: {early: {timezone: UTC, weekly: {mon-sun: "00:00-08:00"}}, late: {timezone: UTC, weekly: {mon-sun: "09:00-16:00"}}}
departments:
  tokyo: {calendar: early, closed: {to: rome, hand_over: true}}
  rome: {calendar: late, closed: {to: tokyo, hand_over: true}}
agents: {rin: {departments: [tokyo], shift: early}, ugo: {departments: [rome], shift: late}}
topics: {italy: {en: [italy]}}
rules: [{name: italy, when: {topic: italy}, then: {department: rome}}]
default: {department: tokyo}
)");
  // In the hour between what waits stays, be it that it was there or comes.
  desk.say({message("07:00", "c1"), message("07:10", "c2"), message("08:30", "c3")});
  CHECK(place_of(desk, "c2") == "queued");
  CHECK(heads(desk.say({advance_to("09:00")})) ==
        Heads{"presence - shift_started", "routed c2 department_closed", "queued c2 department_closed",
              "routed c3 department_closed", "queued c3 department_closed", "assigned c2 strategy"});
  // And round the other way at night, at the time at which Tokyo opens.
  desk.say({act("15:00", "resolve", "c2"), act("15:00", "resolve", "c1")});
  CHECK(place_of(desk, "c3") == "assigned ugo");
  desk.say({writes("17:00", "c4", "italy", "Ada")});
  CHECK(place_of(desk, "c4") == "queued");
  (void)desk.say({R"({"type":"advance","time":"2026-03-03T00:00:00Z"})"});
  CHECK(place_of(desk, "c4") == "assigned rin");
}

TEST_CASE("unstaffed: what comes while nobody who may take it is there says until when") {
  std::string text = policy;
  text.replace(text.find("capacity: 1"), 11, "capacity: 1, shift: night");
  SmallDesk desk(text);
  const auto effects = desk.say({writes("09:00", "c1", "hello", "Ada")});
  CHECK(heads(effects).back() == "unstaffed c1 -");
  CHECK(says(
      effects,
      R"("type":"unstaffed","time":"2026-03-02T09:00:00.000Z","conversation":"c1","department":"care","until":"2026-03-02T17:00:00.000Z")"));
  desk.say({agent("09:05", "ann", R"("presence":"offline")")});
  const auto nobody = desk.say({writes("09:06", "c2", "hello", "Bice")});
  CHECK(nobody.back().find("until") == std::string::npos); // nobody is going to come
  desk.say({agent("09:10", "ann", R"("presence":"online","shift":"")")});
  CHECK_FALSE(
      holds(desk.say({writes("09:11", "c3", "hello", "Cid")}), "unstaffed c3 -")); // she is busy, and there
}

TEST_CASE("answer_many: a text that is larger than a message's may be is refused, and the limit named") {
  SmallDesk desk(policy);
  (void)desk.say({writes("09:00", "c1", "the app is down", "Ada")});
  const auto of_size = [](std::size_t bytes) {
    return answer_many("09:10", fmt::format(R"("topic":"outage","text":"{}")", std::string(bytes, 'x')));
  };
  CHECK(desk.try_say({of_size(65537)}) == usher::desk::ApplyStatus::bad_event);
  REQUIRE_FALSE(desk.findings().empty());
  CHECK(desk.findings()[0].code == usher::Code::limit);
  CHECK(desk.findings()[0].hint == "write less, or raise the limit text_bytes");
  CHECK(heads(desk.say({of_size(65536)})) == Heads{"answered c1 answer_many", "waiting c1 answer_many"});
}
