// SPDX-License-Identifier: BSL-1.0
// The desk in C++: each class does what the C functions below it do.
#include <array>
#include <chrono>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <doctest/doctest.h>
#include <usher/usher.hpp>

using namespace std::chrono_literals;
using usher::EffectType;
using usher::EventType;

namespace {

constexpr std::string_view policy_text = "usher: 1\n"
                                         "departments: {care: {sla: fast}, billing: {}}\n"
                                         "sla: {fast: {first_response: 1h}}\n"
                                         "default: {department: care}\n"
                                         "facts: {order.open: flag}\n"
                                         "topics: {refund: {en: [refund]}}\n"
                                         "rules: [{name: refunds, when: {topic: refund}, then: {department: "
                                         "billing}}]\n";

const usher::Time noon{usher::Duration(1'774'000'800'000)};

usher::Policy policy() { return usher::Policy::load_memory("policy.yaml", policy_text); }

void add_sara(usher::Desk &desk, usher::Effects &effects) {
  const std::array<std::string_view, 2> departments = {"care", "billing"};
  const std::array<std::string_view, 1> languages = {"en"};
  usher::AgentUpdate update;
  update.presence(usher::Presence::online)
      .departments(departments)
      .skills({})
      .languages(languages)
      .accounts({})
      .capacity(2)
      .capacity("email", 1)
      .works_on(2)
      .shift("");
  CHECK(desk.apply(usher::Event(EventType::agent).agent("sara").time(noon).update(update), effects) ==
        usher::Status::ok);
}

} // namespace

TEST_CASE("events in, effects out") {
  usher::Desk desk(policy(), usher::DeskOptions().seed(1).keep().journal());
  usher::Effects effects;
  CHECK(effects.empty());
  add_sara(desk, effects);
  CHECK_FALSE(desk.next_due());

  usher::Message message("a refund");
  message.fact("order.open", true);
  const usher::Event event = usher::Event(EventType::message)
                                 .id("e")
                                 .conversation("c-1")
                                 .time(noon + 1min)
                                 .message(message)
                                 .priority(90)
                                 .due(noon + 31min)
                                 .prefer_agent("sara");
  CHECK(desk.apply(event, effects) == usher::Status::ok);
  std::vector<EffectType> types;
  for (const usher::Effect effect : effects) {
    CHECK(effect.conversation == "c-1");
    CHECK(effect.time == noon + 1min);
    types.push_back(effect.type);
  }
  CHECK(types == std::vector<EffectType>{EffectType::routed, EffectType::due, EffectType::queued,
                                         EffectType::assigned});
  CHECK(effects[0].because == "refunds");
  CHECK(effects[0].by_rule);
  CHECK(effects[0].what == "urgent");
  CHECK_FALSE(effects[0].at);
  CHECK(effects[1].clock == usher::Clock::first_response);
  CHECK(effects[1].at == noon + 31min);
  CHECK(effects[3].agent == "sara");
  CHECK(effects[3].because == "preferred");
  CHECK_FALSE(effects[3].by_rule);
  CHECK_THROWS_AS((void)effects[4], usher::Error);
  CHECK(effects.result(0).effect_count == 4);
  CHECK(effects.result(0).time == noon + 1min);
  CHECK_THROWS_AS((void)effects.result(1), usher::Error);
  CHECK(effects.render().find("given to sara") != std::string_view::npos);
  CHECK(effects.render(usher::Format::json).find("\"type\":\"assigned\"") != std::string_view::npos);
  CHECK(effects.journal().find("\"order.open\":true") != std::string_view::npos);
  CHECK(desk.next_due() == noon + 25min);

  CHECK(desk.apply(event, effects) == usher::Status::repeated);
  CHECK(effects.result(0).repeated);
  CHECK(effects.empty());
  CHECK(desk.apply_json(R"({"type":"resolve","conversation":"c-1"})", effects) == usher::Status::ok);
  CHECK(effects[0].type == EffectType::closed);
}

TEST_CASE("what is refused says why") {
  usher::Desk desk(policy(), usher::DeskOptions().keep());
  usher::Effects effects;
  usher::Report report;
  CHECK(desk.try_apply(std::vector{usher::Event(EventType::wait)}, effects, &report) == usher::Status::input);
  CHECK(report.count() == 1);
  CHECK(desk.try_apply_json("{", effects) == usher::Status::input);
  try {
    desk.apply_json(R"({"type":"wait"})", effects);
    CHECK(false);
  } catch (const usher::Error &error) {
    CHECK(error.status() == usher::Status::input);
    REQUIRE(error.findings().size() == 1);
    CHECK(error.findings()[0].path == "conversation");
  }
  CHECK_THROWS_AS((void)effects.journal(), usher::Error);
  CHECK_THROWS_AS(usher::Desk(policy(), usher::DeskOptions().limit("colour", 1)), usher::Error);
}

TEST_CASE("kept, taken back, and looked at") {
  usher::Desk desk(policy());
  usher::Effects effects;
  usher::View view;
  CHECK_FALSE(view.time());
  add_sara(desk, effects);
  desk.commit();
  usher::Message message("hello");
  desk.apply(usher::Event(EventType::message).conversation("c-1").time(noon).message(message), effects);
  CHECK(desk.conversation("c-1", view));
  desk.abort();
  CHECK_FALSE(desk.conversation("c-1", view));
  desk.apply(usher::Event(EventType::message).conversation("c-1").time(noon).message(message).skill("x"),
             effects);
  desk.commit();
  CHECK(desk.candidates("c-1", view));
  CHECK(view.render().find("may take it: 0 of ") != std::string_view::npos);
  CHECK_FALSE(desk.candidates("c-9", view));
  CHECK(desk.queue("care", view));
  REQUIRE(view.conversations().size() == 1);
  CHECK(usher::text_of(view.conversations()[0].name) == "c-1");
  CHECK(usher::text_of(view.conversations()[0].skills[0]) == "x");
  CHECK_THROWS_AS((void)view.conversations()[1], usher::Error);
  CHECK(view.time() == noon);
  desk.apply(usher::Event(EventType::assign).conversation("c-1").agent("sara"), effects);
  desk.commit();
  CHECK(desk.agent("sara", view));
  for (const usher_agent &agent : view.agents())
    CHECK(agent.conversations == 1);
  CHECK(view.conversations().begin()->first_response == (noon + 1h).time_since_epoch().count());
  CHECK_FALSE(desk.agent("tom", view));
  CHECK_FALSE(desk.queue("sales", view));
  desk.look(view);
  CHECK(view.departments().size() == 2);
  CHECK(view.departments()[0].assigned == 1);
  desk.owed(view);
  REQUIRE(view.conversations().size() == 1);
  CHECK(view.conversations()[0].first_response == (noon + 1h).time_since_epoch().count());
  desk.apply_json(R"({"type":"ask","conversation":"c-1","department":"billing"})", effects);
  desk.commit();
  desk.consultations(view, 5);
  REQUIRE(view.conversations().size() == 1);
  CHECK(usher::text_of(view.conversations()[0].name) == "c-1?billing");
  CHECK(usher::text_of(view.conversations()[0].asker) == "c-1");
  // An answer keeps the promise: there is nothing more to wait for.
  desk.apply_json(R"({"type":"message","conversation":"c-1","from":"staff"})", effects);
  desk.commit();
  desk.owed(view);
  CHECK(view.conversations().empty());
  CHECK(desk.conversation("c-1", view));
  CHECK(view.conversations()[0].first_response == USHER_NO_TIME);
  desk.look(view);
  CHECK(view.render().find("care") != std::string_view::npos);
  CHECK(view.render(usher::Format::json).find("\"assigned\":1") != std::string_view::npos);
}

TEST_CASE("put away, taken up again, and under another policy") {
  usher::Desk desk(policy(), usher::DeskOptions().keep());
  usher::Effects effects;
  usher::View view;
  add_sara(desk, effects);
  usher::Message message("hello");
  desk.apply(usher::Event(EventType::message).conversation("c-1").time(noon).message(message), effects);
  usher::Desk again = usher::Desk::restore(desk.snapshot().text(), usher::DeskOptions().keep());
  CHECK(again.conversation("c-1", view));
  CHECK(usher::text_of(view.conversations()[0].agent) == "sara");
  CHECK(again.next_due() == desk.next_due());
  CHECK_THROWS_AS((void)usher::Desk::restore("no snapshot"), usher::Error);
  const usher::Policy other = usher::Policy::load_memory(
      "other.yaml", "usher: 1\ndepartments: {front: {}}\ndefault: {department: front}\n");
  again.set_policy(other, effects);
  CHECK_FALSE(effects.empty());
  CHECK(again.conversation("c-1", view));
  CHECK(usher::text_of(view.conversations()[0].department) == "front");
}

TEST_CASE("metrics in every form") {
  usher::Desk desk(policy(), usher::DeskOptions().keep());
  usher::Effects effects;
  add_sara(desk, effects);
  usher::Message message("a refund");
  desk.apply(usher::Event(EventType::message).conversation("c-1").time(noon + 1min).message(message),
             effects);
  const std::string metrics(desk.metrics().text());
  CHECK(metrics.find("usher_department_assigned_total{department=\"billing\"} 1\n") != std::string::npos);
  CHECK(metrics.ends_with("# EOF\n"));
  usher::MetricsOptions options;
  options.within = 90s;
  CHECK(desk.metrics(usher::Format::json, options).text().find("\"within_ms\":90") != std::string_view::npos);
  CHECK(desk.metrics(usher::Format::text).text().find("sara") != std::string_view::npos);
  options.short_wait = -1s;
  CHECK_THROWS_AS((void)desk.metrics(usher::Format::json, options), usher::Error);
}

TEST_CASE("threads share a desk") {
  usher::Desk desk(policy(), usher::DeskOptions().keep());
  {
    usher::Effects effects;
    add_sara(desk, effects);
  }
  constexpr int each = 200;
  const auto work = [&desk](int thread) {
    usher::Effects effects;
    usher::View view;
    for (int i = 0; i < each; ++i) {
      const std::string name = std::to_string(thread) + "-" + std::to_string(i);
      usher::Message message("hello");
      desk.apply(usher::Event(EventType::message).conversation(name).time(noon).message(message), effects);
      CHECK(desk.conversation(name, view));
    }
  };
  std::thread other(work, 1);
  work(2);
  other.join();
  usher::View view;
  desk.look(view);
  CHECK(view.departments()[0].queued + view.departments()[0].assigned == 2 * each);
}
