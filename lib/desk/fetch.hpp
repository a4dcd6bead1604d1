// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>

namespace usher::desk {

/// Asks the memory for all of something that is about to be used, so that its lines come together and not one after
/// the other.
template <class T>
inline void fetch(const T &thing) noexcept {
  const char *const from = reinterpret_cast<const char *>(&thing);
  for (std::size_t at = 0; at < sizeof thing; at += 64)
    __builtin_prefetch(from + at);
}

} // namespace usher::desk
