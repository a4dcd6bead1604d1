// SPDX-License-Identifier: BSL-1.0
// A time on the command line.
#pragma once

#include <optional>
#include <string_view>

#include <usher/usher.hpp>

namespace usher::cli {

/// RFC 3339: "2026-03-20T09:00:00Z", a fraction, an offset; or a date alone, which is 00:00 UTC. Nothing for
/// anything else, nor for a time outside 1970 to 2199.
[[nodiscard]] std::optional<Time> parse_time(std::string_view text) noexcept;

} // namespace usher::cli
