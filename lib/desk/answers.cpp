// SPDX-License-Identifier: BSL-1.0
// Texts to customers that nobody writes one by one: replies that are suggested, and one answer for many who ask the same.
#include "desk/engine.hpp"
#include "desk/kept_facts.hpp"
#include "desk/reply_text.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace usher::desk {

/// Kept until the next change, where effects point to it.
const std::string *Engine::personal(ConversationId id, std::string_view text) {
  const Conversation &conversation = state_.conversation(id);
  const rules::Ruleset &ruleset = terms().ruleset();
  told_.clear(ruleset.sizes());
  if (!conversation.kept.empty()) (void)restore_facts(ruleset, conversation.kept, told_);
  fill_conversation_facts(conversation, told_);
  ReplyHours hours{&calendar_of(conversation.data), now(), {}};
  const DepartmentData &department = state_.departments()[conversation.data.department];
  if (!department.open && department.timer != never) hours.opens = department.timer;
  return &texts_.emplace_back(personal_text(ruleset, text, told_, hours));
}

/// In the language of what they write, or else in the one that is said of them.
const std::string *Engine::personal_reply(ConversationId id, std::uint32_t reply) {
  const Conversation &conversation = state_.conversation(id);
  std::string_view language = state_.words().text(conversation.data.language);
  if (language.empty() && !conversation.kept.empty())
    language = kept_text(terms().ruleset(), conversation.kept, policy::fact_author_language);
  return personal(id, text_for(terms().frame().replies[reply], language));
}

Effect &Engine::suggest(ConversationId id, std::uint32_t reply, Reason reason) {
  const std::string *const text = personal_reply(id, reply);
  Effect &effect = emit(EffectType::suggest, state_.conversation(id), reason);
  effect.number = reply;
  effect.text = text;
  return effect;
}

/// The customer has it, as many others have. It keeps the promises of a response, and is nobody's reply.
void Engine::answer(ConversationId id, const StandingAnswer &answer) {
  const std::string *const text =
      answer.reply != none ? personal_reply(id, answer.reply) : personal(id, answer.text);
  set_unanswered(id, false);
  ConversationData &data = state_.edit(id);
  data.answer_for_many = answer.number;
  const calendar::ServiceClocks before = data.clocks;
  calendar::staff_replied(data.clocks, calendar_of(data), now());
  note_answered_for_many(data, before);
  Effect &effect = emit(EffectType::answered, state_.conversation(id), Reason::answer_many);
  effect.number = answer.reply;
  effect.text = text;
  if (data.location == Location::assigned) effect.agent = data.agent;
  tell_unapproved(id, no_agent);
  if (answer.resolve)
    close(id, Reason::answer_many);
  else if (data.location != Location::parked)
    park(id, Reason::answer_many);
}

/// Something came in, of a topic that is answered for all. What is nobody's business gets no answer.
void Engine::answer_late(ConversationId id) {
  if (state_.answers().empty() || !state_.conversation(id).data.engaged) return;
  for (std::size_t i = state_.answers().size(); i-- > 0;) {
    const StandingAnswer &standing = state_.answers()[i];
    const ConversationData &data = state_.conversation(id).data;
    if (standing.until < now() || !data.unanswered || data.answer_for_many != 0) continue;
    if (!workspace_.facts.topics[standing.topic]) continue; // of the message that was just decided
    const StandingAnswer copy = standing;
    answer(id, copy);
    return;
  }
}

bool Engine::has_topic(ConversationId id, std::uint32_t topic) {
  const std::string &kept = state_.conversation(id).kept;
  if (kept.empty()) return false;
  rules::Facts &facts = workspace_.facts;
  facts.clear(terms().ruleset().sizes());
  if (restore_facts(terms().ruleset(), kept, facts))
    rules::look(terms().ruleset(), triage_options_.look, workspace_);
  return facts.topics[topic];
}

void Engine::on_answer_many(const Event &event) {
  StandingAnswer answer;
  answer.text = event.text;
  answer.resolve = event.resolve;
  if (!event.reply.empty()) {
    const std::vector<policy::Reply> &replies = terms().frame().replies;
    const auto found = std::find_if(replies.begin(), replies.end(),
                                    [&](const policy::Reply &reply) { return reply.name == event.reply; });
    if (found == replies.end()) {
      remark(event, fmt::format("there is no reply {}, so nobody was answered", event.reply));
      return;
    }
    answer.reply = static_cast<std::uint32_t>(found - replies.begin());
    answer.text.clear();
  } else if (const auto unknown = unknown_placeholder(terms().ruleset(), event.text)) {
    remark(event, unknown->empty()
                      ? std::string("a brace of the text is opened and never closed, so nobody was answered")
                      : fmt::format("there is no placeholder {{{}}}, so nobody was answered", *unknown));
    return;
  }
  std::vector<ConversationId> those;
  if (event.topic.empty()) {
    for (const std::string_view name : event.conversations) {
      const ConversationId id = find(name);
      if (id == no_conversation)
        remark(event, fmt::format("there is no conversation {}", name));
      else
        those.push_back(id);
    }
  } else {
    const std::optional<std::uint32_t> topic = terms().ruleset().find_choice(policy::fact_topic, event.topic);
    if (!topic) {
      remark(event, fmt::format("there is no topic {}, so nobody was answered", event.topic));
      return;
    }
    answer.topic = *topic;
    for (const Conversation &conversation : state_.conversations())
      if (!conversation.gone && !conversation.forgotten && conversation.data.unanswered)
        those.push_back(conversation.id);
  }
  sort_as_they_came(those);
  those.erase(std::unique(those.begin(), those.end()), those.end());
  answer.number = ++state_.counters().answers;
  std::erase_if(state_.edit_answers(), [&](const StandingAnswer &one) {
    return one.until < now() || (!event.topic.empty() && one.topic == answer.topic);
  });
  if (!event.topic.empty() && event.until && *event.until >= now()) {
    if (state_.answers().size() == most_answers) {
      remark(event,
             fmt::format("{} topics are answered for all already, so what comes later is not", most_answers));
    } else {
      answer.until = *event.until;
      state_.edit_answers().push_back(answer);
    }
  }
  for (const ConversationId id : those) {
    const ConversationData &data = state_.conversation(id).data;
    if (data.is_question || !data.engaged || data.status == Status::resolved) continue;
    if (!event.topic.empty() && (!data.unanswered || !has_topic(id, answer.topic))) continue;
    this->answer(id, answer);
    state_.link();
  }
}

} // namespace usher::desk
