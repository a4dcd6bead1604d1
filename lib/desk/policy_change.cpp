// SPDX-License-Identifier: BSL-1.0
// Another policy under a desk that is at work. Everything alive is kept: what has a name in both policies goes on, and
// only what the new one has no place for is decided anew.
#include "desk/engine.hpp"
#include "desk/kept_facts.hpp"
#include "desk/policy_map.hpp"

#include <algorithm>

namespace usher::desk {

ApplyStatus Engine::set_policy(std::shared_ptr<const rules::Ruleset> ruleset) {
  if (state_.is_changing()) return ApplyStatus::state;
  effects_.clear();
  results_.clear();
  moments_.clear();
  Findings findings;
  findings_ = &findings;
  state_.begin();
  try {
    ++state_.counters().events;
    change_policy(std::move(ruleset));
    state_.link();
    assign_all();
    enforce_limits();
    metrics_.prepare(state_, moments_);
    return ApplyStatus::ok;
  } catch (...) {
    abort();
    throw;
  }
}

void Engine::change_policy(std::shared_ptr<const rules::Ruleset> ruleset) {
  const std::shared_ptr<const Terms> before = state_.shared_terms();
  const PolicyMap map(before->ruleset(), *ruleset, state_.words());
  const auto after = std::make_shared<const Terms>(std::move(ruleset), state_.words());

  const std::vector<ConversationId> all = order_of_coming();
  for (const ConversationId id : all)
    (void)state_.edit(id);
  for (AgentId id = 0; id < state_.agents().size(); ++id)
    (void)state_.edit_agent(id);
  state_.replace_terms(after, map);

  std::vector<ConversationId> homeless;
  for (const ConversationId id : all)
    if (!move_to_policy(id, *before, map)) homeless.push_back(id);
  set_up_departments();
  state_.link();
  for (const ConversationId id : homeless)
    decide_anew(id);
  state_.link();
  move_agents(*before, map);
  state_.link();
  for (const ConversationId id : all)
    settle_under_policy(id);
  state_.link();
}

/// The numbers of the new policy. False if its department is gone.
bool Engine::move_to_policy(ConversationId id, const Terms &before, const PolicyMap &map) {
  ConversationData &data = state_.edit(id);
  state_.replace_kept(id, map.kept(state_.conversation(id).kept));
  const std::uint32_t department_before = data.department;
  const std::uint32_t department = map.department(data.department);
  const bool has_home = department != none;
  data.department = has_home ? department : 0;
  data.account = map.account(data.account);
  data.reply = map.reply(data.reply);
  if (data.department_rule < rules::by_default) data.department_rule = map.rule(data.department_rule);
  data.sla = data.sla_by_rule ? map.sla(data.sla) : none;
  data.sla_by_rule &= data.sla != none;
  if (!data.sla_by_rule) data.sla = terms().department(data.department).policy->sla.value_or(none);
  data.band = terms().band_of(data.priority);
  data.shown_band = data.band;
  data.step = static_cast<std::uint16_t>(
      std::min<std::size_t>(data.step, terms().department(data.department).policy->widen.size()));
  std::vector<WordId> skills;
  for (const WordId skill : state_.words().words(data.skills))
    if (!map.lost_skill(skill) || state_.somebody_has(skill)) skills.push_back(skill);
  data.skills = state_.words().set(skills);
  if (map.lost_language(data.language) && !state_.somebody_speaks(data.language)) data.language = 0;
  if (data.status == Status::resolved || !data.engaged) return true;

  const calendar::ServiceClocks clocks = data.clocks;
  calendar::change(data.clocks, targets(data), *before.department(department_before).calendar,
                   calendar_of(data), now());
  impose_due(data);
  announce_dues(state_.conversation(id), clocks);
  return has_home;
}

void Engine::decide_anew(ConversationId id) {
  const Conversation &conversation = state_.conversation(id);
  if (conversation.data.status == Status::resolved || !conversation.data.engaged) return;
  if (const AgentId agent = take_quietly(id); agent != no_agent) {
    Effect &effect = emit(EffectType::unassigned, conversation, Reason::policy_changed);
    effect.agent = agent;
    effect.department = none; // it is gone
  }
  Event event;
  event.type = EventType::fact;
  ConversationData &data = state_.edit(id);
  data.location = data.location == Location::parked ? Location::parked : Location::nowhere;
  data.department_by_hand = false;
  if (decide(event, &state_.conversation(id), false)) {
    const std::uint32_t department_before = data.department;
    data.department = workspace_.decision.department.value;
    data.department_rule = workspace_.decision.department.because;
    data.step = 0;
    change_clocks(id, department_before);
    note_moved(state_.edit(id));
  }
  const bool by_rule = data.department_rule != rules::by_default;
  emit(EffectType::routed, state_.conversation(id), Reason::policy_changed).rule =
      by_rule ? data.department_rule : none;
  if (data.location == Location::nowhere) place(id, Reason::policy_changed);
}

/// Who has it may keep it if they may still take it; what is queued or held goes where the department now wants it.
void Engine::settle_under_policy(ConversationId id) {
  const ConversationData &data = state_.conversation(id).data;
  switch (data.location) {
  case Location::offered:
  case Location::assigned: {
    const RequirementKey key = state_.requirement_key(state_.conversation(id));
    if (data.given_by_hand || state_.is_eligible(state_.agent(data.agent), key)) return;
    take_from(id, Reason::not_eligible);
    place(id, Reason::not_eligible);
    return;
  }
  case Location::queued:
  case Location::held: {
    const std::optional<policy::WhileClosed> &closed = terms().department(data.department).policy->closed;
    const bool holds = closed && closed->hold && !state_.departments()[data.department].open;
    if (holds == (data.location == Location::held)) return;
    state_.edit(id).location = Location::nowhere;
    place(id, Reason::policy_changed);
    return;
  }
  case Location::nowhere:
  case Location::parked: return;
  }
}

/// People whom the new policy describes in other words than the old one are what it says; others are as they were.
void Engine::move_agents(const Terms &before, const PolicyMap &map) {
  const std::vector<policy::Agent> &old_list = before.frame().agents;
  const std::vector<policy::Agent> &new_list = terms().frame().agents;
  const auto named = [](const std::vector<policy::Agent> &list, std::string_view name) {
    const auto found =
        std::find_if(list.begin(), list.end(), [&](const policy::Agent &one) { return one.name == name; });
    return found == list.end() ? nullptr : &*found;
  };
  for (AgentId id = 0; id < state_.agents().size(); ++id) {
    const Agent &agent = state_.agent(id);
    const policy::Agent *const was = named(old_list, agent.name);
    const policy::Agent *const is = named(new_list, agent.name);
    const Profile moved = map.profile(state_.profile(agent));
    if (is != nullptr &&
        (was == nullptr || !(map.profile(profile_of(*was, before)) == profile_of(*is, terms()))))
      state_.set_profile(id, profile_of(*is, terms()));
    else
      state_.set_profile(id, moved);
    const bool dropped = was != nullptr && is == nullptr && !agent.data.told;
    if (dropped) {
      state_.edit_agent(id).presence = Presence::gone;
      state_.judge_again(id);
      leave(id, Reason::policy_changed, true);
    }
    set_shift_timer(id);
  }
  for (const policy::Agent &agent : new_list) {
    if (state_.find_agent(agent.name) != no_agent) continue;
    const Agent &made = state_.create_agent(agent.name);
    const AgentId id = state_.find_agent(made.name);
    state_.set_profile(id, profile_of(agent, terms()));
    state_.edit_agent(id).idle_since = now();
    set_shift_timer(id);
  }
}

} // namespace usher::desk
