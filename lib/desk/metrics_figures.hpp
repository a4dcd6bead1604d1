// SPDX-License-Identifier: BSL-1.0
// What metrics say at a moment: rates, percentiles, what is open now, goals. docs/metrics.md has the formulas.
#pragma once

#include "desk/desk.hpp"
#include "desk/metrics.hpp"
#include "desk/metrics_goals.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace usher::desk {

struct FigureOptions {
  std::int64_t within_ms = 0; // of service levels; 0: the first goal of the department for its first response
  std::int64_t short_ms = 10'000; // who leaves sooner is no abandonment that staff could have prevented
  bool operator==(const FigureOptions &) const = default;
};

/// What came of the promises of one clock.
struct PromiseFigures {
  std::uint64_t kept = 0;
  std::uint64_t broken = 0;  // and over
  std::uint64_t lapsed = 0;  // ended in time, but not by what was promised
  std::uint64_t overdue = 0; // open, and past due
  [[nodiscard]] Ratio attainment() const noexcept { return {kept, kept + broken + overdue}; }
  bool operator==(const PromiseFigures &) const = default;
};

inline constexpr std::array<std::int64_t, 5> age_bounds = {hour_ms, 4 * hour_ms, day_ms, 3 * day_ms,
                                                           7 * day_ms};
inline constexpr std::array<std::string_view, 6> age_names = {"1h", "4h", "1d", "3d", "7d", "more"};

/// What is not solved now.
struct Backlog {
  std::uint64_t open = 0;
  std::uint64_t unanswered = 0; // the customer wrote last
  std::uint64_t unreplied = 0;  // nobody ever answered: their first reply is longer than any that is known
  std::uint64_t overdue = 0;    // a promise is broken and not yet made good
  std::array<std::uint64_t, age_names.size()> ages{}; // since they came
  bool operator==(const Backlog &) const = default;
};

struct ServiceLevel {
  std::int64_t within_ms = 0; // as durations are told apart: Durations::bound
  std::uint64_t offered = 0;
  std::uint64_t answered = 0;
  std::uint64_t answered_within = 0;
  std::uint64_t abandoned_within = 0;
  [[nodiscard]] Ratio of_offered() const noexcept { return {answered_within, offered}; }
  [[nodiscard]] Ratio of_answered() const noexcept { return {answered_within, answered}; }
  [[nodiscard]] Ratio of_patient() const noexcept {
    return {answered_within, without(abandoned_within, offered)};
  }
  bool operator==(const ServiceLevel &) const = default;
};

struct GroupFigures {
  std::string name; // of the desk none
  std::array<std::uint64_t, count_count> counts{};
  std::array<Durations, series_count> series; // full_resolution with those that are solved now
  Durations responses;                        // first and next replies
  Durations responses_business;
  std::array<PromiseFigures, policy::service_clock_count> promises;
  Backlog backlog;
  std::uint64_t short_abandoned = 0;
  std::int64_t present_ms = 0; // of the desk, departments and agents
  std::int64_t busy_ms = 0;
  std::optional<ServiceLevel> service_level;
  std::vector<GoalFigures> goals; // of departments

  [[nodiscard]] std::uint64_t operator[](Count what) const noexcept {
    return counts[static_cast<std::size_t>(what)];
  }
  [[nodiscard]] const Durations &operator[](Series what) const noexcept {
    return series[static_cast<std::size_t>(what)];
  }
  [[nodiscard]] PromiseFigures all_promises() const noexcept;
  [[nodiscard]] Ratio occupancy() const noexcept {
    return {static_cast<std::uint64_t>(busy_ms), static_cast<std::uint64_t>(present_ms)};
  }
  bool operator==(const GroupFigures &) const = default;
};

/// A rate that is made of counts alone.
struct Rate {
  std::string_view name;
  std::string_view help; // one line
  Ratio (*of)(const GroupFigures &figures) noexcept;
};
[[nodiscard]] std::span<const Rate> rates() noexcept;

struct Figures {
  Instant time = 0;
  Instant since = 0;
  FigureOptions options;
  std::array<std::vector<GroupFigures>, dimension_count> groups;
  Ratio agent_fairness;    // Jain's index of occupancy
  Ratio language_fairness; // the lowest attainment by the highest
  Ratio channel_fairness;

  [[nodiscard]] const GroupFigures &desk() const noexcept { return groups[0].front(); }
  [[nodiscard]] const std::vector<GroupFigures> &operator[](Dimension dimension) const noexcept {
    return groups[static_cast<std::size_t>(dimension)];
  }
  bool operator==(const Figures &) const = default;
};

/// Looks at every conversation once. Not while a change waits.
[[nodiscard]] Figures figures_of(const Desk &desk, const FigureOptions &options);

// Words of the counts and series, one table for all forms.
struct CountName {
  Count count;
  std::string_view name;
  std::string_view help;
};
struct SeriesName {
  Series series;
  Series business; // nothing: there is none
  std::string_view name;
  std::string_view help;
};
[[nodiscard]] std::span<const CountName> count_names() noexcept;   // without those of promises
[[nodiscard]] std::span<const SeriesName> series_names() noexcept; // without full_resolution
/// "department" ...
[[nodiscard]] std::string_view name_of(Dimension dimension) noexcept;
inline constexpr std::array<int, 5> told_percentiles = {50, 75, 90, 95, 99};

/// OpenMetrics, that ends with # EOF.
[[nodiscard]] std::string to_openmetrics(const Figures &figures);
/// docs/schema/metrics.schema.json
[[nodiscard]] std::string to_json(const Figures &figures);
/// A page for people.
[[nodiscard]] std::string to_text(const Figures &figures);

} // namespace usher::desk
