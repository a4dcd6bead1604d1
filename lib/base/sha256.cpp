// SPDX-License-Identifier: BSL-1.0
#include "base/sha256.hpp"

#include <sys/types.h> // sha2.h wants it first

#include <fmt/format.h>
#include <sha2.h>

namespace usher {

Sha256 sha256(std::span<const std::string_view> parts) noexcept {
  SHA2_CTX context;
  SHA256Init(&context);
  for (const std::string_view part : parts) {
    SHA256Update(&context, reinterpret_cast<const std::uint8_t *>(part.data()), part.size());
  }
  Sha256 digest;
  SHA256Final(digest.data(), &context);
  return digest;
}

std::string to_hex(const Sha256 &digest) {
  return fmt::format("{:02x}", fmt::join(digest.begin(), digest.end(), ""));
}

} // namespace usher
