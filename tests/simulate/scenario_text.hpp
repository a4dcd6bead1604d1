// SPDX-License-Identifier: BSL-1.0
// A scenario read from texts, for tests that look at what came of it.
#pragma once

#include "simulate/read_scenario.hpp"

#include <array>
#include <string>
#include <string_view>

#include <fmt/format.h>

namespace usher_test {

struct ReadScenario {
  usher::simulate::Scenario scenario;
  usher::Findings findings;
  usher::simulate::ScenarioStatus status = usher::simulate::ScenarioStatus::ok;

  /// Every finding: "line:column code".
  [[nodiscard]] std::string places() const {
    std::string text;
    for (const usher::Finding &finding : findings)
      text += fmt::format("{}{}:{} {}", text.empty() ? "" : ", ", finding.line, finding.column,
                          name_of(finding.code));
    return text;
  }
};

constexpr std::string_view two_departments =
    "usher: 1\ncalendars: {day: {timezone: UTC, weekly: {mon-fri: \"09:00-17:00\"}}}\n"
    "departments: {care: {assign: {strategy: longest_idle}}, sales: {}}\n"
    "topics: {outage: {en: [outage]}}\nreplies: {sorry: {en: \"We know.\"}}\ndesk: {order: fifo}\n"
    "agents: {sara: {departments: [care], shift: day}}\ndefault: {department: care}\n";

/// With the policy under the names policy.yaml and other.yaml.
inline ReadScenario read_scenario(std::string_view text, std::string_view policy = two_departments,
                                  std::string_view other = two_departments) {
  const std::array<usher::policy::MemoryFile, 3> in_memory = {
      {{"scenario.yaml", text}, {"policy.yaml", policy}, {"other.yaml", other}}};
  usher::simulate::MemoryScenarioFiles files(in_memory);
  ReadScenario result;
  result.status =
      usher::simulate::read_scenario(files, "scenario.yaml", {}, result.scenario, result.findings);
  return result;
}

} // namespace usher_test
