// SPDX-License-Identifier: BSL-1.0
// Small policies and messages by chance, of few facts and words, so that conditions often meet, contradict or
// imply one another.
#pragma once

#include "rules/facts.hpp"
#include "rules/ruleset.hpp"

#include <cstdint>
#include <random>
#include <string>

namespace usher::check {

using Random = std::mt19937;

/// A number below `end`, the same on every platform.
[[nodiscard]] std::uint32_t pick(Random &random, std::uint32_t end);

/// A condition in flow form over stage, customer.vip, author.followers and tags, which `few_worlds` runs
/// through.
[[nodiscard]] std::string random_plain_condition(Random &random, int depth);
/// The same over every kind of fact, and over the signals s0 to s(signals - 1).
[[nodiscard]] std::string random_condition(Random &random, int depth, std::uint32_t signals);

/// What all random policies declare; rules and signals are to follow.
[[nodiscard]] std::string random_policy_head();
/// A policy of a few rules and signals.
[[nodiscard]] std::string random_policy(Random &random);

/// What is known of some message; signals are found in it.
void random_facts(const rules::Ruleset &ruleset, Random &random, rules::Facts &facts);

/// Calls `take(facts)` for messages that between them tell apart all plain conditions.
template <class F>
void few_worlds(const rules::Ruleset &ruleset, F &&take);

// --------------------------------------------------------------------------------------------

void set_integer(rules::Facts &facts, policy::FactId fact, std::int64_t value);
void set_number(rules::Facts &facts, policy::FactId fact, double value);

template <class F>
void few_worlds(const rules::Ruleset &ruleset, F &&take) {
  const policy::FactId vip = *ruleset.find_fact("customer.vip");
  for (int stage = -1; stage < 3; ++stage) {
    for (int flag = -1; flag < 2; ++flag) {
      // Whole numbers 0 to 3 stand in conditions; the others lie before, between and behind them.
      for (int halves = -2; halves < 8; ++halves) {
        for (std::uint32_t tags = 0; tags < 8; ++tags) {
          rules::Facts facts;
          facts.clear(ruleset.sizes());
          if (stage >= 0) set_integer(facts, policy::fact_stage, stage);
          if (flag >= 0) set_integer(facts, vip, flag);
          if (halves > -2) set_number(facts, policy::fact_author_followers, halves / 2.0);
          if ((tags & 1U) != 0) facts.tags.emplace_back("ta");
          if ((tags & 2U) != 0) facts.tags.emplace_back("tb");
          if ((tags & 4U) != 0) facts.tags.emplace_back("in no condition");
          take(facts);
        }
      }
    }
  }
}

} // namespace usher::check
