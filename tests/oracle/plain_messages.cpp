// SPDX-License-Identifier: BSL-1.0
// What comes of what is decided about messages, and what is promised.
#include "oracle/plain_desk.hpp"
#include "policy/live_work.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace usher_test {

using usher::calendar::ClockState;
using usher::calendar::ServiceClock;
using usher::calendar::ServiceClocks;
using usher::desk::Status;

namespace {

constexpr std::array<ServiceClock ServiceClocks::*, 3> all_clocks = {
    &ServiceClocks::first_response, &ServiceClocks::next_response, &ServiceClocks::resolution};

} // namespace

const usher::calendar::Calendar &PlainDesk::calendar(std::uint32_t number) const {
  const auto &named = frame().departments[number].calendar;
  const std::size_t last = frame().calendars.size() - 1; // `always`
  return *ruleset_->calendar(named.value_or(static_cast<std::uint32_t>(last)));
}

/// A promise that a band has none of is that of the next lower band, or else of the next higher.
usher::calendar::ServiceTargets PlainDesk::targets(const Talk &talk) const {
  usher::calendar::ServiceTargets out;
  if (!talk.asker.empty() && talk.within != 0) {
    out.first_response = usher::calendar::Target{talk.within, false, 80};
    return out;
  }
  if (talk.sla == usher::desk::none) return out;
  const std::array<std::optional<usher::calendar::Target> *, 3> places = {
      &out.first_response, &out.next_response, &out.resolution};
  const std::size_t count = talk.asker.empty() ? places.size() : 1; // a question has one clock
  for (std::size_t clock = 0; clock < count; ++clock) {
    const usher::policy::ServiceTarget &target = frame().slas[talk.sla].targets[clock];
    std::optional<usher::policy::ServiceTime> time = target.all;
    for (std::size_t band = talk.band; !time && band < target.by_band.size(); ++band)
      time = target.by_band[band];
    for (std::size_t band = talk.band; !time && !target.by_band.empty() && band-- > 0;)
      time = target.by_band[band];
    if (time) *places[clock] = usher::calendar::Target{time->amount, time->working_days, 80};
  }
  return out;
}

std::uint32_t PlainDesk::band_of(std::int64_t priority) const {
  const auto &bands = frame().priority.bands;
  for (std::uint32_t i = 0; i < bands.size(); ++i)
    if (priority >= bands[i].bound) return i;
  return static_cast<std::uint32_t>(bands.size() - 1);
}

std::int64_t PlainDesk::priority_at(const Talk &talk, Instant time) const {
  const usher::policy::WaitingPoints &waiting = frame().priority.waiting;
  const std::int64_t waited = waits(talk) ? time - talk.waiting_since : 0;
  return talk.priority + talk.raised + waited * waiting.points / waiting.every_ms;
}

void PlainDesk::show_band(Talk &talk, Reason reason, std::uint32_t rule) {
  const std::uint32_t band = band_of(priority_at(talk, world_.now));
  if (band < talk.shown_band) {
    PlainEffect &effect = say(EffectType::escalated, talk, reason);
    effect.number = band;
    effect.rule = reason == Reason::rule ? rule : usher::desk::none;
  }
  talk.shown_band = band;
}

/// It was nobody's business, and is somebody's now.
void PlainDesk::begin_promises(Talk &talk) {
  const Instant owed_since = waits_since(talk);
  talk.engaged = true;
  if (!talk.unanswered) talk.waiting_since = owed_since;
  talk.unanswered = true;
  (void)tell(PlainHappening::Kind::waits, &talk);
  usher::calendar::customer_wrote(talk.clocks, targets(talk), calendar(talk.department), world_.now,
                                  owed_since);
}

void PlainDesk::tell_promises(const Talk &talk, const ServiceClocks &before) {
  for (std::size_t i = 0; i < all_clocks.size(); ++i) {
    const ServiceClock &was = before.*all_clocks[i];
    const ServiceClock &is = talk.clocks.*all_clocks[i];
    const bool is_promised = was.target > 0 || was.due;
    if (was.state == ClockState::running && is.state == ClockState::paused && is_promised) {
      say(EffectType::paused, talk).clock = static_cast<std::uint8_t>(i);
    } else if (is.state == ClockState::running && is.due && is.due != was.due) {
      PlainEffect &effect = say(EffectType::due, talk);
      effect.clock = static_cast<std::uint8_t>(i);
      effect.at = *is.due;
    }
  }
}

/// What was spent, by the hours of before, stays spent.
void PlainDesk::change_promises(Talk &talk, const usher::calendar::Calendar &hours_before) {
  const ServiceClocks before = talk.clocks;
  if (!talk.sla_by_rule) talk.sla = department(talk).sla.value_or(usher::desk::none);
  usher::calendar::change(talk.clocks, targets(talk), hours_before, calendar(talk.department), world_.now);
  tell_promises(talk, before);
}

/// True where its clocks stand still: in the statuses that the SLA names.
bool PlainDesk::pause_if_it_stands(Talk &talk) {
  bool stands = false;
  if (talk.sla != usher::desk::none)
    for (const std::uint32_t status : frame().slas[talk.sla].pause)
      stands = stands || status == static_cast<std::uint32_t>(talk.status);
  if (stands) usher::calendar::pause(talk.clocks, calendar(talk.department), world_.now);
  return stands;
}

void PlainDesk::pause_or_resume(Talk &talk) {
  const ServiceClocks before = talk.clocks;
  if (!pause_if_it_stands(talk)) usher::calendar::resume(talk.clocks, calendar(talk.department), world_.now);
  tell_promises(talk, before);
}

/// On a fact only what the decision before did not say, and nothing when all is settled.
void PlainDesk::tell_decision(Talk &talk, bool is_new, bool is_fact) {
  if (is_fact && talk.status == Status::resolved) return;
  const usher::rules::Decision &decision = workspace_.decision;
  std::set<std::string> told;
  for (const auto &whom : decision.notify) {
    const auto name = std::string(usher::policy::notified_name(frame(), whom.value));
    told.insert(name);
    if (is_fact && talk.notified.contains(name)) continue;
    PlainEffect &effect = say(EffectType::notify, talk, Reason::rule);
    effect.number = whom.value;
    effect.rule = whom.because;
  }
  talk.notified = told;
  if (decision.move_to && !(is_fact && talk.moved_private)) {
    PlainEffect &effect = say(EffectType::move_private, talk, Reason::rule);
    effect.number = *decision.move_to;
    effect.rule = decision.visibility.because;
  }
  talk.moved_private = decision.move_to.has_value();
  if (!decision.reply.is_set() || (!is_new && decision.reply.because == usher::rules::by_default)) return;
  const std::string &reply = frame().replies[decision.reply.value].name;
  if (is_fact && talk.reply == reply) return;
  talk.reply = reply;
  PlainEffect &effect = say(EffectType::suggest, talk, Reason::rule);
  effect.number = decision.reply.value;
  effect.rule = decision.reply.because;
}

/// What a decision changes. Of a later message only what a rule says counts, and the default leaves all as it is.
/// `hours_that_are_gone`: of its department, which went with the policy of before.
void PlainDesk::adopt(Talk &talk, const OwnedEvent &event, bool is_new,
                      const usher::calendar::Calendar *hours_that_are_gone) {
  const usher::rules::Decision &decision = workspace_.decision;
  const usher::rules::Facts &facts = workspace_.facts;
  const auto by_rule = [](const auto &chosen) {
    return chosen.is_set() && chosen.because != usher::rules::by_default;
  };
  const bool was_engaged = talk.engaged;
  if (is_new || by_rule(decision.engage)) talk.engaged = decision.engage.value;
  if (facts.slots[usher::policy::fact_account].known)
    talk.account = static_cast<std::uint32_t>(facts.slots[usher::policy::fact_account].integer);
  if (facts.slots[usher::policy::fact_kind].known && !is_held(talk))
    talk.kind = static_cast<usher::policy::ChannelKind>(facts.slots[usher::policy::fact_kind].integer);
  if (facts.slots[usher::policy::fact_language].known)
    talk.language = facts.slots[usher::policy::fact_language].text;
  for (const auto &skill : decision.skills)
    talk.skills.emplace(skill.value);
  for (const std::string &skill : event.skills)
    if (!skill.empty()) talk.skills.insert(skill);
  for (const auto &tag : decision.tags)
    talk.tags.emplace(tag.value);

  int priority = 0;
  for (const usher::rules::PriorityPart &part : decision.priority_parts)
    priority += part.points;
  if (event.priority) {
    talk.priority = *event.priority;
    talk.priority_given = true;
  } else if (!talk.priority_given) {
    talk.priority = is_new ? priority : std::max(priority, talk.priority);
  }
  const std::uint32_t band_before = talk.band;
  talk.band = band_of(talk.priority);
  if (is_new)
    talk.shown_band = talk.band;
  else if (event.priority)
    show_band(talk, Reason::by_hand);
  else
    show_band(talk, by_rule(decision.priority_start) ? Reason::rule : Reason::by_default,
              decision.priority_start.because);
  ServiceClock &first = talk.clocks.first_response;
  if (event.due && first.state != ClockState::met) first.given = *event.due;
  if (by_rule(decision.sla)) {
    talk.sla = decision.sla.value;
    talk.sla_by_rule = true;
  }
  bool moved = false;
  if (is_new) {
    talk.department = talk.decided = decision.department.value;
    talk.department_rule = decision.department.because;
    PlainEffect &effect =
        say(EffectType::routed, talk, by_rule(decision.department) ? Reason::rule : Reason::by_default);
    if (by_rule(decision.department)) effect.rule = decision.department.because;
    effect.number = talk.band;
    if (!talk.sla_by_rule) talk.sla = department(talk).sla.value_or(usher::desk::none);
  } else {
    const usher::calendar::Calendar &hours =
        hours_that_are_gone != nullptr ? *hours_that_are_gone : calendar(talk.department);
    const bool is_new_to_it =
        by_rule(decision.department) && !talk.department_by_hand && decision.department.value != talk.decided;
    if (is_new_to_it) talk.decided = decision.department.value;
    moved = is_new_to_it && talk.decided != talk.department;
    if (moved) {
      talk.department = decision.department.value;
      talk.department_rule = decision.department.because;
      talk.step = 0;
      talk.raised = 0;
      talk.waits_for.reset();
      (void)tell(PlainHappening::Kind::moved, &talk);
    }
    if (moved || talk.band != band_before || by_rule(decision.sla) || event.due ||
        hours_that_are_gone != nullptr)
      change_promises(talk, hours);
  }
  tell_decision(talk, is_new, event.type != usher::desk::EventType::message);
  if (!talk.engaged) {
    if (is_new || was_engaged) not_engaged(talk);
    return;
  }
  if (!is_new && !was_engaged) {
    if (talk.status == Status::resolved) return;
    const ServiceClocks before = talk.clocks;
    begin_promises(talk);
    tell_promises(talk, before);
    place(talk, talk.department_rule == usher::rules::by_default ? Reason::by_default : Reason::rule);
    return;
  }
  if (moved) {
    say(EffectType::routed, talk, Reason::rule).rule = talk.department_rule;
    if (!is_held(talk) || !may_take(*talk.agent, talk)) {
      const std::optional<AgentNumber> former = talk.former;
      if (talk.place == Location::assigned) talk.former = talk.agent;
      take_from(talk, Reason::rule);
      talk.handed_back = false; // it goes on, and does not come back
      if (talk.place != Location::parked && talk.status != Status::resolved) {
        moved_.push_back(talk.name);
        place(talk, Reason::rule);
      }
      if (talk.place == Location::queued && !talk.waits_for && former && may_have_it_back(talk))
        wait_for(talk, *former, false);
    }
  } else if (hours_that_are_gone == nullptr && is_held(talk) && !talk.given_by_hand &&
             !may_take(*talk.agent, talk) && !is_better_kept(talk)) {
    take_from(talk, Reason::not_eligible);
    moved_.push_back(talk.name);
    place(talk, Reason::not_eligible);
  }
  if (talk.waits_for && !may_take(*talk.waits_for, talk)) talk.waits_for.reset();
}

void PlainDesk::not_engaged(Talk &talk) {
  const std::string owner = owner_of(talk);
  take_from(talk, Reason::not_engaged);
  talk.place = Location::nowhere;
  talk.waits_for.reset();
  if (talk.status != Status::resolved) talk.status = Status::open;
  const ServiceClocks before = talk.clocks;
  usher::calendar::resolve(talk.clocks, calendar(talk.department), world_.now);
  PlainHappening &happening = tell(PlainHappening::Kind::ignored, &talk);
  happening.agent = owner;
  happening.clocks_before = before;
  say(EffectType::ignored, talk, Reason::rule).rule = workspace_.decision.engage.because;
  take_questions_back(talk);
}

void PlainDesk::message(const OwnedEvent &event) {
  if (event.from_staff) {
    staff_message(event);
    return;
  }
  const SaidMessage message = event.message.value_or(SaidMessage{});
  Talk *talk = meant(event.conversation);
  if (talk != nullptr && !talk->asker.empty()) return; // none of the customer's
  const bool is_new = talk == nullptr;
  decide(talk, message, false);
  if (is_new) {
    talk = &world_.conversations.emplace_back();
    talk->name = event.conversation;
    talk->number = ++world_.numbers;
    talk->created = world_.now;
    talk->waiting_since = world_.now;
  }
  talk->keys.erase("text");
  remember(*talk, message, false);
  receive(*talk, event, is_new);
  ask_by_rules(*talk);
  answer_late(*talk);
  if (mistake_ != Mistake::own_facts_not_remembered) talk->then = own_facts(*talk);
}

/// A message that was decided about.
void PlainDesk::receive(Talk &talk, const OwnedEvent &event, bool is_new) {
  const bool was_resolved = !is_new && talk.status == Status::resolved;
  bool was_parked = talk.place == Location::parked;
  adopt(talk, event, is_new);
  ++talk.messages;
  if (!talk.engaged) return;
  (void)tell(PlainHappening::Kind::question, &talk);
  const Instant since = is_new || was_resolved || !talk.unanswered ? waits_since(talk) : world_.now;
  if (was_resolved) {
    open_again(talk, true, since);
    wait_for_named(talk, event);
    join(talk);
    return;
  }
  const ServiceClocks before = talk.clocks;
  usher::calendar::customer_wrote(talk.clocks, targets(talk), calendar(talk.department), world_.now, since);
  if (talk.status == Status::held) pause_if_it_stands(talk);
  tell_promises(talk, before);
  if (talk.place == Location::assigned && !talk.unanswered && !is_present(*talk.agent)) {
    // They have answered and are not there to do so again.
    was_parked = true;
    const std::optional<AgentNumber> owner = talk.agent;
    take_from(talk, Reason::absent);
    talk.agent = owner;
    talk.handed_back = false;
    moved_.push_back(talk.name);
  }
  if (is_new || !talk.unanswered) talk.waiting_since = since;
  talk.unanswered = true;
  if (is_new) {
    place(talk, talk.department_rule == usher::rules::by_default ? Reason::by_default : Reason::rule);
    arrivals_.push_back(talk.name);
  } else if (was_parked) {
    talk.status = Status::open;
    return_to_owner(talk, Reason::customer_wrote);
  }
  wait_for_named(talk, event);
  if (is_new || was_parked) join(talk);
}

void PlainDesk::staff_message(const OwnedEvent &event) {
  Talk *talk = found(event);
  if (talk == nullptr) return;
  if (!event.is_private) take_answer(*talk, event);
  if (event.resolve && talk->status != Status::resolved) close(*talk, Reason::resolved);
}

void PlainDesk::take_answer(Talk &talk, const OwnedEvent &event) {
  const std::optional<AgentNumber> agent = find_agent(event.agent);
  if (agent && waits(talk)) take_over(talk, *agent, Reason::answered);
  if (talk.unanswered) talk.waiting_since = world_.now;
  talk.unanswered = false;
  talk.last_reply = world_.now;
  if (talk.place == Location::assigned && (!agent || agent == talk.agent)) {
    talk.work_begun = true;
    talk.handed_back = false;
  }
  const ServiceClocks before = talk.clocks;
  usher::calendar::staff_replied(talk.clocks, calendar(talk.department), world_.now);
  PlainHappening &happening = tell(PlainHappening::Kind::reply, &talk);
  happening.clocks_before = before;
  if (agent)
    happening.agent = world_.agents[*agent].name;
  else if (talk.place == Location::assigned)
    happening.agent = owner_of(talk);
  tell_unapproved(talk, agent);
  answer_thread(talk, agent);
}

void PlainDesk::fact(const OwnedEvent &event) {
  Talk *talk = found(event);
  if (talk == nullptr) return;
  const SaidMessage message = event.message.value_or(SaidMessage{});
  decide(talk, message, true);
  const std::string customer = customer_of(*talk);
  remember(*talk, message, true);
  const bool is_another = customer_of(*talk) != customer;
  adopt(*talk, event, false);
  if (is_another) join(*talk);
  ask_by_rules(*talk);
  if (mistake_ != Mistake::own_facts_not_remembered) talk->then = own_facts(*talk);
}

/// Nothing is known of a customer any more.
void PlainDesk::forget(const OwnedEvent &event) {
  const Talk *matter = event.conversation.empty() ? nullptr : meant(event.conversation);
  if (matter != nullptr && !matter->asker.empty()) return; // a question is of no customer
  const auto is_of_the_matter = [&](const Talk &talk) {
    return matter != nullptr && meant(talk.name) == matter;
  };
  std::set<std::string> names;
  if (event.conversation.empty()) names.insert(event.customer);
  for (const Talk &talk : world_.conversations)
    if (is_of_the_matter(talk) && talk.facts.contains("customer.id"))
      names.insert(talk.facts.at("customer.id"));
  for (const std::string &name : std::set<std::string>(names))
    for (const std::set<std::string> &person : world_.links)
      if (person.contains(name)) names.insert(person.begin(), person.end());
  std::erase_if(world_.links, [&](const auto &person) {
    return std::any_of(person.begin(), person.end(),
                       [&](const std::string &name) { return names.contains(name); });
  });
  for (Talk &talk : world_.conversations) {
    const auto id = talk.facts.find("customer.id");
    const bool is_theirs = id != talk.facts.end() && names.contains(id->second);
    if (!is_theirs && !is_of_the_matter(talk)) continue;
    talk.keys.clear();
    talk.facts.clear();
    talk.then.clear();
    say(EffectType::forgotten, talk, Reason::by_hand);
  }
}

} // namespace usher_test
