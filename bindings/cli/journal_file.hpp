// SPDX-License-Identifier: BSL-1.0
// The file of a journal, written as the events come.
#pragma once

#include <string>
#include <string_view>

namespace usher::cli {

/// A new file, or one that is written anew. Throws Failure where something cannot be written.
class JournalFile {
 public:
  explicit JournalFile(std::string path);
  JournalFile(const JournalFile &) = delete;
  JournalFile &operator=(const JournalFile &) = delete;
  ~JournalFile();

  void add(std::string_view lines);
  /// Sees that it is on the disk.
  void close();

 private:
  [[noreturn]] void fail() const;

  std::string path_;
  int file_;
};

} // namespace usher::cli
