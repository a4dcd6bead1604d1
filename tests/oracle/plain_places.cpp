// SPDX-License-Identifier: BSL-1.0
// From place to place.
#include "oracle/plain_desk.hpp"

#include <algorithm>

namespace usher_test {

using usher::desk::Status;

/// Another department: widening begins anew.
void PlainDesk::move(Talk &talk, std::uint32_t department) {
  const usher::calendar::Calendar &hours = calendar(talk.department);
  const bool moved = talk.department != department;
  talk.department = department;
  talk.step = 0;
  talk.raised = 0;
  talk.waits_for.reset();
  if (moved) (void)tell(PlainHappening::Kind::moved, &talk);
  change_promises(talk, hours);
}

/// Into the queue of its department, or of the one that takes its work while it is closed, or held.
/// `owner`: for whom it waits if it can, now or when they come.
void PlainDesk::place(Talk &talk, Reason reason, std::optional<AgentNumber> owner) {
  const std::uint32_t open = open_for(talk.department);
  while (talk.department != open) {
    move(talk, *department(talk).closed->to);
    say(EffectType::routed, talk, Reason::department_closed);
  }
  const auto &closed = department(talk).closed;
  if (!world_.open[talk.department] && closed && closed->hold) {
    talk.place = Location::held;
    talk.status = Status::held;
    if (owner) talk.former = owner;
    if (talk.waits_for && !talk.waits_by_name) talk.former = talk.waits_for;
    talk.waits_for.reset();
    const Instant opens = calendar(talk.department).open_from(world_.now).value_or(0);
    talk.held_until = opens;
    show_band(talk, Reason::waited);
    pause_or_resume(talk);
    say(EffectType::held, talk, Reason::department_closed).at = opens;
    tell_closed(talk);
    return;
  }
  if (owner && wait_for(talk, *owner, false))
    reason = Reason::owner;
  else if (owner)
    talk.former = owner;
  talk.place = Location::queued;
  talk.status = Status::open;
  talk.queued_at = world_.now;
  std::erase_if(talk.declines, [&](const PlainDecline &decline) { return decline.until <= world_.now; });
  show_band(talk, Reason::waited);
  pause_or_resume(talk);
  say(EffectType::queued, talk, reason);
  const std::set<Reason> comings = {Reason::rule, Reason::by_default, Reason::owner, Reason::reopened,
                                    Reason::customer_wrote};
  if (!world_.open[talk.department] && closed && comings.contains(reason)) tell_closed(talk);
}

void PlainDesk::tell_closed(const Talk &talk) {
  const auto &closed = department(talk).closed;
  if (!closed->reply || !talk.asker.empty() || !talk.unanswered) return;
  PlainEffect &effect = say(EffectType::suggest, talk, Reason::department_closed);
  effect.number = *closed->reply;
  effect.at = calendar(talk.department).open_from(world_.now).value_or(0);
}

/// On and on through those that are closed and name another; where that ends nowhere, it stays.
std::uint32_t PlainDesk::open_for(std::uint32_t department) const {
  std::set<std::uint32_t> seen;
  std::uint32_t at = department;
  while (!world_.open[at] && frame().departments[at].closed && frame().departments[at].closed->to) {
    if (!seen.insert(at).second) return department;
    at = *frame().departments[at].closed->to;
  }
  return at;
}

/// It is nobody's any more, if it was somebody's.
void PlainDesk::take_from(Talk &talk, Reason reason) {
  if (!is_held(talk)) return;
  const AgentNumber agent = *talk.agent;
  talk.place = Location::nowhere;
  talk.agent.reset();
  talk.handed_back = talk.handed_back || talk.work_begun;
  talk.work_begun = false;
  if (holds(agent).empty()) world_.agents[agent].idle_since = world_.now;
  say(EffectType::unassigned, talk, reason).agent = world_.agents[agent].name;
}

void PlainDesk::give(Talk &talk, AgentNumber agent, Reason reason, bool ask) {
  talk.agent = agent;
  talk.status = Status::open;
  talk.waits_for.reset();
  talk.place = ask ? Location::offered : Location::assigned;
  talk.given_by_hand = false;
  talk.is_theirs = reason == Reason::owner || reason == Reason::preferred;
  pause_or_resume(talk);
  world_.agents[agent].given = ++world_.gifts;
  if (ask) {
    talk.offer_until = world_.now + department(talk).assign.offer_ms;
    PlainEffect &effect = say(EffectType::offered, talk, reason);
    effect.agent = world_.agents[agent].name;
    effect.at = talk.offer_until;
    return;
  }
  talk.declines.clear();
  say(EffectType::assigned, talk, reason).agent = world_.agents[agent].name;
}

void PlainDesk::reopen_by_hand(Talk &talk) {
  talk.status = Status::open;
  talk.waiting_since = world_.now;
  talk.step = 0;
  talk.raised = 0;
  ++talk.reopens;
  (void)tell(PlainHappening::Kind::reopened, &talk);
  (void)tell(PlainHappening::Kind::waits, &talk);
  if (!talk.engaged || talk.clocks.first_response.state == usher::calendar::ClockState::idle)
    begin_promises(talk);
  else
    usher::calendar::reopen(talk.clocks, targets(talk), calendar(talk.department), world_.now);
}

/// A person decides who has it, whatever the rules say.
void PlainDesk::take_over(Talk &talk, AgentNumber agent, Reason reason) {
  if (talk.place == Location::assigned && talk.agent == agent) return;
  const usher::calendar::ServiceClocks before = talk.clocks;
  if (talk.status == Status::resolved) reopen_by_hand(talk);
  if (!talk.engaged) begin_promises(talk);
  tell_promises(talk, before);
  if (talk.place == Location::assigned) ++talk.transfers;
  take_from(talk, reason);
  const auto overruled = [&](Reason what) {
    say(EffectType::overruled, talk, what).agent = world_.agents[agent].name;
  };
  if (!may_take(agent, talk)) overruled(Reason::not_eligible);
  std::uint32_t weight = frame().desk.weights[static_cast<std::size_t>(talk.kind)];
  std::uint32_t of_kind = 1;
  for (const Talk *one : holds(agent)) {
    weight += frame().desk.weights[static_cast<std::size_t>(one->kind)];
    if (one->kind == talk.kind) ++of_kind;
  }
  const PlainAgent &who = world_.agents[agent];
  const std::optional<std::uint32_t> &limit = who.capacity_of_kind[static_cast<std::size_t>(talk.kind)];
  if (!is_present(agent))
    overruled(Reason::absent);
  else if (weight > who.capacity || (limit && of_kind > *limit))
    overruled(Reason::over_capacity);
  give(talk, agent, reason, false);
  talk.given_by_hand = true;
}

/// For somebody who is named, no longer after it came into the queue than for anybody.
bool PlainDesk::wait_for(Talk &talk, AgentNumber agent, bool by_name) {
  if (!is_present(agent) || !may_take(agent, talk)) return false;
  for (const PlainDecline &decline : talk.declines)
    if (decline.agent == agent && decline.until > world_.now) return false; // they just said no
  const Instant until = (by_name ? talk.queued_at : world_.now) + department(talk).assign.sticky_wait_ms;
  if (until < world_.now) return false;
  talk.waits_for = agent;
  talk.waits_by_name = by_name;
  talk.waits_for_until = until;
  return true;
}

/// Whose it was before they left is there again.
void PlainDesk::wait_for_former(Talk &talk) {
  if (talk.place != Location::queued || talk.waits_for || !talk.former || !may_have_it_back(talk)) return;
  if (wait_for(talk, *talk.former, false)) talk.former.reset();
}

/// Whom the event names, or a rule for what has just come into the queue.
void PlainDesk::wait_for_named(Talk &talk, const OwnedEvent &event) {
  if (talk.place != Location::queued) return;
  std::string name = event.prefer_agent;
  if (name.empty() && workspace_.decision.agent.is_set() && talk.queued_at == world_.now)
    name = workspace_.decision.agent.value;
  if (const auto agent = find_agent(name)) wait_for(talk, *agent, true);
}

/// Whose it was may have it again, within a time of their last answer or of the resolution.
void PlainDesk::return_to_owner(Talk &talk, Reason otherwise) {
  const std::optional<AgentNumber> owner = talk.agent;
  const bool is_theirs = owner && may_have_it_back(talk);
  talk.agent.reset();
  place(talk, otherwise, is_theirs ? owner : std::nullopt);
}

/// `wrote`: by a message of the customer, to which an answer is owed.
void PlainDesk::open_again(Talk &talk, bool wrote, Instant since) {
  const usher::calendar::ServiceClocks before = talk.clocks;
  if (wrote) {
    talk.status = Status::open;
    talk.unanswered = true;
    talk.waiting_since = since;
    talk.step = 0;
    talk.raised = 0;
    ++talk.reopens;
    (void)tell(PlainHappening::Kind::reopened, &talk);
    usher::calendar::customer_wrote(talk.clocks, targets(talk), calendar(talk.department), world_.now, since);
  } else {
    reopen_by_hand(talk);
  }
  tell_promises(talk, before);
  return_to_owner(talk, Reason::reopened);
  arrivals_.push_back(talk.name);
}

void PlainDesk::close(Talk &talk, Reason reason) {
  const std::string whose = owner_of(talk);
  std::string had;
  if (is_held(talk)) {
    const AgentNumber owner = *talk.agent;
    had = world_.agents[owner].name;
    if (talk.place == Location::offered) talk.agent.reset(); // they have not had it
    talk.place = Location::nowhere;
    if (holds(owner).empty()) world_.agents[owner].idle_since = world_.now;
  }
  talk.place = Location::nowhere;
  talk.status = Status::resolved;
  talk.waits_for.reset();
  talk.work_begun = false;
  talk.handed_back = false;
  talk.waiting_since = world_.now;
  const usher::calendar::ServiceClocks before = talk.clocks;
  usher::calendar::resolve(talk.clocks, calendar(talk.department), world_.now);
  PlainHappening &happening = tell(PlainHappening::Kind::closed, &talk);
  happening.agent = whose;
  happening.clocks_before = before;
  happening.reason = reason;
  say(EffectType::closed, talk, reason).agent = had;
  if (talk.asker.empty()) {
    take_questions_back(talk);
  } else if (talk.answer == usher::desk::Answer::open) {
    talk.answer = reason == Reason::answered  ? usher::desk::Answer::answered
                  : reason == Reason::refused ? usher::desk::Answer::refused
                                              : usher::desk::Answer::withdrawn;
    if (reason != Reason::withdrawn) tell_asker(talk, reason);
  }
}

void PlainDesk::say_no(Talk &talk, AgentNumber agent) {
  std::erase_if(talk.declines,
                [&](const PlainDecline &one) { return one.agent == agent || one.until <= world_.now; });
  talk.declines.push_back({agent, world_.now, INT64_MAX});
  judge_declines(talk);
}

/// Where nobody else is there who may take it and did not say no, one minute is enough.
void PlainDesk::judge_declines(Talk &talk) {
  bool other = false;
  for (AgentNumber i = 0; i < world_.agents.size(); ++i)
    other = other || (is_present(i) && may_take(i, talk) &&
                      std::none_of(talk.declines.begin(), talk.declines.end(),
                                   [&](const PlainDecline &one) { return one.agent == i; }));
  const std::int64_t pause = frame().desk.decline_pause_ms;
  for (PlainDecline &decline : talk.declines)
    decline.until = decline.at + (other ? pause : std::min(pause, usher::minute_ms));
  std::erase_if(talk.declines, [&](const PlainDecline &one) { return one.until <= world_.now; });
}

/// What is new, or open again, and still waits where too many wait: the newest first.
void PlainDesk::limits() {
  std::set<std::pair<std::string, std::uint32_t>> went; // once from each place
  for (bool again = true; again;) {
    again = false;
    for (std::size_t i = arrivals_.size(); i-- > 0;) {
      Talk &talk = *find(arrivals_[i]);
      if (talk.place != Location::queued) continue;
      const auto &queue = department(talk).queue;
      const auto waiting =
          std::count_if(world_.conversations.begin(), world_.conversations.end(), [&](const Talk &one) {
            return one.place == Location::queued && one.department == talk.department;
          });
      const bool is_blocked = world_.blocked[talk.department];
      if (!is_blocked && (!queue || waiting <= queue->limit)) continue;
      if (!went.emplace(talk.name, talk.department).second) continue;
      again = true;
      const Reason reason = is_blocked ? Reason::queue_blocked : Reason::queue_full;
      say(EffectType::blocked, talk, reason);
      if (queue && queue->overflow_to) {
        talk.place = Location::nowhere;
        move(talk, *queue->overflow_to);
        say(EffectType::routed, talk, reason);
        place(talk, reason);
      } else {
        close(talk, reason);
      }
    }
    if (again) pass();
  }
  tell_unstaffed();
  arrivals_.clear();
  moved_.clear();
}

/// What came and waits, where nobody who may take it is there.
void PlainDesk::tell_unstaffed() {
  std::set<std::string> told;
  std::vector<std::string> came = arrivals_;
  came.insert(came.end(), moved_.begin(), moved_.end());
  for (const std::string &name : came) {
    const Talk &talk = *find(name);
    if (talk.place != Location::queued || !told.insert(name).second) continue;
    bool present = false;
    Instant comes = INT64_MAX;
    for (AgentNumber i = 0; i < world_.agents.size(); ++i) {
      const PlainAgent &agent = world_.agents[i];
      const bool said_no = std::any_of(talk.declines.begin(), talk.declines.end(),
                                       [&](const PlainDecline &one) { return one.agent == i; });
      if (said_no || !may_take(i, talk) || (talk.waits_for && talk.waits_for != i)) continue;
      present = present || is_present(i);
      if (agent.presence != usher::desk::Presence::online || agent.on_shift) continue;
      if (const auto next = ruleset_->calendar(*agent.shift)->next_opening(world_.now))
        comes = std::min(comes, *next);
    }
    if (!present) say(EffectType::unstaffed, talk).at = comes == INT64_MAX ? 0 : comes;
  }
}

} // namespace usher_test
