// SPDX-License-Identifier: BSL-1.0
// Metrics as a snapshot has them, in a section of their own: a snapshot without it is one of a desk that has not
// counted yet.
#pragma once

#include "desk/agent.hpp"
#include "desk/metrics.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace usher::desk {

struct SavedPresence {
  std::int64_t present_ms = 0;
  std::int64_t busy_ms = 0;
};

struct SavedMetrics {
  std::uint32_t format = 1;
  Instant since = 0;
  std::array<std::vector<Metrics::Group>, dimension_count> groups;
  std::vector<SavedPresence>
      agents; // up to the time of the snapshot, in the order of the section of the desk
  std::vector<Measures> conversations; // likewise
};

/// All groups that anything was told of.
[[nodiscard]] std::array<std::vector<Metrics::Group>, dimension_count> saved_groups(const Metrics &metrics);
void restore_groups(Metrics &metrics, SavedMetrics &&saved);

[[nodiscard]] std::string encode(const SavedMetrics &metrics);
/// Throws DamagedImage; also when it does not belong to so many people and conversations.
[[nodiscard]] SavedMetrics decode_metrics(std::span<const std::byte> bytes, std::size_t agents,
                                          std::size_t conversations);

} // namespace usher::desk
