// SPDX-License-Identifier: BSL-1.0
// A conversation goes from place to place: queue, offer, hands, the wait for the customer, the end.
#include "desk/engine.hpp"
#include "policy/live_work.hpp"

#include <algorithm>

namespace usher::desk {

/// Finds where it belongs: with a department that is open, or held, or nowhere. It waits for its `owner`, if there is one
/// who may have it back, be it when they come.
void Engine::place(ConversationId id, Reason reason, AgentId owner) {
  const ConversationData &data = state_.conversation(id).data;
  if (!data.engaged) {
    state_.edit(id).location = Location::nowhere;
    return;
  }
  // Through departments that are closed and name another.
  const std::uint32_t open = open_for(data.department);
  while (data.department != open) {
    const calendar::Calendar &hours = calendar_of(data);
    ConversationData &changed = state_.edit(id);
    changed.department = *terms().department(data.department).policy->closed->to;
    changed.step = 0;
    changed.raised = 0;
    changed.preferred = no_agent;
    note_moved(changed);
    change_clocks(id, hours);
    emit(EffectType::routed, state_.conversation(id), Reason::department_closed);
  }
  const DepartmentData &department = state_.departments()[data.department];
  const std::optional<policy::WhileClosed> &closed = terms().department(data.department).policy->closed;
  if (!department.open && closed && closed->hold) {
    ConversationData &changed = state_.edit(id);
    changed.location = Location::held;
    changed.status = Status::held;
    if (owner != no_agent) changed.former = owner;
    if (changed.preferred != no_agent && !changed.preferred_by_name) changed.former = changed.preferred;
    changed.preferred = no_agent;
    changed.held_until = department.timer;
    note_taken_in(changed);
    update_band(id, Reason::waited);
    follow_status(id);
    Effect &effect = emit(EffectType::held, state_.conversation(id), Reason::department_closed);
    effect.at = department.timer == never ? 0 : department.timer;
    if (closed->reply && !data.is_question) tell_closed(id, *closed->reply);
    return;
  }
  if (owner != no_agent) {
    if (prefer(id, owner, false))
      reason = Reason::owner;
    else
      state_.edit(id).former = owner;
  }
  enqueue(id, reason);
  const bool came = reason == Reason::rule || reason == Reason::by_default || reason == Reason::owner ||
                    reason == Reason::reopened || reason == Reason::customer_wrote;
  if (!department.open && closed && closed->reply && came && !data.is_question)
    tell_closed(id, *closed->reply);
}

/// What to tell a customer who waits for an answer while it is closed.
void Engine::tell_closed(ConversationId id, std::uint32_t reply) {
  if (!state_.conversation(id).data.unanswered) return;
  const Instant opens = state_.departments()[state_.conversation(id).data.department].timer;
  suggest(id, reply, Reason::department_closed).at = opens == never ? 0 : opens;
}

/// The department that takes what comes into this one.
std::uint32_t Engine::open_for(std::uint32_t department) const {
  return policy::open_department(terms().frame(), department,
                                 [&](std::uint32_t number) { return state_.departments()[number].open; });
}

void Engine::enqueue(ConversationId id, Reason reason) {
  ConversationData &data = state_.edit(id);
  data.location = Location::queued;
  data.status = Status::open;
  data.queued_at = now();
  note_taken_in(data);
  note(Count::queued, data);
  if (!state_.conversation(id).declines.empty())
    std::erase_if(state_.edit_declines(id), [&](const Decline &decline) { return decline.until <= now(); });
  update_band(id, Reason::waited);
  follow_status(id);
  emit(EffectType::queued, state_.conversation(id), reason);
}

/// It waits for somebody, if they may take it and are there; see docs/desk.md. False if it does not.
bool Engine::prefer(ConversationId id, AgentId agent, bool by_name) {
  ConversationData &data = state_.edit(id);
  if (agent == no_agent || !state_.agent(agent).is_present()) return false;
  // Each message may name somebody, and it waits no longer for that.
  const Instant since = by_name ? data.queued_at : now();
  const Instant until = since + terms().department(data.department).policy->assign.sticky_wait_ms;
  if (until < now()) return false;
  if (!state_.is_eligible(state_.agent(agent), state_.requirement_key(state_.conversation(id)))) return false;
  for (const Decline &decline : state_.conversation(id).declines)
    if (decline.agent == agent && decline.until > now()) return false; // they just said no
  data.preferred = agent;
  data.preferred_by_name = by_name;
  data.preferred_until = until;
  return true;
}

/// Its owner was not there when it came into the queue, or it was held, and they are there now.
void Engine::prefer_former(ConversationId id) {
  const ConversationData &data = state_.conversation(id).data;
  if (data.location != Location::queued || data.preferred != no_agent || data.former == no_agent) return;
  if (may_have_it_back(data) && prefer(id, data.former, false)) state_.edit(id).former = no_agent;
}

/// Whoever had it: ownership lasts.
bool Engine::may_have_it_back(const ConversationData &data) const {
  const std::int64_t lasts = terms().department(data.department).policy->assign.sticky_for_ms;
  const Instant since = data.last_reply != 0 ? data.last_reply : data.clocks.resolution.changed;
  return lasts > 0 && since + lasts >= now();
}

void Engine::return_to_owner(ConversationId id, Reason otherwise) {
  const ConversationData &data = state_.conversation(id).data;
  const AgentId owner = data.agent;
  const bool is_theirs = owner != no_agent && may_have_it_back(data);
  state_.edit(id).agent = no_agent;
  place(id, otherwise, is_theirs ? owner : no_agent);
}

/// From whoever has it or is offered it.
void Engine::take_from(ConversationId id, Reason reason) {
  const AgentId agent = take_quietly(id);
  if (agent != no_agent) emit(EffectType::unassigned, state_.conversation(id), reason).agent = agent;
}

AgentId Engine::take_quietly(ConversationId id) {
  const ConversationData &data = state_.conversation(id).data;
  if (data.location != Location::offered && data.location != Location::assigned) return no_agent;
  const AgentId agent = data.agent;
  state_.let_go(agent, data);
  ConversationData &changed = state_.edit(id);
  changed.handed_back |= changed.work_begun;
  changed.work_begun = false;
  changed.agent = no_agent;
  changed.location = Location::nowhere;
  return agent;
}

/// To somebody: `ask` where the department has offers. What a person does is never an offer.
void Engine::give(ConversationId id, AgentId agent, Reason reason, bool ask) {
  ConversationData &data = state_.edit(id);
  const policy::Assign &assign = terms().department(data.department).policy->assign;
  const bool offers = ask && assign.offer_ms > 0;
  data.location = offers ? Location::offered : Location::assigned;
  data.status = Status::open;
  data.agent = agent;
  data.given_by_hand = !ask;
  data.is_theirs = reason == Reason::owner || reason == Reason::preferred;
  data.preferred = no_agent;
  follow_status(id);
  state_.hold(agent, data).given = state_.counters().effects;
  note_taken_in(data);
  if (offers) {
    note(Count::offered, data, agent);
    data.offer_until = now() + assign.offer_ms;
    Effect &effect = emit(EffectType::offered, state_.conversation(id), reason);
    effect.agent = agent;
    effect.at = data.offer_until;
    return;
  }
  if (!state_.conversation(id).declines.empty()) state_.edit_declines(id).clear();
  note_given(data);
  emit(EffectType::assigned, state_.conversation(id), reason).agent = agent;
}

/// A person makes what is over, or was nobody's, somebody's again. What became of its promises is still to be announced.
void Engine::bring_back(ConversationId id) {
  ConversationData &data = state_.edit(id);
  if (data.status == Status::resolved) {
    open_again(data);
    if (data.unanswered) data.measures.asked = data.waiting_since;
  }
  // Nothing was ever promised of what became somebody's business when it was over already.
  const bool was_promised = data.clocks.first_response.state != calendar::ClockState::idle;
  if (!data.engaged || !was_promised) begin_promises(id);
}

/// Whether the customer has an answer stays as it was.
void Engine::open_again(ConversationData &data) {
  data.status = Status::open;
  data.waiting_since = now();
  data.step = 0;
  data.raised = 0;
  ++data.reopens;
  note_reopened(data);
  calendar::reopen(data.clocks, targets(data), calendar_of(data), now());
}

/// A person decides who has it, against any rule; what was overruled is said.
void Engine::take_over(ConversationId id, AgentId agent, Reason reason) {
  const ConversationData &data = state_.conversation(id).data;
  if (data.location == Location::assigned && data.agent == agent) return;
  if (!data.engaged || data.status == Status::resolved) {
    const calendar::ServiceClocks before = data.clocks;
    bring_back(id);
    announce_dues(state_.conversation(id), before);
  }
  if (data.location == Location::assigned) {
    ++state_.edit(id).transfers;
    note(Count::transfers, data, data.agent);
  }
  take_from(id, reason);
  const Agent &who = state_.agent(agent);
  const auto overruled = [&](Reason what) {
    emit(EffectType::overruled, state_.conversation(id), what).agent = agent;
    note(Count::overruled, state_.conversation(id).data, agent);
  };
  RequirementKey key = state_.requirement_key(state_.conversation(id));
  if (!state_.is_eligible(who, key)) overruled(Reason::not_eligible);
  if (!who.is_present())
    overruled(Reason::absent);
  else if (!state_.has_room(who, data.kind, policy::AssignMode::on_arrival))
    overruled(Reason::over_capacity);
  give(id, agent, reason, false);
}

void Engine::close(ConversationId id, Reason reason) {
  const AgentId owner = owner_of(state_.conversation(id).data);
  const AgentId agent = take_quietly(id);
  ConversationData &data = state_.edit(id);
  data.location = Location::nowhere;
  data.status = Status::resolved;
  data.preferred = no_agent;
  data.handed_back = false;
  data.waiting_since = now();
  if (owner != no_agent) data.agent = owner; // to whom it goes when it is opened again
  const calendar::ServiceClocks before = data.clocks;
  calendar::resolve(data.clocks, calendar_of(data), now());
  note_closed(data, reason, owner, before);
  emit(EffectType::closed, state_.conversation(id), reason).agent = agent;
  if (data.is_question)
    end_question(id,
                 reason == Reason::refused    ? Answer::refused
                 : reason == Reason::answered ? Answer::answered
                                              : Answer::withdrawn,
                 reason);
  else
    withdraw_questions(id);
}

void Engine::set_unanswered(ConversationId id, bool unanswered) {
  const ConversationData &data = state_.conversation(id).data;
  if (data.unanswered == unanswered) return;
  const bool has_it = data.location == Location::offered || data.location == Location::assigned;
  if (has_it) {
    AgentData &agent = state_.edit_agent(data.agent);
    agent.active += unanswered ? 1U : UINT32_MAX; // one more, or one less
  }
  ConversationData &changed = state_.edit(id);
  changed.unanswered = unanswered;
  changed.waiting_since = now(); // what is answered and comes back waits since the answer
}

/// They are not asked again for a while: a short one if there is nobody else.
void Engine::add_decline(ConversationId id, AgentId agent) {
  std::vector<Decline> &declines = state_.edit_declines(id);
  const auto mine =
      std::find_if(declines.begin(), declines.end(), [&](const Decline &one) { return one.agent == agent; });
  Decline &decline = mine != declines.end() ? *mine : declines.emplace_back();
  decline = {agent, now(), never};
  std::erase_if(declines, [&](const Decline &one) { return one.until <= now(); });
  judge_declines(id);
}

void Engine::judge_declines(ConversationId id) {
  std::vector<Decline> &declines = state_.edit_declines(id);
  RequirementKey key = state_.requirement_key(state_.conversation(id));
  key.only = no_agent;
  bool others = false;
  for (AgentId other = 0; other < state_.agents().size() && !others; ++other) {
    const bool said_no =
        std::any_of(declines.begin(), declines.end(), [&](const Decline &one) { return one.agent == other; });
    others = !said_no && state_.agent(other).is_present() && state_.is_eligible(state_.agent(other), key);
  }
  (void)state_.edit(id); // its timer changes
  const std::int64_t pause = others ? terms().frame().desk.decline_pause_ms
                                    : std::min(minute_ms, terms().frame().desk.decline_pause_ms);
  for (Decline &decline : declines)
    decline.until = decline.at + pause;
  std::erase_if(declines, [&](const Decline &one) { return one.until <= now(); });
}

/// There is no room for it in its department: it goes to the one that is named for that, or is refused.
void Engine::overflow(ConversationId id, Reason reason) {
  const ConversationData &data = state_.conversation(id).data;
  const std::uint32_t from = data.department;
  const std::optional<policy::QueueLimit> &queue = terms().department(from).policy->queue;
  emit(EffectType::blocked, state_.conversation(id), reason);
  if (queue && queue->overflow_to) {
    ConversationData &changed = state_.edit(id);
    changed.department = *queue->overflow_to;
    changed.step = 0;
    changed.raised = 0;
    changed.preferred = no_agent;
    changed.location = Location::nowhere;
    if (changed.department != from) note_moved(changed);
    change_clocks(id, *terms().department(from).calendar);
    emit(EffectType::routed, state_.conversation(id), reason);
    place(id, reason);
    return;
  }
  close(id, reason);
}

/// What came in this instant, found nobody, and is one too many. The newest goes first. Departments that are closed may
/// send it back to where there was no room for it: from there it does not go round again.
void Engine::enforce_limits() {
  std::vector<std::pair<ConversationId, std::uint32_t>> went; // from where
  for (bool again = true; again;) {
    again = false;
    for (std::size_t i = arrivals_.size(); i-- > 0;) {
      const ConversationId id = arrivals_[i];
      const ConversationData &data = state_.conversation(id).data;
      const std::optional<policy::QueueLimit> &queue = terms().department(data.department).policy->queue;
      const bool blocked = state_.departments()[data.department].blocked;
      const bool full = queue && state_.waiting_in(data.department) > queue->limit;
      if (data.location != Location::queued || (!blocked && !full)) continue;
      const std::pair from(id, data.department);
      if (std::find(went.begin(), went.end(), from) != went.end()) continue;
      went.push_back(from);
      overflow(id, blocked ? Reason::queue_blocked : Reason::queue_full);
      state_.link();
      again = true;
    }
    if (again) assign_all();
  }
  tell_unstaffed();
  arrivals_.clear();
  moved_.clear();
}

/// Of what came, or was sent on, and waits: nobody who may take it is there. The earliest of them comes with their shift.
void Engine::tell_unstaffed() {
  moved_.insert(moved_.begin(), arrivals_.begin(), arrivals_.end());
  for (std::size_t i = 0; i < moved_.size(); ++i) {
    const ConversationId id = moved_[i];
    const ConversationData &data = state_.conversation(id).data;
    const auto behind = moved_.begin() + static_cast<std::ptrdiff_t>(i);
    if (data.location != Location::queued || std::find(moved_.begin(), behind, id) != behind) continue;
    const AgentSet &eligible = state_.requirements()[data.requirement].eligible;
    if (eligible.any([&](AgentId agent) { return state_.agent(agent).is_present(); })) continue;
    Instant comes = never;
    eligible.each([&](AgentId agent) {
      const Agent &who = state_.agent(agent);
      if (who.data.presence == Presence::online && !who.data.on_shift)
        comes = std::min(comes, who.data.timer);
    });
    emit(EffectType::unstaffed, state_.conversation(id)).at = comes == never ? 0 : comes;
  }
}

} // namespace usher::desk
