// SPDX-License-Identifier: BSL-1.0
// What all runs of a scenario say together: means over replications with their 95 % intervals, policies side by side,
// and whether what was expected came true.
#pragma once

#include "simulate/figures.hpp"
#include "simulate/scenario.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace usher::simulate {

/// One figure over the replications that have it.
struct Estimate {
  std::string name;
  Unit unit = Unit::count;
  std::uint32_t runs = 0;
  double mean = 0;
  double sd = 0;         // between replications
  double half_width = 0; // of the 95 % interval by Student's t; 0 for one run
  double lowest = 0;
  double highest = 0;
  std::optional<double> ratio; // of a difference: this policy's mean by the other's, of the same runs
};

struct ScopeEstimates {
  Scope scope;
  std::vector<Estimate> figures;

  [[nodiscard]] const Estimate *find(std::string_view name) const noexcept;
};

struct PolicyResults {
  std::vector<ScopeEstimates> scopes; // `all` first
  WeekFigures week;                   // of all replications together
  std::vector<Flow> flows;            // on average
  std::vector<SeriesStep> series;     // added up over replications
  std::uint64_t events = 0;
  std::uint64_t effects = 0;
  std::uint64_t model_events = 0;

  [[nodiscard]] const ScopeEstimates *find(std::string_view kind, std::string_view name) const noexcept;
};

/// What one policy does differently from another, replication by replication: the same customers met both.
struct PolicyDifference {
  std::uint32_t policy = 0;
  std::uint32_t against = 0;
  std::vector<ScopeEstimates> scopes;
};

struct Verdict {
  const Expectation *expectation = nullptr;
  std::optional<double> value; // what was measured; none: there is no such figure
  Unit unit = Unit::count;
  bool is_ratio = false;
  bool passed = false;
};

class Results {
 public:
  /// The scenario must outlive it.
  explicit Results(const Scenario &scenario);

  [[nodiscard]] std::uint32_t run_count() const noexcept { return static_cast<std::uint32_t>(runs_.size()); }
  [[nodiscard]] std::uint32_t policy_of(std::uint32_t run) const noexcept {
    return run / scenario_.replications;
  }
  [[nodiscard]] std::uint32_t replication_of(std::uint32_t run) const noexcept {
    return run % scenario_.replications;
  }
  /// Different runs may be put in by different threads at the same time.
  void put(std::uint32_t run, RunFigures figures) { runs_[run] = std::move(figures); }
  [[nodiscard]] bool is_complete() const noexcept;

  /// When all runs are in.
  void sum_up();

  [[nodiscard]] const Scenario &scenario() const noexcept { return scenario_; }
  [[nodiscard]] const std::vector<PolicyResults> &policies() const noexcept { return policies_; }
  [[nodiscard]] const std::vector<PolicyDifference> &differences() const noexcept { return differences_; }
  [[nodiscard]] const std::vector<Verdict> &verdicts() const noexcept { return verdicts_; }
  [[nodiscard]] bool passed() const noexcept;

 private:
  PolicyResults sum_up(std::uint32_t policy) const;
  PolicyDifference compare(std::uint32_t policy, std::uint32_t against) const;
  std::optional<Estimate> compare(std::uint32_t policy, std::uint32_t against, const Scope &scope,
                                  std::string_view metric) const;
  [[nodiscard]] const RunFigures &run_of(std::uint32_t policy, std::uint32_t replication) const {
    return *runs_[policy * scenario_.replications + replication];
  }
  Verdict judge(const Expectation &expectation) const;

  const Scenario &scenario_;
  std::vector<std::optional<RunFigures>> runs_; // policy by policy
  std::vector<PolicyResults> policies_;
  std::vector<PolicyDifference> differences_; // of each from the first one
  std::vector<Verdict> verdicts_;
};

/// One object: docs/schema/simulation.schema.json.
[[nodiscard]] std::string to_json(const Results &results);
/// Tables for people, at most 100 columns wide.
[[nodiscard]] std::string to_text(const Results &results);
/// A value as people read it: "1h24m", "94.7 %", "12.3".
[[nodiscard]] std::string format_value(double value, Unit unit);

} // namespace usher::simulate
