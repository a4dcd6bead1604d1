// SPDX-License-Identifier: BSL-1.0
#include "rules/explanation.hpp"

#include "base/duration.hpp"
#include "base/time.hpp"
#include "policy/dump.hpp"
#include "rules/evaluate.hpp"
#include "text/personal_data.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace usher::rules {
namespace {

using policy::Condition;
using policy::FactType;
using policy::Test;

std::string joined(const std::vector<std::string> &words, std::string_view none) {
  return words.empty() ? std::string(none) : fmt::format("{}", fmt::join(words, ", "));
}

/// Shows what a test saw.
class Viewer {
 public:
  Viewer(const Ruleset &ruleset, const Facts &facts) : policy_(ruleset.policy()), facts_(facts) {}

  ConditionView view(const Condition &condition) const {
    ConditionView out;
    out.kind = condition.kind;
    out.is_not = condition.is_not;
    out.holds = holds(policy_, condition, facts_);
    if (condition.kind == Condition::Kind::test) {
      out.test = policy::to_yaml(policy_, condition.test);
      out.saw = saw(condition.test);
    }
    for (const Condition &child : condition.children)
      out.children.push_back(view(child));
    return out;
  }

 private:
  std::string saw(const Test &test) const {
    if (test.kind == Test::Kind::phrases) return saw_phrases(test);
    const policy::Fact &fact = policy_.facts[test.fact];
    if (fact.type == FactType::set) return saw_set(test.fact);
    const Slot &slot = facts_.slots[test.fact];
    if (fact.derived == policy::Derived::changed) return saw_change(fact.derived_from, slot.integer != 0);
    if (fact.derived == policy::Derived::open && slot.known) return slot.integer != 0 ? "open" : "closed";
    return saw_value(test.fact);
  }

  std::string saw_change(policy::FactId was, bool changed) const {
    if (!facts_.decided_before) return "no earlier decision";
    const std::string now = saw_value(policy_.facts[was].derived_from);
    return changed ? fmt::format("{}, was {}", now, saw_value(was)) : fmt::format("{}, as before", now);
  }

  std::string saw_value(policy::FactId id) const {
    const policy::Fact &fact = policy_.facts[id];
    const Slot &slot = facts_.slots[id];
    if (!slot.known) return "missing";
    switch (fact.type) {
    case FactType::number:
      // One of sixteen digits may be that of a card, and some keep phones as numbers.
      return text::mask_number(fact.name, fmt::format("{}", slot.number));
    case FactType::flag: return slot.integer != 0 ? "true" : "false";
    case FactType::time: return format_time(slot.integer);
    case FactType::duration: return format_duration(slot.integer);
    case FactType::choice:
      return text::mask_personal_data(fact.choices[static_cast<std::size_t>(slot.integer)]);
    case FactType::text: return text::mask_value(fact.name, slot.text);
    case FactType::phrases: return "given"; // only {known: ...} asks this; the text itself is not shown
    case FactType::set: break;
    }
    return {};
  }

  // The phrases that were found, as the policy writes them: the customer's own words stay out of explanations.
  std::string saw_phrases(const Test &test) const {
    if (!facts_.slots[test.fact].known) return "missing";
    const PhraseSet &in_place = test.fact == policy::fact_subject ? facts_.in_subject : facts_.in_text;
    std::vector<std::string> found;
    for (const policy::PhraseId id : test.phrases) {
      if (in_place[id]) found.push_back(policy_.phrases[id].source);
    }
    return joined(found, "none of them");
  }

  std::string saw_set(policy::FactId fact) const {
    std::vector<std::string> held;
    if (fact == policy::fact_topic) {
      for (std::size_t i = 0; i < policy_.topics.size(); ++i) {
        if (facts_.topics[i]) held.push_back(policy_.topics[i].name);
      }
    } else if (fact == policy::fact_signal) {
      for (std::size_t i = 0; i < policy_.signals.size(); ++i) {
        if (facts_.signals[i]) held.push_back(policy_.signals[i].name);
      }
    } else if (fact == policy::fact_pii) {
      const auto kinds = text::personal_data_kinds();
      for (std::size_t i = 0; i < kinds.size(); ++i) {
        if (((facts_.pii >> i) & 1U) != 0) held.emplace_back(kinds[i]);
      }
    } else {
      for (const std::string &tag : facts_.tags)
        held.push_back(text::mask_personal_data(tag));
    }
    return joined(held, "none");
  }

  const policy::Policy &policy_;
  const Facts &facts_;
};

// Of an `all` the first child that failed, however deep; anything else fails as a whole.
const ConditionView *first_failed(const ConditionView &view) {
  if (view.holds) return nullptr;
  if (view.kind != Condition::Kind::all) return &view;
  for (const ConditionView &child : view.children) {
    if (const ConditionView *failed = first_failed(child)) return failed;
  }
  return nullptr;
}

template <class T>
bool is_behind(const std::vector<Chosen<T>> &list, RuleNumber rule) {
  return std::any_of(list.begin(), list.end(), [rule](const Chosen<T> &one) { return one.because == rule; });
}

/// Sorts the fields of an outcome into those that took effect and those that did not.
void sort_fields(const policy::Outcome &outcome, RuleNumber rule, const Decision &decision,
                 std::vector<std::string> &decided, std::vector<std::string> &passed_over) {
  const auto field = [&](bool set, bool behind, std::string_view name) {
    if (set) (behind ? decided : passed_over).emplace_back(name);
  };
  field(outcome.department.has_value(), decision.department.because == rule, "department");
  field(outcome.agent.has_value(), decision.agent.because == rule, "agent");
  field(outcome.engage.has_value(), decision.engage.because == rule, "engage");
  field(outcome.priority.has_value(), decision.priority_start.because == rule, "priority");
  field(outcome.sla.has_value(), decision.sla.because == rule, "sla");
  field(outcome.stage.has_value(), decision.stage.because == rule, "stage");
  field(outcome.visibility.has_value(), decision.visibility.because == rule, "visibility");
  field(outcome.reply.has_value(), decision.reply.because == rule, "reply");
  field(!outcome.skills.empty(), is_behind(decision.skills, rule), "skills");
  field(!outcome.tags.empty(), is_behind(decision.tags, rule), "tags");
  field(!outcome.notify.empty(), is_behind(decision.notify, rule), "notify");
  const auto is_behind_ask = [rule](const ChosenAsk &one) { return one.is_behind(rule); };
  field(!outcome.ask.empty(), std::any_of(decision.ask.begin(), decision.ask.end(), is_behind_ask), "ask");
}

} // namespace

Explanation explain(const Ruleset &ruleset, const Workspace &workspace) {
  const policy::Policy &policy = ruleset.policy();
  Facts facts = workspace.facts;
  find_all_phrases(ruleset, workspace, facts);
  const Viewer viewer(ruleset, facts);
  Explanation out;
  std::vector<RuleFate> fates(policy.rules.size());
  Decision again;
  read_rules(ruleset, facts, again, fates);

  out.rules.resize(policy.rules.size());
  for (RuleNumber number = 0; number < policy.rules.size(); ++number) {
    const policy::Rule &rule = policy.rules[number];
    RuleView &view = out.rules[number];
    view.rule = number;
    view.fate = fates[number];
    if (rule.has_when)
      view.when = viewer.view(rule.when);
    else
      view.when.holds = true;
    view.failed = first_failed(view.when);
    if (!view.fate.matched) continue;
    view.stopped = rule.then.stop;
    sort_fields(rule.then, number, workspace.decision, view.decided, view.passed_over);
  }
  for (std::uint32_t signal = 0; signal < policy.signals.size(); ++signal) {
    out.signals.push_back({signal, viewer.view(policy.signals[signal].when)});
  }
  for (std::uint32_t number = 0; number < policy.priority.add.size(); ++number) {
    const policy::PriorityLine &line = policy.priority.add[number];
    LineView view;
    view.line = number;
    if (line.has_when)
      view.when = viewer.view(line.when);
    else
      view.when.holds = true;
    for (const PriorityPart &part : workspace.decision.priority_parts) {
      if (part.line == number) view.points = part.points;
    }
    out.priority.push_back(std::move(view));
  }
  std::vector<std::string> ignored;
  sort_fields(policy.fallback, by_default, workspace.decision, out.by_default, ignored);
  return out;
}

} // namespace usher::rules
