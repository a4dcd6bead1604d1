// SPDX-License-Identifier: BSL-1.0
// What simulating costs: the very desk on a virtual clock, beside SimPy 3 and beside a loop that does nothing else.
//
//   usher_benchmark_simulation [mm100] [skills] [year]     all three when none is named
//
// mm100: M/M/100, load 0.9, two priorities, 30 and 70 %; an event is an arrival or a departure. SimPy (Debian's
// python3-simpy3) is left out, and said to be, where it is not installed.
// skills: six classes with goals of 5 to 60 minutes, 40 agents of whom 36 have two skills and are slower at the second,
// order `index`, load 0.86.
// year: a million conversations of 200 accounts in seven languages, e-mails among them, decided by rules on their words;
// 80 people in three regions with shifts; clocks by band and calendar. 8 s and 400 MB are wanted of it.
#include "bare_loop.hpp"
#include "measure.hpp"
#include "simulate/figures.hpp"
#include "simulate/read_scenario.hpp"
#include "simulate/run.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

using namespace usher;
using usher_benchmark::fail;

namespace {

struct Played {
  std::uint64_t customers = 0;
  std::uint64_t model_events = 0;
  std::uint64_t desk_events = 0;
  double seconds = 0;
  double wait_ms = 0;
  double attained = 0;
  double occupancy = 0;
};

Played play(const std::string &policy, const std::string &scenario_text) {
  const std::array<policy::MemoryFile, 2> files = {policy::MemoryFile{"scenario.yaml", scenario_text},
                                                   {"policy.yaml", policy}};
  simulate::MemoryScenarioFiles memory(files);
  simulate::Scenario scenario;
  Findings findings;
  if (simulate::read_scenario(memory, "scenario.yaml", {}, scenario, findings) !=
      simulate::ScenarioStatus::ok)
    fail(findings.empty() ? "the scenario cannot be read" : to_text(findings[0]));
  const double begin = usher_benchmark::processor_seconds();
  simulate::Run run(scenario, 0, 0, {});
  while (run.advance(1'000'000)) {
  }
  if (run.findings().has_errors()) fail(to_text(run.findings()[0]));
  const simulate::RunFigures figures = figures_of(scenario, 0, run.ledger());
  Played out;
  out.seconds = usher_benchmark::processor_seconds() - begin;
  out.model_events = figures.model_events;
  out.desk_events = figures.events;
  for (const simulate::Figure &figure : figures.scopes.front().figures) {
    if (figure.name == "offered") out.customers = static_cast<std::uint64_t>(figure.value);
    if (figure.name == "wait.all.mean") out.wait_ms = figure.value;
    if (figure.name == "sla.first_response.attainment") out.attained = figure.value;
    if (figure.name == "occupancy") out.occupancy = figure.value;
  }
  return out;
}

double per_second(std::uint64_t count, double seconds) { return static_cast<double>(count) / seconds; }

void row(std::string_view what, std::uint64_t events, double seconds, double usher_rate,
         std::string_view more) {
  const double rate = per_second(events, seconds);
  fmt::print("| {} | {} | {:.2f} | {:.0f} | {:.3g} | {} |\n", what, events, seconds, rate, usher_rate / rate,
             more);
}

void mm100() {
  const std::string policy = "usher: 1\nfacts: {first: flag}\n"
                             "departments: {care: {assign: {strategy: longest_idle, sticky: {for: 0s}}}}\n"
                             "desk: {order: priority, remember: 1m}\n"
                             "default: {department: care}\n";
  const std::string scenario =
      "scenario: mm100\npolicy: policy.yaml\nhorizon: {from: 2026-01-05, for: 185h}\n"
      "demand:\n  calls:\n    rate: 90/min\n    handle: {dist: exponential, mean: 1m}\n"
      "    kinds: [{name: first, share: 0.3, priority: 90}, {name: second, share: 0.7, priority: 10}]\n"
      "teams: {care: {agents: 100, departments: [care]}}\nreport: {series: 1d}\n";
  const Played usher = play(policy, scenario);
  const double usher_rate = per_second(usher.model_events, usher.seconds);
  fmt::print(
      "\n| M/M/100, two priorities | events | s | events/s | usher is so many times as fast | mean wait |\n"
      "|---|--:|--:|--:|--:|--:|\n");
  row("usher", usher.model_events, usher.seconds, usher_rate, fmt::format("{:.4f}", usher.wait_ms / 60'000));
  const double begin = usher_benchmark::processor_seconds();
  const usher_benchmark::BareResult bare = usher_benchmark::run_bare_loop(1'000'000, 100, 0.9, 7);
  row("a bare loop", bare.events, usher_benchmark::processor_seconds() - begin, usher_rate,
      fmt::format("{:.4f}", bare.mean_wait));
  std::FILE *pipe = popen("/usr/bin/python3 " USHER_SIMPY_SCRIPT " 200000 100 0.9 7", "r");
  if (pipe == nullptr) fail("cannot start python3");
  unsigned long long events = 0;
  double seconds = 0;
  double wait = 0;
  const int read = std::fscanf(pipe, "%llu %lf %lf", &events, &seconds, &wait);
  pclose(pipe);
  if (read == 3)
    row("SimPy 3", events, seconds, usher_rate, fmt::format("{:.4f}", wait));
  else
    fmt::print("\nskipped, 1: SimPy is not installed (python3-simpy3)\n");
  fmt::print("\nusher tells its desk {} events and takes {:.2f} µs a conversation.\n", usher.desk_events,
             usher.seconds * 1e6 / static_cast<double>(usher.customers));
}

void skills() {
  std::string policy = "usher: 1\nfacts: {need: text}\ndesk: {order: index, remember: 1m}\nsla:\n";
  constexpr std::array<int, 6> targets = {5, 5, 15, 15, 60, 60};
  for (std::size_t i = 0; i < targets.size(); ++i)
    policy += fmt::format("  s{}: {{first_response: {}m}}\n", i, targets[i]);
  policy += "departments: {care: {assign: {strategy: best_match, sticky: {for: 0s}}}}\nrules:\n";
  for (std::size_t i = 0; i < targets.size(); ++i)
    policy +=
        fmt::format("  - {{name: k{0}, when: {{need: k{0}}}, then: {{skills: [k{0}], sla: s{0}}}}}\n", i);
  policy += "default: {department: care}\n";
  // 36 people have the class i first and i + 1 second; the second takes 13 minutes in place of 10.
  std::string scenario =
      "scenario: skills\npolicy: policy.yaml\nhorizon: {from: 2026-01-05, for: 20w}\ndemand:\n";
  for (std::size_t i = 0; i < targets.size(); ++i)
    scenario += fmt::format(
        "  k{0}: {{rate: 0.5733/min, facts: {{need: k{0}}}, handle: {{dist: exponential, mean: 10m}}}}\n", i);
  scenario += "teams:\n";
  for (std::size_t i = 0; i < targets.size(); ++i)
    scenario +=
        fmt::format("  t{0}: {{agents: 6, departments: [care], skills: [k{0}, k{1}], handle: {{k{1}: {{dist: "
                    "exponential, mean: 13m}}}}}}\n",
                    i, (i + 1) % targets.size());
  scenario += "  all: {agents: 4, departments: [care], skills: [k0, k1, k2, k3, k4, k5], pace: 1.1}\nreport: "
              "{series: 1d}\n";
  const Played usher = play(policy, scenario);
  fmt::print("\n| skills, 40 agents | conversations | s | events/s | first response in time | occupancy |\n"
             "|---|--:|--:|--:|--:|--:|\n| usher | {} | {:.2f} | {:.0f} | {:.1f} % | {:.1f} % |\n",
             usher.customers, usher.seconds, per_second(usher.model_events, usher.seconds),
             100 * usher.attained, 100 * usher.occupancy);
}

void year() {
  constexpr std::array<std::string_view, 7> languages = {"en", "it", "fa", "ru", "de", "fr", "es"};
  constexpr std::array<std::string_view, 4> texts = {
      "where is my parcel, I ordered it last week and nobody answers",
      "I want a refund for these shoes, they fell apart",
      "the app does not let me log in any more since the update",
      "love the new collection, when is it in the shops?"};
  std::string policy =
      "usher: 1\nchannels: {wall: {kind: social, public: true}, mail: {kind: email}}\naccounts:\n";
  for (int i = 0; i < 200; ++i)
    policy += fmt::format("  \"@a{}\": {{channel: {}}}\n", i, i % 10 == 0 ? "mail" : "wall");
  policy += "topics:\n  order: {en: [parcel, ~deliver]}\n  refund: {en: [~refund, money back]}\n  app: {en: "
            "[log in, app]}\n"
            "sla: {fast: {first_response: {urgent: 15m, high: 30m, normal: 60m, low: 4h}}}\n"
            "departments: {care: {sla: fast}, tech: {sla: fast}}\n"
            "priority: {start: 40, bands: {urgent: 85, high: 60, normal: 30, low: 0}, add: [{when: {topic: "
            "refund}, points: "
            "25}]}\n"
            "rules:\n  - {name: tech, when: {topic: app}, then: {department: tech}}\n"
            "  - {name: fans, when: {not: {topic: [order, refund, app]}}, then: {engage: false}}\n"
            "default: {department: care}\n";
  std::string scenario =
      "scenario: year\npolicy: policy.yaml\nhorizon: {from: 2026-01-01, for: 365d}\ndemand:\n  all:\n"
      "    rate: {mean: 2740/day, hour: [2,1,1,1,1,2,4,8,14,18,20,20,19,18,18,18,17,16,15,13,11,9,6,4]}\n"
      "    handle: {dist: lognormal, mean: 15m, cv: 0.9}\n    kinds:\n";
  for (int i = 0; i < 200; ++i)
    scenario += fmt::format("      - {{name: a{0}, account: \"@a{0}\", language: {1}, text: \"{2}\"}}\n", i,
                            languages[static_cast<std::size_t>(i) % languages.size()],
                            texts[static_cast<std::size_t>(i) % texts.size()]);
  scenario += "teams:\n";
  constexpr std::array<std::string_view, 3> zones = {"America/New_York", "Europe/Rome", "Asia/Tokyo"};
  for (std::size_t i = 0; i < zones.size(); ++i)
    scenario += fmt::format(
        "  r{0}: {{agents: 27, departments: [care, tech], staff: {{zone: {1}, daily: {{\"08:00\": 20, "
        "\"12:00\": 27, \"17:00\": 12, \"22:00\": 3}}}}}}\n",
        i, zones[i]);
  scenario += "report: {series: 1d}\n";
  const Played usher = play(policy, scenario);
  fmt::print("\n| a year | conversations | s | MB at most | first response in time | occupancy |\n"
             "|---|--:|--:|--:|--:|--:|\n| usher | {} | {:.2f} | {:.0f} | {:.1f} % | {:.1f} % |\n",
             usher.customers, usher.seconds, usher_benchmark::peak_megabytes(), 100 * usher.attained,
             100 * usher.occupancy);
}

} // namespace

int main(int argc, char **argv) {
  const std::vector<std::string_view> named(argv + 1, argv + argc);
  for (const std::string_view name : named)
    if (name != "mm100" && name != "skills" && name != "year") fail("there are mm100, skills and year");
  const auto wanted = [&](std::string_view name) {
    return named.empty() || std::find(named.begin(), named.end(), name) != named.end();
  };
  fmt::print("{}\n", usher_benchmark::machine());
  if (wanted("year")) year(); // first, since the memory at most is of the whole process
  if (wanted("mm100")) mm100();
  if (wanted("skills")) skills();
  return 0;
}
