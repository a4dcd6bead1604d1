// SPDX-License-Identifier: BSL-1.0
#include "base/nearest.hpp"
#include "calendar/zone.hpp"
#include "calendar/zone_file.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <system_error>

#include <fmt/format.h>

namespace usher::calendar {
namespace {

// The longest name in use has 32 letters.
constexpr std::size_t longest_name = 64;

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

// Nothing where there is no such file.
std::optional<std::string> bytes_of(const std::string &path) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(path, ignored)) return std::nullopt;
  std::ifstream file(path, std::ios::binary);
  std::string bytes(most_zone_bytes + 1, '\0');
  file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(file.gcount()));
  return bytes.starts_with("TZif") ? std::optional(std::move(bytes)) : std::nullopt;
}

// The names in the zone data's own list. Absent on some systems; then there is no "did you mean".
std::vector<std::string> known_names() {
  std::vector<std::string> names;
  std::ifstream file(folder() + "/tzdata.zi");
  for (std::string line; std::getline(file, line);) {
    // "Z Europe/Rome 0:49:56 - LMT ...": a zone. "L Europe/Rome Europe/Vatican": another name for it.
    const bool link = line.starts_with("L ");
    if (!link && !line.starts_with("Z ")) continue;
    const std::size_t begin = link ? line.find(' ', 2) + 1 : 2;
    names.push_back(line.substr(begin, line.find(' ', begin) - begin));
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
  const auto bytes = bytes_of(folder() + '/' + key);
  if (!bytes) {
    const bool any = bytes_of(folder() + "/Europe/London") || bytes_of(folder() + "/Etc/UTC");
    return {any ? ZoneStatus::unknown : ZoneStatus::no_files, nullptr};
  }
  auto offsets = read_zone_file(*bytes);
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
  const std::vector<std::string> names = known_names();
  const std::vector<std::string_view> candidates(names.begin(), names.end());
  std::string hint = suggestion(name, candidates);
  if (hint.empty()) hint = "IANA names are a region and a city, such as Europe/Rome";
  if (status == ZoneStatus::bad_name)
    return {fmt::format("\"{}\" is not the name of a time zone", name), hint};
  return {fmt::format("there is no time zone \"{}\"", name), hint};
}

} // namespace usher::calendar
