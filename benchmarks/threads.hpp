// SPDX-License-Identifier: BSL-1.0
// Two threads beside one: the same policy, a decision handle for each.
#pragma once

#include <cstddef>

namespace usher_benchmark {

void print_threads(std::size_t rules);

} // namespace usher_benchmark
