// SPDX-License-Identifier: BSL-1.0
// Policies for tests, from YAML in memory, and what the analysis says of them.
#pragma once

#include "base/finding.hpp"
#include "rules/ruleset.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace usher::check {

/// A policy of a shop: stages, topics, channels, departments; `rest` is what the test adds, sections of its
/// own.
[[nodiscard]] std::string shop(std::string_view rest);

/// The policy must have no errors.
[[nodiscard]] rules::Ruleset read(std::string_view yaml);

/// What the analysis finds, one of one code.
[[nodiscard]] Findings analysis_of(std::string_view yaml);
[[nodiscard]] std::vector<Finding> analysis_of(std::string_view yaml, Code code);

} // namespace usher::check
