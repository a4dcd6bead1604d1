// SPDX-License-Identifier: BSL-1.0
// Asks the memory for what is about to be used, so that it comes while other work is done.
#pragma once

#include <cstddef>
#include <utility>

namespace usher {

/// For the line of the cache in which `address` is; it may be any address.
[[gnu::always_inline]] inline void fetch_line(const void *address) noexcept {
  __builtin_prefetch(address);
  // To a compiler asking has no effect, so it leaves out calls of a function that does nothing else. This has one, for
  // which no instruction is written.
  __asm__ volatile("" : : "r"(address));
}

template <class T, std::size_t... lines>
[[gnu::always_inline]] inline void fetch_lines(const T &thing, std::index_sequence<lines...>) noexcept {
  (fetch_line(reinterpret_cast<const char *>(&thing) + 64 * lines), ...);
}

/// For all of something, so that its lines come together and not one after the other.
template <class T>
[[gnu::always_inline]] inline void fetch(const T &thing) noexcept {
  fetch_lines(thing, std::make_index_sequence<(sizeof(T) + 63) / 64>());
}

} // namespace usher
