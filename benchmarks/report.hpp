// SPDX-License-Identifier: BSL-1.0
// What was measured, as tables side by side.
#pragma once

#include "peers/peer.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace usher_benchmark {

/// One size and mode: usher, the scan, and the peers where they were asked for.
struct Row {
  std::string workload; // "mixed", "ascii", "grows"
  std::size_t rules = 0;
  std::size_t words = 0; // of the vocabulary
  bool first = false;
  double matches = 0;     // of a ticket
  double any_percent = 0; // tickets with a match
  double entries = 0;     // words and pairs of the rules that a ticket holds, each rule's counted
  double usher = 0;       // decisions a second of the processor's time
  double scan = 0;
  double load_seconds = 0;
  double megabytes = 0;
  double resident = 0;
  std::size_t compared = 0; // tickets with the same answer
  std::array<std::optional<Measured>, engine_count> peers;
};

/// One line as soon as it is known.
void print_heading();
void print_line(const Row &row);
/// A peer's rate, or why there is none.
void print_peer(Engine engine, const Row &row);

/// usher, scan and peers side by side, and how many times as fast usher is.
void print_side_by_side(const std::vector<Row> &rows);
/// Which peers have no figures, where, and why.
void print_skipped(const std::vector<Row> &rows);
/// Seconds and memory of loading.
void print_loads(const std::vector<Row> &rows);
/// By how much a decision gets slower from each size to the next, in both workloads.
void print_growth(const std::vector<Row> &rows);

} // namespace usher_benchmark
