// SPDX-License-Identifier: BSL-1.0
// Messages from customers and staff, and facts that the host adds.
#include "base/fetch.hpp"
#include "desk/engine.hpp"
#include "desk/kept_facts.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace usher::desk {

void Engine::on_message(const Event &event) {
  if (event.from_staff)
    on_staff_message(event);
  else
    on_customer_message(event);
}

/// Fills the workspace with a decision about what the event says, together with what is known of the conversation.
/// False when the message cannot be read at all; the findings say why.
bool Engine::decide(const Event &event, const Conversation *conversation, bool is_message) {
  if (conversation != nullptr) fetch_line(conversation->kept.data());
  triage_options_.now = now();
  triage_options_.due_times = observer_ != nullptr; // the desk has clocks of its own
  // Who may take it may depend on the language, and so may what the customer is told.
  triage_options_.look.language = state_.languages_count() || terms().replies_in_languages();
  if (is_message) {
    const auto status = rules::triage_fields(
        terms().ruleset(), triage_options_, workspace_, *findings_, [&](rules::MessageBuilder &builder) {
          if (event.message != nullptr) event.message->give(builder);
          if (conversation == nullptr) return;
          carry_over(terms().kept_form(), terms().frame(), conversation->kept, workspace_.facts);
          restore_what_was(terms().ruleset(), conversation->kept, workspace_.facts);
          fill_conversation_facts(*conversation, workspace_.facts);
        });
    if (status != rules::TriageStatus::ok) return false;
    if (observer_ != nullptr) observer_->decided(event, terms().ruleset(), workspace_);
    return true;
  }
  Findings mine;
  rules::Facts &facts = workspace_.facts;
  facts.clear(terms().ruleset().sizes());
  const bool has_texts = restore_facts(terms().ruleset(), conversation->kept, facts);
  restore_what_was(terms().ruleset(), conversation->kept, facts);
  // Of a question nothing is decided until its department is gone.
  if (conversation->data.is_question && conversation->kept.empty()) facts.decided_before = false;
  fill_conversation_facts(*conversation, facts);
  rules::MessageBuilder builder(terms().ruleset(), triage_options_.limits, true, facts, mine);
  if (event.message != nullptr) event.message->give(builder);
  const bool is_readable = !mine.has_errors();
  findings_->append(mine);
  if (!is_readable) return false;
  builder.finish(&*triage_options_.now);
  if (has_texts) rules::look(terms().ruleset(), triage_options_.look, workspace_);
  rules::decide(terms().ruleset(), workspace_, observer_ != nullptr);
  if (observer_ != nullptr) observer_->decided(event, terms().ruleset(), workspace_);
  return true;
}

/// By the default, and rules that ask for nothing.
void Engine::decide_without_message() {
  workspace_.facts.clear(terms().ruleset().sizes());
  Findings unsaid;
  rules::MessageBuilder(terms().ruleset(), triage_options_.limits, true, workspace_.facts, unsaid)
      .finish(&*triage_options_.now);
  rules::decide(terms().ruleset(), workspace_, false);
}

void Engine::fill_conversation_facts(const Conversation &conversation, rules::Facts &facts) const {
  const ConversationData &data = conversation.data;
  const auto number = [&](policy::FactId fact, std::uint32_t value) {
    rules::Slot &slot = facts.slots.edit(fact);
    slot.known = true;
    slot.number = value;
    facts.slots.set_given(fact);
  };
  const auto integer = [&](policy::FactId fact, std::int64_t value) {
    rules::Slot &slot = facts.slots.edit(fact);
    slot.known = true;
    slot.integer = value;
    facts.slots.set_given(fact);
  };
  number(policy::fact_conversation_messages, data.messages);
  number(policy::fact_conversation_transfers, data.transfers);
  number(policy::fact_conversation_reopens, data.reopens);
  const bool waits = data.unanswered && data.status != Status::resolved;
  integer(policy::fact_conversation_waiting, waits ? now() - data.waiting_since : 0);
  integer(policy::fact_conversation_age, now() - data.created);
  if (data.department != none) integer(policy::fact_conversation_department, data.department);
  integer(policy::fact_conversation_status, static_cast<std::int64_t>(data.status));
  if (data.agent != no_agent) {
    rules::Slot &slot = facts.slots.edit(policy::fact_conversation_agent);
    slot.known = true;
    slot.text = state_.agent(data.agent).name;
    facts.slots.set_given(policy::fact_conversation_agent);
  }
  for (const WordId tag : state_.words().words(data.tags)) {
    const std::string_view text = state_.words().text(tag);
    if (std::find(facts.tags.begin(), facts.tags.end(), text) == facts.tags.end())
      facts.tags.emplace_back(text);
  }
}

void Engine::keep_facts(ConversationId id) {
  desk::keep_facts(terms().kept_form(), workspace_.facts, terms().frame().desk.keep_text, kept_);
  if (kept_ != state_.conversation(id).kept) state_.replace_kept(id, kept_);
}

/// The event is over: what the desk itself knows of the conversation is kept as it stands now, so that what people do
/// until the next decision is a change, and what this one led to is none.
void Engine::keep_own_facts(ConversationId id) {
  if (!terms().keeps_own_facts()) return;
  workspace_.facts.slots.edit(policy::fact_conversation_agent).known = false;
  fill_conversation_facts(state_.conversation(id), workspace_.facts);
  keep_facts(id);
}

void Engine::on_customer_message(const Event &event) {
  ConversationId id = find(event.conversation);
  const bool is_new = id == no_conversation;
  if (!is_new && state_.conversation(id).data.is_question) {
    (void)named_conversation(event); // says that it is none of the customer's
    return;
  }
  if (!decide(event, is_new ? nullptr : &state_.conversation(id), true)) {
    // What cannot be read is a message all the same.
    if (!is_new) {
      workspace_.decision.clear();
      return;
    }
    decide_without_message();
  }
  if (is_new) {
    id = state_.create_conversation(event.conversation).id;
    ConversationData &data = state_.edit(id);
    data.created = now();
    data.waiting_since = now();
  }
  keep_facts(id);
  (void)know_customer(id);
  receive(id, event, is_new);
  ask_by_rules(id);
  answer_late(id);
  keep_own_facts(id);
}

/// A message that was decided about.
void Engine::receive(ConversationId id, const Event &event, bool is_new) {
  const bool was_resolved = !is_new && state_.conversation(id).data.status == Status::resolved;
  bool was_parked = state_.conversation(id).data.location == Location::parked;
  adopt(id, event, is_new ? Of::arrival : Of::ongoing, calendar_of(state_.conversation(id).data));
  ConversationData &data = state_.edit(id);
  ++data.messages;
  if (is_new) note(Count::conversations, data);
  if (!data.engaged) return;
  const std::vector<ConversationId> thread = thread_of(id);
  const Instant since = waiting_since(thread);
  note_question(data);
  if (is_new) {
    const calendar::ServiceClocks before = data.clocks;
    data.waiting_since = since;
    calendar::customer_wrote(data.clocks, targets(data), calendar_of(data), now(), since);
    announce_dues(state_.conversation(id), before);
    place(id, data.department_rule == rules::by_default ? Reason::by_default : Reason::rule);
    prefer_named(id, event);
    join_thread(id, thread);
    arrivals_.push_back(id);
    return;
  }
  if (was_resolved) {
    reopen(id, true, since);
    prefer_named(id, event);
    join_thread(id, thread);
    return;
  }
  const calendar::ServiceClocks before = data.clocks;
  calendar::customer_wrote(data.clocks, targets(data), calendar_of(data), now(),
                           data.unanswered ? now() : since);
  if (data.status == Status::held && stands_still(data))
    calendar::pause(data.clocks, calendar_of(data), now());
  announce_dues(state_.conversation(id), before);
  if (!data.unanswered) {
    set_unanswered(id, true);
    state_.edit(id).waiting_since = since;
    if (data.location == Location::assigned && !state_.agent(data.agent).is_present()) {
      leave_absent(id);
      was_parked = true;
    }
  }
  if (was_parked && data.location == Location::parked) {
    state_.edit(id).status = Status::open;
    return_to_owner(id, Reason::customer_wrote);
  }
  prefer_named(id, event);
  if (was_parked) join_thread(id, thread);
}

/// Whoever has it has answered and is not there to do so again: as if it had waited for the customer.
void Engine::leave_absent(ConversationId id) {
  const AgentId owner = state_.conversation(id).data.agent;
  take_from(id, Reason::absent);
  ConversationData &data = state_.edit(id);
  data.agent = owner;
  data.handed_back = false;
  data.location = Location::parked;
  moved_.push_back(id);
}

/// Somebody whom the event names, or a rule when the conversation comes into the queue: each later message would make
/// it wait for them anew.
void Engine::prefer_named(ConversationId id, const Event &event) {
  const ConversationData &data = state_.conversation(id).data;
  if (data.location != Location::queued) return;
  std::string_view name = event.prefer_agent;
  if (name.empty() && workspace_.decision.agent.is_set() && data.queued_at == now())
    name = workspace_.decision.agent.value;
  if (name.empty()) return;
  const AgentId agent = state_.find_agent(name);
  if (agent != no_agent) prefer(id, agent, true);
}

/// An answer that the customer sees keeps the promises; a note does not. Either may settle the matter.
void Engine::on_staff_message(const Event &event) {
  const ConversationId id = named_conversation(event);
  if (id == no_conversation) return;
  if (!event.is_private) take_answer(id, event);
  if (event.resolve && state_.conversation(id).data.status != Status::resolved) close(id, Reason::resolved);
}

void Engine::take_answer(ConversationId id, const Event &event) {
  const AgentId agent = event.agent.empty() ? no_agent : named_agent(event, event.agent);
  const ConversationData &data = state_.conversation(id).data;
  const bool is_free = data.location == Location::queued || data.location == Location::offered ||
                       data.location == Location::held;
  if (agent != no_agent && is_free) take_over(id, agent, Reason::answered);
  set_unanswered(id, false);
  ConversationData &changed = state_.edit(id);
  changed.last_reply = now();
  if (changed.location == Location::assigned && (agent == no_agent || agent == changed.agent)) {
    changed.work_begun = true;
    changed.handed_back = false;
  }
  const calendar::ServiceClocks before = changed.clocks;
  calendar::staff_replied(changed.clocks, calendar_of(changed), now());
  const bool has_it = changed.location == Location::assigned;
  note_reply(changed, agent != no_agent ? agent : has_it ? changed.agent : no_agent, before, false);
  tell_unapproved(id, agent);
  answer_thread(id, agent);
}

void Engine::on_fact(const Event &event) {
  const ConversationId id = named_conversation(event);
  if (id == no_conversation) return;
  if (!decide(event, &state_.conversation(id), false)) return;
  keep_facts(id);
  const bool is_another = know_customer(id);
  adopt(id, event, Of::ongoing, calendar_of(state_.conversation(id).data));
  if (is_another) join_thread(id, thread_of(id));
  ask_by_rules(id);
  keep_own_facts(id);
}

/// Conversations of a customer, by the name that an event says, or of whoever one conversation is with. Customers that were
/// linked with them are the same one, and are so no longer.
std::vector<ConversationId> Engine::about(const Event &event) {
  std::vector<ConversationId> out;
  std::vector<std::string> names;
  const auto add = [&](std::string_view customer) {
    for (std::string &name : forget_links(customer))
      names.push_back(std::move(name));
  };
  const auto customer_of = [&](const Conversation &conversation) {
    return kept_text(terms().ruleset(), conversation.kept, policy::fact_customer_id);
  };
  const auto each = [&](const auto &what) {
    for (const Conversation &conversation : state_.conversations())
      if (!conversation.gone && !conversation.forgotten) what(conversation);
  };
  ConversationId matter = no_conversation;
  if (event.conversation.empty()) {
    add(event.customer);
  } else {
    matter = named_conversation(event);
    if (matter == no_conversation) return out;
    each([&](const Conversation &conversation) {
      const std::string_view customer = customer_of(conversation);
      if (state_.goes_on_as(conversation.id) == matter && !customer.empty()) add(customer);
    });
  }
  each([&](const Conversation &conversation) {
    const bool is_theirs = std::find(names.begin(), names.end(), customer_of(conversation)) != names.end();
    if (is_theirs || (matter != no_conversation && state_.goes_on_as(conversation.id) == matter))
      out.push_back(conversation.id);
  });
  sort_as_they_came(out);
  return out;
}

/// What is known of a customer, or of whoever a conversation is with, is erased; the conversations themselves, their
/// clocks and counts stay, and their questions know nothing of a customer anyway.
void Engine::on_forget(const Event &event) {
  const std::vector<ConversationId> theirs = about(event);
  for (const ConversationId id : theirs)
    erase(id);
  if (theirs.empty() && event.conversation.empty()) remark(event, "nothing is known of this customer");
}

void Engine::erase(ConversationId id) {
  state_.replace_kept(id, {});
  (void)know_customer(id);
  emit(EffectType::forgotten, state_.conversation(id), Reason::by_hand);
}

} // namespace usher::desk
