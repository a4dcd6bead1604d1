// SPDX-License-Identifier: BSL-1.0
// The files of a policy: the main one and those it includes, from the disk or from memory.
#pragma once

#include "base/finding.hpp"
#include "base/limits.hpp"
#include "base/source.hpp"
#include "policy/yaml.hpp"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace usher::policy {

/// A file that has been read. Node texts point into `yaml`, which must outlive their use.
struct LoadedFile {
  Source source;
  Yaml yaml;
};

struct MemoryFile {
  std::string_view name;
  std::string_view text;
};

/// Main file first; after it the includes in the order in which their content comes before the including
/// file's own. `order` lists indices in the order in which sections are merged: included files before those
/// that include them.
struct FileSet {
  /// An iCalendar file as a calendar names it.
  struct Holidays {
    std::uint32_t from = 0;   // the file that names it
    std::string_view written; // the name there
    std::uint32_t source = 0; // in holiday_sources
  };

  std::vector<std::unique_ptr<LoadedFile>> files;
  std::vector<std::unique_ptr<Source>> holiday_sources;
  std::vector<Holidays> holidays; // those that could be read
  std::vector<std::uint32_t> order;
  bool incomplete = false; // some file could not be read, so names that it declares are not known
};

/// What kept the main file from being read at all, as opposed to what is wrong in it.
enum class FileStatus { ok, unreadable };

/// Reads `path` (a folder means its policy.yaml) and everything it includes, never outside the main file's
/// folder and through no symbolic link that leaves it. Findings carry names as the user can open them.
[[nodiscard]] FileStatus read_files(const std::string &path, const Limits &limits, FileSet &out,
                                    Findings &findings);

/// The same from memory: an include is looked up in `includes` by its name relative to the main text's
/// folder.
void read_memory(const MemoryFile &main, std::span<const MemoryFile> includes, const Limits &limits,
                 FileSet &out, Findings &findings);

} // namespace usher::policy
