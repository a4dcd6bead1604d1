/* SPDX-License-Identifier: BSL-1.0
 * Staffing by the C interface, every function at least once, from C. */
#include "check.h"

#include <math.h>

#define MINUTE INT64_C(60000)

static int near(double value, double wanted, double within) { return fabs(value - wanted) <= within; }

static usher_staff_demand demand_of(double per_hour, int64_t handle) {
  usher_staff_demand demand;
  memset(&demand, 0, sizeof demand);
  demand.struct_size = sizeof demand;
  demand.per_hour = per_hour;
  demand.handle = handle;
  return demand;
}

static usher_staff_target target_of(double share, int64_t within) {
  usher_staff_target target;
  memset(&target, 0, sizeof target);
  target.struct_size = sizeof target;
  target.share = share;
  target.within = within;
  return target;
}

/* The first finding of a report has this code and this path. */
static int says(usher_report *report, const char *code, const char *path) {
  const usher_finding *finding = usher_report_finding(report, 0);
  return finding != NULL && strcmp(finding->code.data, code) == 0 &&
         (path == NULL || (finding->path.data != NULL && strcmp(finding->path.data, path) == 0));
}

static void test_published_table(void) {
  usher_staff_demand demand = demand_of(48 * 60, MINUTE);
  usher_staff *staff = NULL;
  CHECK(usher_staff_plan(&demand, NULL, 50, &staff, NULL) == USHER_OK);
  const usher_staff_figures *row = usher_staff_chosen(staff);
  CHECK(row != NULL && row->struct_size == sizeof *row && row->agents == 50 && row->scheduled == 50);
  CHECK(near(row->mean_wait, 20830, 5) && near(row->wait_p90, 58140, 5));
  CHECK(near(row->mean_queue, 16.67, 0.005) && near(row->occupancy, 0.96, 1e-9));
  CHECK(row->stable == 1 && row->meets == 0 && row->abandoned == 0 && row->blocked == 0);
  CHECK(usher_staff_row_count(staff) == 6);
  CHECK(usher_staff_row(staff, 0)->agents == 48 && usher_staff_row(staff, 0)->stable == 0);
  CHECK(isinf(usher_staff_row(staff, 0)->mean_wait));
  CHECK(usher_staff_row(staff, 5)->agents == 53 && usher_staff_row(staff, 6) == NULL);
  usher_staff_destroy(staff);
  staff = NULL;
  demand.patience = 2 * MINUTE;
  CHECK(usher_staff_plan(&demand, NULL, 50, &staff, NULL) == USHER_OK);
  row = usher_staff_chosen(staff);
  CHECK(near(row->abandoned, 0.0309, 0.00005) && near(row->mean_wait, 3710, 5));
  CHECK(near(row->mean_queue, 2.97, 0.005) && near(row->occupancy, 0.930, 0.0005));
  CHECK(row->mean_wait_served < row->mean_wait && row->p_wait > 0 && row->wait_p50 <= row->wait_p95);
  usher_staff_destroy(staff);
  usher_staff_destroy(NULL);
}

static void test_fewest(void) {
  usher_staff_demand demand = demand_of(48 * 60, MINUTE);
  usher_staff_target target = target_of(0.8, 20000);
  usher_staff *staff = NULL;
  usher_str text = {0};
  target.shrinkage = 0.3;
  CHECK(usher_staff_plan(&demand, &target, 0, &staff, NULL) == USHER_OK);
  const usher_staff_figures *row = usher_staff_chosen(staff);
  CHECK(row->meets == 1 && row->service_level >= 0.8 && row->scheduled > row->agents);
  CHECK(usher_staff_row(staff, 1)->meets == 0 && usher_staff_row(staff, 1)->agents == row->agents - 1);
  CHECK(usher_staff_render(staff, USHER_FORMAT_TEXT, &text) == USHER_OK && contains(text, "80% within 20s"));
  CHECK(usher_staff_render(staff, USHER_FORMAT_JSON, &text) == USHER_OK &&
        contains(text, "\"model\":\"erlang_c\""));
  CHECK(usher_staff_render(staff, USHER_FORMAT_OPENMETRICS, &text) == USHER_ARGUMENT);
  usher_staff_destroy(staff);
  staff = NULL;
  demand.most_waiting = 10;
  CHECK(usher_staff_plan(&demand, &target, 0, &staff, NULL) == USHER_OK);
  CHECK(usher_staff_chosen(staff)->blocked > 0);
  usher_staff_destroy(staff);
}

static void test_wrong_questions(void) {
  usher_staff_demand demand = demand_of(48 * 60, MINUTE);
  usher_staff_target target = target_of(0.8, 20000);
  usher_staff_demand newer[2];
  usher_staff *staff = NULL;
  usher_report *report = NULL;
  usher_str text = {0};
  CHECK(usher_staff_plan(NULL, &target, 0, &staff, NULL) == USHER_ARGUMENT);
  CHECK(usher_staff_plan(&demand, &target, 0, NULL, NULL) == USHER_ARGUMENT);
  CHECK(usher_staff_plan(&demand, NULL, 0, &staff, &report) == USHER_INPUT &&
        says(report, "missing_key", "target"));
  usher_report_destroy(report);
  demand.handle = 0;
  CHECK(usher_staff_plan(&demand, &target, 0, &staff, &report) == USHER_INPUT &&
        says(report, "out_of_range", "handle"));
  usher_report_destroy(report);
  demand = demand_of(48 * 60, MINUTE);
  target.share = 1;
  CHECK(usher_staff_plan(&demand, &target, 0, &staff, &report) == USHER_INPUT &&
        says(report, "out_of_range", "share"));
  usher_report_destroy(report);
  target = target_of(0.8, 20000);
  demand.per_hour = 1e8;
  CHECK(usher_staff_plan(&demand, &target, 0, &staff, &report) == USHER_LIMIT &&
        says(report, "limit", "per_hour"));
  usher_report_destroy(report);
  /* Who gives up is not served in time, and nobody is served in no time at all while others are. */
  demand = demand_of(48 * 60, MINUTE);
  target = target_of(0.0, 0);
  target.max_occupancy = 1e-9;
  CHECK(usher_staff_plan(&demand, &target, 0, &staff, &report) == USHER_LIMIT &&
        says(report, "limit", "target"));
  usher_report_destroy(report);
  demand.reserved = 1;
  CHECK(usher_staff_plan(&demand, &target, 0, &staff, NULL) == USHER_NEWER);
  memset(newer, 0, sizeof newer);
  newer[0] = demand_of(48 * 60, MINUTE);
  newer[0].struct_size = sizeof newer;
  newer[1].per_hour = 1;
  CHECK(usher_staff_plan(newer, &target, 0, &staff, NULL) == USHER_NEWER);
  demand.struct_size = 8;
  CHECK(usher_staff_plan(&demand, &target, 0, &staff, NULL) == USHER_ARGUMENT);
  CHECK(staff == NULL);
  CHECK(usher_staff_row_count(NULL) == 0 && usher_staff_row(NULL, 0) == NULL &&
        usher_staff_chosen(NULL) == NULL);
  CHECK(usher_staff_render(NULL, USHER_FORMAT_TEXT, &text) == USHER_ARGUMENT);
}

static void test_formulas(void) {
  double value = -1;
  const double classes[2] = {60, 30};
  double waits[2] = {-1, -1};
  CHECK(usher_staff_erlang_b(2, 1, &value) == USHER_OK && near(value, 0.2, 1e-12));
  CHECK(usher_staff_erlang_c(2, 1, &value) == USHER_OK && near(value, 1.0 / 3, 1e-12));
  CHECK(usher_staff_erlang_c(1, 2, &value) == USHER_OK && value == 1);
  CHECK(usher_staff_erlang_b(10000000, 1, &value) == USHER_OK &&
        usher_staff_erlang_b(10000001, 1, &value) == USHER_ARGUMENT &&
        usher_staff_erlang_c(UINT32_MAX, 1, &value) == USHER_ARGUMENT);
  CHECK(usher_staff_erlang_b(2, -1, &value) == USHER_ARGUMENT &&
        usher_staff_erlang_b(2, 1, NULL) == USHER_ARGUMENT);
  CHECK(usher_staff_erlang_c(2, NAN, &value) == USHER_ARGUMENT &&
        usher_staff_erlang_c(2, 1, NULL) == USHER_ARGUMENT);
  CHECK(usher_staff_priority_waits(classes, 2, MINUTE, 2, waits) == USHER_OK);
  CHECK(waits[0] > 0 && waits[1] > waits[0]);
  CHECK(usher_staff_priority_waits(classes, 2, MINUTE, 1, waits) == USHER_OK && isinf(waits[0]) &&
        isinf(waits[1]));
  CHECK(usher_staff_priority_waits(NULL, 2, MINUTE, 1, waits) == USHER_ARGUMENT);
  CHECK(usher_staff_priority_waits(classes, 0, MINUTE, 1, waits) == USHER_ARGUMENT);
  CHECK(usher_staff_priority_waits(classes, 2, 0, 1, waits) == USHER_ARGUMENT);
  CHECK(usher_staff_priority_waits(classes, 2, MINUTE, 0, waits) == USHER_ARGUMENT);
}

static usher_rows_form form_of(const char *time, const char *handle) {
  usher_rows_form form;
  memset(&form, 0, sizeof form);
  form.struct_size = sizeof form;
  form.file = str("tickets.csv");
  form.time_column = str(time);
  form.handle_column = str(handle);
  return form;
}

static void test_week(void) {
  usher_staff_week *week = NULL;
  usher_report *report = NULL;
  usher_str text = {0};
  uint64_t taken = 0;
  uint64_t left_out = 0;
  usher_rows_form form = form_of("opened", "took");
  usher_staff_demand demand = demand_of(0, 0);
  usher_staff_target target = target_of(0.8, 15 * MINUTE);
  CHECK(usher_staff_week_create(str("Europe/Nowhere"), &week, &report) == USHER_INPUT &&
        says(report, "unknown_zone", NULL));
  usher_report_destroy(report);
  CHECK(usher_staff_week_create(str("Europe/Rome"), NULL, NULL) == USHER_ARGUMENT);
  CHECK(usher_staff_week_create(str("Europe/Rome"), &week, NULL) == USHER_OK);
  CHECK(usher_staff_week_plan(week, &demand, &target, NULL) == USHER_STATE);
  CHECK(usher_staff_week_render(week, USHER_FORMAT_TEXT, &text) == USHER_STATE);
  CHECK(usher_staff_week_hour(week, 0, 0) == NULL);
  /* In two pieces, the second row cut; one row has no time. */
  CHECK(usher_staff_week_add_rows(week, &form, str("opened,took\n2026-03-16 09:10,3m\n2026-03-1"), 0, NULL) ==
        USHER_OK);
  CHECK(usher_staff_week_add_rows(week, NULL, str("6 09:20,5m\nsoon,1m\n"), 1, &report) == USHER_OK);
  CHECK(usher_report_count(report) == 1 && says(report, "bad_time", NULL));
  CHECK(usher_report_finding(report, 0)->line == 4);
  usher_report_destroy(report);
  CHECK(usher_staff_week_add_rows(week, NULL, str("x"), 1, NULL) == USHER_STATE);
  CHECK(usher_staff_week_add(week, INT64_C(1773652200000), 4 * MINUTE) ==
        USHER_OK); /* Monday 10:10 in Rome */
  CHECK(usher_staff_week_add(week, -1, 0) == USHER_TIME &&
        usher_staff_week_add(week, 0, -1) == USHER_ARGUMENT);
  CHECK(usher_staff_week_add_events(
            week, str("day.jsonl"),
            str("{\"type\":\"message\",\"time\":\"2026-03-16T09:30:00Z\",\"conversation\":\"c\","
                "\"message\":{\"text\":\"hi\"}}\n{\"type\":\"nothing\"}\n"),
            &report) == USHER_OK);
  CHECK(usher_report_count(report) == 1 && usher_report_finding(report, 0)->line == 2);
  usher_report_destroy(report);
  CHECK(usher_staff_week_count(week, &taken, &left_out) == USHER_OK && taken == 4 && left_out == 2);
  CHECK(usher_staff_week_plan(week, &demand, &target, NULL) == USHER_OK);
  const usher_staff_hour *hour = usher_staff_week_hour(week, 0, 9);
  CHECK(hour != NULL && hour->struct_size == sizeof *hour && hour->arrivals == 2 && hour->per_hour == 2);
  CHECK(hour->covered_hours == 1 && hour->agents == 1 && hour->scheduled == 1 && hour->service_level >= 0.8);
  CHECK(near(hour->occupancy, 2 * 4 / 60.0, 1e-9) && hour->mean_wait > 0 && hour->abandoned == 0);
  CHECK(usher_staff_week_hour(week, 0, 10)->arrivals == 2 && usher_staff_week_hour(week, 1, 10)->agents == 0);
  CHECK(usher_staff_week_hour(week, 7, 0) == NULL && usher_staff_week_hour(week, 0, 24) == NULL);
  CHECK(usher_staff_week_render(week, USHER_FORMAT_TEXT, &text) == USHER_OK &&
        contains(text, "2 agent-hours a week"));
  CHECK(usher_staff_week_render(week, USHER_FORMAT_JSON, &text) == USHER_OK &&
        contains(text, "\"left_out\":2"));
  usher_staff_week_destroy(week);
  usher_staff_week_destroy(NULL);
}

static void test_wrong_rows(void) {
  usher_staff_week *week = NULL;
  usher_report *report = NULL;
  usher_rows_form form = form_of("opend", NULL);
  usher_staff_demand demand = demand_of(0, 0);
  usher_staff_target target = target_of(0.8, MINUTE);
  CHECK(usher_staff_week_create(str("UTC"), &week, NULL) == USHER_OK);
  CHECK(usher_staff_week_add_rows(week, NULL, str("a"), 1, NULL) == USHER_ARGUMENT);
  form.delimiter = 300;
  CHECK(usher_staff_week_add_rows(week, &form, str("a"), 1, NULL) == USHER_INPUT);
  form.delimiter = '\t';
  form.quote = USHER_QUOTE_NONE;
  form.time_format = str("%Q");
  CHECK(usher_staff_week_add_rows(week, &form, str("a"), 1, &report) == USHER_INPUT &&
        says(report, "bad_time", NULL));
  usher_report_destroy(report);
  form.time_format = str("%d/%m/%Y");
  CHECK(usher_staff_week_add_rows(week, &form, str("opened\tid\n"), 1, &report) == USHER_INPUT);
  CHECK(says(report, "unknown_name", NULL) && contains(usher_report_finding(report, 0)->hint, "opened"));
  usher_report_destroy(report);
  CHECK(usher_staff_week_add(week, 0, 0) == USHER_OK);
  CHECK(usher_staff_week_plan(week, &demand, &target, &report) == USHER_INPUT &&
        says(report, "missing_key", "handle"));
  usher_report_destroy(report);
  usher_staff_week_destroy(week);
}

int main(void) {
  test_published_table();
  test_fewest();
  test_wrong_questions();
  test_formulas();
  test_week();
  test_wrong_rows();
  return summary();
}
