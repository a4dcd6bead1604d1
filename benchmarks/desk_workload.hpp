// SPDX-License-Identifier: BSL-1.0
// What is played at the desk: a stream of events is made by playing once, with the desk itself saying who has what, and
// is then timed at new desks.
#pragma once

#include "base/time.hpp"
#include "desk/desk.hpp"
#include "desk/state.hpp"
#include "measure.hpp"
#include "policy/reader.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <deque>
#include <memory>
#include <queue>
#include <random>
#include <string>
#include <vector>

#include <fmt/format.h>

namespace usher_benchmark {

using namespace usher;
using desk::EventType;

inline constexpr Instant begin = 1'800'000'000'000;
inline constexpr std::size_t account_count = 200;
inline constexpr std::size_t skill_count = 30;
inline constexpr std::size_t language_count = 7;
inline constexpr std::size_t department_count = 5;
inline constexpr std::size_t fact_count = 3000;

inline std::string busy_policy() {
  std::string text =
      "usher: 1\nfacts:\n  customer.tier: [bronze, silver, gold]\n  need: text\n  desk: text\n"
      "channels: {wall: {kind: social, public: true}, mail: {kind: email}, chat: {kind: chat}}\naccounts:\n";
  for (std::size_t i = 0; i < account_count; ++i)
    text += fmt::format("  \"@a{}\": {{channel: {}}}\n", i,
                        i % 3 == 0   ? "wall"
                        : i % 3 == 1 ? "mail"
                                     : "chat");
  text += "sla:\n  fast: {first_response: {urgent: 15m, high: 30m, normal: 75m, low: 4h}, next_response: 4h, "
          "resolution: 48h}\n"
          "departments:\n";
  for (std::size_t i = 0; i < department_count; ++i)
    text += fmt::format("  d{}: {{sla: fast}}\n", i);
  text += "priority:\n  bands: {urgent: 85, high: 60, normal: 30, low: 0}\n"
          "  add:\n    - {when: {customer.tier: gold}, points: 25}\n    - {when: {customer.tier: silver}, "
          "points: 5}\nrules:\n";
  for (std::size_t i = 0; i < department_count; ++i)
    text += fmt::format("  - {{name: to d{0}, when: {{desk: d{0}}}, then: {{department: d{0}}}}}\n", i);
  for (std::size_t i = 0; i < skill_count; ++i)
    text += fmt::format("  - {{name: skill {0}, when: {{need: s{0}}}, then: {{skills: [s{0}]}}}}\n", i);
  return text + "default: {department: d0}\n";
}

inline std::shared_ptr<const rules::Ruleset> make_ruleset(const std::string &text) {
  policy::Policy policy;
  Findings findings;
  if (policy::read_policy({"policy.yaml", text}, {}, {}, policy, findings) != policy::ReadStatus::ok)
    fail(findings.empty() ? "the policy cannot be read" : to_text(findings[0]));
  return std::make_shared<rules::Ruleset>(std::move(policy));
}

/// Of a message.
struct Facts final : desk::MessageSource {
  std::string account, desk_name, need, tier, language, what;
  void give(rules::MessageBuilder &builder) const override {
    rules::RawValue value;
    value.kind = rules::RawValue::Kind::text;
    const auto key = [&](std::string_view name, const std::string &text) {
      if (text.empty()) return;
      value.text = text;
      builder.take_key(name, value);
    };
    const auto fact = [&](std::string_view name, const std::string &text) {
      if (text.empty()) return;
      value.text = text;
      builder.take_fact(name, value, name);
    };
    key("account", account);
    key("language", language);
    fact("desk", desk_name);
    fact("need", need);
    fact("customer.tier", tier);
    fact("class", what);
  }
  [[nodiscard]] std::uint64_t sum() const noexcept override { return 0; }
};

/// An event, shorter: what is timed makes the desk's event of it, as a host would.
struct Line {
  Instant time;
  EventType type;
  bool from_staff;
  std::uint32_t who; // conversation, or agent
};

struct Stream {
  std::vector<std::string> agents;
  std::vector<std::string> conversations;
  std::vector<std::uint32_t> facts_of; // by conversation
  std::vector<Facts> facts;
  std::deque<desk::AgentUpdate> updates; // by agent
  std::deque<std::vector<std::string>> lists;
  std::deque<std::vector<std::string_view>> views;
  std::vector<Line> lines;
  std::size_t full = 0; // lines before as many are open as asked for
  std::size_t warm = 0; // lines before the desk is as busy as it stays

  [[nodiscard]] desk::Event event(const Line &line) const {
    desk::Event event;
    event.type = line.type;
    event.time = line.time;
    event.from_staff = line.from_staff;
    if (line.type == EventType::agent) {
      event.agent = agents[line.who];
      event.update = &updates[line.who];
      return event;
    }
    event.conversation = conversations[line.who];
    if (line.type == EventType::message && !line.from_staff) event.message = &facts_of_line(line);
    return event;
  }
  /// Of a customer's message.
  [[nodiscard]] const Facts &facts_of_line(const Line &line) const { return facts[facts_of[line.who]]; }
};

class Maker {
 public:
  /// `each`: so many conversations one person may have.
  Maker(std::shared_ptr<const rules::Ruleset> ruleset, std::size_t open, std::size_t agents, std::size_t each,
        std::size_t events)
      : desk_(std::move(ruleset), {}), open_(open), agents_(agents), each_(each), events_(events) {}

  Stream make() {
    for (std::size_t i = 0; i < fact_count; ++i)
      make_facts();
    for (std::size_t i = 0; i < agents_; ++i)
      add_agent(i);
    Instant time = begin;
    for (std::size_t i = 0; i < open_; ++i) {
      time += 20;
      while (!next_.empty() && next_.top().time <= time)
        act();
      arrive(time);
    }
    out_.full = out_.lines.size();
    // Until as many as are open have come and gone, so that conversations are of all ages.
    play(out_.lines.size() + events_of_a_life * open_);
    out_.warm = out_.lines.size();
    play(out_.warm + events_);
    return std::move(out_);
  }

 private:
  struct Next {
    Instant time;
    std::uint64_t number;
    std::uint32_t conversation;
    bool operator<(const Next &other) const {
      return time != other.time ? time > other.time : number > other.number;
    }
  };

  std::size_t below(std::size_t bound) { return static_cast<std::size_t>(random_() % bound); }

  void apply(const Line &line) {
    Findings findings;
    out_.lines.push_back(line);
    const desk::Event event = out_.event(line);
    if (desk_.apply({&event, 1}, findings) != desk::ApplyStatus::ok) fail("an event was refused");
    for (const desk::Effect &effect : desk_.effects())
      if (effect.type == desk::EffectType::assigned)
        follow(desk_.state().conversation(effect.conversation).name, effect.time);
    desk_.commit();
  }

  void follow(const std::string &name, Instant time) {
    const auto number = static_cast<std::uint32_t>(std::strtoul(name.c_str() + 1, nullptr, 10));
    if (stages_[number] == 0) schedule(number, time);
  }
  void schedule(std::uint32_t conversation, Instant time) {
    const std::int64_t wait = 1000 + static_cast<std::int64_t>(below(40 * 60 * 1000));
    next_.push({time + wait, order_++, conversation});
  }

  std::span<const std::string_view> list(std::vector<std::string> texts) {
    const std::vector<std::string> &kept = out_.lists.emplace_back(std::move(texts));
    return out_.views.emplace_back(kept.begin(), kept.end());
  }

  void add_agent(std::size_t number) {
    desk::AgentUpdate &update = out_.updates.emplace_back();
    update.presence = desk::Presence::online;
    update.departments = list({fmt::format("d{}", number % department_count)});
    std::vector<std::string> skills;
    for (std::size_t i = 0; i < 6; ++i)
      skills.push_back(fmt::format("s{}", below(skill_count)));
    update.skills = list(skills);
    update.languages =
        list({fmt::format("{}", languages[below(2)]), fmt::format("{}", languages[below(language_count)])});
    update.capacity = static_cast<std::uint32_t>(each_);
    out_.agents.push_back(fmt::format("agent{}", number));
    apply({begin, EventType::agent, false, static_cast<std::uint32_t>(number)});
  }

  void make_facts() {
    Facts &facts = out_.facts.emplace_back();
    facts.account = fmt::format("@a{}", below(account_count));
    facts.desk_name = fmt::format("d{}", below(department_count));
    if (below(10) < 7) facts.need = fmt::format("s{}", below(skill_count));
    facts.tier = below(10) == 0 ? "gold" : below(3) == 0 ? "silver" : "bronze";
    facts.language = below(5) == 0 ? languages[below(language_count)] : languages[below(2)];
  }

  void arrive(Instant time) {
    const auto number = static_cast<std::uint32_t>(stages_.size());
    stages_.push_back(0);
    out_.conversations.push_back(fmt::format("c{}", number));
    out_.facts_of.push_back(static_cast<std::uint32_t>(below(fact_count)));
    apply({time, EventType::message, false, number});
  }

  void play(std::size_t lines) {
    while (out_.lines.size() < lines) {
      if (next_.empty()) fail("nobody works");
      act();
    }
  }

  void act() {
    const Next next = next_.top();
    next_.pop();
    Line line{next.time, EventType::resolve, false, next.conversation};
    std::uint8_t &stage = stages_[next.conversation];
    switch (stage++) {
    case 0: line.type = EventType::start; break;
    case 1:
    case 3:
      line.type = EventType::message;
      line.from_staff = true;
      break;
    case 2: line.type = EventType::message; break;
    default: break;
    }
    apply(line);
    if (stages_[next.conversation] <= 4)
      schedule(next.conversation, next.time);
    else
      arrive(next.time);
  }

  static constexpr std::size_t events_of_a_life = 6;
  static constexpr const char *languages[] = {"en", "it", "fa", "ru", "de", "fr", "es"};
  desk::Desk desk_;
  std::size_t open_, agents_, each_, events_;
  Stream out_;
  std::mt19937_64 random_{7};
  std::vector<std::uint8_t> stages_;
  std::priority_queue<Next> next_;
  std::uint64_t order_ = 0;
};

/// M/M/100 with two priorities at a load of 0.9: people of one conversation at a time, who take five minutes for one in
/// the mean.
inline std::string queue_policy() {
  return "usher: 1\nfacts: {class: [high, low]}\nchannels: {line: {kind: chat}}\n"
         "accounts: {\"@line\": {channel: line}}\ndepartments: {d0: {assign: {sticky: false}}}\n"
         "desk: {order: priority, remember: 1m}\n"
         "priority:\n  bands: {urgent: 85, high: 60, normal: 30, low: 0}\n  waiting: {points: 0, every: 1h}\n"
         "  add:\n    - {when: {class: high}, points: 40}\n"
         "default: {department: d0}\n";
}

class QueueMaker {
 public:
  QueueMaker(std::shared_ptr<const rules::Ruleset> ruleset, std::size_t agents, std::size_t events)
      : desk_(std::move(ruleset), {}), agents_(agents), events_(events) {}

  Stream make() {
    for (const char *const which : {"high", "low"}) {
      Facts &facts = out_.facts.emplace_back();
      facts.account = "@line";
      facts.what = which;
    }
    for (std::size_t i = 0; i < agents_; ++i) {
      desk::AgentUpdate &update = out_.updates.emplace_back();
      update.presence = desk::Presence::online;
      const std::vector<std::string> &kept = out_.lists.emplace_back(std::vector<std::string>{"d0"});
      update.departments = out_.views.emplace_back(kept.begin(), kept.end());
      update.capacity = 1;
      out_.agents.push_back(fmt::format("agent{}", i));
      apply({begin, EventType::agent, false, static_cast<std::uint32_t>(i)});
    }
    double arrival = 0;
    const auto play = [&](std::size_t lines) {
      while (out_.lines.size() < lines) {
        if (!ends_.empty() && ends_.top().first <= arrival) {
          const auto [time, who] = ends_.top();
          ends_.pop();
          apply({begin + static_cast<Instant>(time), EventType::resolve, false, who});
          continue;
        }
        const auto number = static_cast<std::uint32_t>(out_.conversations.size());
        out_.conversations.push_back(fmt::format("c{}", number));
        out_.facts_of.push_back(static_cast<std::uint32_t>(random_() % 2));
        apply({begin + static_cast<Instant>(arrival), EventType::message, false, number});
        arrival += exponential(mean_ms / (0.9 * static_cast<double>(agents_)));
      }
    };
    play(agents_ + 20 * agents_);
    out_.full = out_.warm = out_.lines.size();
    play(out_.warm + events_);
    return std::move(out_);
  }

 private:
  static constexpr double mean_ms = 5 * 60 * 1000;

  double exponential(double mean) {
    return -mean * std::log((static_cast<double>(random_() >> 11U) + 0.5) / 9007199254740992.0);
  }
  void apply(const Line &line) {
    Findings findings;
    out_.lines.push_back(line);
    const desk::Event event = out_.event(line);
    if (desk_.apply({&event, 1}, findings) != desk::ApplyStatus::ok) fail("an event was refused");
    for (const desk::Effect &effect : desk_.effects()) {
      if (effect.type != desk::EffectType::assigned) continue;
      const std::string &name = desk_.state().conversation(effect.conversation).name;
      const auto number = static_cast<std::uint32_t>(std::strtoul(name.c_str() + 1, nullptr, 10));
      ends_.push({static_cast<double>(effect.time - begin) + exponential(mean_ms), number});
    }
    desk_.commit();
  }

  using End = std::pair<double, std::uint32_t>;
  desk::Desk desk_;
  std::size_t agents_, events_;
  Stream out_;
  std::mt19937_64 random_{11};
  std::priority_queue<End, std::vector<End>, std::greater<>> ends_;
};

} // namespace usher_benchmark
