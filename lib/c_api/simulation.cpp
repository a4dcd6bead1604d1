// SPDX-License-Identifier: BSL-1.0
#include "c_api/handles.hpp"
#include "c_api/options.hpp"
#include "c_api/structs.hpp"
#include "simulate/read_scenario.hpp"
#include "simulate/results.hpp"
#include "simulate/rows_csv.hpp"
#include "simulate/run.hpp"

#include <algorithm>
#include <mutex>

#include <fmt/format.h>

using namespace usher::
    c_api; // NOLINT(google-build-using-namespace): this file is the interface of that namespace

struct usher_scenario {
  usher::Limits limits;
  usher::simulate::Scenario scenario;
  std::unique_ptr<usher::simulate::Results> results;
  usher_scenario_info info{};
  std::mutex mutex; // of what follows
  bool summed_up = false;
};

struct usher_simulation {
  usher_scenario *of = nullptr;
  std::uint32_t run = 0;
  std::unique_ptr<usher::simulate::Run> body;
  bool is_in = false;  // its figures are in the results
  bool broken = false; // a step ended in its middle: what would follow is another run
};

namespace {

usher_status load(const usher_scenario_options *options, usher::simulate::ScenarioFiles &files,
                  const std::string &name, std::unique_ptr<usher_scenario> &made, usher::Findings &findings) {
  constexpr std::uint32_t most_replications = 10'000;
  usher_scenario_options given;
  if (const usher_status status = read_optional(options, given); status != USHER_OK) return status;
  if (given.reserved != 0 || given.reserved2 != 0) return USHER_NEWER;
  made = std::make_unique<usher_scenario>();
  if (const usher_status status = read_limits(given.limits, given.limit_count, made->limits, findings);
      status != USHER_OK)
    return status;
  if (given.replications > most_replications) {
    findings.add({usher::Severity::error,
                  usher::Code::limit,
                  {},
                  0,
                  0,
                  "replications",
                  fmt::format("{} replications are too many", given.replications),
                  fmt::format("at most {}", most_replications)});
    return USHER_LIMIT;
  }
  switch (usher::simulate::read_scenario(files, name, made->limits, made->scenario, findings)) {
  case usher::simulate::ScenarioStatus::ok: break;
  case usher::simulate::ScenarioStatus::bad_scenario: return USHER_POLICY;
  case usher::simulate::ScenarioStatus::unreadable: return USHER_IO;
  }
  if (given.has_seed != 0) made->scenario.seed = given.seed;
  if (given.replications != 0) made->scenario.replications = given.replications;
  made->results = std::make_unique<usher::simulate::Results>(made->scenario);
  made->info = {sizeof(usher_scenario_info),
                text_out(made->scenario.name),
                text_or_none(made->scenario.about),
                made->scenario.seed,
                made->scenario.policies.size(),
                made->scenario.replications,
                made->results->run_count(),
                made->scenario.from,
                made->scenario.until};
  return USHER_OK;
}

} // namespace

usher_status usher_scenario_load(const char *path, const usher_scenario_options *options,
                                 usher_scenario **out, usher_report **report) noexcept {
  if (path == nullptr || out == nullptr) return USHER_ARGUMENT;
  std::unique_ptr<usher_scenario> made;
  const usher_status status = guard(report, [&](usher::Findings &findings) {
    usher::simulate::DiskScenarioFiles files{std::string(path)};
    const std::string whole(path);
    return load(options, files, whole.substr(whole.rfind('/') + 1), made, findings);
  });
  if (status == USHER_OK) *out = made.release();
  return status;
}

usher_status usher_scenario_load_memory(usher_str name, const usher_source *files, size_t count,
                                        const usher_scenario_options *options, usher_scenario **out,
                                        usher_report **report) noexcept {
  if (!is_valid(name) || out == nullptr || (files == nullptr && count > 0)) return USHER_ARGUMENT;
  std::unique_ptr<usher_scenario> made;
  const usher_status result = guard(report, [&](usher::Findings &findings) -> usher_status {
    std::vector<usher::policy::MemoryFile> list;
    const usher_status status = read_array(files, count, [&](const usher_source &file) -> usher_status {
      if (!is_valid(file.name) || !is_valid(file.text)) return USHER_ARGUMENT;
      list.push_back({text_in(file.name), text_in(file.text)});
      return USHER_OK;
    });
    if (status != USHER_OK) return status;
    usher::simulate::MemoryScenarioFiles memory(list);
    return load(options, memory, std::string(text_in(name)), made, findings);
  });
  if (result == USHER_OK) *out = made.release();
  return result;
}

const usher_scenario_info *usher_scenario_about(const usher_scenario *scenario) noexcept {
  return scenario == nullptr ? nullptr : &scenario->info;
}

usher_status usher_scenario_results(usher_scenario *scenario, int32_t format, usher_document **out,
                                    int32_t *passed) noexcept {
  if (scenario == nullptr || out == nullptr) return USHER_ARGUMENT;
  if (format != USHER_FORMAT_TEXT && format != USHER_FORMAT_JSON) return USHER_ARGUMENT;
  return guard([&]() -> usher_status {
    const std::lock_guard lock(scenario->mutex);
    usher::simulate::Results &results = *scenario->results;
    if (!results.is_complete()) return USHER_STATE;
    if (!scenario->summed_up) results.sum_up();
    scenario->summed_up = true;
    std::unique_ptr<usher_document> document =
        make_document(format == USHER_FORMAT_TEXT ? to_text(results) : to_json(results));
    if (passed != nullptr) *passed = results.passed() ? 1 : 0;
    *out = document.release();
    return USHER_OK;
  });
}

void usher_scenario_destroy(usher_scenario *scenario) noexcept { delete scenario; }

usher_status usher_simulation_create(usher_scenario *scenario, size_t run, usher_simulation **out,
                                     usher_report **report) noexcept {
  if (scenario == nullptr || out == nullptr) return USHER_ARGUMENT;
  std::unique_ptr<usher_simulation> made;
  const usher_status result = guard(report, [&](usher::Findings &) -> usher_status {
    if (run >= scenario->results->run_count()) return USHER_NOT_FOUND;
    made = std::make_unique<usher_simulation>();
    made->of = scenario;
    made->run = static_cast<std::uint32_t>(run);
    made->body = std::make_unique<usher::simulate::Run>(
        scenario->scenario, scenario->results->policy_of(made->run),
        scenario->results->replication_of(made->run), scenario->limits);
    return USHER_OK;
  });
  if (result == USHER_OK) *out = made.release();
  return result;
}

usher_status usher_simulation_advance(usher_simulation *simulation, uint64_t instants, double *progress,
                                      usher_report **report) noexcept {
  if (simulation == nullptr) return USHER_ARGUMENT;
  if (simulation->broken) return answer_with(report, USHER_STATE);
  double done = 0;
  const usher_status status = guard(report, [&](usher::Findings &findings) -> usher_status {
    usher::simulate::Run &run = *simulation->body;
    simulation->broken = true;
    const bool goes_on = run.advance(instants);
    simulation->broken = false;
    if (!run.findings().empty()) { // the run ended there
      findings.append(run.findings());
      return run.findings().has_error(usher::Code::limit) ? USHER_LIMIT : USHER_INPUT;
    }
    if (!goes_on && !simulation->is_in) {
      usher::simulate::RunFigures figures = figures_of(
          simulation->of->scenario, simulation->of->results->policy_of(simulation->run), run.ledger());
      const std::lock_guard lock(simulation->of->mutex); // somebody may ask for the results
      simulation->of->results->put(simulation->run, std::move(figures));
      simulation->is_in = true;
    }
    done = goes_on ? std::min(run.progress(), 0.999999) : 1;
    return USHER_OK;
  });
  if (status == USHER_OK && progress != nullptr) *progress = done;
  return status;
}

usher_status usher_simulation_rows(usher_simulation *simulation, usher_document **out) noexcept {
  if (simulation == nullptr || out == nullptr) return USHER_ARGUMENT;
  return guard([&]() -> usher_status {
    if (!simulation->is_in || simulation->broken) return USHER_STATE;
    const usher::simulate::Results &results = *simulation->of->results;
    std::string text = simulation->run == 0 ? std::string(usher::simulate::rows_header()) : std::string();
    text += rows_as_csv(simulation->of->scenario, results.policy_of(simulation->run),
                        results.replication_of(simulation->run), *simulation->body);
    *out = make_document(std::move(text)).release();
    return USHER_OK;
  });
}

void usher_simulation_destroy(usher_simulation *simulation) noexcept { delete simulation; }
