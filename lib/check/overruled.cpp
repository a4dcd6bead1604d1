// SPDX-License-Identifier: BSL-1.0
#include "check/passes.hpp"
#include "check/proof.hpp"
#include "check/rule_effect.hpp"
#include "check/rule_index.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace usher::check {
namespace {

constexpr std::size_t most_pairs = 1'000'000;

/// Compares each rule with those before it.
class Comparison {
 public:
  Comparison(const policy::Policy &policy, const std::vector<bool> &can_match, Formulas &formulas,
             Reporter &reporter)
      : policy_(policy), can_match_(can_match), reporter_(reporter), prover_(policy), effects_(policy) {
    holds_.reserve(policy.rules.size());
    fails_.reserve(policy.rules.size());
    for (const policy::Rule &rule : policy.rules) {
      holds_.push_back(formulas.of(rule.when));
      fails_.push_back(formulas.of(rule.when, true));
      fields_.push_back(fields_of(rule.then));
    }
  }

  void run() {
    for (const FormulaPtr &formula : holds_)
      index_.count(*formula);
    for (std::uint32_t rule = 0; rule < policy_.rules.size(); ++rule) {
      if (!can_match_[rule]) continue;
      index_.find(*holds_[rule], candidates_);
      if (candidates_.size() > pairs_left_) {
        give_up(rule);
        return;
      }
      pairs_left_ -= candidates_.size();
      look_at(rule);
      if (prover_.never(*fails_[rule]))
        index_.add_always(rule);
      else
        index_.add(rule, *holds_[rule]);
    }
  }

 private:
  void look_at(std::uint32_t rule) {
    earlier_.clear();
    for (const std::uint32_t other : candidates_) {
      const bool stops = policy_.rules[other].then.stop;
      if (!stops && (fields_[other] & fields_[rule]) == 0) continue;
      if (!prover_.implies(*holds_[rule], *fails_[other])) continue;
      if (stops) {
        reporter_.warn(
            Code::shadowed_rule, policy_.rules[rule].place, reporter_.path_of_rule(rule),
            fmt::format("the rule \"{}\" is never reached: whenever it would match, {} stops the reading",
                        policy_.rules[rule].name, reporter_.quote_rule(other)),
            "move it before that rule, or take it out");
        return;
      }
      earlier_.push_back(other);
    }
    if (earlier_.empty()) return;
    if (const auto overruled = effects_.overruled(rule, earlier_))
      report_shadowed(rule, *overruled);
    else
      find_contradiction(rule);
  }

  // `"a" (policy.yaml:3:5) has decided department and skills, "b" (policy.yaml:9:5) tags`
  void report_shadowed(std::uint32_t rule, const std::vector<Overruled> &overruled) {
    std::vector<std::uint32_t> by;
    for (const Overruled &one : overruled) {
      if (std::find(by.begin(), by.end(), one.by) == by.end()) by.push_back(one.by);
    }
    std::vector<std::string> reasons;
    for (const std::uint32_t other : by) {
      std::vector<std::string_view> fields;
      for (const Overruled &one : overruled) {
        const bool there = std::find(fields.begin(), fields.end(), one.field) != fields.end();
        if (one.by == other && !there) fields.push_back(one.field);
      }
      reasons.push_back(fmt::format("{} {}{}", reporter_.quote_rule(other),
                                    reasons.empty() ? "has decided " : "", fmt::join(fields, " and ")));
    }
    reporter_.warn(Code::shadowed_rule, policy_.rules[rule].place, reporter_.path_of_rule(rule),
                   fmt::format("the rule \"{}\" never decides anything: whenever it matches, {}",
                               policy_.rules[rule].name, fmt::join(reasons, ", ")),
                   by.size() == 1 ? "move it before that rule, or take it out"
                                  : "move it before those rules, or take it out");
  }

  void find_contradiction(std::uint32_t rule) {
    for (const std::uint32_t other : earlier_) {
      const std::vector<Difference> differences = effects_.differences(other, rule);
      if (differences.empty() || !prover_.implies(*holds_[other], *fails_[rule])) continue;
      std::vector<std::string> says;
      says.reserve(differences.size());
      for (const Difference &one : differences) {
        says.push_back(fmt::format("{} {}, not {}", one.field, one.first, one.second));
      }
      reporter_.warn(
          Code::contradicting_rules, policy_.rules[rule].place, reporter_.path_of_rule(rule),
          fmt::format("the rule \"{}\" contradicts {}: both match the same messages, and the first "
                      "decides {}",
                      policy_.rules[rule].name, reporter_.quote_rule(other), fmt::join(says, "; ")),
          "give one of them another condition, or make them one rule");
      return;
    }
  }

  void give_up(std::uint32_t rule) {
    reporter_.note(
        Code::limit, policy_.rules[rule].place, reporter_.path_of_rule(rule),
        "from this rule on, rules were not compared with earlier ones: too many ask for the same things",
        "shadowed and contradicting rules before it are all reported");
  }

  const policy::Policy &policy_;
  const std::vector<bool> &can_match_;
  Reporter &reporter_;
  Prover prover_;
  RuleEffects effects_;
  RuleIndex index_;
  std::size_t pairs_left_ = most_pairs;
  std::vector<FormulaPtr> holds_;
  std::vector<FormulaPtr> fails_;
  std::vector<std::uint32_t> fields_;
  std::vector<std::uint32_t> candidates_; // earlier rules that could match whenever the present one does
  std::vector<std::uint32_t> earlier_;    // those that surely do
};

} // namespace

void find_overruled(const policy::Policy &policy, const std::vector<bool> &can_match, Formulas &formulas,
                    Reporter &reporter) {
  Comparison(policy, can_match, formulas, reporter).run();
}

} // namespace usher::check
