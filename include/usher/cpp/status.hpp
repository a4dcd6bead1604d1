// SPDX-License-Identifier: BSL-1.0
// Versions, statuses, and what the other headers share. Part of usher/usher.hpp.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string_view>

#include <usher/usher.h>

namespace usher {

using Duration = std::chrono::milliseconds;
using Time = std::chrono::sys_time<Duration>;

/// Compare with USHER_ABI when the library is loaded by hand.
[[nodiscard]] inline std::uint32_t abi() noexcept { return usher_abi(); }
[[nodiscard]] inline std::string_view version() noexcept { return usher_version(); }

enum class Status : usher_status {
  ok = USHER_OK,
  repeated = USHER_REPEATED,
  argument = USHER_ARGUMENT,
  newer = USHER_NEWER,
  memory = USHER_MEMORY,
  policy = USHER_POLICY,
  input = USHER_INPUT,
  limit = USHER_LIMIT,
  io = USHER_IO,
  format = USHER_FORMAT,
  version = USHER_VERSION,
  state = USHER_STATE,
  time = USHER_TIME,
  conflict = USHER_CONFLICT,
  not_found = USHER_NOT_FOUND,
  lease = USHER_LEASE,
  outcome_unknown = USHER_OUTCOME_UNKNOWN,
  forked = USHER_FORKED,
  internal = USHER_INTERNAL
};

[[nodiscard]] inline std::string_view name_of(Status status) noexcept {
  return usher_status_name(static_cast<usher_status>(status));
}
[[nodiscard]] constexpr bool succeeded(Status status) noexcept {
  return status == Status::ok || status == Status::repeated;
}

enum class Format : std::int32_t {
  text = USHER_FORMAT_TEXT,
  json = USHER_FORMAT_JSON,
  openmetrics = USHER_FORMAT_OPENMETRICS // of metrics alone
};

namespace detail {

[[nodiscard]] constexpr usher_str give(std::string_view text) noexcept { return {text.data(), text.size()}; }
[[nodiscard]] constexpr std::string_view take(usher_str text) noexcept { return {text.data, text.size}; }

template <class T>
[[nodiscard]] constexpr T sized() noexcept {
  T made{};
  made.struct_size = sizeof(T);
  return made;
}
[[nodiscard]] inline usher_limit limit(std::string_view name, std::uint64_t value) noexcept {
  usher_limit made = sized<usher_limit>();
  made.name = give(name);
  made.value = value;
  return made;
}
[[nodiscard]] inline usher_source source(std::string_view name, std::string_view text) noexcept {
  usher_source made = sized<usher_source>();
  made.name = give(name);
  made.text = give(text);
  return made;
}

template <auto Destroy>
struct Destroyer {
  template <class T>
  void operator()(T *handle) const noexcept {
    Destroy(handle);
  }
};
template <class T, auto Destroy>
using Handle = std::unique_ptr<T, Destroyer<Destroy>>;

} // namespace detail

} // namespace usher
