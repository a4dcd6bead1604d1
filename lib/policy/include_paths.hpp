// SPDX-License-Identifier: BSL-1.0
// Where an include leads: relative paths that stay inside the policy's folder, and globs over what is there.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace usher::policy {

/// A place where included files are found, by paths relative to the policy's folder with '/' between the
/// parts.
class FileProvider {
 public:
  virtual ~FileProvider() = default;

  enum class Outcome { ok, missing, outside, not_a_file, unreadable, too_large };
  /// Reads a file of at most `most_bytes`.
  virtual Outcome read(const std::string &path, std::size_t most_bytes, std::string &text) = 0;
  /// Names of the entries of a folder ("" is the policy's own), in no order; empty when there is none, nothing when
  /// it is a link that leaves the policy's folder.
  virtual std::optional<std::vector<std::string>> list(const std::string &folder) = 0;
  /// How findings call the file.
  virtual std::string display_name(const std::string &path) const = 0;
  /// The hint for a file that is not there where none can be; empty where some are.
  virtual std::string_view hint_without_files() const noexcept { return {}; }
};

/// Files below a folder of the disk.
class DiskFiles final : public FileProvider {
 public:
  explicit DiskFiles(std::string folder);
  Outcome read(const std::string &path, std::size_t most_bytes, std::string &text) override;
  std::optional<std::vector<std::string>> list(const std::string &folder) override;
  std::string display_name(const std::string &path) const override;

 private:
  std::string folder_; // empty or ending in '/'
};

/// Whether `path` leads into `folder`; both canonical.
[[nodiscard]] bool is_below(const std::filesystem::path &folder, const std::filesystem::path &path);

/// `include` as written in the file `from`, as a path relative to the policy's folder without `.` and `..`
/// parts. Nothing when it is absolute or leaves the folder.
[[nodiscard]] std::optional<std::string> resolve_include(std::string_view from, std::string_view include);

[[nodiscard]] bool has_wildcard(std::string_view path) noexcept;

struct Globbed {
  std::vector<std::string> paths;   // in byte order
  std::vector<std::string> outside; // folders on the way that are links which leave the policy's folder
  bool too_many = false;            // more than most_glob_names were looked at; then there are no paths
};

/// What a glob may look at. Links within a folder make any number of names out of a few.
inline constexpr std::size_t most_glob_names = 20'000;

/// The files that a path with `*` (any characters) and `?` (one character) names. A wildcard never crosses a '/', and
/// none at a name's start finds a name that starts with a dot.
[[nodiscard]] Globbed expand_glob(FileProvider &provider, std::string_view pattern);

} // namespace usher::policy
