// SPDX-License-Identifier: BSL-1.0
#include "check/sample_run.hpp"

#include "base/utf8.hpp"
#include "rules/triage.hpp"

#include <algorithm>

namespace usher::check {

SampleRun run_sample(const rules::Ruleset &ruleset, std::string_view lines, const Limits &limits) {
  SampleRun out{rules::Sample(ruleset), 0};
  rules::TriageOptions options;
  options.lenient = true;
  options.limits = limits;
  rules::Workspace workspace;
  lines = without_byte_order_mark(lines);
  while (!lines.empty()) {
    const std::size_t size = std::min(lines.find('\n'), lines.size());
    std::string_view line = lines.substr(0, size);
    lines.remove_prefix(std::min(size + 1, lines.size()));
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    Findings findings;
    if (rules::triage_json(ruleset, options, line, 0, workspace, findings) == rules::TriageStatus::ok)
      out.sample.add(ruleset, workspace);
    else
      ++out.refused;
  }
  return out;
}

rules::Ruleset sharpened(const rules::Ruleset &ruleset, const rules::Sample &sample) {
  return rules::Ruleset(ruleset.policy(), &sample);
}

SampleFigures compare_filings(const rules::Ruleset &ruleset, std::string_view lines, const Limits &limits) {
  const SampleRun before = run_sample(ruleset, lines, limits);
  const SampleRun after = run_sample(sharpened(ruleset, before.sample), lines, limits);
  return {before.sample.messages(), before.refused, before.sample.looked_at(), after.sample.looked_at()};
}

} // namespace usher::check
