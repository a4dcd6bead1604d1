// SPDX-License-Identifier: BSL-1.0
// What must hold of a desk after every change, looked at one by one: every pair of a conversation and an agent, every
// sum, everything that is kept to be found quickly.
#pragma once

#include "desk/desk.hpp"
#include "desk/state.hpp"

#include <span>
#include <string>
#include <vector>

namespace usher_test {

/// What does not hold; empty when all does. `effects` are those of the last change.
[[nodiscard]] std::vector<std::string> broken_guarantees(const usher::desk::State &state,
                                                         std::span<const usher::desk::Effect> effects);

/// Everything that a desk knows, a line for each thing, without the numbers of words.
[[nodiscard]] std::string described(const usher::desk::State &state, const usher::desk::Effect &effect);

} // namespace usher_test
