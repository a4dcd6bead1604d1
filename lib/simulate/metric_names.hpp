// SPDX-License-Identifier: BSL-1.0
// Which figures a scenario can have, by their names: what is expected of a figure is held against this before a run.
#pragma once

#include "simulate/figures.hpp"
#include "simulate/scenario.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace usher::simulate {

struct MetricName {
  std::string name;
  Unit unit = Unit::count;
  std::span<const std::string_view> scopes; // kinds of which it is told, "all" being everything
};

/// As figures_of() and RowFigures call them, with the percentiles and lengths of time of the report.
[[nodiscard]] std::vector<MetricName> metric_names(const Scenario &scenario);

} // namespace usher::simulate
