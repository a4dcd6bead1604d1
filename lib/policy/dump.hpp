// SPDX-License-Identifier: BSL-1.0
// A policy written back as YAML: one file, canonical, without comments.
#pragma once

#include "policy/model.hpp"

#include <string>

namespace usher::policy {

/// The whole of a policy without errors, its sections in the order of the reference, names and rules in their
/// own. Reading it gives a policy that dumps to the same bytes and decides the same.
[[nodiscard]] std::string to_yaml(const Policy &policy);

/// A condition in flow form as a person would write it: `{topic: refund, stage: [order, post_order]}`.
[[nodiscard]] std::string to_yaml(const Policy &policy, const Condition &condition);

/// One test, without braces around it: `stage: post_order`, `author.followers: {at_least: 10000}`.
[[nodiscard]] std::string to_yaml(const Policy &policy, const Test &test);

} // namespace usher::policy
