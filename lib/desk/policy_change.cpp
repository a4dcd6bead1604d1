// SPDX-License-Identifier: BSL-1.0
// Another policy under a desk that is at work. Everything alive is kept: what has a name in both policies goes on, and
// only what the new one has no place for is decided anew.
#include "desk/engine.hpp"
#include "desk/former_hours.hpp"
#include "desk/kept_facts.hpp"
#include "desk/policy_map.hpp"
#include "rules/decide.hpp"

#include <algorithm>
#include <span>
#include <stdexcept>

namespace usher::desk {

/// Somebody as they were under the policy before.
struct Engine::Attendance {
  bool was_here = false;
  bool was_present = false;
  bool was_on_shift = false;
  bool dropped = false; // they came with that policy, and go with it
};

namespace {

const policy::Agent *find_named(const std::vector<policy::Agent> &list, std::string_view name) {
  const auto found =
      std::find_if(list.begin(), list.end(), [&](const policy::Agent &one) { return one.name == name; });
  return found == list.end() ? nullptr : &*found;
}

// What follows from their departments is no word about a person.
bool same_words(Profile a, Profile b) {
  a.works_on = b.works_on = 0;
  return a == b;
}

} // namespace

ApplyStatus Engine::set_policy(std::shared_ptr<const rules::Ruleset> ruleset) {
  if (state_.is_changing()) return ApplyStatus::state;
  effects_.clear();
  texts_.clear();
  results_.clear();
  Findings findings;
  findings_ = &findings;
  state_.begin();
  try {
    take_up_hours();
    metrics_.prepare(state_); // by the numbers of the policy of before
    ++state_.counters().events;
    arrivals_.clear();
    moved_.clear();
    came_.clear();
    change_policy(std::move(ruleset));
    finish_instant(now());
    metrics_.prepare(state_);
    return ApplyStatus::ok;
  } catch (...) {
    abort();
    throw;
  }
}

/// People first: what conversations ask for, and who may keep them, follows from who is there.
void Engine::change_policy(std::shared_ptr<const rules::Ruleset> ruleset) {
  const std::shared_ptr<const Terms> before = state_.shared_terms();
  const PolicyMap map(before->ruleset(), *ruleset, state_.words());
  const auto after = std::make_shared<const Terms>(std::move(ruleset), state_.words());
  const std::vector<ConversationId> all = everything();
  for (const ConversationId id : all)
    (void)state_.edit(id);
  for (AgentId id = 0; id < state_.agents().size(); ++id)
    (void)state_.edit_agent(id);
  state_.replace_terms(after, map);
  move_answers(*before, map);

  const std::vector<Attendance> attendance = move_agents(*before, map);
  const bool has_time = now() != 0; // else nothing has happened yet, and set_up will find who is there
  if (has_time) set_up_departments();
  // Questions first: those of a conversation that is nobody's business any more are closed with it.
  std::vector<ConversationId> decided;
  for (const bool questions : {true, false})
    for (const ConversationId id : all)
      if (state_.conversation(id).data.is_question == questions && move_conversation(id, *before, map))
        decided.push_back(id);
  state_.link();
  if (has_time) turn_shifts(attendance);
  for (const ConversationId id : all)
    settle_under_policy(id);
  state_.link();
  // What a decision led to is no change for the next one.
  const std::vector<policy::FactId> own = asked_of_the_desk(terms().ruleset());
  for (const ConversationId id : decided)
    keep_as_they_are(id, own);
}

/// In the order in which they came.
std::vector<ConversationId> Engine::everything() const {
  std::vector<ConversationId> all;
  for (const Conversation &conversation : state_.conversations())
    if (!conversation.gone) all.push_back(conversation.id);
  sort_as_they_came(all);
  return all;
}

Engine::Attendance Engine::attendance_of(const Agent &agent) const {
  return {agent.is_here(), agent.is_present(), agent.data.on_shift, false};
}

/// People whom the new policy describes in other words than the old one are what it says; others are as they were. Who
/// came with the old policy goes with it, and is back with one that lists them again.
std::vector<Engine::Attendance> Engine::move_agents(const Terms &before, const PolicyMap &map) {
  std::vector<Attendance> out;
  for (AgentId id = 0; id < state_.agents().size(); ++id) {
    const Agent &agent = state_.agent(id);
    Attendance &was = out.emplace_back(attendance_of(agent));
    const policy::Agent *const said = find_named(before.frame().agents, agent.name);
    const policy::Agent *const says = find_named(terms().frame().agents, agent.name);
    Profile profile = map.profile(state_.profile(agent));
    if (says != nullptr) {
      Profile described = profile_of(*says, terms());
      if (said == nullptr || !same_words(map.profile(profile_of(*said, before)), described))
        profile = std::move(described);
    }
    profile.works_on = works_on(profile.own_works_on, profile.departments, terms());
    AgentData &data = state_.edit_agent(id);
    if (!data.told && says != nullptr) data.presence = Presence::online;
    was.dropped = !data.told && said != nullptr && says == nullptr;
    if (was.dropped) data.presence = Presence::gone;
    state_.set_profile(id, std::move(profile));
    if (now() != 0) set_shift_timer(id);
  }
  for (const policy::Agent &agent : terms().frame().agents) {
    if (state_.find_agent(agent.name) != no_agent) continue;
    const Agent &made = state_.create_agent(agent.name);
    const AgentId id = state_.find_agent(made.name);
    state_.set_profile(id, profile_of(agent, terms()));
    state_.edit_agent(id).idle_since = now();
    if (now() != 0) set_shift_timer(id);
  }
  return out;
}

/// The desk was put away under other rules of its time zones: like another policy that says nothing else but the hours.
void Engine::take_up_hours() {
  if (!former_hours_ || hours_taken_up_) return;
  hours_taken_up_ = true;
  arrivals_.clear();
  moved_.clear();
  came_.clear();
  std::vector<Attendance> attendance;
  for (AgentId id = 0; id < state_.agents().size(); ++id) {
    attendance.push_back(attendance_of(state_.agent(id)));
    set_shift_timer(id);
  }
  set_up_departments();
  const std::vector<ConversationId> all = everything();
  for (const ConversationId id : all) {
    const ConversationData &data = state_.conversation(id).data;
    if (data.status != Status::resolved && data.engaged)
      change_clocks(id, former_hours_->of_department(data.department));
  }
  state_.link();
  turn_shifts(attendance);
  for (const ConversationId id : all)
    settle_under_policy(id);
  state_.link();
  finish_instant(now());
}

/// The numbers of the new policy, and what it promises. True if its department is gone, so that rules decided about it.
bool Engine::move_conversation(ConversationId id, const Terms &before, const PolicyMap &map) {
  ConversationData &data = state_.edit(id);
  const calendar::Calendar &hours = *before.department(data.department).calendar;
  move_kept(id, before, map);
  data.department = map.department(data.department);
  data.decided = map.department(data.decided);
  data.account = map.account(data.account);
  data.reply = map.reply(data.reply);
  if (data.department_rule < rules::by_default) data.department_rule = map.rule(data.department_rule);
  if (data.sla_by_rule) data.sla = map.sla(data.sla);
  data.sla_by_rule &= data.sla != none;
  std::vector<WordId> skills;
  for (const WordId skill : state_.words().words(data.skills))
    if (!map.lost_skill(skill) || state_.somebody_has(skill)) skills.push_back(skill);
  data.skills = state_.words().set(skills);
  if (map.lost_language(data.language) && !state_.somebody_speaks(data.language)) data.language = 0;
  const std::uint32_t shown_band = map.band(data.shown_band);
  data.band = terms().band_of(data.priority);
  data.shown_band = shown_band == none ? data.band : shown_band;
  keep_as_they_are(id, map.newly_asked());

  const bool is_alive = data.status != Status::resolved && data.engaged;
  const bool is_homeless = data.department == none;
  if (is_homeless) find_home(id, is_alive);
  const policy::Department &department = *terms().department(data.department).policy;
  data.step = static_cast<std::uint16_t>(std::min<std::size_t>(data.step, department.widen.size()));
  if (!is_alive) {
    data.shown_band = data.band;
    if (!data.sla_by_rule) data.sla = department.sla.value_or(none);
    return is_homeless;
  }
  update_band(id, Reason::policy_changed);
  if (!is_homeless || data.is_question) {
    change_clocks(id, hours);
  } else {
    Event event;
    event.type = EventType::fact;
    adopt(id, event, Of::homeless, hours);
  }
  if (is_homeless && data.engaged && (data.location == Location::queued || data.location == Location::held)) {
    data.location = Location::nowhere;
    moved_.push_back(id);
    place(id, Reason::policy_changed);
  }
  return is_homeless;
}

/// What is kept of its last message, and no more of its text than the new policy lets a desk keep.
void Engine::move_kept(ConversationId id, const Terms &before, const PolicyMap &map) {
  std::string kept = map.kept(state_.conversation(id).kept);
  const rules::Ruleset &ruleset = terms().ruleset();
  const std::uint32_t most = terms().frame().desk.keep_text;
  if (most < before.frame().desk.keep_text) {
    rules::Facts &facts = workspace_.facts;
    facts.clear(ruleset.sizes());
    if (restore_facts(ruleset, kept, facts)) {
      rules::look(ruleset, triage_options_.look, workspace_);
      rules::find_all_phrases(ruleset, workspace_, facts);
      restore_own_facts(ruleset, kept, facts);
      desk::keep_facts(terms().kept_form(), facts, most, kept);
    }
  }
  state_.replace_kept(id, std::move(kept));
  (void)know_customer(id);
}

/// Answers for many of topics, or by replies, that are gone are not given any more.
void Engine::move_answers(const Terms &before, const PolicyMap &map) {
  if (state_.answers().empty()) return;
  std::vector<StandingAnswer> moved;
  for (StandingAnswer answer : state_.answers()) {
    const std::vector<std::string> &topics = before.frame().facts[policy::fact_topic].choices;
    const auto topic = terms().ruleset().find_choice(policy::fact_topic, topics[answer.topic]);
    const bool by_reply = answer.reply != none;
    answer.reply = map.reply(answer.reply);
    if (!topic || (by_reply && answer.reply == none)) continue;
    answer.topic = *topic;
    moved.push_back(std::move(answer));
  }
  state_.edit_answers() = std::move(moved);
}

/// Of these facts of the desk's own, what they are now is what they were.
void Engine::keep_as_they_are(ConversationId id, std::span<const policy::FactId> own) {
  const std::string &kept = state_.conversation(id).kept;
  if (own.empty() || kept.empty()) return;
  workspace_.facts.clear(terms().ruleset().sizes());
  fill_conversation_facts(state_.conversation(id), workspace_.facts);
  state_.replace_kept(id, with_facts(terms().ruleset(), kept, workspace_.facts, own));
}

/// Its department is gone, so where it belongs is decided anew, by the default too. What it asks for, and who has it,
/// comes later.
void Engine::find_home(ConversationId id, bool tell) {
  const Conversation &conversation = state_.conversation(id);
  ConversationData &data = state_.edit(id);
  Event event;
  event.type = EventType::fact;
  event.conversation = conversation.name;
  // Only what a message says can be unreadable, and here is none.
  if (!decide(event, &conversation, false)) throw std::logic_error("kept facts cannot be read");
  keep_facts(id);
  (void)know_customer(id); // an account may have another channel now
  data.department = data.decided = workspace_.decision.department.value;
  data.department_rule = workspace_.decision.department.because;
  data.department_by_hand = false;
  data.step = 0;
  data.raised = 0;
  data.preferred = no_agent;
  if (!tell) return;
  note_moved(data);
  Effect &effect = emit(EffectType::routed, conversation, Reason::policy_changed);
  effect.rule = data.department_rule == rules::by_default ? none : data.department_rule;
}

/// Shifts that begin or end as they have other hours now, and who goes with the policy of before.
void Engine::turn_shifts(const std::vector<Attendance> &before) {
  for (AgentId id = 0; id < before.size(); ++id) {
    const Agent &agent = state_.agent(id);
    const Attendance &was = before[id];
    const auto tell = [&](Reason reason, std::uint32_t present) {
      Effect &effect = emit(EffectType::presence, reason);
      effect.agent = id;
      effect.number = present;
    };
    if (was.dropped) {
      leave(id, Reason::policy_changed, true);
    } else if (was.was_here && !agent.is_here()) {
      if (was.was_present) tell(Reason::shift_ended, 0);
      leave(id, Reason::shift_ended, false);
    } else if (!was.was_present && agent.is_present()) {
      if (!was.was_on_shift) tell(Reason::shift_started, 1);
      come(id);
      state_.link();
    }
  }
}

/// Who has it may keep it if they may still take it; what is queued or held goes where the department now wants it.
void Engine::settle_under_policy(ConversationId id) {
  const ConversationData &data = state_.conversation(id).data;
  if (data.status == Status::resolved || !data.engaged) return;
  const DepartmentData &department = state_.departments()[data.department];
  const auto is_eligible = [&](AgentId agent) {
    return state_.is_eligible(state_.agent(agent), state_.requirement_key(state_.conversation(id)));
  };
  if (data.location == Location::offered || data.location == Location::assigned) {
    return_if_not_theirs(id);
  } else if (data.location == Location::queued || data.location == Location::held) {
    const std::optional<policy::WhileClosed> &closed = terms().department(data.department).policy->closed;
    const bool holds = closed && closed->hold && !department.open;
    const bool goes_on =
        closed && closed->hand_over && !department.open && open_for(data.department) != data.department;
    if (goes_on || holds != (data.location == Location::held)) {
      state_.edit(id).location = Location::nowhere;
      place(id, Reason::policy_changed);
    } else if (holds && data.held_until != department.timer) {
      state_.edit(id).held_until = department.timer;
      emit(EffectType::held, state_.conversation(id), Reason::policy_changed).at =
          department.timer == never ? 0 : department.timer;
    }
  }
  if (data.preferred != no_agent && !is_eligible(data.preferred)) state_.edit(id).preferred = no_agent;
  follow_status(id);
}

} // namespace usher::desk
