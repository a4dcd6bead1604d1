// SPDX-License-Identifier: BSL-1.0
// JSON of programs that cut a text in the middle of an emoji: then one of the two escapes is left by which JSON writes
// what lies beyond U+FFFF, and no parser takes it. A customer is not to be lost by that.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace usher {

/// The same with \ufffd for each such half, so that every byte stays where it is; nothing where there is none.
[[nodiscard]] std::optional<std::string> without_halves(std::string_view json);

/// What is said of it, as the finding text_ill_formed.
inline constexpr std::string_view halves_message =
    "half of a character, as \"\\ud83d\" is, is read as U+FFFD";
inline constexpr std::string_view halves_hint =
    "cut texts between characters, or mend them before they become JSON";

} // namespace usher
