// SPDX-License-Identifier: BSL-1.0
#include "desk/views.hpp"

#include "base/word_hash.hpp"
#include "desk/question_name.hpp"
#include "desk/timers.hpp"

#include <algorithm>
#include <functional>

namespace usher::desk {
namespace {

constexpr std::array<std::string_view, 6> locations = {"nowhere",  "queued", "offered",
                                                       "assigned", "parked", "held"};
constexpr std::array<std::string_view, 4> statuses = {"open", "waiting_for_customer", "held", "resolved"};

ClockView view_of(const calendar::ServiceClock &clock) { return {clock.state, clock.breached, clock.due}; }

std::vector<std::string> texts(const Words &words, ListId list) {
  std::vector<std::string> out;
  for (const WordId word : words.words(list))
    out.emplace_back(words.text(word));
  return out;
}

bool owes(const Conversation &conversation) {
  const calendar::ServiceClocks &clocks = conversation.data.clocks;
  for (const calendar::ServiceClock *clock :
       {&clocks.first_response, &clocks.next_response, &clocks.resolution})
    if (clock->breached && clock->state != calendar::ClockState::met) return true;
  return false;
}

// Whose turn comes first. Exact: weight x age / target as fractions.
bool goes_before(const State &state, const Conversation &a, const Conversation &b) {
  const Terms &terms = state.terms();
  if (terms.frame().desk.order == policy::Order::index && a.data.key().rank == b.data.key().rank) {
    const auto pace = [&terms](const ConversationData &data) {
      return terms.paces()[terms.pace_of(data.shown_band, data.sla, data.band)];
    };
    const auto age = [&state](const ConversationData &data) {
      return static_cast<std::uint64_t>(std::max<Instant>(state.counters().now - data.key().since, 0) + 1000);
    };
    const Terms::Pace mine = pace(a.data);
    const Terms::Pace others = pace(b.data);
    const Wide left = Wide(static_cast<std::uint64_t>(mine.weight)) * age(a.data) *
                      static_cast<std::uint64_t>(others.target);
    const Wide right = Wide(static_cast<std::uint64_t>(others.weight)) * age(b.data) *
                       static_cast<std::uint64_t>(mine.target);
    if (left != right) return left > right;
  }
  return a.data.key() < b.data.key();
}

} // namespace

std::string_view name_of(Location location) noexcept { return locations[static_cast<std::size_t>(location)]; }
std::string_view name_of(Status status) noexcept { return statuses[static_cast<std::size_t>(status)]; }

ConversationView view_of(const State &state, const Conversation &conversation) {
  const policy::Frame &frame = state.terms().frame();
  const ConversationData &data = conversation.data;
  ConversationView out;
  out.number = data.number;
  out.name = conversation.name;
  out.department = frame.departments[data.department].name;
  if (data.agent != no_agent) out.agent = state.agent(data.agent).name;
  if (data.account < frame.accounts.size()) out.account = frame.accounts[data.account].name;
  out.band = frame.priority.bands[data.shown_band].name;
  out.language = state.words().text(data.language);
  if (data.sla < frame.slas.size()) out.sla = frame.slas[data.sla].name;
  if (data.reply != none) out.reply = state.terms().ruleset().reply_name(data.reply);
  if (data.is_question) out.asker = asker_of(conversation.name);
  if (const ConversationId as = state.goes_on_as(conversation.id); as != conversation.id)
    out.merged_into = state.conversation(as).name;
  out.location = data.location;
  out.status = data.status;
  out.engaged = data.engaged;
  out.unanswered = data.unanswered && data.status != Status::resolved;
  out.priority =
      static_cast<int>(std::clamp<std::int64_t>(priority_at(state.terms(), data, state.counters().now),
                                                policy::lowest_priority, policy::highest_priority));
  out.step = data.step;
  out.messages = data.messages;
  out.transfers = data.transfers;
  out.reopens = data.reopens;
  out.questions = data.questions;
  out.held_answers = data.held_answers;
  out.created = data.created;
  out.waiting_since = data.waiting_since;
  if (data.location == Location::offered) out.until = data.offer_until;
  if (data.location == Location::held && data.held_until != 0 && data.held_until != never)
    out.until = data.held_until;
  out.clocks = {view_of(data.clocks.first_response), view_of(data.clocks.next_response),
                view_of(data.clocks.resolution)};
  out.skills = texts(state.words(), data.skills);
  out.tags = texts(state.words(), data.tags);
  return out;
}

AgentView view_of(const State &state, const Agent &agent) {
  const Profile &profile = state.profile(agent);
  AgentView out;
  out.name = agent.name;
  out.presence = agent.data.presence;
  out.present = agent.is_present();
  out.conversations = agent.data.count;
  out.waiting = agent.data.active;
  out.load = agent.data.held;
  out.capacity = profile.capacity;
  if (agent.data.count == 0 && state.counters().now != 0) out.idle_since = agent.data.idle_since;
  for (const std::uint32_t department : profile.departments)
    out.departments.push_back(state.terms().frame().departments[department].name);
  out.skills = texts(state.words(), profile.skills);
  out.languages = texts(state.words(), profile.languages);
  return out;
}

void view_desk(const State &state, DeskView &out) {
  out = DeskView();
  out.time = state.counters().now;
  const std::vector<DepartmentData> &departments = state.departments();
  for (std::uint32_t number = 0; number < departments.size(); ++number) {
    DepartmentView &one = out.departments.emplace_back();
    one.name = state.terms().frame().departments[number].name;
    one.open = departments[number].open;
    one.blocked = departments[number].blocked;
  }
  for (const Conversation &conversation : state.conversations()) {
    if (conversation.gone) continue;
    const ConversationData &data = conversation.data;
    DepartmentView &one = out.departments[data.department];
    switch (data.location) {
    case Location::queued: ++one.queued; break;
    case Location::offered: ++one.offered; break;
    case Location::assigned: ++one.assigned; break;
    case Location::held: ++one.held; break;
    case Location::nowhere:
    case Location::parked: break;
    }
    if (owes(conversation)) ++one.overdue;
    if (data.location == Location::queued && (!one.oldest || data.waiting_since < *one.oldest))
      one.oldest = data.waiting_since;
  }
  for (const Agent &agent : state.agents()) {
    if (agent.data.presence == Presence::gone) continue;
    out.agents.push_back(view_of(state, agent));
    if (!agent.is_present()) continue;
    for (const std::uint32_t department : state.profile(agent).departments)
      ++out.departments[department].present;
  }
}

bool view_conversation(const State &state, std::string_view name, DeskView &out) {
  const ConversationId id = state.find_conversation(name);
  if (id == no_conversation) return false;
  out = DeskView();
  out.time = state.counters().now;
  out.conversations.push_back(view_of(state, state.conversation(id)));
  return true;
}

bool view_agent(const State &state, std::string_view name, DeskView &out) {
  const AgentId id = state.find_agent(name);
  if (id == no_agent) return false;
  out = DeskView();
  out.time = state.counters().now;
  out.agents.push_back(view_of(state, state.agent(id)));
  for (const Held &held : state.agent(id).holding)
    out.conversations.push_back(view_of(state, state.conversation(held.id)));
  return true;
}

bool view_queue(const State &state, std::string_view department, DeskView &out) {
  const std::optional<std::uint32_t> number = state.terms().find_department(department);
  if (!number) return false;
  std::vector<std::reference_wrapper<const Conversation>> queue;
  for (const Conversation &conversation : state.conversations()) {
    if (!conversation.gone && conversation.data.location == Location::queued &&
        conversation.data.department == *number)
      queue.emplace_back(conversation);
  }
  std::sort(queue.begin(), queue.end(),
            [&state](const Conversation &a, const Conversation &b) { return goes_before(state, a, b); });
  out = DeskView();
  out.time = state.counters().now;
  for (const Conversation &conversation : queue)
    out.conversations.push_back(view_of(state, conversation));
  return true;
}

} // namespace usher::desk
