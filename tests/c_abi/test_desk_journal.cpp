// SPDX-License-Identifier: BSL-1.0
// Events from structs, and the journal that is to say them again.
#include <array>
#include <chrono>
#include <functional>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>
#include <usher/usher.hpp>

using namespace std::chrono_literals;
using usher::Event;
using usher::EventType;

namespace {

constexpr std::string_view policy_text =
    "usher: 1\n"
    "departments: {care: {}, billing: {}}\n"
    "default: {department: care}\n"
    "facts: {order.age: duration, order.placed: time, order.date: text, order.value: number}\n"
    "rules:\n"
    "  - {name: dated, when: {order.date: {known: true}}, then: {department: billing}}\n"
    "  - {name: big, when: {order.value: {above: 1000}}, then: {department: billing}}\n";

const usher::Time noon{usher::Duration(1'774'000'800'000)};

usher::Desk open_desk() {
  usher::Desk desk(usher::Policy::load_memory("policy.yaml", policy_text),
                   usher::DeskOptions().keep().journal());
  usher::Effects effects;
  const Event opens = Event(EventType::message).conversation("c").time(noon);
  CHECK(desk.apply(opens, effects) == usher::Status::ok);
  return desk;
}

/// What stands in a line of a journal as its event.
std::string_view event_in(std::string_view line) {
  const std::size_t begin = line.find("\"event\":") + 8;
  return line.substr(begin, line.find(",\"decision\":") - begin);
}

/// Says an event, says again what the journal has of it to another desk, and then the event to that one.
void check_journal(std::string_view what, const Event &event, bool keeps_same_bytes = true) {
  CAPTURE(what);
  usher::Desk first = open_desk();
  usher::Effects effects;
  REQUIRE(usher::succeeded(first.apply(event, effects)));
  const std::string journal(effects.journal());
  usher::Desk again = open_desk();
  usher::Report report;
  const usher::Status status = again.try_apply_json(event_in(journal), effects, &report);
  REQUIRE_MESSAGE(usher::succeeded(status), (report.count() == 0 ? "" : report.findings()[0].message));
  CHECK(effects.journal() == journal);
  CHECK((!keeps_same_bytes || again.snapshot().text() == first.snapshot().text()));
  CHECK(again.try_apply({&event, 1}, effects) == usher::Status::repeated);
}

Event message_event(const usher::Message &message) {
  return Event(EventType::message).id("e").conversation("c").time(noon + 1min).message(message);
}

} // namespace

TEST_CASE("a journal has of an event what its type has a use for") {
  const std::array types = {EventType::accept,  EventType::start,   EventType::transfer, EventType::block,
                            EventType::resolve, EventType::advance, EventType::ask,      EventType::fact,
                            EventType::note,    EventType::forget,  EventType::link,     EventType::merge,
                            EventType::split,   EventType::agent,   EventType::rebalance};
  const usher::Message message = usher::Message("hello").id("m").conversation("c").fact("order.value", 3);
  const usher::AgentUpdate update = usher::AgentUpdate().capacity(2);
  const auto base = [](EventType type) {
    Event event(type);
    event.id("e").time(noon + 1min);
    if (type != EventType::forget) event.conversation("c");
    return event.agent("sara").department("billing").customer("k").other("o");
  };
  const std::vector<std::pair<std::string_view, std::function<void(Event &)>>> more = {
      {"nothing", [](Event &) {}},
      {"text", [](Event &event) { event.text("why"); }},
      {"message", [&](Event &event) { event.message(message); }},
      {"due", [](Event &event) { event.due(noon + 1h); }},
      {"skill", [](Event &event) { event.skill("s"); }},
      {"prefer_agent", [](Event &event) { event.prefer_agent("sara"); }},
      {"priority", [](Event &event) { event.priority(7); }},
      {"within", [](Event &event) { event.within(5min); }},
      {"topic", [](Event &event) { event.topic("t").reply("r").until(noon + 2h); }},
      {"flags", [](Event &event) { event.from_staff().is_private().resolves().unblock().force(); }},
      {"answers", [](Event &event) { event.refused().before_reply(); }},
      {"update", [&](Event &event) { event.update(update); }}};
  for (const EventType type : types) {
    for (const auto &[name, add] : more) {
      CAPTURE(static_cast<int>(type));
      Event event = base(type);
      add(event);
      check_journal(name, event);
    }
  }
}

TEST_CASE("a journal has each fact once, the one that was taken") {
  check_journal("twice",
                message_event(usher::Message("hi").fact("order.value", 5).fact("order.value", 5000)));
  check_journal("twice, unknown", message_event(usher::Message("hi").fact("zz", 1).fact("zz", 2)));
  check_journal("the same when read", message_event(usher::Message("hi").fact("a\xff", 1).fact("a\xfe", 2)));
  std::vector<std::string> names;
  for (int i = 0; i < 100; ++i)
    names.push_back("z" + std::to_string(i));
  usher::Message many("hi");
  for (int i = 0; i < 100; ++i)
    many.fact(i % 2 == 0 ? "even" : "odd", i).fact(names[static_cast<std::size_t>(i)], i);
  check_journal("many", message_event(many));
}

TEST_CASE("values are in a journal as they are taken when it is read") {
  // Texts that are searched are kept as they came.
  check_journal("no UTF-8", message_event(usher::Message("x\xff").id("\xff").tag("\xfe").subject("\xc3")),
                false);
  check_journal("10 days", message_event(usher::Message("x").fact("order.age", 240h)));
  check_journal("a time", message_event(usher::Message("x").fact("order.placed", noon)));
  check_journal("no time of ours",
                message_event(usher::Message("x").fact("order.placed", usher::Time(-5ms))));
  check_journal("-0", message_event(usher::Message("x").fact("order.value", -0.0)));
  check_journal("1e21", message_event(usher::Message("x").fact("order.value", 1e21)));
  check_journal("no number", message_event(usher::Message("x").fact(
                                 "order.value", std::numeric_limits<double>::quiet_NaN())));
  // Of another type: missing, and not what JSON would make of it.
  check_journal("a time for a text", message_event(usher::Message("x").fact("order.date", noon)));
  check_journal("a duration for a number", message_event(usher::Message("x").fact("order.value", 24h)));
  check_journal("a number for a duration", message_event(usher::Message("x").fact("order.age", 5)));
  check_journal("a text that is not UTF-8",
                Event(EventType::resolve).id("e").conversation("c").time(noon).text("\xff"));
  for (const usher::Duration length : {1ms, 90'061'001ms, 1500ms, usher::Duration(24h * 3652)})
    check_journal("within", Event(EventType::ask)
                                .id("e")
                                .conversation("c")
                                .department("billing")
                                .time(noon + 1min)
                                .within(length));
}

TEST_CASE(
    "a message from a struct may be larger than one in JSON, and is read from the journal all the same") {
  const std::string text = std::string(1'100'000, 'x') + "\x7f";
  check_journal("large", message_event(usher::Message(text)));
  // In any other form the limit holds.
  usher::Desk desk = open_desk();
  usher::Effects effects;
  const std::string line = R"({"type": "note","conversation":"c","text":")" + text + "\"}";
  CHECK(desk.try_apply_json(line, effects) == usher::Status::limit);
}

TEST_CASE("all events that a desk refuses are named") {
  usher::Desk desk = open_desk();
  usher::Effects effects;
  const auto event = [](std::string_view id) {
    return Event(EventType::wait).id(id).conversation("c").time(noon + 1min);
  };
  CHECK(desk.apply(event("w"), effects) == usher::Status::ok);
  const std::vector<Event> events = {event("a"),
                                     event("w").text("other"),
                                     Event(EventType::wait),
                                     event("b").time(noon + 24h * 4000),
                                     event("a").text("other"),
                                     event("c")};
  usher::Report report;
  CHECK(desk.try_apply(events, effects, &report) == usher::Status::conflict);
  std::vector<std::uint32_t> lines;
  for (const usher::Finding &finding : report.findings())
    lines.push_back(finding.line);
  CHECK(lines == std::vector<std::uint32_t>{2, 3, 4, 5});
  CHECK(effects.empty());
  // Nothing of them is there.
  CHECK(desk.apply(event("a").text("other"), effects) == usher::Status::ok);
}

TEST_CASE("a desk that has no time yet says none") {
  usher::Desk desk(usher::Policy::load_memory("policy.yaml", policy_text));
  usher::View view;
  desk.look(view);
  CHECK_FALSE(view.time());
  CHECK(view.render(usher::Format::json).find("{\"time\":null,") == 0);
  CHECK(view.render().find("no time yet\n") == 0);
}
