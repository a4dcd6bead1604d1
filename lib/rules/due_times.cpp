// SPDX-License-Identifier: BSL-1.0
#include "rules/due_times.hpp"

#include "policy/calendars.hpp"

namespace usher::rules {

std::optional<Instant> due_time(const calendar::Calendar &calendar, Instant from,
                                const policy::ServiceTime &time) {
  if (!time.working_days) return calendar.due(from, time.amount);
  const auto service = calendar.working_days(from, time.amount);
  return service ? calendar.due(from, *service) : std::nullopt;
}

void find_due_times(const Ruleset &ruleset, const Facts &facts, Decision &decision) {
  const policy::Frame &frame = ruleset.frame();
  const policy::Department &department = frame.departments[decision.department.value];
  decision.sla_in_force = decision.sla.is_set() ? std::optional(decision.sla.value) : department.sla;
  const Slot &time = facts.slots[policy::fact_time];
  if (!decision.sla_in_force || !decision.engage.value || !time.known) return;
  const auto always = static_cast<std::uint32_t>(frame.calendars.size() - 1);
  const calendar::Calendar *const calendar = ruleset.calendar(department.calendar.value_or(always));
  if (calendar == nullptr) return;
  for (std::size_t clock = 0; clock < policy::service_clock_count; ++clock) {
    const auto target = policy::target_of(frame.slas[*decision.sla_in_force],
                                          static_cast<policy::ServiceClock>(clock), decision.band);
    if (target) decision.due[clock] = due_time(*calendar, time.integer, *target);
  }
}

} // namespace usher::rules
