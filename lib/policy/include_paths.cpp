// SPDX-License-Identifier: BSL-1.0
#include "policy/include_paths.hpp"

#include "base/utf8.hpp"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

namespace usher::policy {
namespace {

namespace fs = std::filesystem;

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor &) = delete;
  Descriptor &operator=(const Descriptor &) = delete;
  [[nodiscard]] int number() const noexcept { return number_; }

 private:
  int number_;
};

std::vector<std::string_view> parts_of(std::string_view path) {
  std::vector<std::string_view> parts;
  while (!path.empty()) {
    const std::size_t slash = path.find('/');
    if (slash != 0) parts.push_back(path.substr(0, slash));
    if (slash == std::string_view::npos) break;
    path.remove_prefix(slash + 1);
  }
  return parts;
}

// Not fnmatch(), whose `?` depends on the locale of the host. On a mismatch it goes back to the last `*`
// only, so the time is the product of the two lengths.
bool fits(std::string_view pattern, std::string_view name) {
  if (name.starts_with('.') && !pattern.starts_with('.')) return false;
  std::size_t p = 0;
  std::size_t n = 0;
  std::size_t star = std::string_view::npos;
  std::size_t resume = 0;
  while (n < name.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      resume = n;
    } else if (p < pattern.size() && pattern[p] == '?') {
      ++p;
      n += decode_utf8(name, n).size;
    } else if (p < pattern.size() && pattern[p] == name[n]) {
      ++p;
      ++n;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      n = ++resume;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

FileProvider::Outcome read_descriptor(int number, std::size_t most_bytes, std::string &text) {
  struct stat status = {};
  if (::fstat(number, &status) != 0) return FileProvider::Outcome::unreadable;
  if (!S_ISREG(status.st_mode)) return FileProvider::Outcome::not_a_file;
  text.clear();
  char block[16384];
  for (;;) {
    const ssize_t got = ::read(number, block, sizeof block);
    if (got < 0) {
      if (errno == EINTR) continue;
      return FileProvider::Outcome::unreadable;
    }
    if (got == 0) return FileProvider::Outcome::ok;
    text.append(block, static_cast<std::size_t>(got));
    if (text.size() > most_bytes) return FileProvider::Outcome::too_large;
  }
}

} // namespace

bool is_below(const fs::path &folder, const fs::path &path) {
  const auto [end, ignored] = std::mismatch(folder.begin(), folder.end(), path.begin(), path.end());
  return end == folder.end();
}

DiskFiles::DiskFiles(std::string folder) : folder_(std::move(folder)) {
  if (!folder_.empty() && folder_.back() != '/') folder_.push_back('/');
}

FileProvider::Outcome DiskFiles::read(const std::string &path, std::size_t most_bytes, std::string &text) {
  std::error_code error;
  const fs::path folder = fs::canonical(folder_.empty() ? fs::path(".") : fs::path(folder_), error);
  if (error) return Outcome::missing;
  // Symbolic links inside the folder are followed, since that is how container platforms mount configuration;
  // what they lead to must be inside as well. The canonical path has no link left, so O_NOFOLLOW closes the
  // gap between this check and the opening.
  const fs::path file = fs::canonical(folder / path, error);
  if (error == std::errc::no_such_file_or_directory || error == std::errc::not_a_directory)
    return Outcome::missing;
  if (error) return Outcome::unreadable;
  if (!is_below(folder, file)) return Outcome::outside;
  const Descriptor descriptor(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  if (descriptor.number() < 0) return Outcome::unreadable;
  return read_descriptor(descriptor.number(), most_bytes, text);
}

std::optional<std::vector<std::string>> DiskFiles::list(const std::string &folder) {
  std::vector<std::string> names;
  std::error_code error;
  const fs::path root = fs::canonical(folder_.empty() ? fs::path(".") : fs::path(folder_), error);
  if (error) return names;
  const fs::path full = fs::canonical(root / folder, error);
  if (error) return names;
  if (!is_below(root, full)) return std::nullopt;
  for (fs::directory_iterator it(full, error), end; !error && it != end; it.increment(error))
    names.push_back(it->path().filename().string());
  return names;
}

std::string DiskFiles::display_name(const std::string &path) const { return folder_ + path; }

std::optional<std::string> resolve_include(std::string_view from, std::string_view include) {
  if (include.empty() || include.front() == '/') return std::nullopt;
  const std::size_t slash = from.rfind('/');
  std::vector<std::string_view> parts =
      parts_of(slash == std::string_view::npos ? "" : from.substr(0, slash));
  for (const std::string_view part : parts_of(include)) {
    if (part == ".") continue;
    if (part != "..") {
      parts.push_back(part);
      continue;
    }
    if (parts.empty()) return std::nullopt;
    parts.pop_back();
  }
  std::string path;
  for (const std::string_view part : parts) {
    if (!path.empty()) path.push_back('/');
    path += part;
  }
  if (path.empty()) return std::nullopt;
  return path;
}

bool has_wildcard(std::string_view path) noexcept {
  return path.find_first_of("*?") != std::string_view::npos;
}

Globbed expand_glob(FileProvider &provider, std::string_view pattern) {
  Globbed out;
  std::size_t looked_at = 0;
  std::vector<std::string> found = {""};
  for (const std::string_view part : parts_of(pattern)) {
    std::vector<std::string> next;
    for (const std::string &folder : found) {
      const std::string prefix = folder.empty() ? "" : folder + "/";
      const auto names = provider.list(folder);
      if (!names) {
        out.outside.push_back(folder);
        continue;
      }
      looked_at += names->size();
      if (looked_at > most_glob_names) {
        out.too_many = true;
        return out;
      }
      for (const std::string &name : *names) {
        if (fits(part, name)) next.push_back(prefix + name);
      }
    }
    found = std::move(next);
  }
  std::sort(found.begin(), found.end());
  out.paths = std::move(found);
  return out;
}

} // namespace usher::policy
