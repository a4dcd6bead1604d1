// SPDX-License-Identifier: BSL-1.0
// A change of the desk: what it touches is copied first, so that it is kept or taken back as a whole.
#include "base/fetch.hpp"
#include "desk/state.hpp"
#include "desk/under_terms.hpp"

namespace usher::desk {

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
  if (!conversation.saved) {
    conversations_before_.emplace_back(conversation.id, conversation.data);
    ++touched_;
    reserve_timers(); // now, or if it is taken back
    conversation.saved = true;
  }
  if (!conversation.linked) return;
  unlinked_.push_back(conversation.id);
  unlink(conversation);
}

void State::replace_kept(ConversationId id, std::string kept) {
  Conversation &conversation = conversations_[id];
  if (!conversation.kept_saved) {
    kept_before_.emplace_back(id, std::string());
    kept_before_.back().second.swap(conversation.kept);
    conversation.kept_saved = true;
  }
  conversation.kept = std::move(kept);
}

std::vector<Decline> &State::edit_declines(ConversationId id) {
  Conversation &conversation = conversations_[id];
  if (!conversation.declines_saved) {
    declines_before_.emplace_back(id, conversation.declines);
    conversation.declines_saved = true;
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

AgentData &State::hold(AgentId id, const ConversationData &data) {
  AgentData &agent = edit_agent(id);
  fetch_line(agents_[id].holding.data()); // linking is to come
  agent.held += weight(data.kind);
  ++agent.count;
  ++agent.held_of_kind[static_cast<std::size_t>(data.kind)];
  if (data.unanswered) ++agent.active;
  return agent;
}

void State::let_go(AgentId id, const ConversationData &data) {
  AgentData &agent = edit_agent(id);
  fetch_line(agents_[id].holding.data()); // as in hold()
  agent.held -= weight(data.kind);
  --agent.held_of_kind[static_cast<std::size_t>(data.kind)];
  if (data.unanswered) --agent.active;
  if (--agent.count == 0) agent.idle_since = counters_.now;
}

void State::commit() noexcept {
  if (!forgotten_.empty()) drop_forgotten();
  for (const auto &[id, before] : conversations_before_)
    if (before.customer != no_customer) customers_.drop_if_unused(before.customer);
  customers_.keep();
  end_change();
}

void State::drop_forgotten() noexcept {
  for (const ConversationId id : forgotten_) {
    Conversation &conversation = conversations_[id];
    if (!conversation.forgotten) continue; // another one of this name has come since
    conversation.forgotten = false;
    const CustomerId customer = conversation.data.customer;
    leave_place(conversation);
    customers_.drop_if_unused(customer);
  }
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
    leave_place(conversation);
    timers_.clear(id);
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
  const auto end = [this](const auto &list, bool Conversation::*saved) {
    for (const auto &[id, before] : list)
      conversations_[id].*saved = false;
  };
  end(conversations_before_, &Conversation::saved);
  end(kept_before_, &Conversation::kept_saved);
  end(declines_before_, &Conversation::declines_saved);
  for (const ConversationId id : created_) {
    Conversation &conversation = conversations_[id];
    conversation.saved = conversation.kept_saved = conversation.declines_saved = false;
  }
  conversations_before_.clear();
  if (!kept_before_.empty()) kept_before_.clear();
  if (!declines_before_.empty()) declines_before_.clear();
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
  const std::size_t unused = requirements_.size() - free_requirements_.size() - used_requirements_;
  if (unused > spare_ + spare_ * used_requirements_ / 1024) sweep_requirements();
  changing_ = false;
}

} // namespace usher::desk
