// SPDX-License-Identifier: BSL-1.0
// From a decision to what the desk does. What a later message says replaces what rules decided before, where a rule
// says it; what is only the default leaves things as they are, so that "thanks" does not send a complaint elsewhere.
#include "desk/engine.hpp"
#include "policy/live_work.hpp"

#include <algorithm>

namespace usher::desk {
namespace {

// The sum that makes a priority, before it is cut to 0..100; more lines than a policy has by default may sum to more
// than is kept.
int uncut(const rules::Decision &decision) {
  std::int64_t sum = 0;
  for (const rules::PriorityPart &part : decision.priority_parts)
    sum += part.points;
  return static_cast<int>(std::clamp<std::int64_t>(sum, -most_priority_kept, most_priority_kept));
}

} // namespace

void Engine::adopt(ConversationId id, const Event &event, Of what, const calendar::Calendar &hours_before) {
  const bool is_new = what == Of::arrival;
  const rules::Decision &decision = workspace_.decision;
  const rules::Facts &facts = workspace_.facts;
  ConversationData &data = state_.edit(id);
  const bool was_engaged = data.engaged;
  if (is_new || (decision.engage.is_set() && decision.engage.because != rules::by_default))
    data.engaged = decision.engage.value;
  if (const rules::Slot &account = facts.slots[policy::fact_account]; account.known)
    data.account = static_cast<std::uint32_t>(account.integer);
  const rules::Slot &kind = facts.slots[policy::fact_kind];
  const bool holds_room = data.location == Location::offered || data.location == Location::assigned;
  if (kind.known && !holds_room) data.kind = static_cast<policy::ChannelKind>(kind.integer);
  if (const rules::Slot &language = facts.slots[policy::fact_language]; language.known)
    data.language = state_.words().of(language.text);
  // Facts tell people only what is new in the decision, and nothing once the matter is settled.
  const bool is_fact = event.type != EventType::message;
  const bool tells = !is_fact || data.status != Status::resolved;
  const bool replies = tells && decision.reply.is_set() &&
                       (is_new || decision.reply.because != rules::by_default) &&
                       (!is_fact || data.reply != decision.reply.value);
  if (replies) data.reply = decision.reply.value;

  if (event.priority) {
    data.priority = *event.priority;
    data.priority_given = true;
  } else if (!data.priority_given) {
    data.priority = is_new ? uncut(decision) : std::max(data.priority, uncut(decision));
  }
  const std::uint32_t band = terms().band_of(data.priority);
  const std::uint32_t start =
      decision.priority_start.is_set() ? decision.priority_start.because : rules::by_default;
  const bool band_changed = !is_new && band != data.band;
  data.band = band;
  if (is_new)
    data.shown_band = band;
  else
    update_band(id,
                event.priority               ? Reason::by_hand
                : start != rules::by_default ? Reason::rule
                                             : Reason::by_default,
                start);
  // It takes effect as the clock begins, or changes below.
  if (event.due && data.clocks.first_response.state != calendar::ClockState::met)
    data.clocks.first_response.given = event.due;

  const bool sla_changed = decision.sla.is_set() && decision.sla.because != rules::by_default;
  if (sla_changed) {
    data.sla = decision.sla.value;
    data.sla_by_rule = true;
  }
  adopt_lists(id, event);
  const bool moved = adopt_department(id, is_new);
  if (moved) note_moved(data);
  if (is_new) {
    if (!data.sla_by_rule) data.sla = terms().department(data.department).policy->sla.value_or(none);
  } else if (moved || band_changed || sla_changed || event.due || what == Of::homeless) {
    change_clocks(id, hours_before);
  }
  if (tells) announce(id, is_fact);
  if (replies) {
    suggest(id, decision.reply.value, Reason::rule).rule = decision.reply.because;
  }
  if (!data.engaged) {
    if (is_new || was_engaged) ignore(id);
    return;
  }
  if (!is_new && !was_engaged) {
    if (data.status == Status::resolved) return;
    const calendar::ServiceClocks before = data.clocks;
    begin_promises(id);
    announce_dues(state_.conversation(id), before);
    place(id, data.department_rule == rules::by_default ? Reason::by_default : Reason::rule);
    return;
  }
  if (moved) {
    emit(EffectType::routed, state_.conversation(id), Reason::rule).rule = data.department_rule;
    leave_department(id);
  } else if (what == Of::ongoing &&
             (data.location == Location::offered || data.location == Location::assigned)) {
    return_if_not_theirs(id, true);
  }
  if (data.preferred != no_agent) {
    RequirementKey key = state_.requirement_key(state_.conversation(id));
    if (!state_.is_eligible(state_.agent(data.preferred), key)) data.preferred = no_agent;
  }
}

/// Whoever has it keeps it, if they are in the department as well and may take it there. Else they are remembered, for
/// when it comes back.
void Engine::leave_department(ConversationId id) {
  const ConversationData &data = state_.conversation(id).data;
  const bool has_it = data.location == Location::offered || data.location == Location::assigned;
  if (has_it && state_.is_eligible(state_.agent(data.agent), state_.requirement_key(state_.conversation(id))))
    return;
  const bool is_open = data.status != Status::resolved && data.location != Location::parked;
  const AgentId before = data.former;
  if (data.location == Location::assigned) state_.edit(id).former = data.agent;
  take_from(id, Reason::rule);
  state_.edit(id).handed_back = false; // it goes on, and does not come back
  if (!is_open) return;
  moved_.push_back(id);
  place(id, Reason::rule);
  if (data.location == Location::queued && data.preferred == no_agent && before != no_agent &&
      may_have_it_back(data))
    prefer(id, before, false);
}

/// It was nobody's business, and is somebody's now, who is to answer. What became of its promises is still to be announced.
void Engine::begin_promises(ConversationId id) {
  const Instant since = waiting_since(thread_of(id));
  ConversationData &data = state_.edit(id);
  data.engaged = true;
  if (!data.unanswered) {
    data.unanswered = true; // the messages of which nothing was kept
    data.waiting_since = since;
  }
  data.measures.asked = data.waiting_since;
  calendar::customer_wrote(data.clocks, targets(data), calendar_of(data), now(), since);
}

/// Not engaged: recorded, and nobody's.
void Engine::ignore(ConversationId id) {
  const AgentId agent = owner_of(state_.conversation(id).data);
  take_from(id, Reason::not_engaged);
  ConversationData &data = state_.edit(id);
  data.location = Location::nowhere;
  data.preferred = no_agent;
  if (data.status != Status::resolved) data.status = Status::open;
  const calendar::ServiceClocks before = data.clocks;
  calendar::resolve(data.clocks, calendar_of(data), now());
  note_ignored(data, agent, before);
  emit(EffectType::ignored, state_.conversation(id), Reason::rule).rule = workspace_.decision.engage.because;
  withdraw_questions(id);
}

/// An owner who may not take it any more hands it back. If that is as it asks for more now, and nobody at the desk has all
/// of it, it is better with them than with nobody.
void Engine::return_if_not_theirs(ConversationId id, bool asks_for_more) {
  const ConversationData &data = state_.conversation(id).data;
  const RequirementKey key = state_.requirement_key(state_.conversation(id));
  if (data.given_by_hand || state_.is_eligible(state_.agent(data.agent), key)) return;
  if (asks_for_more && data.location == Location::assigned) {
    RequirementKey rest = key;
    rest.skills = 0;
    rest.language = 0;
    if (state_.is_eligible(state_.agent(data.agent), rest) && !state_.somebody_meets(key)) return;
  }
  take_from(id, Reason::not_eligible);
  moved_.push_back(id);
  place(id, Reason::not_eligible);
}

/// True if it goes to another department than before: where hours, limits or the end of a shift took it, it stays while
/// rules say what they said. Of a new one the effect is emitted here.
bool Engine::adopt_department(ConversationId id, bool is_new) {
  const rules::Decision &decision = workspace_.decision;
  ConversationData &data = state_.edit(id);
  const bool by_rule = decision.department.because != rules::by_default;
  if (is_new) {
    data.department = data.decided = decision.department.value;
    data.department_rule = decision.department.because;
    Effect &effect =
        emit(EffectType::routed, state_.conversation(id), by_rule ? Reason::rule : Reason::by_default);
    effect.rule = by_rule ? decision.department.because : none;
    effect.number = data.band;
    return false;
  }
  if (!by_rule || data.department_by_hand || decision.department.value == data.decided) return false;
  data.decided = decision.department.value;
  if (data.decided == data.department) return false;
  data.department = decision.department.value;
  data.department_rule = decision.department.because;
  data.step = 0;
  data.raised = 0;
  data.preferred = no_agent;
  return true;
}

void Engine::adopt_lists(ConversationId id, const Event &event) {
  const rules::Decision &decision = workspace_.decision;
  ConversationData &data = state_.edit(id);
  const auto join = [&](ListId &list, const auto &more, const auto &text_of) {
    if (more.empty()) return;
    words_.assign(state_.words().words(list).begin(), state_.words().words(list).end());
    for (const auto &one : more)
      if (const std::string_view text = text_of(one); !text.empty())
        words_.push_back(state_.words().of(text));
    list = state_.words().set(words_);
  };
  const auto decided = [](const auto &one) -> std::string_view { return one.value; };
  join(data.skills, decision.skills, decided);
  join(data.tags, decision.tags, decided);
  join(data.skills, event.skills, [](std::string_view skill) { return skill; });
  remark_blank(event, "skills", event.skills);
}

/// What people should be told at once; with `only_new` what the decision before did not say.
void Engine::announce(ConversationId id, bool only_new) {
  const rules::Decision &decision = workspace_.decision;
  ConversationData &data = state_.edit(id);
  const ListId before = only_new ? data.notified : 0;
  const bool was_private = only_new && data.moved_private;
  words_.clear();
  for (const auto &whom : decision.notify) {
    const WordId name = state_.words().of(policy::notified_name(terms().frame(), whom.value));
    words_.push_back(name);
    if (state_.words().holds(before, name)) continue;
    Effect &effect = emit(EffectType::notify, state_.conversation(id), Reason::rule);
    effect.number = whom.value;
    effect.rule = whom.because;
  }
  data.notified = words_.empty() ? 0 : state_.words().set(words_);
  data.moved_private = decision.move_to.has_value();
  if (decision.move_to && !was_private) {
    Effect &effect = emit(EffectType::move_private, state_.conversation(id), Reason::rule);
    effect.number = *decision.move_to;
    effect.rule = decision.visibility.because;
  }
}

} // namespace usher::desk
