// SPDX-License-Identifier: BSL-1.0
#include "base/nearest.hpp"
#include "calendar/zone.hpp"
#include "calendar/zone_file.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <new>
#include <system_error>

#include <fmt/format.h>

namespace usher::calendar {
namespace {

// The longest name in use has 32 letters.
constexpr std::size_t longest_name = 64;
// Ten times what the list of all zones has.
constexpr std::size_t most_list_bytes = std::size_t{1} << 20;

std::string folder() {
  const char *named = std::getenv("TZDIR");
  return named != nullptr && *named != '\0' ? named : "/usr/share/zoneinfo";
}

// Names are parts of file paths: letters, digits and _ + - in up to three parts.
bool has_shape(std::string_view name) {
  if (name.empty() || name.size() > longest_name) return false;
  int slashes = 0;
  char before = '/';
  for (const char c : name) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '_' || c == '+' || c == '-';
    if (!plain && (c != '/' || before == '/' || ++slashes > 2)) return false;
    before = c;
  }
  return before != '/';
}

// Files of that folder that are no places: whatever this machine is set to, no place at all, and the same zones
// again (with leap seconds under right/, which Unix time does not have).
bool is_other(std::string_view name) {
  return name == "localtime" || name == "posixrules" || name == "Factory" || name.starts_with("posix/") ||
         name.starts_with("right/");
}

enum class Read : std::uint8_t { ok, no_file, refused };

// A lack of memory is told apart from all else that may be wrong.
Read read_problem(int error) {
  if (error == ENOMEM) throw std::bad_alloc();
  return error == ENOENT || error == ENOTDIR ? Read::no_file : Read::refused;
}

// At most so many bytes of a file. Not by a stream, which takes every failure, that of memory too, for the file's end.
Read read_file(const std::string &path, std::size_t most, std::string &out) {
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  if (status.type() == std::filesystem::file_type::none) return read_problem(error.value());
  if (status.type() != std::filesystem::file_type::regular) return Read::no_file;
  out.resize(most);
  const std::unique_ptr<std::FILE, int (*)(std::FILE *)> file(std::fopen(path.c_str(), "rb"), &std::fclose);
  if (file == nullptr) return read_problem(errno);
  // No memory of its own for what goes into `out` at once.
  (void)std::setvbuf(file.get(), nullptr, _IONBF, 0);
  out.resize(std::fread(out.data(), 1, most, file.get()));
  return std::ferror(file.get()) != 0 ? read_problem(errno) : Read::ok;
}

Read read_zone(const std::string &path, std::string &out) {
  const Read read = read_file(path, most_zone_bytes + 1, out);
  return read == Read::ok && !out.starts_with("TZif") ? Read::no_file : read;
}

// Whether there are zone files at all, of the zones that every system has.
ZoneStatus status_without_file() {
  std::string ignored;
  for (const char *known : {"/Europe/London", "/Etc/UTC"}) {
    const Read read = read_zone(folder() + known, ignored);
    if (read != Read::no_file) return read == Read::ok ? ZoneStatus::unknown : ZoneStatus::refused;
  }
  return ZoneStatus::no_files;
}

// The names in the zone data's own list. Absent on some systems; then there is no "did you mean".
std::vector<std::string> known_names() {
  std::vector<std::string> names;
  std::string list;
  if (read_file(folder() + "/tzdata.zi", most_list_bytes, list) != Read::ok) return names;
  for (std::size_t at = 0; at < list.size();) {
    const std::size_t end = std::min(list.find('\n', at), list.size());
    const std::string_view line = std::string_view(list).substr(at, end - at);
    at = end + 1;
    // "Z Europe/Rome 0:49:56 - LMT ...": a zone. "L Europe/Rome Europe/Vatican": another name for it.
    const bool link = line.starts_with("L ");
    if (!link && !line.starts_with("Z ")) continue;
    const std::size_t begin = link ? line.find(' ', 2) + 1 : 2;
    const std::string_view name = line.substr(begin, line.find(' ', begin) - begin);
    if (!is_other(name)) names.emplace_back(name);
  }
  return names;
}

} // namespace

LoadedZone load_zone(std::string_view name) {
  if (!has_shape(name) || is_other(name)) return {ZoneStatus::bad_name, nullptr};
  if (name == "UTC" || name == "Etc/UTC")
    return {ZoneStatus::ok,
            std::make_shared<const Zone>(std::string(name), std::vector<Zone::Offset>{{0, 0}})};
  const std::string key(name);
  std::string bytes;
  const Read read = read_zone(folder() + '/' + key, bytes);
  if (read == Read::refused) return {ZoneStatus::refused, nullptr};
  if (read == Read::no_file) return {status_without_file(), nullptr};
  auto offsets = read_zone_file(bytes);
  if (!offsets) return {ZoneStatus::damaged, nullptr};
  return {ZoneStatus::ok, std::make_shared<const Zone>(key, std::move(*offsets))};
}

ZoneProblem zone_problem(ZoneStatus status, std::string_view name) {
  if (status == ZoneStatus::ok) return {};
  if (status == ZoneStatus::no_files) {
    return {fmt::format("time zone \"{}\" cannot be read, as there are no zone files in {}", name, folder()),
            "install the system's package tzdata, or set TZDIR to the folder that holds them"};
  }
  if (status == ZoneStatus::damaged)
    return {fmt::format("the zone file of \"{}\" in {} cannot be read to its end", name, folder()),
            "install the system's package tzdata again"};
  if (status == ZoneStatus::refused)
    return {fmt::format("the system does not let the zone file of \"{}\" in {} be read", name, folder()),
            "too many files may be open, or the file is not for this user; then try again"};
  const std::vector<std::string> names = known_names();
  const std::vector<std::string_view> candidates(names.begin(), names.end());
  std::string hint = suggestion(name, candidates);
  if (hint.empty()) hint = "IANA names are a region and a city, such as Europe/Rome";
  if (status == ZoneStatus::bad_name)
    return {fmt::format("\"{}\" is not the name of a time zone", name), hint};
  return {fmt::format("there is no time zone \"{}\"", name), hint};
}

} // namespace usher::calendar
