// SPDX-License-Identifier: BSL-1.0
// Everything that a policy holds but places and file names, as text: two policies are the same when it is the
// same.
#pragma once

#include "policy/model.hpp"

#include <string>

namespace usher::policy::testing {

[[nodiscard]] std::string describe(const Policy &policy);

} // namespace usher::policy::testing
