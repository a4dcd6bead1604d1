// SPDX-License-Identifier: BSL-1.0
// What an event at the desk costs while it is busy: typed events with facts in, typed effects out.
//
//   usher_benchmark_desk [OPEN AGENTS EVENTS]...
//
// A stream of events is made by playing a day once, with as many conversations open as asked for: when one is resolved
// another begins. Their lives are a first message, work, an answer, a second message, a second answer, the resolution.
// Then the same events are timed at a new desk, each with its commit; and once more as lines of JSON, with a line of the
// journal for each, which is what a host stores before it commits. A loop of 1,000 dependent multiplications runs
// beside it, so that lines of different machines can be compared.
#include "base/json.hpp"
#include "base/time.hpp"
#include "desk/desk.hpp"
#include "desk/event_json.hpp"
#include "desk/journal.hpp"
#include "desk/state.hpp"
#include "measure.hpp"
#include "policy/reader.hpp"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <deque>
#include <memory>
#include <queue>
#include <random>
#include <string>
#include <vector>

#include <fmt/format.h>

using namespace usher;
using desk::EventType;
using usher_benchmark::fail;

namespace {

constexpr Instant begin = 1'800'000'000'000;
constexpr std::size_t account_count = 200;
constexpr std::size_t skill_count = 30;
constexpr std::size_t language_count = 7;
constexpr std::size_t department_count = 5;
constexpr std::size_t fact_count = 3000;

std::string policy_text() {
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

std::shared_ptr<const rules::Ruleset> make_ruleset() {
  policy::Policy policy;
  Findings findings;
  const std::string text = policy_text();
  if (policy::read_policy({"policy.yaml", text}, {}, {}, policy, findings) != policy::ReadStatus::ok)
    fail(findings.empty() ? "the policy cannot be read" : to_text(findings[0]));
  return std::make_shared<rules::Ruleset>(std::move(policy));
}

struct Facts final : desk::MessageSource {
  std::string account, desk_name, need, tier, language;
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
  std::size_t warm = 0; // lines before the desk is full

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
    if (line.type == EventType::message && !line.from_staff) event.message = &facts[facts_of[line.who]];
    return event;
  }
};

void write_list(JsonWriter &json, std::string_view key, const std::vector<std::string_view> &list) {
  json.key(key);
  json.begin_array();
  for (const std::string_view item : list)
    json.value(item);
  json.end_array();
}

/// As a host would send it.
std::string json_of(const desk::Event &event, const Facts *facts) {
  const auto text = [](JsonWriter &json, std::string_view key, std::string_view value) {
    if (!value.empty()) json.field(key, value);
  };
  JsonWriter json;
  json.begin_object();
  json.field("type", name_of(event.type));
  json.field("time", format_time(*event.time));
  text(json, "conversation", event.conversation);
  text(json, "agent", event.agent);
  if (event.from_staff) json.field("from", "staff");
  if (facts != nullptr) {
    json.key("message");
    json.begin_object();
    text(json, "account", facts->account);
    text(json, "language", facts->language);
    json.key("facts");
    json.begin_object();
    text(json, "desk", facts->desk_name);
    text(json, "need", facts->need);
    text(json, "customer.tier", facts->tier);
    json.end_object();
    json.end_object();
  }
  if (event.update != nullptr) {
    const desk::AgentUpdate &update = *event.update;
    const auto list = [&](std::string_view key,
                          const std::optional<std::span<const std::string_view>> &texts) {
      if (texts) write_list(json, key, {texts->begin(), texts->end()});
    };
    list("departments", update.departments);
    list("skills", update.skills);
    list("languages", update.languages);
    if (update.capacity) json.field("capacity", *update.capacity);
    if (update.works_on) json.field("works_on", *update.works_on);
  }
  json.end_object();
  return json.text();
}

class Maker {
 public:
  Maker(std::shared_ptr<const rules::Ruleset> ruleset, std::size_t open, std::size_t agents,
        std::size_t events)
      : desk_(std::move(ruleset), {}), open_(open), agents_(agents), events_(events) {}

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
    out_.warm = out_.lines.size();
    while (out_.lines.size() < out_.warm + events_) {
      if (next_.empty()) fail("nobody works");
      act();
    }
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
    update.capacity = 10;
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

  static constexpr const char *languages[] = {"en", "it", "fa", "ru", "de", "fr", "es"};
  desk::Desk desk_;
  std::size_t open_, agents_, events_;
  Stream out_;
  std::mt19937_64 random_{7};
  std::vector<std::uint8_t> stages_;
  std::priority_queue<Next> next_;
  std::uint64_t order_ = 0;
};

double loop_ns() {
  double best = 1e9;
  for (int round = 0; round < 200; ++round) {
    const auto start = std::chrono::steady_clock::now();
    volatile std::uint64_t value = 88172645463325252u;
    std::uint64_t one = value;
    for (int i = 0; i < 1000; ++i)
      one = one * 6364136223846793005u + 1;
    value = one;
    best = std::min(
        best, std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now() - start).count());
  }
  return best;
}

void report(const char *how, std::size_t open, std::size_t agents, std::size_t waiting, double count,
            double seconds, std::uint64_t effects, double megabytes) {
  fmt::print("{:<16} {:>8} {:>7} {:>8} {:>9.0f} {:>10.0f} {:>9.0f} {:>9.2f} {:>10.0f}\n", how, open, agents,
             waiting, count, count / seconds, seconds / count * 1e9, static_cast<double>(effects) / count,
             megabytes * 1e6 / static_cast<double>(open));
}

std::size_t waiting_at(const desk::Desk &desk) {
  std::size_t waiting = 0;
  for (std::uint32_t department = 0; department < department_count; ++department)
    waiting += desk.state().waiting_in(department);
  return waiting;
}

/// Lines of JSON in, lines of the journal out.
void measure_json(const Stream &stream, std::shared_ptr<const rules::Ruleset> ruleset, std::size_t open,
                  std::size_t agents) {
  std::vector<std::string> lines;
  for (const Line &line : stream.lines) {
    const desk::Event event = stream.event(line);
    lines.push_back(
        json_of(event, event.message != nullptr ? &stream.facts[stream.facts_of[line.who]] : nullptr));
  }
  const double before = usher_benchmark::resident_megabytes();
  desk::Desk desk(std::move(ruleset), {});
  desk::Journal journal;
  desk.observe(&journal);
  desk::EventList events;
  Findings findings;
  std::string written;
  std::size_t bytes = 0;
  std::uint64_t effects = 0;
  const auto play = [&](std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to; ++i) {
      events.clear();
      if (!events.read(lines[i], {}, static_cast<std::uint32_t>(i + 1), findings))
        fail("an event was not read");
      journal.begin();
      if (desk.apply(events.events(), findings) != desk::ApplyStatus::ok) fail("an event was refused");
      written.clear();
      journal.write(desk, events.events(), events.messages(), written);
      bytes += written.size();
      effects += desk.effects().size();
      desk.commit();
    }
  };
  play(0, stream.warm);
  const double filled = usher_benchmark::resident_megabytes() - before;
  const std::size_t waiting = waiting_at(desk);
  effects = 0;
  const double start = usher_benchmark::thread_seconds();
  play(stream.warm, stream.lines.size());
  const double seconds = usher_benchmark::thread_seconds() - start;
  if (bytes == 0) fail("nothing was written");
  report("JSON and journal", open, agents, waiting, static_cast<double>(stream.lines.size() - stream.warm),
         seconds, effects, filled);
}

void measure(std::size_t open, std::size_t agents, std::size_t events) {
  const auto ruleset = make_ruleset();
  const Stream stream = Maker(ruleset, open, agents, events).make();
  const double before = usher_benchmark::resident_megabytes();
  desk::Desk desk(ruleset, {});
  Findings findings;
  std::uint64_t effects = 0;
  const auto play = [&](std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to; ++i) {
      const desk::Event event = stream.event(stream.lines[i]);
      if (desk.apply({&event, 1}, findings) != desk::ApplyStatus::ok) fail("an event was refused");
      for (const desk::Effect &effect : desk.effects())
        effects += effect.n != 0;
      desk.commit();
    }
  };
  play(0, stream.warm);
  const double filled = usher_benchmark::resident_megabytes() - before;
  const std::size_t waiting = waiting_at(desk);
  effects = 0;
  const double start = usher_benchmark::thread_seconds();
  play(stream.warm, stream.lines.size());
  const double seconds = usher_benchmark::thread_seconds() - start;
  report("typed", open, agents, waiting, static_cast<double>(stream.lines.size() - stream.warm), seconds,
         effects, filled);
  measure_json(stream, ruleset, open, agents);
}

} // namespace

int main(int argc, char **argv) {
  fmt::print("{}; the loop takes {:.0f} ns\n", usher_benchmark::machine(), loop_ns());
  fmt::print("{:<16} {:>8} {:>7} {:>8} {:>9} {:>10} {:>9} {:>9} {:>10}\n", "", "open", "agents", "waiting",
             "events", "events/s", "ns/event", "effects", "bytes/open");
  std::vector<std::size_t> numbers;
  for (int i = 1; i < argc; ++i)
    numbers.push_back(std::strtoull(argv[i], nullptr, 10));
  if (numbers.empty()) numbers = {10'000, 1'000, 300'000, 100'000, 5'000, 300'000};
  for (std::size_t i = 0; i + 2 < numbers.size(); i += 3)
    measure(numbers[i], numbers[i + 1], numbers[i + 2]);
  return 0;
}
