// SPDX-License-Identifier: BSL-1.0
// Memory that runs out at the n-th allocation, in the whole program.
#pragma once

namespace usher_test {

/// The allocation after `count` more fails, once.
void starve_after(long count) noexcept;
/// As much memory as wanted again; whether an allocation failed since starve_after().
bool feed() noexcept;

} // namespace usher_test
