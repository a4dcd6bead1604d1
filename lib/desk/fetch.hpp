// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <utility>

namespace usher::desk {

template <class T, std::size_t... lines>
inline void fetch_lines(const T &thing, std::index_sequence<lines...>) noexcept {
  (__builtin_prefetch(reinterpret_cast<const char *>(&thing) + 64 * lines), ...);
}

/// Asks the memory for all of something that is about to be used, so that its lines come together and not one after
/// the other.
template <class T>
inline void fetch(const T &thing) noexcept {
  fetch_lines(thing, std::make_index_sequence<(sizeof(T) + 63) / 64>());
}

} // namespace usher::desk
