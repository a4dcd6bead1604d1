// SPDX-License-Identifier: BSL-1.0
// The network simplex of LEMON (Debian: liblemon-dev), a peer of usher's assignment of a batch.
#pragma once

#include "desk/batch_assignment.hpp"

#include <optional>

namespace usher_benchmark {

/// The greatest value of a problem without supplies within others and demands that stay; none where LEMON is missing.
[[nodiscard]] std::optional<usher::desk::batch::Sum> lemon_value(const usher::desk::batch::Problem &problem);

} // namespace usher_benchmark
