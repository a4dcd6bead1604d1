// SPDX-License-Identifier: BSL-1.0
#include "check/formula.hpp"

#include <algorithm>

namespace usher::check {
namespace {

using policy::Condition;
using policy::FactId;
using policy::Test;
using Kind = Formula::Kind;

// A signal larger than this is not opened: rules would repeat it, and signals may be built on signals.
constexpr std::size_t most_of_a_signal = 200;

FormulaPtr group(Kind kind, std::vector<FormulaPtr> parts) {
  auto out = std::make_shared<Formula>();
  out->kind = kind;
  for (FormulaPtr &part : parts) {
    if (part->kind == kind) {
      // A group of the same kind opens; an empty one, true in `all` and false in `any`, so disappears.
      out->parts.insert(out->parts.end(), part->parts.begin(), part->parts.end());
    } else if ((part->kind == Kind::all || part->kind == Kind::any) && part->parts.empty()) {
      return part; // one false decides an `all`, one true an `any`
    } else {
      out->parts.push_back(std::move(part));
    }
  }
  if (out->parts.size() == 1) return out->parts.front();
  for (const FormulaPtr &part : out->parts)
    out->size += part->size;
  return out;
}

} // namespace

Formulas::Formulas(const policy::Policy &policy) : policy_(policy), signals_(policy.signals.size()) {
  for (const std::uint32_t number : policy.signal_order) {
    const Condition &when = policy.signals[number].when;
    FormulaPtr holds = of(when);
    if (holds->size <= most_of_a_signal) signals_[number] = {std::move(holds), of(when, true)};
  }
}

FormulaPtr Formulas::of(const Condition &condition, bool negated) {
  if (condition.kind == Condition::Kind::test) return of_test(condition.test, negated);
  // `none` is an `all` over what is turned over.
  const bool turned = condition.kind == Condition::Kind::none ? !negated : negated;
  const bool is_any = (condition.kind == Condition::Kind::any) != negated;
  std::vector<FormulaPtr> parts;
  parts.reserve(condition.children.size());
  for (const Condition &child : condition.children)
    parts.push_back(of(child, turned));
  return group(is_any ? Kind::any : Kind::all, std::move(parts));
}

FormulaPtr Formulas::of(FactId fact, const policy::Alternative &alternative) const {
  return of_values(fact, ValueSet::passing(policy_, fact, {alternative}));
}

FormulaPtr Formulas::of_test(const Test &test, bool negated) {
  switch (test.kind) {
  case Test::Kind::phrases: return has(test.fact, test.phrases, negated);
  case Test::Kind::any_of:
  case Test::Kind::all_of:
  case Test::Kind::none_of: return of_words(test, negated);
  case Test::Kind::alternatives: break;
  }
  const ValueSet passing = ValueSet::passing(policy_, test.fact, test.alternatives);
  return of_values(test.fact, negated ? passing.complement() : passing);
}

FormulaPtr Formulas::of_values(FactId fact, ValueSet values) const {
  const ValueSet possible = ValueSet::possible(policy_, fact);
  values.keep_common(possible);
  if (values.empty()) return group(Kind::any, {});
  if (!values.complement().meets(possible)) return group(Kind::all, {});
  auto out = std::make_shared<Formula>();
  out->kind = Kind::value_in;
  out->fact = fact;
  out->values = std::move(values);
  return out;
}

FormulaPtr Formulas::of_words(const Test &test, bool negated) {
  const bool all_of = test.kind == Test::Kind::all_of;
  const bool turned = test.kind == Test::Kind::none_of ? !negated : negated;
  if (!all_of && test.fact != policy::fact_signal) {
    std::vector<std::uint32_t> words;
    for (const policy::Operand &word : test.words)
      words.push_back(word_number(test.fact, word));
    return has(test.fact, std::move(words), turned);
  }
  std::vector<FormulaPtr> parts;
  for (const policy::Operand &word : test.words) {
    const std::uint32_t number = word_number(test.fact, word);
    parts.push_back(test.fact == policy::fact_signal ? of_signal(number, turned)
                                                     : has(test.fact, {number}, turned));
  }
  return group(all_of != turned ? Kind::all : Kind::any, std::move(parts));
}

FormulaPtr Formulas::of_signal(std::uint32_t signal, bool negated) const {
  const Signal &known = signals_[signal];
  if (!known.holds) return has(policy::fact_signal, {signal}, negated);
  return negated ? known.fails : known.holds;
}

FormulaPtr Formulas::has(FactId fact, std::vector<std::uint32_t> words, bool negated) {
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  auto out = std::make_shared<Formula>();
  out->kind = negated ? Kind::has_none : Kind::has_any;
  out->fact = fact;
  out->words = std::move(words);
  return out;
}

std::uint32_t Formulas::word_number(FactId fact, const policy::Operand &word) {
  if (fact != policy::fact_tags) return static_cast<std::uint32_t>(word.integer);
  return tags_.emplace(word.text, static_cast<std::uint32_t>(tags_.size())).first->second;
}

} // namespace usher::check
