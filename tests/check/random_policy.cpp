// SPDX-License-Identifier: BSL-1.0
#include "check/random_policy.hpp"

#include "rules/decide.hpp"
#include "rules/derived_facts.hpp"

#include <array>
#include <span>
#include <string_view>
#include <vector>

#include <fmt/format.h>

namespace usher::check {
namespace {

using Words = std::span<const std::string_view>;

constexpr std::array<std::string_view, 3> stages = {"pre_order", "order", "post_order"};
constexpr std::array<std::string_view, 3> tiers = {"bronze", "silver", "gold"};
constexpr std::array<std::string_view, 4> numbers = {"0", "1", "2", "3"};
constexpr std::array<std::string_view, 6> sentiments = {"-2", "-1", "-0.5", "0", "1", "2"};
constexpr std::array<std::string_view, 3> ages = {"0s", "1m", "2m"};
constexpr std::array<std::string_view, 3> languages = {"en", "it", "fa"};
constexpr std::array<std::string_view, 2> tags = {"ta", "tb"};
constexpr std::array<std::string_view, 3> topics = {"pa", "pb", "pc"};
constexpr std::array<std::string_view, 4> phrases = {"alpha", "beta", "gamma", "delta"};
constexpr std::array<std::string_view, 4> bounds = {"at_least", "above", "at_most", "below"};

bool chance(Random &random, std::uint32_t percent) { return pick(random, 100) < percent; }
std::string_view pick_word(Random &random, Words words) {
  return words[pick(random, static_cast<std::uint32_t>(words.size()))];
}

std::string some_words(Random &random, Words words) {
  std::string out = "[";
  out += pick_word(random, words);
  while (chance(random, 40))
    out += fmt::format(", {}", pick_word(random, words));
  return out + "]";
}

std::string known(Random &random) { return chance(random, 50) ? "{known: true}" : "{known: false}"; }

std::string range(Random &random, Words words) {
  const std::uint32_t first = pick(random, 4);
  std::string out = fmt::format("{{{}: {}", bounds[first], pick_word(random, words));
  // A lower bound with an upper one.
  if (chance(random, 40)) out += fmt::format(", {}: {}", bounds[(first + 2) % 4], pick_word(random, words));
  return out + "}";
}

std::string values(Random &random, Words words, bool ordered) {
  if (chance(random, 12)) return known(random);
  if (ordered && chance(random, 50)) return range(random, words);
  if (ordered && chance(random, 20)) {
    return fmt::format("[{}, {}]", range(random, words), pick_word(random, words));
  }
  if (chance(random, 10)) return fmt::format("[{}, {}]", pick_word(random, words), known(random));
  return some_words(random, words);
}

std::string set(Random &random, Words words) {
  if (chance(random, 12)) return known(random);
  if (chance(random, 25)) return fmt::format("{{all: {}}}", some_words(random, words));
  if (chance(random, 25)) return fmt::format("{{none: {}}}", some_words(random, words));
  return some_words(random, words);
}

std::string searched(Random &random) {
  return chance(random, 15) ? known(random) : some_words(random, phrases);
}

std::string plain_test(Random &random) {
  switch (pick(random, 4)) {
  case 0: return fmt::format("stage: {}", values(random, stages, true));
  case 1:
    return fmt::format("customer.vip: {}", chance(random, 20)   ? known(random)
                                           : chance(random, 50) ? "true"
                                                                : "false");
  case 2: return fmt::format("author.followers: {}", values(random, numbers, true));
  default: return fmt::format("tags: {}", set(random, tags));
  }
}

/// Of what a fact was, and of whether it is another now.
std::string test_of_before(Random &random) {
  switch (pick(random, 4)) {
  case 0:
    return fmt::format("was: {{stage: {}, author.followers: {}}}", values(random, stages, true),
                       values(random, numbers, true));
  case 1: return fmt::format("was: {{language: {}}}", values(random, languages, false));
  case 2: return fmt::format("changed: {}", chance(random, 50) ? "stage" : "[customer.vip, language]");
  default: return fmt::format("was: {{sentiment: {}}}", values(random, sentiments, true));
  }
}

std::string any_test(Random &random, std::uint32_t signals) {
  switch (pick(random, 14)) {
  case 12:
  case 13: return test_of_before(random);
  case 0: return fmt::format("customer.tier: {}", values(random, tiers, true));
  case 1: return fmt::format("sentiment: {}", values(random, sentiments, true));
  case 2: return fmt::format("conversation.age: {}", values(random, ages, true));
  case 3: return fmt::format("language: {}", values(random, languages, false));
  case 4:
  case 5: return fmt::format("topic: {}", set(random, topics));
  case 6: return fmt::format("text: {}", searched(random));
  case 7: return fmt::format("subject: {}", searched(random));
  case 8: {
    if (signals == 0) return plain_test(random);
    std::vector<std::string> names;
    for (std::uint32_t i = 0; i < signals; ++i)
      names.push_back(fmt::format("s{}", i));
    return fmt::format("signal: {}", set(random, std::vector<std::string_view>(names.begin(), names.end())));
  }
  default: return plain_test(random);
  }
}

template <class T>
std::string condition(Random &random, int depth, T &&test) {
  if (depth == 0 || chance(random, 55)) return fmt::format("{{{}}}", test());
  if (chance(random, 15)) return fmt::format("{{not: {}}}", condition(random, depth - 1, test));
  constexpr std::array<std::string_view, 5> groups = {"all", "all", "any", "any", "none"};
  std::string out = fmt::format("{{{}: [{}", pick_word(random, groups), condition(random, depth - 1, test));
  while (chance(random, 55))
    out += fmt::format(", {}", condition(random, depth - 1, test));
  return out + "]}";
}

std::string outcome(Random &random) {
  constexpr std::array<std::string_view, 12> fields = {
      "department: care", "department: sales", "department: legal",  "agent: sara",
      "agent: omid",      "priority: high",    "visibility: public", "visibility: private",
      "engage: false",    "reply: ask",        "stage: order",       "stop: true"};
  constexpr std::array<std::string_view, 9> several = {
      "skills: [ka]",
      "skills: [ka, kb]",
      "tags: [ta]",
      "tags: [ta, tb]",
      "notify: [sales]",
      "ask: [legal]",
      "ask: [{department: legal, within: 4h}]",
      "ask: [{department: legal, within: 1h, before_reply: true}, sales]",
      "ask: [{department: legal, before_reply: true}, {department: sales, within: 1h}]"};
  std::string out;
  std::vector<std::string_view> keys; // each at most once
  const auto add = [&](std::string_view field) {
    const std::string_view key = field.substr(0, field.find(':'));
    for (const std::string_view there : keys) {
      if (there == key) return;
    }
    keys.push_back(key);
    out += fmt::format("{}{}", out.empty() ? "" : ", ", field);
  };
  add(pick_word(random, fields));
  while (chance(random, 40))
    add(pick_word(random, fields));
  if (chance(random, 30)) add(pick_word(random, several));
  return "{" + out + "}";
}

} // namespace

std::uint32_t pick(Random &random, std::uint32_t end) { return static_cast<std::uint32_t>(random()) % end; }

std::string random_plain_condition(Random &random, int depth) {
  return condition(random, depth, [&] { return plain_test(random); });
}

std::string random_condition(Random &random, int depth, std::uint32_t signals) {
  return condition(random, depth, [&] { return any_test(random, signals); });
}

std::string random_policy_head() {
  return "usher: 1\n"
         "facts: {customer.tier: [bronze, silver, gold], customer.vip: flag}\n"
         "topics: {pa: [alpha], pb: {en: [beta], it: [alpha]}, pc: [gamma]}\n"
         "departments: {care: {}, sales: {}, legal: {}}\n"
         "replies: {ask: Please write to us.}\n"
         "default: {department: care}\n";
}

std::string random_policy(Random &random) {
  std::string out = random_policy_head() + "signals:\n";
  const std::uint32_t signals = pick(random, 3);
  if (signals == 0) out += "  {}\n";
  for (std::uint32_t i = 0; i < signals; ++i) {
    // Whether any signal is known asks for all of them: inside a signal that is a circle.
    std::string when = random_condition(random, 1, i);
    while (when.find("signal: {known") != std::string::npos)
      when = random_condition(random, 1, i);
    out += fmt::format("  s{}: {}\n", i, when);
  }
  out += "priority:\n  add:\n    - {when: " + random_condition(random, 2, signals) + ", points: 5}\n";
  out += "rules:\n";
  std::vector<std::string> conditions;
  const std::uint32_t rules = 2 + pick(random, 5);
  for (std::uint32_t i = 0; i < rules; ++i) {
    std::string when = random_condition(random, 2, signals);
    // Again what an earlier rule asks for, alone or with something more.
    if (!conditions.empty() && chance(random, 35)) {
      const std::string &again = conditions[pick(random, static_cast<std::uint32_t>(conditions.size()))];
      when = chance(random, 50) ? again : fmt::format("{{all: [{}, {}]}}", when, again);
    }
    conditions.push_back(when);
    out += fmt::format("  - {{name: r{}, {}then: {}}}\n", i, chance(random, 6) ? "" : "when: " + when + ", ",
                       outcome(random));
  }
  return out;
}

void set_integer(rules::Facts &facts, policy::FactId fact, std::int64_t value) {
  facts.slots.edit(fact).known = true;
  facts.slots.edit(fact).integer = value;
}

void set_number(rules::Facts &facts, policy::FactId fact, double value) {
  facts.slots.edit(fact).known = true;
  facts.slots.edit(fact).number = value;
}

void random_facts(const rules::Ruleset &ruleset, Random &random, rules::Facts &facts) {
  const policy::Policy &policy = ruleset.policy();
  facts.clear(ruleset.sizes());
  const auto is_given = [&] { return chance(random, 80); };
  if (is_given()) set_integer(facts, policy::fact_stage, pick(random, 3));
  if (is_given()) set_integer(facts, *ruleset.find_fact("customer.tier"), pick(random, 3));
  if (is_given()) set_integer(facts, *ruleset.find_fact("customer.vip"), pick(random, 2));
  if (is_given()) set_integer(facts, policy::fact_conversation_age, 30'000 * pick(random, 6));
  if (is_given()) set_number(facts, policy::fact_author_followers, pick(random, 9) / 2.0 - 0.5);
  if (is_given()) set_number(facts, policy::fact_sentiment, pick(random, 5) / 2.0 - 1);
  if (is_given()) {
    facts.slots.edit(policy::fact_language).known = true;
    facts.slots.edit(policy::fact_language).text = pick_word(random, languages);
  }
  for (const std::string_view tag : tags) {
    if (chance(random, 50)) facts.tags.emplace_back(tag);
  }
  const auto find_some = [&](policy::FactId fact, rules::PhraseSet &found) {
    if (!is_given()) return;
    facts.slots.edit(fact).known = true;
    for (text::PhraseId phrase = 0; phrase < policy.phrases.size(); ++phrase) {
      if (!chance(random, 35)) continue;
      found.insert(phrase);
      for (const std::uint32_t topic : ruleset.topics_of(phrase))
        facts.topics.insert(topic);
    }
  };
  // What they were is the same or another, and nothing the first time.
  if (is_given()) {
    facts.decided_before = true;
    for (policy::FactId id = policy::built_in_fact_count; id < policy.facts.size(); ++id) {
      if (policy.facts[id].derived != policy::Derived::was) continue;
      const policy::FactId from = policy.facts[id].derived_from;
      if (chance(random, 40)) facts.slots.edit(id) = facts.slots[from];
      if (chance(random, 40)) continue;
      switch (from) {
      case policy::fact_author_followers: set_number(facts, id, pick(random, 9) / 2.0 - 0.5); break;
      case policy::fact_sentiment: set_number(facts, id, pick(random, 5) / 2.0 - 1); break;
      case policy::fact_language:
        facts.slots.edit(id).known = true;
        facts.slots.edit(id).text = pick_word(random, languages);
        break;
      case policy::fact_stage: set_integer(facts, id, pick(random, 3)); break;
      default: set_integer(facts, id, pick(random, 2)); break;
      }
    }
  }
  rules::find_changes(ruleset, facts);
  find_some(policy::fact_text, facts.in_text);
  find_some(policy::fact_subject, facts.in_subject);
  rules::read_signals(ruleset, facts);
}

} // namespace usher::check
