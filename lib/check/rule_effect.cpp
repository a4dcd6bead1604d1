// SPDX-License-Identifier: BSL-1.0
#include "check/rule_effect.hpp"

#include "policy/facts.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace usher::check {
namespace {

using policy::Outcome;

template <class T>
bool holds(const std::vector<T> &list, const T &item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

/// Whether an outcome asks the department at least as strictly: asks of one become the strictest of them.
bool asks_as_much(const Outcome &outcome, const policy::Ask &wanted) {
  return std::any_of(outcome.ask.begin(), outcome.ask.end(), [&wanted](const policy::Ask &ask) {
    return ask.department == wanted.department && !policy::is_sooner(wanted, ask) &&
           (ask.before_reply || !wanted.before_reply);
  });
}

std::string text_of(const policy::Policy &policy, const policy::PriorityValue &priority) {
  return priority.band ? policy.priority.bands[*priority.band].name : fmt::format("{}", priority.value);
}

} // namespace

std::uint32_t fields_of(const Outcome &outcome) noexcept {
  std::uint32_t fields = 0;
  const auto mark = [&fields](bool set, EffectField field) {
    if (set) fields |= field;
  };
  mark(outcome.department.has_value(), effect_department);
  mark(outcome.agent.has_value(), effect_agent);
  mark(outcome.priority.has_value(), effect_priority);
  mark(outcome.sla.has_value(), effect_sla);
  mark(outcome.stage.has_value(), effect_stage);
  mark(outcome.visibility.has_value(), effect_visibility);
  mark(outcome.engage.has_value(), effect_engage);
  mark(outcome.reply.has_value(), effect_reply);
  mark(!outcome.skills.empty(), effect_skills);
  mark(!outcome.tags.empty(), effect_tags);
  mark(!outcome.notify.empty(), effect_notify);
  mark(!outcome.ask.empty(), effect_ask);
  return fields;
}

RuleEffects::RuleEffects(const policy::Policy &policy) : policy_(policy) {
  const auto count = static_cast<std::uint32_t>(policy.rules.size());
  first_for_.assign(policy.departments.size(), count);
  first_with_department_ = count;
  first_with_another_ = count;
  for (std::uint32_t rule = 0; rule < count; ++rule) {
    const std::optional<std::uint32_t> department = policy.rules[rule].then.department;
    if (!department) continue;
    first_for_[*department] = std::min(first_for_[*department], rule);
    if (first_with_department_ == count) {
      first_with_department_ = rule;
    } else if (first_with_another_ == count &&
               department != policy.rules[first_with_department_].then.department) {
      first_with_another_ = rule;
    }
  }
}

// The rule that makes sure that another department than the rule's own is decided before it, so that
// department, agent, SLA and skills are passed over: one that names another, while none before it names the
// rule's.
std::optional<std::uint32_t> RuleEffects::silenced_by(std::uint32_t rule,
                                                      std::span<const std::uint32_t> earlier) const {
  const std::optional<std::uint32_t> own = policy_.rules[rule].then.department;
  if (!own) return std::nullopt;
  for (const std::uint32_t other : earlier) {
    const std::optional<std::uint32_t> department = policy_.rules[other].then.department;
    if (department && department != own && first_for_[*own] > other) return other;
  }
  return std::nullopt;
}

// Whether the agent, the SLA and the skills of `rule` count whenever those of a later rule would: then it names no
// department, or the later one's own, or none before it names another.
bool RuleEffects::is_heard(std::uint32_t rule, const Outcome &later) const {
  const std::optional<std::uint32_t> department = policy_.rules[rule].then.department;
  if (!department || department == later.department || first_with_department_ >= rule) return true;
  return department == policy_.rules[first_with_department_].then.department && first_with_another_ >= rule;
}

std::optional<std::vector<Overruled>> RuleEffects::overruled(std::uint32_t rule,
                                                             std::span<const std::uint32_t> earlier) const {
  const Outcome &then = policy_.rules[rule].then;
  if (then.stop) return std::nullopt;
  std::vector<Overruled> out;
  bool all = true;
  // `settles(rule, outcome)`: it leaves nothing to decide for the field, or for one item of it.
  const auto need = [&](std::string_view field, auto &&settles) {
    const auto found = std::find_if(earlier.begin(), earlier.end(), [&](std::uint32_t other) {
      return settles(other, policy_.rules[other].then);
    });
    if (found == earlier.end())
      all = false;
    else
      out.push_back({field, *found});
  };
  const auto need_value = [&](std::string_view field, const auto Outcome::*value) {
    if (then.*value)
      need(field, [value](std::uint32_t, const Outcome &one) { return (one.*value).has_value(); });
  };

  need_value("department", &Outcome::department);
  if (const std::optional<std::uint32_t> by = silenced_by(rule, earlier)) {
    if (then.agent) out.push_back({"agent", *by});
    if (then.sla) out.push_back({"sla", *by});
    if (!then.skills.empty()) out.push_back({"skills", *by});
  } else {
    if (then.agent) {
      need("agent",
           [&](std::uint32_t other, const Outcome &one) { return one.agent && is_heard(other, then); });
    }
    if (then.sla)
      need("sla", [&](std::uint32_t other, const Outcome &one) { return one.sla && is_heard(other, then); });
    for (const std::string &skill : then.skills) {
      need("skills", [&](std::uint32_t other, const Outcome &one) {
        return holds(one.skills, skill) && is_heard(other, then);
      });
    }
  }
  need_value("priority", &Outcome::priority);
  need_value("stage", &Outcome::stage);
  need_value("visibility", &Outcome::visibility);
  need_value("engage", &Outcome::engage);
  need_value("reply", &Outcome::reply);
  for (const std::string &tag : then.tags) {
    need("tags", [&](std::uint32_t, const Outcome &one) { return holds(one.tags, tag); });
  }
  for (const policy::NotifiedId id : then.notify) {
    need("notify", [&](std::uint32_t, const Outcome &one) { return holds(one.notify, id); });
  }
  for (const policy::Ask &ask : then.ask) {
    need("ask", [&](std::uint32_t, const Outcome &one) { return asks_as_much(one, ask); });
  }
  if (!all || out.empty()) return std::nullopt;
  return out;
}

std::vector<Difference> RuleEffects::differences(std::uint32_t first, std::uint32_t second) const {
  const Outcome &a = policy_.rules[first].then;
  const Outcome &b = policy_.rules[second].then;
  std::vector<Difference> out;
  if (a.department && b.department && a.department != b.department) {
    out.push_back(
        {"department", policy_.departments[*a.department].name, policy_.departments[*b.department].name});
  }
  if (a.agent && b.agent && a.agent != b.agent && is_heard(first, b))
    out.push_back({"agent", *a.agent, *b.agent});
  if (a.sla && b.sla && a.sla != b.sla && is_heard(first, b))
    out.push_back({"sla", policy_.slas[*a.sla].name, policy_.slas[*b.sla].name});
  if (a.priority && b.priority && a.priority->value != b.priority->value) {
    out.push_back({"priority", text_of(policy_, *a.priority), text_of(policy_, *b.priority)});
  }
  if (a.stage && b.stage && a.stage != b.stage) {
    const std::vector<std::string> &stages = policy_.facts[policy::fact_stage].choices;
    out.push_back({"stage", stages[*a.stage], stages[*b.stage]});
  }
  if (a.visibility && b.visibility && a.visibility != b.visibility) {
    const auto names = policy::visibility_names();
    out.push_back({"visibility", std::string(names[static_cast<std::size_t>(*a.visibility)]),
                   std::string(names[static_cast<std::size_t>(*b.visibility)])});
  }
  if (a.engage && b.engage && a.engage != b.engage) {
    out.push_back({"engage", *a.engage ? "true" : "false", *b.engage ? "true" : "false"});
  }
  if (a.reply && b.reply && a.reply != b.reply) {
    out.push_back({"reply", policy_.replies[*a.reply].name, policy_.replies[*b.reply].name});
  }
  return out;
}

} // namespace usher::check
