// SPDX-License-Identifier: BSL-1.0
// The attributes of a program, and which of their values leave a condition possible.
#pragma once

#include "rules/compile_code.hpp"
#include "rules/program.hpp"

namespace usher::rules {

/// Chooses the facts that conditions of rules test most, as many as a signature has bits for, and cuts their values
/// into buckets.
void choose_attributes(const policy::Policy &policy, CodeCompiler &code, Program &program);

/// A bit for each bucket of each attribute that leaves the condition possible; bits of no attribute are set.
[[nodiscard]] Signature possible_values(const policy::Policy &policy, CodeCompiler &code,
                                        const Program &program, const policy::Condition &condition);

/// The share of the messages that a signature leaves, if every value of an attribute is as frequent.
[[nodiscard]] double share_left(const Program &program, const Signature &signature);

/// The values of the attributes say whether this test holds, and so a signature does.
[[nodiscard]] bool proves_exactly(const Program &program, const policy::Condition &condition);

} // namespace usher::rules
