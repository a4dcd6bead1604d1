// SPDX-License-Identifier: BSL-1.0
// Everything that a desk knows, to be compared with another desk, or with the same one before and after.
#pragma once

#include "desk/state.hpp"

#include <string>

namespace usher_test {

/// A line for each person and conversation.
[[nodiscard]] std::string described(const usher::desk::State &state);
/// The same in few bytes: two are the same if and only if they are described the same.
[[nodiscard]] std::string written(const usher::desk::State &state);

} // namespace usher_test
