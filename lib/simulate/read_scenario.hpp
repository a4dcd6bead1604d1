// SPDX-License-Identifier: BSL-1.0
// From YAML to a Scenario, with every error of the file and of its policies in one list.
#pragma once

#include "base/finding.hpp"
#include "base/limits.hpp"
#include "simulate/scenario.hpp"
#include "simulate/scenario_files.hpp"

#include <string>

namespace usher::simulate {

enum class ScenarioStatus { ok, bad_scenario, unreadable };

/// `name`: of the scenario's own file, as `files` knows it. With errors the scenario is not to be run.
[[nodiscard]] ScenarioStatus read_scenario(ScenarioFiles &files, const std::string &name,
                                           const Limits &limits, Scenario &out, Findings &findings);

} // namespace usher::simulate
