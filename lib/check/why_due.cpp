// SPDX-License-Identifier: BSL-1.0
// Why a decision has the SLA and the due times that it has.
#include "base/time.hpp"
#include "check/why.hpp"
#include "policy/calendars.hpp"
#include "policy/dump_calendars.hpp"

#include <fmt/format.h>

namespace usher::check {

using rules::Field;

// Of an SLA that a rule chose nothing: the rule is named beside it.
std::string Why::sla_in_force() const {
  const rules::Decision &decision = workspace_.decision;
  if (decision.sla.is_set()) return {};
  const policy::Department &department = ruleset_.policy().departments[decision.department.value];
  if (department.sla) return fmt::format("it is the one of {}", department.name);
  return fmt::format("no rule that matched sets one, and {} has none", department.name);
}

// What it is counted from, or what there is not to count from.
std::string Why::due(Field field) const {
  const policy::Policy &policy = ruleset_.policy();
  const rules::Decision &decision = workspace_.decision;
  if (!decision.sla_in_force) return fmt::format("no SLA is in force: {}", sla_in_force());
  if (!decision.engage.value)
    return fmt::format("nothing is due, since {} sets engage to false", behind(decision.engage.because));
  const rules::Slot &time = workspace_.facts.slots[policy::fact_time];
  if (!time.known) return "the message has no time";

  const auto clock = field == Field::first_response  ? policy::ServiceClock::first_response
                     : field == Field::next_response ? policy::ServiceClock::next_response
                                                     : policy::ServiceClock::resolution;
  const policy::Sla &sla = policy.slas[*decision.sla_in_force];
  const std::optional<policy::ServiceTime> target = policy::target_of(sla, clock, decision.band);
  if (!target) return fmt::format("the SLA {} promises no {}", sla.name, rules::name_of(field));
  const policy::Department &department = policy.departments[decision.department.value];
  return fmt::format("the SLA {} promises it within {} at the band {}, on the calendar {} of {} from {}",
                     sla.name, policy::service_time_to_yaml(*target),
                     policy.priority.bands[decision.band].name,
                     department.calendar ? std::string_view(policy.calendars[*department.calendar].name)
                                         : policy::always_name,
                     department.name, format_time(time.integer));
}

} // namespace usher::check
