// SPDX-License-Identifier: BSL-1.0
// Times and lengths of time as they stand in cells.
#pragma once

#include "calendar/zone.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace usher::simulate {

/// One way to write a time: text, and in it %Y %y (70 to 99 are 19..) %m %d %H %I %M %S %p (am, pm) %f (a fraction of a
/// second) %z (Z, +02:00, +0200) %b (Jan, January ...) %s (seconds since 1970) and %%. Empty where the text is none of
/// these; what is wrong is in `problem`.
class TimeFormat {
 public:
  [[nodiscard]] static std::optional<TimeFormat> make(std::string_view text, std::string &problem);
  /// What the text says, whole. Without %z a wall clock of the zone shows it.
  [[nodiscard]] std::optional<Instant> read(std::string_view cell, const calendar::Zone &zone) const;

 private:
  std::string text_;
};

/// RFC 3339, or what a wall clock of the zone shows: 2026-03-20, 2026-03-20T09:30, with seconds and a fraction if there
/// are any, with a space in place of T; or one of the formats, where there are any. A time that the clock skips is the
/// end of the gap, one that it shows twice the first of both.
[[nodiscard]] std::optional<Instant> read_time(std::string_view cell, const calendar::Zone &zone,
                                               const std::vector<TimeFormat> &formats);

/// Seconds (90, 12.5), 1:30 (minutes), 0:01:30, or a duration such as 1m30s; ms.
[[nodiscard]] std::optional<std::int64_t> read_length(std::string_view cell);

} // namespace usher::simulate
