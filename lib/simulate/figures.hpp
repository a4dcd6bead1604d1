// SPDX-License-Identifier: BSL-1.0
// Figures of one run, out of its ledger. docs/simulation.md defines each by its name.
#pragma once

#include "calendar/hours_of_week.hpp"
#include "simulate/ledger.hpp"
#include "simulate/scenario.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace usher::simulate {

enum class Unit : std::uint8_t { count, share, ms, hours, per_hour };
[[nodiscard]] std::string_view name_of(Unit unit) noexcept;

struct Figure {
  std::string name;
  Unit unit = Unit::count;
  double value = 0;
};

/// What figures are about: everything ("all", no name), or a class of customers, a department ...
struct Scope {
  std::string kind; // all, class, department, team, account, language, agent
  std::string name;
  auto operator<=>(const Scope &) const = default;
};

struct ScopeFigures {
  Scope scope;
  std::vector<Figure> figures; // those that there are: a mean of nothing is none
};

/// By the hour of the week in the scenario's zone, Monday 00 first.
struct WeekFigures {
  using Hours = std::array<double, calendar::hours_of_week>;
  Hours arrivals{};
  Hours first_reply_ms{}; // added up
  Hours first_replies{};
  Hours hours{}; // of the measured time, parts of them too
};

/// Conversations of a class that ended in a department and were worked on by a team.
struct Flow {
  std::string from; // class
  std::string department;
  std::string team;
  double count = 0;
};

struct RunFigures {
  std::vector<ScopeFigures> scopes; // `all` first, then by kind and name
  WeekFigures week;
  std::vector<Flow> flows;
  std::vector<SeriesStep> series;
  std::uint64_t events = 0;
  std::uint64_t effects = 0;
  std::uint64_t model_events = 0;
};

[[nodiscard]] RunFigures figures_of(const Scenario &scenario, std::uint32_t policy, const Ledger &ledger);

} // namespace usher::simulate
