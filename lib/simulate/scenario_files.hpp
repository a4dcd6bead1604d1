// SPDX-License-Identifier: BSL-1.0
// The files that a scenario names: policies, recorded rows, messages. They stand on the disk, by paths from the
// scenario's folder, or in memory.
#pragma once

#include "base/finding.hpp"
#include "policy/files.hpp"
#include "policy/include_paths.hpp"
#include "rules/load.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>

namespace usher::simulate {

class ScenarioFiles {
 public:
  virtual ~ScenarioFiles() = default;

  using Outcome = policy::FileProvider::Outcome;
  [[nodiscard]] virtual Outcome read(const std::string &name, std::size_t most_bytes, std::string &text) = 0;
  [[nodiscard]] virtual rules::LoadStatus load(const std::string &name, const rules::LoadOptions &options,
                                               std::optional<rules::Ruleset> &out, Findings &findings) = 0;
  /// As findings call it.
  [[nodiscard]] virtual std::string shown(const std::string &name) const = 0;
};

/// On the disk. Any file may be named: a scenario is run by who wrote it.
class DiskScenarioFiles final : public ScenarioFiles {
 public:
  /// `scenario`: the path of the scenario's own file.
  explicit DiskScenarioFiles(const std::string &scenario);
  Outcome read(const std::string &name, std::size_t most_bytes, std::string &text) override;
  rules::LoadStatus load(const std::string &name, const rules::LoadOptions &options,
                         std::optional<rules::Ruleset> &out, Findings &findings) override;
  std::string shown(const std::string &name) const override;

 private:
  std::string folder_; // empty or ending in '/'
};

/// Those that the host hands over, by the names under which the scenario has them. Policies find what they include
/// among them.
class MemoryScenarioFiles final : public ScenarioFiles {
 public:
  explicit MemoryScenarioFiles(std::span<const policy::MemoryFile> files) : files_(files) {}
  Outcome read(const std::string &name, std::size_t most_bytes, std::string &text) override;
  rules::LoadStatus load(const std::string &name, const rules::LoadOptions &options,
                         std::optional<rules::Ruleset> &out, Findings &findings) override;
  std::string shown(const std::string &name) const override { return name; }

 private:
  [[nodiscard]] const policy::MemoryFile *find(const std::string &name) const;
  std::span<const policy::MemoryFile> files_;
};

} // namespace usher::simulate
