// SPDX-License-Identifier: BSL-1.0
#include "desk/starving.hpp"

#include "counted_memory.hpp"

namespace usher_test {

void starve_after(long count) noexcept {
  failures = 0;
  allocations_left = count;
}

bool feed() noexcept {
  allocations_left = -1;
  return failures != 0;
}

long memory_asked_for() noexcept { return allocations; }

long memory_in_use() noexcept { return in_use; }

} // namespace usher_test
