// SPDX-License-Identifier: BSL-1.0
// Whether a question about staffing makes sense, and can be answered in a reasonable time.
#pragma once

#include "base/finding.hpp"
#include "staffing/plan.hpp"

namespace usher::staffing {

enum class Asked : std::uint8_t { fine, wrong, too_large };

/// `agents`: 0 where the fewest are looked for. `has_arrivals`: the demand says how many arrive. What is wrong is in the
/// findings, with the name of the part as the path.
[[nodiscard]] Asked check_question(const Demand &demand, const Target &target, std::uint32_t agents,
                                   bool has_arrivals, Findings &findings);

/// That no number of agents reaches a target.
void add_out_of_reach(const Demand &demand, const Target &target, Findings &findings);

} // namespace usher::staffing
