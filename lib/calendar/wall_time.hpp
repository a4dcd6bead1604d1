// SPDX-License-Identifier: BSL-1.0
// Instants as people in a zone say them.
#pragma once

#include "calendar/zone.hpp"

#include <string>

namespace usher::calendar {

/// "Mon 09:40", with the date when that is not within the six days after `since`: "Mon 2026-01-05 09:40". Seconds are
/// cut off.
[[nodiscard]] std::string format_wall_time(const Zone &zone, Instant time, Instant since);
/// With the date in any case.
[[nodiscard]] std::string format_wall_date(const Zone &zone, Instant time);

} // namespace usher::calendar
