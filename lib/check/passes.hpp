// SPDX-License-Identifier: BSL-1.0
// The parts of the analysis. Each looks for one kind of doubt and reports it.
#pragma once

#include "check/formula.hpp"
#include "check/reporter.hpp"
#include "policy/model.hpp"
#include "rules/ruleset.hpp"

#include <vector>

namespace usher::check {

/// Departments that nothing sends to, topics that no condition tests. Linear.
void find_unused(const policy::Policy &policy, Reporter &reporter);

/// Conditions, and parts of conditions, that no message meets. Returns for each rule whether it can match. A
/// bounded number of steps for each group of conditions.
[[nodiscard]] std::vector<bool> find_impossible(const policy::Policy &policy, Formulas &formulas,
                                                Reporter &reporter);

/// Rules that earlier ones leave nothing to decide, and rules of equal conditions that decide differently.
/// Compares rules that have a fact or a word in common, 1'000'000 pairs at most, and says so when there are
/// more.
void find_overruled(const policy::Policy &policy, const std::vector<bool> &can_match, Formulas &formulas,
                    Reporter &reporter);

/// Where agents are listed: skills that none of them has, departments that none of them is in.
void find_missing_people(const policy::Policy &policy, Reporter &reporter);

/// Rules that send to a department and ask the same one. Linear.
void find_questions_to_oneself(const policy::Policy &policy, Reporter &reporter);

/// Steps of `widen`, and parts of them, that never do anything. Quadratic in the steps of one department.
void find_useless_steps(const policy::Policy &policy, Reporter &reporter);

/// Departments whose promises end before anybody's shift begins, or run while nobody is on shift. Of those whose agents
/// are listed and all have shifts, 400 days of their calendars; see staffing.cpp for which.
void find_unstaffed_promises(const rules::Ruleset &ruleset, Reporter &reporter);

/// Tags and skills that look like a slip of another. Linear in the number of words.
void find_similar_words(const policy::Policy &policy, Reporter &reporter);

/// Rules, and the default, that give a reply which says when it opens, and do not ask whether it is closed. Linear.
void find_unknown_openings(const policy::Policy &policy, Reporter &reporter);

} // namespace usher::check
