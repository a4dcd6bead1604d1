// SPDX-License-Identifier: BSL-1.0
// Conditions in the form in which they can be reasoned about: no `not`, no signals, only `all` and `any` over
// three kinds of plain statements.
#pragma once

#include "check/value_set.hpp"
#include "policy/model.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include <boost/unordered/unordered_flat_map.hpp>

namespace usher::check {

struct Formula;
/// Shared, because every rule that uses a signal holds the signal's own formula.
using FormulaPtr = std::shared_ptr<const Formula>;

/// True without parts: an empty `all`. False: an empty `any`.
struct Formula {
  enum class Kind : std::uint8_t {
    all,      // every one of `parts`
    any,      // at least one of `parts`
    value_in, // the value of `fact` is in `values`, or of a set: whether it holds anything
    has_any,  // `fact` holds at least one of `words`
    has_none  // `fact` holds none of `words`
  };
  Kind kind = Kind::all;
  std::vector<FormulaPtr> parts;
  policy::FactId fact = 0;
  ValueSet values;
  std::vector<std::uint32_t>
      words;            // topics, kinds of personal data, phrases, signals, tags: from low to high
  std::size_t size = 1; // statements and groups in it, a shared one counted each time

  [[nodiscard]] bool is_true() const noexcept { return kind == Kind::all && parts.empty(); }
  [[nodiscard]] bool is_false() const noexcept { return kind == Kind::any && parts.empty(); }
};

/// Makes formulas of a policy's conditions. A signal is opened, its own condition taking its place, where
/// that is small; a large one stays a word of which nothing more is known, so that less can be proved and
/// nothing wrong.
class Formulas {
 public:
  /// The policy must outlive it and everything made by it.
  explicit Formulas(const policy::Policy &policy);

  /// What holds exactly when the condition does, or with `negated` exactly when it does not.
  [[nodiscard]] FormulaPtr of(const policy::Condition &condition, bool negated = false);
  /// A test that accepts nothing but this alternative.
  [[nodiscard]] FormulaPtr of(policy::FactId fact, const policy::Alternative &alternative) const;

 private:
  struct Signal {
    FormulaPtr holds;
    FormulaPtr fails;
  };

  [[nodiscard]] FormulaPtr of_test(const policy::Test &test, bool negated);
  [[nodiscard]] FormulaPtr of_values(policy::FactId fact, ValueSet values) const;
  [[nodiscard]] FormulaPtr of_words(const policy::Test &test, bool negated);
  [[nodiscard]] FormulaPtr of_signal(std::uint32_t signal, bool negated) const;
  [[nodiscard]] static FormulaPtr has(policy::FactId fact, std::vector<std::uint32_t> words, bool negated);
  [[nodiscard]] std::uint32_t word_number(policy::FactId fact, const policy::Operand &word);

  const policy::Policy &policy_;
  std::vector<Signal> signals_; // null where the signal is too large
  boost::unordered_flat_map<std::string_view, std::uint32_t> tags_;
};

} // namespace usher::check
