// SPDX-License-Identifier: BSL-1.0
// The conversations of a run as a table, for whoever wants to look at them one by one.
#pragma once

#include "simulate/run.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace usher::simulate {

/// The names of the columns, as a line.
[[nodiscard]] std::string_view rows_header() noexcept;

/// The rows of a run that is over, a line each, in the order in which they came; by RFC 4180. Those of the warm-up are
/// among them, and say so. Times are RFC 3339; what did not happen is empty. Before a name that a spreadsheet would take
/// for a formula stands an apostrophe.
[[nodiscard]] std::string rows_as_csv(const Scenario &scenario, std::uint32_t policy,
                                      std::uint32_t replication, const Run &run);

} // namespace usher::simulate
