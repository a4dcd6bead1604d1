// SPDX-License-Identifier: BSL-1.0
// Conditions read plainly, one after the other: the meaning of the policy language in its shortest form.
#pragma once

#include "policy/model.hpp"
#include "rules/facts.hpp"

namespace usher::rules {

/// A comparison with a missing fact is false; only {known: false} and `none` of a set are true for one.
[[nodiscard]] bool holds(const policy::Policy &policy, const policy::Test &test, const Facts &facts);

/// `all`, `any` and `none` over what holds; there is no third value.
[[nodiscard]] bool holds(const policy::Policy &policy, const policy::Condition &condition,
                         const Facts &facts);

} // namespace usher::rules
