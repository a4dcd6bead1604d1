// SPDX-License-Identifier: BSL-1.0
#include "desk/state.hpp"

#include "base/fetch.hpp"
#include "desk/policy_map.hpp"
#include "desk/room.hpp"
#include "desk/under_terms.hpp"

#include <algorithm>
#include <new>
#include <type_traits>

namespace usher::desk {
static_assert(NameTable::nothing == no_conversation);
static_assert(std::is_trivially_destructible_v<ConversationData>,
              "a place is used again without ending what was there");
namespace {

std::size_t lane_count(const Terms &terms) {
  const std::size_t paces = terms.frame().desk.order == policy::Order::index ? terms.paces().size() : 1;
  return paces * terms.departments().size();
}

} // namespace

State::State(std::shared_ptr<const rules::Ruleset> ruleset, std::uint64_t seed, std::size_t spare)
    : terms_(std::make_shared<const Terms>(std::move(ruleset), words_)),
      seed_(seed),
      departments_(terms_->departments().size()),
      lanes_(lane_count(*terms_)),
      waiting_(terms_->departments().size()),
      spare_(spare) {
  departments_before_.reserve(departments_.size());
}

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
      if (likely.data.agent != no_agent) fetch(agents_[likely.data.agent]); // who is next
      return likely.forgotten ? no_conversation : foreseen_;
    }
  }
  const ConversationId found = conversation_names_.find(name, conversations_);
  return found == NameTable::nothing || conversations_[found].forgotten ? no_conversation : found;
}

void State::foresee_conversation(std::string_view name) noexcept { foreseen_ = fetch_conversation(name); }

ConversationId State::fetch_conversation(std::string_view name) const noexcept {
  const ConversationId likely = conversation_names_.guess(name);
  if (likely == no_conversation) return likely;
  fetch(conversations_[likely]);
  timers_.fetch(likely);
  return likely;
}

void State::fetch_work(ConversationId id) const noexcept {
  if (id == no_conversation) return;
  const Conversation &conversation = conversations_[id];
  fetch_line(conversation.kept.data());
  if (conversation.data.agent < agents_.size()) fetch(agents_[conversation.data.agent]);
}

AgentId State::find_agent(std::string_view name) const {
  const AgentId found = agent_names_.find(name, agents_);
  return found == NameTable::nothing ? no_agent : found;
}

Conversation &State::create_conversation(std::string_view name) {
  if (const ConversationId found = conversation_names_.find(name, conversations_);
      found != NameTable::nothing)
    return create_again(found);
  make_room(created_, created_.size() + 1);
  ++touched_;
  reserve_timers();
  make_room(unlinked_, unlinked_.size() + 1);
  if (free_conversations_.empty()) add_place();
  const ConversationId id = free_conversations_.back();
  Conversation &conversation = conversations_[id];
  conversation.name = name; // which nobody asks a place for that is free
  conversation_names_.insert(conversation.name, id);
  free_conversations_.pop_back();
  conversation.gone = false;
  ::new (static_cast<void *>(&conversation.data)) ConversationData; // in place: it is half a kilobyte
  conversation.data.number = ++counters_.conversations;
  conversation.saved = conversation.kept_saved = conversation.declines_saved = true; // there was none
  created_.push_back(id);
  unlinked_.push_back(id);
  return conversation;
}

/// A place for a conversation, which is free.
void State::add_place() {
  make_room(free_conversations_, conversations_.size() + 1); // so that taking it back needs no memory
  timers_.grow(conversations_.size() + 1);
  Conversation &place = conversations_.emplace_back();
  place.id = static_cast<ConversationId>(conversations_.size() - 1);
  place.gone = true;
  free_conversations_.push_back(place.id);
}

/// Its place is free. What it was can be told of until another one comes there.
void State::leave_place(Conversation &conversation) noexcept {
  conversation_names_.erase(conversation.name, conversation.id);
  conversation.kept.clear();
  conversation.declines.clear();
  conversation.gone = true;
  free_conversations_.push_back(conversation.id); // there was room for it when it was made
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

} // namespace usher::desk
