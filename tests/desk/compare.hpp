// SPDX-License-Identifier: BSL-1.0
// A desk and the plain telling of its rules, side by side.
#pragma once

#include "desk/desk.hpp"
#include "oracle/plain_desk.hpp"

#include <string>
#include <vector>

namespace usher_test {

/// Its last effects, by names.
[[nodiscard]] std::vector<PlainEffect> named_effects(const usher::desk::Desk &desk);

/// The first thing in which they differ after the same events; empty when they agree.
[[nodiscard]] std::string difference(const usher::desk::Desk &desk, const PlainDesk &plain);

} // namespace usher_test
