// SPDX-License-Identifier: BSL-1.0
#include "check/passes.hpp"
#include "check/proof.hpp"
#include "policy/dump.hpp"
#include "policy/facts.hpp"

#include <string>
#include <utility>

#include <fmt/format.h>

namespace usher::check {
namespace {

using policy::Alternative;
using policy::Condition;
using policy::Test;

/// Looks through one condition for what can never hold.
class Search {
 public:
  Search(const policy::Policy &policy, Formulas &formulas, Reporter &reporter)
      : policy_(policy), formulas_(formulas), reporter_(reporter), prover_(policy) {}

  /// False when the condition as a whole can never hold. `path` is how findings call it.
  bool look(const Condition &condition, std::string path) {
    path_ = std::move(path);
    if (prover_.never(*formulas_.of(condition))) {
      explain(condition);
      return false;
    }
    look_inside(condition);
    return true;
  }

 private:
  // `condition` may hold, and so may each child of an `all`. Parts of the other groups may not.
  void look_inside(const Condition &condition) {
    if (condition.kind == Condition::Kind::test) {
      look_at_alternatives(condition);
      return;
    }
    for (const Condition &child : condition.children) {
      if (condition.kind != Condition::Kind::all && prover_.never(*formulas_.of(child)))
        explain(child);
      else
        look_inside(child);
    }
  }

  void look_at_alternatives(const Condition &condition) {
    const Test &test = condition.test;
    for (const Alternative &one : test.alternatives) {
      if (!formulas_.of(test.fact, one)->is_false()) continue;
      Test alone;
      alone.fact = test.fact;
      alone.alternatives = {one};
      report(condition, fmt::format("`{}` can never hold", policy::to_yaml(policy_, alone)), why(alone));
    }
  }

  // Reports the smallest part that explains why the condition can never hold.
  void explain(const Condition &condition) {
    switch (condition.kind) {
    case Condition::Kind::test:
      report(condition, fmt::format("`{}` can never hold", reporter_.shown(condition)), why(condition.test));
      return;
    case Condition::Kind::all: explain_all(condition); return;
    case Condition::Kind::any:
      report(condition,
             fmt::format("`{}` can never hold, for none of its parts can", reporter_.shown(condition)),
             "mend one of its parts, or take it out");
      return;
    case Condition::Kind::none:
      report(
          condition,
          fmt::format("`{}` can never hold, for what it excludes is always so", reporter_.shown(condition)),
          "exclude less, or take it out");
      return;
    }
  }

  void explain_all(const Condition &condition) {
    std::vector<const Condition *> parts;
    flatten(condition, parts);
    std::vector<FormulaPtr> formulas;
    for (const Condition *part : parts) {
      formulas.push_back(formulas_.of(*part));
      if (prover_.never(*formulas.back())) return explain(*part);
    }
    for (std::size_t second = 1; second < parts.size(); ++second) {
      for (std::size_t first = 0; first < second; ++first) {
        if (!prover_.never_together({formulas[first].get(), formulas[second].get()})) continue;
        report(*parts[second],
               fmt::format("`{}` and `{}` can never hold together", reporter_.shown(*parts[first]),
                           reporter_.shown(*parts[second])),
               hint_for(*parts[first], *parts[second]));
        return;
      }
    }
    report(condition,
           fmt::format("`{}` can never hold: its parts contradict each other", reporter_.shown(condition)),
           "take out one of its parts");
  }

  static void flatten(const Condition &condition, std::vector<const Condition *> &out) {
    if (condition.kind != Condition::Kind::all) {
      out.push_back(&condition);
      return;
    }
    for (const Condition &child : condition.children)
      flatten(child, out);
  }

  std::string hint_for(const Condition &first, const Condition &second) const {
    const bool same_fact = first.kind == Condition::Kind::test && second.kind == Condition::Kind::test &&
                           first.test.fact == second.test.fact;
    const bool values = same_fact && first.test.kind == Test::Kind::alternatives &&
                        second.test.kind == Test::Kind::alternatives;
    if (!values) return "take one of them out";
    const std::string &name = policy_.facts[policy::origin_of(policy_, first.test.fact)].name;
    const std::string list = fmt::format("{}: [a, b]", name);
    return fmt::format("for either of them write one list of values, as in {}",
                       policy::is_in_was(policy_, first.test.fact) ? fmt::format("was: {{{}}}", list) : list);
  }

  std::string why(const Test &test) const {
    if (test.fact == policy::fact_signal && !test.words.empty()) {
      const policy::Signal &signal = policy_.signals[static_cast<std::size_t>(test.words.front().integer)];
      return fmt::format("see the signal \"{}\" at {}", signal.name, reporter_.place_text(signal.place));
    }
    if (ValueSet::passing(policy_, test.fact, test.alternatives).empty()) return "no value is in that range";
    const policy::Fact &fact = policy_.facts[policy::origin_of(policy_, test.fact)];
    if (&fact == &policy_.facts[policy::fact_sentiment]) return "sentiment is from -1 to 1";
    if (fact.type == policy::FactType::duration) return "a duration is not negative and 10 years at most";
    if (fact.choices.empty()) return fmt::format("the policy declares no value of {}", fact.name);
    return fmt::format("{} goes from {} to {}", fact.name, fact.choices.front(), fact.choices.back());
  }

  void report(const Condition &condition, std::string message, std::string hint) {
    reporter_.warn(Code::impossible_condition, condition.place, path_, std::move(message), std::move(hint));
  }

  const policy::Policy &policy_;
  Formulas &formulas_;
  Reporter &reporter_;
  Prover prover_;
  std::string path_;
};

} // namespace

std::vector<bool> find_impossible(const policy::Policy &policy, Formulas &formulas, Reporter &reporter) {
  Search search(policy, formulas, reporter);
  for (const policy::Signal &signal : policy.signals) {
    static_cast<void>(search.look(signal.when, fmt::format("signals.{}", signal.name)));
  }
  for (std::size_t i = 0; i < policy.priority.add.size(); ++i) {
    const policy::PriorityLine &line = policy.priority.add[i];
    if (line.has_when) static_cast<void>(search.look(line.when, fmt::format("priority.add[{}].when", i)));
  }
  std::vector<bool> can_match(policy.rules.size(), true);
  for (std::uint32_t i = 0; i < policy.rules.size(); ++i) {
    const policy::Rule &rule = policy.rules[i];
    if (rule.has_when) can_match[i] = search.look(rule.when, reporter.path_of_rule(i) + ".when");
  }
  return can_match;
}

} // namespace usher::check
