// SPDX-License-Identifier: BSL-1.0
#include "policy/dump.hpp"
#include "policy/facts.hpp"
#include "policy/yaml_writer.hpp"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

namespace usher::policy {
namespace {

/// A key and its value, as YAML.
struct Pair {
  std::string key;
  std::string value;
};

std::string one_or_list(std::vector<std::string> items) {
  return items.size() == 1 ? std::move(items[0]) : yaml_list(items);
}

std::string operand_text(const Fact &fact, const Operand &operand) {
  switch (fact.type) {
  case FactType::number: return yaml_number(operand.number);
  case FactType::flag: return operand.integer != 0 ? "true" : "false";
  case FactType::time: return yaml_time(operand.integer);
  case FactType::duration: return format_duration(operand.integer);
  case FactType::text:
  case FactType::phrases:
  case FactType::choice:
  case FactType::set: break;
  }
  return yaml_text(operand.text);
}

std::string alternative_text(const Fact &fact, const Alternative &alternative) {
  FlowMapping range;
  switch (alternative.kind) {
  case Alternative::Kind::value: return operand_text(fact, alternative.value);
  case Alternative::Kind::known: return "{known: true}";
  case Alternative::Kind::unknown: return "{known: false}";
  case Alternative::Kind::range: break;
  }
  if (alternative.low) {
    range.add(alternative.low->inclusive ? "at_least" : "above", operand_text(fact, alternative.low->value));
  }
  if (alternative.high) {
    range.add(alternative.high->inclusive ? "at_most" : "below", operand_text(fact, alternative.high->value));
  }
  return range.text();
}

// How far from now a time may be: see where conditions are read.
std::string age_text(const Alternative &age) {
  FlowMapping text;
  if (age.low && !age.low->inclusive) text.add("older_than", format_duration(age.low->value.integer));
  if (age.high) text.add("within", format_duration(age.high->value.integer));
  return text.text();
}

std::string words_text(const std::vector<Operand> &words) {
  std::vector<std::string> items;
  items.reserve(words.size());
  for (const Operand &word : words)
    items.push_back(yaml_text(word.text));
  return one_or_list(std::move(items));
}

// Phrases by language; those of no language come last, or alone as a plain list.
std::string phrases_text(const Policy &policy, const std::vector<PhraseId> &phrases) {
  std::vector<std::string_view> languages;
  for (const PhraseId id : phrases) {
    const std::string_view language = policy.phrases[id].language;
    if (std::find(languages.begin(), languages.end(), language) == languages.end())
      languages.push_back(language);
  }
  std::sort(languages.begin(), languages.end(), [](std::string_view a, std::string_view b) {
    return a.empty() == b.empty() ? a < b : b.empty();
  });
  FlowMapping by_language;
  for (const std::string_view language : languages) {
    std::vector<std::string> items;
    for (const PhraseId id : phrases) {
      if (policy.phrases[id].language == language) items.push_back(yaml_text(policy.phrases[id].source));
    }
    std::string list = one_or_list(std::move(items));
    if (language.empty() && languages.size() == 1) return list;
    by_language.add(language.empty() ? "all_languages" : language, list);
  }
  return by_language.text();
}

const std::string &name_of_origin(const Policy &policy, const Test &test) {
  return policy.facts[origin_of(policy, test.fact)].name;
}

// What is asked of a fact, whenever it had the value.
std::string asked_of(const Policy &policy, const Test &test) {
  const Fact &fact = policy.facts[test.fact];
  switch (test.kind) {
  case Test::Kind::any_of: return words_text(test.words);
  case Test::Kind::all_of: return "{all: " + words_text(test.words) + "}";
  case Test::Kind::none_of: return "{none: " + words_text(test.words) + "}";
  case Test::Kind::phrases: return phrases_text(policy, test.phrases);
  case Test::Kind::alternatives: break;
  }
  if (fact.derived == Derived::open) return yaml_text(policy.calendars[fact.derived_from].name);
  if (fact.derived == Derived::changed) return yaml_text(name_of_origin(policy, test));
  std::vector<std::string> items;
  for (const Alternative &alternative : test.alternatives)
    items.push_back(fact.derived == Derived::age ? age_text(alternative)
                                                 : alternative_text(fact, alternative));
  return one_or_list(std::move(items));
}

std::string test_value(const Policy &policy, const Test &test) {
  if (!is_in_was(policy, test.fact)) return asked_of(policy, test);
  FlowMapping before;
  before.add(name_of_origin(policy, test), asked_of(policy, test));
  return before.text();
}

// Whether an `all` is of tests of what facts were, each of another: they are one `was`.
bool is_one_was(const Policy &policy, const Condition &condition) {
  if (condition.kind != Condition::Kind::all || condition.children.size() < 2) return false;
  std::vector<FactId> origins;
  for (const Condition &child : condition.children) {
    if (child.kind != Condition::Kind::test || !is_in_was(policy, child.test.fact)) return false;
    origins.push_back(origin_of(policy, child.test.fact));
  }
  std::sort(origins.begin(), origins.end());
  return std::adjacent_find(origins.begin(), origins.end()) == origins.end();
}

std::string_view key_of(const Policy &policy, const Condition &condition) {
  if (is_one_was(policy, condition)) return "was";
  switch (condition.kind) {
  case Condition::Kind::all: return "all";
  case Condition::Kind::any: return "any";
  case Condition::Kind::none: return condition.is_not ? "not" : "none";
  case Condition::Kind::test: break;
  }
  return condition_key(policy, condition.test.fact);
}

// Whether the children of an `all` can stand side by side in one mapping, as people mostly write them.
bool fit_one_mapping(const Policy &policy, const Condition &condition) {
  if (condition.kind != Condition::Kind::all || condition.children.size() == 1) return false;
  std::vector<std::string_view> keys;
  for (const Condition &child : condition.children)
    keys.push_back(key_of(policy, child));
  std::sort(keys.begin(), keys.end());
  return std::adjacent_find(keys.begin(), keys.end()) == keys.end();
}

// A condition as one entry of a mapping.
Pair pair_of(const Policy &policy, const Condition &condition) {
  std::string key(key_of(policy, condition));
  if (condition.kind == Condition::Kind::test) return {std::move(key), test_value(policy, condition.test)};
  if (is_one_was(policy, condition)) {
    FlowMapping before;
    for (const Condition &child : condition.children)
      before.add(name_of_origin(policy, child.test), asked_of(policy, child.test));
    return {std::move(key), before.text()};
  }
  if (condition.is_not) return {std::move(key), to_yaml(policy, condition.children[0])};
  std::vector<std::string> items;
  for (const Condition &child : condition.children)
    items.push_back(to_yaml(policy, child));
  return {std::move(key), yaml_list(items)};
}

} // namespace

// Conditions nest no deeper than YAML does, so recursion is bounded.
std::string to_yaml(const Policy &policy, const Condition &condition) {
  FlowMapping mapping;
  const auto add = [&](const Condition &one) {
    const Pair pair = pair_of(policy, one);
    mapping.add(pair.key, pair.value);
  };
  if (fit_one_mapping(policy, condition)) {
    for (const Condition &child : condition.children)
      add(child);
  } else {
    add(condition);
  }
  return mapping.text();
}

std::string to_yaml(const Policy &policy, const Test &test) {
  FlowMapping mapping;
  mapping.add(condition_key(policy, test.fact), test_value(policy, test));
  return mapping.entries();
}

} // namespace usher::policy
