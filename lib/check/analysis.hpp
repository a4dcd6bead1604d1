// SPDX-License-Identifier: BSL-1.0
// What is suspicious in a policy that reads without errors.
#pragma once

#include "base/finding.hpp"
#include "base/limits.hpp"
#include "rules/ruleset.hpp"

namespace usher::check {

/// Warnings: departments that nothing names, topics that no condition uses, rules that an earlier one leaves
/// nothing to decide, conditions that can never hold, rules that contradict each other, people that are missing where agents are listed,
/// steps of `widen` that never do anything, promises that end before anybody's shift begins. Notes: words that look like
/// a slip of another. Every warning is true: what cannot be proved is not reported, and a proof
/// that takes too long is given up.
///
/// Costs about as much as reading the policy when each rule asks for something of its own. Rules that all ask
/// for the same things are compared with one another, which is quadratic, so that ends after a million pairs
/// with a note.
void analyse(const rules::Ruleset &ruleset, Findings &findings);

/// All of `usher check`: the analysis and the policy's own tests, sorted by place. `limits`: of their messages.
void check(const rules::Ruleset &ruleset, const Limits &limits, Findings &findings);

} // namespace usher::check
