// SPDX-License-Identifier: BSL-1.0
// Conversations of one customer, where the policy has them belong together: whoever has one gets the others, and the
// customer waits since they wrote first, wherever that was, until they are answered anywhere.
#include "desk/engine.hpp"
#include "desk/kept_facts.hpp"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

namespace usher::desk {
namespace {

// Of each identity no more than these, the newest: what counts as one person may be a whole crowd.
constexpr std::size_t most_of_a_thread = 64;

} // namespace

/// Whose it is, by what is kept of its messages. True if that is somebody else than before.
bool Engine::know_customer(ConversationId id) {
  const policy::CustomerSettings &settings = terms().frame().customers;
  const Conversation &conversation = state_.conversation(id);
  if (!settings.one_owner && conversation.data.customer == no_customer) return false;
  CustomerId is = no_customer;
  const auto is_across = [&] {
    if (settings.across.empty()) return true;
    const std::optional<std::int64_t> channel =
        kept_number(terms().ruleset(), conversation.kept, policy::fact_channel);
    return channel &&
           std::find(settings.across.begin(), settings.across.end(), *channel) != settings.across.end();
  };
  if (settings.one_owner && !conversation.data.is_question && is_across()) {
    const std::string_view name = kept_text(terms().ruleset(), conversation.kept, policy::fact_customer_id);
    if (!name.empty()) is = state_.edit_customers().of(name);
  }
  if (conversation.data.customer == is) return false;
  state_.edit(id).customer = is;
  return true;
}

/// The others of the same customer, in the order in which they came.
std::vector<ConversationId> Engine::thread_of(ConversationId id) const {
  std::vector<ConversationId> out;
  const CustomerId customer = state_.conversation(id).data.customer;
  if (customer == no_customer) return out;
  for (const CustomerId identity : state_.customers().identities(customer)) {
    std::size_t count = 0;
    const Customers::Conversations &theirs = state_.customers().conversations(identity);
    for (auto at = theirs.rbegin(); at != theirs.rend() && count < most_of_a_thread; ++at) {
      const ConversationData &data = at->data;
      if (at->forgotten || !data.engaged || data.merged_into != no_conversation) continue;
      ++count;
      if (at->id != id) out.push_back(at->id);
    }
  }
  sort_as_they_came(out);
  return out;
}

/// Since when the customer waits for an answer, in any of these; now if in none.
Instant Engine::waiting_since(std::span<const ConversationId> thread) const {
  Instant since = now();
  for (const ConversationId id : thread) {
    const ConversationData &data = state_.conversation(id).data;
    if (data.unanswered && data.status != Status::resolved) since = std::min(since, data.waiting_since);
  }
  return since;
}

/// Whose conversations these are: of the one that somebody has, or had not too long ago, the one that they answered
/// last.
ConversationId Engine::owned_of(std::span<const ConversationId> thread) const {
  ConversationId best = no_conversation;
  const auto key = [&](ConversationId id) {
    const ConversationData &data = state_.conversation(id).data;
    return std::tuple(data.location == Location::assigned, data.last_reply, data.number);
  };
  for (const ConversationId id : thread) {
    const ConversationData &data = state_.conversation(id).data;
    if (data.agent == no_agent || data.location == Location::offered) continue;
    if (data.location != Location::assigned && !may_have_it_back(data)) continue;
    if (best == no_conversation || key(best) < key(id)) best = id;
  }
  return best;
}

/// The customer is somebody's already: it waits for them, unless it waits for somebody who was named.
void Engine::join_thread(ConversationId id, std::span<const ConversationId> thread) {
  const ConversationData &data = state_.conversation(id).data;
  if (data.location != Location::queued || data.preferred != no_agent) return;
  const ConversationId owned = owned_of(thread);
  if (owned == no_conversation) return;
  const AgentId owner = state_.conversation(owned).data.agent;
  if (!prefer(id, owner, false)) return;
  Effect &effect = emit(EffectType::joined, state_.conversation(id), Reason::owner);
  effect.other = owned;
  effect.agent = owner;
}

/// What a customer was told in one conversation they need not be told again in the others.
void Engine::answer_thread(ConversationId id, AgentId agent) {
  for (const ConversationId other : thread_of(id)) {
    const ConversationData &data = state_.conversation(other).data;
    if (!data.unanswered) continue;
    if (data.status == Status::resolved) { // where nothing is owed
      state_.edit(other).unanswered = false;
      continue;
    }
    set_unanswered(other, false);
    ConversationData &changed = state_.edit(other);
    changed.last_reply = now();
    const calendar::ServiceClocks before = changed.clocks;
    calendar::staff_replied(changed.clocks, calendar_of(changed), now());
    const bool has_it = changed.location == Location::assigned;
    note_reply(changed, agent != no_agent ? agent : has_it ? changed.agent : no_agent, before, true);
    Effect &effect = emit(EffectType::answered, state_.conversation(other), Reason::answered);
    effect.other = id;
    effect.agent = agent;
    tell_unapproved(other, agent);
  }
}

/// From now on they are one person. What waits in a queue waits for whoever has the others.
void Engine::on_link(const Event &event) {
  if (event.customer == event.other) {
    remark(event, "this is one customer already, so nothing was done");
    return;
  }
  Customers &customers = state_.edit_customers();
  const CustomerId one = customers.of(event.customer);
  const CustomerId other = customers.of(event.other);
  const std::vector<CustomerId> theirs = customers.identities(one);
  if (std::find(theirs.begin(), theirs.end(), other) != theirs.end()) {
    remark(event, "they are one customer already, so nothing was done");
    return;
  }
  if (theirs.size() + customers.identities(other).size() > Customers::most_identities) {
    remark(event, fmt::format("one customer has no more than {} identities, so nothing was done",
                              Customers::most_identities));
    return;
  }
  customers.link(one, other);
  std::vector<ConversationId> waiting;
  for (const CustomerId identity : customers.identities(one))
    for (const Conversation &conversation : customers.conversations(identity))
      if (!conversation.forgotten && conversation.data.location == Location::queued)
        waiting.push_back(conversation.id);
  sort_as_they_came(waiting);
  for (const ConversationId id : waiting)
    join_thread(id, thread_of(id));
}

/// From now on it is another person than those it was linked with.
void Engine::on_unlink(const Event &event) {
  const CustomerId id = state_.customers().find(event.customer);
  if (id == no_customer || state_.customers().identities(id).size() == 1) {
    remark(event, "this customer is linked with nobody, so nothing was done");
    return;
  }
  state_.edit_customers().unlink(id);
}

/// Names of a customer and of all that are linked with them; they are not linked any more.
std::vector<std::string> Engine::forget_links(std::string_view customer) {
  std::vector<std::string> names = {std::string(customer)};
  const CustomerId id = state_.customers().find(customer);
  if (id == no_customer) return names;
  for (const CustomerId identity : state_.customers().identities(id)) {
    if (identity != id) names.push_back(state_.customers().name(identity));
    state_.edit_customers().unlink(identity);
  }
  return names;
}

} // namespace usher::desk
