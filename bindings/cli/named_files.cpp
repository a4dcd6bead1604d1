// SPDX-License-Identifier: BSL-1.0
#include "named_files.hpp"

#include "exit.hpp"
#include "output.hpp"
#include "written_file.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sys/stat.h>
#include <system_error>

#include <fmt/format.h>

namespace usher::cli {
namespace {

namespace fs = std::filesystem;

std::string inode(const struct stat &file) {
  return S_ISREG(file.st_mode) ? fmt::format("{}:{}", file.st_dev, file.st_ino) : std::string();
}

/// The same text for the same file, by whatever name. Empty for what writing does not destroy: pipes and devices.
std::string identity(const std::string &path) {
  struct stat is = {};
  if (::stat(path.c_str(), &is) == 0)
    return S_ISDIR(is.st_mode) ? identity(path + "/policy.yaml") : inode(is); // of a folder that is read
  std::error_code error;
  const fs::path target = fs::absolute(target_of(path), error);
  return (fs::weakly_canonical(target.parent_path(), error) / target.filename()).string();
}

std::string identity_of_open(int file) {
  struct stat is = {};
  return ::fstat(file, &is) == 0 ? inode(is) : std::string();
}

std::string identity(const NamedFile &file) {
  if (file.path.empty()) return {};
  return file.path == "-" ? identity_of_open(stdin_file) : identity(std::string(file.path));
}

// Of what is there, whether a file of this kind was written before; what is empty nobody misses.
bool may_be_replaced(const NamedFile &file) {
  if (file.begins.empty()) return true;
  const std::string path(file.path);
  struct stat is = {};
  if (::stat(path.c_str(), &is) != 0 || !S_ISREG(is.st_mode) || is.st_size == 0) return true;
  std::array<char, 64> begin{};
  std::ifstream in(path, std::ios::binary);
  in.read(begin.data(), begin.size());
  const std::string_view there(begin.data(), static_cast<std::size_t>(in.gcount()));
  return std::any_of(file.begins.begin(), file.begins.end(),
                     [there](std::string_view one) { return there.starts_with(one); });
}

/// Without the quotes around it.
std::string_view bare(std::string_view text) {
  constexpr std::string_view around = " \t\r\"'";
  const std::size_t begin = text.find_first_not_of(around);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(around) + 1 - begin);
}

[[noreturn]] void refuse(const NamedFile &file, std::string_view why) {
  throw Failure(exit_usage,
                fmt::format("{} would write over {}, {}; name another file", file.what, file.path, why));
}

} // namespace

void refuse_shared_files(std::span<const NamedFile> read, std::span<const NamedFile> written) {
  for (std::size_t i = 0; i < written.size(); ++i) {
    const NamedFile &file = written[i];
    if (file.path.empty() || file.path == "-") continue;
    if (const std::string same = identity(file); !same.empty()) {
      for (const NamedFile &other : read)
        if (identity(other) == same && other.replaced_by != file.what)
          refuse(file, fmt::format("which is {}", other.what));
      for (const NamedFile &other : written.first(i))
        if (other.path != "-" && identity(other) == same)
          refuse(file, fmt::format("which {} writes", other.what));
    }
    if (!may_be_replaced(file)) refuse(file, fmt::format("which {} did not write", file.what));
  }
}

std::vector<std::string> paths_in(const std::string &yaml) {
  std::vector<std::string> found;
  const fs::path folder = fs::path(yaml).parent_path();
  const auto take = [&](std::string_view text) {
    std::error_code error;
    const fs::path path = folder / fs::path(bare(text));
    if (!bare(text).empty() && fs::is_regular_file(path, error)) found.push_back(path.string());
  };
  std::ifstream in(yaml);
  for (std::string line; std::getline(in, line);) {
    std::string_view rest = line;
    if (const std::size_t comment = rest.find(" #"); comment != std::string_view::npos)
      rest = rest.substr(0, comment);
    if (bare(rest).starts_with('#')) continue;
    if (const std::size_t colon = rest.find(": "); colon != std::string_view::npos)
      take(rest.substr(colon + 2)); // a name may have spaces
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find_first_of(" \t,[]{}"), rest.size());
      take(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  return found;
}

} // namespace usher::cli
