// SPDX-License-Identifier: BSL-1.0
#include "c_api/handles.hpp"
#include "c_api/structs.hpp"
#include "policy/reader.hpp"

using namespace usher::
    c_api; // NOLINT(google-build-using-namespace): this file is the interface of that namespace

usher_status usher_policy_test(const usher_policy *policy, const usher_test_options *options,
                               usher_test_run **out, usher_report **report) noexcept {
  if (policy == nullptr || out == nullptr) return USHER_ARGUMENT;
  std::unique_ptr<usher_test_run> made;
  const usher_status result = guard(report, [&](usher::Findings &findings) -> usher_status {
    usher_test_options given;
    if (const usher_status status = read_optional(options, given); status != USHER_OK) return status;
    const usher::rules::Ruleset &ruleset = policy->body->ruleset;
    // Files of tests are read against the policy's names; their places count on from the policy's own files.
    usher::policy::Policy names = ruleset.policy();
    std::vector<usher::policy::TestCase> tests = names.tests;
    bool all_read = true;
    const usher_status status =
        read_array(given.files, given.file_count, [&](const usher_source &file) -> usher_status {
          if (!is_valid(file.name) || !is_valid(file.text)) return USHER_ARGUMENT;
          all_read &= read_test_file({text_in(file.name), text_in(file.text)}, policy->body->limits, names,
                                     tests, findings);
          return USHER_OK;
        });
    if (status != USHER_OK) return status;
    if (!all_read) return USHER_POLICY;
    made = std::make_unique<usher_test_run>();
    made->body = policy->body;
    made->files = std::move(names.files);
    made->tests = std::move(tests);
    made->run = usher::check::run_tests(ruleset, made->files, made->tests, policy->body->limits);
    const usher::check::Coverage &coverage = made->run.coverage;
    made->summary = {sizeof(usher_test_summary),     made->run.passed,         made->run.failed,
                     coverage.rules.size(),          coverage.rules_matched(), coverage.conditions(),
                     coverage.conditions_seen_both()};
    return USHER_OK;
  });
  if (result == USHER_OK) *out = made.release();
  return result;
}

const usher_test_summary *usher_test_run_summary(const usher_test_run *run) noexcept {
  return run == nullptr ? nullptr : &run->summary;
}

usher_status usher_test_run_text(usher_test_run *run, int32_t format, usher_str *out) noexcept {
  if (run == nullptr || out == nullptr) return USHER_ARGUMENT;
  if (format != USHER_FORMAT_TEXT && format != USHER_FORMAT_JSON) return USHER_ARGUMENT;
  return guard([&] {
    if (format == USHER_FORMAT_TEXT) {
      run->rendered = to_text(run->body->ruleset, run->files, run->run);
    } else {
      usher::JsonWriter json;
      write_json(run->body->ruleset, run->files, run->run, json);
      run->rendered = std::move(json).take();
    }
    *out = text_out(run->rendered);
    return USHER_OK;
  });
}

void usher_test_run_destroy(usher_test_run *run) noexcept { delete run; }
