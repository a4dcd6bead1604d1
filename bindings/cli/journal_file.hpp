// SPDX-License-Identifier: BSL-1.0
// The file of a journal, written as the events come.
#pragma once

#include "saved_desk.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <sys/types.h>

namespace usher::cli {

/// A new file, or one that goes on: what stands in it stays. Throws Failure where something cannot be written.
class JournalFile {
 public:
  /// `seen`: the last event of the desk that goes on from a snapshot. A journal that is there already has to end with
  /// it; for a desk that begins, it has to be empty. Nobody else may write to it meanwhile.
  JournalFile(std::string path, std::optional<SeenEvents> seen);
  JournalFile(const JournalFile &) = delete;
  JournalFile &operator=(const JournalFile &) = delete;
  ~JournalFile();

  /// Whole or, as far as a file can be cut, not at all.
  void add(std::string_view lines);
  /// Sees that it is on the disk.
  void close();

 private:
  void go_on(std::optional<SeenEvents> seen);
  [[noreturn]] void take_back(off_t written) const;
  [[noreturn]] void fail() const;

  std::string path_;
  int file_;
};

} // namespace usher::cli
