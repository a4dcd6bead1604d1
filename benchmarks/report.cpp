// SPDX-License-Identifier: BSL-1.0
#include "report.hpp"

#include <algorithm>
#include <cstdio>

#include <fmt/format.h>

namespace usher_benchmark {
namespace {

const char *mode_of(const Row &row) { return row.first ? "first" : "all"; }

/// Three digits are all that such figures are good for.
std::string number(double value) {
  return value >= 100 ? fmt::format("{:.0f}", value) : fmt::format("{:.3g}", value);
}

constexpr std::array<Engine, engine_count> engines = {Engine::yara, Engine::clips, Engine::zen,
                                                      Engine::json_rules_engine};

const Measured *figures(const Row &row, Engine engine) {
  const auto &peer = row.peers[static_cast<std::size_t>(engine)];
  return peer && peer->skipped.empty() ? &*peer : nullptr;
}

/// A table of the plain workload: what `cell` says of usher, the scan and each peer that ran at all.
template <class Ours, class Scan, class Theirs>
void print_table(const std::vector<Row> &rows, std::string_view title, bool first, const Ours &ours,
                 const Scan &scan, const Theirs &theirs) {
  const auto shown = [&](const Row &row) { return row.workload == "mixed" && row.first == first; };
  if (std::none_of(rows.begin(), rows.end(), shown)) return;
  std::vector<Engine> there;
  for (const Engine engine : engines) {
    if (std::any_of(rows.begin(), rows.end(),
                    [&](const Row &row) { return figures(row, engine) != nullptr; }))
      there.push_back(engine);
  }
  fmt::print("\n{}\n{:>8} {:>12} {:>12}", title, "rules", "usher", "scan");
  for (const Engine engine : there)
    fmt::print(" {:>18}", name_of(engine));
  fmt::print("\n");
  for (const Row &row : rows) {
    if (!shown(row)) continue;
    fmt::print("{:>8} {:>12} {:>12}", row.rules, ours(row), scan(row));
    for (const Engine engine : there) {
      const Measured *peer = figures(row, engine);
      fmt::print(" {:>18}", peer == nullptr ? "-" : theirs(row, *peer));
    }
    fmt::print("\n");
  }
}

} // namespace

void print_heading() {
  fmt::print("{:>8} {:>8} {:>6} {:>6} {:>8} {:>6} {:>8} {:>9} {:>9} {:>7} {:>8} {:>7} {:>7} {:>7} {:>6}\n",
             "workload", "rules", "words", "mode", "matches", "any %", "entries", "usher", "scan", "ratio",
             "us", "load s", "MB", "RSS MB", "same");
}

void print_line(const Row &row) {
  fmt::print(
      "{:>8} {:>8} {:>6} {:>6} {:>8.1f} {:>6.1f} {:>8.1f} {:>9.0f} {:>9.0f} {:>7.1f} {:>8.2f} {:>7.2f} "
      "{:>7.1f} {:>7.1f} {:>6}\n",
      row.workload, row.rules, row.words, mode_of(row), row.matches, row.any_percent, row.entries, row.usher,
      row.scan, row.usher / row.scan, 1e6 / row.usher, row.load_seconds, row.megabytes, row.resident,
      row.compared);
  std::fflush(stdout);
}

void print_peer(Engine engine, const Row &row) {
  const auto &peer = row.peers[static_cast<std::size_t>(engine)];
  if (!peer) return;
  if (!peer->skipped.empty()) {
    fmt::print("{:>24} skipped: {}\n", name_of(engine), peer->skipped);
  } else {
    fmt::print(
        "{:>24} {}: {} decisions/s, usher {} times as fast; load {:.2f} s, {:.0f} MB; {} tickets the same\n",
        name_of(engine), peer->version, number(peer->rate), number(row.usher / peer->rate),
        peer->load_seconds, peer->megabytes, peer->answers.size());
  }
  std::fflush(stdout);
}

void print_side_by_side(const std::vector<Row> &rows) {
  for (const bool first : {false, true}) {
    const std::string mode =
        first ? "`first`: the first match ends the reading" : "`all`: every matching rule counts";
    print_table(
        rows, mode + "; decisions a second of the processor's time", first,
        [](const Row &row) { return number(row.usher); }, [](const Row &row) { return number(row.scan); },
        [](const Row & /*row*/, const Measured &peer) { return number(peer.rate); });
    print_table(
        rows, mode + "; so many times as fast is usher", first, [](const Row & /*row*/) { return "1"; },
        [](const Row &row) { return number(row.usher / row.scan); },
        [](const Row &row, const Measured &peer) { return number(row.usher / peer.rate); });
  }
}

void print_skipped(const std::vector<Row> &rows) {
  for (const Engine engine : engines) {
    std::string line;
    for (const Row &row : rows) {
      const auto &peer = row.peers[static_cast<std::size_t>(engine)];
      if (!peer || peer->skipped.empty()) continue;
      // The first says it all when it is not a matter of size.
      if (line.empty())
        line = fmt::format("{} skipped: {} ({} rules", name_of(engine), peer->skipped, row.rules);
      else if (!row.first)
        line += fmt::format(", {}", row.rules);
    }
    if (!line.empty()) fmt::print("{})\n", line);
  }
}

void print_loads(const std::vector<Row> &rows) {
  const auto both = [](double seconds, double megabytes) {
    return fmt::format("{} / {:.0f}", number(seconds), std::max(0.0, megabytes));
  };
  print_table(
      rows, "loading: seconds of the processor's time / megabytes by which the process grows", false,
      [&](const Row &row) { return both(row.load_seconds, row.resident); },
      [](const Row & /*row*/) { return "-"; },
      [&](const Row & /*row*/, const Measured &peer) { return both(peer.load_seconds, peer.megabytes); });
}

void print_growth(const std::vector<Row> &rows) {
  if (std::none_of(rows.begin(), rows.end(), [](const Row &row) { return row.workload == "grows"; })) return;
  fmt::print(
      "\ngrowth, `all`: microseconds a decision, and as a multiple of the least size from 1000 rules on\n"
      "{:>8} {:>8} {:>8} {:>8} {:>8} {:>8} {:>10}\n",
      "workload", "rules", "words", "matches", "entries", "us", "multiple");
  for (const char *workload : {"mixed", "grows"}) {
    double least = 0;
    for (const Row &row : rows) {
      if (row.workload != workload || row.first || row.rules < 1000) continue;
      if (least == 0) least = row.usher;
      fmt::print("{:>8} {:>8} {:>8} {:>8.1f} {:>8.1f} {:>8.2f} {:>10.1f}\n", workload, row.rules, row.words,
                 row.matches, row.entries, 1e6 / row.usher, least / row.usher);
    }
  }
}

} // namespace usher_benchmark
