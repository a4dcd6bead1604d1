// SPDX-License-Identifier: BSL-1.0
// The tests of a policy as YAML.
#pragma once

#include "policy/model.hpp"

#include <string>

namespace usher::policy {

/// One test as an item of the list `tests`, with a line break at its end.
[[nodiscard]] std::string to_yaml(const TestCase &test);

} // namespace usher::policy
