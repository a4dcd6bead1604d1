// SPDX-License-Identifier: BSL-1.0
// What kept a condition from holding, in words, and how near it was.
#pragma once

#include "rules/explanation.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace usher::check {

/// Of a condition, as the reports show it.
inline constexpr std::size_t most_shown_of_a_condition = 60;

struct Tally {
  std::size_t held = 0;
  std::size_t failed = 0;
};

/// Of conditions that all had to hold: how many did.
[[nodiscard]] Tally tally(const rules::ConditionView &view);

/// Everything that failed, so that whoever mends the message or the rule need not come back for the next one.
[[nodiscard]] std::string failures_of(const rules::ConditionView &when);

/// A few of the parts with the word between them, and dots for the others.
[[nodiscard]] std::string join_some(std::vector<std::string> parts, std::string_view word);

} // namespace usher::check
