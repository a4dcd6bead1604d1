// SPDX-License-Identifier: BSL-1.0
// Compiled zone files (TZif, RFC 8536), as every Unix has them.
//
// Files come fat, with every change of a clock up to 2037, or slim, with a rule in the place of those that follow it.
// cctz 2.3, which usher's tests ask about fat files, misreads slim ones: it refuses six zones and leaves Lisbon without
// a summer from 1996 on.
#pragma once

#include "calendar/zone.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace usher::calendar {

/// No zone file is near as large.
inline constexpr std::size_t most_zone_bytes = 256u << 10;

/// The offsets from some days before 1970 to some after 2199. Nothing when the bytes are no such file, are cut short,
/// or count leap seconds, which Unix time does not.
[[nodiscard]] std::optional<std::vector<Zone::Offset>> read_zone_file(std::string_view bytes);

} // namespace usher::calendar
