// SPDX-License-Identifier: BSL-1.0
#include "rules/compile_code.hpp"

#include "base/word_hash.hpp"
#include "policy/signals.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <iterator>

namespace usher::rules {
namespace {

using policy::Alternative;
using policy::Condition;
using policy::FactType;
using policy::Test;

constexpr std::size_t most_masked_words = 63;

/// What a test costs beside others, so that the cheapest that fails comes first.
std::size_t cost_of(const Condition &condition) {
  if (condition.kind == Condition::Kind::test) {
    const Test &test = condition.test;
    return 1 + test.alternatives.size() / 4 + test.words.size() + test.phrases.size();
  }
  std::size_t cost = 1;
  for (const Condition &child : condition.children)
    cost += cost_of(child);
  return cost;
}

bool accepts(const Test &test, Alternative::Kind kind) {
  return std::any_of(test.alternatives.begin(), test.alternatives.end(),
                     [kind](const Alternative &alternative) { return alternative.kind == kind; });
}

std::uint8_t flags_of(const Test &test) {
  return static_cast<std::uint8_t>((accepts_any_value(test) ? Step::known : 0) |
                                   (accepts_missing(test) ? Step::missing : 0));
}

} // namespace

bool accepts_missing(const Test &test) { return accepts(test, Alternative::Kind::unknown); }
bool accepts_any_value(const Test &test) { return accepts(test, Alternative::Kind::known); }

bool accepts_choice(const Test &test, std::int64_t value) {
  return std::any_of(
      test.alternatives.begin(), test.alternatives.end(), [value](const Alternative &alternative) {
        switch (alternative.kind) {
        case Alternative::Kind::known: return true;
        case Alternative::Kind::unknown: return false;
        case Alternative::Kind::value: return alternative.value.integer == value;
        case Alternative::Kind::range: break;
        }
        if (const auto &low = alternative.low) {
          if (low->inclusive ? value < low->value.integer : value <= low->value.integer) return false;
        }
        const auto &high = alternative.high;
        return !high || (high->inclusive ? value <= high->value.integer : value < high->value.integer);
      });
}

std::vector<Interval> intervals_of(const Test &test, FactType type) {
  std::vector<Interval> out;
  const bool number = type == FactType::number;
  // Times and durations are far from the ends of their type, so that one more or less of them is one.
  const auto set_low = [&](const policy::Operand &value, bool inclusive, Interval &interval) {
    interval.low = value.integer + (inclusive ? 0 : 1);
    interval.low_number = number ? value.number : static_cast<double>(interval.low);
    if (number && !inclusive)
      interval.low_number = std::nextafter(value.number, std::numeric_limits<double>::infinity());
  };
  const auto set_high = [&](const policy::Operand &value, bool inclusive, Interval &interval) {
    interval.high = value.integer - (inclusive ? 0 : 1);
    interval.high_number = number ? value.number : static_cast<double>(interval.high);
    if (number && !inclusive)
      interval.high_number = std::nextafter(value.number, -std::numeric_limits<double>::infinity());
  };
  for (const Alternative &alternative : test.alternatives) {
    Interval interval;
    if (alternative.kind == Alternative::Kind::value) {
      set_low(alternative.value, true, interval);
      set_high(alternative.value, true, interval);
    } else if (alternative.kind == Alternative::Kind::range) {
      if (alternative.low) set_low(alternative.low->value, alternative.low->inclusive, interval);
      if (alternative.high) set_high(alternative.high->value, alternative.high->inclusive, interval);
    } else {
      continue;
    }
    out.push_back(interval);
  }
  return out;
}

TextCodes::TextCodes(const std::vector<std::string> &texts) : texts_(FlatTexts::of(texts)) {
  std::vector<std::uint64_t> hashes;
  hashes.reserve(texts.size());
  for (const std::string &text : texts)
    hashes.push_back(hash_word(text));
  table_ = text::HashIndex(hashes);
}

std::uint32_t TextCodes::find(std::string_view text) const {
  return table_.find(hash_word(text), [&](std::uint32_t i) { return same_word(texts_[i], text); });
}

std::uint32_t CodeCompiler::code_of(const std::string &text) {
  const auto [known, is_new] = codes_.emplace(text, static_cast<std::uint32_t>(texts_.size()));
  if (is_new) texts_.push_back(text);
  return known->second;
}

void CodeCompiler::collect_texts(const Condition &condition) {
  policy::for_each_test(condition, [this](const Test &test) {
    if (test.fact == policy::fact_tags) {
      for (const policy::Operand &word : test.words)
        (void)code_of(word.text);
    }
    if (policy_.facts[test.fact].type != FactType::text) return;
    for (const Alternative &alternative : test.alternatives) {
      if (alternative.kind != Alternative::Kind::value) continue;
      (void)code_of(alternative.value.text);
      text_facts_.push_back(test.fact);
    }
  });
}

void CodeCompiler::finish_texts() {
  program_.texts = TextCodes(texts_);
  std::sort(text_facts_.begin(), text_facts_.end());
  text_facts_.erase(std::unique(text_facts_.begin(), text_facts_.end()), text_facts_.end());
  program_.text_facts = std::move(text_facts_);
}

Target CodeCompiler::emit_in_order(std::vector<const Condition *> list, bool wanted, Target next) {
  std::stable_sort(list.begin(), list.end(),
                   [](const Condition *a, const Condition *b) { return cost_of(*a) < cost_of(*b); });
  for (auto one = list.rbegin(); one != list.rend(); ++one)
    next = wanted ? emit(**one, next, fails) : emit(**one, fails, next);
  return next;
}

/// Steps are laid down from the last to the first, since each must know where to go on.
Target CodeCompiler::emit(const Condition &condition, Target on_pass, Target on_fail) {
  if (condition.kind == Condition::Kind::test) return emit_test(condition.test, on_pass, on_fail);
  std::vector<const Condition *> children;
  for (const Condition &child : condition.children)
    children.push_back(&child);
  std::stable_sort(children.begin(), children.end(),
                   [](const Condition *a, const Condition *b) { return cost_of(*a) < cost_of(*b); });
  const bool all = condition.kind == Condition::Kind::all;
  const bool none = condition.kind == Condition::Kind::none;
  // When no child has decided.
  Target next = all || none ? on_pass : on_fail;
  for (auto child = children.rbegin(); child != children.rend(); ++child) {
    if (all) {
      next = emit(**child, next, on_fail);
    } else {
      next = emit(**child, none ? on_fail : on_pass, next);
    }
  }
  return next;
}

void CodeCompiler::set_numbers(std::vector<std::uint32_t> numbers, Step &step) {
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  if (!numbers.empty() && numbers.size() <= Step::most_few) {
    step.few_count = static_cast<std::uint16_t>(numbers.size());
    step.few = {};
    std::copy(numbers.begin(), numbers.end(), step.few.begin());
    return;
  }
  step.operands.begin = static_cast<std::uint32_t>(program_.numbers.size());
  program_.numbers.append(numbers);
  step.operands.end = static_cast<std::uint32_t>(program_.numbers.size());
}

Step CodeCompiler::choice_step(const Test &test, std::size_t words) {
  Step step;
  if (words <= most_masked_words) {
    step.op = Step::Op::choice;
    for (std::size_t word = 0; word < words; ++word) {
      if (accepts_choice(test, static_cast<std::int64_t>(word))) step.mask |= std::uint64_t{1} << word;
    }
    if (accepts_missing(test)) step.mask |= std::uint64_t{1} << most_masked_words;
    return step;
  }
  step.op = Step::Op::choices;
  step.flags = flags_of(test);
  std::vector<std::uint32_t> numbers;
  for (std::size_t word = 0; !step.has(Step::known) && word < words; ++word) {
    if (accepts_choice(test, static_cast<std::int64_t>(word)))
      numbers.push_back(static_cast<std::uint32_t>(word));
  }
  set_numbers(std::move(numbers), step);
  return step;
}

Step CodeCompiler::text_step(const Test &test) {
  Step step;
  step.op = Step::Op::text;
  step.flags = flags_of(test);
  std::vector<std::uint32_t> numbers;
  for (const Alternative &alternative : test.alternatives) {
    if (alternative.kind == Alternative::Kind::value) numbers.push_back(code_of(alternative.value.text));
  }
  set_numbers(std::move(numbers), step);
  return step;
}

Step CodeCompiler::interval_step(const Test &test, FactType type) {
  Step step;
  const bool number = type == FactType::number;
  step.flags = flags_of(test);
  const auto bounds_of = [number](const Interval &interval) {
    return number
               ? Bounds{std::bit_cast<std::uint64_t>(interval.low_number),
                        std::bit_cast<std::uint64_t>(interval.high_number)}
               : Bounds{static_cast<std::uint64_t>(interval.low), static_cast<std::uint64_t>(interval.high)};
  };
  const std::vector<Interval> intervals = intervals_of(test, type);
  if (intervals.size() == 1) {
    step.op = number ? Step::Op::number : Step::Op::integer;
    step.bounds = bounds_of(intervals.front());
    return step;
  }
  step.op = number ? Step::Op::numbers : Step::Op::integers;
  step.operands.begin = static_cast<std::uint32_t>(program_.bounds.size());
  for (const Interval &interval : intervals)
    program_.bounds.push_back(bounds_of(interval));
  step.operands.end = static_cast<std::uint32_t>(program_.bounds.size());
  return step;
}

Step CodeCompiler::set_step(const Test &test) {
  using Op = Step::Op;
  Step step;
  const auto which = [&](Op any, Op all, Op none) {
    switch (test.kind) {
    case Test::Kind::all_of: return all;
    case Test::Kind::none_of: return none;
    default: return any;
    }
  };
  if (test.fact == policy::fact_pii) {
    step.op = which(Op::pii_any, Op::pii_all, Op::pii_none);
    for (const policy::Operand &word : test.words)
      step.mask |= std::uint64_t{1} << word.integer;
    return step;
  }
  std::vector<std::uint32_t> numbers;
  for (const policy::Operand &word : test.words) {
    numbers.push_back(test.fact == policy::fact_tags ? code_of(word.text)
                                                     : static_cast<std::uint32_t>(word.integer));
  }
  set_numbers(std::move(numbers), step);
  switch (test.fact) {
  case policy::fact_topic: step.op = which(Op::topics_any, Op::topics_all, Op::topics_none); break;
  case policy::fact_signal: step.op = which(Op::signals_any, Op::signals_all, Op::signals_none); break;
  default: step.op = which(Op::tags_any, Op::tags_all, Op::tags_none); break;
  }
  return step;
}

Target CodeCompiler::emit_test(const Test &test, Target on_pass, Target on_fail) {
  const policy::Fact &fact = policy_.facts[test.fact];
  Step step;
  if (test.kind == Test::Kind::phrases) {
    step.op = test.fact == policy::fact_subject ? Step::Op::phrases_in_subject : Step::Op::phrases_in_text;
    set_numbers(test.phrases, step);
    for (const policy::PhraseId phrase : test.phrases) {
      if (lexicon_.pattern_of(phrase) != text::no_pattern) step.flags = Step::patterns;
    }
  } else if (test.kind != Test::Kind::alternatives) {
    step = set_step(test);
  } else if (fact.type == FactType::set) {
    // The only alternatives of a set are known and unknown.
    step.op = accepts_any_value(test) ? Step::Op::set_known : Step::Op::set_unknown;
  } else if (fact.type == FactType::choice || fact.type == FactType::flag) {
    step = choice_step(test, fact.type == FactType::flag ? 2 : fact.choices.size());
  } else if (fact.type == FactType::text || fact.type == FactType::phrases) {
    step = text_step(test);
  } else {
    step = interval_step(test, fact.type);
  }
  step.fact = test.fact;
  step.on_pass = on_pass;
  step.on_fail = on_fail;
  program_.steps.push_back(step);
  return static_cast<Target>(program_.steps.size() - 1);
}

} // namespace usher::rules
