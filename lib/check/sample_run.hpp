// SPDX-License-Identifier: BSL-1.0
// A policy run over a sample of messages, to see how rare each thing is that its rules ask for.
#pragma once

#include "base/limits.hpp"
#include "check/statistics.hpp"
#include "rules/ruleset.hpp"
#include "rules/sample.hpp"

#include <string_view>

namespace usher::check {

struct SampleRun {
  rules::Sample sample;
  std::size_t refused = 0; // lines that are no message
};

/// `lines`: messages as JSON, one on each line, taken leniently; empty lines count as none.
[[nodiscard]] SampleRun run_sample(const rules::Ruleset &ruleset, std::string_view lines,
                                   const Limits &limits);

/// The same policy, filed by a sample: it decides the same.
[[nodiscard]] rules::Ruleset sharpened(const rules::Ruleset &ruleset, const rules::Sample &sample);

/// What the sample costs with this filing and with its own.
[[nodiscard]] SampleFigures compare_filings(const rules::Ruleset &ruleset, std::string_view lines,
                                            const Limits &limits);

} // namespace usher::check
