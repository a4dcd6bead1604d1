// SPDX-License-Identifier: BSL-1.0
// What tells which lines of events are one instant.
#pragma once

#include <optional>
#include <string_view>

#include <usher/usher.hpp>

namespace usher::cli {

/// The time of an event as a line of JSON; nothing when it has none, or is no event.
[[nodiscard]] std::optional<Time> time_of(std::string_view line);

} // namespace usher::cli
