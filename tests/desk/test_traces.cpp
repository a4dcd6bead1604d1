// SPDX-License-Identifier: BSL-1.0
// Days at a desk that another program worked out minute by minute: who got which conversation, and when. Reads
// traces.json of tests/oracle/values.
#include "desk/desk.hpp"
#include "desk/state.hpp"
#include "policy/read_from_memory.hpp"

#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <doctest/doctest.h>

using namespace usher;

namespace {

namespace json = boost::json;

constexpr Instant day_begin = 1'700'006'400'000; // a full minute

Instant at_minute(std::int64_t minute) { return day_begin + minute * minute_ms; }

std::string text_of(const json::value &value) { return {value.as_string().data(), value.as_string().size()}; }

std::int64_t number(const json::object &object, const char *name, std::int64_t otherwise) {
  const json::value *value = object.if_contains(name);
  return value == nullptr ? otherwise : value->as_int64();
}

std::vector<std::string> texts(const json::object &object, const char *name) {
  std::vector<std::string> out;
  if (const json::value *list = object.if_contains(name))
    for (const json::value &one : list->as_array())
      out.push_back(text_of(one));
  return out;
}

policy::Strategy strategy_of(std::string_view name) {
  const std::map<std::string_view, policy::Strategy> names = {
      {"longest_idle", policy::Strategy::longest_idle},
      {"least_loaded", policy::Strategy::least_loaded},
      {"round_robin", policy::Strategy::round_robin},
      {"first", policy::Strategy::first},
      {"fewest_skills", policy::Strategy::fewest_skills}};
  REQUIRE(names.count(name) == 1);
  return names.at(name);
}

policy::Order order_of(std::string_view name) {
  return name == "fifo"       ? policy::Order::fifo
         : name == "priority" ? policy::Order::priority
                              : policy::Order::earliest_due;
}

/// What a trace's conversation asks for.
class Ask final : public desk::MessageSource {
 public:
  Ask(std::string queue, std::string language) : queue_(std::move(queue)), language_(std::move(language)) {}
  void give(rules::MessageBuilder &builder) const override {
    rules::RawValue value;
    value.kind = rules::RawValue::Kind::text;
    value.text = queue_;
    builder.take_fact("queue", value, "queue");
    if (language_.empty()) return;
    value.text = language_;
    builder.take_key("language", value);
  }
  [[nodiscard]] std::uint64_t sum() const noexcept override { return 0; }

 private:
  std::string queue_;
  std::string language_;
};

/// Plays a case: gives the desk the events of each minute and does the work that it assigns.
class Player {
 public:
  explicit Player(const json::object &model) : model_(model), desk_(ruleset_of(model), {}) {}

  struct Outcome {
    std::int64_t start = -1;
    std::int64_t end = -1;
    std::string agent;
    std::string outcome = "waiting";
    bool operator==(const Outcome &) const = default;
  };

  std::map<std::string, Outcome> play() {
    add_agents();
    const std::int64_t horizon = model_.at("horizon").as_int64();
    for (std::int64_t minute = 0; minute < horizon; ++minute)
      play_minute(minute);
    return outcomes_;
  }

 private:
  // A department for each way in which conversations ask for less after a while.
  std::shared_ptr<const rules::Ruleset> ruleset_of(const json::object &model) {
    std::string rules;
    std::string departments;
    std::vector<policy::WidenStep> steps;
    const auto department = [&](const json::object &conversation) {
      policy::WidenStep step;
      std::string key = "plain";
      if (const json::value *relax = conversation.if_contains("relax")) {
        key = json::serialize(*relax) + json::serialize(conversation.at("skills"));
        step.after_ms = relax->at("after").as_int64() * minute_ms;
        const std::vector<std::string> kept = texts(relax->as_object(), "skills");
        for (const std::string &skill : texts(conversation, "skills"))
          if (std::find(kept.begin(), kept.end(), skill) == kept.end()) step.dropped_skills.push_back(skill);
      }
      const auto [at, is_new] = queues_.emplace(key, "q" + std::to_string(queues_.size()));
      if (is_new) {
        departments += (steps.empty() ? "" : ", ") + at->second + ": {}";
        rules += "  - {name: " + at->second + ", when: {queue: " + at->second +
                 "}, then: {department: " + at->second + "}}\n";
        steps.push_back(step);
      }
      queue_of_[text_of(conversation.at("id"))] = at->second;
    };
    for (const json::value &conversation : model.at("conversations").as_array())
      department(conversation.as_object());
    auto read = policy::testing::read("usher: 1\nfacts: {queue: text}\ndepartments: {" + departments +
                                      "}\nrules:\n" + rules + "default: {department: q0}\n");
    CAPTURE(read.places());
    REQUIRE(read.status == policy::ReadStatus::ok);
    const bool hands_back =
        model.contains("end_of_shift") && text_of(model.at("end_of_shift")) == "handback_to_head_of_queue";
    for (std::size_t i = 0; i < steps.size(); ++i) {
      policy::Department &one = read.policy.departments[i];
      one.assign.strategy = strategy_of(text_of(model.at("policy")));
      one.assign.sticky_wait_ms = number(model, "sticky_wait", 0) * minute_ms;
      one.assign.end_of_shift = hands_back ? policy::EndOfShift::hand_back : policy::EndOfShift::finish;
      if (steps[i].after_ms) one.widen.push_back(steps[i]);
    }
    read.policy.desk.order = order_of(text_of(model.at("queue")));
    return std::make_shared<rules::Ruleset>(std::move(read.policy));
  }

  void apply(const std::vector<desk::Event> &events) {
    Findings findings;
    REQUIRE(desk_.apply(events, findings) == desk::ApplyStatus::ok);
    CHECK(findings.empty());
    take_effects();
    desk_.commit();
  }

  void take_effects() {
    for (const desk::Effect &effect : desk_.effects()) {
      const std::int64_t minute = (effect.time - day_begin) / minute_ms;
      const desk::State &state = desk_.state();
      if (effect.conversation == desk::no_conversation) continue;
      const std::string name = state.conversation(effect.conversation).name;
      Outcome &outcome = outcomes_[name];
      if (effect.type == desk::EffectType::assigned) {
        if (outcome.start < 0) outcome.start = minute;
        outcome.agent = state.agent(effect.agent).name;
        outcome.outcome = "in_progress";
        ends_[name] = {minute + left_[name], effect.agent};
        begun_.push_back(name);
      } else if (effect.type == desk::EffectType::unassigned) {
        left_[name] = ends_[name].first - minute;
        ends_.erase(name);
        outcome.outcome = "waiting";
      }
    }
  }

  void add_agents() {
    for (const json::value &value : model_.at("agents").as_array()) {
      const json::object &object = value.as_object();
      desk::AgentUpdate update;
      const auto list = [&](const char *name) {
        std::vector<std::string_view> &views = views_.emplace_back();
        for (std::string &text : texts(object, name))
          views.push_back(*owned_.insert(text).first);
        return std::span<const std::string_view>(views);
      };
      update.skills = list("skills");
      if (object.contains("languages")) update.languages = list("languages");
      std::vector<std::string_view> &departments = views_.emplace_back();
      for (const auto &[key, queue] : queues_)
        departments.push_back(queue);
      update.departments = departments;
      update.capacity = static_cast<std::uint32_t>(number(object, "slots", 1));
      update.presence = object.contains("shifts") ? desk::Presence::offline : desk::Presence::online;
      const std::string id = text_of(object.at("id"));
      apply({event_of(desk::EventType::agent, 0, "", id, &update)});
    }
  }

  static desk::Event event_of(desk::EventType type, std::int64_t minute, std::string_view conversation,
                              std::string_view agent = {}, const desk::AgentUpdate *update = nullptr) {
    desk::Event event;
    event.type = type;
    event.time = at_minute(minute);
    event.conversation = conversation;
    event.agent = agent;
    event.update = update;
    return event;
  }

  void play_minute(std::int64_t minute) {
    std::vector<desk::Event> events;
    std::deque<Ask> asks;
    std::deque<std::vector<std::string_view>> skills;
    std::vector<std::pair<desk::AgentId, std::string>> done;
    for (const auto &[name, end] : ends_)
      if (end.first <= minute) done.emplace_back(end.second, name);
    std::sort(done.begin(), done.end()); // by the list of agents
    for (const auto &[agent, name] : done) {
      events.push_back(event_of(desk::EventType::resolve, minute, *owned_.insert(name).first));
      outcomes_[name].end = minute;
      outcomes_[name].outcome = "served";
      ends_.erase(name);
    }
    for (const json::value &value : model_.at("agents").as_array())
      add_shift_event(value.as_object(), minute, events);
    add_bulk_reply(minute, events);
    for (const json::value &value : model_.at("conversations").as_array()) {
      const json::object &conversation = value.as_object();
      const std::string &name = *owned_.insert(text_of(conversation.at("id"))).first;
      const std::int64_t arrival = conversation.at("arrival").as_int64();
      const std::int64_t patience = number(conversation, "patience", -1);
      if (patience >= 0 && arrival + patience == minute && outcomes_[name].start < 0) {
        events.push_back(event_of(desk::EventType::abandon, minute, name));
        outcomes_[name].outcome = "abandoned";
        outcomes_[name].end = minute;
      }
      if (arrival != minute) continue;
      left_[name] = conversation.at("handle").as_int64();
      if (is_answered_at_once(conversation, minute)) {
        outcomes_[name] = {minute, minute, "*bulk*", "served"};
        continue;
      }
      asks.emplace_back(queue_of_.at(name),
                        conversation.contains("language") ? text_of(conversation.at("language")) : "");
      desk::Event event = event_of(desk::EventType::message, minute, name);
      event.message = &asks.back();
      std::vector<std::string_view> &needed = skills.emplace_back();
      for (const std::string &skill : texts(conversation, "skills"))
        needed.push_back(*owned_.insert(skill).first);
      event.skills = needed;
      event.priority = 100 - static_cast<int>(number(conversation, "priority", 0));
      if (conversation.contains("due")) event.due = at_minute(conversation.at("due").as_int64());
      if (conversation.contains("sticky"))
        event.prefer_agent = *owned_.insert(text_of(conversation.at("sticky"))).first;
      outcomes_[name];
      events.push_back(event);
    }
    // Also an empty batch: time passes, so that a step of widening is taken in its minute.
    if (events.empty()) events.push_back(event_of(desk::EventType::advance, minute, ""));
    apply(events);
    begin_work(minute);
  }

  void begin_work(std::int64_t minute) {
    std::vector<desk::Event> events;
    const std::vector<std::string> begun = std::exchange(begun_, {});
    for (const std::string &name : begun)
      events.push_back(event_of(desk::EventType::start, minute, name));
    if (!events.empty()) apply(events);
  }

  void add_shift_event(const json::object &agent, std::int64_t minute, std::vector<desk::Event> &events) {
    static const desk::AgentUpdate online = presence(desk::Presence::online);
    static const desk::AgentUpdate offline = presence(desk::Presence::offline);
    const json::value *shifts = agent.if_contains("shifts");
    if (shifts == nullptr) return;
    const std::string &id = *owned_.insert(text_of(agent.at("id"))).first;
    for (const json::value &shift : shifts->as_array()) {
      if (shift.at(1).as_int64() == minute)
        events.push_back(event_of(desk::EventType::agent, minute, "", id, &offline));
      if (shift.at(0).as_int64() == minute)
        events.push_back(event_of(desk::EventType::agent, minute, "", id, &online));
    }
  }
  static desk::AgentUpdate presence(desk::Presence presence) {
    desk::AgentUpdate update;
    update.presence = presence;
    return update;
  }

  // One answer for all of a topic who wait, and for all who write later.
  void add_bulk_reply(std::int64_t minute, std::vector<desk::Event> &events) {
    const json::value *bulk = model_.if_contains("bulk_reply");
    if (bulk == nullptr || bulk->at("from").as_int64() != minute) return;
    for (const json::value &value : model_.at("conversations").as_array()) {
      const json::object &conversation = value.as_object();
      const std::string &name = *owned_.insert(text_of(conversation.at("id"))).first;
      const bool waits = outcomes_.count(name) != 0 && outcomes_[name].outcome == "waiting";
      if (!waits || !conversation.contains("topic") || conversation.at("topic") != bulk->at("topic"))
        continue;
      events.push_back(event_of(desk::EventType::resolve, minute, name));
      outcomes_[name] = {minute, minute, "*bulk*", "served"};
    }
  }
  bool is_answered_at_once(const json::object &conversation, std::int64_t minute) const {
    const json::value *bulk = model_.if_contains("bulk_reply");
    return bulk != nullptr && minute >= bulk->at("from").as_int64() && conversation.contains("topic") &&
           conversation.at("topic") == bulk->at("topic");
  }

  const json::object &model_;
  std::map<std::string, std::string> queues_;
  std::map<std::string, std::string> queue_of_;
  desk::Desk desk_;
  std::map<std::string, Outcome> outcomes_;
  std::map<std::string, std::int64_t> left_; // minutes of work
  std::map<std::string, std::pair<std::int64_t, desk::AgentId>> ends_;
  std::vector<std::string> begun_;
  std::set<std::string> owned_;
  std::deque<std::vector<std::string_view>> views_;
};

} // namespace

TEST_CASE("traces: who gets what, and when") {
  std::ifstream file("tests/oracle/values/traces.json"); // tests run in the source tree
  std::stringstream text;
  text << file.rdbuf();
  REQUIRE_MESSAGE(file.good(), "traces.json cannot be read");
  const json::value traces = json::parse(text.str());
  std::size_t cases = 0;
  for (const json::value &one : traces.at("cases").as_array()) {
    CAPTURE(text_of(one.at("id")));
    Player player(one.at("model").as_object());
    auto outcomes = player.play();
    for (const auto &[key, expected] : one.at("expect").at("conversations").as_object()) {
      const std::string name(key.data(), key.size());
      CAPTURE(name);
      const Player::Outcome &outcome = outcomes[name];
      const json::value &wanted = expected; // a binding is not for lambdas
      const auto minute = [&wanted](const char *which) {
        const json::value &value = wanted.at(which);
        return value.is_null() ? -1 : value.as_int64();
      };
      CHECK(outcome.start == minute("start"));
      CHECK(outcome.end == minute("end"));
      CHECK(outcome.agent == (expected.at("agent").is_null() ? "" : text_of(expected.at("agent"))));
      CHECK(outcome.outcome == text_of(expected.at("outcome")));
    }
    ++cases;
  }
  MESSAGE(cases << " traces");
  CHECK(cases > 0);
}
