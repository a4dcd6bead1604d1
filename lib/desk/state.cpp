// SPDX-License-Identifier: BSL-1.0
#include "desk/state.hpp"

#include "desk/fetch.hpp"
#include "desk/policy_map.hpp"
#include "desk/room.hpp"

#include <algorithm>

namespace usher::desk {
static_assert(NameTable::nothing == no_conversation);
namespace {

std::size_t lane_count(const Terms &terms) {
  const std::size_t paces = terms.frame().desk.order == policy::Order::index ? terms.paces().size() : 1;
  return paces * terms.departments().size();
}

} // namespace

State::State(std::shared_ptr<const rules::Ruleset> ruleset, std::uint64_t seed)
    : terms_(std::make_shared<const Terms>(std::move(ruleset), words_)),
      seed_(seed),
      departments_(terms_->departments().size()),
      lanes_(lane_count(*terms_)),
      waiting_(terms_->departments().size()) {
  departments_before_.reserve(departments_.size());
}

/// What was made under another policy, until the change to this one is kept.
struct State::UnderTerms {
  std::shared_ptr<const Terms> terms;
  std::vector<DepartmentData> departments;
  Steady<Requirement> requirements;
  std::vector<std::uint32_t> free_requirements;
  boost::unordered_flat_map<RequirementKey, std::uint32_t> requirement_numbers;
  std::vector<Lane> lanes;
  std::vector<std::uint32_t> waiting;
  std::vector<std::uint32_t> fresh_requirements;
  std::size_t used_requirements = 0;
};

void State::swap_terms(UnderTerms &other) noexcept {
  terms_.swap(other.terms);
  departments_.swap(other.departments);
  department_timer_known_ = false;
  requirements_.swap(other.requirements);
  free_requirements_.swap(other.free_requirements);
  requirement_numbers_.swap(other.requirement_numbers);
  lanes_.swap(other.lanes);
  waiting_.swap(other.waiting);
  fresh_requirements_.swap(other.fresh_requirements);
  std::swap(used_requirements_, other.used_requirements);
}

void State::replace_terms(std::shared_ptr<const Terms> terms, const PolicyMap &map) {
  auto under = std::make_unique<UnderTerms>();
  under->terms = std::move(terms);
  under->departments.resize(under->terms->departments().size());
  for (std::uint32_t number = 0; number < departments_.size(); ++number)
    if (const std::uint32_t to = map.department(number); to != none) {
      under->departments[to].blocked = departments_[number].blocked;
      under->departments[to].last_turn = departments_[number].last_turn;
    }
  under->lanes.resize(lane_count(*under->terms));
  under->waiting.resize(under->departments.size());
  if (departments_saved_) departments_.swap(departments_before_); // what is taken back to, kept with the rest
  departments_saved_ = false;
  departments_before_.reserve(under->departments.size());
  swap_terms(*under);
  terms_before_ = std::move(under);
  weigh_again();
}

void State::weigh_again() noexcept {
  for (Agent &agent : agents_)
    agent.data.held = 0;
  for (const Conversation &conversation : conversations_) {
    const ConversationData &data = conversation.data;
    if (!conversation.gone && (data.location == Location::offered || data.location == Location::assigned))
      agents_[data.agent].data.held += weight(data.kind);
  }
}

// Intrusive sets want to be emptied before what they link goes away.
State::~State() {
  for (Lane &lane : lanes_)
    lane.clear();
  for (Requirement &requirement : requirements_)
    requirement.queue.clear();
  customers_.clear();
}

ConversationId State::find_conversation(std::string_view name) const {
  // Mostly it is the one that was foreseen, which needs no search.
  if (foreseen_ != no_conversation) {
    const Conversation &likely = conversations_[foreseen_];
    if (!likely.gone && same_word(likely.name, name)) {
      // Next come whoever has it and what is known of it.
      if (likely.data.agent != no_agent) fetch(agents_[likely.data.agent]);
      __builtin_prefetch(likely.kept.data());
      return likely.forgotten ? no_conversation : foreseen_;
    }
  }
  const ConversationId found = conversation_names_.find(name, conversations_);
  return found == NameTable::nothing || conversations_[found].forgotten ? no_conversation : found;
}

void State::foresee_conversation(std::string_view name) noexcept {
  foreseen_ = conversation_names_.guess(name);
  if (foreseen_ == no_conversation) return;
  fetch(conversations_[foreseen_]);
  timers_.fetch(foreseen_);
}

AgentId State::find_agent(std::string_view name) const {
  const AgentId found = agent_names_.find(name, agents_);
  return found == NameTable::nothing ? no_agent : found;
}

void State::begin() {
  ++change_;
  counters_before_ = counters_;
  accounts_counted_ = accounts_count_;
  kinds_counted_ = kinds_count_;
  departments_saved_ = false;
  answers_saved_ = false;
  customers_.begin();
  agents_count_before_ = agents_.size();
  changing_ = true;
}

void State::begin_edit(Conversation &conversation) {
  timers_.fetch(conversation.id);
  if (conversation.saved_in != change_) {
    conversations_before_.emplace_back(conversation.id, conversation.data);
    ++touched_;
    reserve_timers(); // now, or if it is taken back
    conversation.saved_in = change_;
  }
  if (!conversation.linked) return;
  unlinked_.push_back(conversation.id);
  unlink(conversation);
}

void State::replace_kept(ConversationId id, std::string kept) {
  Conversation &conversation = conversations_[id];
  if (conversation.kept_saved_in != change_) {
    kept_before_.emplace_back(id, std::string());
    kept_before_.back().second.swap(conversation.kept);
    conversation.kept_saved_in = change_;
  }
  conversation.kept = std::move(kept);
}

std::vector<Decline> &State::edit_declines(ConversationId id) {
  Conversation &conversation = conversations_[id];
  if (conversation.declines_saved_in != change_) {
    declines_before_.emplace_back(id, conversation.declines);
    conversation.declines_saved_in = change_;
  }
  return conversation.declines;
}

AgentData &State::edit_agent(AgentId id) {
  Agent &agent = agents_[id];
  if (agent.saved_in != change_) {
    agents_before_.emplace_back(id, agent.data);
    agent.saved_in = change_;
  }
  changed_agents_.push_back(id);
  agent.measure(counters_.now);
  return agent.data;
}

void State::save_departments() {
  if (departments_saved_) return;
  departments_before_ = departments_;
  departments_saved_ = true;
}

DepartmentData &State::edit_department(std::uint32_t number) {
  save_departments();
  department_timer_known_ = false;
  return departments_[number];
}

std::vector<StandingAnswer> &State::edit_answers() {
  if (!answers_saved_) {
    answers_before_ = answers_;
    answers_saved_ = true;
  }
  return answers_;
}

Conversation &State::create_conversation(std::string_view name) {
  if (const ConversationId found = conversation_names_.find(name, conversations_);
      found != NameTable::nothing)
    return create_again(found);
  make_room(created_, created_.size() + 1);
  ++touched_;
  reserve_timers();
  make_room(unlinked_, unlinked_.size() + 1);
  std::string text(name);
  if (free_conversations_.empty()) {
    make_room(free_conversations_, conversations_.size() + 1); // so that taking it back needs no memory
    timers_.grow(conversations_.size() + 1);
    conversations_.emplace_back();
    conversations_.back().id = static_cast<ConversationId>(conversations_.size() - 1);
    conversations_.back().gone = true;
    free_conversations_.push_back(conversations_.back().id);
  }
  const ConversationId id = free_conversations_.back();
  Conversation &conversation = conversations_[id];
  conversation.name = std::move(text);
  conversation_names_.insert(conversation.name, id);
  free_conversations_.pop_back();
  conversation.gone = false;
  conversation.data = ConversationData();
  conversation.data.number = ++counters_.conversations;
  conversation.saved_in = change_;
  conversation.kept_saved_in = change_;
  conversation.declines_saved_in = change_;
  created_.push_back(id);
  unlinked_.push_back(id);
  return conversation;
}

/// Its values stay as they are, so they need not be copied to be taken back.
void State::forget(ConversationId id) {
  make_room(forgotten_, forgotten_.size() + 1);
  ++touched_;
  reserve_timers();
  Conversation &conversation = conversations_[id];
  if (conversation.linked) unlink(conversation);
  hold_with(conversation, no_agent);
  conversation.forgotten = true;
  timers_.clear(id);
  forgotten_.push_back(id);
}

/// In the place of one that was forgotten in this very change, so that the name needs no other.
Conversation &State::create_again(ConversationId id) {
  Conversation &conversation = conversations_[id];
  replace_kept(id, {});
  edit_declines(id).clear();
  ConversationData &data = edit(id);
  unlinked_.push_back(id); // of what is forgotten nothing is linked
  data = ConversationData();
  data.number = ++counters_.conversations;
  conversation.forgotten = false;
  return conversation;
}

Agent &State::create_agent(std::string_view name) {
  for (auto &by_kind : room_)
    for (AgentSet &set : by_kind)
      set.grow(agents_.size() + 1);
  fresh_agents_.grow(agents_.size() + 1);
  if (fresh_list_.capacity() < 2 * (agents_.size() + 1)) fresh_list_.reserve(4 * (agents_.size() + 1));
  for (Requirement &requirement : requirements_) {
    requirement.eligible.grow(agents_.size() + 1);
    requirement.perfect.grow(agents_.size() + 1);
  }
  make_room(changed_agents_, changed_agents_.size() + 1);
  const auto id = static_cast<AgentId>(agents_.size());
  Agent &agent = agents_.emplace_back();
  try {
    agent.name = name;
    agent_names_.insert(agent.name, id);
  } catch (...) {
    agents_.pop_back();
    throw;
  }
  agent.saved_in = change_;
  changed_agents_.push_back(id);
  return agent;
}

void State::set_profile(AgentId id, Profile profile) {
  profiles_changed_ = true;
  if (id == profiles_.size()) { // of somebody new
    profiles_.push_back(std::move(profile));
  } else {
    profiles_before_.emplace_back(id, std::move(profiles_[id]));
    profiles_[id] = std::move(profile);
  }
  agents_[id].data.profile = id;
  tell_apart(profiles_[id]);
  unindex_agent(id);
  index_agent(id);
  judge_everywhere(id);
}

AgentData &State::hold(AgentId id, const ConversationData &data) {
  AgentData &agent = edit_agent(id);
  agent.held += weight(data.kind);
  ++agent.count;
  ++agent.held_of_kind[static_cast<std::size_t>(data.kind)];
  if (data.unanswered) ++agent.active;
  return agent;
}

void State::let_go(AgentId id, const ConversationData &data) {
  AgentData &agent = edit_agent(id);
  agent.held -= weight(data.kind);
  --agent.held_of_kind[static_cast<std::size_t>(data.kind)];
  if (data.unanswered) --agent.active;
  if (--agent.count == 0) agent.idle_since = counters_.now;
}

void State::commit() noexcept {
  for (const ConversationId id : forgotten_) {
    Conversation &conversation = conversations_[id];
    if (!conversation.forgotten) continue; // another one of this name has come since
    conversation.forgotten = false;
    conversation_names_.erase(conversation.name, id);
    conversation.kept.clear();
    conversation.declines.clear();
    conversation.gone = true;
    free_conversations_.push_back(id); // there was room for it when it was made
    customers_.drop_if_unused(conversation.data.customer);
  }
  for (const auto &[id, before] : conversations_before_)
    customers_.drop_if_unused(before.customer);
  customers_.keep();
  end_change();
}

void State::roll_back() noexcept {
  for (const ConversationId id : forgotten_)
    conversations_[id].forgotten = false;
  for (const auto &[id, before] : conversations_before_) {
    if (conversations_[id].linked) unlink(conversations_[id]);
    hold_with(conversations_[id], no_agent);
  }
  // The last one first, so that who comes next gets the number that the first one had.
  for (std::size_t i = created_.size(); i-- > 0;) {
    const ConversationId id = created_[i];
    Conversation &conversation = conversations_[id];
    if (conversation.linked) unlink(conversation);
    hold_with(conversation, no_agent);
    conversation_names_.erase(conversation.name, id);
    conversation.kept.clear();
    conversation.declines.clear();
    conversation.gone = true;
    timers_.clear(id);
    free_conversations_.push_back(id);
  }
  customers_.roll_back();
  if (answers_saved_) answers_.swap(answers_before_);
  if (terms_before_) {
    if (departments_saved_) departments_saved_ = false; // of the policy that is taken back
    swap_terms(*terms_before_);
  }
  for (auto &[id, kept] : kept_before_)
    conversations_[id].kept.swap(kept);
  for (auto &[id, declines] : declines_before_)
    conversations_[id].declines.swap(declines);
  for (const auto &[id, before] : agents_before_)
    agents_[id].data = before;
  while (agents_.size() > agents_count_before_) {
    const auto id = static_cast<AgentId>(agents_.size() - 1);
    unindex_agent(id);
    for (auto &by_kind : room_)
      for (AgentSet &set : by_kind)
        set.erase(id);
    for (Requirement &requirement : requirements_) {
      requirement.eligible.erase(id);
      requirement.perfect.erase(id);
    }
    agent_names_.erase(agents_.back().name, id);
    agents_.pop_back();
  }
  // The last one first, as somebody may have had several.
  for (std::size_t i = profiles_before_.size(); i-- > 0;)
    profiles_[profiles_before_[i].first] = std::move(profiles_before_[i].second);
  while (profiles_.size() > agents_.size())
    profiles_.pop_back();
  for (const AgentId id : changed_agents_) {
    if (id >= agents_.size()) continue;
    if (profiles_changed_) {
      unindex_agent(id);
      index_agent(id); // of words that were there before
      judge_everywhere(id);
    }
    refresh_agent(id);
  }
  accounts_count_ = accounts_counted_;
  kinds_count_ = kinds_counted_;
  agent_timer_known_ = false;
  department_timer_known_ = false;
  if (departments_saved_) departments_.swap(departments_before_);
  counters_ = counters_before_;
  for (const auto &[id, before] : conversations_before_) {
    conversations_[id].data = before;
    link(conversations_[id]);
  }
  for (const ConversationId id : forgotten_)
    if (!conversations_[id].linked && !conversations_[id].gone) link(conversations_[id]);
  end_change();
}

void State::end_change() noexcept {
  conversations_before_.clear();
  kept_before_.clear();
  declines_before_.clear();
  agents_before_.clear();
  profiles_before_.clear();
  answers_before_.clear();
  created_.clear();
  forgotten_.clear();
  unlinked_.clear();
  changed_agents_.clear();
  refreshed_ = 0;
  touched_ = 0;
  profiles_changed_ = false;
  terms_before_.reset();
  settle();
  timers_.sweep_if_crowded();
  if (requirements_.size() - free_requirements_.size() > 4096 + 4 * used_requirements_) sweep_requirements();
  changing_ = false;
}

} // namespace usher::desk
