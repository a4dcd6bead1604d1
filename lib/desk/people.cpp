// SPDX-License-Identifier: BSL-1.0
// What people do with a conversation. What a person decides is done, and said where it goes against a rule; what makes
// no sense any more, as the answer to an offer that has moved on, changes nothing and is remarked.
#include "desk/engine.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace usher::desk {

void Engine::on_accept(const Event &event) {
  const ConversationId id = named_conversation(event);
  const AgentId agent = named_agent(event, event.agent);
  if (id == no_conversation || agent == no_agent) return;
  const ConversationData &data = state_.conversation(id).data;
  if (data.location == Location::offered && data.agent == agent) {
    ConversationData &taken = state_.edit(id);
    taken.location = Location::assigned;
    taken.is_theirs = true;
    note(Count::accepted, taken, agent);
    note_given(taken);
    if (!state_.conversation(id).declines.empty()) state_.edit_declines(id).clear();
    emit(EffectType::assigned, state_.conversation(id), Reason::accepted).agent = agent;
  } else if (data.location == Location::queued || data.location == Location::held) {
    take_over(id, agent, Reason::accepted); // late, but nobody has it
  } else if (data.agent != agent || data.location != Location::assigned) {
    remark(event, fmt::format("{} is not offered to {} any more", event.conversation, event.agent));
  }
}

void Engine::on_decline(const Event &event) {
  const ConversationId id = named_conversation(event);
  const AgentId agent = named_agent(event, event.agent);
  if (id == no_conversation || agent == no_agent) return;
  const ConversationData &data = state_.conversation(id).data;
  const bool has_it = data.location == Location::offered || data.location == Location::assigned;
  if (!has_it || data.agent != agent) {
    remark(event, fmt::format("{} is not offered to {} any more", event.conversation, event.agent));
    return;
  }
  if (data.location == Location::offered) note(Count::declined, data, agent);
  take_from(id, Reason::declined);
  add_decline(id, agent);
  place(id, Reason::declined);
}

void Engine::on_start(const Event &event) {
  const ConversationId id = named_conversation(event);
  if (id == no_conversation) return;
  AgentId agent = state_.conversation(id).data.agent;
  if (!event.agent.empty()) agent = named_agent(event, event.agent);
  const ConversationData &data = state_.conversation(id).data;
  if (data.status == Status::resolved || !data.engaged || (agent == no_agent && event.agent.empty())) {
    remark(event, fmt::format("nobody has {}", event.conversation));
    return;
  }
  if (agent == no_agent) return;
  if (data.location == Location::offered && data.agent == agent) {
    ConversationData &taken = state_.edit(id);
    taken.location = Location::assigned;
    note(Count::accepted, taken, agent);
    note_given(taken);
    if (!state_.conversation(id).declines.empty()) state_.edit_declines(id).clear();
    emit(EffectType::assigned, state_.conversation(id), Reason::accepted).agent = agent;
  } else {
    take_over(id, agent, Reason::by_hand);
  }
  ConversationData &changed = state_.edit(id);
  changed.work_begun = true;
  changed.handed_back = false;
}

void Engine::on_assign(const Event &event) {
  const ConversationId id = named_conversation(event);
  const AgentId agent = named_agent(event, event.agent);
  if (id == no_conversation || agent == no_agent) return;
  take_over(id, agent, Reason::by_hand);
}

void Engine::on_transfer(const Event &event) {
  const ConversationId id = named_conversation(event);
  if (id == no_conversation) return;
  const std::optional<std::uint32_t> department = terms().find_department(event.department);
  if (!department) {
    remark(event, fmt::format("there is no department {}", event.department));
    return;
  }
  note(Count::transfers, state_.conversation(id).data, owner_of(state_.conversation(id).data));
  take_from(id, Reason::by_hand);
  ConversationData &data = state_.edit(id);
  const calendar::ServiceClocks before = data.clocks;
  bring_back(id);
  const calendar::Calendar &hours = calendar_of(data);
  const bool moved = data.department != *department;
  data.department = *department;
  data.department_by_hand = true;
  data.agent = no_agent;
  data.step = 0;
  data.raised = 0;
  data.preferred = no_agent;
  data.handed_back = false; // it goes on, and does not come back
  data.location = Location::nowhere;
  ++data.transfers;
  if (moved) note_moved(data);
  follow_department(data, hours);
  announce_dues(state_.conversation(id), before);
  moved_.push_back(id);
  emit(EffectType::routed, state_.conversation(id), Reason::by_hand);
  place(id, Reason::by_hand);
}

void Engine::on_release(const Event &event) {
  const ConversationId id = named_conversation(event);
  if (id == no_conversation) return;
  const ConversationData &data = state_.conversation(id).data;
  if (data.location != Location::assigned && data.location != Location::offered) {
    remark(event, fmt::format("nobody has {}", event.conversation));
    return;
  }
  const AgentId agent = data.agent;
  take_from(id, Reason::by_hand);
  add_decline(id, agent);
  place(id, Reason::by_hand);
}

void Engine::on_wait(const Event &event) {
  const ConversationId id = named_conversation(event);
  if (id == no_conversation) return;
  const ConversationData &data = state_.conversation(id).data;
  if (data.status == Status::resolved || data.location == Location::parked || !data.engaged) {
    remark(event, fmt::format("{} is not open", event.conversation));
    return;
  }
  park(id, Reason::by_hand);
}

/// Nobody works on it until the customer writes again, or the host says so.
void Engine::park(ConversationId id, Reason reason) {
  const ConversationData &data = state_.conversation(id).data;
  const AgentId owner = data.location == Location::assigned ? data.agent : no_agent;
  if (data.location == Location::offered || data.location == Location::assigned)
    state_.let_go(data.agent, data);
  ConversationData &changed = state_.edit(id);
  changed.agent = owner;
  changed.location = Location::parked;
  changed.status = Status::waiting_for_customer;
  changed.preferred = no_agent;
  changed.unanswered = false;
  changed.waiting_since = now();
  changed.work_begun = false;
  emit(EffectType::waiting, state_.conversation(id), reason).agent = owner;
  follow_status(id);
}

void Engine::on_resolve(const Event &event) {
  const ConversationId id = named_conversation(event);
  if (id == no_conversation) return;
  const ConversationData &data = state_.conversation(id).data;
  if (data.status != Status::resolved) close(id, data.is_question ? Reason::answered : Reason::resolved);
}

void Engine::on_reopen(const Event &event) {
  const ConversationId id = named_conversation(event);
  if (id == no_conversation) return;
  const ConversationData &data = state_.conversation(id).data;
  if (data.status != Status::resolved && data.engaged) {
    remark(event, fmt::format("{} is open", event.conversation));
    return;
  }
  reopen(id, false, now());
}

/// `wrote`: by a message of the customer, to which an answer is owed. `since`: they wait for one.
void Engine::reopen(ConversationId id, bool wrote, Instant since) {
  ConversationData &data = state_.edit(id);
  const calendar::ServiceClocks before = data.clocks;
  if (wrote) {
    open_again(data);
    data.unanswered = true;
    data.waiting_since = since;
    calendar::customer_wrote(data.clocks, targets(data), calendar_of(data), now(), since);
  } else {
    bring_back(id);
  }
  announce_dues(state_.conversation(id), before);
  return_to_owner(id, Reason::reopened);
  arrivals_.push_back(id);
}

void Engine::on_abandon(const Event &event) {
  const ConversationId id = named_conversation(event);
  if (id == no_conversation) return;
  const ConversationData &data = state_.conversation(id).data;
  if (data.status == Status::resolved) return;
  if (data.location == Location::assigned && data.work_begun) {
    remark(event, fmt::format("somebody works on {}, so it is not abandoned", event.conversation));
    return;
  }
  close(id, Reason::abandoned);
}

void Engine::on_block(const Event &event) {
  const std::optional<std::uint32_t> department = terms().find_department(event.department);
  if (!department) {
    remark(event, fmt::format("there is no department {}", event.department));
    return;
  }
  state_.edit_department(*department).blocked = event.blocked;
}

} // namespace usher::desk
