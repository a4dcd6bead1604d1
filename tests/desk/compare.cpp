// SPDX-License-Identifier: BSL-1.0
#include "desk/compare.hpp"

#include <algorithm>
#include <array>
#include <tuple>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace usher_test {
namespace {

using namespace usher::desk;
using usher::calendar::ClockState;
using usher::calendar::MaybeInstant;
using usher::calendar::ServiceClock;

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

/// What both tell of a conversation.
struct Told {
  std::string_view name;
  std::uint64_t number;
  std::uint32_t department;
  Location place;
  Status status;
  std::string_view agent;
  std::string_view waits_for;
  std::array<std::int64_t, 4> bands; // and priority
  usher::policy::ChannelKind kind;
  std::string_view language;
  std::vector<std::string_view> skills;
  std::size_t step;
  usher::Instant since;
  std::array<bool, 3> how; // unanswered, begun, back
  std::array<std::uint32_t, 3> counts;
  std::array<std::tuple<ClockState, bool, bool, std::int64_t, MaybeInstant, MaybeInstant>, 3> clocks;
  std::size_t declines;
  bool is_question;
  Answer answer;
  bool before_reply;
  bool operator==(const Told &) const = default;
};

template <class Data>
auto told_clocks(const Data &data) {
  decltype(Told::clocks) out;
  for (std::size_t i = 0; i < out.size(); ++i) {
    const ServiceClock &clock = data.clocks.*usher::calendar::all_clocks[i];
    out[i] = {clock.state, clock.warned, clock.breached, clock.target, clock.due, clock.warn};
  }
  return out;
}

Told told(const State &state, const Conversation &conversation) {
  const ConversationData &d = conversation.data;
  const auto name_of = [&](AgentId agent) {
    return agent == no_agent ? std::string_view() : std::string_view(state.agent(agent).name);
  };
  const bool is_held = d.location == Location::offered || d.location == Location::assigned;
  Told out{conversation.name,
           d.number,
           d.department,
           d.location,
           d.status,
           is_held || d.location == Location::parked ? name_of(d.agent) : std::string_view(),
           name_of(d.preferred),
           {d.band, d.shown_band, d.priority, d.raised},
           d.kind,
           state.words().text(d.language),
           {},
           d.step,
           d.unanswered ? d.waiting_since : 0,
           {d.unanswered, is_held && d.work_begun, d.handed_back},
           {d.messages, d.transfers, d.reopens},
           told_clocks(d),
           conversation.declines.size(),
           d.is_question,
           d.answer,
           d.before_reply};
  for (const WordId skill : state.words().words(d.skills))
    out.skills.push_back(state.words().text(skill));
  std::sort(out.skills.begin(), out.skills.end());
  return out;
}

Told told(const PlainWorld &world, const PlainConversation &d) {
  const auto name_of = [&](const auto &agent) {
    return agent ? std::string_view(world.agents[*agent].name) : std::string_view();
  };
  const bool is_held = d.place == Location::offered || d.place == Location::assigned;
  return {d.name,
          d.number,
          d.department,
          d.place,
          d.status,
          is_held || d.place == Location::parked ? name_of(d.agent) : std::string_view(),
          name_of(d.waits_for),
          {d.band, d.shown_band, d.priority, d.raised},
          d.kind,
          d.language,
          {d.skills.begin(), d.skills.end()},
          d.step,
          d.unanswered ? d.waiting_since : 0,
          {d.unanswered, is_held && d.work_begun, d.handed_back},
          {d.messages, d.transfers, d.reopens},
          told_clocks(d),
          d.declines.size(),
          !d.asker.empty(),
          d.answer,
          d.before_reply};
}

std::string shown(const Told *told) {
  if (told == nullptr) return "nothing";
  std::string out = fmt::format(
      "{} #{} department {} place {} status {} agent {} waits for {} bands and priority {} kind {} language "
      "{} "
      "skills {} step {} since {} unanswered, begun, back {} messages, transfers, reopened {} clocks",
      told->name, told->number, told->department, static_cast<int>(told->place),
      static_cast<int>(told->status), told->agent, told->waits_for, fmt::join(told->bands, " "),
      static_cast<int>(told->kind), told->language, fmt::join(told->skills, ","), told->step, told->since,
      fmt::join(told->how, " "), fmt::join(told->counts, " "));
  for (const auto &[state, warned, breached, target, due, warn] : told->clocks)
    out += fmt::format(" {}{}{} target {} due {} warn {} |", static_cast<int>(state), warned ? " warned" : "",
                       breached ? " breached" : "", target, due.value_or(-1), warn.value_or(-1));
  return out + fmt::format(" no {} question {} {} {}", told->declines, told->is_question,
                           static_cast<int>(told->answer), told->before_reply);
}

// The first that one has and the other has not.
std::string conversation_difference(const State &state, const PlainWorld &world) {
  std::vector<Told> here;
  std::vector<Told> there;
  for (const Conversation &conversation : state.conversations())
    if (!conversation.gone) here.push_back(told(state, conversation));
  for (const PlainConversation &conversation : world.conversations)
    there.push_back(told(world, conversation));
  const auto by_name = [](const Told &a, const Told &b) { return a.name < b.name; };
  std::sort(here.begin(), here.end(), by_name);
  std::sort(there.begin(), there.end(), by_name);
  for (std::size_t i = 0; i < std::max(here.size(), there.size()); ++i) {
    const Told *const one = i < here.size() ? &here[i] : nullptr;
    const Told *const other = i < there.size() ? &there[i] : nullptr;
    if (one == nullptr || other == nullptr || *one != *other)
      return fmt::format("conversations\n  desk:  {}\n  plain: {}", shown(one), shown(other));
  }
  return {};
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
  const auto before = [&](std::size_t end) {
    std::string out;
    for (std::size_t i = 0; i < end; ++i)
      out += "\n         " + named(state, effects[i]).shown();
    return out;
  };
  for (std::size_t i = 0; i < std::max(effects.size(), plain.effects().size()); ++i) {
    const bool both = i < effects.size() && i < plain.effects().size();
    if (both && named(state, effects[i]) == plain.effects()[i]) continue;
    const std::string one = i < effects.size() ? named(state, effects[i]).shown() : "nothing";
    const std::string other = i < plain.effects().size() ? plain.effects()[i].shown() : "nothing";
    return fmt::format("effects{}\n  desk:  {}\n  plain: {}", before(i), one, other);
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
  if (const std::string wrong = conversation_difference(state, plain.world()); !wrong.empty())
    return wrong + before(effects.size());
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
