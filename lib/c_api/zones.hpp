// SPDX-License-Identifier: BSL-1.0
// Zones by name, as callers give them.
#pragma once

#include "base/finding.hpp"
#include "calendar/zone.hpp"

#include <string_view>

#include <usher/usher.h>

namespace usher::c_api {

/// INPUT for what is no zone, IO where the system has no zone files or does not let them be read; the findings say which.
[[nodiscard]] usher_status find_zone(std::string_view name, calendar::ZonePtr &out, Findings &findings);

} // namespace usher::c_api
