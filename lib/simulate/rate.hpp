// SPDX-License-Identifier: BSL-1.0
// How many customers come when: a Poisson process whose rate changes with the hour, and bursts on top of it.
#pragma once

#include "base/time.hpp"
#include "calendar/zone.hpp"
#include "simulate/draws.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace usher::simulate {

/// Something happens at `at` and wears off: the rate jumps to `peak` and falls by e in each `decay`.
struct Burst {
  Instant at = 0;
  double peak = 0;     // per ms
  double decay_ms = 0; // above 0
};

/// Customers per ms by the wall clock of a zone: steps of each weekday, Monday first, from minutes of the day on. A
/// step holds until the next one, be that on another day.
struct Rate {
  struct Step {
    std::int32_t minute = 0;
    double rate = 0;
  };
  std::array<std::vector<Step>, 7> week;
  calendar::ZonePtr zone;
  std::vector<Burst> bursts;
  Instant from = 0; // none before
  Instant until = 0;
  // In each replication all of it is so many times as much: a number from low to high, all as likely.
  double scale_low = 1;
  double scale_high = 1;

  [[nodiscard]] bool is_set() const noexcept { return zone != nullptr || !bursts.empty(); }
};

/// How many come before `end` on average, in a replication of the highest scale.
[[nodiscard]] double expected_arrivals(const Rate &rate, Instant end);

/// What holds from an instant on, until another one.
struct RateSpan {
  Instant until = 0;
  double rate = 0; // per ms
};
/// Of a rate that has a zone.
[[nodiscard]] RateSpan span_at(const Rate &rate, Instant time);

/// The instants at which customers of a rate come, one after the other. The k-th depends on the draws before it and on
/// nothing else.
class Arrivals {
 public:
  Arrivals(const Rate &rate, const Streams &streams, std::uint64_t source);

  /// The next one; nothing when none comes before the end.
  [[nodiscard]] std::optional<Instant> next();

 private:
  /// One of the processes that are laid over one another: the steps (0), or a burst (1 + its number).
  struct Process {
    std::size_t number = 0;
    SourceStreams streams;
    std::uint64_t drawn = 0;
    double at = 0; // ms, where it stands
    bool over = false;
    Instant time = 0;
  };
  void advance(Process &process);
  void advance_steps(Process &process, double left);
  void advance_burst(Process &process, double left);

  const Rate &rate_;
  double scale_ = 1;
  std::vector<Process> processes_;
  RateSpan step_; // at hand
};

} // namespace usher::simulate
