// SPDX-License-Identifier: BSL-1.0
// Work whose n-th allocation fails, for every n. Each program includes it once.
#pragma once

#include "counted_memory.hpp"

#include <cstdio>
#include <cstdlib>
#include <string>

#include <usher/usher.h>

namespace usher_test {

inline void require(bool condition, const char *what, long n) {
  if (condition) return;
  std::printf("%s failed at allocation %ld\n", what, n);
  std::exit(1);
}

inline usher_str str(const std::string &text) { return {text.data(), text.size()}; }

/// Runs `work` with the n-th allocation failing, n from 0 until it gets through without a failure.
template <class F>
long for_each_failure(const char *what, F &&work) {
  for (long n = 0;; ++n) {
    const long before = failures;
    allocations_left = n;
    const usher_status status = work();
    allocations_left = -1;
    if (failures == before) {
      require(status == USHER_OK, what, n);
      return n;
    }
    // A library below may have caught it and gone on; nothing is to be taken for a mistake of the caller.
    require(status == USHER_OK || status == USHER_MEMORY, what, n);
  }
}

} // namespace usher_test
