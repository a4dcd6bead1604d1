// SPDX-License-Identifier: BSL-1.0
// What a careful programmer writes who has rules to evaluate and an afternoon: all rules, one after the other. The
// words of a text go into a hash set once, regexes are compiled once.
#pragma once

#include "workload.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <re2/re2.h>

namespace usher_benchmark {

class Naive {
 public:
  explicit Naive(const std::vector<Rule> &rules);
  /// The numbers of the matching rules, in order; with `first` only the first.
  void decide(const Ticket &ticket, bool first, std::vector<std::size_t> &out);
  /// How many words and pairs of words of the rules, each rule's counted, a ticket holds.
  [[nodiscard]] std::size_t entries(const Ticket &ticket);

 private:
  struct Compiled {
    Node::Op op;
    Field field;
    double number;
    std::vector<std::string> values;
    std::vector<std::uint64_t> hashes;
    std::unique_ptr<RE2> regex;
    std::vector<Compiled> children;
  };
  static Compiled compile(const Node &node);
  bool holds(const Compiled &node, const Ticket &ticket) const;
  std::size_t entries(const Compiled &node) const;
  void read_words(const std::string &text);
  void put(std::uint64_t hash);
  bool has(std::uint64_t hash) const;

  std::vector<Compiled> rules_;
  std::string normal_;
  std::vector<std::uint64_t> table_ = std::vector<std::uint64_t>(1024);
};

} // namespace usher_benchmark
