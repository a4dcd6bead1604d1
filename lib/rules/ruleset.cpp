// SPDX-License-Identifier: BSL-1.0
#include "rules/ruleset.hpp"

#include "policy/calendars.hpp"
#include "policy/signals.hpp"

#include <algorithm>

namespace usher::rules {
namespace {

text::Lexicon build_lexicon(const policy::Policy &policy) {
  text::Lexicon::Builder builder;
  // The policy has each phrase once, so the lexicon's numbers are the policy's.
  for (const text::Phrase &phrase : policy.phrases)
    builder.add(phrase);
  return std::move(builder).build();
}

std::vector<std::shared_ptr<const calendar::Calendar>> compile_calendars(const policy::Policy &policy) {
  std::vector<bool> asked(policy.calendars.size());
  for (const policy::Fact &fact : policy.facts)
    if (fact.derived == policy::Derived::open) asked[fact.derived_from] = true;
  // Promises are kept on the calendar of the department.
  for (const policy::Department &department : policy.departments) {
    if (policy.slas.empty()) break;
    asked[department.calendar.value_or(static_cast<std::uint32_t>(asked.size() - 1))] = true;
  }
  std::vector<std::shared_ptr<const calendar::Calendar>> calendars(asked.size());
  for (std::size_t i = 0; i < asked.size(); ++i) {
    if (!asked[i]) continue;
    const calendar::LoadedZone zone = calendar::load_zone(policy.calendars[i].timezone);
    if (zone.status != calendar::ZoneStatus::ok) continue;
    calendars[i] =
        std::make_shared<const calendar::Calendar>(policy::describe(policy.calendars[i], zone.zone));
  }
  return calendars;
}

// Adds `number` to the list of each phrase that the condition names.
void file_phrases(const policy::Condition &condition, std::uint32_t number,
                  std::vector<std::vector<std::uint32_t>> &by_phrase) {
  policy::for_each_test(condition, [&](const policy::Test &test) {
    for (const policy::PhraseId phrase : test.phrases) {
      std::vector<std::uint32_t> &list = by_phrase[phrase];
      if (list.empty() || list.back() != number) list.push_back(number);
    }
  });
}

} // namespace

Ruleset::Ruleset(policy::Policy policy)
    : policy_(std::move(policy)),
      lexicon_(build_lexicon(policy_)),
      program_(compile(policy_)),
      digest_(to_hex(policy_.digest)),
      calendars_(compile_calendars(policy_)),
      choices_(policy_.facts.size()),
      used_(policy_.facts.size()),
      topics_of_(policy_.phrases.size()),
      signals_of_(policy_.phrases.size()),
      rules_of_(policy_.phrases.size()) {
  for (policy::FactId id = 0; id < policy_.facts.size(); ++id) {
    const policy::Fact &fact = policy_.facts[id];
    if (fact.derived == policy::Derived::none) facts_.emplace(fact.name, id);
    for (std::uint32_t i = 0; i < fact.choices.size(); ++i)
      choices_[id].emplace(fact.choices[i], i);
  }
  const auto mark = [this](const policy::Condition &condition) {
    policy::for_each_test(condition, [this](const policy::Test &test) { used_[test.fact] = true; });
  };
  for (const policy::Signal &signal : policy_.signals)
    mark(signal.when);
  for (const policy::Rule &rule : policy_.rules)
    mark(rule.when);
  for (const policy::PriorityLine &line : policy_.priority.add) {
    mark(line.when);
    if (line.per) used_[*line.per] = true;
  }
  for (std::uint32_t topic = 0; topic < policy_.topics.size(); ++topic) {
    for (const policy::PhraseGroup &group : policy_.topics[topic].groups) {
      for (const policy::PhraseId phrase : group.phrases) {
        std::vector<std::uint32_t> &topics = topics_of_[phrase];
        if (topics.empty() || topics.back() != topic) topics.push_back(topic);
      }
    }
  }
  for (std::uint32_t i = 0; i < policy_.signals.size(); ++i)
    file_phrases(policy_.signals[i].when, i, signals_of_);
  for (std::uint32_t i = 0; i < policy_.rules.size(); ++i)
    file_phrases(policy_.rules[i].when, i, rules_of_);
}

std::optional<policy::FactId> Ruleset::find_fact(std::string_view name) const {
  const auto found = facts_.find(name);
  if (found == facts_.end()) return std::nullopt;
  return found->second;
}

std::optional<std::uint32_t> Ruleset::find_choice(policy::FactId fact, std::string_view word) const {
  const auto found = choices_[fact].find(word);
  if (found == choices_[fact].end()) return std::nullopt;
  return found->second;
}

} // namespace usher::rules
