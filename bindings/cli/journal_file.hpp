// SPDX-License-Identifier: BSL-1.0
// The file of a journal, written as the events come.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace usher::cli {

/// A new file, or one that goes on: what stands in it stays. Throws Failure where something cannot be written.
class JournalFile {
 public:
  /// `seen`: how many events the desk has seen that goes on from a snapshot. A journal that is there already has to end
  /// with the last of them; for a desk that begins, it has to be empty.
  JournalFile(std::string path, std::optional<std::uint64_t> seen);
  JournalFile(const JournalFile &) = delete;
  JournalFile &operator=(const JournalFile &) = delete;
  ~JournalFile();

  void add(std::string_view lines);
  /// Sees that it is on the disk.
  void close();

 private:
  void go_on(std::optional<std::uint64_t> seen) const;
  [[noreturn]] void fail() const;

  std::string path_;
  int file_;
};

} // namespace usher::cli
