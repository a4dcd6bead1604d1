// SPDX-License-Identifier: BSL-1.0
// Times and lengths of time on the command line.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <usher/usher.hpp>

namespace usher::cli {

/// RFC 3339: "2026-03-20T09:00:00Z", a fraction, an offset; or a date alone, which is 00:00 UTC. Nothing for
/// anything else, nor for a time outside 1970 to 2199.
[[nodiscard]] std::optional<Time> parse_time(std::string_view text) noexcept;

/// "2026-03-20 09:00:00 UTC"
[[nodiscard]] std::string to_text(Time time);

/// "250ms", "90s", "75m", "4h", "2d": a number and a unit, up to ten years; nothing for anything else, nor for 0.
[[nodiscard]] std::optional<Duration> parse_length(std::string_view text) noexcept;

} // namespace usher::cli
