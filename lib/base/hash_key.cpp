// SPDX-License-Identifier: BSL-1.0
#include "base/hash_key.hpp"

#include <exception>
#include <random>

namespace usher {

HashKey random_hash_key() noexcept {
  HashKey key{0xC2B2AE3D27D4EB4F, 0x9E3779B97F4A7C15};
  try {
    std::random_device random;
    const auto draw = [&] {
      const std::uint64_t high = random();
      return high << 32U ^ random();
    };
    key.start ^= draw();
    key.factor ^= draw();
  } catch (const std::exception &) {
    // A system without chance: the tables are right, if slower for who knows their key.
  }
  return key;
}

} // namespace usher
