// SPDX-License-Identifier: BSL-1.0
#include "oracle/plain_metrics.hpp"

#include "policy/facts.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace usher_test {

using usher::calendar::ClockState;
using usher::calendar::ServiceClock;
using usher::calendar::ServiceClocks;
using usher::desk::EffectType;
using usher::desk::EventType;
using usher::desk::Location;
using usher::desk::Reason;
using usher::desk::Status;
using Kind = PlainHappening::Kind;

namespace {

const std::array<std::pair<const char *, ServiceClock ServiceClocks::*>, 3> clocks = {
    {{"first_response", &ServiceClocks::first_response},
     {"next_response", &ServiceClocks::next_response},
     {"resolution", &ServiceClocks::resolution}}};

bool counts(const ServiceClock &clock) {
  return clock.state == ClockState::running || clock.state == ClockState::paused;
}

} // namespace

std::vector<PlainGroupName> PlainMetrics::groups_of(const PlainConversation &talk,
                                                    const std::string &agent) const {
  const usher::policy::Frame &frame = ruleset_->frame();
  std::vector<PlainGroupName> out = {{"desk", ""}, {"department", frame.departments[talk.department].name}};
  if (talk.account != usher::desk::none) out.emplace_back("account", frame.accounts[talk.account].name);
  out.emplace_back("channel",
                   std::string(usher::policy::channel_kind_names()[static_cast<std::size_t>(talk.kind)]));
  if (!talk.language.empty()) out.emplace_back("language", talk.language);
  if (!agent.empty()) out.emplace_back("agent", agent);
  return out;
}

void PlainMetrics::add(Groups &groups, const char *count, const PlainConversation &talk,
                       const std::string &agent) const {
  for (const PlainGroupName &name : groups_of(talk, agent))
    ++groups[name].counts[count];
}

void PlainMetrics::add(Groups &groups, const std::string &name, std::int64_t ms,
                       const PlainConversation &talk, const std::string &agent) const {
  for (const PlainGroupName &group : groups_of(talk, agent))
    groups[group].durations[name].push_back(ms);
}

void PlainMetrics::take(const PlainHappening &happening) {
  if (happening.kind != Kind::event && happening.talk && !happening.talk->asker.empty()) {
    take_consultation(happening); // no customer's conversation
    return;
  }
  if (happening.talk) numbers_[happening.talk->name] = happening.talk->number;
  switch (happening.kind) {
  case Kind::event: event_ = happening; break;
  case Kind::effect:
    if (happening.talk) take_effect(happening);
    break;
  case Kind::question: {
    Record &record = records_[happening.talk->number];
    if (record.oldest_question == 0) record.oldest_question = happening.time;
    break;
  }
  case Kind::reply: take_reply(happening); break;
  case Kind::for_many:
    take_promises(happening, "answers");
    add(groups_, "answered_for_many", *happening.talk);
    records_[happening.talk->number].oldest_question = 0;
    break;
  case Kind::waits:
    records_[happening.talk->number].oldest_question =
        happening.talk->unanswered ? happening.talk->waiting_since : 0;
    break;
  case Kind::closed: take_closed(happening); break;
  case Kind::ignored:
    take_promises(happening, "");
    records_[happening.talk->number].oldest_question = 0;
    break;
  case Kind::reopened: {
    Record &record = records_[happening.talk->number];
    record.resolved = 0;
    if (!record.taken_in) break;
    add(groups_, "reopened", *happening.talk);
    if (record.first_resolved != 0 && !record.opened_again) add(groups_, "solved_reopened", *happening.talk);
    record.opened_again |= record.first_resolved != 0;
    break;
  }
  case Kind::moved: {
    Record &record = records_[happening.talk->number];
    if (!record.moved && record.taken_in) add(groups_, "several_departments", *happening.talk);
    record.moved = true;
    break;
  }
  case Kind::forgotten: {
    const Record &record = records_[happening.talk->number];
    if (record.resolved != 0) add_full_resolution(groups_, *happening.talk, record);
    records_.erase(happening.talk->number);
    break;
  }
  case Kind::people: take_people(happening); break;
  }
}

void PlainMetrics::take_effect(const PlainHappening &happening) {
  const PlainEffect &effect = happening.effect;
  const PlainConversation &talk = *happening.talk;
  Record &record = records_[talk.number];
  const EffectType before = record.last;
  const bool goes_somewhere = effect.type == EffectType::queued || effect.type == EffectType::held ||
                              effect.type == EffectType::offered || effect.type == EffectType::assigned;
  if (goes_somewhere && !record.taken_in) {
    record.taken_in = true;
    add(groups_, "taken_in", talk);
    if (record.moved) add(groups_, "several_departments", talk);
  }
  if (goes_somewhere || effect.type == EffectType::unassigned || effect.type == EffectType::waiting ||
      effect.type == EffectType::closed)
    record.last = effect.type;
  switch (effect.type) {
  case EffectType::routed:
    if (effect.number != usher::desk::none) // the band, of a new one
      add(groups_, "conversations", talk);
    else if (effect.reason == Reason::by_hand && event_.talk)
      add(groups_, "transfers", *event_.talk, event_.agent);
    break;
  case EffectType::queued: add(groups_, "queued", talk); break;
  case EffectType::offered: add(groups_, "offered", talk, effect.agent); break;
  case EffectType::assigned:
    add(groups_, "assigned", talk, effect.agent);
    if (effect.reason == Reason::accepted && before == EffectType::offered)
      add(groups_, "accepted", talk, effect.agent);
    if (record.given == 0) {
      add(groups_, "wait", happening.time - talk.created, talk, effect.agent);
      record.given = happening.time;
      record.first_agent = effect.agent;
    } else if (effect.agent != record.first_agent && !record.several_agents) {
      add(groups_, "several_agents", talk, effect.agent);
      record.several_agents = true;
    }
    break;
  case EffectType::unassigned:
    if (effect.reason == Reason::declined && before == EffectType::offered)
      add(groups_, "declined", talk, effect.agent);
    if (effect.reason == Reason::offer_expired) add(groups_, "expired", talk, effect.agent);
    if (effect.reason == Reason::by_hand && before == EffectType::assigned &&
        (event_.event == EventType::assign || event_.event == EventType::start))
      add(groups_, "transfers", talk, effect.agent);
    break;
  case EffectType::overruled: add(groups_, "overruled", talk, effect.agent); break;
  case EffectType::escalated: add(groups_, "escalated", talk); break;
  case EffectType::ignored: add(groups_, "ignored", talk); break;
  case EffectType::split: add(groups_, "split", talk); break;
  case EffectType::merged:
    add(groups_, "merged", talk);
    record.oldest_question = 0;
    take_merge(record, records_[numbers_[effect.other]]);
    break;
  case EffectType::ask: {
    if (!happening.anew) break;
    PlainConversation asked = talk;
    asked.department = effect.number;
    asked.language.clear(); // nobody wrote yet
    add(groups_, "consultations", asked);
    break;
  }
  default: break;
  }
}

/// One matter: what was first in either is first of it, and it is resolved as long as what it goes on as.
void PlainMetrics::take_merge(Record &part, Record &whole) {
  const auto first = [](usher::Instant a, usher::Instant b) {
    return a == 0 ? b : b == 0 ? a : std::min(a, b);
  };
  if (part.given != 0 && first(part.given, whole.given) != whole.given) whole.first_agent = part.first_agent;
  whole.given = first(part.given, whole.given);
  whole.first_reply = first(part.first_reply, whole.first_reply);
  whole.first_resolved = first(part.first_resolved, whole.first_resolved);
  whole.replies += part.replies;
  whole.opened_again |= part.opened_again;
  if (whole.resolved != 0 && part.resolved > whole.resolved) {
    whole.resolved = part.resolved;
    whole.resolved_by = part.resolved_by;
  }
  part.resolved = 0;
}

void PlainMetrics::take_consultation(const PlainHappening &happening) {
  const PlainConversation &talk = *happening.talk;
  if (happening.kind == Kind::effect && happening.effect.type == EffectType::breached)
    add(groups_, "consultations_late", talk);
  if (happening.kind != Kind::closed) return;
  if (happening.reason == Reason::answered) add(groups_, "consultations_answered", talk, happening.agent);
  if (happening.reason == Reason::refused) add(groups_, "consultations_refused", talk, happening.agent);
}

/// A promise ended: kept by what was promised, broken before, or neither.
void PlainMetrics::take_promises(const PlainHappening &happening, const char *clock_that_is_kept) {
  const PlainConversation &talk = *happening.talk;
  for (const auto &[name, clock] : clocks) {
    const ServiceClock &is = talk.clocks.*clock;
    if (!counts(happening.clocks_before.*clock) || counts(is)) continue;
    if (is.target == 0 && !is.given) continue;
    const bool is_done = clock_that_is_kept == std::string_view("answers")
                             ? clock != &ServiceClocks::resolution
                             : clock_that_is_kept == std::string_view(name);
    const std::string result = is.breached ? "broken " : is_done ? "kept " : "lapsed ";
    add(groups_, (result + name).c_str(), talk, happening.agent);
  }
}

void PlainMetrics::take_reply(const PlainHappening &happening) {
  take_promises(happening, "answers");
  const PlainConversation &talk = *happening.talk;
  if (!talk.engaged) return;
  Record &record = records_[talk.number];
  ++record.replies;
  if (!happening.elsewhere) add(groups_, "replies", talk, happening.agent);
  const bool is_first = record.first_reply == 0;
  const usher::Instant since = is_first ? talk.created : record.oldest_question;
  const auto clock = is_first ? &ServiceClocks::first_response : &ServiceClocks::next_response;
  if (is_first) record.first_reply = happening.time;
  record.oldest_question = 0;
  if (since == 0) return;
  const std::string name = is_first ? "first_reply" : "next_reply";
  const bool is_measured = counts(happening.clocks_before.*clock) && (talk.clocks.*clock).started == since;
  add(groups_, name, happening.time - since, talk, happening.agent);
  add(groups_, "response", happening.time - since, talk, happening.agent);
  if (!is_measured) return;
  add(groups_, name + " open", (talk.clocks.*clock).spent, talk, happening.agent);
  add(groups_, "response open", (talk.clocks.*clock).spent, talk, happening.agent);
}

void PlainMetrics::take_closed(const PlainHappening &happening) {
  const PlainConversation &talk = *happening.talk;
  take_promises(happening, happening.reason == Reason::resolved || happening.reason == Reason::answer_many
                               ? "resolution"
                               : "");
  Record &record = records_[talk.number];
  const usher::Instant question = std::exchange(record.oldest_question, 0);
  if (!record.taken_in) return;
  switch (happening.reason) {
  case Reason::resolved:
    add(groups_, "resolved", talk, happening.agent);
    record.resolved = happening.time;
    record.resolved_by = happening.agent;
    if (record.first_resolved != 0) return;
    record.first_resolved = happening.time;
    add(groups_, "solved", talk, happening.agent);
    if (record.replies == 1) add(groups_, "one_touch", talk, happening.agent);
    add(groups_, "first_resolution", happening.time - talk.created, talk, happening.agent);
    if (counts(happening.clocks_before.resolution) && talk.clocks.resolution.started == talk.created)
      add(groups_, "first_resolution open", talk.clocks.resolution.spent, talk, happening.agent);
    return;
  case Reason::answer_many: add(groups_, "deflected", talk, happening.agent); return;
  case Reason::abandoned:
    if (record.first_reply != 0 || question == 0 || record.abandoned) {
      add(groups_, "left", talk, happening.agent);
      return;
    }
    record.abandoned = true;
    add(groups_, "abandoned", talk, happening.agent);
    add(groups_, "abandoned_wait", happening.time - question, talk, happening.agent);
    return;
  default: add(groups_, "refused", talk); return;
  }
}

void PlainMetrics::add_full_resolution(Groups &groups, const PlainConversation &talk,
                                       const Record &record) const {
  add(groups, "full_resolution", record.resolved - talk.created, talk, record.resolved_by);
  if (talk.clocks.resolution.state == ClockState::met && talk.clocks.resolution.started == talk.created)
    add(groups, "full_resolution open", talk.clocks.resolution.spent, talk, record.resolved_by);
}

void PlainMetrics::take_people(const PlainHappening &happening) {
  const std::int64_t passed = people_since_ == 0 ? 0 : happening.time - people_since_;
  for (const PlainPerson &person : people_) {
    if (!person.present) continue;
    PlainGroup &group = groups_[{"agent", person.name}];
    group.present += passed;
    if (person.busy) group.busy += passed;
  }
  people_ = happening.people;
  people_since_ = happening.time;
}

void PlainMetrics::add_backlog(Groups &groups, const PlainWorld &world) const {
  for (const PlainConversation &talk : world.conversations) {
    if (!talk.asker.empty()) continue;
    const auto found = records_.find(talk.number);
    const Record record = found == records_.end() ? Record{} : found->second;
    if (record.resolved != 0) add_full_resolution(groups, talk, record);
    if (talk.status == Status::resolved || !talk.engaged) continue;
    const std::string agent =
        talk.place == Location::assigned && talk.agent ? world.agents[*talk.agent].name : std::string();
    add(groups, "open", talk, agent);
    if (talk.unanswered) add(groups, "unanswered", talk, agent);
    if (record.first_reply == 0) add(groups, "unreplied", talk, agent);
    bool is_overdue = false;
    for (const auto &[name, clock] : clocks) {
      const ServiceClock &is = talk.clocks.*clock;
      if (!counts(is) || !(is.breached || (is.due && *is.due < world.now))) continue;
      is_overdue = true;
      add(groups, (std::string("overdue ") + name).c_str(), talk, agent);
    }
    if (is_overdue) add(groups, "overdue", talk, agent);
    const std::int64_t hours = (world.now - talk.created) / usher::hour_ms;
    add(groups,
        hours < 1     ? "age 1h"
        : hours < 4   ? "age 4h"
        : hours < 24  ? "age 1d"
        : hours < 72  ? "age 3d"
        : hours < 168 ? "age 7d"
                      : "age more",
        talk, agent);
  }
}

} // namespace usher_test
