// SPDX-License-Identifier: BSL-1.0
#include "naive.hpp"

#include <algorithm>
#include <functional>

namespace usher_benchmark {
namespace {

std::uint64_t hash_of(std::string_view word) { return std::hash<std::string_view>()(word) | 1; }

} // namespace

Naive::Compiled Naive::compile(const Node &node) {
  Compiled out{node.op, node.field, node.number, node.values, {}, nullptr, {}};
  if (node.op == Node::Op::words) {
    for (const std::string &word : node.values)
      out.hashes.push_back(hash_of(word));
  }
  if (node.op == Node::Op::regex) out.regex = std::make_unique<RE2>(node.values.front());
  for (const Node &child : node.children)
    out.children.push_back(compile(child));
  return out;
}

Naive::Naive(const std::vector<Rule> &rules) {
  for (const Rule &rule : rules)
    rules_.push_back(compile(rule.when));
}

void Naive::put(std::uint64_t hash) {
  for (std::size_t i = hash >> 20;; ++i) {
    std::uint64_t &cell = table_[i & (table_.size() - 1)];
    if (cell == hash) return;
    if (cell == 0) {
      cell = hash;
      return;
    }
  }
}

bool Naive::has(std::uint64_t hash) const {
  for (std::size_t i = hash >> 20;; ++i) {
    const std::uint64_t cell = table_[i & (table_.size() - 1)];
    if (cell == hash) return true;
    if (cell == 0) return false;
  }
}

/// Lower case for ASCII, and everything that is no letter or digit as one space: a cheap normal form, enough for these
/// texts.
void Naive::read_words(const std::string &text) {
  normal_.assign(1, ' ');
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool upper = c >= 'A' && c <= 'Z';
    const bool letter = byte >= 0x80 || upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (letter) {
      normal_ += upper ? static_cast<char>(c + ('a' - 'A')) : c;
    } else if (normal_.back() != ' ') {
      normal_ += ' ';
    }
  }
  if (normal_.back() != ' ') normal_ += ' ';
  std::fill(table_.begin(), table_.end(), 0);
  const std::string_view all(normal_);
  std::size_t before = 0;
  for (std::size_t begin = 1; begin < all.size();) {
    const std::size_t end = all.find(' ', begin);
    put(hash_of(all.substr(begin, end - begin)));
    if (before != 0) put(hash_of(all.substr(before, end - before)));
    before = begin;
    begin = end + 1;
  }
}

bool Naive::holds(const Compiled &node, const Ticket &ticket) const {
  const auto child_holds = [&](const Compiled &child) { return holds(child, ticket); };
  switch (node.op) {
  case Node::Op::all: return std::all_of(node.children.begin(), node.children.end(), child_holds);
  case Node::Op::any: return std::any_of(node.children.begin(), node.children.end(), child_holds);
  case Node::Op::no: return std::none_of(node.children.begin(), node.children.end(), child_holds);
  case Node::Op::words:
    return std::any_of(node.hashes.begin(), node.hashes.end(), [&](std::uint64_t hash) { return has(hash); });
  case Node::Op::regex: return RE2::PartialMatch(ticket.text, *node.regex);
  case Node::Op::equal:
    return std::find(node.values.begin(), node.values.end(), ticket.texts[node.field]) != node.values.end();
  case Node::Op::at_least: return ticket.numbers[node.field - text_fields] >= node.number;
  case Node::Op::below: return ticket.numbers[node.field - text_fields] < node.number;
  }
  return false;
}

void Naive::decide(const Ticket &ticket, bool first, std::vector<std::size_t> &out) {
  out.clear();
  read_words(ticket.text);
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    if (!holds(rules_[i], ticket)) continue;
    out.push_back(i);
    if (first) return;
  }
}

std::size_t Naive::entries(const Compiled &node) const {
  std::size_t out = 0;
  for (const std::uint64_t hash : node.hashes)
    out += has(hash) ? 1 : 0;
  for (const Compiled &child : node.children)
    out += entries(child);
  return out;
}

std::size_t Naive::entries(const Ticket &ticket) {
  read_words(ticket.text);
  std::size_t out = 0;
  for (const Compiled &rule : rules_)
    out += entries(rule);
  return out;
}

} // namespace usher_benchmark
