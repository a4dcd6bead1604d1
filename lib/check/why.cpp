// SPDX-License-Identifier: BSL-1.0
#include "check/why.hpp"

#include "check/failed_condition.hpp"
#include "check/reporter.hpp"
#include "policy/dump.hpp"
#include "policy/facts.hpp"
#include "policy/live_work.hpp"

#include <algorithm>
#include <cstdlib>
#include <tuple>
#include <vector>

#include <fmt/format.h>

namespace usher::check {
namespace {

using policy::Condition;
using policy::Outcome;
using rules::Field;

bool holds(const std::vector<std::string> &list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

std::string_view band_of(const policy::Policy &policy, int priority) {
  const auto reached = [priority](const policy::Band &band) { return priority >= band.bound; };
  const std::vector<policy::Band> &bands = policy.priority.bands;
  return std::find_if(bands.begin(), bands.end(), reached)->name; // the lowest begins at 0
}

/// Whether an outcome says `wanted` of a field, or adds it to one of several values.
bool says(const policy::Policy &policy, const Outcome &outcome, Field field, std::string_view wanted) {
  const auto is_department = [&](std::uint32_t number) { return policy.departments[number].name == wanted; };
  switch (field) {
  case Field::department: return outcome.department && is_department(*outcome.department);
  case Field::agent: return outcome.agent && *outcome.agent == wanted;
  case Field::engage: return outcome.engage && (*outcome.engage ? "true" : "false") == wanted;
  case Field::priority: return outcome.priority && fmt::format("{}", outcome.priority->value) == wanted;
  case Field::band: return outcome.priority && band_of(policy, outcome.priority->value) == wanted;
  case Field::stage:
    return outcome.stage && policy.facts[policy::fact_stage].choices[*outcome.stage] == wanted;
  case Field::visibility:
    return outcome.visibility &&
           policy::visibility_names()[static_cast<std::size_t>(*outcome.visibility)] == wanted;
  case Field::sla: return outcome.sla && policy.slas[*outcome.sla].name == wanted;
  case Field::reply: return outcome.reply && policy.replies[*outcome.reply].name == wanted;
  case Field::skills: return holds(outcome.skills, wanted);
  case Field::tags: return holds(outcome.tags, wanted);
  case Field::notify:
    return std::any_of(outcome.notify.begin(), outcome.notify.end(),
                       [&](policy::NotifiedId id) { return policy::notified_name(policy, id) == wanted; });
  case Field::ask:
    return std::any_of(outcome.ask.begin(), outcome.ask.end(),
                       [&](const policy::Ask &ask) { return is_department(ask.department); });
  default: return false;
  }
}

/// Whether an outcome says anything of a field of one value.
bool says_anything(const Outcome &outcome, Field field) {
  switch (field) {
  case Field::department: return outcome.department.has_value();
  case Field::agent: return outcome.agent.has_value();
  case Field::engage: return outcome.engage.has_value();
  case Field::priority: return outcome.priority.has_value();
  case Field::stage: return outcome.stage.has_value();
  case Field::visibility: return outcome.visibility.has_value();
  case Field::sla: return outcome.sla.has_value();
  case Field::reply: return outcome.reply.has_value();
  default: return false;
  }
}

} // namespace

const rules::Explanation &Why::explanation() {
  if (!explanation_) explanation_ = rules::explain(ruleset_, workspace_);
  return *explanation_;
}

std::string Why::behind(rules::RuleNumber rule) const {
  if (rule == rules::no_rule) return {};
  if (rule == rules::by_default) return "the default";
  return fmt::format("\"{}\"", ruleset_.policy().rules[rule].name);
}

std::string Why::not_value(Field field, const std::optional<std::string> &wanted) {
  switch (field) {
  case Field::move_to: return not_moved();
  case Field::language: return language();
  case Field::first_response:
  case Field::next_response:
  case Field::resolution: return due(field);
  case Field::intent:
  case Field::sentiment: return "it comes from the facts of the message";
  case Field::priority:
  case Field::band: {
    std::string reason = sum();
    if (!wanted) return reason;
    for (const std::string &more : {missing_points(field, *wanted), nearest(field, *wanted)}) {
      if (!more.empty()) reason += fmt::format("; {}", more);
    }
    return reason;
  }
  case Field::sla: {
    std::string reason = sla_in_force();
    std::string near = wanted ? nearest(field, *wanted) : std::string();
    if (near.empty() && wanted && says(ruleset_.policy(), ruleset_.policy().fallback, field, *wanted))
      near = default_kept_from(field);
    if (!near.empty()) reason += fmt::format("{}{}", reason.empty() ? "" : "; ", near);
    if (!reason.empty()) return reason;
    break;
  }
  default: break;
  }
  if (!wanted) return {};
  std::string near = nearest(field, *wanted);
  if (!near.empty()) return near;
  if (says(ruleset_.policy(), ruleset_.policy().fallback, field, *wanted)) {
    return default_kept_from(field);
  }
  if (field == Field::engage && *wanted == "true") return "it is true only where nothing says otherwise";
  return fmt::format("no rule sets {} to {}", rules::name_of(field), *wanted);
}

std::string Why::not_item(Field field, const std::string &wanted) {
  if (field == Field::topics) return fmt::format("no phrase of {} was found", wanted);
  if (field == Field::pii) return fmt::format("no {} was found that counts", wanted);
  const std::string near = nearest(field, wanted);
  return near.empty() ? fmt::format("no rule adds {} to {}", wanted, rules::name_of(field)) : near;
}

std::string Why::item(Field field, std::size_t index) {
  const std::string_view name = rules::item_of(ruleset_, workspace_, field, index);
  if (field == Field::topics) return phrase_of_topic(name);
  if (field == Field::pii) return fmt::format("{} was found", name);
  return fmt::format("{} is from {}", name, behind(rules::because_of(workspace_, field, index)));
}

std::string Why::not_because(Field field, std::string_view item, std::string_view rule) {
  const std::vector<policy::Rule> &all = ruleset_.policy().rules;
  const auto found =
      std::find_if(all.begin(), all.end(), [rule](const policy::Rule &one) { return one.name == rule; });
  if (found == all.end()) return default_kept_from(field);
  const bool wanted =
      item.empty() ? says_anything(found->then, field) : says(ruleset_.policy(), found->then, field, item);
  if (!wanted) {
    return item.empty() ? fmt::format("\"{}\" does not set {}", rule, rules::name_of(field))
                        : fmt::format("\"{}\" does not add {} to {}", rule, item, rules::name_of(field));
  }
  return kept_from(explanation().rules[static_cast<std::size_t>(found - all.begin())], field, item);
}

/// What the default says of a field, if anything, counts where no rule decides it; of agent and SLA where no other
/// department was decided either.
std::string Why::default_kept_from(Field field) const {
  const policy::Policy &policy = ruleset_.policy();
  const Outcome &fallback = policy.fallback;
  if (!says_anything(fallback, field)) return fmt::format("the default sets no {}", rules::name_of(field));
  const auto &department = workspace_.decision.department;
  if ((field == Field::agent || field == Field::sla) && fallback.department &&
      *fallback.department != department.value) {
    return fmt::format("the default speaks for {}, and {} had decided {}",
                       policy.departments[*fallback.department].name, behind(department.because),
                       policy.departments[department.value].name);
  }
  return "the default says so, but it counts only where no rule decides";
}

// The rule that says `wanted` of the field and of whose conditions the fewest failed; of equals the one of
// which more held, then the first. Empty when no rule says it.
std::string Why::nearest(Field field, const std::string &wanted) {
  const policy::Policy &policy = ruleset_.policy();
  const bool any = std::any_of(policy.rules.begin(), policy.rules.end(), [&](const policy::Rule &rule) {
    return says(policy, rule.then, field, wanted);
  });
  if (!any) return {};
  const rules::RuleView *best = nullptr;
  Tally best_tally;
  for (const rules::RuleView &view : explanation().rules) {
    if (!says(policy, policy.rules[view.rule].then, field, wanted)) continue;
    const Tally one = tally(view.when);
    const bool nearer = best == nullptr || one.failed < best_tally.failed ||
                        (one.failed == best_tally.failed && one.held > best_tally.held);
    if (!nearer) continue;
    best = &view;
    best_tally = one;
  }
  return kept_from(*best, field, wanted);
}

std::string Why::kept_from(const rules::RuleView &view, Field field, std::string_view item) {
  const std::string &name = ruleset_.policy().rules[view.rule].name;
  if (!view.when.holds) return fmt::format("\"{}\" did not match: {}", name, failures_of(view.when));
  if (view.fate.matched) return passed_over(view, field, item);
  const std::vector<rules::RuleView> &all = explanation().rules;
  const auto stop =
      std::find_if(all.begin(), all.end(), [](const rules::RuleView &one) { return one.stopped; });
  return fmt::format("\"{}\" was not read: {} stopped the reading", name, behind(stop->rule));
}

std::string Why::passed_over(const rules::RuleView &view, Field field, std::string_view item) const {
  const policy::Policy &policy = ruleset_.policy();
  const policy::Rule &rule = policy.rules[view.rule];
  const rules::Decision &decision = workspace_.decision;
  if (view.fate.department_passed_over &&
      (field == Field::agent || field == Field::sla || field == Field::skills)) {
    return fmt::format("\"{}\" matched, but speaks for {} when {} had decided {}", rule.name,
                       policy.departments[*rule.then.department].name, behind(decision.department.because),
                       policy.departments[decision.department.value].name);
  }
  if (rules::kind_of(field) != rules::FieldKind::texts) {
    const Field decided = field == Field::band ? Field::priority : field;
    const rules::RuleNumber first = rules::because_of(workspace_, decided, 0);
    // The rule's priority may count and yet not be the sum.
    if (first == view.rule) return fmt::format("\"{}\" matched and set where it starts", rule.name);
    return fmt::format("\"{}\" matched too, but {} was first", rule.name, behind(first));
  }
  for (std::size_t i = 0; i < rules::count_of(workspace_, field); ++i) {
    if (rules::item_of(ruleset_, workspace_, field, i) != item) continue;
    const rules::RuleNumber because = rules::because_of(workspace_, field, i);
    return fmt::format("\"{}\" matched too, but {} {}", rule.name, behind(because),
                       field == Field::ask && because > view.rule ? "made it stricter" : "was first");
  }
  return fmt::format("\"{}\" matched", rule.name);
}

std::string Why::sum() const {
  const policy::Policy &policy = ruleset_.policy();
  const rules::Decision &decision = workspace_.decision;
  const std::string rule = behind(decision.priority_start.because);
  std::string text;
  int total = 0;
  for (const rules::PriorityPart &part : decision.priority_parts) {
    total += part.points;
    if (part.line == rules::PriorityPart::start_line) {
      text = fmt::format("{} from {}", part.points, rule.empty() ? "the start" : rule);
    } else {
      const policy::PriorityLine &line = policy.priority.add[part.line];
      text += fmt::format(" {} {}{}{}", part.points < 0 ? '-' : '+', std::abs(part.points),
                          line.has_when ? " for " : ", ", reason_of(line));
    }
  }
  if (decision.priority_parts.size() == 1) return text + ", and nothing is added";
  if (total == decision.priority) return fmt::format("{} is {}", total, text);
  return fmt::format("{}, cut to {}, is {}", total, decision.priority, text);
}

// Lines of the sum that did not count and any one of which would have made it what was wanted.
std::string Why::missing_points(Field field, const std::string &wanted) {
  const policy::Policy &policy = ruleset_.policy();
  int total = 0;
  for (const rules::PriorityPart &part : workspace_.decision.priority_parts)
    total += part.points;
  std::vector<std::string> lines;
  for (const rules::LineView &view : explanation().priority) {
    const policy::PriorityLine &line = policy.priority.add[view.line];
    if (view.when.holds || line.per) continue;
    const int points = rules::points_of(line, workspace_.facts);
    const int with = std::clamp(total + points, policy::lowest_priority, policy::highest_priority);
    const bool enough =
        field == Field::band ? band_of(policy, with) == wanted : fmt::format("{}", with) == wanted;
    if (enough) lines.push_back(fmt::format("{:+} for {}", points, reason_of(line)));
  }
  if (lines.empty()) return {};
  return fmt::format("it would be {} with {}", wanted, join_some(std::move(lines), " or "));
}

// Why a line counts: `signal: influencer`, `2 for each of similar_waiting`.
std::string Why::reason_of(const policy::PriorityLine &line) const {
  const policy::Policy &policy = ruleset_.policy();
  std::string reason;
  if (line.has_when) {
    const bool is_test = line.when.kind == Condition::Kind::test;
    reason = shortened(is_test ? policy::to_yaml(policy, line.when.test) : policy::to_yaml(policy, line.when),
                       most_shown_of_a_condition);
  }
  if (line.per)
    reason += fmt::format("{}{} for each of {}", reason.empty() ? "" : ", ", line.points,
                          policy.facts[*line.per].name);
  return reason;
}

std::string Why::not_moved() const {
  const policy::Policy &policy = ruleset_.policy();
  const rules::Slot &channel = workspace_.facts.slots[policy::fact_channel];
  if (workspace_.decision.move_to) {
    return fmt::format("the private twin of {} is {}",
                       policy.channels[static_cast<std::size_t>(channel.integer)].name,
                       policy.channels[*workspace_.decision.move_to].name);
  }
  const auto &decided = workspace_.decision.visibility;
  if (!decided.is_set() || decided.value != policy::Visibility::private_)
    return "no rule made the answer private";
  const rules::Slot &visibility = workspace_.facts.slots[policy::fact_visibility];
  const bool was_public =
      visibility.known && visibility.integer == static_cast<std::int64_t>(policy::Visibility::public_);
  if (!was_public) return "the message is not public";
  if (!channel.known) return "the message has no channel";
  return fmt::format("the channel {} has no private twin",
                     policy.channels[static_cast<std::size_t>(channel.integer)].name);
}

std::string Why::language() const {
  const rules::Facts &facts = workspace_.facts;
  if (!facts.slots[policy::fact_language].known) return "it is not given, and the text does not tell it";
  if (facts.language_given) return "the message says so";
  return fmt::format("it was found in the text with confidence {:.2f}", facts.language_confidence);
}

std::string Why::phrase_of_topic(std::string_view topic) const {
  const policy::Policy &policy = ruleset_.policy();
  const rules::Facts &facts = workspace_.facts;
  for (const policy::Topic &one : policy.topics) {
    if (one.name != topic) continue;
    for (const policy::PhraseGroup &group : one.groups) {
      for (const policy::PhraseId phrase : group.phrases) {
        if (!facts.in_text[phrase] && !facts.in_subject[phrase]) continue;
        return fmt::format("{} was found by the phrase \"{}\"", topic, policy.phrases[phrase].source);
      }
    }
  }
  return {};
}

} // namespace usher::check
