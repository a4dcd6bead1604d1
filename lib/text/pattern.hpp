// SPDX-License-Identifier: BSL-1.0
// Regexes of a policy: RE2's syntax with one addition and one restriction.
//
// RE2's own \b knows ASCII letters only. Here `\b` at the ends of the pattern or of a top-level alternative,
// after leading flags such as (?i), is a boundary in any script: no letter, mark, digit or underscore stands
// beyond. It is written out as a character that is none of these, or the end of the text, outside the group
// that is the match. \b elsewhere and \B have no such form and are refused.
//
// The writer writes the pattern form (see pattern_form.hpp): a digit that is not 0 to 9 is refused, since the
// text has none, and so is what NFKC makes another character, as № or a full-width letter. Arabic yeh and kaf are taken for the Persian letters, because keyboards differ.
//
// A boundary costs some 1,350 instructions of the compiled program and about a millisecond at load.
#pragma once

#include "text/phrase.hpp"

#include <string_view>
#include <utility>
#include <vector>

#include <re2/re2.h>

namespace usher::text {

/// Size of a compiled regex, in RE2's instructions.
inline constexpr int most_pattern_instructions = 10'000;

/// Reads and compiles a regex, without its slashes. Refuses, as bad_pattern, what RE2 refuses and what can
/// match the empty text, and, as limit, what is longer than pattern_bytes_limit or compiles to more than the
/// above.
[[nodiscard]] bool parse_pattern(std::string_view pattern, PatternPhrase &out,
                                 std::vector<PhraseProblem> &problems);

/// How every regex is compiled.
[[nodiscard]] RE2::Options pattern_options();

/// The first match that begins at `offset` or after: bytes [begin, end), or an empty range when there is
/// none.
[[nodiscard]] std::pair<std::size_t, std::size_t> next_match(const re2::RE2 &regex, std::string_view text,
                                                             std::size_t offset);

} // namespace usher::text
