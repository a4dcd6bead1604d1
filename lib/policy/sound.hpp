// SPDX-License-Identifier: BSL-1.0
// Whether the numbers in a policy are numbers of something: for policies that come from a file nobody vouches for.
// One that was read from YAML always is sound.
#pragma once

#include "policy/model.hpp"

namespace usher::policy {

[[nodiscard]] bool is_sound(const Frame &frame);
/// `policy` has a sound frame.
[[nodiscard]] bool is_sound(const Policy &policy);

} // namespace usher::policy
