// SPDX-License-Identifier: BSL-1.0
// What departments want to reach, and how far they are from it.
#pragma once

#include "desk/metrics_durations.hpp"
#include "policy/model.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace usher::desk {

/// A part of a whole; of nothing there is no ratio.
struct Ratio {
  std::uint64_t part = 0;
  std::uint64_t whole = 0;
  [[nodiscard]] bool is_known() const noexcept { return whole != 0; }
  /// Rounded to the nearest, halves up.
  [[nodiscard]] std::uint64_t millionths() const noexcept;
  /// As "0.912345", and with as many digits as it has: "0.5", "1".
  [[nodiscard]] std::string decimal() const;
  bool operator==(const Ratio &) const = default;
};

/// What is left without some. A group may know more of these than of all: they came to another one.
[[nodiscard]] constexpr std::uint64_t without(std::uint64_t some, std::uint64_t all) noexcept {
  return all > some ? all - some : 0;
}

struct GoalFigures {
  std::optional<policy::ServiceClock> clock; // none: the share of all promises that are kept
  int percent = 0;
  std::int64_t within_ms = 0;
  // Of a clock.
  std::uint64_t answered = 0;
  std::uint64_t beyond = 0; // open, and in service time past `within_ms` already
  std::uint64_t within = 0;
  std::optional<std::int64_t>
      reached_ms; // the percentile; none: it is one of those beyond, or there are none
  // Of the share.
  Ratio kept;

  [[nodiscard]] bool is_known() const noexcept { return clock ? answered + beyond != 0 : kept.is_known(); }
  /// Of a known one.
  [[nodiscard]] bool is_met() const noexcept;
  /// How many of a clock's were in time.
  [[nodiscard]] Ratio share() const noexcept { return {within, answered + beyond}; }
  bool operator==(const GoalFigures &) const = default;
};

/// `durations` in service time.
[[nodiscard]] GoalFigures figures_of(const policy::Goal &goal, const Durations &durations,
                                     std::uint64_t beyond, Ratio kept);
/// "p90 of first_response within 75m", "95% of promises kept".
[[nodiscard]] std::string described(const GoalFigures &goal);

} // namespace usher::desk
