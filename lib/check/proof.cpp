// SPDX-License-Identifier: BSL-1.0
#include "check/proof.hpp"

#include <algorithm>

namespace usher::check {
namespace {

using policy::FactId;
using Kind = Formula::Kind;

// Enough for anything a person writes by hand; conditions that need more are not proved.
constexpr int most_steps = 4000;
constexpr int most_depth = 24;

bool holds_word(const std::vector<std::uint32_t> &sorted, std::uint32_t word) {
  return std::binary_search(sorted.begin(), sorted.end(), word);
}

} // namespace

bool Prover::FactState::is_lacking(std::uint32_t word) const {
  return std::any_of(lacks.begin(), lacks.end(),
                     [word](const auto *words) { return holds_word(*words, word); });
}

Prover::FactState &Prover::state_of(State &state, FactId fact) const {
  for (FactState &one : state.facts) {
    if (one.fact == fact) return one;
  }
  return state.facts.emplace_back(FactState{fact, ValueSet::possible(policy_, fact), {}, {}});
}

const Prover::FactState *Prover::find(const State &state, FactId fact) {
  for (const FactState &one : state.facts) {
    if (one.fact == fact) return &one;
  }
  return nullptr;
}

bool Prover::take_word(State &state, FactId fact, std::uint32_t word) const {
  FactState &known = state_of(state, fact);
  known.has.push_back(word);
  return !known.is_lacking(word);
}

bool Prover::take_absent_words(State &state, const Formula &formula) const {
  FactState &known = state_of(state, formula.fact);
  known.lacks.push_back(&formula.words);
  return std::none_of(known.has.begin(), known.has.end(),
                      [&formula](std::uint32_t word) { return holds_word(formula.words, word); });
}

// Makes `formula` hold; false when it cannot.
bool Prover::take(State &state, const Formula &formula) {
  --steps_left_;
  switch (formula.kind) {
  case Kind::all:
    return std::all_of(formula.parts.begin(), formula.parts.end(),
                       [&](const FormulaPtr &part) { return take(state, *part); });
  case Kind::any: state.open.push_back(&formula); return !formula.parts.empty();
  case Kind::value_in: {
    FactState &known = state_of(state, formula.fact);
    known.values.keep_common(formula.values);
    return !known.values.empty();
  }
  case Kind::has_none: return take_absent_words(state, formula);
  case Kind::has_any: break;
  }
  // A word was found, so there is something in which it was found.
  FactState &known = state_of(state, formula.fact);
  known.values.drop_missing();
  if (known.values.empty()) return false;
  if (formula.words.size() == 1) return take_word(state, formula.fact, formula.words.front());
  state.open.push_back(&formula);
  return true;
}

// Whether what is known already rules the formula out, without looking further.
bool Prover::conflicts(const State &state, const Formula &formula) {
  if (formula.kind == Kind::all || formula.kind == Kind::any) {
    const auto ruled_out = [&state](const FormulaPtr &part) { return conflicts(state, *part); };
    const auto &parts = formula.parts;
    return formula.kind == Kind::all ? std::any_of(parts.begin(), parts.end(), ruled_out)
                                     : std::all_of(parts.begin(), parts.end(), ruled_out);
  }
  const FactState *known = find(state, formula.fact);
  if (known == nullptr) return false;
  const auto &words = formula.words;
  switch (formula.kind) {
  case Kind::value_in: return !known->values.meets(formula.values);
  case Kind::has_none:
    return std::any_of(known->has.begin(), known->has.end(),
                       [&words](std::uint32_t word) { return holds_word(words, word); });
  default:
    return std::all_of(words.begin(), words.end(),
                       [known](std::uint32_t word) { return known->is_lacking(word); });
  }
}

bool Prover::narrow_words(State &state, std::size_t open, bool &settled) {
  const Formula &formula = *state.open[open];
  steps_left_ -= static_cast<int>(formula.words.size() / 8);
  const FactState &known = state_of(state, formula.fact);
  std::size_t left = 0;
  std::uint32_t last = 0;
  for (const std::uint32_t word : formula.words) {
    if (std::find(known.has.begin(), known.has.end(), word) != known.has.end()) {
      settled = true;
      return true;
    }
    if (known.is_lacking(word)) continue;
    ++left;
    last = word;
  }
  if (left == 0) return false;
  if (left > 1) return true;
  settled = true;
  return take_word(state, formula.fact, last);
}

bool Prover::narrow_parts(State &state, std::size_t open, bool &settled) {
  const Formula &formula = *state.open[open];
  steps_left_ -= static_cast<int>(formula.parts.size());
  const Formula *last = nullptr;
  for (const FormulaPtr &part : formula.parts) {
    if (conflicts(state, *part)) continue;
    if (last != nullptr) return true; // two or more are left
    last = part.get();
  }
  if (last == nullptr) return false;
  settled = true;
  return take(state, *last);
}

// Takes what is the only part left of an open formula, until there is no such formula; false when none is
// left of one.
bool Prover::narrow(State &state) {
  for (std::size_t open = 0; open < state.open.size() && steps_left_ > 0;) {
    bool settled = false;
    const bool is_any = state.open[open]->kind == Kind::any;
    if (!(is_any ? narrow_parts(state, open, settled) : narrow_words(state, open, settled))) return false;
    if (settled) {
      state.open.erase(state.open.begin() + static_cast<std::ptrdiff_t>(open));
      open = 0; // what was taken may settle those before it
    } else {
      ++open;
    }
  }
  return true;
}

// Every way to make the open formulas hold fails. Lists of words that are open when no `any` is can always be
// met: each has two words or more that nothing forbids.
bool Prover::is_hopeless(State &state, int depth) {
  if (!narrow(state)) return true;
  const auto choice = std::find_if(state.open.begin(), state.open.end(),
                                   [](const Formula *one) { return one->kind == Kind::any; });
  if (choice == state.open.end() || depth == most_depth) return false;
  const Formula &formula = **choice;
  state.open.erase(choice);
  for (const FormulaPtr &part : formula.parts) {
    if (steps_left_ <= 0) return false;
    State branch = state;
    if (take(branch, *part) && !is_hopeless(branch, depth + 1)) return false;
  }
  return true;
}

bool Prover::never_together(std::initializer_list<const Formula *> formulas) {
  steps_left_ = most_steps;
  State state;
  for (const Formula *formula : formulas) {
    if (!take(state, *formula)) return true;
  }
  return is_hopeless(state, 0);
}

} // namespace usher::check
