// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>

namespace usher::policy {

/// More of them no promise may take; about as many days as the longest duration has.
inline constexpr std::int64_t most_working_days = 3650;

} // namespace usher::policy
