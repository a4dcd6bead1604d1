// SPDX-License-Identifier: BSL-1.0
// Memory of the whole program: how much there is of it, and one that runs out at the n-th allocation.
#pragma once

namespace usher_test {

/// The allocation after `count` more fails, once.
void starve_after(long count) noexcept;
/// As much memory as wanted again; whether an allocation failed since starve_after().
bool feed() noexcept;

/// Allocations so far.
long memory_asked_for() noexcept;
/// Those of them that were not given back.
long memory_in_use() noexcept;

} // namespace usher_test
