/* SPDX-License-Identifier: BSL-1.0
 * Replays by the C interface, every function at least once, from C. */
#include "check.h"

#define NOON INT64_C(1774000800000) /* 2026-03-20T10:00:00Z */
#define MINUTE INT64_C(60000)

static usher_policy *load(const char *target, const char *refunds) {
  char text[1024];
  usher_policy *policy = NULL;
  snprintf(text, sizeof text,
           "usher: 1\n"
           "sla: {fast: {first_response: %s}}\n"
           "departments: {care: {sla: fast}, billing: {sla: fast}}\n"
           "default: {department: care}\n"
           "topics: {refund: {en: [refund]}}\n"
           "rules:\n"
           "  - {name: refunds, when: {topic: refund}, then: {department: %s, tags: [money]}}\n",
           target, refunds);
  CHECK(usher_policy_load_memory(str("policy.yaml"), str(text), NULL, &policy, NULL) == USHER_OK);
  return policy;
}

static const char day[] =
    "{\"type\":\"message\",\"time\":\"2026-03-20T10:00:00Z\",\"conversation\":\"c-1\",\"message\":{\"text\":"
    "\"my refund\"}}\n"
    "{\"type\":\"message\",\"time\":\"2026-03-20T10:01:00Z\",\"conversation\":\"c-2\",\"message\":{\"text\":"
    "\"hello\"}}\n"
    "{\"type\":\"mesage\"}\n"
    "{\"type\":\"message\",\"time\":\"2026-03-20T10:30:00Z\",\"conversation\":\"c-1\",\"from\":\"staff\"}\n"
    "{\"type\":\"assign\",\"time\":\"2026-03-20T10:31:00Z\",\"conversation\":\"c-9\",\"agent\":\"sara\"}\n"
    "{\"type\":\"resolve\",\"time\":\"2026-03-20T10:40:00Z\",\"conversation\":\"c-1\"}\n";

static void test_two_policies(void) {
  usher_policy *before = load("1h", "billing");
  usher_policy *after = load("20m", "care");
  usher_replay *replay = NULL;
  usher_report *report = NULL;
  usher_str text = {0};
  usher_replay_options options;
  const usher_replay_summary *summary;
  memset(&options, 0, sizeof options);
  options.struct_size = sizeof options;
  options.zone = str("Europe/Rome");
  CHECK(usher_replay_create(before, after, &options, &replay, NULL) == USHER_OK);
  usher_policy_destroy(before);
  usher_policy_destroy(after);
  CHECK(usher_replay_result(replay) == NULL &&
        usher_replay_render(replay, USHER_FORMAT_TEXT, &text) == USHER_STATE);
  CHECK(usher_replay_add_json(replay, str("day.jsonl"), str(day), &report) == USHER_OK);
  CHECK(usher_report_count(report) == 1 && usher_report_finding(report, 0)->line == 3);
  usher_report_destroy(report);
  CHECK(usher_replay_finish(replay, NULL) == USHER_OK);
  CHECK(usher_replay_finish(replay, NULL) == USHER_STATE);
  CHECK(usher_replay_add_json(replay, str("day.jsonl"), str(day), NULL) == USHER_STATE);
  summary = usher_replay_result(replay);
  CHECK(summary != NULL && summary->struct_size == sizeof *summary);
  CHECK(summary->lines == 6 && summary->events == 5 && summary->left_out == 1);
  CHECK(summary->conversations == 2 && summary->moved == 1 && summary->changed == 2);
  CHECK(summary->refused_before == 0 && summary->refused_after == 0);
  CHECK(summary->ignored_before == 1 && summary->ignored_after == 1);
  CHECK(summary->first_response_kept_before == 1 && summary->first_response_broken_before == 0);
  CHECK(summary->first_response_kept_after == 0 && summary->first_response_broken_after == 2);
  CHECK(summary->resolution_kept_before == 0 && summary->resolution_kept_after == 0);
  CHECK(summary->resolution_broken_before == 0 && summary->resolution_broken_after == 0);
  CHECK(usher_replay_render(replay, USHER_FORMAT_TEXT, &text) == USHER_OK);
  CHECK(contains(text, "1 of 2 conversations go to another department") &&
        contains(text, "c-1: billing > care"));
  CHECK(usher_replay_render(replay, USHER_FORMAT_JSON, &text) == USHER_OK && contains(text, "\"moved\":1"));
  CHECK(usher_replay_render(replay, USHER_FORMAT_OPENMETRICS, &text) == USHER_ARGUMENT);
  usher_replay_destroy(replay);
  usher_replay_destroy(NULL);
}

static void test_structs(void) {
  usher_policy *policy = load("1h", "billing");
  usher_replay *replay = NULL;
  usher_message message;
  usher_event events[2];
  memset(&message, 0, sizeof message);
  memset(events, 0, sizeof events);
  message.struct_size = sizeof message;
  message.text = str("my refund");
  events[0].struct_size = events[1].struct_size = sizeof events[0];
  events[0].type = USHER_EVENT_MESSAGE;
  events[0].time = NOON;
  events[0].conversation = str("c-1");
  events[0].message = &message;
  events[1].type = USHER_EVENT_RESOLVE;
  events[1].time = NOON + 90 * MINUTE;
  events[1].conversation = str("c-1");
  CHECK(usher_replay_create(policy, NULL, NULL, &replay, NULL) == USHER_OK);
  CHECK(usher_replay_add(replay, events, 2, NULL) == USHER_OK);
  events[0].type = 99;
  CHECK(usher_replay_add(replay, events, 1, NULL) == USHER_ARGUMENT);
  events[0].type = USHER_EVENT_TRANSFER; /* to no department */
  events[0].message = NULL;
  CHECK(usher_replay_add(replay, events, 1, NULL) == USHER_OK);
  CHECK(usher_replay_add(replay, NULL, 1, NULL) == USHER_ARGUMENT &&
        usher_replay_add(NULL, events, 1, NULL) == USHER_ARGUMENT);
  CHECK(usher_replay_finish(replay, NULL) == USHER_OK);
  CHECK(usher_replay_result(replay)->conversations == 1 && usher_replay_result(replay)->events == 3);
  CHECK(usher_replay_result(replay)->first_response_broken_before == 1);
  CHECK(usher_replay_result(replay)->moved == 0);
  usher_replay_destroy(replay);
  usher_policy_destroy(policy);
}

static const char mapping_text[] =
    "mapping: 1\n"
    "zone: Europe/Rome\n"
    "columns: {opened: opened, closed: closed, conversation: id, text: text, replied: replied}\n";

static void test_rows(void) {
  usher_policy *policy = load("1h", "billing");
  usher_replay *replay = NULL;
  usher_mapping *mapping = NULL;
  usher_report *report = NULL;
  uint64_t left = 99;
  CHECK(usher_mapping_load_memory(str("map.yaml"), str("mapping: 1\n"), &mapping, &report) == USHER_INPUT);
  CHECK(strcmp(usher_report_finding(report, 0)->code.data, "missing_key") == 0);
  usher_report_destroy(report);
  CHECK(usher_mapping_load_memory(str("map.yaml"), str(mapping_text), NULL, NULL) == USHER_ARGUMENT);
  CHECK(usher_mapping_load("/nowhere/map.yaml", &mapping, &report) == USHER_IO);
  usher_report_destroy(report);
  CHECK(usher_mapping_load(NULL, &mapping, NULL) == USHER_ARGUMENT && mapping == NULL);
  CHECK(usher_mapping_load_memory(str("map.yaml"), str(mapping_text), &mapping, NULL) == USHER_OK);
  CHECK(usher_replay_create(policy, NULL, NULL, &replay, NULL) == USHER_OK);
  CHECK(usher_replay_play(replay, &left, NULL) == USHER_STATE);
  CHECK(usher_replay_add_rows(replay, NULL, str("t.csv"), str("x"), 0, NULL) == USHER_ARGUMENT);
  /* The later one first, in two pieces, and one without a time. */
  CHECK(usher_replay_add_rows(
            replay, mapping, str("t.csv"),
            str("id,opened,replied,closed,text\nb,2026-03-20 12:00,,2026-03-20 12:10,hello\na,2026-0"), 0,
            NULL) == USHER_OK);
  usher_mapping_destroy(mapping);
  usher_mapping_destroy(NULL);
  CHECK(usher_replay_finish(replay, NULL) == USHER_STATE);
  CHECK(usher_replay_add_rows(replay, NULL, str("t.csv"),
                              str("3-20 11:00,2026-03-20 11:30,,refund\nc,soon,,,x\n"), 1,
                              &report) == USHER_OK);
  CHECK(usher_report_count(report) == 1 && usher_report_finding(report, 0)->line == 4);
  CHECK(strcmp(usher_report_finding(report, 0)->code.data, "bad_time") == 0);
  usher_report_destroy(report);
  CHECK(usher_replay_add_json(replay, str("day.jsonl"), str(day), NULL) == USHER_STATE);
  CHECK(usher_replay_play(replay, NULL, NULL) == USHER_ARGUMENT);
  CHECK(usher_replay_play(replay, &left, NULL) == USHER_OK && left == 0);
  CHECK(usher_replay_finish(replay, NULL) == USHER_OK);
  CHECK(usher_replay_result(replay)->lines == 3 && usher_replay_result(replay)->left_out == 1);
  CHECK(usher_replay_result(replay)->conversations == 2 && usher_replay_result(replay)->events == 4);
  CHECK(usher_replay_result(replay)->first_response_kept_before == 1);
  usher_replay_destroy(replay);
  usher_policy_destroy(policy);
}

static void test_wrong_use(void) {
  usher_policy *policy = load("1h", "billing");
  usher_replay *replay = NULL;
  usher_replay_options options;
  usher_str text = {0};
  memset(&options, 0, sizeof options);
  options.struct_size = sizeof options;
  options.zone = str("Nowhere");
  CHECK(usher_replay_create(policy, NULL, &options, &replay, NULL) == USHER_INPUT);
  options.zone = str(NULL);
  options.reserved = 1;
  CHECK(usher_replay_create(policy, NULL, &options, &replay, NULL) == USHER_NEWER);
  CHECK(usher_replay_create(NULL, NULL, NULL, &replay, NULL) == USHER_ARGUMENT);
  CHECK(usher_replay_create(policy, NULL, NULL, NULL, NULL) == USHER_ARGUMENT && replay == NULL);
  CHECK(usher_replay_add_json(NULL, text, text, NULL) == USHER_ARGUMENT);
  CHECK(usher_replay_add_rows(NULL, NULL, text, text, 1, NULL) == USHER_ARGUMENT);
  CHECK(usher_replay_finish(NULL, NULL) == USHER_ARGUMENT && usher_replay_result(NULL) == NULL);
  CHECK(usher_replay_render(NULL, USHER_FORMAT_TEXT, &text) == USHER_ARGUMENT);
  usher_policy_destroy(policy);
}

int main(void) {
  test_two_policies();
  test_structs();
  test_rows();
  test_wrong_use();
  return summary();
}
