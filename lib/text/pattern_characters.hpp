// SPDX-License-Identifier: BSL-1.0
// Characters of a regex that the searched text never has, since it is brought to the pattern form.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace usher::text {

/// Characters that the pattern form has otherwise: `written` is what the regex has, `searched` what every text has in
/// its place, or nothing where the pattern form drops it.
struct UnsearchableCharacters {
  std::string_view written;
  std::string searched;
};

/// The first of them in a regex that RE2 has accepted; a letter with a mark that is one character in the pattern form
/// counts as well. The ends of a range may be such characters: `[À-ſ]` finds what lies between. `\x{...}` is not looked
/// into.
[[nodiscard]] std::optional<UnsearchableCharacters> find_unsearchable(std::string_view pattern);

} // namespace usher::text
