// SPDX-License-Identifier: BSL-1.0
#include "policy/files.hpp"

#include "base/nearest.hpp"
#include "policy/context.hpp"
#include "policy/include_paths.hpp"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

namespace usher::policy {
namespace {

namespace fs = std::filesystem;

/// Included texts that the host handed over. Names are paths relative to the main text's folder.
class MemoryFiles final : public FileProvider {
 public:
  explicit MemoryFiles(std::span<const MemoryFile> files) : files_(files) {}

  Outcome read(const std::string &path, std::size_t most_bytes, std::string &text) override {
    const auto found =
        std::find_if(files_.begin(), files_.end(), [&](const MemoryFile &file) { return file.name == path; });
    if (found == files_.end()) return Outcome::missing;
    if (found->text.size() > most_bytes) return Outcome::too_large;
    text = found->text;
    return Outcome::ok;
  }

  std::optional<std::vector<std::string>> list(const std::string &folder) override {
    const std::string prefix = folder.empty() ? "" : folder + "/";
    std::vector<std::string> names;
    for (const MemoryFile &file : files_) {
      if (!file.name.starts_with(prefix)) continue;
      const std::string_view rest = file.name.substr(prefix.size());
      const std::string name(rest.substr(0, rest.find('/')));
      if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    }
    return names;
  }

  std::string display_name(const std::string &path) const override { return path; }

  std::string_view hint_without_files() const noexcept override {
    if (!files_.empty()) return {};
    return "a text by itself, as from stdin, can include no files: name the policy's file or folder";
  }

 private:
  std::span<const MemoryFile> files_;
};

class Loader {
 public:
  Loader(FileProvider &provider, const Limits &limits, FileSet &out, Findings &findings)
      : provider_(provider),
        limits_(limits),
        out_(out),
        findings_(findings),
        bytes_left_(limits.policy_bytes),
        nodes_left_(limits.nodes) {}

  /// Takes a file's text and everything it includes. `path` is relative to the policy's folder.
  void take(std::string path, std::string display_name, std::string text) {
    const auto index = static_cast<std::uint32_t>(out_.files.size());
    bytes_left_ -= std::min<std::uint64_t>(bytes_left_, text.size());
    out_.files.push_back(
        std::make_unique<LoadedFile>(LoadedFile{Source(std::move(display_name), std::move(text)), Yaml()}));
    LoadedFile &file = *out_.files.back();
    // Includes are read even when the file has errors, so that one report has the errors of all files.
    if (!file.yaml.read(file.source, nodes_left_, findings_) && file.yaml.root().kind == Node::Kind::null) {
      out_.incomplete = true;
    }
    nodes_left_ -= std::min<std::uint64_t>(nodes_left_, file.yaml.node_count());
    chain_.push_back(std::move(path));
    take_includes(file);
    take_holidays(file, index);
    chain_.pop_back();
    out_.order.push_back(index);
  }

 private:
  void add(Code code, const LoadedFile &file, const Node &at, std::string message, std::string hint,
           Severity severity = Severity::error) {
    // Names that are declared in an include that could not be read are not known.
    if (severity == Severity::error && path_ == "include") out_.incomplete = true;
    findings_.add({severity, code, file.source.name(), at.position.line, at.position.column, path_,
                   std::move(message), std::move(hint)});
  }

  void take_includes(const LoadedFile &file) {
    for (const Entry &entry : file.yaml.root().entries) {
      if (entry.key.text != "include") continue;
      const Node &list = entry.value;
      if (list.kind == Node::Kind::scalar) {
        take_include(file, list);
      } else if (list.kind == Node::Kind::sequence) {
        for (const Node &item : list.items) {
          if (item.kind == Node::Kind::scalar)
            take_include(file, item);
          else
            add(Code::wrong_shape, file, item, "an include is a path",
                "write it as text, as in topics/*.yaml");
        }
      } else {
        add(Code::wrong_shape, file, list, "`include` takes a list of paths",
            "as in include: [topics/*.yaml]");
      }
    }
  }

  void take_include(const LoadedFile &file, const Node &node) {
    const std::string from = chain_.back();
    const std::optional<std::string> path = resolve_include(from, node.text);
    if (!path) {
      add(Code::include_outside, file, node,
          fmt::format("{} is outside the policy's folder", quote(node.text)),
          "use a path below the folder of the main file, relative to this file");
      return;
    }
    if (!has_wildcard(*path)) {
      take_path(file, node, *path);
      return;
    }
    const Globbed found = expand_glob(provider_, *path);
    if (found.too_many) {
      add(Code::limit, file, node,
          fmt::format("{} makes usher look at more than {} names", quote(node.text), most_glob_names),
          "name the folders, and take out links between them");
      return;
    }
    for (const std::string &folder : found.outside) {
      add(Code::include_outside, file, node,
          fmt::format("{} is a link that leaves the policy's folder", quote(folder)),
          "copy its files into the folder");
    }
    if (found.paths.empty() && found.outside.empty()) {
      add(Code::empty_include, file, node, fmt::format("no file matches {}", quote(node.text)),
          hint_of_missing("take the line out, or check the folder's name"), Severity::warning);
    }
    for (const std::string &one : found.paths)
      take_path(file, node, one);
  }

  void take_path(const LoadedFile &file, const Node &node, const std::string &path) {
    if (std::find(chain_.begin(), chain_.end(), path) != chain_.end()) {
      add(Code::include_cycle, file, node, fmt::format("{} includes itself", quote(path)),
          "an included file must not include the files that lead to it");
      return;
    }
    if (std::find(seen_.begin(), seen_.end(), path) != seen_.end()) {
      add(Code::duplicate_name, file, node, fmt::format("{} is included twice", quote(path)),
          "include it once");
      return;
    }
    if (chain_.size() > limits_.include_depth) {
      add(Code::limit, file, node, fmt::format("includes are nested deeper than {}", limits_.include_depth),
          "include the file from the main file");
      return;
    }
    if (out_.files.size() >= limits_.policy_files) {
      if (!too_many_files_) {
        add(Code::limit, file, node, fmt::format("more than {} files", limits_.policy_files),
            "join some of them, or raise the limit policy_files");
      }
      too_many_files_ = true;
      return;
    }
    if (std::optional<std::string> text = read(file, node, path)) {
      seen_.push_back(path);
      take(path, provider_.display_name(path), std::move(*text));
    }
  }

  // The files of `holidays`, wherever a calendar names one. What else is wrong with calendars is said where they are
  // read.
  void take_holidays(const LoadedFile &file, std::uint32_t index) {
    for (const Entry &section : file.yaml.root().entries) {
      if (section.key.text != "calendars") continue;
      for (const Entry &calendar : section.value.entries) {
        for (const Entry &key : calendar.value.entries) {
          if (key.key.text != "holidays" || key.value.kind != Node::Kind::scalar) continue;
          path_ = fmt::format("calendars.{}.holidays", calendar.key.text);
          take_holiday_file(file, index, key.value);
          path_ = "include";
        }
      }
    }
  }

  void take_holiday_file(const LoadedFile &file, std::uint32_t index, const Node &node) {
    const std::optional<std::string> path = resolve_include(chain_.back(), node.text);
    if (!path) {
      add(Code::include_outside, file, node,
          fmt::format("{} is outside the policy's folder", quote(node.text)),
          "use a path below the folder of the main file, relative to this file");
      return;
    }
    const auto known = std::find(holiday_paths_.begin(), holiday_paths_.end(), *path);
    const auto number = static_cast<std::uint32_t>(known - holiday_paths_.begin());
    if (known == holiday_paths_.end()) {
      if (out_.files.size() + holiday_paths_.size() >= limits_.policy_files) {
        add(Code::limit, file, node, fmt::format("more than {} files", limits_.policy_files),
            "join some of them, or raise the limit policy_files");
        return;
      }
      std::optional<std::string> text = read(file, node, *path);
      if (!text) return;
      bytes_left_ -= std::min<std::uint64_t>(bytes_left_, text->size());
      holiday_paths_.push_back(*path);
      out_.holiday_sources.push_back(
          std::make_unique<Source>(provider_.display_name(*path), std::move(*text)));
    }
    out_.holidays.push_back({index, node.text, number});
  }

  // The text of a file; what is wrong is said at the node that names it.
  std::optional<std::string> read(const LoadedFile &file, const Node &node, const std::string &path) {
    std::string text;
    switch (provider_.read(path, bytes_left_, text)) {
    case FileProvider::Outcome::ok: return text;
    case FileProvider::Outcome::missing:
      add(Code::file_unreadable, file, node, fmt::format("there is no file {}", quote(path)),
          near_file(path));
      break;
    case FileProvider::Outcome::outside:
      add(Code::include_outside, file, node,
          fmt::format("{} is a link that leaves the policy's folder", quote(path)),
          "copy the file into the folder");
      break;
    case FileProvider::Outcome::not_a_file:
      add(Code::file_unreadable, file, node, fmt::format("{} is not a file", quote(path)),
          "name the files, as in topics/*.yaml");
      break;
    case FileProvider::Outcome::unreadable:
      add(Code::file_unreadable, file, node, fmt::format("{} cannot be read", quote(path)),
          "check its permissions");
      break;
    case FileProvider::Outcome::too_large:
      add(Code::limit, file, node,
          fmt::format("with {} the policy is larger than {} bytes", quote(path), limits_.policy_bytes),
          "raise the limit policy_bytes");
      break;
    }
    return std::nullopt;
  }

  std::string hint_of_missing(std::string_view ordinary) const {
    const std::string_view none = provider_.hint_without_files();
    return std::string(none.empty() ? ordinary : none);
  }

  // The hint for a file that is not there.
  std::string near_file(const std::string &path) {
    const std::size_t slash = path.rfind('/');
    const std::string folder = slash == std::string::npos ? "" : path.substr(0, slash);
    const std::vector<std::string> present = provider_.list(folder).value_or(std::vector<std::string>());
    const std::string_view near = nearest_name(path.substr(folder.empty() ? 0 : slash + 1),
                                               std::vector<std::string_view>(present.begin(), present.end()));
    if (near.empty()) return hint_of_missing("paths are relative to the file that names them");
    return fmt::format("did you mean \"{}{}{}\"?", folder, folder.empty() ? "" : "/", near);
  }

  FileProvider &provider_;
  const Limits &limits_;
  FileSet &out_;
  Findings &findings_;
  std::uint64_t bytes_left_;
  std::uint64_t nodes_left_;
  std::vector<std::string> chain_; // from the main file to the one being read
  std::vector<std::string> seen_;
  std::vector<std::string> holiday_paths_;
  std::string path_ = "include"; // of findings
  bool too_many_files_ = false;
};

struct MainFile {
  std::string folder; // of the policy, from which no include leads out; empty or ending in '/'
  std::string name;   // in it
};

MainFile parts_of(const std::string &file) {
  const std::size_t slash = file.rfind('/');
  if (slash == std::string::npos) return {"", file};
  return {file.substr(0, slash + 1), file.substr(slash + 1)};
}

// Deployments name the release that counts by a link to its main file: the includes are then beside the file, not
// beside the link. A link within its folder, as container platforms make them, has its includes beside itself.
MainFile main_file_of(const std::string &file) {
  MainFile named = parts_of(file);
  std::error_code error;
  const fs::path folder = fs::canonical(named.folder.empty() ? fs::path(".") : fs::path(named.folder), error);
  if (error) return named;
  const fs::path real = fs::canonical(file, error);
  if (error || is_below(folder, real)) return named;
  return parts_of(real.string());
}

} // namespace

FileStatus read_files(const std::string &path, const Limits &limits, FileSet &out, Findings &findings) {
  std::error_code error;
  std::string file = path;
  if (fs::is_directory(file, error)) {
    if (!file.empty() && file.back() != '/') file.push_back('/');
    file += "policy.yaml";
  }
  const MainFile main = main_file_of(file);
  DiskFiles provider(main.folder);
  const auto refuse = [&](Code code, std::string message, std::string hint) {
    findings.add({Severity::error, code, file, 0, 0, {}, std::move(message), std::move(hint)});
    return FileStatus::unreadable;
  };
  std::string text;
  FileProvider::Outcome outcome = provider.read(main.name, limits.policy_bytes, text);
  // A pipe behind /dev/fd has a name that leads to nothing.
  if (outcome == FileProvider::Outcome::missing && fs::exists(file, error))
    outcome = FileProvider::Outcome::not_a_file;
  switch (outcome) {
  case FileProvider::Outcome::ok: break;
  case FileProvider::Outcome::missing:
    return refuse(Code::file_unreadable, "there is no such file",
                  "name the policy's main file or its folder");
  case FileProvider::Outcome::not_a_file:
    return refuse(Code::file_unreadable, "this is not a file", "name the policy's main file or its folder");
  case FileProvider::Outcome::too_large:
    findings.add({Severity::error,
                  Code::limit,
                  file,
                  0,
                  0,
                  {},
                  fmt::format("the policy is larger than {} bytes", limits.policy_bytes),
                  "raise the limit policy_bytes"});
    return FileStatus::ok;
  case FileProvider::Outcome::outside:
  case FileProvider::Outcome::unreadable:
    return refuse(Code::file_unreadable, "the file cannot be read", "check its permissions");
  }
  Loader(provider, limits, out, findings).take(main.name, file, std::move(text));
  return FileStatus::ok;
}

void read_memory(const MemoryFile &main, std::span<const MemoryFile> includes, const Limits &limits,
                 FileSet &out, Findings &findings) {
  if (main.text.size() > limits.policy_bytes) {
    findings.add({Severity::error,
                  Code::limit,
                  std::string(main.name),
                  0,
                  0,
                  {},
                  fmt::format("the policy is larger than {} bytes", limits.policy_bytes),
                  "raise the limit policy_bytes"});
    return;
  }
  MemoryFiles provider(includes);
  // The main text's own name does not matter for includes, which are relative to it, and is none of theirs.
  Loader(provider, limits, out, findings).take("", std::string(main.name), std::string(main.text));
}

} // namespace usher::policy
