// SPDX-License-Identifier: BSL-1.0
// Proofs that conditions cannot hold for any message.
#pragma once

#include "check/formula.hpp"

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <vector>

namespace usher::check {

/// Looks for a message that makes formulas hold, fact by fact, and tries the parts of an `any` one after the
/// other. Where it finds that there can be none, that is a proof. It may fail to find a proof that exists:
/// facts count as independent of one another (a message may say its own channel and visibility), and the
/// search ends after a bounded number of steps. One thread at a time.
class Prover {
 public:
  explicit Prover(const policy::Policy &policy) : policy_(policy) {}

  /// No message makes all of these hold.
  [[nodiscard]] bool never_together(std::initializer_list<const Formula *> formulas);
  [[nodiscard]] bool never(const Formula &formula) { return never_together({&formula}); }
  /// Whenever `a` holds, so does the condition whose negation is `not_b`.
  [[nodiscard]] bool implies(const Formula &a, const Formula &not_b) { return never_together({&a, &not_b}); }

 private:
  /// What is known so far of one fact.
  struct FactState {
    policy::FactId fact;
    ValueSet values;                                       // that it may still have
    std::vector<std::uint32_t> has;                        // words it holds
    std::vector<const std::vector<std::uint32_t> *> lacks; // lists of words that it does not hold
    [[nodiscard]] bool is_lacking(std::uint32_t word) const;
  };
  struct State {
    std::vector<FactState> facts;
    std::vector<const Formula *> open; // an `any` or `has_any` of which no part is chosen yet
  };

  [[nodiscard]] FactState &state_of(State &state, policy::FactId fact) const;
  [[nodiscard]] static const FactState *find(const State &state, policy::FactId fact);
  [[nodiscard]] bool take(State &state, const Formula &formula);
  [[nodiscard]] bool take_word(State &state, policy::FactId fact, std::uint32_t word) const;
  [[nodiscard]] bool take_absent_words(State &state, const Formula &formula) const;
  [[nodiscard]] static bool conflicts(const State &state, const Formula &formula);
  [[nodiscard]] bool narrow(State &state);
  [[nodiscard]] bool narrow_words(State &state, std::size_t open, bool &settled);
  [[nodiscard]] bool narrow_parts(State &state, std::size_t open, bool &settled);
  [[nodiscard]] bool is_hopeless(State &state, int depth);

  const policy::Policy &policy_;
  int steps_left_ = 0;
};

} // namespace usher::check
