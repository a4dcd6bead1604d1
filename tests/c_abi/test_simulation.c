/* SPDX-License-Identifier: BSL-1.0
 * Scenarios of the C interface used as its header says, every function at least once, from C. */
#include "check.h"

#include <stdlib.h>

static const char policy_text[] = "usher: 1\n"
                                  "departments: {care: {}}\n"
                                  "default: {department: care}\n";
static const char scenario_text[] = "scenario: two-policies\n"
                                    "policies: {few: policy.yaml, many: policy.yaml}\n"
                                    "horizon: {from: 2026-03-02, for: 1d}\n"
                                    "replications: 2\n"
                                    "demand: {calls: {rate: 30/h, handle: {dist: exponential, mean: 5m}}}\n"
                                    "teams:\n"
                                    "  small: {agents: 3, departments: [care], policies: [few]}\n"
                                    "  large: {agents: 5, departments: [care], policies: [many]}\n"
                                    "expect:\n"
                                    "  - {metric: wait.all.mean, against: few, max_ratio: 0.5}\n";

static usher_source source_of(const char *name, const char *text) {
  usher_source out;
  memset(&out, 0, sizeof out);
  out.struct_size = sizeof out;
  out.name = str(name);
  out.text = str(text);
  return out;
}

static usher_status load(const char *text, const usher_scenario_options *options, usher_scenario **out,
                         usher_report **report) {
  usher_source files[2];
  files[0] = source_of("scenario.yaml", text);
  files[1] = source_of("policy.yaml", policy_text);
  return usher_scenario_load_memory(str("scenario.yaml"), files, 2, options, out, report);
}

static void play(usher_scenario *scenario, size_t run) {
  usher_simulation *one = NULL;
  usher_document *rows = NULL;
  double done = 0;
  double before = 0;
  CHECK(usher_simulation_create(scenario, run, &one, NULL) == USHER_OK);
  CHECK(usher_simulation_rows(one, &rows) == USHER_STATE);
  while (done < 1) {
    CHECK(usher_simulation_advance(one, 100, &done, NULL) == USHER_OK);
    CHECK(done >= before);
    before = done;
  }
  CHECK(usher_simulation_advance(one, 100, NULL, NULL) == USHER_OK); /* at its end it stays */
  if (usher_simulation_rows(one, &rows) == USHER_OK) {
    usher_str text;
    CHECK(usher_document_text(rows, &text) == USHER_OK);
    CHECK((strncmp(text.data, "policy,replication,", 19) == 0) == (run == 0));
    CHECK(strstr(text.data, ",served,care,") != NULL);
    usher_document_destroy(rows);
  } else {
    CHECK(0);
  }
  usher_simulation_destroy(one);
}

/* Every run, in some order; what they say does not depend on it. */
static void test_runs(void) {
  usher_scenario *scenario = NULL;
  usher_scenario *again = NULL;
  usher_document *first = NULL;
  usher_document *second = NULL;
  const usher_scenario_info *about = NULL;
  usher_str a;
  usher_str b;
  int32_t passed = -1;
  size_t run;
  CHECK(load(scenario_text, NULL, &scenario, NULL) == USHER_OK);
  CHECK(load(scenario_text, NULL, &again, NULL) == USHER_OK);
  about = usher_scenario_about(scenario);
  CHECK(about->policies == 2 && about->replications == 2 && about->runs == 4 && about->seed == 1);
  CHECK(about->until - about->from == INT64_C(86400000) && about->about.data == NULL);
  CHECK(usher_scenario_results(scenario, USHER_FORMAT_JSON, &first, &passed) == USHER_STATE);
  for (run = 0; run < 4; ++run) {
    play(scenario, run);
    play(again, 3 - run);
  }
  CHECK(usher_scenario_results(scenario, USHER_FORMAT_JSON, &first, &passed) == USHER_OK);
  CHECK(passed == 1);
  CHECK(usher_scenario_results(again, USHER_FORMAT_JSON, &second, NULL) == USHER_OK);
  CHECK(usher_document_text(first, &a) == USHER_OK && usher_document_text(second, &b) == USHER_OK);
  CHECK(a.size == b.size && memcmp(a.data, b.data, a.size) == 0);
  CHECK(strstr(a.data, "\"wait.all.mean\":{\"unit\":\"ms\"") != NULL);
  usher_document_destroy(first);
  usher_document_destroy(second);
  first = NULL;
  CHECK(usher_scenario_results(scenario, USHER_FORMAT_TEXT, &first, NULL) == USHER_OK);
  CHECK(usher_document_text(first, &a) == USHER_OK);
  CHECK(strstr(a.data, "ok     line 10: wait.all.mean against few is") != NULL);
  usher_document_destroy(first);
  CHECK(usher_scenario_results(scenario, USHER_FORMAT_OPENMETRICS, &first, NULL) == USHER_ARGUMENT);
  usher_scenario_destroy(scenario);
  usher_scenario_destroy(again);
}

static void test_options(void) {
  usher_scenario *scenario = NULL;
  usher_scenario_options options;
  memset(&options, 0, sizeof options);
  options.struct_size = sizeof options;
  options.seed = 0;
  options.has_seed = 1;
  options.replications = 1;
  CHECK(load(scenario_text, &options, &scenario, NULL) == USHER_OK);
  CHECK(usher_scenario_about(scenario)->seed == 0 && usher_scenario_about(scenario)->runs == 2);
  usher_scenario_destroy(scenario);
  scenario = NULL;
  options.replications = 10001;
  CHECK(load(scenario_text, &options, &scenario, NULL) == USHER_LIMIT);
  options.replications = 1;
  options.reserved2 = 1;
  CHECK(load(scenario_text, &options, &scenario, NULL) == USHER_NEWER);
  options.reserved2 = 0;
  options.reserved = 1;
  CHECK(load(scenario_text, &options, &scenario, NULL) == USHER_NEWER);
  CHECK(scenario == NULL);
}

static void test_wrong_use(void) {
  usher_scenario *scenario = NULL;
  usher_simulation *one = NULL;
  usher_document *document = NULL;
  usher_report *report = NULL;
  CHECK(usher_scenario_load(NULL, NULL, &scenario, NULL) == USHER_ARGUMENT);
  CHECK(usher_scenario_load("/nowhere/scenario.yaml", NULL, &scenario, &report) == USHER_IO);
  CHECK(usher_report_count(report) == 1);
  usher_report_destroy(report);
  report = NULL;
  CHECK(
      load(
          "scenario: x\npolicy: other.yaml\nhorizon: {from: 2026-03-02, for: 1d}\ndemand: {a: {rate: 1/h}}\n",
          NULL, &scenario, &report) == USHER_POLICY);
  CHECK(usher_report_count(report) >= 1);
  usher_report_destroy(report);
  CHECK(scenario == NULL);
  CHECK(usher_scenario_load_memory(str("x"), NULL, 1, NULL, &scenario, NULL) == USHER_ARGUMENT);
  CHECK(usher_scenario_about(NULL) == NULL);
  CHECK(usher_scenario_results(NULL, USHER_FORMAT_JSON, &document, NULL) == USHER_ARGUMENT);
  CHECK(usher_simulation_create(NULL, 0, &one, NULL) == USHER_ARGUMENT);
  CHECK(usher_simulation_advance(NULL, 1, NULL, NULL) == USHER_ARGUMENT);
  CHECK(usher_simulation_rows(NULL, &document) == USHER_ARGUMENT);
  CHECK(load(scenario_text, NULL, &scenario, NULL) == USHER_OK);
  CHECK(usher_simulation_create(scenario, 4, &one, NULL) == USHER_NOT_FOUND);
  usher_scenario_destroy(scenario);
  usher_scenario_destroy(NULL);
  usher_simulation_destroy(NULL);
}

/* Few customers who write often: only a run can tell. */
static void test_limit(void) {
  static const char text[] = "scenario: x\npolicy: policy.yaml\nhorizon: {from: 2026-03-02, for: 1d}\n"
                             "demand: {a: {rows: [{at: 1m}], handle: 1s, turns: {mean: 1000, gap: 1s}}}\n"
                             "teams: {team: {agents: 1, departments: [care]}}\n";
  usher_scenario *scenario = NULL;
  usher_simulation *one = NULL;
  usher_report *report = NULL;
  usher_limit limit;
  usher_scenario_options options;
  usher_status status = USHER_OK;
  double done = 0;
  memset(&options, 0, sizeof options);
  options.struct_size = sizeof options;
  limit.struct_size = sizeof limit;
  limit.name = str("customers");
  limit.value = 1;
  options.limits = &limit;
  options.limit_count = 1;
  CHECK(load(text, &options, &scenario, NULL) == USHER_OK);
  CHECK(usher_simulation_create(scenario, 0, &one, NULL) == USHER_OK);
  while (status == USHER_OK && done < 1)
    status = usher_simulation_advance(one, 100, &done, &report);
  CHECK(status == USHER_LIMIT);
  CHECK(usher_report_count(report) == 1);
  CHECK(strcmp(usher_report_finding(report, 0)->code.data, "limit") == 0);
  usher_report_destroy(report);
  usher_simulation_destroy(one);
  usher_scenario_destroy(scenario);
}

int main(void) {
  test_runs();
  test_options();
  test_wrong_use();
  test_limit();
  return summary();
}
