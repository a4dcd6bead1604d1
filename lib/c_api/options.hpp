// SPDX-License-Identifier: BSL-1.0
// Options and messages from the caller's structs.
#pragma once

#include "c_api/handles.hpp"

namespace usher::c_api {

/// Changes limits by name; an unknown or too high one is USHER_LIMIT with a finding.
[[nodiscard]] usher_status read_limits(const usher_limit *first, std::size_t count, Limits &limits,
                                       Findings &findings);

/// `from_json`: language and personal data are looked for unless the caller says otherwise.
[[nodiscard]] usher_status read_options(const usher_triage_options *from, bool from_json,
                                        const Limits &defaults, rules::TriageOptions &out,
                                        Findings &findings);

/// Triages a message whose struct has been read.
[[nodiscard]] usher_status triage_message(const PolicyBody &body, const rules::TriageOptions &options,
                                          const usher_message &message, std::uint32_t line,
                                          rules::Workspace &workspace, Findings &findings);

[[nodiscard]] usher_status status_of(rules::TriageStatus status) noexcept;

} // namespace usher::c_api
