// SPDX-License-Identifier: BSL-1.0
#include "simulate/scenario_files.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <system_error>

namespace usher::simulate {

DiskScenarioFiles::DiskScenarioFiles(const std::string &scenario) {
  const std::size_t slash = scenario.rfind('/');
  if (slash != std::string::npos) folder_ = scenario.substr(0, slash + 1);
}

std::string DiskScenarioFiles::shown(const std::string &name) const {
  if (name.starts_with('/')) return name;
  return std::filesystem::path(folder_ + name).lexically_normal().string();
}

DiskScenarioFiles::Outcome DiskScenarioFiles::read(const std::string &name, std::size_t most_bytes,
                                                   std::string &text) {
  const std::string path = shown(name);
  std::error_code error;
  const std::filesystem::file_status status = std::filesystem::status(path, error);
  if (!std::filesystem::exists(status)) return Outcome::missing;
  if (!std::filesystem::is_regular_file(status)) return Outcome::not_a_file;
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  if (!file) return Outcome::unreadable;
  const auto size = static_cast<std::size_t>(file.tellg());
  if (size > most_bytes) return Outcome::too_large;
  text.resize(size);
  file.seekg(0);
  file.read(text.data(), static_cast<std::streamsize>(size));
  return file.gcount() == static_cast<std::streamsize>(size) ? Outcome::ok : Outcome::unreadable;
}

rules::LoadStatus DiskScenarioFiles::load(const std::string &name, const rules::LoadOptions &options,
                                          std::optional<rules::Ruleset> &out, Findings &findings) {
  return rules::load_file(shown(name), options, out, findings);
}

const policy::MemoryFile *MemoryScenarioFiles::find(const std::string &name) const {
  const auto found = std::find_if(files_.begin(), files_.end(),
                                  [&](const policy::MemoryFile &file) { return file.name == name; });
  return found == files_.end() ? nullptr : &*found;
}

MemoryScenarioFiles::Outcome MemoryScenarioFiles::read(const std::string &name, std::size_t most_bytes,
                                                       std::string &text) {
  const policy::MemoryFile *file = find(name);
  if (file == nullptr) return Outcome::missing;
  if (file->text.size() > most_bytes) return Outcome::too_large;
  text = file->text;
  return Outcome::ok;
}

rules::LoadStatus MemoryScenarioFiles::load(const std::string &name, const rules::LoadOptions &options,
                                            std::optional<rules::Ruleset> &out, Findings &findings) {
  const policy::MemoryFile *file = find(name);
  if (file == nullptr) return rules::LoadStatus::unreadable;
  return rules::load_memory(*file, files_, options, out, findings);
}

} // namespace usher::simulate
