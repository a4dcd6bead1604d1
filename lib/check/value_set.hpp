// SPDX-License-Identifier: BSL-1.0
// The values of one fact that pass a test, as a set that can be cut, turned over and found empty.
#pragma once

#include "policy/model.hpp"

#include <compare>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace usher::check {

/// A set of the values of one fact, "missing" being one of them. Numbers, times, durations, flags and choices
/// are intervals on a line (whole numbers for all but `number`); texts are a list of words or all but a list.
/// Of facts that are searched or hold several words only whether they are there counts: a list of no words,
/// or all words. Texts are borrowed from the policy. Sets of different facts must not be mixed.
class ValueSet {
 public:
  ValueSet() = default;
  /// What a message can give, a missing value included.
  [[nodiscard]] static ValueSet possible(const policy::Policy &policy, policy::FactId fact);
  /// What passes one of the alternatives, whether or not a message can give it.
  [[nodiscard]] static ValueSet passing(const policy::Policy &policy, policy::FactId fact,
                                        const std::vector<policy::Alternative> &alternatives);

  /// Everything else, on the whole line.
  [[nodiscard]] ValueSet complement() const;
  void keep_common(const ValueSet &other);
  void drop_missing() noexcept { missing_ = false; }

  [[nodiscard]] bool empty() const noexcept;
  /// Whether the two have a value in common.
  [[nodiscard]] bool meets(const ValueSet &other) const;

  /// Numbers that stand for the values, equal ones for equal values, when there are only a few.
  [[nodiscard]] std::optional<std::vector<std::uint64_t>> few_values() const;

 private:
  /// A place on the line between values: just before `at`, or just after it.
  struct Cut {
    double at = 0;
    bool after = false;
    friend constexpr std::partial_ordering operator<=>(const Cut &, const Cut &) = default;
  };
  struct Interval {
    Cut from;
    Cut to;
  };

  explicit ValueSet(policy::FactType type);
  [[nodiscard]] Interval interval(const policy::Alternative &range) const;
  [[nodiscard]] Interval point(double value) const;
  [[nodiscard]] Cut cut_after(double value) const;
  void join_intervals();
  [[nodiscard]] bool meets_on_line(const ValueSet &other) const;
  [[nodiscard]] bool meets_in_words(const ValueSet &other) const;

  bool missing_ = false;
  bool on_line_ = false;
  bool whole_numbers_ = false;
  bool all_but_ = false;                // the words are those that are not in the set
  std::vector<Interval> intervals_;     // from low to high, neither empty nor touching
  std::vector<std::string_view> words_; // in byte order, each once
};

} // namespace usher::check
