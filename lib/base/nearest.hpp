// SPDX-License-Identifier: BSL-1.0
// "Did you mean": the nearest of the names that would have been right.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace usher {

/// The candidate with the smallest optimal string alignment distance (insert, delete, replace, swap of
/// neighbours; in code points, case ignored for ASCII) to `word`, the first of equals; empty when even that is
/// further than a third of the longer of the two, or 1 for short words.
[[nodiscard]] std::string_view nearest_name(std::string_view word,
                                            std::span<const std::string_view> candidates);

/// `did you mean "x"?` or, with few candidates and none near, `one of: a, b, c`; empty with neither.
[[nodiscard]] std::string suggestion(std::string_view word, std::span<const std::string_view> candidates);

} // namespace usher
