// SPDX-License-Identifier: BSL-1.0
// A policy read from texts, for tests that look at what came of it.
#pragma once

#include "policy/reader.hpp"

#include <initializer_list>
#include <string>
#include <string_view>

#include <fmt/format.h>

namespace usher::policy::testing {

struct ReadPolicy {
  Policy policy;
  Findings findings;
  ReadStatus status = ReadStatus::ok;

  /// Every finding: "file:line:column code".
  [[nodiscard]] std::string places() const {
    std::string text;
    for (const Finding &finding : findings) {
      if (!text.empty()) text += ", ";
      text += fmt::format("{}:{}:{} {}", finding.file, finding.line, finding.column, name_of(finding.code));
    }
    return text;
  }
};

inline ReadPolicy read(std::string_view text, std::initializer_list<MemoryFile> includes = {},
                       const Limits &limits = {}) {
  ReadPolicy result;
  result.status = read_policy({"policy.yaml", text}, includes, limits, result.policy, result.findings);
  return result;
}

/// A policy of the given sections and what every policy must have.
inline std::string with_care(std::string_view sections) {
  return fmt::format("usher: 1\n{}departments: {{care: {{}}, sales: {{}}}}\ndefault: {{department: care}}\n",
                     sections);
}

} // namespace usher::policy::testing
