// SPDX-License-Identifier: BSL-1.0
// Letters that every match of a regex begins with, as in order ?(no|number)?. RE2 reads a text to its end to find that
// nothing matches; where such letters stand, and how a match could go on behind them, is known much sooner.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace usher::text {

/// Lower-case letters and digits of ASCII that each match begins with, in either case; empty when there are fewer than
/// three, or none that can be told by a look at the regex.
[[nodiscard]] std::string pattern_lead(std::string_view regex);

/// Where from `from` on the next lead stands in a text, in either case; npos when nowhere. Linear, but for leads that
/// begin again and again.
[[nodiscard]] std::size_t find_lead(std::string_view text, std::size_t from, std::string_view lead) noexcept;

} // namespace usher::text
