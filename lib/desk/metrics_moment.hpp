// SPDX-License-Identifier: BSL-1.0
// What metrics are told while a change is made: one more of something, or how long something took, with whom and what
// it was about at that moment. Moments are a part of the change: they are added up when it is kept, and forgotten when
// it is taken back. docs/metrics.md says what each counts.
#pragma once

#include "desk/event.hpp"
#include "desk/measures.hpp"
#include "desk/metrics_durations.hpp"
#include "desk/words.hpp"
#include "policy/model.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

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

/// What is told of one moment, or of several that are about the same.
struct Tally {
  std::uint8_t count_size = 0;
  std::uint8_t duration_size = 0;
  std::array<Count, 6> counts{};
  std::array<Series, 3> series{};
  std::array<Durations::Measured, 3> durations;

  [[nodiscard]] bool has_room() const noexcept {
    return count_size < counts.size() && duration_size < durations.size();
  }
};

struct Moment {
  Where where;
  Tally tally;
};

/// Of a change that is made. What an event tells is mostly about the same.
class Moments {
 public:
  void add(const Where &where, Count count) {
    Tally &tally = about(where);
    tally.counts[tally.count_size++] = count;
  }
  void add(const Where &where, Series series, std::int64_t ms) {
    Tally &tally = about(where);
    tally.series[tally.duration_size] = series;
    tally.durations[tally.duration_size++] = ms;
  }
  void clear() noexcept { list_.clear(); }
  [[nodiscard]] std::span<const Moment> list() const noexcept { return list_; }

 private:
  Tally &about(const Where &where) {
    if (list_.empty() || !list_.back().tally.has_room() || !(list_.back().where == where))
      list_.emplace_back().where = where;
    return list_.back().tally;
  }

  std::vector<Moment> list_;
};

} // namespace usher::desk
