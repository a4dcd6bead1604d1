// SPDX-License-Identifier: BSL-1.0
// What a policy costs before its first decision: from YAML beside yaml-cpp's bare events, and compiled.
#pragma once

#include <cstddef>

namespace usher_benchmark {

void print_loading(std::size_t rules);

} // namespace usher_benchmark
