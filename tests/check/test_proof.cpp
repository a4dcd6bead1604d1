// SPDX-License-Identifier: BSL-1.0
// Proofs held against the slow obvious way: a condition is impossible when it holds for no message, and one
// implies another when the other holds for every message for which it does.
#include "check/proof.hpp"
#include "check/random_policy.hpp"
#include "check/sample.hpp"
#include "rules/evaluate.hpp"

#include <string>

#include <doctest/doctest.h>

namespace usher::check {
namespace {

TEST_CASE("proofs are exactly what trying all messages says") {
  constexpr int rounds = 300;
  constexpr std::uint32_t conditions = 12; // each with each
  Random random(20260320);                 // NOLINT: the same cases each time
  int never = 0;
  int implied = 0;
  int pairs = 0;
  for (int round = 0; round < rounds; ++round) {
    std::string yaml = random_policy_head() + "rules:\n";
    for (std::uint32_t i = 0; i < conditions; ++i) {
      yaml += "  - {name: r" + std::to_string(i) +
              ", when: " + random_plain_condition(random, static_cast<int>(i % 3)) + ", then: {tags: [x]}}\n";
    }
    CAPTURE(yaml);
    const rules::Ruleset ruleset = read(yaml);
    const policy::Policy &policy = ruleset.policy();

    std::vector<std::vector<bool>> holds(conditions); // by condition, by world
    few_worlds(ruleset, [&](const rules::Facts &facts) {
      for (std::uint32_t i = 0; i < conditions; ++i) {
        holds[i].push_back(rules::holds(policy, policy.rules[i].when, facts));
      }
    });
    Formulas formulas(policy);
    Prover prover(policy);
    for (std::uint32_t a = 0; a < conditions; ++a) {
      CAPTURE(a);
      const FormulaPtr formula = formulas.of(policy.rules[a].when);
      const bool possible = std::find(holds[a].begin(), holds[a].end(), true) != holds[a].end();
      CHECK(prover.never(*formula) == !possible);
      never += possible ? 0 : 1;
      for (std::uint32_t b = 0; b < conditions; ++b) {
        CAPTURE(b);
        bool truth = true;
        for (std::size_t world = 0; world < holds[a].size(); ++world)
          truth = truth && (!holds[a][world] || holds[b][world]);
        CHECK(prover.implies(*formula, *formulas.of(policy.rules[b].when, true)) == truth);
        implied += truth && a != b ? 1 : 0;
        ++pairs;
      }
    }
  }
  MESSAGE(pairs << " pairs, " << never << " impossible, " << implied << " implied");
  CHECK(pairs > 40'000);
  CHECK(never > 100);
  CHECK(implied > 1000);
}

TEST_CASE("a condition that would take too long is not proved, and soon") {
  // Each letter stands in one of two places, and no two in the same: there is one place too few.
  constexpr int letters = 12;
  std::string when = "{all: [";
  for (int letter = 0; letter < letters; ++letter) {
    when += letter == 0 ? "{tags: [" : ", {tags: [";
    for (int place = 0; place + 1 < letters; ++place) {
      when += (place == 0 ? "l" : ", l") + std::to_string(letter) + "p" + std::to_string(place);
    }
    when += "]}";
  }
  for (int place = 0; place + 1 < letters; ++place) {
    for (int a = 0; a < letters; ++a) {
      for (int b = a + 1; b < letters; ++b) {
        const std::string suffix = "p" + std::to_string(place);
        when += ", {not: {tags: {all: [l" + std::to_string(a) + suffix + ", l" + std::to_string(b) + suffix +
                "]}}}";
      }
    }
  }
  when += "]}";
  const rules::Ruleset ruleset = read(shop("rules:\n  - {name: a, when: " + when + ", then: {tags: [x]}}\n"));
  Formulas formulas(ruleset.policy());
  Prover prover(ruleset.policy());
  CHECK_FALSE(prover.never(*formulas.of(ruleset.policy().rules[0].when)));
}

} // namespace
} // namespace usher::check
