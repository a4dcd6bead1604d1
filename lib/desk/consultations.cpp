// SPDX-License-Identifier: BSL-1.0
// Side questions to other departments. A consultation is a conversation of its own, with its own queue, people and
// clock, named by the conversation that asks, a question mark and the department: so the host can speak of it in every
// event, and it is given and offered like all else. What comes of it goes back to whoever asked.
#include "desk/engine.hpp"
#include "desk/question_name.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace usher::desk {
ConversationId Engine::asker(ConversationId question) const {
  const Conversation &conversation = state_.conversation(question);
  return conversation.data.is_question ? find(asker_of(conversation.name)) : no_conversation;
}

/// A rule asks once, and again only when its question was taken back; a person may ask again what was answered. Whoever
/// has the conversation is not asked: their answer is their answer to the customer.
void Engine::ask(ConversationId id, const Question &question) {
  if (question.department == state_.conversation(id).data.department) return;
  const std::string name =
      question_name(state_.conversation(id).name, terms().frame().departments[question.department].name);
  ConversationId asked = state_.find_conversation(name);
  if (asked == no_conversation) asked = question_to(id, question.department);
  const bool by_rule = question.rule != none;
  if (asked != no_conversation) {
    const ConversationData &data = state_.conversation(asked).data;
    const bool may_ask =
        data.is_question && data.answer != Answer::open && (!by_rule || data.answer == Answer::withdrawn);
    if (!may_ask) {
      if (data.is_question && data.answer == Answer::open) ask_for_more(id, asked, question);
      return;
    }
    if (data.answer == Answer::refused && data.before_reply) --state_.edit(id).held_answers;
  } else {
    asked = state_.create_conversation(name).id;
    state_.edit(asked).created = now();
  }
  ConversationData &asking = state_.edit(id);
  ConversationData &data = state_.edit(asked);
  data.is_question = true;
  data.answer = Answer::open;
  data.before_reply = question.before_reply;
  data.within_ms = question.within_ms;
  data.department = question.department;
  data.department_rule = question.rule;
  data.account = asking.account;
  data.kind = asking.kind;
  data.priority = asking.priority;
  data.band = asking.band;
  data.shown_band = asking.band;
  data.sla = terms().department(question.department).policy->sla.value_or(none);
  data.status = Status::open;
  data.unanswered = true;
  data.waiting_since = now();
  data.step = 0;
  data.raised = 0;
  data.agent = no_agent;
  data.preferred = no_agent;
  data.clocks = {};
  if (!state_.conversation(asked).declines.empty()) state_.edit_declines(asked).clear();
  calendar::customer_wrote(data.clocks, targets(data), calendar_of(data), now(), now());
  ++asking.questions;
  if (question.before_reply) ++asking.held_answers;
  note(Count::consultations, data);
  const Reason reason = by_rule ? Reason::rule : Reason::by_hand;
  Effect &effect = emit(EffectType::ask, state_.conversation(id), reason);
  effect.number = question.department;
  effect.at = data.clocks.first_response.due.value_or(0);
  if (by_rule) effect.rule = question.rule;
  announce_dues(state_.conversation(asked), {});
  place(asked, reason);
}

/// Whoever asks again may need the answer before the customer hears anything, or sooner: the question is the stricter one
/// then. What was asked for is never taken back by it.
void Engine::ask_for_more(ConversationId id, ConversationId asked, const Question &question) {
  ConversationData &data = state_.edit(asked);
  const std::optional<calendar::Target> promised = targets(data).first_response;
  const bool is_sooner = question.within_ms != 0 &&
                         (!promised || (!promised->working_days &&
                                        question.within_ms < promised->amount)); // days are not compared
  const bool is_needed = question.before_reply && !data.before_reply;
  if (!is_sooner && !is_needed) return;
  if (is_needed) {
    data.before_reply = true;
    ++state_.edit(id).held_answers;
  }
  const calendar::ServiceClocks clocks = data.clocks;
  if (is_sooner) {
    data.within_ms = question.within_ms;
    calendar::change(data.clocks, targets(data), calendar_of(data), calendar_of(data), now());
  }
  const bool by_rule = question.rule != none;
  Effect &effect = emit(EffectType::ask, state_.conversation(id), by_rule ? Reason::rule : Reason::by_hand);
  effect.number = question.department;
  effect.at = data.clocks.first_response.due.value_or(0);
  effect.rule = question.rule;
  announce_dues(state_.conversation(asked), clocks);
}

/// A question is over, and whoever asked learns how, unless they took it back.
void Engine::end_question(ConversationId question, Answer answer, Reason reason) {
  ConversationData &data = state_.edit(question);
  if (data.answer != Answer::open) return;
  data.answer = answer;
  const ConversationId id = asker(question);
  if (id == no_conversation) return;
  ConversationData &asking = state_.edit(id);
  --asking.questions;
  if (data.before_reply && answer != Answer::refused) --asking.held_answers;
  if (reason != Reason::withdrawn) tell_asker(question, reason);
}

void Engine::tell_asker(ConversationId question, Reason reason) {
  const ConversationId id = asker(question);
  if (id == no_conversation) return;
  const ConversationData &asking = state_.conversation(id).data;
  Effect &effect = emit(EffectType::consulted, state_.conversation(id), reason);
  effect.number = state_.conversation(question).data.department;
  if (asking.location == Location::assigned) effect.agent = asking.agent;
}

/// Those that are open, or whose refusal holds answers back, in the order in which they came.
std::vector<ConversationId> Engine::questions_of(ConversationId id) const {
  std::vector<ConversationId> out;
  const Conversation &conversation = state_.conversation(id);
  if (conversation.data.questions == 0 && conversation.data.held_answers == 0) return out;
  std::uint32_t open = 0;
  std::uint32_t held = 0;
  const auto take = [&](ConversationId question) {
    const ConversationData &data = state_.conversation(question).data;
    const bool counts = data.answer == Answer::open || (data.answer == Answer::refused && data.before_reply);
    if (!data.is_question || !counts) return;
    out.push_back(question);
    open += data.answer == Answer::open;
    held += data.before_reply;
  };
  for (const policy::Department &department : terms().frame().departments)
    if (const ConversationId question =
            state_.find_conversation(question_name(conversation.name, department.name));
        question != no_conversation)
      take(question);
  if (open != conversation.data.questions || held != conversation.data.held_answers) {
    // Some are named by departments that this policy does not have, or by what goes on as this one.
    out.clear();
    for (const Conversation &other : state_.conversations())
      if (!other.gone && !other.forgotten && other.data.is_question && asker(other.id) == id) take(other.id);
  }
  sort_as_they_came(out);
  return out;
}

/// One that a department was asked, be it by a conversation that goes on as this one.
ConversationId Engine::question_to(ConversationId id, std::uint32_t department) const {
  const std::string_view name = terms().frame().departments[department].name;
  for (const ConversationId question : questions_of(id))
    if (asked_of(state_.conversation(question).name) == name) return question;
  return no_conversation;
}

/// The matter is over: nobody waits for an answer any more.
void Engine::withdraw_questions(ConversationId id) {
  for (const ConversationId question : questions_of(id)) {
    ConversationData &data = state_.edit(question);
    if (data.answer == Answer::open) {
      close(question, Reason::withdrawn);
    } else {
      data.answer = Answer::withdrawn;
      --state_.edit(id).held_answers;
    }
  }
}

/// What was refused long ago is forgotten, and holds nothing back any more.
void Engine::forget_question(ConversationId question) {
  const ConversationData &data = state_.conversation(question).data;
  const ConversationId id = asker(question);
  if (data.before_reply && data.answer == Answer::refused && id != no_conversation)
    --state_.edit(id).held_answers;
}

/// An answer that the customer sees, while somebody has still to approve of it. It is sent already, so it is only said. A
/// department that has the conversation by now approves of its own answers.
void Engine::tell_unapproved(ConversationId id, AgentId agent) {
  if (state_.conversation(id).data.held_answers == 0) return;
  for (const ConversationId question : questions_of(id)) {
    const ConversationData &data = state_.conversation(question).data;
    if (!data.before_reply || data.department == state_.conversation(id).data.department) continue;
    Effect &effect = emit(EffectType::unapproved, state_.conversation(id));
    effect.agent = agent;
    effect.number = data.department;
  }
}

/// What the last decision asks, of a conversation that is somebody's business.
void Engine::ask_by_rules(ConversationId id) {
  const ConversationData &data = state_.conversation(id).data;
  if (!data.engaged || data.status == Status::resolved) return;
  for (const auto &one : workspace_.decision.ask)
    ask(id, {one.value.department, one.value.within_ms, one.value.before_reply, one.because});
}

/// Of conversations that were restored: how many questions each asked follows from the questions.
void Engine::count_questions(ConversationId of) {
  ConversationData &counted = state_.edit(of);
  counted.questions = 0;
  counted.held_answers = 0;
  for (const Conversation &conversation : state_.conversations())
    if (!conversation.gone && !conversation.forgotten && asker(conversation.id) == of)
      count_question(conversation.id);
}

void Engine::count_questions() {
  for (const Conversation &conversation : state_.conversations())
    count_question(conversation.id);
}

void Engine::count_question(ConversationId question) {
  const ConversationId id = asker(question);
  if (id == no_conversation) return;
  const ConversationData &data = state_.conversation(question).data;
  const bool open = data.answer == Answer::open;
  ConversationData &asking = state_.edit(id);
  asking.questions = static_cast<std::uint16_t>(asking.questions + open);
  asking.held_answers = static_cast<std::uint16_t>(
      asking.held_answers + (data.before_reply && (open || data.answer == Answer::refused)));
}

// ---- Events -------------------------------------------------------------------------------------------------------

void Engine::on_ask(const Event &event) {
  const ConversationId id = named_conversation(event);
  if (id == no_conversation) return;
  const std::optional<std::uint32_t> department = terms().find_department(event.department);
  const ConversationData &data = state_.conversation(id).data;
  if (!department) {
    remark(event, fmt::format("there is no department {}", event.department));
    return;
  }
  if (data.status == Status::resolved || !data.engaged) {
    remark(event, fmt::format("{} is not open", event.conversation));
    return;
  }
  if (*department == data.department) {
    remark(event,
           fmt::format("{} is of {} itself, so nothing was asked", event.conversation, event.department));
    return;
  }
  const std::uint64_t before = state_.counters().effects;
  ask(id, {*department, event.within_ms, event.before_reply, none});
  if (state_.counters().effects == before)
    remark(event, fmt::format("{} is asked already", event.department));
}

void Engine::on_consult_answer(const Event &event) {
  const std::string name = event.department.empty() ? std::string(event.conversation)
                                                    : question_name(event.conversation, event.department);
  ConversationId id = state_.find_conversation(name);
  // Of a matter that another one goes on as, it may have the other's name.
  const ConversationId asking = find(event.conversation);
  if (const auto department = terms().find_department(event.department);
      id == no_conversation && department && asking != no_conversation)
    id = question_to(asking, *department);
  if (id == no_conversation || !state_.conversation(id).data.is_question) {
    remark(event, fmt::format("there is no consultation {}", name));
    return;
  }
  if (state_.conversation(id).data.answer != Answer::open) {
    remark(event, fmt::format("{} is over", name));
    return;
  }
  if (!event.agent.empty()) {
    const AgentId agent = named_agent(event, event.agent);
    const Location location = state_.conversation(id).data.location;
    if (agent != no_agent && location != Location::assigned) take_over(id, agent, Reason::answered);
  }
  close(id, event.refused ? Reason::refused : Reason::answered);
}

} // namespace usher::desk
