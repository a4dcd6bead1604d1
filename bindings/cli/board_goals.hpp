// SPDX-License-Identifier: BSL-1.0
// What departments want to reach and how far they are, taken out of a desk's metrics.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <usher/usher.hpp>

namespace usher::cli {

struct Goal {
  std::string department;
  std::string text;                   // "p90 of first_response within 1h", "95% of promises kept"
  std::string brief;                  // "p90 first 1h", "kept 95%"
  std::optional<bool> met;            // none: there is nothing to tell yet
  std::optional<std::uint64_t> share; // that was in time, or of promises that were kept, in millionths
};

/// In the order of the policy. Not while a change of the desk waits.
[[nodiscard]] std::vector<Goal> goals_of(const Desk &desk);

/// "98.2%", rounded down so that 100% is said of all alone; "-" when there is none.
[[nodiscard]] std::string share_of(const Goal &goal);

} // namespace usher::cli
