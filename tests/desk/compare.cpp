// SPDX-License-Identifier: BSL-1.0
#include "desk/compare.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace usher_test {
namespace {

using namespace usher::desk;

PlainEffect named(const State &state, const Effect &effect) {
  PlainEffect out;
  out.time = effect.time;
  out.type = effect.type;
  out.reason = effect.reason;
  out.clock = effect.clock;
  if (effect.conversation != no_conversation) out.conversation = state.conversation(effect.conversation).name;
  if (effect.agent != no_agent) out.agent = state.agent(effect.agent).name;
  out.department = effect.department;
  out.rule = effect.rule;
  out.number = effect.number;
  out.at = effect.at;
  if (effect.other != no_conversation) out.other = state.conversation(effect.other).name;
  return out;
}

std::string shown(const usher::calendar::ServiceClock &clock) {
  return fmt::format("{}{}{} target {} due {} warn {}", static_cast<int>(clock.state),
                     clock.warned ? " warned" : "", clock.breached ? " breached" : "", clock.target,
                     clock.due.value_or(-1), clock.warn.value_or(-1));
}

std::string agent_name(const State &state, AgentId agent) {
  return agent == no_agent ? std::string() : state.agent(agent).name;
}

// What both tell of a conversation, in the same words.
std::string shown(const State &state, const Conversation &conversation) {
  const ConversationData &d = conversation.data;
  std::vector<std::string> skills;
  for (const WordId skill : state.words().words(d.skills))
    skills.emplace_back(state.words().text(skill));
  std::sort(skills.begin(), skills.end());
  const bool is_held = d.location == Location::offered || d.location == Location::assigned;
  return fmt::format(
      "{} #{} department {} place {} status {} agent {} waits for {} band {} {} priority {}+{} kind {} "
      "language {} "
      "skills {} step {} since {} unanswered {} begun {} back {} messages {} {} {} clocks {} | {} | {} no {} "
      "question {} {} {}",
      conversation.name, d.number, d.department, static_cast<int>(d.location), static_cast<int>(d.status),
      is_held || d.location == Location::parked ? agent_name(state, d.agent) : "",
      agent_name(state, d.preferred), d.band, d.shown_band, d.priority, d.raised, static_cast<int>(d.kind),
      state.words().text(d.language), fmt::join(skills, ","), d.step, d.unanswered ? d.waiting_since : 0,
      d.unanswered, is_held && d.work_begun, d.handed_back, d.messages, d.transfers, d.reopens,
      shown(d.clocks.first_response), shown(d.clocks.next_response), shown(d.clocks.resolution),
      conversation.declines.size(), d.is_question, static_cast<int>(d.answer), d.before_reply);
}

std::string shown(const PlainWorld &world, const PlainConversation &d) {
  const bool is_held = d.place == Location::offered || d.place == Location::assigned;
  return fmt::format(
      "{} #{} department {} place {} status {} agent {} waits for {} band {} {} priority {}+{} kind {} "
      "language {} "
      "skills {} step {} since {} unanswered {} begun {} back {} messages {} {} {} clocks {} | {} | {} no {} "
      "question {} {} {}",
      d.name, d.number, d.department, static_cast<int>(d.place), static_cast<int>(d.status),
      (is_held || d.place == Location::parked) && d.agent ? world.agents[*d.agent].name : "",
      d.waits_for ? world.agents[*d.waits_for].name : "", d.band, d.shown_band, d.priority, d.raised,
      static_cast<int>(d.kind), d.language, fmt::join(d.skills, ","), d.step,
      d.unanswered ? d.waiting_since : 0, d.unanswered, is_held && d.work_begun, d.handed_back, d.messages,
      d.transfers, d.reopens, shown(d.clocks.first_response), shown(d.clocks.next_response),
      shown(d.clocks.resolution), d.declines.size(), !d.asker.empty(), static_cast<int>(d.answer),
      d.before_reply);
}

} // namespace

std::vector<PlainEffect> named_effects(const Desk &desk) {
  std::vector<PlainEffect> out;
  for (const Effect &effect : desk.effects())
    out.push_back(named(desk.state(), effect));
  return out;
}

std::string difference(const Desk &desk, const PlainDesk &plain) {
  const State &state = desk.state();
  const std::vector<Effect> &effects = desk.effects();
  std::string before;
  for (std::size_t i = 0; i < std::max(effects.size(), plain.effects().size()); ++i) {
    const std::string one = i < effects.size() ? named(state, effects[i]).shown() : "nothing";
    const std::string other = i < plain.effects().size() ? plain.effects()[i].shown() : "nothing";
    if (one != other || named(state, effects[i]) != plain.effects()[i])
      return fmt::format("effects{}\n  desk:  {}\n  plain: {}", before, one, other);
    before += "\n         " + one;
  }
  for (std::size_t i = 0; i < desk.results().size(); ++i) {
    const EventResult &one = desk.results()[i];
    const EventResult &other = plain.results()[i];
    if (one.repeated != other.repeated || one.late != other.late || one.first_effect != other.first_effect ||
        one.effect_count != other.effect_count)
      return fmt::format("result {}: desk {} {} {} {}, plain {} {} {} {}", i, one.repeated, one.late,
                         one.first_effect, one.effect_count, other.repeated, other.late, other.first_effect,
                         other.effect_count);
  }
  std::vector<std::string> here;
  std::vector<std::string> there;
  for (const Conversation &conversation : state.conversations())
    if (!conversation.gone) here.push_back(shown(state, conversation));
  for (const PlainConversation &conversation : plain.world().conversations)
    there.push_back(shown(plain.world(), conversation));
  std::sort(here.begin(), here.end());
  std::sort(there.begin(), there.end());
  here.resize(std::max(here.size(), there.size()), "nothing");
  there.resize(here.size(), "nothing");
  for (std::size_t i = 0; i < here.size(); ++i)
    if (here[i] != there[i])
      return fmt::format("conversations\n  desk:  {}\n  plain: {}{}", here[i], there[i], before);
  for (std::size_t i = 0; i < state.agents().size(); ++i) {
    const Agent &agent = state.agents()[i];
    const PlainAgent &other = plain.world().agents[i];
    if (agent.name != other.name || agent.data.presence != other.presence ||
        agent.data.on_shift != other.on_shift)
      return fmt::format("agent {}: desk {} {}, plain {} {} {}", agent.name,
                         static_cast<int>(agent.data.presence), agent.data.on_shift, other.name,
                         static_cast<int>(other.presence), other.on_shift);
  }
  return {};
}

} // namespace usher_test
