// SPDX-License-Identifier: BSL-1.0
// What giving everything anew brings and costs: `rebalance` at a desk at which many conversations wait and everybody
// comes at once, beside the pass alone, in the order of the index and first come, first served.
//
//   usher_benchmark_rebalance [CONVERSATIONS]...
//
// 12 skills, of which a person has three and most conversations ask for one, seven languages, two of which are common,
// four bands of priority. There are 1.2 free slots for each conversation, four of a person. The value is the sum of
// weight(band) x (waiting + 1 s) x fit / target, as a part of that of `rebalance`. A second table has the assignment
// alone, on as many conversations for 1.2 and for 0.3 slots each; where LEMON is installed, its network simplex solves
// the same and must find the same value.
#include "desk/batch_assignment.hpp"
#include "desk/batch_plan.hpp"
#include "desk/desk.hpp"
#include "desk/state.hpp"
#include "measure.hpp"
#include "peers/lemon.hpp"
#include "policy/reader.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <deque>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include <fmt/format.h>

using namespace usher;
using desk::EventType;
using usher_benchmark::fail;

namespace {

constexpr Instant begin = 1'800'000'000'000;
constexpr std::size_t skill_count = 12;
constexpr std::uint32_t slots = 4;
constexpr const char *languages[] = {"en", "it", "fa", "ru", "de", "fr", "es"};

std::shared_ptr<const rules::Ruleset> make_ruleset(std::string_view order) {
  std::string text =
      fmt::format("usher: 1\ndesk: {{order: {}}}\nfacts: {{need: text, tier: [plain, gold, urgent]}}\n"
                  "sla: {{fast: {{first_response: {{urgent: 15m, high: 30m, normal: 75m, low: 4h}}}}}}\n"
                  "departments: {{care: {{sla: fast, assign: {{strategy: best_match}}}}}}\n"
                  "priority:\n  start: 40\n  bands: {{urgent: 85, high: 60, normal: 30, low: 0}}\n  add:\n"
                  "    - {{when: {{tier: gold}}, points: 25}}\n"
                  "    - {{when: {{tier: urgent}}, points: 50}}\nrules:\n",
                  order);
  for (std::size_t i = 0; i < skill_count; ++i)
    text += fmt::format("  - {{name: skill {0}, when: {{need: s{0}}}, then: {{skills: [s{0}]}}}}\n", i);
  text += "default: {department: care}\n";
  policy::Policy policy;
  Findings findings;
  if (policy::read_policy({"policy.yaml", text}, {}, {}, policy, findings) != policy::ReadStatus::ok)
    fail(findings.empty() ? "the policy cannot be read" : to_text(findings[0]));
  return std::make_shared<rules::Ruleset>(std::move(policy));
}

struct Facts final : desk::MessageSource {
  std::string language, need, tier;
  void give(rules::MessageBuilder &builder) const override {
    rules::RawValue value;
    value.kind = rules::RawValue::Kind::text;
    value.text = language;
    builder.take_key("language", value);
    for (const auto &[name, text] : {std::pair("need", &need), std::pair("tier", &tier)}) {
      if (text->empty()) continue;
      value.text = *text;
      builder.take_fact(name, value, name);
    }
  }
  [[nodiscard]] std::uint64_t sum() const noexcept override { return 0; }
};

/// Conversations of three hours, and people who are away until the end.
class Backlog {
 public:
  Backlog(std::size_t conversations, std::size_t people) {
    for (std::size_t i = 0; i < people; ++i)
      add_person(i);
    for (std::size_t i = 0; i < conversations; ++i)
      add_conversation(i,
                       begin + static_cast<Instant>(i) * (3 * hour_ms) / static_cast<Instant>(conversations));
    for (std::size_t i = 0; i < people; ++i) {
      desk::Event &event = all_come_.emplace_back();
      event.type = EventType::agent;
      event.time = begin + 3 * hour_ms;
      event.agent = agents_[i];
      event.update = &come_;
    }
    come_.presence = desk::Presence::online;
  }
  Backlog(const Backlog &) = delete;
  Backlog &operator=(const Backlog &) = delete;

  void wait_at(desk::Desk &desk) const { apply(desk, waiting_); }
  [[nodiscard]] std::vector<desk::Event> all_come(bool rebalance) const {
    std::vector<desk::Event> out = all_come_;
    if (!rebalance) return out;
    out.emplace_back().type = EventType::rebalance;
    out.back().time = begin + 3 * hour_ms;
    return out;
  }
  static void apply(desk::Desk &desk, const std::vector<desk::Event> &events) {
    Findings findings;
    if (desk.apply(events, findings) != desk::ApplyStatus::ok) fail("an event was refused");
    desk.commit();
  }

 private:
  std::size_t below(std::size_t bound) { return static_cast<std::size_t>(random_() % bound); }
  std::string some_language() { return below(5) == 0 ? languages[below(7)] : languages[below(2)]; }
  std::span<const std::string_view> list(std::vector<std::string> texts) {
    const std::vector<std::string> &kept = lists_.emplace_back(std::move(texts));
    return views_.emplace_back(kept.begin(), kept.end());
  }

  void add_person(std::size_t number) {
    desk::AgentUpdate &update = updates_.emplace_back();
    update.presence = desk::Presence::away;
    update.departments = list({"care"});
    update.skills = list({fmt::format("s{}", below(skill_count)), fmt::format("s{}", below(skill_count)),
                          fmt::format("s{}", below(skill_count))});
    update.languages = list({languages[below(2)], some_language()});
    update.capacity = slots;
    desk::Event &event = waiting_.emplace_back();
    event.type = EventType::agent;
    event.time = begin;
    event.agent = agents_.emplace_back(fmt::format("agent{}", number));
    event.update = &update;
  }

  void add_conversation(std::size_t number, Instant time) {
    Facts &facts = facts_.emplace_back();
    facts.language = some_language();
    if (below(10) < 8) facts.need = fmt::format("s{}", below(skill_count));
    const std::size_t tier = below(20);
    facts.tier = tier == 0 ? "urgent" : tier < 5 ? "gold" : "plain";
    desk::Event &event = waiting_.emplace_back();
    event.type = EventType::message;
    event.time = time;
    event.conversation = conversations_.emplace_back(fmt::format("c{}", number));
    event.message = &facts;
  }

  std::mt19937_64 random_{7};
  std::deque<std::string> agents_, conversations_;
  std::deque<Facts> facts_;
  std::deque<desk::AgentUpdate> updates_;
  std::deque<std::vector<std::string>> lists_;
  std::deque<std::vector<std::string_view>> views_;
  desk::AgentUpdate come_;
  std::vector<desk::Event> waiting_, all_come_;
};

struct Outcome {
  double ms = 0;
  double value = 0;
  std::size_t placed = 0;
};

Outcome outcome_of(const Backlog &backlog, std::string_view order, bool rebalance) {
  Outcome out;
  desk::Desk desk(make_ruleset(order), {});
  backlog.wait_at(desk);
  const std::vector<desk::Event> events = backlog.all_come(rebalance);
  const double start = usher_benchmark::thread_seconds();
  Backlog::apply(desk, events);
  out.ms = (usher_benchmark::thread_seconds() - start) * 1e3;
  const desk::State &state = desk.state();
  for (const desk::Conversation &conversation : state.conversations()) {
    const desk::ConversationData &data = conversation.data;
    if (data.location != desk::Location::assigned) continue;
    const desk::Terms::Pace &pace =
        state.terms().paces()[state.terms().pace_of(data.shown_band, data.sla, data.band)];
    out.value += static_cast<double>(pace.weight) *
                 static_cast<double>(state.counters().now - data.waiting_since + 1000) *
                 state.fit(state.agent(data.agent), state.requirement_key(conversation)) /
                 static_cast<double>(pace.target);
    ++out.placed;
  }
  return out;
}

/// The plan alone, of all who have come: whether it is proved to be the best.
double gap_of(const Backlog &backlog) {
  desk::Desk desk(make_ruleset("index"), {});
  backlog.wait_at(desk);
  std::vector<desk::Event> events = backlog.all_come(false);
  Findings findings;
  if (desk.apply(events, findings) != desk::ApplyStatus::ok) fail("an event was refused");
  const desk::BatchPlan plan = desk::plan_batch(desk.state(), std::nullopt);
  const double gap = static_cast<double>(plan.bound - plan.value) / static_cast<double>(plan.bound);
  desk.abort();
  return gap;
}

void measure(std::size_t conversations) {
  const std::size_t people = std::max<std::size_t>(conversations * 12 / 10 / slots, 1);
  const Backlog backlog(conversations, people);
  const Outcome fifo = outcome_of(backlog, "fifo", false);
  const Outcome index = outcome_of(backlog, "index", false);
  const Outcome anew = outcome_of(backlog, "index", true);
  fmt::print("{:>13} {:>7} | {:>9.1f} {:>7.4f} {:>7} | {:>9.1f} {:>7.4f} {:>7} | {:>9.1f} {:>7} {:>9.6f}\n",
             conversations, people, fifo.ms, fifo.value / anew.value, fifo.placed, index.ms,
             index.value / anew.value, index.placed, anew.ms, anew.placed, gap_of(backlog));
}

// ---- The assignment alone -------------------------------------------------------------------------------------------

/// People with three skills and two languages, each a supply of their own, and conversations by skill and language.
desk::batch::Problem make_problem(std::size_t conversations, std::size_t people) {
  std::mt19937_64 random(7);
  const auto below = [&](std::size_t bound) { return static_cast<std::size_t>(random() % bound); };
  const auto some_language = [&] { return below(5) == 0 ? below(7) : below(2); };
  struct Person {
    std::array<std::size_t, 3> skills{};
    std::array<std::size_t, 2> languages{};
  };
  std::vector<Person> all(people);
  desk::batch::Problem problem;
  for (Person &person : all) {
    for (std::size_t &skill : person.skills)
      skill = below(skill_count);
    person.languages = {below(2), some_language()};
    desk::batch::Supply &supply = problem.supplies.emplace_back();
    const std::size_t busy = below(slots); // of twice as many
    for (std::size_t unit = 1; unit <= slots; ++unit)
      supply.crowding.push_back(static_cast<std::int32_t>((busy + unit) * 1000 / (2 * slots)));
  }
  for (std::size_t skill = 0; skill < skill_count; ++skill)
    for (std::size_t language = 0; language < 7; ++language) {
      desk::batch::DemandClass &made = problem.classes.emplace_back();
      for (std::size_t i = 0; i < people; ++i) {
        const Person &person = all[i];
        const auto found = std::find(person.skills.begin(), person.skills.end(), skill);
        if (found == person.skills.end() ||
            (person.languages[0] != language && person.languages[1] != language))
          continue;
        std::int32_t fit = found == person.skills.begin() ? 1000 : 800;
        if (person.languages[0] != language) fit = fit * 950 / 1000;
        made.pairs.push_back({static_cast<std::uint32_t>(i), fit, false});
      }
    }
  for (std::size_t i = 0; i < conversations; ++i)
    problem.demands.push_back({static_cast<std::uint32_t>(below(skill_count) * 7 + some_language()),
                               static_cast<std::int64_t>((1 + below(10'000)) << below(4))});
  std::stable_sort(problem.demands.begin(), problem.demands.end(),
                   [](const auto &a, const auto &b) { return a.worth > b.worth; });
  return problem;
}

void measure_alone(std::size_t conversations, std::size_t slots_for_ten) {
  const std::size_t people = std::max<std::size_t>(conversations * slots_for_ten / 10 / slots, 1);
  const desk::batch::Problem problem = make_problem(conversations, people);
  double start = usher_benchmark::thread_seconds();
  const desk::batch::Assignment found = desk::batch::assign(problem);
  const double ms = (usher_benchmark::thread_seconds() - start) * 1e3;
  start = usher_benchmark::thread_seconds();
  const std::optional<desk::batch::Sum> peer = usher_benchmark::lemon_value(problem);
  const double peer_ms = (usher_benchmark::thread_seconds() - start) * 1e3;
  if (peer && found.is_best && *peer != found.score.value) fail("LEMON finds another value");
  fmt::print("{:>13} {:>7} {:>9.1f} {:>9.6f} {:>7} {:>9}\n", conversations, people, ms,
             static_cast<double>(found.bound - found.score.value) / static_cast<double>(found.bound),
             found.is_best ? "best" : "near", peer ? fmt::format("{:.1f}", peer_ms) : "");
}

} // namespace

int main(int argc, char **argv) {
  fmt::print("{}\n", usher_benchmark::machine());
  fmt::print("{:>13} {:>7} | {:^25} | {:^25} | {:^27}\n", "", "", "fifo", "index", "rebalance");
  fmt::print("{:>13} {:>7} | {:>9} {:>7} {:>7} | {:>9} {:>7} {:>7} | {:>9} {:>7} {:>9}\n", "conversations",
             "people", "ms", "value", "placed", "ms", "value", "placed", "ms", "placed", "gap");
  std::vector<std::size_t> sizes;
  for (int i = 1; i < argc; ++i)
    sizes.push_back(std::strtoull(argv[i], nullptr, 10));
  if (sizes.empty()) sizes = {100, 500, 2'000, 10'000};
  for (const std::size_t size : sizes)
    measure(size);
  fmt::print("\n{:>13} {:>7} {:>9} {:>9} {:>7} {:>9}\n", "conversations", "people", "ms", "gap", "",
             "LEMON ms");
  for (const std::size_t slots_for_ten : {std::size_t{12}, std::size_t{3}})
    for (const std::size_t size : sizes)
      measure_alone(size, slots_for_ten);
  return 0;
}
