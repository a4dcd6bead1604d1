// SPDX-License-Identifier: BSL-1.0
#include "rules/run_program.hpp"

#include "text/word_hash.hpp"

#include <algorithm>
#include <utility>

namespace usher::rules {
namespace {

bool contains(const std::vector<std::uint32_t> &numbers, const Range &range, std::uint32_t number) noexcept {
  return std::binary_search(numbers.begin() + range.begin, numbers.begin() + range.end, number);
}

template <class Has>
bool any(const std::vector<std::uint32_t> &numbers, const Range &range, const Has &has) {
  return std::any_of(numbers.begin() + range.begin, numbers.begin() + range.end, has);
}

template <class Has>
bool all(const std::vector<std::uint32_t> &numbers, const Range &range, const Has &has) {
  return std::all_of(numbers.begin() + range.begin, numbers.begin() + range.end, has);
}

template <class Value>
bool inside(Value value, Value low, Value high, const Interval &interval) noexcept {
  if (interval.has_low != 0 && (interval.low_inclusive != 0 ? value < low : value <= low)) return false;
  return interval.has_high == 0 || (interval.high_inclusive != 0 ? value <= high : value < high);
}

} // namespace

std::uint32_t bucket_of(const Program &program, const Attribute &attribute, const policy::Fact &fact,
                        const Slot &slot, std::uint32_t text_code) noexcept {
  if (!slot.known) return attribute.buckets;
  switch (fact.type) {
  case policy::FactType::choice:
  case policy::FactType::flag: return static_cast<std::uint32_t>(slot.integer) % attribute.buckets;
  case policy::FactType::text:
    // The last bucket is for texts that no condition names.
    return text_code == TextCodes::none ? attribute.buckets - 1 : text_code % (attribute.buckets - 1);
  default: break;
  }
  const double value =
      fact.type == policy::FactType::number ? slot.number : static_cast<double>(slot.integer);
  const auto begin = program.thresholds.begin() + attribute.thresholds.begin;
  const auto end = program.thresholds.begin() + attribute.thresholds.end;
  return static_cast<std::uint32_t>(std::upper_bound(begin, end, value) - begin);
}

// ---- Code ------------------------------------------------------------------------------------------------------

bool ProgramRun::holds(Target at) const {
  while (at < fails) {
    const Step &step = program_.steps[at];
    at = passes_step(step) ? step.on_pass : step.on_fail;
  }
  return at == passes;
}

std::uint32_t ProgramRun::text_code(policy::FactId fact) const {
  const auto found = std::lower_bound(program_.text_facts.begin(), program_.text_facts.end(), fact);
  return scratch_.text_codes[static_cast<std::size_t>(found - program_.text_facts.begin())];
}

bool ProgramRun::in_intervals(const Step &step, const Slot &slot) const {
  if (!slot.known) return step.unknown;
  if (step.known) return true;
  for (std::uint32_t i = step.operands.begin; i < step.operands.end; ++i) {
    const Interval &interval = program_.intervals[i];
    const bool fits = step.op == Step::Op::number
                          ? inside(slot.number, interval.low_number, interval.high_number, interval)
                          : inside(slot.integer, interval.low, interval.high, interval);
    if (fits) return true;
  }
  return false;
}

bool ProgramRun::passes_step(const Step &step) const {
  const std::vector<std::uint32_t> &numbers = program_.numbers;
  const auto is_topic = [&](std::uint32_t topic) { return facts_.topics[topic]; };
  const auto is_signal = [&](std::uint32_t signal) { return facts_.signals[signal]; };
  const auto is_tag = [&](std::uint32_t code) {
    return std::find(scratch_.tag_codes.begin(), scratch_.tag_codes.end(), code) != scratch_.tag_codes.end();
  };
  switch (step.op) {
  case Step::Op::choice: {
    const Slot &slot = facts_.slots[step.fact];
    return ((step.mask >> (slot.known ? slot.integer : 63)) & 1U) != 0;
  }
  case Step::Op::choices: {
    const Slot &slot = facts_.slots[step.fact];
    if (!slot.known) return step.unknown;
    return step.known || contains(numbers, step.operands, static_cast<std::uint32_t>(slot.integer));
  }
  case Step::Op::text: {
    if (!facts_.slots[step.fact].known) return step.unknown;
    if (step.known || step.operands.begin == step.operands.end) return step.known;
    return contains(numbers, step.operands, text_code(step.fact));
  }
  case Step::Op::number:
  case Step::Op::integer: return in_intervals(step, facts_.slots[step.fact]);
  case Step::Op::topics_any: return any(numbers, step.operands, is_topic);
  case Step::Op::topics_all: return all(numbers, step.operands, is_topic);
  case Step::Op::topics_none: return !any(numbers, step.operands, is_topic);
  case Step::Op::signals_any: return any(numbers, step.operands, is_signal);
  case Step::Op::signals_all: return all(numbers, step.operands, is_signal);
  case Step::Op::signals_none: return !any(numbers, step.operands, is_signal);
  case Step::Op::tags_any: return any(numbers, step.operands, is_tag);
  case Step::Op::tags_all: return all(numbers, step.operands, is_tag);
  case Step::Op::tags_none: return !any(numbers, step.operands, is_tag);
  case Step::Op::pii_any: return (facts_.pii & step.mask) != 0;
  case Step::Op::pii_all: return (facts_.pii & step.mask) == step.mask;
  case Step::Op::pii_none: return (facts_.pii & step.mask) == 0;
  case Step::Op::phrases_in_text:
    return any(numbers, step.operands, [&](std::uint32_t phrase) { return facts_.in_text[phrase]; });
  case Step::Op::phrases_in_subject:
    return any(numbers, step.operands, [&](std::uint32_t phrase) { return facts_.in_subject[phrase]; });
  case Step::Op::set_known: return is_known(facts_, step.fact, policy_);
  case Step::Op::set_unknown: return !is_known(facts_, step.fact, policy_);
  }
  return false;
}

// ---- Candidates --------------------------------------------------------------------------------------------------

void ProgramRun::find_codes() {
  scratch_.text_codes.clear();
  for (const policy::FactId fact : program_.text_facts) {
    const Slot &slot = facts_.slots[fact];
    scratch_.text_codes.push_back(slot.known ? program_.texts.find(slot.text) : TextCodes::none);
  }
  scratch_.tag_codes.clear();
  for (const std::string &tag : facts_.tags)
    scratch_.tag_codes.push_back(program_.texts.find(tag));
}

void ProgramRun::find_signals() {
  find_codes();
  for (const std::uint32_t signal : policy_.signal_order) {
    if (holds(program_.signal_code[signal])) facts_.signals.insert(signal);
  }
}

Signature ProgramRun::signature() const {
  Signature mine{};
  for (const Attribute &attribute : program_.attributes) {
    const policy::Fact &fact = policy_.facts[attribute.fact];
    // Not every such fact is compared with texts: of some is only asked whether they are known.
    const bool has_codes =
        fact.type == policy::FactType::text &&
        std::binary_search(program_.text_facts.begin(), program_.text_facts.end(), attribute.fact);
    const std::uint32_t code = has_codes ? text_code(attribute.fact) : TextCodes::none;
    const std::uint32_t bit =
        attribute.first_bit + bucket_of(program_, attribute, fact, facts_.slots[attribute.fact], code);
    mine[bit / 64] |= std::uint64_t{1} << (bit % 64);
  }
  return mine;
}

void ProgramRun::take_term(std::uint32_t term, const Signature &mine) {
  for (std::uint32_t i = program_.filed_at[term]; i < program_.filed_at[term + 1]; ++i) {
    const Signature &possible = program_.filed_signatures[i];
    if (((mine[0] & ~possible[0]) | (mine[1] & ~possible[1])) == 0) add(program_.filed_rules[i]);
  }
}

void ProgramRun::take_rest(const Signature &mine) {
  const std::size_t words = program_.rest_words;
  scratch_.possible.assign(words, ~std::uint64_t{0});
  std::uint64_t *const possible = scratch_.possible.data();
  for (std::size_t word = 0; word < signature_words; ++word) {
    for (std::uint64_t bits = mine[word]; bits != 0; bits &= bits - 1) {
      const std::size_t bit = 64 * word + static_cast<std::size_t>(std::countr_zero(bits));
      if (program_.bitmap_of[bit] == 0) continue;
      const std::uint64_t *const bitmap = program_.bitmaps.data() + (program_.bitmap_of[bit] - 1) * words;
      for (std::size_t i = 0; i < words; ++i)
        possible[i] &= bitmap[i];
    }
  }
  for (std::size_t i = 0; i < words; ++i) {
    for (std::uint64_t bits = possible[i]; bits != 0; bits &= bits - 1) {
      const std::size_t place = 64 * i + static_cast<std::size_t>(std::countr_zero(bits));
      if (place < program_.rest.size()) add(program_.rest[place]);
    }
  }
}

void ProgramRun::find_candidates() {
  const std::size_t rules = program_.rule_code.size();
  const bool broken_off = std::exchange(scratch_.in_use, true);
  if (scratch_.candidates.size() != rules / 64 + 1 || broken_off) {
    scratch_.candidates.assign(rules / 64 + 1, 0);
    scratch_.blocks.assign(rules / 4096 + 1, 0);
  }
  const Signature mine = signature();
  for (const std::uint32_t phrase : facts_.in_text.list())
    take_term(phrase, mine);
  for (const std::uint32_t phrase : facts_.in_subject.list())
    take_term(program_.subject_terms + phrase, mine);
  for (const std::uint32_t topic : facts_.topics.list())
    take_term(program_.topic_terms + topic, mine);
  for (const std::uint32_t signal : facts_.signals.list())
    take_term(program_.signal_terms + signal, mine);
  for (const auto *codes : {&scratch_.tag_codes, &scratch_.text_codes}) {
    for (const std::uint32_t code : *codes) {
      if (code != TextCodes::none) take_term(program_.text_terms + code, mine);
    }
  }
  for (std::size_t i = 0; i < program_.choice_facts.size(); ++i) {
    const Slot &slot = facts_.slots[program_.choice_facts[i]];
    if (slot.known) take_term(program_.choice_terms[i] + static_cast<std::uint32_t>(slot.integer), mine);
  }
  if (!program_.rest.empty()) take_rest(mine);
}

void ProgramRun::clear_candidates(std::size_t from_block) {
  for (std::size_t outer = from_block; outer < scratch_.blocks.size(); ++outer) {
    for (std::uint64_t words = scratch_.blocks[outer]; words != 0; words &= words - 1)
      scratch_.candidates[64 * outer + static_cast<std::size_t>(std::countr_zero(words))] = 0;
    scratch_.blocks[outer] = 0;
  }
}

} // namespace usher::rules
