// SPDX-License-Identifier: BSL-1.0
// What follows from the plain values of a desk: queues, timers, who has room.
#include "desk/room.hpp"
#include "desk/state.hpp"
#include "desk/timers.hpp"

#include <algorithm>

namespace usher::desk {
namespace {

constexpr std::size_t pull = static_cast<std::size_t>(policy::AssignMode::pull);
constexpr std::size_t on_arrival = static_cast<std::size_t>(policy::AssignMode::on_arrival);

/// Of its QueueKey.
std::int64_t key_value(const Terms &terms, const ConversationData &data) noexcept {
  switch (terms.frame().desk.order) {
  case policy::Order::index:
  case policy::Order::fifo: break;
  case policy::Order::priority: {
    // What grows at one rate for all is compared as at the beginning of time.
    const policy::WaitingPoints &waiting = terms.frame().priority.waiting;
    const std::int64_t priority =
        std::clamp<std::int64_t>(std::int64_t{data.priority} + data.raised, -1'000'000, 1'000'000);
    return data.key().since * waiting.points - priority * waiting.every_ms;
  }
  case policy::Order::earliest_due: {
    const calendar::ServiceClocks &clocks = data.clocks;
    Instant due = never;
    for (const calendar::ServiceClock *clock : {&clocks.first_response, &clocks.next_response})
      if (clock->state != calendar::ClockState::met && clock->due) due = std::min(due, *clock->due);
    if (due == never && clocks.resolution.due) due = *clocks.resolution.due;
    return due;
  }
  }
  return 0;
}

bool is_held(const ConversationData &data) noexcept {
  return data.location == Location::offered || data.location == Location::assigned;
}

} // namespace

void State::place_requirement(Requirement &requirement) noexcept {
  Lane &lane = lanes_[requirement.key.department * paces() + requirement.key.pace];
  if (requirement.in_lane) {
    // A key does not change while it is in a queue, and each number comes once.
    if (!requirement.queue.empty() && requirement.queue.begin()->data.number == requirement.head.number)
      return;
    lane.erase(lane.iterator_to(requirement));
    requirement.in_lane = false;
    --used_requirements_;
  }
  if (requirement.queue.empty()) return;
  requirement.head = requirement.queue.begin()->data.key();
  lane.insert(requirement);
  requirement.in_lane = true;
  ++used_requirements_;
}

void State::leave_queue(Conversation &conversation) noexcept {
  Requirement &requirement = requirements_[conversation.data.requirement];
  requirement.queue.erase(requirement.queue.iterator_to(conversation));
  place_requirement(requirement);
  --waiting_[conversation.data.department];
}

void State::move_holding(Conversation &conversation, AgentId agent) noexcept {
  if (conversation.holder != no_agent)
    std::erase_if(agents_[conversation.holder].holding,
                  [&](const Held &held) { return held.id == conversation.id; });
  conversation.holder = agent;
  if (agent == no_agent) return;
  Holding &holding = agents_[agent].holding; // has room for it
  const Held held{conversation.data.number, conversation.id};
  holding.insert(std::upper_bound(holding.begin(), holding.end(), held,
                                  [](const Held &a, const Held &b) { return a.number < b.number; }),
                 held);
}

void State::prepare(Conversation &conversation) {
  ConversationData &data = conversation.data;
  reserve_timers(); // it may be edited any number of times in a change
  if (is_held(data) && conversation.holder != data.agent) {
    Holding &holding = agents_[data.agent].holding;
    make_room(holding, holding.size() + 1);
  }
  data.requirement = no_requirement;
  if (data.location == Location::queued) find_requirement(conversation);
  data.key_value = key_value(*terms_, data); // also of what somebody has: a rebalancing may take it
}

void State::find_requirement(Conversation &conversation) {
  conversation.data.requirement = requirement_for(requirement_key(conversation), conversation).id;
}

void State::link(Conversation &conversation) noexcept {
  conversation.linked = true;
  const ConversationData &data = conversation.data;
  set_timer(conversation);
  if (data.customer != no_customer) customers_.join(data.customer, conversation);
  hold_with(conversation, is_held(data) ? data.agent : no_agent);
  if (data.location == Location::queued) join_queue(conversation);
}

void State::join_queue(Conversation &conversation) noexcept {
  const ConversationData &data = conversation.data;
  Requirement &requirement = requirements_[data.requirement];
  if (requirement.key.declined != 0) fill_eligible(requirement, conversation);
  // Where something waits already, nobody could take it: those who can now are fresh.
  const bool waited = !requirement.queue.empty();
  requirement.queue.insert(requirement.queue.end(), conversation); // where most belong
  place_requirement(requirement);
  ++waiting_[data.department];
  if (!waited) look_at(requirement);
}

void State::look_at(Requirement &requirement) noexcept {
  if (requirement.fresh) return;
  requirement.fresh = true;
  fresh_requirements_.push_back(requirement.id); // has room for all of them
}

void State::link_all() {
  for (const ConversationId id : unlinked_) {
    Conversation &conversation = conversations_[id];
    if (conversation.linked || conversation.forgotten) continue; // edited twice, or gone since
    prepare(conversation);
    link(conversation);
  }
  unlinked_.clear();
  for (; refreshed_ < changed_agents_.size(); ++refreshed_)
    refresh_agent(changed_agents_[refreshed_]);
}

void State::look_at_all_queues() noexcept {
  for (Requirement &requirement : requirements_)
    if (!requirement.queue.empty()) look_at(requirement);
}

void State::settle_all() noexcept {
  for (const std::uint32_t id : fresh_requirements_)
    requirements_[id].fresh = false;
  fresh_requirements_.clear();
  for (const AgentId id : fresh_list_)
    fresh_agents_.erase(id);
  fresh_list_.clear();
}

bool State::fresh_reach(std::uint32_t department) const noexcept {
  if (fresh_list_.size() > few) return true;
  // The last step of widening reaches whom those before it reach.
  for (const std::uint32_t near : terms_->department(department).reach.back().departments) {
    if (near >= in_department_.size()) continue;
    const AgentSet &people = in_department_[near];
    for (const AgentId id : fresh_list_)
      if (people[id] && fresh_agents_[id]) return true;
  }
  return false;
}

Requirement &State::requirement_for(const RequirementKey &key, const Conversation &conversation) {
  const auto found = requirement_numbers_.find(key);
  if (found != requirement_numbers_.end()) return requirements_[found->second];
  if (free_requirements_.empty()) {
    make_room(free_requirements_, requirements_.size() + 1);
    make_room(fresh_requirements_, requirements_.size() + 1);
    requirements_.emplace_back();
    requirements_.back().id = static_cast<std::uint32_t>(requirements_.size() - 1);
    free_requirements_.push_back(requirements_.back().id);
  }
  Requirement &requirement = requirements_[free_requirements_.back()];
  requirement.eligible.grow(agents_.size());
  requirement.perfect.grow(agents_.size());
  requirement_numbers_.emplace(key, requirement.id);
  free_requirements_.pop_back();
  requirement.key = key;
  fill_eligible(requirement, conversation);
  return requirement;
}

/// One that is free already has the key of a class that was, which may be another one's now.
void State::sweep_requirements() noexcept {
  for (Requirement &requirement : requirements_) {
    if (!requirement.queue.empty()) continue;
    const auto found = requirement_numbers_.find(requirement.key);
    if (found == requirement_numbers_.end() || found->second != requirement.id) continue;
    requirement_numbers_.erase(found);
    free_requirements_.push_back(requirement.id); // has room for all of them
  }
}

/// What somebody who had room did not take at the last pass they cannot take now, unless they were judged anew: so only
/// who has room where there was none is fresh.
void State::refresh_agent(AgentId id) noexcept {
  Agent &agent = agents_[id];
  bool any = false;
  bool changed = false;
  bool more = agent.judged;
  agent.judged = false;
  const auto put = [&](AgentSet &set, bool has) {
    if (set[id] == has) return;
    set.put(id, has);
    changed = true;
    more |= has;
  };
  // Where kinds make no difference, no class asks for another than the first.
  const std::size_t kinds = kinds_count_ ? policy::channel_kind_count : 1;
  for (std::size_t kind = 0; kind < kinds; ++kind) {
    const Obstacle why = no_room(agent, static_cast<policy::ChannelKind>(kind), policy::AssignMode::pull);
    const bool arriving = why == Obstacle::nothing || why == Obstacle::works_on;
    put(room_[on_arrival][kind], arriving);
    put(room_[pull][kind], why == Obstacle::nothing);
    any |= arriving;
  }
  if (!changed && !more) return;
  if (!any) {
    fresh_agents_.erase(id);
  } else if (more && !fresh_agents_[id]) {
    fresh_agents_.insert(id);
    fresh_list_.push_back(id); // has room for everybody twice
    if (fresh_list_.size() == fresh_list_.capacity()) forget_stale();
  }
}

/// Those who are on the list and not fresh any more.
void State::forget_stale() noexcept {
  AgentId last = no_agent;
  std::sort(fresh_list_.begin(), fresh_list_.end());
  std::erase_if(fresh_list_, [&](AgentId id) {
    const bool goes = !fresh_agents_[id] || id == last;
    last = id;
    return goes;
  });
}

void State::set_timer(const Conversation &conversation) noexcept {
  const ConversationData &data = conversation.data;
  timers_.set(conversation.id, data.number, is_over(data) ? TimerTable::over : TimerTable::goes_on,
              timer_of(*this, conversation));
}

void State::find_agent_timer() const noexcept {
  agent_timer_ = never;
  for (const Agent &agent : agents_)
    agent_timer_ = std::min(agent_timer_, agent.data.timer);
  agent_timer_known_ = true;
}

void State::find_department_timer() const noexcept {
  department_timer_ = never;
  for (const DepartmentData &department : departments_)
    department_timer_ = std::min(department_timer_, department.timer);
  department_timer_known_ = true;
}

void State::set_agent_timer(AgentId id, Instant time) {
  edit_agent(id).timer = time;
  agent_timer_known_ = false;
}

} // namespace usher::desk
