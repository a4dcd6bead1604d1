// SPDX-License-Identifier: BSL-1.0
// Instants: Unix milliseconds in UTC, from 1970 to 2200, and their text by RFC 3339.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace usher {

using Instant = std::int64_t;

inline constexpr Instant latest_instant = 7'258'118'400'000 - 1; // 2199-12-31T23:59:59.999Z

[[nodiscard]] constexpr bool is_instant(std::int64_t milliseconds) noexcept {
  return milliseconds >= 0 && milliseconds <= latest_instant;
}

/// A date (00:00 UTC) or a date and time with `Z` or an offset, by RFC 3339; a fraction past the milliseconds is
/// cut off. Nothing for anything else, for a day that does not exist, a leap second, or a year outside 1970 to 2199.
[[nodiscard]] std::optional<Instant> parse_time(std::string_view text) noexcept;

/// "2026-03-20T09:00:00.000Z", for those who write many: it takes no memory from elsewhere. What is no instant is
/// written as the nearest one.
class TimeText {
 public:
  explicit TimeText(Instant time) noexcept;
  operator std::string_view() const noexcept { return {text_.data(), text_.size()}; }

 private:
  std::array<char, 24> text_;
};

[[nodiscard]] inline std::string format_time(Instant time) { return std::string(TimeText(time)); }

} // namespace usher
