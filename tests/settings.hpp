// SPDX-License-Identifier: BSL-1.0
// How long a test goes on, from the environment: `./run oracles` asks for more than the ordinary run.
#pragma once

#include <cstdint>
#include <cstdlib>

namespace usher::testing {

inline std::uint64_t setting(const char *name, std::uint64_t otherwise) {
  const char *value = std::getenv(name);
  return value == nullptr ? otherwise : std::strtoull(value, nullptr, 10);
}

} // namespace usher::testing
