// SPDX-License-Identifier: BSL-1.0
// A policy from wherever it is, in either of its forms: YAML, or an image that was compiled from it.
#pragma once

#include "base/finding.hpp"
#include "base/limits.hpp"
#include "policy/files.hpp"
#include "rules/ruleset.hpp"

#include <optional>
#include <span>
#include <string>

namespace usher::rules {

enum class LoadStatus { ok, bad_policy, unreadable, damaged, other_version };

struct LoadOptions {
  Limits limits;
  bool verify = false; // every byte of an image
};

/// A file, or the policy.yaml of a folder. What a file is, its first bytes say.
[[nodiscard]] LoadStatus load_file(const std::string &path, const LoadOptions &options,
                                   std::optional<Ruleset> &out, Findings &findings);
/// From memory; an image is copied, and has no use for the includes.
[[nodiscard]] LoadStatus load_memory(const policy::MemoryFile &main,
                                     std::span<const policy::MemoryFile> includes, const LoadOptions &options,
                                     std::optional<Ruleset> &out, Findings &findings);

} // namespace usher::rules
