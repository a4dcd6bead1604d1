// SPDX-License-Identifier: BSL-1.0
#include "desk/saved_state.hpp"

#include "base/codec.hpp"
#include "desk/kept_facts.hpp"
#include "desk/question_name.hpp"

#include <algorithm>
#include <map>
#include <string_view>

namespace usher {
namespace calendar {

constexpr ClockState last_value(ClockState) { return ClockState::met; }

template <class Codec>
void describe(Codec &codec, typename Codec::template Value<MaybeInstant> &v) {
  codec(v.raw());
}
template <class Codec>
void describe(Codec &codec, typename Codec::template Value<ServiceClock> &v) {
  codec(v.state, v.warned, v.breached, v.warn_at, v.started, v.changed, v.spent, v.stopped, v.target, v.due,
        v.warn, v.given);
}
template <class Codec>
void describe(Codec &codec, typename Codec::template Value<ServiceClocks> &v) {
  codec(v.first_response, v.next_response, v.resolution);
}

} // namespace calendar

namespace policy {
constexpr ChannelKind last_value(ChannelKind) { return ChannelKind::phone; }
} // namespace policy

namespace desk {

constexpr Location last_value(Location) { return Location::held; }
constexpr Status last_value(Status) { return Status::resolved; }
constexpr Presence last_value(Presence) { return Presence::gone; }
constexpr Answer last_value(Answer) { return Answer::withdrawn; }

// clang-format off
#define USHER_DESCRIBE(Type, ...) \
  template <class Codec> \
  void describe(Codec &codec, typename Codec::template Value<Type> &v) { codec(__VA_ARGS__); }

USHER_DESCRIBE(Decline, v.agent, v.at, v.until)
USHER_DESCRIBE(Counters, v.now, v.events, v.effects, v.conversations, v.draws, v.answers)
USHER_DESCRIBE(DepartmentData, v.open, v.blocked, v.last_turn, v.timer)
USHER_DESCRIBE(AgentData, v.presence, v.told, v.on_shift, v.idle_since, v.given, v.timer)
USHER_DESCRIBE(Profile, v.departments, v.accounts, v.capacity_of_kind, v.capacity, v.own_works_on, v.works_on,
               v.shift)
USHER_DESCRIBE(SavedAgent, v.name, v.data, v.profile, v.skills, v.languages)
USHER_DESCRIBE(ConversationData, v.number, v.department, v.decided, v.account, v.sla, v.band, v.shown_band,
               v.priority, v.raised, v.department_rule, v.kind, v.engaged, v.priority_given, v.department_by_hand,
               v.given_by_hand, v.is_theirs, v.reply, v.moved_private, v.location, v.status, v.agent, v.former,
               v.answer_for_many, v.preferred, v.preferred_by_name, v.work_begun, v.handed_back, v.unanswered,
               v.sla_by_rule, v.step, v.preferred_until, v.offer_until, v.created, v.waiting_since, v.queued_at,
               v.last_reply, v.held_until, v.messages, v.transfers, v.reopens, v.is_question,
               v.before_reply, v.answer, v.within_ms, v.clocks)
USHER_DESCRIBE(SavedConversation, v.name, v.data, v.language, v.skills, v.tags, v.notified, v.kept, v.declines,
               v.goes_on_as)
USHER_DESCRIBE(StandingAnswer, v.number, v.topic, v.reply, v.text, v.until, v.resolve)
USHER_DESCRIBE(Repeats::Key, v.high, v.low)
USHER_DESCRIBE(Repeats::Seen, v.content, v.time, v.first_effect, v.effect_count)
#undef USHER_DESCRIBE
// clang-format on

template <class Codec>
void describe(Codec &codec, typename Codec::template Value<std::pair<Repeats::Key, Repeats::Seen>> &v) {
  codec(v.first, v.second);
}

template <class Codec>
void describe(Codec &codec, typename Codec::template Value<SavedState> &v) {
  codec(v.note, v.seed, v.counters, v.departments, v.agents, v.conversations, v.repeats, v.links, v.answers);
}

std::string encode(const SavedState &state) {
  Encoder encoder;
  encoder(state);
  return std::move(encoder).take();
}

SavedState decode(std::span<const std::byte> bytes) {
  Decoder decoder(bytes);
  SavedState state;
  decoder(state);
  decoder.finish();
  return state;
}

namespace {

bool is_time(Instant time) { return time == never || is_instant(time); }
/// The end of a wait that began when there was still time.
bool is_end(Instant time) { return time >= 0 && time <= latest_instant + longest_duration_ms; }
bool is_number(std::uint32_t number, std::size_t count) { return number < count || number == none; }

bool is_sound(const calendar::ServiceClock &clock) {
  // No more can have been spent than time has passed, so that what is added later stays a length of time.
  return is_instant(clock.started) && is_instant(clock.changed) && clock.spent >= 0 && clock.stopped >= 0 &&
         clock.target >= 0 && clock.spent <= clock.changed && clock.stopped <= clock.changed &&
         clock.target <= latest_instant && clock.warn_at >= 0 && clock.warn_at <= 100 &&
         (!clock.due || is_instant(*clock.due)) && (!clock.warn || is_instant(*clock.warn)) &&
         (!clock.given || is_instant(*clock.given));
}

/// Numbers that are counted up stay far from where they would begin again.
bool is_sound(const Counters &counters) {
  constexpr std::uint64_t most_counted = std::uint64_t{1} << 62;
  return is_instant(counters.now) && counters.events <= most_counted && counters.effects <= most_counted &&
         counters.conversations <= most_counted && counters.draws <= most_counted &&
         counters.answers <= most_counted;
}

/// It has the status of the place where it is, and what it waits for there is still to come.
bool place_is_sound(const ConversationData &data, Instant now) {
  if (!data.engaged && data.location != Location::nowhere) return false;
  switch (data.location) {
  case Location::nowhere: return !data.engaged || data.status == Status::resolved;
  case Location::queued:
  case Location::assigned: return data.status == Status::open;
  case Location::offered: return data.status == Status::open && data.offer_until > now;
  case Location::parked: return data.status == Status::waiting_for_customer;
  case Location::held: return data.status == Status::held && data.held_until > now;
  }
  return false;
}

bool is_sound(const ConversationData &data, const policy::Frame &frame, std::size_t agents) {
  const policy::Department *const department =
      data.department < frame.departments.size() ? &frame.departments[data.department] : nullptr;
  if (department == nullptr || data.step > department->widen.size()) return false;
  const std::size_t bands = std::max<std::size_t>(frame.priority.bands.size(), 1);
  const bool has_agent = data.location == Location::offered || data.location == Location::assigned;
  return is_number(data.account, frame.accounts.size()) &&
         is_number(data.decided, frame.departments.size()) && is_number(data.sla, frame.slas.size()) &&
         data.band < bands && data.shown_band < bands && data.priority >= -most_priority_kept &&
         data.priority <= most_priority_kept && data.raised >= 0 && data.raised <= most_priority_kept &&
         (data.agent < agents || (data.agent == no_agent && !has_agent)) &&
         is_number(data.preferred, agents) && is_number(data.former, agents) &&
         is_end(data.preferred_until) && is_end(data.offer_until) && is_instant(data.created) &&
         is_instant(data.waiting_since) && is_instant(data.queued_at) && is_instant(data.last_reply) &&
         is_time(data.held_until) && data.within_ms >= 0 && data.within_ms <= longest_duration_ms &&
         is_sound(data.clocks.first_response) && is_sound(data.clocks.next_response) &&
         is_sound(data.clocks.resolution);
}

bool is_sound(const Profile &profile, const policy::Frame &frame) {
  const auto all_below = [](const std::vector<std::uint32_t> &list, std::size_t count) {
    return std::all_of(list.begin(), list.end(), [&](std::uint32_t number) { return number < count; });
  };
  const bool no_account = profile.accounts.size() == 1 && profile.accounts[0] == no_such_account;
  return all_below(profile.departments, frame.departments.size()) &&
         (no_account || all_below(profile.accounts, frame.accounts.size())) &&
         is_number(profile.shift, frame.calendars.size());
}

/// A question says whose it is, and what is over asks nothing any more. Where one was merged, the other asks.
bool questions_are_sound(const SavedState &state) {
  const auto is_question = [](const SavedConversation &one) { return one.data.is_question; };
  if (std::none_of(state.conversations.begin(), state.conversations.end(), is_question)) return true;
  std::map<std::string_view, const SavedConversation *> others;
  for (const SavedConversation &one : state.conversations)
    if (!one.data.is_question && one.goes_on_as == 0) others.emplace(one.name, &one);
  for (const SavedConversation &one : state.conversations) {
    if (!one.data.is_question) continue;
    if (one.name.rfind('?') == std::string::npos) return false;
    const auto asker = others.find(asker_of(one.name));
    if (asker != others.end() && one.data.answer == Answer::open && is_over(asker->second->data))
      return false;
  }
  return true;
}

/// Each goes on as one that is there, and none in a circle: what it goes on as was open when it was merged.
bool merges_are_sound(const SavedState &state) {
  const auto find = [&](std::uint64_t number) {
    const auto found = std::lower_bound(
        state.conversations.begin(), state.conversations.end(), number,
        [](const SavedConversation &one, std::uint64_t wanted) { return one.data.number < wanted; });
    return found != state.conversations.end() && found->data.number == number ? &*found : nullptr;
  };
  // Where a chain of merges ends well, so does each that leads into it: each is followed up to what is known already.
  std::vector<bool> ends_well(state.conversations.size(), false);
  const auto place_of = [&](const SavedConversation &one) {
    return static_cast<std::size_t>(&one - state.conversations.data());
  };
  for (const SavedConversation &conversation : state.conversations) {
    if (conversation.goes_on_as == 0) continue;
    const ConversationData &data = conversation.data;
    if (data.is_question || data.status != Status::resolved || data.location != Location::nowhere)
      return false;
    const SavedConversation *at = &conversation;
    for (std::size_t steps = state.conversations.size(); at->goes_on_as != 0 && !ends_well[place_of(*at)];
         --steps) {
      if (steps == 0) return false;
      at = find(at->goes_on_as);
      if (at == nullptr) return false;
    }
    if (at->data.is_question) return false;
    for (at = &conversation; at->goes_on_as != 0 && !ends_well[place_of(*at)]; at = find(at->goes_on_as))
      ends_well[place_of(*at)] = true;
  }
  return true;
}

} // namespace

bool is_sound(const SavedState &state, const policy::Frame &frame) {
  const std::size_t agents = state.agents.size();
  if (!is_sound(state.counters) || state.departments.size() != frame.departments.size()) return false;
  for (const DepartmentData &department : state.departments)
    if (!is_time(department.timer) || !is_number(department.last_turn, agents)) return false;
  for (const SavedAgent &agent : state.agents)
    if (!is_instant(agent.data.idle_since) || !is_time(agent.data.timer) || !is_sound(agent.profile, frame))
      return false;
  std::uint64_t number = 0;
  for (const SavedConversation &conversation : state.conversations) {
    if (conversation.data.number <= number || !is_sound(conversation.data, frame, agents) ||
        !place_is_sound(conversation.data, state.counters.now) || !kept_is_sound(frame, conversation.kept))
      return false;
    number = conversation.data.number;
    for (const Decline &decline : conversation.declines)
      if (decline.agent >= agents || !is_instant(decline.at) || decline.until < 0 ||
          decline.until > latest_instant + longest_duration_ms)
        return false;
  }
  for (const auto &[key, seen] : state.repeats)
    if (!is_instant(seen.time)) return false;
  for (const std::vector<std::string> &identities : state.links)
    if (identities.size() < 2 || identities.size() > Customers::most_identities) return false;
  std::uint64_t answered = 0;
  for (const StandingAnswer &answer : state.answers) {
    if (answer.number <= answered || answer.topic >= frame.facts[policy::fact_topic].choices.size() ||
        !is_number(answer.reply, frame.replies.size()) || !is_instant(answer.until))
      return false;
    answered = answer.number;
  }
  return answered <= state.counters.answers && number <= state.counters.conversations &&
         merges_are_sound(state) && questions_are_sound(state);
}

} // namespace desk
} // namespace usher
