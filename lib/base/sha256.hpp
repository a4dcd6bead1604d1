// SPDX-License-Identifier: BSL-1.0
// SHA-256 (FIPS 180-4) by libmd: what a policy's sources were.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace usher {

using Sha256 = std::array<std::uint8_t, 32>;

/// Of the parts one after the other, as if they were one text.
[[nodiscard]] Sha256 sha256(std::span<const std::string_view> parts) noexcept;
[[nodiscard]] std::string to_hex(const Sha256 &digest);

} // namespace usher
