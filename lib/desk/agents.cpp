// SPDX-License-Identifier: BSL-1.0
// Who is at the desk: people that the policy lists, people that the host tells of, shifts.
#include "desk/engine.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace usher::desk {
namespace {

template <class Names>
ListId list_of(Words &words, const Names &names) {
  std::vector<WordId> list;
  for (const std::string_view name : names) {
    if (name.empty()) continue;
    const WordId word = words.of(name);
    if (std::find(list.begin(), list.end(), word) == list.end()) list.push_back(word);
  }
  return words.list(list);
}

} // namespace

void Engine::add_policy_agents() {
  for (const policy::Agent &agent : terms().frame().agents) {
    const Agent &made = state_.create_agent(agent.name);
    state_.set_profile(state_.find_agent(made.name), profile_of(agent, terms()));
  }
}

Profile Engine::profile_of(const policy::Agent &agent, const Terms &terms) {
  Profile profile;
  profile.departments = agent.departments;
  profile.accounts = agent.accounts;
  profile.skills = list_of(state_.words(), agent.skills);
  profile.languages = list_of(state_.words(), agent.languages);
  profile.capacity = agent.capacity.total;
  for (std::size_t kind = 0; kind < policy::channel_kind_count; ++kind)
    profile.capacity_of_kind[kind] = agent.capacity.by_kind[kind].value_or(UINT32_MAX);
  profile.own_works_on = agent.works_on;
  profile.works_on = works_on(agent.works_on, profile.departments, terms);
  profile.shift = agent.shift.value_or(none);
  return profile;
}

/// Of somebody who says nothing about it, the fewest of their departments.
std::uint32_t Engine::works_on(std::optional<std::uint32_t> own,
                               const std::vector<std::uint32_t> &departments, const Terms &terms) {
  if (own) return *own;
  std::uint32_t out = UINT32_MAX;
  for (const std::uint32_t department : departments)
    out = std::min(out, terms.department(department).policy->works_on.value_or(UINT32_MAX));
  return out;
}

void Engine::on_agent(const Event &event) {
  AgentId id = state_.find_agent(event.agent);
  const bool is_new = id == no_agent;
  if (is_new) {
    state_.create_agent(event.agent);
    id = state_.find_agent(event.agent);
    Profile profile;
    profile.capacity_of_kind.fill(UINT32_MAX);
    state_.set_profile(id, std::move(profile));
    state_.edit_agent(id).idle_since = now();
  }
  if (event.update == nullptr) return;
  const AgentUpdate &update = *event.update;
  const bool was_present = !is_new && state_.agent(id).is_present();
  const bool was_here = !is_new && state_.agent(id).is_here();
  if (update_profile(id, event)) {
    if (update.shift) set_shift_timer(id);
    return_what_is_not_theirs(id);
  }
  state_.edit_agent(id).told = true;
  const bool was_gone = state_.agent(id).data.presence == Presence::gone;
  if (update.presence) state_.edit_agent(id).presence = *update.presence;
  const Agent &agent = state_.agent(id);
  if (was_gone != (agent.data.presence == Presence::gone)) state_.judge_again(id);
  if (update.presence == Presence::gone) {
    leave(id, Reason::went_away, true);
  } else if (was_here && !agent.is_here()) {
    leave(id, agent.data.presence == Presence::offline ? Reason::went_away : Reason::shift_ended, false);
  } else if (was_present && !agent.is_present()) {
    step_away(id, Reason::went_away);
  } else if (!was_present && agent.is_present()) {
    come(id);
  }
}

/// Takes over what is given; true if something of the profile is.
bool Engine::update_profile(AgentId id, const Event &event) {
  const AgentUpdate &update = *event.update;
  if (update.departments) remark_blank(event, "departments", *update.departments);
  if (update.accounts) remark_blank(event, "accounts", *update.accounts);
  Profile profile = state_.profile(state_.agent(id));
  bool changed = false;
  if (update.departments) {
    profile.departments.clear();
    for (const std::string_view name : *update.departments) {
      if (const auto department = terms().find_department(name))
        profile.departments.push_back(*department);
      else if (!name.empty())
        remark(event, fmt::format("there is no department {}", name));
    }
    changed = true;
  }
  if (update.accounts) {
    profile.accounts.clear();
    for (const std::string_view name : *update.accounts) {
      if (const auto account = terms().ruleset().find_choice(policy::fact_account, name))
        profile.accounts.push_back(*account);
      else if (!name.empty())
        remark(event, fmt::format("there is no account {}", name));
    }
    // A list of accounts that are all unknown is not a permission for all of them.
    if (profile.accounts.empty() && !update.accounts->empty()) profile.accounts.push_back(no_such_account);
    changed = true;
  }
  if (update.skills) {
    profile.skills = list_of(state_.words(), *update.skills);
    remark_blank(event, "skills", *update.skills);
    changed = true;
  }
  if (update.languages) {
    // An empty list is all languages, which one that names none does not say.
    const ListId languages = list_of(state_.words(), *update.languages);
    if (update.languages->empty() || !state_.words().words(languages).empty()) profile.languages = languages;
    remark_blank(event, "languages", *update.languages);
    changed = true;
  }
  if (update.capacity) {
    profile.capacity = *update.capacity;
    changed = true;
  }
  for (std::size_t kind = 0; kind < policy::channel_kind_count; ++kind) {
    if (!update.capacity_of_kind[kind]) continue;
    profile.capacity_of_kind[kind] = *update.capacity_of_kind[kind];
    changed = true;
  }
  if (update.works_on || update.departments) {
    if (update.works_on) profile.own_works_on = update.works_on;
    profile.works_on = works_on(profile.own_works_on, profile.departments, terms());
    changed = true;
  }
  if (update.shift) {
    const auto calendar = update.shift->empty() ? std::nullopt : terms().find_calendar(*update.shift);
    if (!calendar && !update.shift->empty())
      remark(event, fmt::format("there is no calendar {}", *update.shift));
    profile.shift = calendar.value_or(none);
    changed = true;
  }
  // A host may well say all of everybody again and again.
  if (changed && profile != state_.profile(state_.agent(id))) {
    (void)state_.edit_agent(id);
    state_.set_profile(id, std::move(profile));
  }
  return changed;
}

/// Their shift as it is now, and when that changes.
void Engine::set_shift_timer(AgentId id) {
  AgentData &data = state_.edit_agent(id);
  const std::uint32_t shift = state_.profile(state_.agent(id)).shift;
  const calendar::Calendar *const calendar = shift == none ? nullptr : terms().ruleset().calendar(shift);
  data.on_shift = calendar == nullptr || calendar->is_open(now());
  if (calendar == nullptr) {
    state_.set_agent_timer(id, never);
    return;
  }
  const auto change = data.on_shift ? calendar->next_closing(now()) : calendar->next_opening(now());
  state_.set_agent_timer(id, change.value_or(never));
}

void Engine::run_shift_ends(Instant time) {
  for (AgentId id = 0; id < state_.agents().size(); ++id) {
    const Agent &agent = state_.agent(id);
    if (agent.data.timer > time || !agent.data.on_shift) continue;
    const bool was_present = agent.is_present();
    const bool was_here = agent.is_here();
    set_shift_timer(id);
    if (!was_here || agent.is_here()) continue;
    if (was_present) {
      Effect &effect = emit(EffectType::presence, Reason::shift_ended);
      effect.agent = id;
      effect.number = 0;
    }
    leave(id, Reason::shift_ended, false);
    state_.link();
  }
}

void Engine::run_shift_starts(Instant time) {
  for (AgentId id = 0; id < state_.agents().size(); ++id) {
    const Agent &agent = state_.agent(id);
    if (agent.data.timer > time || agent.data.on_shift) continue;
    set_shift_timer(id);
    if (!agent.is_present()) continue;
    Effect &effect = emit(EffectType::presence, Reason::shift_started);
    effect.agent = id;
    effect.number = 1;
    come(id);
    state_.link();
  }
}

void Engine::come(AgentId id) {
  AgentData &data = state_.edit_agent(id);
  if (data.count == 0) data.idle_since = now();
  came_.push_back(id);
}

/// What was theirs before they left, and waits, waits for them.
void Engine::give_back_to_those_who_came() {
  std::sort(came_.begin(), came_.end());
  std::vector<ConversationId> theirs;
  for (const Requirement &requirement : state_.requirements()) {
    if (requirement.queue.empty() || requirement.key.only != no_agent) continue;
    if (std::none_of(came_.begin(), came_.end(), [&](AgentId id) { return requirement.eligible[id]; }))
      continue;
    for (const Conversation &conversation : requirement.queue)
      if (std::binary_search(came_.begin(), came_.end(), conversation.data.former))
        theirs.push_back(conversation.id);
  }
  for (const ConversationId id : theirs)
    prefer_former(id);
  came_.clear();
  state_.link();
}

/// Nothing new, and nothing that was only offered; what waits for them goes to others.
void Engine::step_away(AgentId id, Reason reason) {
  std::vector<ConversationId> offers;
  for (const Held &held : state_.agent(id).holding) {
    const Conversation &conversation = state_.conversation(held.id);
    if (conversation.linked && conversation.data.location == Location::offered) offers.push_back(held.id);
  }
  for (const ConversationId offer : offers) {
    take_from(offer, reason);
    place(offer, reason);
  }
  state_.link();
  release_those_waiting_for(id);
}

void Engine::release_those_waiting_for(AgentId id) {
  std::vector<ConversationId> waiting;
  std::vector<ConversationId> declined;
  for (const Requirement &requirement : state_.requirements()) {
    if (requirement.key.only != id && requirement.key.declined == 0) continue;
    for (const Conversation &conversation : requirement.queue) {
      if (requirement.key.only == id) waiting.push_back(conversation.id);
      if (requirement.key.declined != 0) declined.push_back(conversation.id);
    }
  }
  for (const ConversationId one : waiting)
    state_.edit(one).preferred = no_agent;
  for (const ConversationId one : declined)
    judge_declines(one);
  state_.link();
}

/// The end of a shift, or of the work here: what they hold stays with them, goes back or on, as each department says.
void Engine::leave(AgentId id, Reason reason, bool everything) {
  step_away(id, reason);
  std::vector<ConversationId> theirs;
  for (const Held &held : state_.agent(id).holding)
    if (state_.conversation(held.id).linked) theirs.push_back(held.id);
  for (const ConversationId one : theirs) {
    const ConversationData &data = state_.conversation(one).data;
    const policy::Assign &assign = terms().department(data.department).policy->assign;
    if (!everything && assign.end_of_shift == policy::EndOfShift::finish) continue;
    take_from(one, reason);
    if (!everything && assign.end_of_shift == policy::EndOfShift::hand_back) state_.edit(one).former = id;
    if (!everything && assign.end_of_shift == policy::EndOfShift::hand_over && assign.hand_over_to &&
        *assign.hand_over_to != data.department) {
      const calendar::Calendar &hours = calendar_of(data);
      ConversationData &changed = state_.edit(one);
      changed.department = *assign.hand_over_to;
      changed.step = 0;
      changed.raised = 0;
      note_moved(changed);
      change_clocks(one, hours);
      emit(EffectType::routed, state_.conversation(one), reason);
      moved_.push_back(one);
    }
    place(one, reason);
  }
  state_.link();
}

/// After their profile changed: offers of what they may not take any more are withdrawn. What they have stays theirs.
void Engine::return_what_is_not_theirs(AgentId id) {
  std::vector<ConversationId> offers;
  for (const Held &held : state_.agent(id).holding) {
    const Conversation &conversation = state_.conversation(held.id);
    RequirementKey key = state_.requirement_key(conversation);
    if (conversation.linked && conversation.data.location == Location::offered &&
        !state_.is_eligible(state_.agent(id), key))
      offers.push_back(conversation.id);
  }
  for (const ConversationId offer : offers) {
    take_from(offer, Reason::not_eligible);
    place(offer, Reason::not_eligible);
  }
  state_.link();
  std::vector<ConversationId> waiting; // for somebody who may not take it any more
  for (const Requirement &requirement : state_.requirements()) {
    if (requirement.key.only != id || requirement.eligible[id]) continue;
    for (const Conversation &conversation : requirement.queue)
      waiting.push_back(conversation.id);
  }
  for (const ConversationId one : waiting)
    state_.edit(one).preferred = no_agent;
  state_.link();
}

} // namespace usher::desk
