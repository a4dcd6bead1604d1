// SPDX-License-Identifier: BSL-1.0
#include "rules/compile_attributes.hpp"

#include "policy/signals.hpp"
#include "rules/run_program.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace usher::rules {
namespace {

using policy::Alternative;
using policy::Condition;
using policy::FactType;
using policy::Test;

constexpr std::size_t signature_bits = 64 * signature_words;
/// Buckets that a fact may have, tried from the finest until all facts fit.
constexpr std::uint32_t finest_buckets[] = {24, 16, 12, 8, 4};

// What an interval of integers has where nothing bounds it.
constexpr auto no_low = static_cast<double>(std::numeric_limits<std::int64_t>::min());
constexpr auto no_high = static_cast<double>(std::numeric_limits<std::int64_t>::max());

struct Use {
  policy::FactId fact = 0;
  std::size_t tests = 0;
  std::vector<double> bounds;       // of numbers
  std::vector<std::uint32_t> codes; // of texts
};

bool can_be_attribute(FactType type) { return type != FactType::phrases && type != FactType::set; }

std::uint32_t buckets_of(const policy::Fact &fact, const Use &use, std::uint32_t most) {
  switch (fact.type) {
  case FactType::flag: return 2;
  case FactType::choice:
    return std::max<std::uint32_t>(1, std::min(static_cast<std::uint32_t>(fact.choices.size()), most));
  case FactType::text:
    return std::clamp<std::uint32_t>(static_cast<std::uint32_t>(use.codes.size()), 1, most) + 1;
  default: return std::min(static_cast<std::uint32_t>(use.bounds.size()), most / 2) + 1;
  }
}

template <class T>
void make_distinct(std::vector<T> &list) {
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
}

std::vector<Use> collect_uses(const policy::Policy &policy, CodeCompiler &code) {
  std::vector<Use> uses(policy.facts.size());
  for (policy::FactId fact = 0; fact < uses.size(); ++fact)
    uses[fact].fact = fact;
  for (const policy::Rule &rule : policy.rules) {
    policy::for_each_test(rule.when, [&](const Test &test) {
      const FactType type = policy.facts[test.fact].type;
      if (!can_be_attribute(type)) return;
      Use &use = uses[test.fact];
      ++use.tests;
      if (type == FactType::text) {
        for (const Alternative &alternative : test.alternatives) {
          if (alternative.kind == Alternative::Kind::value)
            use.codes.push_back(code.code_of(alternative.value.text));
        }
      } else if (type != FactType::choice && type != FactType::flag) {
        for (const Interval &interval : intervals_of(test, type)) {
          for (const double bound : {interval.low_number, interval.high_number}) {
            if (std::isfinite(bound) && bound != no_low && bound != no_high) use.bounds.push_back(bound);
          }
        }
      }
    });
  }
  std::erase_if(uses, [](const Use &use) { return use.tests == 0; });
  std::stable_sort(uses.begin(), uses.end(), [](const Use &a, const Use &b) { return a.tests > b.tests; });
  for (Use &use : uses) {
    make_distinct(use.codes);
    // Bounds stay as often as they are tested: thresholds stand where there is something to tell apart.
    std::sort(use.bounds.begin(), use.bounds.end());
  }
  return uses;
}

bool overlaps(const Interval &interval, double from, double to) {
  return interval.low_number <= to && interval.high_number >= from;
}

/// The buckets of one attribute that a test on its fact leaves possible; `negated`: that its failing leaves.
std::uint64_t possible_buckets(const policy::Policy &policy, CodeCompiler &code, const Program &program,
                               const Attribute &attribute, const Test &test, bool negated) {
  const policy::Fact &fact = policy.facts[attribute.fact];
  const std::uint64_t missing = std::uint64_t{1} << attribute.buckets;
  const std::uint64_t all_values = missing - 1;
  std::uint64_t out = accepts_missing(test) != negated ? missing : 0;
  if (fact.type == FactType::choice || fact.type == FactType::flag) {
    const std::size_t words = fact.type == FactType::flag ? 2 : fact.choices.size();
    for (std::size_t word = 0; word < words; ++word) {
      if (accepts_choice(test, static_cast<std::int64_t>(word)) != negated) {
        out |= std::uint64_t{1} << (word % attribute.buckets);
      }
    }
    return out;
  }
  if (accepts_any_value(test)) return negated ? out : out | all_values;
  if (fact.type == FactType::text) {
    std::uint64_t named = 0;
    for (const Alternative &alternative : test.alternatives) {
      if (alternative.kind != Alternative::Kind::value) continue;
      Slot slot;
      slot.known = true;
      named |=
          std::uint64_t{1} << bucket_of(program, attribute, fact, slot, code.code_of(alternative.value.text));
    }
    if (!negated) return out | named;
    // In a bucket of several values is another one than that.
    return out | (attribute.exact != 0 ? all_values & ~named : all_values);
  }
  // What is not in some range may be anywhere.
  if (negated) return out | all_values;
  for (const Interval &interval : intervals_of(test, fact.type)) {
    for (std::uint32_t bucket = 0; bucket < attribute.buckets; ++bucket) {
      const double infinite = std::numeric_limits<double>::infinity();
      const double from =
          bucket == 0 ? -infinite : program.thresholds[attribute.thresholds.begin + bucket - 1];
      const double to = bucket + 1 == attribute.buckets
                            ? infinite
                            : program.thresholds[attribute.thresholds.begin + bucket];
      if (overlaps(interval, from, to)) out |= std::uint64_t{1} << bucket;
    }
  }
  return out;
}

std::uint64_t possible(const policy::Policy &policy, CodeCompiler &code, const Program &program,
                       const Attribute &attribute, const Condition &condition) {
  const std::uint64_t everything = (std::uint64_t{2} << attribute.buckets) - 1;
  const auto of_child = [&](const Condition &child) {
    return possible(policy, code, program, attribute, child);
  };
  switch (condition.kind) {
  case Condition::Kind::test:
    if (condition.test.fact != attribute.fact) return everything;
    return possible_buckets(policy, code, program, attribute, condition.test, false);
  case Condition::Kind::all: {
    std::uint64_t out = everything;
    for (const Condition &child : condition.children)
      out &= of_child(child);
    return out;
  }
  case Condition::Kind::any: {
    std::uint64_t out = 0;
    for (const Condition &child : condition.children)
      out |= of_child(child);
    return out;
  }
  case Condition::Kind::none: {
    std::uint64_t out = everything;
    for (const Condition &child : condition.children) {
      if (child.kind == Condition::Kind::test && child.test.fact == attribute.fact) {
        out &= possible_buckets(policy, code, program, attribute, child.test, true);
      }
    }
    return out;
  }
  }
  return everything;
}

} // namespace

void choose_attributes(const policy::Policy &policy, CodeCompiler &code, Program &program) {
  std::vector<Use> uses = collect_uses(policy, code);
  const auto width = [&](const Use &use, std::uint32_t most) {
    return buckets_of(policy.facts[use.fact], use, most) + 1;
  };
  std::uint32_t most = 0;
  for (const std::uint32_t finest : finest_buckets) {
    most = finest;
    std::size_t bits = 0;
    for (const Use &use : uses)
      bits += width(use, finest);
    if (bits <= signature_bits) break;
  }
  // What is left over goes to those that are tested most. With one more for texts that no condition names and one for a
  // missing fact, the buckets of an attribute are bits of one word.
  std::vector<std::uint32_t> finest(uses.size(), most);
  std::size_t left = signature_bits;
  for (const Use &use : uses)
    left -= std::min<std::size_t>(left, width(use, most));
  for (std::size_t i = 0; i < uses.size(); ++i) {
    for (const std::uint32_t finer : {60U, 48U, 32U, 24U, 20U, 16U, 12U, 8U}) {
      if (finer <= most || width(uses[i], finer) - width(uses[i], most) > left) continue;
      left -= width(uses[i], finer) - width(uses[i], most);
      finest[i] = finer;
      break;
    }
  }
  std::uint32_t next_bit = 0;
  for (Use &use : uses) {
    most = finest[static_cast<std::size_t>(&use - uses.data())];
    if (next_bit + width(use, most) > signature_bits) continue;
    Attribute attribute;
    attribute.fact = use.fact;
    attribute.first_bit = next_bit;
    const FactType type = policy.facts[use.fact].type;
    if (type == FactType::number || type == FactType::time || type == FactType::duration) {
      // At equal shares of the bounds.
      std::vector<double> thresholds;
      const std::size_t wanted = buckets_of(policy.facts[use.fact], use, most) - 1;
      for (std::size_t i = 0; i < wanted; ++i)
        thresholds.push_back(use.bounds[(2 * i + 1) * use.bounds.size() / (2 * wanted)]);
      make_distinct(thresholds);
      attribute.thresholds.begin = static_cast<std::uint32_t>(program.thresholds.size());
      program.thresholds.append(thresholds);
      attribute.thresholds.end = static_cast<std::uint32_t>(program.thresholds.size());
      attribute.buckets = static_cast<std::uint32_t>(thresholds.size() + 1);
    } else {
      attribute.buckets = buckets_of(policy.facts[use.fact], use, most);
      std::size_t values = type == FactType::flag ? 2 : policy.facts[use.fact].choices.size();
      if (type == FactType::text) {
        attribute.codes.begin = static_cast<std::uint32_t>(program.numbers.size());
        program.numbers.append(use.codes);
        attribute.codes.end = static_cast<std::uint32_t>(program.numbers.size());
        values = use.codes.size() + 1; // and all others
      }
      attribute.exact = values <= attribute.buckets ? 1 : 0;
    }
    next_bit += attribute.buckets + 1;
    program.attributes.push_back(attribute);
  }
}

double share_left(const Program &program, const Signature &signature) {
  double out = 1;
  for (const Attribute &attribute : program.attributes) {
    std::uint32_t left = 0;
    for (std::uint32_t bit = attribute.first_bit; bit <= attribute.first_bit + attribute.buckets; ++bit)
      left += static_cast<std::uint32_t>((signature[bit / 64] >> (bit % 64)) & 1U);
    out *= static_cast<double>(left) / static_cast<double>(attribute.buckets + 1);
  }
  return out;
}

bool proves_exactly(const Program &program, const Condition &condition) {
  return condition.kind == Condition::Kind::test &&
         std::any_of(program.attributes.begin(), program.attributes.end(), [&](const Attribute &attribute) {
           return attribute.fact == condition.test.fact && attribute.exact != 0;
         });
}

Signature possible_values(const policy::Policy &policy, CodeCompiler &code, const Program &program,
                          const Condition &condition) {
  Signature out;
  out.fill(~std::uint64_t{0});
  for (const Attribute &attribute : program.attributes) {
    const std::uint64_t buckets = possible(policy, code, program, attribute, condition);
    for (std::uint32_t bucket = 0; bucket <= attribute.buckets; ++bucket) {
      const std::uint32_t bit = attribute.first_bit + bucket;
      if (((buckets >> bucket) & 1U) == 0) out[bit / 64] &= ~(std::uint64_t{1} << (bit % 64));
    }
  }
  return out;
}

} // namespace usher::rules
