// SPDX-License-Identifier: BSL-1.0
// Lengths of time as people write them: 90s, 1h30m, 14d.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace usher {

inline constexpr std::int64_t second_ms = 1000;
inline constexpr std::int64_t minute_ms = 60 * second_ms;
inline constexpr std::int64_t hour_ms = 60 * minute_ms;
inline constexpr std::int64_t day_ms = 24 * hour_ms;

/// Milliseconds of a duration: whole numbers with s, m, h, d or w, joined from large to small, each unit once.
/// Nothing when the text is not one or passes 10 years.
[[nodiscard]] std::optional<std::int64_t> parse_duration(std::string_view text) noexcept;

/// The shortest such text: "1h30m", "14d"; "0s" for nothing. Parts of a second are shown as a decimal: "1.5s".
[[nodiscard]] std::string format_duration(std::int64_t milliseconds);

/// As parse_duration(), and every length of up to 10 years as format_duration() writes it.
[[nodiscard]] std::optional<std::int64_t> parse_exact_duration(std::string_view text);

inline constexpr std::int64_t longest_duration_ms = 3652 * day_ms;

} // namespace usher
