// SPDX-License-Identifier: BSL-1.0
#include "rules/foresee.hpp"

#include "calendar/wall_time.hpp"
#include "policy/live_work.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace usher::rules {
namespace {

template <class T, class U>
bool holds(const std::vector<T> &list, const U &value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

} // namespace

bool may_take(const policy::Frame &frame, const policy::Agent &agent, const Demand &demand) noexcept {
  const auto has = [&agent](std::string_view skill) { return holds(agent.skills, skill); };
  const auto is_in = [&agent](std::uint32_t department) { return holds(agent.departments, department); };
  if (demand.account) {
    const std::vector<std::uint32_t> &answering = frame.accounts[*demand.account].departments;
    if (!answering.empty() && std::none_of(answering.begin(), answering.end(), is_in)) return false;
  }
  if (demand.kind && agent.capacity.by_kind[static_cast<std::size_t>(*demand.kind)] == 0U) return false;
  return (is_in(demand.department) || std::any_of(demand.also.begin(), demand.also.end(), is_in)) &&
         (demand.language.empty() || agent.languages.empty() || holds(agent.languages, demand.language)) &&
         (!demand.account || agent.accounts.empty() || holds(agent.accounts, *demand.account)) &&
         std::all_of(demand.skills.begin(), demand.skills.end(), has);
}

Staff::Staff(const Ruleset &ruleset, const Demand &demand) {
  const policy::Frame &frame = ruleset.frame();
  if (frame.agents.empty()) return;
  for (const policy::Agent &agent : frame.agents) {
    if (!may_take(frame, agent, demand)) continue;
    const calendar::Calendar *const shift = agent.shift ? ruleset.calendar(*agent.shift) : nullptr;
    if (shift == nullptr) return;
    if (!holds(shifts_, shift)) shifts_.push_back(shift);
  }
  const policy::Department &department = frame.departments[demand.department];
  if (department.closed && department.closed->hold && department.calendar) {
    hours_ = ruleset.calendar(*department.calendar);
    if (hours_ == nullptr) return;
  }
  kind_ = shifts_.empty() ? Kind::nobody : Kind::shifts;
}

std::optional<Staff::Arrival> Staff::on_from(Instant time) const noexcept {
  while (true) {
    std::optional<Arrival> first;
    for (const calendar::Calendar *shift : shifts_) {
      const std::optional<Instant> at = shift->open_from(time);
      if (at && (!first || *at < first->at)) first = Arrival{*at, shift};
    }
    if (!first || hours_ == nullptr) return first;
    const std::optional<Instant> open = hours_->open_from(first->at);
    if (!open) return std::nullopt;
    if (*open == first->at) return first;
    time = *open;
  }
}

Instant Staff::off_from(Instant time, Instant until) const noexcept {
  if (hours_ != nullptr) until = std::min(until, hours_->closed_from(time).value_or(until));
  // From the end of one shift to the end of another that is still on.
  for (bool moved = true; moved && time < until;) {
    moved = false;
    for (const calendar::Calendar *shift : shifts_) {
      if (!shift->is_open(time)) continue;
      time = shift->closed_from(time).value_or(until);
      moved = true;
    }
  }
  return std::min(time, until);
}

std::uint32_t department_at(const Ruleset &ruleset, std::uint32_t department, Instant time) {
  return policy::open_department(ruleset.frame(), department, [&](std::uint32_t number) {
    const std::optional<std::uint32_t> &hours = ruleset.frame().departments[number].calendar;
    const calendar::Calendar *const calendar = hours ? ruleset.calendar(*hours) : nullptr;
    return calendar == nullptr || calendar->is_open(time);
  });
}

std::optional<Staff::Arrival> foresee(const Ruleset &ruleset, Demand demand, Instant time) {
  demand.department = department_at(ruleset, demand.department, time);
  const Staff staff(ruleset, demand);
  return staff.kind() == Staff::Kind::shifts ? staff.on_from(time) : std::nullopt;
}

std::optional<Absence> foresee_absence(const Ruleset &ruleset, const Workspace &workspace) {
  const Facts &facts = workspace.facts;
  const Decision &decision = workspace.decision;
  const Slot &time = facts.slots[policy::fact_time];
  if (ruleset.frame().agents.empty() || !decision.engage.value || !time.known) return std::nullopt;
  std::vector<std::string_view> skills;
  for (const auto &one : decision.skills)
    skills.push_back(one.value);
  Demand demand;
  demand.department = decision.department.value;
  demand.skills = skills;
  const Slot &language = facts.slots[policy::fact_language];
  if (language.known) demand.language = language.text;
  const Slot &account = facts.slots[policy::fact_account];
  if (account.known) demand.account = static_cast<std::uint32_t>(account.integer);
  const Slot &kind = facts.slots[policy::fact_kind];
  if (kind.known) demand.kind = static_cast<policy::ChannelKind>(kind.integer);
  const std::optional<Staff::Arrival> next = foresee(ruleset, demand, time.integer);
  if (!next || next->at <= time.integer) return std::nullopt;
  const auto said = [&](Instant at) {
    return calendar::format_wall_time(next->shift->zone(), at, time.integer);
  };
  Absence absence;
  absence.until = next->at;
  const auto &due = decision.due[static_cast<std::size_t>(policy::ServiceClock::first_response)];
  if (due) absence.text = fmt::format("first response due {}; ", said(*due));
  absence.text += fmt::format("nobody is on until {}", said(next->at));
  return absence;
}

} // namespace usher::rules
