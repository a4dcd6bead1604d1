// SPDX-License-Identifier: BSL-1.0
// What follows from other facts (policy::Derived) and is filled in when those are known.
#pragma once

#include "rules/facts.hpp"
#include "rules/ruleset.hpp"

namespace usher::rules {

/// What conditions ask of the time of the message, and how long ago times are: without one it stays missing. After what
/// facts were.
void derive_from_time(const Ruleset &ruleset, Facts &facts);

/// Which facts are not what they were. After everything that conditions ask for.
void find_changes(const Ruleset &ruleset, Facts &facts);

} // namespace usher::rules
