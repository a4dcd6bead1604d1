// SPDX-License-Identifier: BSL-1.0
// Which promises a decision falls under, and when they are due.
#pragma once

#include "rules/decision.hpp"
#include "rules/facts.hpp"
#include "rules/ruleset.hpp"

#include <optional>

namespace usher::rules {

/// When what is promised is due, counted from an instant on a calendar; nothing past 2199.
[[nodiscard]] std::optional<Instant> due_time(const calendar::Calendar &calendar, Instant from,
                                              const policy::ServiceTime &time);

/// Fills in the SLA, that of the department where no rule named one, and the due times: counted from the time of the
/// message on the calendar of the department, by the band. There are none without a time, for what is not engaged,
/// and past 2199.
void find_due_times(const Ruleset &ruleset, const Facts &facts, Decision &decision);

} // namespace usher::rules
