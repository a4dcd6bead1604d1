/* SPDX-License-Identifier: BSL-1.0
 * Calls that fail: with which status, with which findings, and what the handle is afterwards. */
#define _DEFAULT_SOURCE
#include "check.h"

#include <stdint.h>
#include <sys/resource.h>

/* ---- Zone files that cannot be opened, for a time -------------------------------------------------------------- */

static const char *const office_policy =
    "usher: 1\n"
    "calendars: {office: {timezone: Europe/Rome, weekly: {mon-fri: [\"09:00-17:00\"]}}}\n"
    "sla: {fast: {first_response: 1h}}\n"
    "departments: {care: {sla: fast, calendar: office}}\n"
    "default: {department: care}\n";
/* Friday, 10:00 in Rome. */
static const int64_t friday = INT64_C(1773997200000);

static usher_policy *load(const char *text) {
  usher_policy *policy = NULL;
  CHECK(usher_policy_load_memory(str("policy.yaml"), str(text), NULL, &policy, NULL) == USHER_OK);
  return policy;
}

/* The same policy as an image. */
static usher_policy *load_image(const usher_policy *policy) {
  usher_document *image = NULL;
  usher_str bytes = {NULL, 0};
  usher_policy *out = NULL;
  CHECK(usher_policy_compile(policy, &image, NULL) == USHER_OK);
  CHECK(usher_document_text(image, &bytes) == USHER_OK);
  CHECK(usher_policy_load_memory(str("image"), bytes, NULL, &out, NULL) == USHER_OK);
  usher_document_destroy(image);
  return out;
}

static void let_files_open(int allowed) {
  static struct rlimit before;
  static int known = 0;
  struct rlimit now;
  if (!known) CHECK(getrlimit(RLIMIT_NOFILE, &before) == 0);
  known = 1;
  now = before;
  if (!allowed) now.rlim_cur = 0;
  CHECK(setrlimit(RLIMIT_NOFILE, &now) == 0);
}

/* One error, of that code. */
static int is_error(usher_report *report, const char *code) {
  const int found = usher_report_count(report) == 1 && equal(usher_report_finding(report, 0)->code, code);
  usher_report_destroy(report);
  return found;
}

static void check_zone_files_that_are_refused(void) {
  usher_policy *const yaml = load(office_policy);
  usher_decision *decision = NULL;
  usher_message message = {0};
  usher_event event = {0};
  usher_effects *effects = NULL;
  int32_t kind = 0;
  int64_t first = 0;
  int64_t last = 0;
  message.struct_size = sizeof message;
  message.text = str("hello");
  message.time_given = 1;
  message.time = friday;
  event.struct_size = sizeof event;
  event.type = USHER_EVENT_MESSAGE;
  event.time = friday;
  event.conversation = str("c-1");
  event.message = &message;
  CHECK(usher_decision_create(&decision) == USHER_OK);
  CHECK(usher_effects_create(&effects) == USHER_OK);
  for (int of_image = 0; of_image < 2; ++of_image) {
    usher_policy *const policy = of_image ? load_image(yaml) : load(office_policy);
    usher_desk *desk = NULL;
    usher_calendar *calendar = NULL;
    usher_report *report = NULL;
    usher_str told = {NULL, 0};
    let_files_open(0);
    CHECK(usher_triage(policy, &message, NULL, decision, &report) == USHER_IO);
    CHECK(is_error(report, "no_zone_files"));
    CHECK(usher_decision_fields(decision) == NULL);
    CHECK(usher_desk_open(policy, NULL, &desk, &report) == USHER_IO);
    CHECK(is_error(report, "no_zone_files") && desk == NULL);
    CHECK(usher_calendar_create(policy, str("office"), &calendar, &report) == USHER_IO);
    CHECK(is_error(report, "no_zone_files") && calendar == NULL);
    let_files_open(1);
    CHECK(usher_triage(policy, &message, NULL, decision, NULL) == USHER_OK);
    CHECK(usher_decision_fields(decision)->first_response == friday + 3600000);
    CHECK(usher_desk_open(policy, NULL, &desk, NULL) == USHER_OK);
    /* Once it is read, it is kept. */
    let_files_open(0);
    CHECK(usher_triage(policy, &message, NULL, decision, NULL) == USHER_OK);
    CHECK(usher_desk_apply(desk, &event, 1, effects, NULL) == USHER_OK);
    let_files_open(1);
    CHECK(usher_effects_render(effects, USHER_FORMAT_TEXT, &told) == USHER_OK);
    CHECK(contains(told, "11:00") || contains(told, "10:00"));
    usher_desk_destroy(desk);
    usher_policy_destroy(policy);
  }
  {
    usher_policy *policy = NULL;
    usher_report *report = NULL;
    let_files_open(0);
    CHECK(usher_zone_resolve(str("Europe/Rome"), str("2026-03-20T09:30"), &kind, &first, &last, &report) ==
          USHER_IO);
    CHECK(is_error(report, "no_zone_files"));
    CHECK(usher_policy_load_memory(str("p"), str(office_policy), NULL, &policy, &report) == USHER_POLICY);
    CHECK(is_error(report, "no_zone_files") && policy == NULL);
    let_files_open(1);
  }
  usher_effects_destroy(effects);
  usher_decision_destroy(decision);
  usher_policy_destroy(yaml);
}

/* ---- Reports --------------------------------------------------------------------------------------------------- */

/* What no call sets; looked at, never used. */
static usher_report *const unset = (usher_report *)(uintptr_t)8;

/* The status of a call that leaves its report in `report`, or -1 when it has left it alone. */
static usher_status told(usher_status status, usher_report **report, size_t findings) {
  const int is_set = *report != unset;
  const size_t count = is_set ? usher_report_count(*report) : 0;
  if (is_set) usher_report_destroy(*report);
  *report = unset;
  return is_set && count == findings ? status : -1;
}

static void check_that_reports_are_set(void) {
  usher_policy *const policy = load(office_policy);
  usher_report *report = unset;
  usher_document *document = NULL;
  usher_desk *desk = NULL;
  usher_scenario *scenario = NULL;
  usher_staff_week *week = NULL;
  usher_replay *replay = NULL;
  usher_mapping *mapping = NULL;
  usher_rows_form form = {0};
  usher_event event = {0};
  usher_source source = {0};
  usher_scenario_options options = {0};
  uint64_t left = 0;
  CHECK(usher_desk_open(policy, NULL, &desk, NULL) == USHER_OK);
  CHECK(told(usher_policy_statistics(policy, str(NULL), 99, &document, &report), &report, 0) ==
        USHER_ARGUMENT);
  CHECK(told(usher_policy_compare(policy, policy, str(NULL), 99, &document, &report), &report, 0) ==
        USHER_ARGUMENT);
  CHECK(told(usher_desk_metrics(desk, NULL, 99, &document, &report), &report, 0) == USHER_ARGUMENT);

  source.struct_size = 4;
  CHECK(told(usher_scenario_load_memory(str("a"), &source, 1, NULL, &scenario, &report), &report, 0) ==
        USHER_ARGUMENT);
  source.struct_size = sizeof source;
  source.name = str("a");
  source.text.size = 5;
  CHECK(told(usher_scenario_load_memory(str("a"), &source, 1, NULL, &scenario, &report), &report, 0) ==
        USHER_ARGUMENT);
  source.text = str("scenario: x");
  options.struct_size = sizeof options;
  options.replications = 10001;
  CHECK(told(usher_scenario_load_memory(str("a"), &source, 1, &options, &scenario, &report), &report, 1) ==
        USHER_LIMIT);
  CHECK(told(usher_scenario_load("a", &options, &scenario, &report), &report, 1) == USHER_LIMIT);

  form.struct_size = sizeof form;
  form.time_column = str("t");
  CHECK(usher_staff_week_create(str("UTC"), &week, NULL) == USHER_OK);
  CHECK(usher_staff_week_add_rows(week, &form, str("t\n2026-01-01 10:00\n"), 1, NULL) == USHER_OK);
  CHECK(told(usher_staff_week_add_rows(week, &form, str("t\n"), 1, &report), &report, 0) == USHER_STATE);

  CHECK(usher_replay_create(policy, NULL, NULL, &replay, NULL) == USHER_OK);
  CHECK(told(usher_replay_play(replay, &left, &report), &report, 0) == USHER_STATE);
  CHECK(usher_replay_finish(replay, NULL) == USHER_OK);
  event.struct_size = sizeof event;
  event.type = USHER_EVENT_ADVANCE;
  CHECK(usher_mapping_load_memory(str("m"), str("mapping: 1\nzone: Europe/Rome\ncolumns: {opened: opened}\n"),
                                  &mapping, NULL) == USHER_OK);
  CHECK(told(usher_replay_add_json(replay, str("f"), str("{}"), &report), &report, 0) == USHER_STATE);
  CHECK(told(usher_replay_add(replay, &event, 1, &report), &report, 0) == USHER_STATE);
  CHECK(told(usher_replay_add_rows(replay, mapping, str("f"), str("opened\n"), 1, &report), &report, 0) ==
        USHER_STATE);
  CHECK(told(usher_replay_finish(replay, &report), &report, 0) == USHER_STATE);

  usher_mapping_destroy(mapping);
  usher_replay_destroy(replay);
  usher_staff_week_destroy(week);
  usher_desk_destroy(desk);
  usher_policy_destroy(policy);
}

/* ---- Sizes ------------------------------------------------------------------------------------------------------ */

static void check_sizes(void) {
  usher_policy *const policy = load(office_policy);
  usher_decision *decision = NULL;
  usher_batch *batch = NULL;
  usher_calendar *calendar = NULL;
  const usher_pause pause = {0, 1};
  int64_t due = 0;
  union {
    usher_message message;
    char bytes[4104];
  } large;
  CHECK(usher_decision_create(&decision) == USHER_OK);
  CHECK(usher_batch_create(&batch) == USHER_OK);
  memset(&large, 0, sizeof large);
  large.message.text = str("hello");
  /* Behind the largest, no byte may be read: these reach behind all memory. */
  const size_t sizes[] = {SIZE_MAX, (size_t)1 << 32, 4104};
  for (size_t i = 0; i < sizeof sizes / sizeof *sizes; ++i) {
    large.message.struct_size = sizes[i];
    CHECK(usher_triage(policy, &large.message, NULL, decision, NULL) == USHER_ARGUMENT);
    CHECK(usher_batch_triage(policy, &large.message, 1, NULL, batch, NULL) == USHER_ARGUMENT);
  }
  large.message.struct_size = 4096;
  CHECK(usher_triage(policy, &large.message, NULL, decision, NULL) == USHER_OK);
  large.bytes[4095] = 1;
  CHECK(usher_triage(policy, &large.message, NULL, decision, NULL) == USHER_NEWER);
  CHECK(usher_calendar_create(policy, str("office"), &calendar, NULL) == USHER_OK);
  CHECK(usher_calendar_due(calendar, friday, 1, &pause, SIZE_MAX, &due) == USHER_MEMORY);
  usher_calendar_destroy(calendar);
  usher_batch_destroy(batch);
  usher_decision_destroy(decision);
  usher_policy_destroy(policy);
}

/* ---- Names of events -------------------------------------------------------------------------------------------- */

static void check_names_that_are_not_utf8(void) {
  usher_policy *const policy = load(office_policy);
  usher_desk *desk = NULL;
  usher_effects *effects = NULL;
  usher_message message = {0};
  usher_event event = {0};
  usher_agent_update update = {0};
  usher_report *report = NULL;
  const usher_str bad = {"caf\xe9", 4};
  CHECK(usher_desk_open(policy, NULL, &desk, NULL) == USHER_OK);
  CHECK(usher_effects_create(&effects) == USHER_OK);
  message.struct_size = sizeof message;
  message.text = bad; /* what somebody wrote is taken as it is */
  event.struct_size = sizeof event;
  event.type = USHER_EVENT_MESSAGE;
  event.time = friday;
  event.message = &message;
  event.conversation = bad;
  CHECK(usher_desk_apply(desk, &event, 1, effects, &report) == USHER_INPUT);
  CHECK(equal(usher_report_finding(report, 0)->path, "conversation"));
  CHECK(is_error(report, "not_utf8"));
  event.conversation = str("caf\xc3\xa9");
  event.id = bad;
  CHECK(usher_desk_apply(desk, &event, 1, effects, &report) == USHER_INPUT);
  CHECK(is_error(report, "not_utf8"));
  event.id = str("1");
  event.skills = &bad;
  event.skill_count = 1;
  CHECK(usher_desk_apply(desk, &event, 1, effects, &report) == USHER_INPUT);
  CHECK(is_error(report, "not_utf8"));
  event.skill_count = 0;
  CHECK(usher_desk_apply(desk, &event, 1, effects, NULL) == USHER_OK);
  CHECK(usher_desk_commit(desk) == USHER_OK);
  update.struct_size = sizeof update;
  update.says = USHER_AGENT_SKILLS;
  update.skills = &bad;
  update.skill_count = 1;
  event.type = USHER_EVENT_AGENT;
  event.id = str(NULL);
  event.agent = str("sara");
  event.agent_update = &update;
  CHECK(usher_desk_apply(desk, &event, 1, effects, &report) == USHER_INPUT);
  CHECK(is_error(report, "not_utf8"));
  usher_effects_destroy(effects);
  usher_desk_destroy(desk);
  usher_policy_destroy(policy);
}

/* ---- Structs and forms that are wrong -------------------------------------------------------------------------- */

static void check_reserved_and_missing(void) {
  usher_policy *const policy =
      load("usher: 1\nfacts: {vip: flag}\ndepartments: {care: {}}\ndefault: {department: care}\n");
  usher_decision *decision = NULL;
  usher_text *text = NULL;
  usher_desk *desk = NULL;
  usher_effects *effects = NULL;
  usher_message message = {0};
  usher_fact facts[2] = {{0}, {0}};
  usher_event event = {0};
  const usher_str no_text = {NULL, 5};
  CHECK(usher_decision_create(&decision) == USHER_OK);
  message.struct_size = sizeof message;
  message.text = str("hello");
  message.reserved = 1;
  CHECK(usher_triage(policy, &message, NULL, decision, NULL) == USHER_NEWER);
  message.reserved = 0;
  facts[0].struct_size = sizeof facts[0];
  facts[1].struct_size = sizeof facts[1];
  facts[0].name = str("no.such");
  facts[1].name = str("no.such");
  message.facts = facts;
  message.fact_count = 2;
  CHECK(usher_triage(policy, &message, NULL, decision, NULL) == USHER_OK);
  facts[0].name = str("vip");
  facts[1].name = str("vip");
  facts[1].type = USHER_FACT_FLAG;
  facts[1].integer = 1;
  CHECK(usher_triage(policy, &message, NULL, decision, NULL) == USHER_OK);
  facts[0].reserved = 1;
  CHECK(usher_triage(policy, &message, NULL, decision, NULL) == USHER_NEWER);
  CHECK(usher_desk_open(policy, NULL, &desk, NULL) == USHER_OK);
  CHECK(usher_effects_create(&effects) == USHER_OK);
  event.struct_size = sizeof event;
  event.type = USHER_EVENT_ADVANCE;
  event.reserved = 1;
  CHECK(usher_desk_apply(desk, &event, 1, effects, NULL) == USHER_NEWER);

  CHECK(usher_text_create(&text) == USHER_OK);
  CHECK(usher_text_read(policy, str("hello"), NULL, text, NULL) == USHER_OK);
  CHECK(usher_text_read(policy, no_text, NULL, text, NULL) == USHER_ARGUMENT);
  CHECK(usher_text_fields(text) == NULL && usher_text_word_count(text) == 0);
  usher_text_destroy(text);
  usher_effects_destroy(effects);
  usher_desk_destroy(desk);
  usher_decision_destroy(decision);
  usher_policy_destroy(policy);
}

static void check_forms_of_a_week(void) {
  usher_staff_week *week = NULL;
  usher_report *report = NULL;
  usher_rows_form form = {0};
  CHECK(usher_staff_week_create(str("UTC"), &week, NULL) == USHER_OK);
  form.struct_size = sizeof form;
  form.time_column = str("t");
  form.delimiter = 200;
  CHECK(usher_staff_week_add_rows(week, &form, str("t\n"), 0, &report) == USHER_INPUT);
  CHECK(is_error(report, "out_of_range"));
  /* Each file by its own name and lines. */
  for (int file = 0; file < 2; ++file) {
    const char *const name = file == 0 ? "first.jsonl" : "second.jsonl";
    CHECK(usher_staff_week_add_events(week, str(name), str("\n{}\n"), &report) == USHER_OK);
    CHECK(usher_report_count(report) != 0 && equal(usher_report_finding(report, 0)->file, name));
    CHECK(usher_report_count(report) != 0 && usher_report_finding(report, 0)->line == 2);
    usher_report_destroy(report);
  }
  usher_staff_week_destroy(week);
}

int main(void) {
  check_reserved_and_missing();
  check_forms_of_a_week();
  check_names_that_are_not_utf8();
  check_sizes();
  check_that_reports_are_set();
  check_zone_files_that_are_refused();
  return summary();
}
