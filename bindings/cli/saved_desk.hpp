// SPDX-License-Identifier: BSL-1.0
// A desk that was put away in a file.
#pragma once

#include <cstdint>
#include <string>

#include <usher/usher.hpp>

namespace usher::cli {

/// The file, as long as its header says and one byte more, so that a longer one is seen to be; of what is no snapshot only
/// the begin, which is refused. "-" is stdin. Throws Failure.
[[nodiscard]] std::string read_snapshot(const std::string &path);

/// The desk of what read_snapshot() gave. Throws Failure, with the name of the file.
[[nodiscard]] Desk restore_desk(const std::string &path, const std::string &bytes,
                                const DeskOptions &options = {});

/// What a desk has been told.
struct SeenEvents {
  std::uint64_t count = 0;
  Time time; // of the desk: that at which the last of them was applied
};

/// Of a desk that has a journal (DeskOptions::journal).
[[nodiscard]] SeenEvents events_seen(Desk &desk);

} // namespace usher::cli
