// SPDX-License-Identifier: BSL-1.0
// Which of many rules could match whenever another one does, found without comparing each with each.
#pragma once

#include "check/formula.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

#include <boost/unordered/unordered_flat_map.hpp>

namespace usher::check {

/// A rule can be proved to match whenever another does only if the other one speaks of what it asks for. So
/// each rule is filed under the rarest of its conditions, and looked up by all that the other one says. Rules
/// that match always are found every time.
class RuleIndex {
 public:
  /// Counts what formulas speak of, so that `add` can tell what is rare. Before the first `add`.
  void count(const Formula &formula);
  void add(std::uint32_t rule, const Formula &formula);
  /// A rule that matches always, whether or not its formula looks so.
  void add_always(std::uint32_t rule) { always_.push_back(rule); }
  /// Rules that could match whenever `formula` holds, in the order of their numbers. Replaces what `out`
  /// held.
  void find(const Formula &formula, std::vector<std::uint32_t> &out) const;

 private:
  /// Something that a formula speaks of.
  struct Key {
    enum class Kind : std::uint8_t {
      value,       // a value of a fact; `number` stands for it
      few_values,  // a few values of a fact
      many_values, // a range of values, all but a few, or that there is one
      holds,       // a word that a fact holds
      lacks        // a word that a fact does not hold
    };
    policy::FactId fact;
    Kind kind;
    std::uint64_t number;
    friend bool operator==(const Key &, const Key &) = default;
  };
  struct KeyHash {
    std::size_t operator()(const Key &key) const noexcept;
  };
  template <class T>
  using KeyMap = boost::unordered_flat_map<Key, T, KeyHash>;
  using Keys = std::vector<Key>;

  static void keys_to_look_up(const Formula &formula, Keys &out);
  /// The keys of which one is among those to look up of every formula that implies this one.
  [[nodiscard]] Keys keys_to_file_under(const Formula &formula) const;
  [[nodiscard]] std::size_t count_of(const Keys &keys) const;

  KeyMap<std::size_t> counts_;
  KeyMap<std::vector<std::uint32_t>> rules_;
  std::vector<std::uint32_t> always_;
};

} // namespace usher::check
