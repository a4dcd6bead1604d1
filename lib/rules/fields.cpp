// SPDX-License-Identifier: BSL-1.0
#include "rules/fields.hpp"

#include "base/duration.hpp"
#include "policy/live_work.hpp"
#include "rules/decision_json.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <limits>

namespace usher::rules {
namespace {

struct Description {
  Field field;
  std::string_view name;
  FieldKind kind;
  bool by_rules;
};

constexpr std::array<Description, 22> descriptions = {{
    {Field::department, "department", FieldKind::text, true},
    {Field::agent, "agent", FieldKind::text, true},
    {Field::engage, "engage", FieldKind::integer, true},
    {Field::priority, "priority", FieldKind::integer, true},
    {Field::band, "band", FieldKind::text, false},
    {Field::language, "language", FieldKind::text, false},
    {Field::intent, "intent", FieldKind::text, false},
    {Field::stage, "stage", FieldKind::text, true},
    {Field::sentiment, "sentiment", FieldKind::number, false},
    {Field::visibility, "visibility", FieldKind::text, true},
    {Field::move_to, "move_to", FieldKind::text, false},
    {Field::reply, "reply", FieldKind::text, true},
    {Field::sla, "sla", FieldKind::text, true},
    {Field::first_response, "first_response", FieldKind::time, false},
    {Field::next_response, "next_response", FieldKind::time, false},
    {Field::resolution, "resolution", FieldKind::time, false},
    {Field::topics, "topics", FieldKind::texts, false},
    {Field::pii, "pii", FieldKind::texts, false},
    {Field::skills, "skills", FieldKind::texts, true},
    {Field::tags, "tags", FieldKind::texts, true},
    {Field::notify, "notify", FieldKind::texts, true},
    {Field::ask, "ask", FieldKind::texts, true},
}};

constexpr auto field_list = [] {
  std::array<Field, descriptions.size()> list{};
  for (std::size_t i = 0; i < list.size(); ++i)
    list[i] = descriptions[i].field;
  return list;
}();

const Description &describe(Field field) noexcept {
  return *std::find_if(descriptions.begin(), descriptions.end(),
                       [field](const Description &one) { return one.field == field; });
}

std::string_view known_text(const Facts &facts, policy::FactId fact) {
  return facts.slots[fact].known ? std::string_view(facts.slots[fact].text) : std::string_view();
}

// The kind of personal data at place `index` among those found.
std::string_view pii_kind(std::uint32_t kinds, std::size_t index) {
  for (; index > 0; --index)
    kinds &= kinds - 1;
  return text::personal_data_kinds()[static_cast<std::size_t>(std::countr_zero(kinds))];
}

} // namespace

std::span<const Field> all_fields() noexcept { return field_list; }

std::optional<Field> field_by_number(std::int32_t number) noexcept {
  for (const Field field : field_list) {
    if (static_cast<std::int32_t>(field) == number) return field;
  }
  return std::nullopt;
}

std::string_view name_of(Field field) noexcept { return describe(field).name; }
FieldKind kind_of(Field field) noexcept { return describe(field).kind; }
bool is_decided_by_rules(Field field) noexcept { return describe(field).by_rules; }

std::string_view text_of(const Ruleset &ruleset, const Workspace &workspace, Field field) {
  const policy::Frame &frame = ruleset.frame();
  const Decision &decision = workspace.decision;
  switch (field) {
  case Field::department: return frame.departments[decision.department.value].name;
  case Field::agent: return decision.agent.is_set() ? decision.agent.value : std::string_view();
  case Field::band: return frame.priority.bands[decision.band].name;
  case Field::language: return known_text(workspace.facts, policy::fact_language);
  case Field::intent: return known_text(workspace.facts, policy::fact_intent);
  case Field::stage: return stage_of(ruleset, workspace);
  case Field::visibility: return visibility_of(ruleset, workspace);
  case Field::move_to:
    return decision.move_to ? std::string_view(frame.channels[*decision.move_to].name) : std::string_view();
  case Field::reply:
    return decision.reply.is_set() ? ruleset.reply_name(decision.reply.value) : std::string_view();
  case Field::sla:
    return decision.sla_in_force ? std::string_view(frame.slas[*decision.sla_in_force].name)
                                 : std::string_view();
  default: return {};
  }
}

std::int64_t integer_of(const Workspace &workspace, Field field) {
  const Decision &decision = workspace.decision;
  const auto due = [&decision](policy::ServiceClock clock) {
    return decision.due[static_cast<std::size_t>(clock)].value_or(no_time);
  };
  switch (field) {
  case Field::engage: return decision.engage.value ? 1 : 0;
  case Field::first_response: return due(policy::ServiceClock::first_response);
  case Field::next_response: return due(policy::ServiceClock::next_response);
  case Field::resolution: return due(policy::ServiceClock::resolution);
  default: return decision.priority;
  }
}

double number_of(const Workspace &workspace, Field) {
  const Slot &sentiment = workspace.facts.slots[policy::fact_sentiment];
  return sentiment.known ? sentiment.number : std::numeric_limits<double>::quiet_NaN();
}

std::size_t count_of(const Workspace &workspace, Field field) {
  const Decision &decision = workspace.decision;
  switch (field) {
  case Field::topics: return decision.topics.size();
  case Field::pii: return static_cast<std::size_t>(std::popcount(workspace.facts.pii));
  case Field::skills: return decision.skills.size();
  case Field::tags: return decision.tags.size();
  case Field::notify: return decision.notify.size();
  case Field::ask: return decision.ask.size();
  default: return 0;
  }
}

std::string_view item_of(const Ruleset &ruleset, const Workspace &workspace, Field field, std::size_t index) {
  const policy::Frame &frame = ruleset.frame();
  const Decision &decision = workspace.decision;
  switch (field) {
  case Field::topics: return ruleset.topic_name(decision.topics[index]);
  case Field::pii: return pii_kind(workspace.facts.pii, index);
  case Field::skills: return decision.skills[index].value;
  case Field::tags: return decision.tags[index].value;
  case Field::notify: return policy::notified_name(frame, decision.notify[index].value);
  case Field::ask: return frame.departments[decision.ask[index].value.department].name;
  default: return {};
  }
}

std::string text_of(const policy::Frame &frame, const policy::Ask &ask) {
  std::string text = frame.departments[ask.department].name;
  if (ask.within_ms != 0) text += " within " + format_duration(ask.within_ms);
  if (ask.before_reply) text += ", before the reply";
  return text;
}

RuleNumber because_of(const Workspace &workspace, Field field, std::size_t index) {
  const Decision &decision = workspace.decision;
  switch (field) {
  case Field::department: return decision.department.because;
  case Field::agent: return decision.agent.because;
  case Field::engage: return decision.engage.because;
  case Field::priority: return decision.priority_start.because;
  case Field::stage: return decision.stage.because;
  case Field::visibility: return decision.visibility.because;
  case Field::reply: return decision.reply.because;
  case Field::sla: return decision.sla.because;
  case Field::skills: return decision.skills[index].because;
  case Field::tags: return decision.tags[index].because;
  case Field::notify: return decision.notify[index].because;
  case Field::ask: return decision.ask[index].because;
  default: return no_rule;
  }
}

} // namespace usher::rules
