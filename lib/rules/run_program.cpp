// SPDX-License-Identifier: BSL-1.0
#include "rules/run_program.hpp"

#include "base/fetch.hpp"
#include "base/word_hash.hpp"

#include <algorithm>
#include <bit>
#include <span>
#include <utility>

namespace usher::rules {
namespace {

using Numbers = std::span<const std::uint32_t>;

bool contains(Numbers numbers, std::uint32_t number) noexcept {
  return std::binary_search(numbers.begin(), numbers.end(), number);
}

template <class Has>
bool any(Numbers numbers, const Has &has) {
  return std::any_of(numbers.begin(), numbers.end(), has);
}

template <class Has>
bool all(Numbers numbers, const Has &has) {
  return std::all_of(numbers.begin(), numbers.end(), has);
}

bool is_within(double value, const Bounds &bounds) noexcept {
  return value >= std::bit_cast<double>(bounds.low) && value <= std::bit_cast<double>(bounds.high);
}

bool is_within(std::int64_t value, const Bounds &bounds) noexcept {
  return value >= static_cast<std::int64_t>(bounds.low) && value <= static_cast<std::int64_t>(bounds.high);
}

} // namespace

std::uint32_t bucket_of(const Program &program, const Attribute &attribute, const policy::Fact &fact,
                        const Slot &slot, std::uint32_t text_code) noexcept {
  if (!slot.known) return attribute.buckets;
  // A damaged file may have fewer buckets than there can be.
  const std::uint32_t buckets = std::max<std::uint32_t>(attribute.buckets, 2);
  switch (fact.type) {
  case policy::FactType::choice:
  case policy::FactType::flag:
    return static_cast<std::uint32_t>(slot.integer) % std::max<std::uint32_t>(attribute.buckets, 1);
  case policy::FactType::text: {
    // The last bucket is for texts that no condition names.
    const Numbers codes = program.numbers.part(attribute.codes);
    const auto found = std::lower_bound(codes.begin(), codes.end(), text_code);
    if (found == codes.end() || *found != text_code) return buckets - 1;
    return static_cast<std::uint32_t>(static_cast<std::size_t>(found - codes.begin()) * (buckets - 1) /
                                      codes.size());
  }
  default: break;
  }
  const double value =
      fact.type == policy::FactType::number ? slot.number : static_cast<double>(slot.integer);
  const std::span<const double> thresholds = program.thresholds.part(attribute.thresholds);
  return static_cast<std::uint32_t>(std::upper_bound(thresholds.begin(), thresholds.end(), value) -
                                    thresholds.begin());
}

// ---- Code ------------------------------------------------------------------------------------------------------

bool ProgramRun::holds(Target at) {
  while (at < fails) {
    const Step &step = program_.steps[at];
    const Target next = passes_step(step) ? step.on_pass : step.on_fail;
    if (next >= at && next < fails) return false; // of a damaged file
    at = next;
  }
  return at == passes;
}

inline std::uint32_t ProgramRun::text_code(policy::FactId fact) const {
  const auto found = std::lower_bound(program_.text_facts.begin(), program_.text_facts.end(), fact);
  // Not every such fact is compared with texts: of some is only asked whether they are known.
  if (found == program_.text_facts.end() || *found != fact) return TextCodes::none;
  return scratch_.text_codes[static_cast<std::size_t>(found - program_.text_facts.begin())];
}

std::span<const std::uint32_t> ProgramRun::numbers_of(const Step &step) const noexcept {
  if (step.few_count != 0)
    return std::span(step.few).first(std::min<std::size_t>(step.few_count, Step::most_few));
  return program_.numbers.part(step.operands);
}

template <class Value>
bool ProgramRun::is_in(const Step &step, bool one, Value Slot::*member) const {
  const Slot &value = slot(step.fact);
  if (!value.known) return step.has(Step::missing);
  if (step.has(Step::known)) return true;
  if (one) return is_within(value.*member, step.bounds);
  const std::span<const Bounds> list = program_.bounds.part(step.operands);
  return std::any_of(list.begin(), list.end(),
                     [&](const Bounds &bounds) { return is_within(value.*member, bounds); });
}

bool ProgramRun::has_phrase(const Step &step, PhraseSet &found, const text::PreparedText &text) const {
  const Numbers phrases = numbers_of(step);
  if (any(phrases, [&](std::uint32_t phrase) { return found[phrase]; })) return true;
  return step.has(Step::patterns) &&
         any(phrases, [&](std::uint32_t phrase) { return found.holds(phrase, lexicon_, text); });
}

inline bool ProgramRun::passes_step(const Step &step) {
  const auto is_topic = [&](std::uint32_t topic) { return facts_.topics[topic]; };
  const auto is_signal = [&](std::uint32_t signal) { return facts_.signals[signal]; };
  const auto is_tag = [&](std::uint32_t code) {
    return std::find(scratch_.tag_codes.begin(), scratch_.tag_codes.end(), code) != scratch_.tag_codes.end();
  };
  const auto numbers = [&] { return numbers_of(step); };
  switch (step.op) {
  case Step::Op::choice: {
    const Slot &value = slot(step.fact);
    return ((step.mask >> (value.known ? value.integer & 63 : 63)) & 1U) != 0;
  }
  case Step::Op::choices: {
    const Slot &value = slot(step.fact);
    if (!value.known) return step.has(Step::missing);
    return step.has(Step::known) || contains(numbers(), static_cast<std::uint32_t>(value.integer));
  }
  case Step::Op::text:
    if (!slot(step.fact).known) return step.has(Step::missing);
    return step.has(Step::known) || contains(numbers(), text_code(step.fact));
  case Step::Op::number: return is_in(step, true, &Slot::number);
  case Step::Op::numbers: return is_in(step, false, &Slot::number);
  case Step::Op::integer: return is_in(step, true, &Slot::integer);
  case Step::Op::integers: return is_in(step, false, &Slot::integer);
  case Step::Op::topics_any: return any(numbers(), is_topic);
  case Step::Op::topics_all: return all(numbers(), is_topic);
  case Step::Op::topics_none: return !any(numbers(), is_topic);
  case Step::Op::signals_any: return any(numbers(), is_signal);
  case Step::Op::signals_all: return all(numbers(), is_signal);
  case Step::Op::signals_none: return !any(numbers(), is_signal);
  case Step::Op::tags_any: return any(numbers(), is_tag);
  case Step::Op::tags_all: return all(numbers(), is_tag);
  case Step::Op::tags_none: return !any(numbers(), is_tag);
  case Step::Op::pii_any: return (facts_.pii & step.mask) != 0;
  case Step::Op::pii_all: return (facts_.pii & step.mask) == step.mask;
  case Step::Op::pii_none: return (facts_.pii & step.mask) == 0;
  case Step::Op::phrases_in_text: return has_phrase(step, facts_.in_text, workspace_.text);
  case Step::Op::phrases_in_subject: return has_phrase(step, facts_.in_subject, workspace_.subject);
  case Step::Op::set_known: return is_known(facts_, safe(step.fact), frame_);
  case Step::Op::set_unknown: return !is_known(facts_, safe(step.fact), frame_);
  }
  return false;
}

// ---- Candidates --------------------------------------------------------------------------------------------------

void ProgramRun::find_codes() {
  scratch_.text_codes.clear();
  for (const policy::FactId fact : program_.text_facts) {
    const Slot &value = slot(fact);
    scratch_.text_codes.push_back(value.known ? program_.texts.find(value.text) : TextCodes::none);
  }
  scratch_.tag_codes.clear();
  for (const std::string &tag : facts_.tags)
    scratch_.tag_codes.push_back(program_.texts.find(tag));
}

void ProgramRun::find_signals() {
  find_codes();
  for (const std::uint32_t signal : frame_.signal_order) {
    if (holds(program_.signal_code[signal])) facts_.signals.insert(signal);
  }
}

inline Signature ProgramRun::signature() const {
  Signature mine{};
  for (const Attribute &attribute : program_.attributes) {
    const policy::Fact &fact = frame_.facts[safe(attribute.fact)];
    const std::uint32_t code =
        fact.type == policy::FactType::text ? text_code(attribute.fact) : TextCodes::none;
    const std::uint32_t bit =
        attribute.first_bit + bucket_of(program_, attribute, fact, slot(attribute.fact), code);
    mine[bit / 64 % signature_words] |= std::uint64_t{1} << (bit % 64);
  }
  return mine;
}

/// In three rounds, so that the ways to memory of many lists overlap.
void ProgramRun::take_terms(const Signature &mine) {
  std::vector<std::uint32_t> &terms = scratch_.terms;
  std::vector<Range> &lists = scratch_.lists;
  terms.clear();
  lists.clear();
  each_term([&](std::uint32_t term) {
    terms.push_back(term);
    fetch_line(&program_.filed_at[term]);
  });
  for (const std::uint32_t term : terms) {
    const Range list = {program_.filed_at[term], program_.filed_at[std::size_t{term} + 1]};
    if (list.begin >= list.end) continue;
    lists.push_back(list);
    fetch_line(&program_.filed_signatures[list.begin]);
    fetch_line(&program_.filed_rules[list.begin]);
  }
  for (const Range list : lists)
    take_list(list, mine);
}

inline void ProgramRun::take_list(const Range &list, const Signature &mine) {
  const std::span<const FiledRule> rules = program_.filed_rules.part(list);
  const std::span<const Signature> signatures =
      program_.filed_signatures.part(list.begin, list.begin + rules.size());
  for (std::size_t i = 0; i < signatures.size(); ++i) {
    const Signature &possible = signatures[i];
    std::uint64_t lacking = 0;
    for (std::size_t word = 0; word < signature_words; ++word)
      lacking |= mine[word] & ~possible[word];
    if (lacking != 0) continue;
    add(rules[i].rule);
    // Its code, and what it decides, are far from everything that was read so far.
    fetch_line(&program_.steps[rules[i].code]);
    fetch_line(&outcomes_.list[rules[i].rule]);
  }
}

void ProgramRun::take_rest(const Signature &mine) {
  const std::size_t words = program_.rest_words();
  scratch_.possible.assign(words, ~std::uint64_t{0});
  std::uint64_t *const possible = scratch_.possible.data();
  for (std::size_t word = 0; word < signature_words; ++word) {
    for (std::uint64_t bits = mine[word]; bits != 0; bits &= bits - 1) {
      const std::size_t bit = 64 * word + static_cast<std::size_t>(std::countr_zero(bits));
      const std::size_t number = program_.bitmap_of[bit];
      if (number == 0) continue;
      const std::span<const std::uint64_t> bitmap =
          program_.bitmaps.part((number - 1) * words, number * words);
      for (std::size_t i = 0; i < bitmap.size(); ++i)
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
  take_terms(mine);
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
