// SPDX-License-Identifier: BSL-1.0
// The calendars and promises of a policy, as what asks them wants them.
#pragma once

#include "calendar/calendar.hpp"
#include "policy/model.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace usher::policy {

inline constexpr std::string_view always_name = "always";

/// Open on all days, all day; every policy has it, as the last of its calendars.
[[nodiscard]] Calendar always_calendar();

/// Open on every day of every year, all day.
[[nodiscard]] bool never_closes(const Calendar &calendar);

/// The hours of a calendar in its zone, ready to be compiled.
[[nodiscard]] calendar::Description describe(const Calendar &calendar, calendar::ZonePtr zone);

/// The promise for a band (number of the policy's list, from the highest): the one of that band, else of the next
/// lower band that has one, else of the next higher. Nothing when the clock has no promise.
[[nodiscard]] std::optional<ServiceTime> target_of(const Sla &sla, ServiceClock clock, std::size_t band);

} // namespace usher::policy
