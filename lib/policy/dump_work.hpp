// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "policy/model.hpp"

#include <string>

namespace usher::policy {

/// The sections `departments`, `agents`, `groups` and `desk` as YAML, each after an empty line; without those of which
/// the policy has nothing.
[[nodiscard]] std::string departments_to_yaml(const Policy &policy);
[[nodiscard]] std::string people_to_yaml(const Policy &policy);
[[nodiscard]] std::string desk_to_yaml(const Policy &policy);
[[nodiscard]] std::string customers_to_yaml(const Policy &policy);
/// `{points: 5, every: 30m}`; empty where waiting adds nothing.
[[nodiscard]] std::string waiting_to_yaml(const WaitingPoints &waiting);

} // namespace usher::policy
