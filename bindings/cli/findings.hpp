// SPDX-License-Identifier: BSL-1.0
// Findings, for people and for machines.
#pragma once

#include "output.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <usher/usher.hpp>

namespace usher::cli {

/// "policy.yaml:3:7: error: unknown key "depatment" (rules[0].then) [unknown_key]", the hint on a line below.
[[nodiscard]] Painted to_text(const Finding &finding, bool color);

/// {"findings":[...]}: docs/schema/finding.schema.json.
[[nodiscard]] std::string to_json(std::span<const Finding> findings);

/// "2 errors, 1 warning"; "no findings".
[[nodiscard]] std::string summary(std::span<const Finding> findings);

[[nodiscard]] bool has_errors(std::span<const Finding> findings) noexcept;

/// What is wrong in one sentence: the first error, its mend, and how many more there are. Empty without
/// errors.
[[nodiscard]] std::string error_sentence(std::span<const Finding> findings);
/// The same of a call that failed; the name of its status when it found nothing to say.
[[nodiscard]] std::string sentence_of(const Error &error);

/// By file in order of first mention, then line and column.
void sort(std::vector<Finding> &findings);

} // namespace usher::cli
