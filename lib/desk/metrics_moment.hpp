// SPDX-License-Identifier: BSL-1.0
// What metrics are told while a change is made: one more of something, or how long something took, with whom and what
// it was about at that moment. It is a part of the change: it is added up when that is kept, and forgotten when it is
// taken back. docs/metrics.md says what each counts.
#pragma once

#include "desk/event.hpp"
#include "desk/measures.hpp"
#include "desk/words.hpp"
#include "policy/model.hpp"

#include <cstddef>
#include <cstdint>

namespace usher::desk {

/// Numbers are those of snapshots: new ones come at the end.
enum class Count : std::uint8_t {
  conversations,
  taken_in, // queued, held or given to somebody for the first time
  queued,
  offered,
  assigned,
  accepted,
  declined,
  expired, // offers
  replies,
  resolved,            // each time
  solved,              // conversations, at their first resolution
  one_touch,           // of these, those with exactly one reply
  reopened,            // each time
  solved_reopened,     // conversations that were solved
  transfers,           // each time
  several_agents,      // conversations
  several_departments, // conversations
  abandoned,           // before the first reply
  left,                // after it
  refused,
  ignored,
  escalated,
  overruled,
  kept_first_response, // promises, by clock
  kept_next_response,
  kept_resolution,
  broken_first_response,
  broken_next_response,
  broken_resolution,
  lapsed_first_response,
  lapsed_next_response,
  lapsed_resolution,
  consultations, // of the department that is asked, as all below
  consultations_answered,
  consultations_refused,
  consultations_late,
  answered_for_many, // each time
  deflected,         // closed by an answer for many
  merged,
  split,
  nothing
};
inline constexpr std::size_t count_count = static_cast<std::size_t>(Count::nothing);

[[nodiscard]] constexpr bool is_of_consultations(Count count) noexcept {
  return count >= Count::consultations && count <= Count::consultations_late;
}

enum class Series : std::uint8_t {
  first_reply,
  first_reply_business,
  next_reply,
  next_reply_business,
  wait, // until it was given to somebody
  first_resolution,
  first_resolution_business,
  full_resolution, // of those that nobody can open any more
  full_resolution_business,
  abandoned, // how long the customer had waited
  nothing
};
inline constexpr std::size_t series_count = static_cast<std::size_t>(Series::nothing);

/// What figures are told by.
enum class Dimension : std::uint8_t { desk, department, account, channel, language, agent };
inline constexpr std::size_t dimension_count = 6;

struct Where {
  std::uint32_t department = UINT32_MAX;
  std::uint32_t account = UINT32_MAX;
  WordId language = 0;
  AgentId agent = no_agent;
  policy::ChannelKind kind = policy::ChannelKind::social;
  bool operator==(const Where &) const = default;
};

} // namespace usher::desk
