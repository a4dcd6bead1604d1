// SPDX-License-Identifier: BSL-1.0
// What people do with a conversation, and who is there.
#include "oracle/plain_desk.hpp"

#include <algorithm>

namespace usher_test {

using usher::desk::Presence;
using usher::desk::Status;

PlainConversation *PlainDesk::find(const std::string &name) {
  for (Talk &talk : world_.conversations)
    if (talk.name == name) return &talk;
  return nullptr;
}

std::optional<AgentNumber> PlainDesk::find_agent(const std::string &name) const {
  for (AgentNumber i = 0; i < world_.agents.size(); ++i)
    if (world_.agents[i].name == name) return i;
  return std::nullopt;
}

void PlainDesk::accept(const OwnedEvent &event) {
  Talk *talk = found(event);
  const std::optional<AgentNumber> agent = find_agent(event.agent);
  if (talk == nullptr || !agent) return;
  if (talk->place == Location::offered && talk->agent == agent) {
    talk->place = Location::assigned;
    talk->is_theirs = true;
    talk->declines.clear();
    say(EffectType::assigned, *talk, Reason::accepted).agent = event.agent;
  } else if (talk->place == Location::queued || talk->place == Location::held) {
    take_over(*talk, *agent, Reason::accepted); // late, but nobody has it
  }
}

void PlainDesk::decline(const OwnedEvent &event) {
  Talk *talk = found(event);
  const std::optional<AgentNumber> agent = find_agent(event.agent);
  if (talk == nullptr || !agent || !is_held(*talk) || talk->agent != agent) return;
  take_from(*talk, Reason::declined);
  say_no(*talk, *agent);
  place(*talk, Reason::declined);
}

void PlainDesk::start(const OwnedEvent &event) {
  Talk *talk = found(event);
  if (talk == nullptr || talk->status == Status::resolved || !talk->engaged) return;
  const std::optional<AgentNumber> agent = event.agent.empty() ? talk->agent : find_agent(event.agent);
  if (!agent) return;
  if (talk->place == Location::offered && talk->agent == agent) {
    talk->place = Location::assigned;
    talk->declines.clear();
    say(EffectType::assigned, *talk, Reason::accepted).agent = world_.agents[*agent].name;
  } else {
    take_over(*talk, *agent, Reason::by_hand);
  }
  talk->work_begun = true;
  talk->handed_back = false;
}

void PlainDesk::assign(const OwnedEvent &event) {
  Talk *talk = found(event);
  const std::optional<AgentNumber> agent = find_agent(event.agent);
  if (talk != nullptr && agent) take_over(*talk, *agent, Reason::by_hand);
}

void PlainDesk::transfer(const OwnedEvent &event) {
  Talk *talk = found(event);
  std::uint32_t to = 0;
  while (to < frame().departments.size() && frame().departments[to].name != event.department)
    ++to;
  if (talk == nullptr || to == frame().departments.size()) return;
  take_from(*talk, Reason::by_hand);
  talk->place = Location::nowhere;
  talk->agent.reset();
  talk->waits_for.reset();
  talk->department_by_hand = true;
  ++talk->transfers;
  talk->handed_back = false; // it goes on, and does not come back
  const usher::calendar::ServiceClocks before = talk->clocks;
  if (talk->status == Status::resolved) reopen_by_hand(*talk);
  if (!talk->engaged) begin_promises(*talk);
  const usher::calendar::Calendar &hours = calendar(talk->department);
  const bool is_another = talk->department != to;
  talk->department = to;
  talk->step = 0;
  talk->raised = 0;
  if (is_another) (void)tell(PlainHappening::Kind::moved, talk);
  if (!talk->sla_by_rule) talk->sla = department(*talk).sla.value_or(usher::desk::none);
  usher::calendar::change(talk->clocks, targets(*talk), hours, calendar(to), world_.now);
  tell_promises(*talk, before);
  moved_.push_back(talk->name);
  say(EffectType::routed, *talk, Reason::by_hand);
  place(*talk, Reason::by_hand);
}

void PlainDesk::release(const OwnedEvent &event) {
  Talk *talk = found(event);
  if (talk == nullptr || !is_held(*talk)) return;
  const AgentNumber agent = *talk->agent;
  take_from(*talk, Reason::by_hand);
  say_no(*talk, agent);
  place(*talk, Reason::by_hand);
}

void PlainDesk::block(const OwnedEvent &event) {
  for (std::size_t i = 0; i < frame().departments.size(); ++i)
    if (frame().departments[i].name == event.department) world_.blocked[i] = event.blocked;
}

void PlainDesk::wait(const OwnedEvent &event) {
  Talk *talk = found(event);
  if (talk == nullptr || talk->status == Status::resolved || talk->place == Location::parked ||
      !talk->engaged)
    return;
  park(*talk, Reason::by_hand);
}

void PlainDesk::park(Talk &talk, Reason reason) {
  const std::optional<AgentNumber> had = is_held(talk) ? talk.agent : std::nullopt;
  const bool was_assigned = talk.place == Location::assigned;
  talk.place = Location::parked;
  talk.status = Status::waiting_for_customer;
  talk.agent = was_assigned ? had : std::nullopt;
  talk.waits_for.reset();
  talk.unanswered = false;
  talk.waiting_since = world_.now;
  talk.work_begun = false;
  if (had && holds(*had).empty()) world_.agents[*had].idle_since = world_.now;
  say(EffectType::waiting, talk, reason).agent = was_assigned ? world_.agents[*had].name : "";
  pause_or_resume(talk);
}

void PlainDesk::resolve(const OwnedEvent &event) {
  Talk *talk = found(event);
  if (talk != nullptr && talk->status != Status::resolved)
    close(*talk, talk->asker.empty() ? Reason::resolved : Reason::answered);
}

void PlainDesk::reopen(const OwnedEvent &event) {
  Talk *talk = found(event);
  if (talk == nullptr) return;
  if (talk->status == Status::resolved) {
    open_again(*talk, false, world_.now);
  } else if (!talk->engaged) {
    const usher::calendar::ServiceClocks before = talk->clocks;
    begin_promises(*talk);
    tell_promises(*talk, before);
    return_to_owner(*talk, Reason::reopened);
    arrivals_.push_back(talk->name);
  }
}

void PlainDesk::abandon(const OwnedEvent &event) {
  Talk *talk = found(event);
  if (talk == nullptr || talk->status == Status::resolved) return;
  if (talk->place == Location::assigned && talk->work_begun) return;
  close(*talk, Reason::abandoned);
}

void PlainDesk::agent(const OwnedEvent &event) {
  std::optional<AgentNumber> found = find_agent(event.agent);
  const bool found_before = found.has_value();
  if (!found) {
    found = world_.agents.size();
    PlainAgent &agent = world_.agents.emplace_back();
    agent.name = event.agent;
    agent.idle_since = world_.now;
  }
  const AgentNumber number = *found;
  const bool was_there = found_before && is_present(number);
  const bool was_here = found_before && is_here(number);
  PlainAgent &agent = world_.agents[number];
  if (event.update) {
    agent.told = true;
    const OwnedUpdate &update = *event.update;
    const auto numbers = [](const std::vector<std::string> &names, const auto &named) {
      std::vector<std::uint32_t> out;
      for (const std::string &name : names)
        for (std::uint32_t i = 0; i < named.size(); ++i)
          if (named[i].name == name) out.push_back(i);
      return out;
    };
    if (update.departments) agent.departments = numbers(*update.departments, frame().departments);
    if (update.accounts) agent.accounts = numbers(*update.accounts, frame().accounts);
    if (update.accounts && !update.accounts->empty() && agent.accounts.empty())
      agent.accounts.push_back(unknown_account);
    const auto named = [](std::vector<std::string> names) {
      std::erase(names, std::string());
      return names;
    };
    if (update.skills) agent.skills = named(*update.skills);
    if (update.languages && (update.languages->empty() || !named(*update.languages).empty()))
      agent.languages = named(*update.languages);
    if (update.capacity) agent.capacity = *update.capacity;
    for (std::size_t kind = 0; kind < update.capacity_of_kind.size(); ++kind)
      if (update.capacity_of_kind[kind]) agent.capacity_of_kind[kind] = update.capacity_of_kind[kind];
    if (update.works_on) agent.works_on = update.works_on;
    if (update.shift) {
      agent.shift.reset();
      const std::vector<std::uint32_t> found_shift = numbers({*update.shift}, frame().calendars);
      if (!found_shift.empty()) agent.shift = found_shift[0];
      agent.on_shift = !agent.shift || ruleset_->calendar(*agent.shift)->is_open(world_.now);
    }
  }
  // Offers of what they may not take any more are withdrawn; what they have stays theirs.
  for (Talk &talk : world_.conversations)
    if (talk.place == Location::offered && talk.agent == number && !may_take(number, talk)) {
      take_from(talk, Reason::not_eligible);
      place(talk, Reason::not_eligible);
    }
  for (Talk &talk : world_.conversations)
    if (talk.waits_for == number && !may_take(number, talk)) talk.waits_for.reset();
  if (event.update && event.update->presence) agent.presence = *event.update->presence;
  if (event.update && event.update->presence == Presence::gone) {
    leaves(number, Reason::went_away, true);
  } else if (was_here && !is_here(number)) {
    leaves(number, agent.presence == Presence::offline ? Reason::went_away : Reason::shift_ended, false);
  } else if (was_there && !is_present(number)) {
    steps_away(number, Reason::went_away);
  } else if (!was_there && is_present(number)) {
    comes(number);
  }
}

void PlainDesk::comes(AgentNumber agent) {
  if (holds(agent).empty()) world_.agents[agent].idle_since = world_.now;
  came_.insert(agent);
}

/// Nothing new, and nothing that was only offered; what waits for them is anybody's.
void PlainDesk::steps_away(AgentNumber agent, Reason reason) {
  for (Talk &talk : world_.conversations)
    if (talk.place == Location::offered && talk.agent == agent) {
      take_from(talk, reason);
      place(talk, reason);
    }
  for (Talk &talk : world_.conversations)
    if (talk.waits_for == agent) talk.waits_for.reset();
  for (Talk &talk : world_.conversations)
    if (talk.place == Location::queued) judge_declines(talk);
}

/// What they have follows its department, or goes back if they are gone for good.
void PlainDesk::leaves(AgentNumber agent, Reason reason, bool for_good) {
  steps_away(agent, reason);
  for (Talk &talk : world_.conversations) {
    if (!is_held(talk) || talk.agent != agent) continue;
    const usher::policy::Assign &assign = department(talk).assign;
    if (!for_good && assign.end_of_shift == usher::policy::EndOfShift::finish) continue;
    take_from(talk, reason);
    if (!for_good && assign.end_of_shift == usher::policy::EndOfShift::hand_back) talk.former = agent;
    if (!for_good && assign.end_of_shift == usher::policy::EndOfShift::hand_over) {
      move(talk, *assign.hand_over_to);
      say(EffectType::routed, talk, reason);
      moved_.push_back(talk.name);
    }
    place(talk, reason);
  }
}

} // namespace usher_test
