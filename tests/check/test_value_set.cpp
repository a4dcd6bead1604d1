// SPDX-License-Identifier: BSL-1.0
#include "check/sample.hpp"
#include "check/value_set.hpp"
#include "policy/facts.hpp"

#include <cstddef>
#include <string>

#include <doctest/doctest.h>

namespace usher::check {
namespace {

/// Sets of the values that tests of one fact accept, as YAML.
class Sets {
 public:
  explicit Sets(const std::string &fact, std::initializer_list<std::string> tests)
      : ruleset_(read_tests(fact, tests)) {}

  ValueSet operator[](std::size_t number) const {
    const policy::Test &test = ruleset_.policy().rules[number].when.test;
    return ValueSet::passing(ruleset_.policy(), test.fact, test.alternatives);
  }
  ValueSet possible() const {
    return ValueSet::possible(ruleset_.policy(), ruleset_.policy().rules[0].when.test.fact);
  }

 private:
  static rules::Ruleset read_tests(const std::string &fact, std::initializer_list<std::string> tests) {
    std::string rules = "rules:\n";
    for (const std::string &test : tests) {
      rules += "  - {name: \"" + fact + test + "\", when: {" + fact + ": " + test + "}, then: {tags: [x]}}\n";
    }
    return read(shop(rules));
  }

  rules::Ruleset ruleset_;
};

bool is_subset(const ValueSet &a, const ValueSet &b) { return !a.meets(b.complement()); }

TEST_CASE("ranges of numbers: open and closed ends") {
  const Sets sets("author.followers", {"{at_least: 5}", "{above: 5}", "{at_most: 5}", "{below: 5}", "5"});
  CHECK(is_subset(sets[1], sets[0]));
  CHECK_FALSE(is_subset(sets[0], sets[1]));
  CHECK(sets[0].meets(sets[2]));
  CHECK_FALSE(sets[0].meets(sets[3]));
  CHECK_FALSE(sets[1].meets(sets[2]));
  CHECK(is_subset(sets[4], sets[0]));
  CHECK(is_subset(sets[4], sets[2]));
  CHECK_FALSE(sets[4].meets(sets[1]));
  CHECK_FALSE(sets[4].meets(sets[3]));
  ValueSet both = sets[0];
  both.keep_common(sets[2]);
  CHECK(is_subset(both, sets[4]));
  CHECK(is_subset(sets[4], both));
  both.keep_common(sets[3]);
  CHECK(both.empty());
}

TEST_CASE("between two numbers there is another one, between two stages there is none") {
  const Sets numbers("author.followers",
                     {"{above: 1, below: 2}", "{above: 2, below: 1}", "{above: 1, below: 1}"});
  CHECK_FALSE(numbers[0].empty());
  CHECK(numbers[1].empty());
  CHECK(numbers[2].empty());
  const Sets stages("stage",
                    {"{above: pre_order, below: order}", "{above: pre_order, below: post_order}", "order"});
  CHECK(stages[0].empty());
  CHECK(is_subset(stages[1], stages[2]));
  CHECK(is_subset(stages[2], stages[1]));
  const Sets durations("conversation.age", {"{above: 1m, below: 61s}", "{above: 0s}", "{below: 0s}"});
  CHECK_FALSE(durations[0].empty());
  CHECK(durations[1].meets(durations.possible()));
  CHECK_FALSE(durations[2].meets(durations.possible()));
}

TEST_CASE("lists of values and ranges join") {
  const Sets sets("author.followers", {"[{at_most: 3}, {above: 3, at_most: 7}, {above: 7}]", "{known: true}",
                                       "{known: false}", "[1, 2]", "[2, 1, {known: false}]"});
  CHECK(is_subset(sets[1], sets[0]));
  CHECK(is_subset(sets[0], sets[1]));
  CHECK_FALSE(sets[1].meets(sets[2]));
  CHECK(is_subset(sets[3], sets[4]));
  CHECK_FALSE(is_subset(sets[4], sets[3]));
  CHECK(is_subset(sets[2], sets[4]));
  CHECK_FALSE(sets[3].complement().meets(sets[3]));
  CHECK(sets[3].complement().meets(sets[2]));
}

TEST_CASE("what lies outside a fact is impossible") {
  const Sets sentiment("sentiment",
                       {"{below: -1}", "{at_most: -1}", "{above: 1}", "{at_least: -1, at_most: 1}"});
  CHECK_FALSE(sentiment[0].meets(sentiment.possible()));
  CHECK(sentiment[1].meets(sentiment.possible()));
  CHECK_FALSE(sentiment[2].meets(sentiment.possible()));
  CHECK(is_subset(sentiment[3], sentiment.possible()));
  const Sets tiers("customer.tier",
                   {"{above: gold}", "{at_least: gold}", "[bronze, silver, gold, {known: false}]"});
  CHECK_FALSE(tiers[0].meets(tiers.possible()));
  CHECK(tiers[1].meets(tiers.possible()));
  CHECK_FALSE(tiers[2].complement().meets(tiers.possible()));
}

TEST_CASE("texts are lists of words or all but a list") {
  const Sets sets("language", {"[en, it]", "it", "fa", "{known: true}", "{known: false}"});
  CHECK(is_subset(sets[1], sets[0]));
  CHECK_FALSE(sets[2].meets(sets[0]));
  CHECK(is_subset(sets[0], sets[3]));
  CHECK_FALSE(sets[0].meets(sets[4]));
  ValueSet left = sets[0];
  left.keep_common(sets[1].complement());
  CHECK_FALSE(left.meets(sets[1]));
  CHECK(left.meets(sets[0]));
  ValueSet others = sets[0].complement();
  others.keep_common(sets[2].complement());
  CHECK_FALSE(others.meets(sets[0]));
  CHECK_FALSE(others.meets(sets[2]));
  CHECK(others.meets(sets[3]));
  CHECK(others.meets(sets[4]));
  others.keep_common(sets[1]);
  CHECK(others.empty());
}

TEST_CASE("few values have equal numbers when they are equal") {
  const Sets sets("customer.tier", {"gold", "{at_least: gold}", "[bronze, {known: false}]", "{known: true}"});
  ValueSet best = sets[1];
  best.keep_common(sets.possible());
  CHECK(sets[0].few_values() == best.few_values());
  CHECK(sets[2].few_values()->size() == 2);
  CHECK(sets[0].few_values() != sets[2].few_values());
  CHECK_FALSE(sets[3].few_values().has_value());
  const Sets numbers("author.followers",
                     {"0", "-0.0", "{at_least: 0, at_most: 0}", "{at_least: 0, at_most: 1}"});
  CHECK(numbers[0].few_values() == numbers[1].few_values());
  CHECK(numbers[0].few_values() == numbers[2].few_values());
  CHECK_FALSE(numbers[3].few_values().has_value());
  const Sets texts("language", {"en", "[en, it]", "{known: true}"});
  CHECK(texts[0].few_values()->size() == 1);
  CHECK(texts[1].few_values()->size() == 2);
  CHECK_FALSE(texts[2].few_values().has_value());
  const Sets times("customer.since", {"{at_least: 2026-01-01}", "2026-01-01"});
  CHECK_FALSE(times[0].few_values().has_value());
  CHECK(times[1].few_values()->size() == 1);
}

} // namespace
} // namespace usher::check
