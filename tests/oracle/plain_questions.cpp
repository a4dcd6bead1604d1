// SPDX-License-Identifier: BSL-1.0
// Side questions to other departments.
#include "oracle/plain_desk.hpp"

namespace usher_test {

using usher::desk::Answer;
using usher::desk::EventType;
using usher::desk::Status;

/// The conversation of an event, if the event means something for it: a question is given to people, and that is all.
PlainConversation *PlainDesk::found(const OwnedEvent &event) {
  Talk *talk = meant(event.conversation);
  if (talk == nullptr || talk->asker.empty()) return talk;
  const bool is_of_people = event.type == EventType::accept || event.type == EventType::decline ||
                            event.type == EventType::start || event.type == EventType::assign ||
                            event.type == EventType::transfer || event.type == EventType::release ||
                            event.type == EventType::resolve;
  return is_of_people && talk->answer == Answer::open ? talk : nullptr;
}

/// Open, or refused where a yes is needed.
bool PlainDesk::holds_answer(const Talk &question) const {
  return question.before_reply && (question.answer == Answer::open || question.answer == Answer::refused);
}

void PlainDesk::ask_question(Talk &talk, std::uint32_t to, std::int64_t within, bool before_reply,
                             std::uint32_t rule) {
  if (talk.department == to) return; // that is a question to oneself
  const bool by_rule = rule != usher::desk::none;
  const std::string name = talk.name + "?" + frame().departments[to].name;
  Talk *question = find(name);
  if (question == nullptr) question = question_to(talk, to);
  if (question != nullptr) {
    if (question->asker.empty()) return;
    if (question->answer == Answer::open) {
      ask_for_more(talk, *question, to, within, before_reply, rule);
      return;
    }
    if (by_rule && question->answer != Answer::withdrawn) return;
  } else {
    question = &world_.conversations.emplace_back();
    question->name = name;
    question->number = ++world_.numbers;
    question->created = world_.now;
  }
  if (question->asker.empty()) question->asker = talk.name;
  question->answer = Answer::open;
  question->before_reply = before_reply;
  question->within = within;
  question->department = to;
  question->department_rule = rule;
  question->account = talk.account;
  question->kind = talk.kind;
  question->priority = talk.priority;
  question->band = question->shown_band = talk.band;
  question->sla = department(*question).sla.value_or(usher::desk::none);
  question->status = Status::open;
  question->unanswered = true;
  question->waiting_since = world_.now;
  question->step = 0;
  question->raised = 0;
  question->agent.reset();
  question->waits_for.reset();
  question->declines.clear();
  question->clocks = {};
  usher::calendar::customer_wrote(question->clocks, targets(*question), calendar(to), world_.now, world_.now);
  PlainEffect &effect = say(EffectType::ask, talk, by_rule ? Reason::rule : Reason::by_hand);
  effect.number = to;
  effect.at = question->clocks.first_response.due.value_or(0);
  effect.rule = rule;
  tell_promises(*question, {});
  place(*question, by_rule ? Reason::rule : Reason::by_hand);
}

/// One that it, or what goes on as it, has of a department: open, or refused where a yes is needed.
PlainConversation *PlainDesk::question_to(const Talk &talk, std::uint32_t department) {
  for (Talk &question : world_.conversations)
    if (!question.asker.empty() && meant(question.asker) == &talk &&
        question.name.ends_with("?" + frame().departments[department].name) &&
        (question.answer == Answer::open || holds_answer(question)))
      return &question;
  return nullptr;
}

/// Asked again while it is open: the stricter of both counts.
void PlainDesk::ask_for_more(Talk &talk, Talk &question, std::uint32_t to, std::int64_t within,
                             bool before_reply, std::uint32_t rule) {
  const auto promised = targets(question).first_response;
  const bool is_sooner = within != 0 && (!promised || (!promised->working_days && within < promised->amount));
  const bool is_needed = before_reply && !question.before_reply;
  if (!is_sooner && !is_needed) return;
  question.before_reply = question.before_reply || before_reply;
  const usher::calendar::ServiceClocks before = question.clocks;
  if (is_sooner) {
    question.within = within;
    const usher::calendar::Calendar &hours = calendar(question.department);
    usher::calendar::change(question.clocks, targets(question), hours, hours, world_.now);
  }
  PlainEffect &effect =
      say(EffectType::ask, talk, rule != usher::desk::none ? Reason::rule : Reason::by_hand);
  effect.number = to;
  effect.at = question.clocks.first_response.due.value_or(0);
  effect.rule = rule;
  happenings_.back().anew = false;
  tell_promises(question, before);
}

void PlainDesk::tell_asker(const Talk &question, Reason reason) {
  const Talk *talk = meant(question.asker);
  if (talk == nullptr) return;
  PlainEffect &effect = say(EffectType::consulted, *talk, reason);
  effect.number = question.department;
  if (talk->place == Location::assigned) effect.agent = world_.agents[*talk->agent].name;
}

void PlainDesk::take_questions_back(const Talk &talk) {
  for (Talk &question : world_.conversations) {
    if (question.asker.empty() || meant(question.asker) != &talk) continue;
    if (question.answer == Answer::open)
      close(question, Reason::withdrawn);
    else if (holds_answer(question))
      question.answer = Answer::withdrawn;
  }
}

void PlainDesk::tell_unapproved(const Talk &talk, const std::optional<AgentNumber> &agent) {
  for (const Talk &question : world_.conversations) {
    if (question.asker.empty() || meant(question.asker) != &talk || !holds_answer(question)) continue;
    if (question.department == talk.department) continue; // it is their own answer
    PlainEffect &effect = say(EffectType::unapproved, talk);
    if (agent) effect.agent = world_.agents[*agent].name;
    effect.number = question.department;
  }
}

void PlainDesk::ask_by_rules(Talk &talk) {
  if (!talk.engaged || talk.status == Status::resolved) return;
  for (const auto &ask : workspace_.decision.ask)
    ask_question(talk, ask.value.department, ask.value.within_ms, ask.value.before_reply, ask.because);
}

void PlainDesk::ask(const OwnedEvent &event) {
  Talk *talk = found(event);
  std::uint32_t to = 0;
  while (to < frame().departments.size() && frame().departments[to].name != event.department)
    ++to;
  if (talk == nullptr || to == frame().departments.size() || !talk->engaged ||
      talk->status == Status::resolved)
    return;
  ask_question(*talk, to, event.within_ms, event.before_reply, usher::desk::none);
}

void PlainDesk::consult_answer(const OwnedEvent &event) {
  Talk *question =
      find(event.department.empty() ? event.conversation : event.conversation + "?" + event.department);
  if (question == nullptr && !event.department.empty()) {
    for (std::uint32_t i = 0; i < frame().departments.size(); ++i)
      if (const Talk *asking = meant(event.conversation);
          asking != nullptr && frame().departments[i].name == event.department)
        question = question_to(*asking, i);
  }
  if (question == nullptr || question->asker.empty() || question->answer != Answer::open) return;
  const std::optional<AgentNumber> agent = find_agent(event.agent);
  if (agent && question->place != Location::assigned) take_over(*question, *agent, Reason::answered);
  close(*question, event.refused ? Reason::refused : Reason::answered);
}

} // namespace usher_test
