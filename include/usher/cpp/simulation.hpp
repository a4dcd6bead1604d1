// SPDX-License-Identifier: BSL-1.0
// Scenarios and their runs. Part of usher/usher.hpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <usher/cpp/findings.hpp>
#include <usher/usher.h>

namespace usher {

/// What a scenario is loaded with. Holds views.
class ScenarioOptions {
 public:
  /// Names and defaults: usher_limit.
  ScenarioOptions &limit(std::string_view name, std::uint64_t value) {
    limits_.push_back(detail::limit(name, value));
    return *this;
  }
  ScenarioOptions &seed(std::uint64_t value) {
    seed_ = value;
    return *this;
  }
  ScenarioOptions &replications(std::uint32_t value) {
    replications_ = value;
    return *this;
  }
  [[nodiscard]] usher_scenario_options raw() const noexcept {
    usher_scenario_options made = detail::sized<usher_scenario_options>();
    made.limits = limits_.data();
    made.limit_count = limits_.size();
    made.seed = seed_.value_or(0);
    made.has_seed = seed_ ? 1 : 0;
    made.replications = replications_;
    return made;
  }

 private:
  std::vector<usher_limit> limits_;
  std::optional<std::uint64_t> seed_;
  std::uint32_t replications_ = 0;
};

/// Customers, people and policies. Its runs may be at work in several threads, each run in one.
class Scenario {
 public:
  /// From a file; what it names is found from its folder.
  [[nodiscard]] static Scenario load(const std::string &path, const ScenarioOptions &options = {},
                                     Report *report = nullptr) {
    const usher_scenario_options raw = options.raw();
    usher_scenario *made = nullptr;
    detail::reported(report,
                     [&](usher_report **out) { return usher_scenario_load(path.c_str(), &raw, &made, out); });
    return Scenario(made);
  }
  /// From memory: `name` is one of the files, pairs of name and text.
  [[nodiscard]] static Scenario load_memory(std::string_view name,
                                            const std::vector<std::pair<std::string, std::string>> &files,
                                            const ScenarioOptions &options = {}, Report *report = nullptr) {
    const usher_scenario_options raw = options.raw();
    std::vector<usher_source> sources;
    sources.reserve(files.size());
    for (const auto &[file, text] : files)
      sources.push_back(detail::source(file, text));
    usher_scenario *made = nullptr;
    detail::reported(report, [&](usher_report **out) {
      return usher_scenario_load_memory(detail::give(name), sources.data(), sources.size(), &raw, &made, out);
    });
    return Scenario(made);
  }

  explicit Scenario(usher_scenario *taken_over) noexcept : handle_(taken_over) {}

  [[nodiscard]] const usher_scenario_info &about() const {
    const usher_scenario_info *found = usher_scenario_about(handle_.get());
    if (found == nullptr) throw Error(Status::argument);
    return *found;
  }
  [[nodiscard]] std::size_t runs() const { return about().runs; }

  struct Outcome {
    Document document;
    bool passed = false; // all that the scenario expects came true
  };
  /// When all runs were advanced to their ends.
  [[nodiscard]] Outcome results(Format format = Format::json) const {
    usher_document *made = nullptr;
    std::int32_t passed = 0;
    detail::check(usher_scenario_results(handle_.get(), static_cast<std::int32_t>(format), &made, &passed));
    return {Document(made), passed != 0};
  }
  [[nodiscard]] usher_scenario *get() const noexcept { return handle_.get(); }

 private:
  detail::Handle<usher_scenario, usher_scenario_destroy> handle_;
};

/// One run of a scenario, which must outlive it.
class Simulation {
 public:
  Simulation(const Scenario &scenario, std::size_t run) : handle_(create(scenario, run)) {}

  /// Goes on for about so many instants; how far it is then, 1 being the end.
  double advance(std::uint64_t instants) {
    double progress = 0;
    detail::reported(nullptr, [&](usher_report **out) {
      return usher_simulation_advance(handle_.get(), instants, &progress, out);
    });
    return progress;
  }
  /// Its conversations as CSV, at its end.
  [[nodiscard]] Document rows() {
    usher_document *made = nullptr;
    detail::check(usher_simulation_rows(handle_.get(), &made));
    return Document(made);
  }
  [[nodiscard]] usher_simulation *get() const noexcept { return handle_.get(); }

 private:
  static usher_simulation *create(const Scenario &scenario, std::size_t run) {
    usher_simulation *made = nullptr;
    detail::reported(nullptr, [&](usher_report **out) {
      return usher_simulation_create(scenario.get(), run, &made, out);
    });
    return made;
  }
  detail::Handle<usher_simulation, usher_simulation_destroy> handle_;
};

} // namespace usher
