// SPDX-License-Identifier: BSL-1.0
// Structs that the caller fills: they may be shorter than ours (an older caller: the rest is zero) or longer (a
// newer one: fine as long as what we do not know is zero). The rule is that of Linux's copy_struct_from_user.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <type_traits>

#include <usher/usher.h>

namespace usher::c_api {

/// No struct will ever be longer: what says so was never set, and is not to be read.
inline constexpr std::size_t most_struct_bytes = 4096;

/// Reads a struct of `size` bytes at `from`.
template <class T>
[[nodiscard]] usher_status read_struct(const void *from, std::size_t size, T &out) noexcept {
  static_assert(std::is_trivially_copyable_v<T>);
  // Every struct is still as long as in its first release.
  constexpr std::size_t first_size = sizeof(T);
  if (size < first_size || size > most_struct_bytes) return USHER_ARGUMENT;
  const auto *bytes = static_cast<const unsigned char *>(from);
  const bool unknown_is_zero =
      std::all_of(bytes + sizeof(T), bytes + size, [](unsigned char byte) { return byte == 0; });
  if (!unknown_is_zero) return USHER_NEWER;
  std::memcpy(&out, from, sizeof(T));
  return USHER_OK;
}

/// An optional struct: NULL is all defaults.
template <class T>
[[nodiscard]] usher_status read_optional(const T *from, T &out) noexcept {
  out = T{};
  out.struct_size = sizeof(T);
  return from == nullptr ? USHER_OK : read_struct(from, from->struct_size, out);
}

/// Calls `take(element)` for each element of an array whose stride is its first element's size.
template <class T, class F>
[[nodiscard]] usher_status read_array(const T *first, std::size_t count, F &&take) {
  if (count == 0) return USHER_OK;
  if (first == nullptr) return USHER_ARGUMENT;
  const std::size_t stride = first->struct_size;
  if (stride < sizeof(T) || stride > most_struct_bytes) return USHER_ARGUMENT;
  const auto *bytes = reinterpret_cast<const unsigned char *>(first);
  for (std::size_t i = 0; i < count; ++i) {
    T element{};
    if (const usher_status status = read_struct(bytes + i * stride, stride, element); status != USHER_OK)
      return status;
    if (const usher_status status = take(element); status != USHER_OK) return status;
  }
  return USHER_OK;
}

} // namespace usher::c_api
