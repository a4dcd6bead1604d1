// SPDX-License-Identifier: BSL-1.0
// usher desk --follow: a desk as a journal tells of it, shown anew whenever more is told.
#pragma once

#include "desk_look.hpp"
#include "metrics_option.hpp"
#include "options.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include <usher/usher.hpp>

namespace usher::cli {

struct FollowOptions {
  CommonOptions common;           // its policy: empty: that of the snapshot
  std::vector<std::string> later; // policies that the desk got later
  std::string journal;
  std::string snapshot; // where the desk is put away at the end; empty: nowhere
  std::string now = {}; // empty: the desk's own time
  std::chrono::milliseconds every{1000};
  std::uint64_t seed = 0;
  bool once = false;
  bool keep_going = false;
};

/// `snapshot`: the path of one that the journal goes on from; empty: none. Returns the exit code; throws Failure.
[[nodiscard]] int follow(const FollowOptions &options, const std::string &snapshot, const DeskLook &look,
                         const MetricsChoice &metrics, Format format);

} // namespace usher::cli
