// SPDX-License-Identifier: BSL-1.0
// Two conversations are one matter, or a part of one is another matter. A merged conversation keeps its name: what is
// said of it is said of the one that it goes on as, until it is split off again.
#include "desk/engine.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace usher::desk {
namespace {

using calendar::ClockState;
using calendar::ServiceClock;

bool is_owed(const ServiceClock &clock) noexcept {
  return clock.state == ClockState::running || clock.state == ClockState::paused;
}

/// Of two clocks the one that is owed, of two that are owed the one that began first.
bool counts_before(const ServiceClock &a, const ServiceClock &b) noexcept {
  return is_owed(a) && (!is_owed(b) || a.started < b.started);
}

/// What is in one of two sets.
ListId joined(Words &words, ListId a, ListId b) {
  std::vector<WordId> all(words.words(a).begin(), words.words(a).end());
  all.insert(all.end(), words.words(b).begin(), words.words(b).end());
  return words.set(all);
}

} // namespace

/// What a name stands for now.
ConversationId Engine::find(std::string_view name) const {
  return state_.goes_on_as(state_.find_conversation(name));
}

/// Of two promises that are owed the one that was made first goes on, with its pause, its service time and the due time
/// that was said of it. A matter that was answered once, in whichever conversation, waits for the next response.
void Engine::merge_clocks(ConversationId from, ConversationId into) {
  const ConversationData &data = state_.conversation(from).data;
  ConversationData &changed = state_.edit(into);
  const calendar::ServiceClocks before = changed.clocks;
  const calendar::ServiceTargets promised = targets(changed);
  const calendar::Calendar &hours = calendar_of(changed);
  const auto take = [&](ServiceClock &mine, const ServiceClock &theirs,
                        const std::optional<calendar::Target> &target) {
    if (!counts_before(theirs, mine)) return;
    mine = theirs;
    calendar::change(mine, target, calendar_of(data), hours, now());
  };
  ServiceClock &first = changed.clocks.first_response;
  ServiceClock &next = changed.clocks.next_response;
  if (is_owed(first) && data.clocks.first_response.state == ClockState::met) {
    next = first;
    first = data.clocks.first_response;
    calendar::change(next, promised.next_response, hours, hours, now());
  }
  if (first.state == ClockState::met)
    take(next, data.clocks.first_response, promised.next_response);
  else
    take(first, data.clocks.first_response, promised.first_response);
  take(next, data.clocks.next_response, promised.next_response);
  take(changed.clocks.resolution, data.clocks.resolution, promised.resolution);
  // They stand still where the other conversation is, and not where this one was.
  if (stands_still(changed))
    calendar::pause(changed.clocks, hours, now());
  else
    calendar::resume(changed.clocks, hours, now());
  announce_dues(state_.conversation(into), before);
}

/// `conversation` goes on as another one, which keeps its department, its owner and what was decided about it.
void Engine::on_merge(const Event &event) {
  const ConversationId from = named_conversation(event);
  if (from == no_conversation) return;
  const ConversationId into = find(event.other);
  if (into == no_conversation || state_.conversation(into).data.is_question) {
    remark(event, fmt::format("there is no conversation {}, so nothing was done", event.other));
    return;
  }
  if (into == from) {
    remark(event, "they are one conversation already, so nothing was done");
    return;
  }
  if (!state_.conversation(into).data.engaged || !state_.conversation(from).data.engaged) {
    remark(event, "one of them is nobody's business, so nothing was done");
    return;
  }
  const ConversationData &data = state_.conversation(from).data;
  const bool was_open = data.status != Status::resolved;
  if (was_open && state_.conversation(into).data.status == Status::resolved) reopen(into, false, now());
  const AgentId had =
      data.location == Location::assigned || data.location == Location::parked ? data.agent : no_agent;
  (void)take_quietly(from);
  ConversationData &changed = state_.edit(into);
  changed.messages += data.messages;
  changed.created = std::min(changed.created, data.created);
  changed.last_reply = std::max(changed.last_reply, data.last_reply);
  changed.questions = static_cast<std::uint16_t>(changed.questions + data.questions);
  changed.held_answers = static_cast<std::uint16_t>(changed.held_answers + data.held_answers);
  changed.skills = joined(state_.words(), changed.skills, data.skills);
  changed.tags = joined(state_.words(), changed.tags, data.tags);
  ++changed.absorbed;
  const bool band_changed = !changed.priority_given && raise_priority(into, data.priority);
  const bool owes = was_open && data.unanswered;
  const Instant since = data.waiting_since;

  ConversationData &gone = state_.edit(from);
  const AgentId former = gone.agent == no_agent ? had : gone.agent;
  note_merged(gone, changed);
  Effect &effect = emit(EffectType::merged, state_.conversation(from), Reason::by_hand);
  effect.other = into;
  effect.agent = had;
  merge_clocks(from, into);
  gone.location = Location::nowhere;
  gone.status = Status::resolved;
  gone.agent = former;
  gone.preferred = no_agent;
  gone.handed_back = false;
  gone.unanswered = false;
  gone.questions = 0;
  gone.held_answers = 0;
  gone.merged_into = into;
  if (!state_.conversation(from).declines.empty()) state_.edit_declines(from).clear();
  calendar::resolve(gone.clocks, calendar_of(gone), now());
  if (band_changed) change_clocks(into, calendar_of(state_.conversation(into).data));
  if (owes) {
    const Instant earlier = changed.unanswered ? std::min(changed.waiting_since, since) : since;
    set_unanswered(into, true);
    state_.edit(into).waiting_since = earlier;
    changed.measures.asked = earlier;
    if (changed.location == Location::parked) {
      changed.status = Status::open;
      return_to_owner(into, Reason::customer_wrote);
    }
  }
  // It may ask for more now than whom it waited for can give.
  if (changed.preferred != no_agent &&
      !state_.is_eligible(state_.agent(changed.preferred), state_.requirement_key(state_.conversation(into))))
    changed.preferred = no_agent;
  if (changed.location == Location::queued && changed.preferred == no_agent && had != no_agent)
    prefer(into, had, false);
  if (changed.location == Location::offered || changed.location == Location::assigned)
    return_if_not_theirs(into, true);
}

/// The priority of a merged matter is the higher one. True if that is another band.
bool Engine::raise_priority(ConversationId id, std::int32_t priority) {
  ConversationData &data = state_.edit(id);
  data.priority = std::max(data.priority, priority);
  const std::uint32_t band = terms().band_of(data.priority);
  const bool changed = band != data.band;
  data.band = band;
  update_band(id, Reason::by_hand);
  return changed;
}

/// A part of `conversation` is a conversation of its own from now on, with the promises that were made to all of it.
void Engine::on_split(const Event &event) {
  const ConversationId id = named_conversation(event);
  if (id == no_conversation) return;
  const std::optional<std::uint32_t> department = terms().find_department(event.department);
  if (!event.department.empty() && !department) {
    remark(event, fmt::format("there is no department {}", event.department));
    return;
  }
  ConversationId part = state_.find_conversation(event.other);
  const bool is_new = part == no_conversation;
  if (!is_new && (part == id || state_.goes_on_as(part) != id)) {
    remark(event, fmt::format("{} is there already and no part of {}, so nothing was done", event.other,
                              event.conversation));
    return;
  }
  const ConversationData &whole = state_.conversation(id).data;
  if (!whole.engaged || whole.status == Status::resolved) {
    remark(event, fmt::format("{} is not open", event.conversation));
    return;
  }
  if (is_new) {
    part = state_.create_conversation(event.other).id;
    ConversationData &data = state_.edit(part);
    const std::uint64_t number = data.number;
    data = state_.conversation(id).data;
    data.number = number;
    data.created = now();
    data.agent = no_agent;
    data.former = no_agent;
    data.messages = 1;
    data.transfers = data.reopens = data.absorbed = 0;
    data.measures = {};
    data.requirement = no_requirement;
    state_.replace_kept(part, state_.conversation(id).kept);
  } else {
    ConversationData &data = state_.edit(part);
    ConversationData &rest = state_.edit(id);
    --state_.edit(data.merged_into).absorbed;
    data.merged_into = no_conversation;
    note_reopened(data);
    rest.messages -= std::min(rest.messages, data.messages);
    data.clocks = rest.clocks;
    data.unanswered = rest.unanswered;
    data.waiting_since = rest.waiting_since;
    data.last_reply = rest.last_reply;
  }
  ConversationData &data = state_.edit(part);
  const calendar::Calendar &hours = calendar_of(state_.conversation(id).data);
  data.location = Location::nowhere;
  data.status = Status::open;
  data.engaged = true;
  data.preferred = no_agent;
  data.work_begun = false;
  data.handed_back = false;
  data.given_by_hand = false;
  count_questions(part);
  count_questions(id);
  data.step = 0;
  data.raised = 0;
  data.answer_for_many = whole.answer_for_many;
  if (department) {
    data.department = *department;
    data.department_by_hand = true;
    data.department_rule = rules::by_default;
  }
  data.shown_band = data.band;
  data.measures.asked = data.unanswered ? data.waiting_since : 0;
  note(Count::split, data);
  Effect &effect = emit(EffectType::split, state_.conversation(part), Reason::by_hand);
  effect.other = id;
  const calendar::ServiceClocks none_yet;
  if (!data.sla_by_rule) data.sla = terms().department(data.department).policy->sla.value_or(none);
  calendar::change(data.clocks, targets(data), hours, calendar_of(data), now());
  announce_dues(state_.conversation(part), none_yet);
  if (data.agent != no_agent)
    return_to_owner(part, Reason::by_hand);
  else
    place(part, Reason::by_hand);
}

/// What goes on as it, directly or as something else that does, is forgotten with it. A chain of merges may be long, so each
/// conversation is looked at once: `fate` says what is known of it.
void Engine::forget_merged(ConversationId id) {
  if (state_.conversation(id).data.absorbed == 0) return;
  enum Fate : std::uint8_t { unknown, goes, stays };
  const auto &all = state_.conversations();
  std::vector<Fate> fate(all.size(), unknown);
  fate[id] = goes;
  for (ConversationId start = 0; start < all.size(); ++start) {
    const auto end = [&](ConversationId at) {
      return all[at].gone || all[at].forgotten || all[at].data.merged_into == no_conversation;
    };
    ConversationId at = start;
    while (fate[at] == unknown && !end(at))
      at = all[at].data.merged_into;
    const Fate known = fate[at] == unknown ? stays : fate[at];
    for (at = start; fate[at] == unknown; at = all[at].data.merged_into) {
      fate[at] = known;
      if (end(at)) break;
    }
  }
  for (ConversationId at = 0; at < fate.size(); ++at) {
    if (fate[at] != goes || at == id) continue;
    note_forgotten(all[at].data);
    state_.forget(at);
  }
}

} // namespace usher::desk
