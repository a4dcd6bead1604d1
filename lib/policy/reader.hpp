// SPDX-License-Identifier: BSL-1.0
// From YAML to a Policy, with every error of every file in one list.
#pragma once

#include "base/finding.hpp"
#include "base/limits.hpp"
#include "policy/files.hpp"
#include "policy/model.hpp"

#include <span>
#include <string>
#include <vector>

namespace usher::policy {

enum class ReadStatus { ok, bad_policy, unreadable };

/// Reads a policy from a file, or from the policy.yaml of a folder. With errors the policy is not to be used; what
/// could be read of it is there all the same.
[[nodiscard]] ReadStatus read_policy(const std::string &path, const Limits &limits, Policy &out,
                                     Findings &findings);

/// The same from memory.
[[nodiscard]] ReadStatus read_policy(const MemoryFile &main, std::span<const MemoryFile> includes,
                                     const Limits &limits, Policy &out, Findings &findings);

/// A file of tests for a policy: a list of tests, or a mapping with `tests`. False when it has errors. The tests'
/// places refer to `policy.files`, to which the file is added.
[[nodiscard]] bool read_test_file(const MemoryFile &file, const Limits &limits, Policy &policy,
                                  std::vector<TestCase> &out, Findings &findings);

} // namespace usher::policy
