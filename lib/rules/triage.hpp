// SPDX-License-Identifier: BSL-1.0
// A message in, a decision out: reading, looking, deciding in one call, for every form a message comes in.
#pragma once

#include "base/finding.hpp"
#include "base/limits.hpp"
#include "rules/decide.hpp"
#include "rules/message_builder.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace usher::rules {

struct TriageOptions {
  bool lenient = false;
  LookOptions look;
  bool due_times = true; // see decide()
  std::optional<std::int64_t> now;
  Limits limits;
};

enum class TriageStatus { ok, bad_input, over_limit };

/// From JSON. `line` as in read_json.
[[nodiscard]] TriageStatus triage_json(const Ruleset &ruleset, const TriageOptions &options,
                                       std::string_view json, std::uint32_t line, Workspace &workspace,
                                       Findings &findings);

/// From fields: `fill` gives them to the builder that it is handed.
template <class Fill>
[[nodiscard]] TriageStatus triage_fields(const Ruleset &ruleset, const TriageOptions &options,
                                         Workspace &workspace, Findings &findings, Fill &&fill);

/// A test of a policy; `files` are those that its places refer to.
[[nodiscard]] TriageStatus triage_test(const Ruleset &ruleset, const TriageOptions &options,
                                       std::span<const policy::File> files, const policy::TestCase &test,
                                       Workspace &workspace, Findings &findings);

// ---------------------------------------------------------------------------------------------------------------

/// What is left to do when all fields are there.
[[nodiscard]] TriageStatus finish_triage(const Ruleset &ruleset, const TriageOptions &options,
                                         MessageBuilder &builder, Workspace &workspace, const Findings &mine);

template <class Fill>
TriageStatus triage_fields(const Ruleset &ruleset, const TriageOptions &options, Workspace &workspace,
                           Findings &findings, Fill &&fill) {
  Findings mine;
  workspace.facts.clear(ruleset.sizes());
  MessageBuilder builder(ruleset, options.limits, options.lenient, workspace.facts, mine);
  fill(builder);
  const TriageStatus status = finish_triage(ruleset, options, builder, workspace, mine);
  findings.append(mine);
  return status;
}

} // namespace usher::rules
