// SPDX-License-Identifier: BSL-1.0
#include "rules/evaluate.hpp"

#include <algorithm>

namespace usher::rules {
namespace {

using policy::Alternative;
using policy::FactType;
using policy::Operand;
using policy::Test;

bool equal(FactType type, const Slot &slot, const Operand &operand) {
  if (type == FactType::text) return slot.text == operand.text;
  if (type == FactType::number) return slot.number == operand.number;
  return slot.integer == operand.integer;
}

bool less(FactType type, const Slot &slot, const Operand &operand) {
  return type == FactType::number ? slot.number < operand.number : slot.integer < operand.integer;
}

bool fits(FactType type, const Slot &slot, const Alternative &alternative) {
  switch (alternative.kind) {
  case Alternative::Kind::known: return slot.known;
  case Alternative::Kind::unknown: return !slot.known;
  case Alternative::Kind::value: return slot.known && equal(type, slot, alternative.value);
  case Alternative::Kind::range: break;
  }
  if (!slot.known) return false;
  if (alternative.low) {
    const Operand &low = alternative.low->value;
    if (less(type, slot, low) || (!alternative.low->inclusive && equal(type, slot, low))) return false;
  }
  if (alternative.high) {
    const Operand &high = alternative.high->value;
    const bool below = less(type, slot, high);
    if (!below && !(alternative.high->inclusive && equal(type, slot, high))) return false;
  }
  return true;
}

bool contains(policy::FactId set, const Facts &facts, const Operand &word) {
  const auto number = static_cast<std::size_t>(word.integer);
  switch (set) {
  case policy::fact_topic: return facts.topics[number];
  case policy::fact_signal: return facts.signals[number];
  case policy::fact_pii: return ((facts.pii >> number) & 1U) != 0;
  default: return std::find(facts.tags.begin(), facts.tags.end(), word.text) != facts.tags.end();
  }
}

} // namespace

bool holds(const policy::Policy &policy, const Test &test, const Facts &facts) {
  const auto held = [&](const Operand &word) { return contains(test.fact, facts, word); };
  switch (test.kind) {
  case Test::Kind::any_of: return std::any_of(test.words.begin(), test.words.end(), held);
  case Test::Kind::all_of: return std::all_of(test.words.begin(), test.words.end(), held);
  case Test::Kind::none_of: return std::none_of(test.words.begin(), test.words.end(), held);
  case Test::Kind::phrases: {
    const PhraseSet &found = test.fact == policy::fact_subject ? facts.in_subject : facts.in_text;
    return std::any_of(test.phrases.begin(), test.phrases.end(),
                       [&](policy::PhraseId id) { return found[id]; });
  }
  case Test::Kind::alternatives: break;
  }
  const FactType type = policy.facts[test.fact].type;
  if (type == FactType::set) {
    // The only alternatives of a set are known and unknown.
    const bool wanted = test.alternatives.front().kind == Alternative::Kind::known;
    return is_known(facts, test.fact, policy) == wanted;
  }
  const Slot &slot = facts.slots[test.fact];
  return std::any_of(test.alternatives.begin(), test.alternatives.end(),
                     [&](const Alternative &alternative) { return fits(type, slot, alternative); });
}

bool holds(const policy::Policy &policy, const policy::Condition &condition, const Facts &facts) {
  // Conditions nest no deeper than YAML does, so recursion is bounded.
  const auto child_holds = [&](const policy::Condition &child) { return holds(policy, child, facts); };
  const auto &children = condition.children;
  switch (condition.kind) {
  case policy::Condition::Kind::all: return std::all_of(children.begin(), children.end(), child_holds);
  case policy::Condition::Kind::any: return std::any_of(children.begin(), children.end(), child_holds);
  case policy::Condition::Kind::none: return std::none_of(children.begin(), children.end(), child_holds);
  case policy::Condition::Kind::test: return holds(policy, condition.test, facts);
  }
  return false;
}

} // namespace usher::rules
