// SPDX-License-Identifier: BSL-1.0
// Decisions by the number of rules: usher through its C interface beside a plain scan of all rules, in one run, their
// answers compared ticket by ticket. Prints a table; see README.md.
//
//     usher_benchmark_rules [RULES...]      100 1000 10000 100000
#include "naive.hpp"
#include "workload.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <malloc.h>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <usher/usher.h>

using namespace usher_benchmark;

namespace {

usher_str str(const std::string &text) { return {text.data(), text.size()}; }

[[noreturn]] void fail(const std::string &why) {
  fmt::print(stderr, "usher_benchmark_rules: {}\n", why);
  std::exit(1);
}

double processor_seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

/// A ticket as a struct of usher's, which borrows its texts.
class Message {
 public:
  explicit Message(const Ticket &ticket) {
    message_.struct_size = sizeof message_;
    message_.text = str(ticket.text);
    message_.channel = str(ticket.texts[channel]);
    message_.account = str(ticket.texts[account]);
    message_.language = str(ticket.texts[language]);
    static constexpr std::array<usher_str, 7> names = {{{"customer.tier", 13},
                                                        {"author.country", 14},
                                                        {"stage", 5},
                                                        {"author.followers", 16},
                                                        {"customer.value", 14},
                                                        {"sentiment", 9},
                                                        {"hour_of_week", 12}}};
    for (std::size_t i = 0; i < names.size(); ++i) {
      facts_[i] = {};
      facts_[i].struct_size = sizeof(usher_fact);
      facts_[i].name = names[i];
      if (i < 3) {
        facts_[i].type = USHER_FACT_TEXT;
        facts_[i].text = str(ticket.texts[tier + i]);
      } else {
        facts_[i].type = USHER_FACT_NUMBER;
        facts_[i].number = ticket.numbers[i - 3];
      }
    }
    message_.fact_count = facts_.size();
  }
  [[nodiscard]] const usher_message *get() {
    message_.facts = facts_.data();
    return &message_;
  }

 private:
  usher_message message_{};
  std::array<usher_fact, 7> facts_{};
};

struct Loaded {
  usher_policy *policy = nullptr;
  double seconds = 0;
  double megabytes = 0;
};

Loaded load(const Workload &workload, bool stop) {
  const std::string yaml = to_yaml(workload, stop);
  std::vector<usher_limit> limits;
  const auto limit = [&](const char *name, std::uint64_t value) {
    limits.push_back({sizeof(usher_limit), {name, std::char_traits<char>::length(name)}, value});
  };
  limit("policy_bytes", 128 << 20);
  limit("nodes", 20'000'000);
  limit("rules", 500'000);
  limit("patterns", 20'000);
  usher_load_options options{};
  options.struct_size = sizeof options;
  options.limits = limits.data();
  options.limit_count = limits.size();
  Loaded out;
  const auto before = mallinfo2();
  const double begin = processor_seconds();
  usher_report *report = nullptr;
  if (usher_policy_load_memory({"benchmark.yaml", 14}, str(yaml), &options, &out.policy, &report) !=
      USHER_OK) {
    usher_str text{};
    usher_report_text(report, USHER_FORMAT_TEXT, &text);
    fail(fmt::format("the policy does not load:\n{}", text.data));
  }
  usher_report_destroy(report);
  out.seconds = processor_seconds() - begin;
  malloc_trim(0);
  const auto after = mallinfo2();
  out.megabytes = static_cast<double>(after.uordblks + after.hblkhd - before.uordblks - before.hblkhd) / 1e6;
  return out;
}

/// Decisions a second of the processor's time; `work(ticket)` decides one.
template <class Work>
double rate(std::size_t tickets, double seconds, const Work &work) {
  std::size_t done = 0;
  const double begin = processor_seconds();
  double now = begin;
  while (now - begin < seconds) {
    for (int i = 0; i < 64; ++i, ++done) // asking for the time costs about as much as a decision
      work(done % tickets);
    now = processor_seconds();
  }
  return static_cast<double>(done) / (now - begin);
}

void measure(std::size_t rules, bool first, std::size_t vocabulary) {
  WorkloadOptions options;
  options.rules = rules;
  options.vocabulary = vocabulary;
  const Workload workload = make_workload(options);
  Naive naive(workload.rules);
  const Loaded loaded = load(workload, first);
  usher_decision *decision = nullptr;
  if (usher_decision_create(&decision) != USHER_OK) fail("out of memory");
  std::vector<Message> messages;
  for (const Ticket &ticket : workload.tickets)
    messages.emplace_back(ticket);
  const auto decide = [&](std::size_t i) {
    if (usher_triage(loaded.policy, messages[i].get(), nullptr, decision, nullptr) != USHER_OK)
      fail("a ticket was refused");
  };

  // Answers first.
  std::vector<std::size_t> expected;
  std::size_t matches = 0;
  std::size_t with_match = 0;
  const std::size_t compared = std::min<std::size_t>(workload.tickets.size(), 20'000'000 / (rules * 5) + 20);
  for (std::size_t i = 0; i < compared; ++i) {
    naive.decide(workload.tickets[i], first, expected);
    decide(i);
    const std::size_t count = usher_decision_count(decision, USHER_FIELD_TAGS);
    bool same = count == expected.size();
    for (std::size_t tag = 0; same && tag < count; ++tag) {
      usher_str text{};
      usher_decision_item(decision, USHER_FIELD_TAGS, tag, &text);
      same = std::string_view(text.data, text.size) == fmt::format("r{}", expected[tag]);
    }
    if (!same) fail(fmt::format("answers differ on ticket {} with {} rules", i, rules));
    matches += count;
    with_match += count == 0 ? 0 : 1;
  }
  for (std::size_t i = 0; i < workload.tickets.size(); ++i)
    decide(i); // warm

  const double seconds = 0.7;
  std::vector<double> ours;
  std::vector<double> theirs;
  for (int round = 0; round < 3; ++round) { // in turns, so that both see the same moments
    ours.push_back(rate(workload.tickets.size(), seconds, decide));
    theirs.push_back(rate(workload.tickets.size(), seconds,
                          [&](std::size_t i) { naive.decide(workload.tickets[i], first, expected); }));
  }
  std::sort(ours.begin(), ours.end());
  std::sort(theirs.begin(), theirs.end());
  fmt::print(
      "{:>7} {:>6} {:>6} {:>8.1f} {:>6.1f} {:>9.0f} {:>9.0f} {:>7.1f} {:>8.2f} {:>6.1f} {:>7.0f} {:>6}\n",
      rules, vocabulary, first ? "first" : "all",
      static_cast<double>(matches) / static_cast<double>(compared),
      100.0 * static_cast<double>(with_match) / static_cast<double>(compared), ours[1], theirs[1],
      ours[1] / theirs[1], 1e6 / ours[1], loaded.seconds, loaded.megabytes, compared);
  std::fflush(stdout);
  usher_decision_destroy(decision);
  usher_policy_destroy(loaded.policy);
}

} // namespace

int main(int argc, char **argv) {
  std::vector<std::size_t> sizes;
  for (int i = 1; i < argc; ++i) {
    char *end = nullptr;
    sizes.push_back(std::strtoull(argv[i], &end, 10));
    if (*end != '\0' || sizes.back() == 0) fail(fmt::format("'{}' is no number of rules", argv[i]));
  }
  if (sizes.empty()) sizes = {100, 1000, 10'000, 100'000};
  fmt::print("decisions per second of one processor; answers compared ticket by ticket\n{:>7} {:>6} {:>6} "
             "{:>8} {:>6} {:>9} {:>9} "
             "{:>7} {:>8} {:>6} {:>7} {:>6}\n",
             "rules", "words", "mode", "matches", "any %", "usher", "scan", "ratio", "us", "load s", "MB",
             "same");
  for (const std::size_t rules : sizes) {
    for (const bool first : {false, true})
      measure(rules, first, 20'000);
  }
  // Words in proportion to rules: the matches of a ticket stay about equal.
  for (const std::size_t rules : sizes) {
    if (rules >= 1000) measure(rules, false, 20 * rules);
  }
}
