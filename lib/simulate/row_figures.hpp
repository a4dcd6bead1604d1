// SPDX-License-Identifier: BSL-1.0
// Figures of a group of conversations.
#pragma once

#include "simulate/figures.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace usher::simulate {

/// What the rows of a group add up to.
struct RowCounts {
  std::array<std::uint64_t, 8> outcomes{}; // by Outcome
  std::array<std::uint64_t, policy::service_clock_count> met{};
  std::array<std::uint64_t, policy::service_clock_count> breached{};
  std::uint64_t closed = 0; // in the measured time, those that came in the warm-up too
  std::uint64_t waited = 0;
  std::uint64_t transferred = 0;
  std::uint64_t reopened = 0;
  std::uint64_t settled = 0; // ever answered and closed, be they open again at the end
  std::uint64_t one_touch = 0;
  std::optional<double> waited_ms; // of all of them in the measured time, those of the warm-up too
};

/// With the lengths of time of each that percentiles need.
struct RowGroup : RowCounts {
  std::vector<std::int64_t> wait_all; // of those who were served, or left
  std::vector<std::int64_t> wait_served;
  std::vector<std::int64_t> wait_given_wait; // of these, those above 0
  std::vector<std::int64_t> wait_abandoned;
  std::vector<std::int64_t> first_reply;
  std::vector<std::int64_t> later;
  std::vector<std::int64_t> resolution;
  std::vector<std::int64_t> handle;
  std::vector<std::int64_t> unanswered; // when they came
  std::vector<std::uint64_t> by_team;   // by the number of the team; the last one is of others

  /// Begins another group, of so many rows at most. The room of the lists stays.
  void begin(std::size_t most);
  void add(const LedgerRow &row, std::size_t team);
};

class RowFigures {
 public:
  RowFigures(const Scenario &scenario, const std::vector<std::string> &teams, double measured_ms,
             RowGroup &rows, std::vector<Figure> &out)
      : scenario_(scenario), teams_(teams), measured_ms_(measured_ms), rows_(rows), out_(out) {}
  void make();

 private:
  void add(std::string name, Unit unit, double value) { out_.push_back({std::move(name), unit, value}); }
  void add_share(std::string name, double part, double whole);
  void add_times(const std::string &name, std::vector<std::int64_t> &times);
  void add_alike(const std::string &name, const std::string &other);
  void add_service_levels(double offered);
  void add_promises();

  const Scenario &scenario_;
  const std::vector<std::string> &teams_;
  double measured_ms_;
  RowGroup &rows_;
  std::vector<Figure> &out_;
};

} // namespace usher::simulate
