// SPDX-License-Identifier: BSL-1.0
// What an event at the desk costs while it is busy: typed events with facts in, typed effects out.
//
//   usher_benchmark_desk [--typed] [--only ROW] [--at-once N] [OPEN AGENTS EACH EVENTS]...
//
// --typed leaves JSON out; --only measures the rows of one name, as for a profile; --at-once gives the typed events of the
// other rows in calls of N, up to 64, too. Row `64 in a call` does, as a host that takes its events from a queue.
//
// A stream of events is made by playing a day once, with as many conversations open as asked for: when one is resolved
// another begins. A person may have EACH of them; what is more than that for all of them waits. Their lives are a first
// message, work, an answer, a second message, a second answer, the resolution.
// Then the same events are timed at a new desk, each with its commit; and once more as lines of JSON, with a line of the
// journal for each, which is what a host stores before it commits. A loop of 1,000 dependent multiplications and reads of
// memory that is not at hand run beside it, so that lines of different machines can be compared.
#include "base/json.hpp"
#include "base/time.hpp"
#include "desk/desk.hpp"
#include "desk/event_json.hpp"
#include "desk/journal.hpp"
#include "desk_workload.hpp"
#include "measure.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

using namespace usher;
using namespace usher_benchmark;

namespace {

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
    text(json, "class", facts->what);
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
  return std::move(json).take();
}

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

/// A read whose place is known only by the one before, of more memory than caches have.
double read_ns() {
  struct alignas(64) CacheLine {
    std::uint32_t next = 0;
  };
  std::vector<CacheLine> lines((std::size_t{64} << 20U) / sizeof(CacheLine));
  // One way through all of them, by Sattolo's shuffle.
  for (std::uint32_t i = 0; i < lines.size(); ++i)
    lines[i].next = i;
  std::mt19937 random(3);
  for (std::size_t i = lines.size() - 1; i > 0; --i)
    std::swap(lines[i].next, lines[random() % i].next);
  constexpr std::size_t reads = 200'000;
  std::uint32_t at = 0;
  const auto start = std::chrono::steady_clock::now();
  for (std::size_t i = 0; i < reads; ++i)
    at = lines[at].next;
  const volatile std::uint32_t end = at;
  (void)end;
  return std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now() - start).count() / reads;
}

std::size_t waiting_at(const desk::Desk &desk) {
  std::size_t waiting = 0;
  for (std::uint32_t department = 0; department < desk.state().departments().size(); ++department)
    waiting += desk.state().waiting_in(department);
  return waiting;
}

struct Row {
  const char *how;
  std::size_t open;
  std::size_t agents;
  std::size_t each;
};

/// So many events lie ready before the clock runs: a host has each at hand when it gives it to the desk, while those of
/// the whole stream lie in memory that nothing has touched for long.
constexpr std::size_t block_size = 64;

/// Plays what comes before a desk is as busy as it stays, and times the rest. `ready(from, to)` makes the events of
/// lines, at most block_size of them, `play(from, to)` applies and keeps them and says how many effects they had.
template <class Ready, class Play>
void time_lines(const Row &row, const Stream &stream, const desk::Desk &desk, double megabytes_before,
                Ready &&ready, Play &&play) {
  double seconds = 0;
  std::uint64_t effects = 0;
  const auto run = [&](std::size_t from, std::size_t to) {
    seconds = 0;
    effects = 0;
    for (std::size_t begin = from; begin < to; begin += block_size) {
      const std::size_t end = std::min(begin + block_size, to);
      ready(begin, end);
      const double start = thread_seconds();
      effects += play(begin, end);
      seconds += thread_seconds() - start;
    }
  };
  run(0, stream.full);
  const double filled = resident_megabytes() - megabytes_before;
  run(stream.full, stream.warm);
  const std::size_t waiting = waiting_at(desk);
  run(stream.warm, stream.lines.size());
  const auto count = static_cast<double>(stream.lines.size() - stream.warm);
  fmt::print("{:<16} {:>8} {:>7} {:>5} {:>8} {:>9.0f} {:>10.0f} {:>9.0f} {:>9.2f} {:>10.0f}\n", row.how,
             row.open, row.agents, row.each, waiting, count, count / seconds, seconds / count * 1e9,
             static_cast<double>(effects) / count, filled * 1e6 / static_cast<double>(row.open));
}

/// Events with names and facts of their own.
class Block {
 public:
  explicit Block(const Stream &stream) : stream_(stream) {}

  void fill(std::size_t from, std::size_t to) {
    from_ = from;
    for (std::size_t i = from; i < to; ++i) {
      const std::size_t at = i - from;
      desk::Event &event = events_[at];
      event = stream_.event(stream_.lines[i]);
      names_[at] = event.conversation;
      event.conversation = names_[at];
      if (event.message == nullptr) continue;
      facts_[at] = stream_.facts_of_line(stream_.lines[i]);
      event.message = &facts_[at];
    }
  }
  [[nodiscard]] const desk::Event &event(std::size_t i) const { return events_[i - from_]; }

 private:
  const Stream &stream_;
  std::size_t from_ = 0;
  std::array<desk::Event, block_size> events_;
  std::array<std::string, block_size> names_;
  std::array<Facts, block_size> facts_;
};

void measure_typed(const Row &row, const Stream &stream, std::shared_ptr<const rules::Ruleset> ruleset,
                   const desk::DeskOptions &options, std::size_t at_once) {
  const double before = resident_megabytes();
  desk::Desk desk(std::move(ruleset), options);
  Findings findings;
  Block block(stream);
  time_lines(
      row, stream, desk, before, [&](std::size_t from, std::size_t to) { block.fill(from, to); },
      [&](std::size_t from, std::size_t to) {
        std::uint64_t effects = 0;
        for (std::size_t i = from; i < to; i += at_once) {
          const std::size_t count = std::min(at_once, to - i);
          if (desk.apply({&block.event(i), count}, findings) != desk::ApplyStatus::ok)
            fail("an event was refused");
          for (const desk::Effect &effect : desk.effects())
            effects += effect.n != 0;
          desk.commit();
        }
        return effects;
      });
}

/// Lines of JSON in, lines of the journal out.
void measure_json(const Row &row, const Stream &stream, std::shared_ptr<const rules::Ruleset> ruleset) {
  std::array<std::string, block_size> lines;
  const auto write = [&](std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to; ++i) {
      const Line &line = stream.lines[i];
      const desk::Event event = stream.event(line);
      lines[i % block_size] =
          json_of(event, event.message != nullptr ? &stream.facts_of_line(line) : nullptr);
    }
  };
  const double before = resident_megabytes();
  desk::Desk desk(std::move(ruleset), {});
  desk::Journal journal;
  desk.observe(&journal);
  desk::EventList events;
  Findings findings;
  std::string written;
  std::size_t bytes = 0;
  const auto play = [&](std::size_t i) {
    events.clear();
    if (!events.read(lines[i % block_size], {}, static_cast<std::uint32_t>(i + 1), findings))
      fail("an event was not read");
    journal.begin();
    if (desk.apply(events.events(), findings) != desk::ApplyStatus::ok) fail("an event was refused");
    written.clear();
    journal.write(desk, events.events(), events.messages(), written);
    bytes += written.size();
    const std::size_t effects = desk.effects().size();
    desk.commit();
    return effects;
  };
  time_lines(row, stream, desk, before, write, [&](std::size_t from, std::size_t to) {
    std::uint64_t effects = 0;
    for (std::size_t i = from; i < to; ++i)
      effects += play(i);
    return effects;
  });
  if (bytes == 0) fail("nothing was written");
}

/// What is asked for on the command line.
struct Asked {
  bool typed = false;
  std::string_view only;
  std::size_t at_once = 1;
  std::vector<std::size_t> numbers;

  [[nodiscard]] bool wants(std::string_view row) const { return only.empty() || only == row; }
};

void measure(std::size_t open, std::size_t agents, std::size_t each, std::size_t events, const Asked &asked) {
  const auto ruleset = make_ruleset(busy_policy());
  const Stream stream = Maker(ruleset, open, agents, each, events).make();
  if (asked.wants("typed")) measure_typed({"typed", open, agents, each}, stream, ruleset, {}, asked.at_once);
  if (asked.wants("64 in a call"))
    measure_typed({"64 in a call", open, agents, each}, stream, ruleset, {}, block_size);
  desk::DeskOptions without;
  without.metrics = false;
  if (asked.wants("without metrics"))
    measure_typed({"without metrics", open, agents, each}, stream, ruleset, without, asked.at_once);
  if (asked.wants("JSON and journal") && !asked.typed)
    measure_json({"JSON and journal", open, agents, each}, stream, ruleset);
}

void measure_queue(std::size_t agents, std::size_t events, std::size_t at_once) {
  const auto ruleset = make_ruleset(queue_policy());
  const Stream stream = QueueMaker(ruleset, agents, events).make();
  measure_typed({"M/M/100", agents, agents, 1}, stream, ruleset, {}, at_once);
}

} // namespace

int main(int argc, char **argv) {
  Asked asked;
  for (int i = 1; i < argc; ++i) {
    const std::string_view text = argv[i];
    if (text == "--typed")
      asked.typed = true;
    else if (text == "--only" && i + 1 < argc)
      asked.only = argv[++i];
    else if (text == "--at-once" && i + 1 < argc)
      asked.at_once = std::clamp<std::size_t>(std::strtoull(argv[++i], nullptr, 10), 1, block_size);
    else
      asked.numbers.push_back(std::strtoull(argv[i], nullptr, 10));
  }
  fmt::print("{}; the loop takes {:.0f} ns, a read of memory {:.0f} ns\n", machine(), loop_ns(), read_ns());
  fmt::print("{:<16} {:>8} {:>7} {:>5} {:>8} {:>9} {:>10} {:>9} {:>9} {:>10}\n", "", "open", "agents", "each",
             "waiting", "events", "events/s", "ns/event", "effects", "bytes/open");
  if (asked.wants("M/M/100")) measure_queue(100, 300'000, asked.at_once);
  std::vector<std::size_t> &numbers = asked.numbers;
  if (numbers.empty())
    numbers = {10'000, 1'000, 10, 300'000, 100'000, 5'000, 20, 300'000, 100'000, 5'000, 10, 300'000};
  if (asked.only == "M/M/100") numbers.clear();
  for (std::size_t i = 0; i + 3 < numbers.size(); i += 4)
    measure(numbers[i], numbers[i + 1], numbers[i + 2], numbers[i + 3], asked);
  return 0;
}
