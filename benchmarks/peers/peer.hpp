// SPDX-License-Identifier: BSL-1.0
// Other rule engines on the same rules and tickets, each in the form that is natural to it; README.md says which.
#pragma once

#include "../workload.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace usher_benchmark {

/// How an engine did on one workload.
struct Measured {
  std::string skipped; // why there are no figures; else empty
  std::string version;
  double rate = 0; // decisions a second of the processor's time
  double load_seconds = 0;
  double megabytes = 0;                          // by which the process has grown
  std::vector<std::vector<std::size_t>> answers; // of the first tickets, the rules that hold, in order
};

/// How long to measure: `least` tickets in any case, up to `most` while it takes less than `seconds`.
struct Effort {
  double seconds = 0.7;
  std::size_t least = 20;
  std::size_t most = 200;
};

/// An engine that is a library of this program, with its rules loaded.
class Peer {
 public:
  Peer() = default;
  virtual ~Peer() = default;
  Peer(const Peer &) = delete;
  Peer &operator=(const Peer &) = delete;
  /// The numbers of the rules that hold, in order; if it was made for `first`, the first of them.
  virtual void decide(const Ticket &ticket, std::vector<std::size_t> &out) = 0;
};

/// What peers call a field: "channel", "followers".
[[nodiscard]] std::string_view peer_name(Field field);

/// Lower case for ASCII and one space for all between words, before the first and after the last: what an engine
/// without words of its own looks for " word " in.
void normal_form(const std::string &text, std::string &out);

enum class Engine { yara, clips, zen, json_rules_engine };
inline constexpr std::size_t engine_count = 4;
[[nodiscard]] std::string_view name_of(Engine engine);

/// The rules loaded into an engine and its tickets decided; `file` holds the same workload (write_json_lines) for
/// engines that run outside.
[[nodiscard]] Measured measure_peer(Engine engine, const Workload &workload, const std::string &file,
                                    bool first, const Effort &effort);

/// Rules, then tickets, each a line of JSON.
void write_json_lines(const Workload &workload, const std::string &file);

// ---- One file for each; null when the engine was not there when the program was built ---------------------------

[[nodiscard]] std::unique_ptr<Peer> make_yara(const std::vector<Rule> &rules, bool first);
[[nodiscard]] std::string yara_version();
[[nodiscard]] std::unique_ptr<Peer> make_clips(const std::vector<Rule> &rules, bool first);
[[nodiscard]] std::string clips_version();
/// `engine` as peers.mjs calls it, run by node.
[[nodiscard]] Measured measure_in_node(std::string_view engine, const std::string &file, bool first,
                                       const Effort &effort);

} // namespace usher_benchmark
