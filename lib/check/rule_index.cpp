// SPDX-License-Identifier: BSL-1.0
#include "check/rule_index.hpp"

#include <algorithm>

#include <boost/functional/hash.hpp>

namespace usher::check {
namespace {

template <class T>
void sort_once(std::vector<T> &list) {
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
}

} // namespace

std::size_t RuleIndex::KeyHash::operator()(const Key &key) const noexcept {
  std::size_t seed = 0;
  boost::hash_combine(seed, key.fact);
  boost::hash_combine(seed, static_cast<unsigned>(key.kind));
  boost::hash_combine(seed, key.number);
  return seed;
}

void RuleIndex::keys_to_look_up(const Formula &formula, Keys &out) {
  const policy::FactId fact = formula.fact;
  switch (formula.kind) {
  case Formula::Kind::all:
  case Formula::Kind::any:
    for (const FormulaPtr &part : formula.parts)
      keys_to_look_up(*part, out);
    return;
  case Formula::Kind::value_in:
    out.push_back({fact, Key::Kind::many_values, 0});
    if (const auto few = formula.values.few_values()) {
      for (const std::uint64_t value : *few)
        out.push_back({fact, Key::Kind::value, value});
    } else {
      out.push_back({fact, Key::Kind::few_values, 0});
    }
    return;
  case Formula::Kind::has_any:
    // A fact that holds a word is known.
    out.push_back({fact, Key::Kind::many_values, 0});
    for (const std::uint32_t word : formula.words)
      out.push_back({fact, Key::Kind::holds, word});
    return;
  case Formula::Kind::has_none:
    for (const std::uint32_t word : formula.words)
      out.push_back({fact, Key::Kind::lacks, word});
    return;
  }
}

std::size_t RuleIndex::count_of(const Keys &keys) const {
  std::size_t sum = 0;
  for (const Key &key : keys) {
    const auto found = counts_.find(key);
    sum += found == counts_.end() ? 0 : found->second;
  }
  return sum;
}

RuleIndex::Keys RuleIndex::keys_to_file_under(const Formula &formula) const {
  const policy::FactId fact = formula.fact;
  Keys keys;
  switch (formula.kind) {
  case Formula::Kind::all: {
    std::size_t rarest = 0;
    for (const FormulaPtr &part : formula.parts) {
      Keys other = keys_to_file_under(*part);
      const std::size_t count = count_of(other);
      if (!keys.empty() && count >= rarest) continue;
      keys = std::move(other);
      rarest = count;
    }
    return keys;
  }
  case Formula::Kind::any:
    for (const FormulaPtr &part : formula.parts) {
      const Keys other = keys_to_file_under(*part);
      keys.insert(keys.end(), other.begin(), other.end());
    }
    return keys;
  case Formula::Kind::value_in:
    if (const auto few = formula.values.few_values()) {
      for (const std::uint64_t value : *few)
        keys.push_back({fact, Key::Kind::value, value});
      keys.push_back({fact, Key::Kind::few_values, 0});
    } else {
      keys.push_back({fact, Key::Kind::many_values, 0});
    }
    return keys;
  case Formula::Kind::has_any:
    for (const std::uint32_t word : formula.words)
      keys.push_back({fact, Key::Kind::holds, word});
    return keys;
  case Formula::Kind::has_none:
    // All of them must be lacking, so any one will do.
    keys.push_back({fact, Key::Kind::lacks, formula.words.front()});
    return keys;
  }
  return keys;
}

void RuleIndex::count(const Formula &formula) {
  Keys keys;
  keys_to_look_up(formula, keys);
  for (const Key &key : keys)
    ++counts_[key];
}

void RuleIndex::add(std::uint32_t rule, const Formula &formula) {
  for (const Key &key : keys_to_file_under(formula)) {
    std::vector<std::uint32_t> &rules = rules_[key];
    if (rules.empty() || rules.back() != rule) rules.push_back(rule);
  }
}

void RuleIndex::find(const Formula &formula, std::vector<std::uint32_t> &out) const {
  out = always_;
  Keys keys;
  keys_to_look_up(formula, keys);
  for (const Key &key : keys) {
    const auto found = rules_.find(key);
    if (found != rules_.end()) out.insert(out.end(), found->second.begin(), found->second.end());
  }
  sort_once(out);
}

} // namespace usher::check
