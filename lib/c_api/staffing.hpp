// SPDX-License-Identifier: BSL-1.0
// Questions about staffing, out of the caller's structs.
#pragma once

#include "staffing/plan.hpp"
#include "staffing/question.hpp"

#include <usher/usher.h>

namespace usher::c_api {

/// `target` may be NULL.
[[nodiscard]] usher_status read_question(const usher_staff_demand *demand, const usher_staff_target *target,
                                         staffing::Demand &demand_out, staffing::Target &target_out) noexcept;
[[nodiscard]] usher_status status_of(staffing::Asked asked) noexcept;

} // namespace usher::c_api
