// SPDX-License-Identifier: BSL-1.0
#include "commands.hpp"
#include "exit.hpp"
#include "findings.hpp"
#include "named_files.hpp"
#include "number_option.hpp"
#include "options.hpp"
#include "output.hpp"
#include "progress.hpp"
#include "report.hpp"
#include "written_file.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <exception>
#include <limits>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace usher::cli {
namespace {

constexpr const char *footer =
    R"(Runs a scenario: customers who come by the hour, people with shifts, one or
several policies side by side, on a virtual clock. The desk is the one that
works in production, and all policies meet the very same customers, so that a
difference between them is theirs. docs/scenarios.md has the language,
docs/simulation.md what each figure means.

Figures are means over replications, with the half width of their 95 %
interval. What the scenario expects is judged at the end.

Examples:
  usher simulate launch.yaml
  usher simulate launch.yaml --replications 40 --jobs 2
  usher simulate launch.yaml --report launch.html
  usher simulate launch.yaml --format json > results.json
  usher simulate launch.yaml --conversations rows.csv

Exit code: 0 fine, 1 the scenario or a policy has errors, or what was expected
did not come true, 2 wrong use, 3 a file could not be read or written.)";

struct Arguments {
  CommonOptions common; // without a policy
  std::string scenario;
  Format format = Format::text;
  std::optional<std::uint64_t> seed;
  std::uint32_t replications = 0;
  std::uint32_t jobs = 1;
  std::string conversations;
  std::string report;
};

Scenario load(const Arguments &arguments) {
  ScenarioOptions options;
  arguments.common.add_limits(options);
  if (arguments.seed) options.seed(*arguments.seed);
  options.replications(arguments.replications);
  const bool color = wants_color(arguments.common.color, stderr_file);
  try {
    Report report;
    Scenario scenario = Scenario::load(arguments.scenario, options, &report);
    for (const Finding &finding : report.findings())
      talk(to_text(finding, color));
    return scenario;
  } catch (const Error &error) {
    for (const Finding &finding : error.findings())
      talk(to_text(finding, color));
    // A file that the scenario names may be what could not be read; what is wrong in a policy has codes of its own.
    const auto &findings = error.findings();
    const bool unreadable =
        error.status() == Status::io ||
        (!findings.empty() && std::all_of(findings.begin(), findings.end(), [](const Finding &finding) {
          return finding.severity != Severity::error || finding.code == "file_unreadable";
        }));
    throw Failure(unreadable ? exit_input : exit_findings,
                  fmt::format("{}: {}", arguments.scenario, summary(error.findings())));
  }
}

/// Plays all runs, in as many threads as were asked for.
class Runs {
 public:
  Runs(const Scenario &scenario, const Arguments &arguments)
      : scenario_(scenario),
        rows_wanted_(!arguments.conversations.empty()),
        jobs_(std::max<std::size_t>(1, std::min<std::size_t>(arguments.jobs, scenario.runs()))),
        progress_(is_terminal(stderr_file), 0),
        rows_(scenario.runs()),
        shares_(scenario.runs()) {}

  void play() {
    std::vector<std::thread> threads = start(jobs_ - 1);
    work(true);
    for (std::thread &thread : threads)
      thread.join();
    progress_.clear();
    if (failure_) std::rethrow_exception(failure_);
  }
  [[nodiscard]] std::string rows() const {
    std::string all;
    for (const std::string &one : rows_)
      all += one;
    return all;
  }

 private:
  static constexpr std::uint64_t instants = 20'000; // between two looks at the clock

  /// None of them begins before it is known how many there can be. Where the system has no more, or no memory for one,
  /// half of those there are do the work: the stacks of the others are the memory that they do it in.
  std::vector<std::thread> start(std::size_t wanted) {
    std::vector<std::thread> threads;
    threads.reserve(wanted);
    try {
      while (threads.size() < wanted)
        threads.emplace_back([this, place = threads.size()] {
          if (is_kept(place)) work(false);
        });
    } catch (const std::exception &) {
      const std::size_t kept = threads.size() / 2;
      tell([this, kept] { kept_ = kept; });
      while (threads.size() > kept) {
        threads.back().join();
        threads.pop_back();
      }
    }
    tell([this] { begun_ = true; });
    return threads;
  }
  template <class Change>
  void tell(Change change) {
    {
      const std::lock_guard lock(mutex_);
      change();
    }
    told_.notify_all();
  }
  bool is_kept(std::size_t place) {
    std::unique_lock lock(mutex_);
    told_.wait(lock, [this, place] { return begun_ || place >= kept_; });
    return place < kept_;
  }

  void work(bool shows) {
    try {
      for (std::size_t run = next_++; run < scenario_.runs(); run = next_++) {
        Simulation simulation(scenario_, run);
        double done = 0;
        while (done < 1 && !stopped_) {
          done = simulation.advance(instants);
          shares_[run] = done;
          if (shows) show();
        }
        if (stopped_) return;
        if (rows_wanted_) rows_[run] = std::string(simulation.rows().text());
      }
      // The thread that shows goes on until the others are done.
    } catch (...) {
      const std::lock_guard lock(mutex_);
      if (!failure_) failure_ = std::current_exception();
      stopped_ = true;
    }
  }
  void show() {
    double sum = 0;
    for (const std::atomic<double> &share : shares_)
      sum += share;
    progress_.update_share(sum / static_cast<double>(shares_.size()));
  }

  const Scenario &scenario_;
  bool rows_wanted_;
  std::size_t jobs_;
  Progress progress_;
  std::vector<std::string> rows_;
  std::vector<std::atomic<double>> shares_;
  std::atomic<std::size_t> next_ = 0;
  std::atomic<bool> stopped_ = false;
  std::mutex mutex_; // of what stands below
  std::condition_variable told_;
  bool begun_ = false;
  std::size_t kept_ = std::numeric_limits<std::size_t>::max();
  std::exception_ptr failure_;
};

int run_simulate(const Arguments &arguments) {
  if (arguments.scenario == "-")
    throw Failure(exit_usage, "a scenario is a file, as it names others by their paths from its folder");
  static constexpr std::array<std::string_view, 1> rows_begin = {"policy,replication,conversation,"};
  static constexpr std::array<std::string_view, 1> report_begins = {"<!DOCTYPE html>"};
  const std::array written = {NamedFile{"--conversations", arguments.conversations, {}, rows_begin},
                              NamedFile{"--report", arguments.report, {}, report_begins}};
  for (const NamedFile &file : written)
    if (file.path == "-")
      throw Failure(exit_usage, fmt::format("{} goes to a file, stdout has the figures", file.what));
  std::vector<NamedFile> others = {{"the scenario", arguments.scenario}, {"where stdout goes", stdout_name}};
  // Among them may be rows that an earlier run wrote.
  const std::vector<std::string> named = paths_in(arguments.scenario);
  for (const std::string &path : named)
    others.push_back({"a file that the scenario names", path});
  refuse_shared_files(others, written);
  // A run may take long, and is lost where its results have no place.
  if (!arguments.conversations.empty()) need_writable(arguments.conversations);
  if (!arguments.report.empty()) {
    need_writable(arguments.report);
    need_report_page();
  }
  const Scenario scenario = load(arguments);
  Runs runs(scenario, arguments);
  try {
    runs.play();
  } catch (const Error &error) {
    if (error.findings().empty()) throw;
    const bool color = wants_color(arguments.common.color, stderr_file);
    for (const Finding &finding : error.findings())
      talk(to_text(finding, color));
    throw Failure(exit_findings, fmt::format("{}: the run ended before its time: {}", arguments.scenario,
                                             summary(error.findings())));
  }
  // The figures first: if a file cannot be written after all, they are not lost with it.
  const Scenario::Outcome outcome = scenario.results(arguments.format);
  print(outcome.document.text(), arguments.format == Format::text);
  if (!arguments.conversations.empty()) replace_file(arguments.conversations, runs.rows());
  if (!arguments.report.empty())
    replace_file(arguments.report, to_report(scenario.results(Format::json).document.text()));
  return outcome.passed ? exit_fine : exit_findings;
}

} // namespace

void add_simulate(CLI::App &app, Run &run) {
  CLI::App *command = app.add_subcommand("simulate", "Plays a scenario under one or several policies.");
  const auto arguments = std::make_shared<Arguments>();
  command->add_option("SCENARIO", arguments->scenario, "a scenario's YAML file")
      ->required()
      ->option_text(" ");
  add_format_option(*command, arguments->format);
  add_whole_number(*command, "--seed", arguments->seed, {0, std::numeric_limits<std::int32_t>::max()},
                   "instead of the scenario's");
  add_whole_number(*command, "--replications", arguments->replications, {1, 10'000},
                   "instead of the scenario's");
  add_whole_number(*command, "--jobs", arguments->jobs, {1, 256},
                   "runs at a time, each in a thread; 1 when not given");
  command->add_option("--conversations", arguments->conversations, "write all conversations as CSV")
      ->type_name("FILE")
      ->option_text("FILE");
  command->add_option("--report", arguments->report, "write a page for people, HTML that needs no network")
      ->type_name("FILE")
      ->option_text("FILE");
  add_limit_and_color_options(*command, arguments->common);
  command->footer(footer);
  command->callback([&run, arguments] { run = [arguments] { return run_simulate(*arguments); }; });
}

} // namespace usher::cli
