// SPDX-License-Identifier: BSL-1.0
// Decisions as JSON (docs/schema/decision.schema.json).
#pragma once

#include "base/json.hpp"
#include "rules/decide.hpp"

namespace usher::rules {

/// One object, every key present. `detail` adds positions, confidences and the parts of the priority.
void write_json(const Ruleset &ruleset, const Workspace &workspace, bool detail, JsonWriter &json);

/// The name of the rule behind something, "default", or empty.
[[nodiscard]] std::string_view rule_name(const Ruleset &ruleset, RuleNumber rule);

/// What the message and the rules say together.
[[nodiscard]] std::string_view stage_of(const Ruleset &ruleset, const Workspace &workspace);
[[nodiscard]] std::string_view visibility_of(const Ruleset &ruleset, const Workspace &workspace);

} // namespace usher::rules
