// SPDX-License-Identifier: BSL-1.0
// Policies and messages to measure with: seeded, the same on every machine. Each as what usher takes and as plain
// values, so that a simple evaluator can be measured and compared beside it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace usher_benchmark {

/// Facts of a ticket; the first are texts, the others numbers.
enum Field : std::uint8_t {
  channel,
  account,
  language,
  tier,
  country,
  stage,
  followers,
  value,
  sentiment,
  hour
};
inline constexpr std::size_t text_fields = 6;
inline constexpr std::size_t number_fields = 4;

struct Ticket {
  std::string text; // 503 bytes on average: half English, the rest Italian, Russian, Persian, German, Spanish
  std::array<std::string, text_fields> texts;
  std::array<double, number_fields> numbers{};
};

/// A condition as written: a tree.
struct Node {
  enum class Op : std::uint8_t { all, any, no, words, regex, equal, at_least, below } op = Op::all;
  Field field = channel;
  std::vector<std::string> values; // words and pairs of words, a regex, or texts to be equal to
  double number = 0;
  std::vector<Node> children;
  double share = 1; // of the tickets that it holds for, by estimate
};

struct Rule {
  Node when;
};

struct Workload {
  std::vector<Rule> rules;
  std::vector<Ticket> tickets;
};

struct WorkloadOptions {
  std::size_t rules = 1000;
  std::size_t tickets = 2000;
  /// Words of the language; a vocabulary that grows with the rules keeps the matches of a ticket equal.
  std::size_t vocabulary = 20'000;
  std::uint64_t seed = 7;
  /// Latin letters without marks only: English, German, Italian and Spanish.
  bool ascii = false;
  /// How many times a thousand rules these are, of a policy that grows with its field: what its rules ask for is the
  /// rarer, so that a ticket has as many matches, and as many words that any rule asks for, at every size. 0: plain.
  double growth = 0;
};

/// The same with a vocabulary that grows with the rules.
[[nodiscard]] WorkloadOptions growing_workload(std::size_t rules);

/// A rule is the AND of two to five predicates: 60 % have words (one to eight words or pairs), 5 % a regex, 15 % an OR
/// inside, 15 % a NOT; the others are of channel (8 values), account (200), language (6), tier (4), country (40),
/// stage (3) and ranges of four numbers. As in grown policies, the more rules there are the more each asks for: a rule
/// holds for at most 3 % of the tickets among a hundred rules, for 0.1 % among a hundred thousand.
[[nodiscard]] Workload make_workload(const WorkloadOptions &options);

/// Every rule adds the tag of its number; with `stop` it also ends the reading.
[[nodiscard]] std::string to_yaml(const Workload &workload, bool stop);
[[nodiscard]] std::string to_json(const Ticket &ticket);

} // namespace usher_benchmark
