// SPDX-License-Identifier: BSL-1.0
// Scenarios of a few lines, read from memory and run.
#pragma once

#include "simulate/figures.hpp"
#include "simulate/read_scenario.hpp"
#include "simulate/run.hpp"

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

namespace usher::simulate {

struct SmallScenario {
  using Files = std::vector<std::pair<std::string, std::string>>;

  SmallScenario(std::string_view text, const Files &more, const Limits &limits = {}) {
    for (const auto &[name, content] : more)
      add(name, content);
    add("scenario.yaml", std::string(text));
    std::vector<policy::MemoryFile> files;
    for (const auto &[name, content] : kept_)
      files.push_back({name, content});
    MemoryScenarioFiles memory(files);
    good = read_scenario(memory, "scenario.yaml", limits, scenario, findings) == ScenarioStatus::ok;
  }

  /// One that has errors is a failure of the test.
  Ledger run(std::uint32_t policy = 0, std::uint32_t replication = 0) const {
    for (const Finding &finding : findings)
      if (!good) FAIL_CHECK(to_text(finding));
    REQUIRE(good);
    Run one(scenario, policy, replication, Limits());
    while (one.advance(10'000)) {
    }
    for (const Finding &finding : one.findings())
      FAIL_CHECK(to_text(finding));
    return copy_of(one.ledger());
  }

  /// "file:line code, ..." of all findings.
  [[nodiscard]] std::string told() const {
    std::string out;
    for (const Finding &finding : findings)
      out += (out.empty() ? "" : ", ") + finding.file + ":" + std::to_string(finding.line) + " " +
             std::string(name_of(finding.code));
    return out;
  }

  Scenario scenario;
  Findings findings;
  bool good = false;

 private:
  // A run has one ledger, which grows without being copied.
  static Ledger copy_of(const Ledger &ledger) {
    Ledger out;
    for (const LedgerRow &row : ledger.rows)
      out.rows.emplace_back(row);
    for (const LaterReply &reply : ledger.later_replies)
      out.later_replies.emplace_back(reply);
    out.agents = ledger.agents;
    out.series = ledger.series;
    out.waiting_at = ledger.waiting_at;
    out.waiting_ms = ledger.waiting_ms;
    out.in_system_ms = ledger.in_system_ms;
    out.events = ledger.events;
    out.effects = ledger.effects;
    out.model_events = ledger.model_events;
    return out;
  }

  void add(const std::string &name, const std::string &content) { kept_.emplace_back(name, content); }
  std::deque<std::pair<std::string, std::string>> kept_;
};

/// Of everything that a run counted.
inline std::optional<double> figure(const Scenario &scenario, std::uint32_t policy, const Ledger &ledger,
                                    std::string_view name) {
  const RunFigures figures = figures_of(scenario, policy, ledger);
  for (const Figure &one : figures.scopes.front().figures)
    if (one.name == name) return one.value;
  return std::nullopt;
}

} // namespace usher::simulate
