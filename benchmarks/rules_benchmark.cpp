// SPDX-License-Identifier: BSL-1.0
// Decisions by the number of rules: usher through its C interface beside a plain scan of all rules and beside other
// rule engines, in one run, their answers compared ticket by ticket. Prints tables; see README.md.
//
//     usher_benchmark_rules [--table NAME]... [--large] [--no-peers] [RULES...]
//
// RULES are the sizes (else 100 1000 10000, and 100000 with --large); NAME is peers, ascii, growth,
// loading or threads.
#include "loading.hpp"
#include "measure.hpp"
#include "naive.hpp"
#include "report.hpp"
#include "threads.hpp"
#include "usher_engine.hpp"
#include "workload.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>
#include <unistd.h>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

using namespace usher_benchmark;

namespace {

struct Options {
  std::vector<std::size_t> sizes;
  std::vector<std::string_view> tables;
  bool large = false;
  bool peers = true;

  [[nodiscard]] bool wants(std::string_view table) const {
    return tables.empty() || std::find(tables.begin(), tables.end(), table) != tables.end();
  }
};

Options read(int argc, char **argv) {
  Options out;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (argument == "--large") {
      out.large = true;
    } else if (argument == "--no-peers") {
      out.peers = false;
    } else if (argument == "--table" && i + 1 < argc) {
      static constexpr std::array<std::string_view, 5> known = {"peers", "ascii", "growth", "loading",
                                                                "threads"};
      out.tables.emplace_back(argv[++i]);
      if (std::find(known.begin(), known.end(), out.tables.back()) == known.end())
        fail(fmt::format("no table '{}'; there are {}", argv[i], fmt::join(known, ", ")));
    } else {
      char *end = nullptr;
      out.sizes.push_back(std::strtoull(argv[i], &end, 10));
      if (*end != '\0' || out.sizes.back() == 0) fail(fmt::format("'{}' is no number of rules", argument));
    }
  }
  return out;
}

std::string list_of(const std::vector<std::size_t> &rules) {
  return fmt::format("[{}]", fmt::join(rules, " "));
}

/// Empty when both found the same.
std::string difference(std::string_view engine, const Row &row, std::size_t ticket,
                       const std::vector<std::size_t> &expected, const std::vector<std::size_t> &found) {
  if (found == expected) return {};
  return fmt::format("answers differ on ticket {} with {} rules, {}: the scan finds {}, {} finds {}", ticket,
                     row.rules, row.first ? "first" : "all", list_of(expected), engine, list_of(found));
}

/// json-rules-engine needs ten seconds and more for one ticket and a hundred thousand rules.
bool can_be_waited_for(Engine engine, std::size_t rules) {
  return engine != Engine::json_rules_engine || rules <= 20'000;
}

void measure_peers(const Workload &workload, Naive &naive, Row &row) {
  const std::string file = (std::filesystem::temp_directory_path() /
                            fmt::format("usher-benchmark-{}-{}.jsonl", row.rules, getpid()))
                               .string();
  write_json_lines(workload, file);
  std::vector<std::size_t> expected;
  for (std::size_t i = 0; i < engine_count; ++i) {
    const auto engine = static_cast<Engine>(i);
    auto &peer = row.peers[i].emplace();
    if (can_be_waited_for(engine, row.rules)) {
      peer = measure_peer(engine, workload, file, row.first, {});
    } else {
      peer.skipped = "would take too long";
    }
    for (std::size_t ticket = 0; ticket < peer.answers.size(); ++ticket) {
      naive.decide(workload.tickets[ticket], row.first, expected);
      const std::string why = difference(name_of(engine), row, ticket, expected, peer.answers[ticket]);
      if (why.empty()) continue;
      std::filesystem::remove(file);
      fail(why);
    }
    print_peer(engine, row);
  }
  std::filesystem::remove(file);
}

Row measure(const std::string &name, const WorkloadOptions &options, bool first, bool with_peers) {
  Row row;
  row.workload = name;
  row.rules = options.rules;
  row.words = options.vocabulary;
  row.first = first;
  const Workload workload = make_workload(options);
  const std::size_t tickets = workload.tickets.size();
  Naive naive(workload.rules);
  {
    const Usher usher(workload, first);
    row.load_seconds = usher.load_seconds();
    row.megabytes = usher.megabytes();
    row.resident = usher.resident();
    Decider decider(usher, workload.tickets);

    // Answers first.
    std::vector<std::size_t> expected;
    std::vector<std::size_t> found;
    double matches = 0;
    double with_match = 0;
    double entries = 0;
    row.compared = std::min<std::size_t>(tickets, 20'000'000 / (row.rules * 5) + 20);
    for (std::size_t i = 0; i < row.compared; ++i) {
      naive.decide(workload.tickets[i], first, expected);
      decider.decide(i);
      decider.answer(found);
      const std::string why = difference("usher", row, i, expected, found);
      if (!why.empty()) fail(why);
      matches += static_cast<double>(found.size());
      with_match += found.empty() ? 0 : 1;
      entries += static_cast<double>(naive.entries(workload.tickets[i]));
    }
    row.matches = matches / static_cast<double>(row.compared);
    row.any_percent = 100 * with_match / static_cast<double>(row.compared);
    row.entries = entries / static_cast<double>(row.compared);
    for (std::size_t i = 0; i < tickets; ++i)
      decider.decide(i); // warm

    const double seconds = 0.7;
    std::vector<double> ours;
    std::vector<double> theirs;
    for (int round = 0; round < 3; ++round) { // in turns, so that both see the same moments
      ours.push_back(rate(tickets, seconds, [&](std::size_t i) { decider.decide(i); }));
      theirs.push_back(
          rate(tickets, seconds, [&](std::size_t i) { naive.decide(workload.tickets[i], first, expected); }));
    }
    row.usher = median(ours);
    row.scan = median(theirs);
  } // the policy is gone before peers are asked how much they grow
  print_line(row);
  if (with_peers) measure_peers(workload, naive, row);
  return row;
}

} // namespace

int main(int argc, char **argv) {
  const Options options = read(argc, argv);
  std::vector<std::size_t> sizes = options.sizes;
  if (sizes.empty()) sizes = {100, 1000, 10'000};
  if (options.large) sizes.push_back(100'000);
  const std::string processor = machine();
  fmt::print("{}\ndecisions a second of the processor's time; answers compared ticket by ticket\n",
             processor);
  print_heading();

  std::vector<Row> rows;
  WorkloadOptions plain;
  WorkloadOptions ascii;
  ascii.ascii = true;
  for (const std::size_t rules : sizes) {
    plain.rules = ascii.rules = rules;
    for (const bool first : {false, true}) {
      if (options.wants("peers")) rows.push_back(measure("mixed", plain, first, options.peers));
    }
    for (const bool first : {false, true}) {
      if (options.wants("ascii")) rows.push_back(measure("ascii", ascii, first, false));
    }
  }
  if (options.wants("growth")) {
    for (const std::size_t rules :
         options.sizes.empty() ? std::vector<std::size_t>{1000, 10'000, 100'000} : sizes) {
      if (rules < 1000) continue;
      plain.rules = rules;
      const bool measured = std::any_of(rows.begin(), rows.end(), [&](const Row &row) {
        return row.workload == "mixed" && row.rules == rules && !row.first;
      });
      // What the growth of the growing workload is shown beside.
      if (!measured) rows.push_back(measure("mixed", plain, false, false));
      rows.push_back(measure("grows", growing_workload(rules), false, false));
    }
  }
  fmt::print("\n");
  for (const std::size_t rules : sizes)
    if (options.wants("loading")) print_loading(rules);
  if (options.wants("threads")) print_threads(std::min<std::size_t>(10'000, sizes.back()));

  fmt::print("\n{}\n", processor);
  print_side_by_side(rows);
  print_loads(rows);
  print_skipped(rows);
  print_growth(rows);
  fmt::print("\nmost memory that this process used: {:.0f} MB\n", peak_megabytes());
}
