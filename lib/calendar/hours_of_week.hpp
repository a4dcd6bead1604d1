// SPDX-License-Identifier: BSL-1.0
// Hours of the week as the clock on the wall shows them, Monday 00:00 first.
#pragma once

#include "calendar/zone.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

namespace usher::calendar {

inline constexpr std::size_t hours_of_week = 7 * 24;

[[nodiscard]] std::size_t hour_of_week(const Zone &zone, Instant time) noexcept;

/// How much of each hour lies between, in ms: of the hour that is skipped when clocks are set forward nothing, of the one
/// that is repeated twice as much.
[[nodiscard]] std::array<std::int64_t, hours_of_week> covered_hours(const Zone &zone, Instant from,
                                                                    Instant until) noexcept;

} // namespace usher::calendar
