/* SPDX-License-Identifier: BSL-1.0
 * A host of the previous interface: compiled with the usher.h beside it, and run with the library of this one. It goes
 * once through what hosts use most, with every kind of struct, and ends with 0 when all of it is as it was. */
#include "usher.h"

#include <stdio.h>
#include <string.h>

static int failed = 0;
#define CHECK(condition)                                                                                     \
  do {                                                                                                       \
    if (!(condition)) {                                                                                      \
      printf("program.c:%d: %s\n", __LINE__, #condition);                                                    \
      failed = 1;                                                                                            \
    }                                                                                                        \
  } while (0)

static usher_str str(const char *text) {
  const usher_str made = {text, strlen(text)};
  return made;
}
static int same(usher_str text, const char *wanted) {
  return text.data != NULL && text.size == strlen(wanted) && memcmp(text.data, wanted, text.size) == 0;
}

static const char *const source = "usher: 1\n"
                                  "include: topics.yaml\n"
                                  "facts: {customer.tier: [member, gold]}\n"
                                  "sla: {fast: {first_response: 1h}}\n"
                                  "departments: {care: {sla: fast}, billing: {}}\n"
                                  "agents: {sara: {departments: [care]}, omid: {departments: [billing]}}\n"
                                  "rules:\n"
                                  "  - name: refunds\n"
                                  "    when: {topic: refund, customer.tier: gold}\n"
                                  "    then: {department: billing, tags: [money]}\n"
                                  "default: {department: care}\n";

static void reports(void) {
  usher_policy *policy = NULL;
  usher_report *report = NULL;
  const usher_finding *finding;
  usher_str text;
  CHECK(usher_policy_load_memory(str("broken"), str("usher: 1\ndefault: {department: care}\n"), NULL, &policy,
                                 &report) == USHER_POLICY);
  CHECK(policy == NULL && usher_report_count(report) > 0);
  finding = usher_report_finding(report, 0);
  CHECK(finding != NULL && finding->severity == USHER_SEVERITY_ERROR && finding->line == 2);
  CHECK(same(finding->file, "broken") && finding->code.size > 0 && finding->message.size > 0);
  CHECK(usher_report_text(report, USHER_FORMAT_JSON, &text) == USHER_OK && text.size > 0);
  usher_report_destroy(report);
}

static void decisions(const usher_policy *policy) {
  const usher_fact tier = {sizeof tier, str("customer.tier"), USHER_FACT_TEXT, 0, 0, 0, str("gold")};
  usher_message message;
  memset(&message, 0, sizeof message);
  message.struct_size = sizeof message;
  usher_decision *decision = NULL;
  usher_batch *batch = NULL;
  const usher_decision_values *values;
  const usher_column *column;
  usher_str text;
  message.id = str("m-1");
  message.text = str("A refund, please");
  message.facts = &tier;
  message.fact_count = 1;
  CHECK(usher_decision_create(&decision) == USHER_OK);
  CHECK(usher_triage(policy, &message, NULL, decision, NULL) == USHER_OK);
  values = usher_decision_fields(decision);
  CHECK(values != NULL && same(values->department, "billing") && same(values->id, "m-1"));
  CHECK(values->policy.size == 64 && values->band.size > 0);
  CHECK(usher_decision_because(decision, USHER_FIELD_DEPARTMENT, 0, &text) == USHER_OK &&
        same(text, "refunds"));
  CHECK(usher_triage_json(policy, str("{\"text\":\"Hello\"}"), NULL, decision, NULL) == USHER_OK);
  CHECK(same(usher_decision_fields(decision)->department, "care"));
  CHECK(usher_triage_json(policy, str("{\"txet\":1}"), NULL, decision, NULL) == USHER_INPUT);
  CHECK(usher_decision_fields(decision) == NULL);

  CHECK(usher_batch_create(&batch) == USHER_OK);
  CHECK(usher_batch_triage(policy, &message, 1, NULL, batch, NULL) == USHER_OK &&
        usher_batch_rows(batch) == 1);
  column = usher_batch_column(batch, USHER_FIELD_DEPARTMENT);
  CHECK(column != NULL && same(column->dictionary[column->codes[0]], "billing"));
  usher_batch_destroy(batch);
  usher_decision_destroy(decision);
}

static void desks(const usher_policy *policy) {
  const int64_t now = 1774000000000;
  usher_message message;
  memset(&message, 0, sizeof message);
  message.struct_size = sizeof message;
  usher_event event;
  memset(&event, 0, sizeof event);
  event.struct_size = sizeof event;
  usher_desk_options options;
  memset(&options, 0, sizeof options);
  options.struct_size = sizeof options;
  usher_desk *desk = NULL, *other = NULL;
  usher_effects *effects = NULL;
  usher_view *view = NULL;
  usher_document *snapshot = NULL;
  const usher_conversation *conversation;
  usher_str bytes;
  int64_t due = 0;
  size_t i;
  int assigned = 0;
  options.flags = USHER_DESK_JOURNAL;
  message.text = str("Where is my parcel?");
  event.type = USHER_EVENT_MESSAGE;
  event.time = now;
  event.id = str("e-1");
  event.conversation = str("c-1");
  event.message = &message;
  CHECK(usher_desk_open(policy, &options, &desk, NULL) == USHER_OK &&
        usher_effects_create(&effects) == USHER_OK);
  CHECK(usher_desk_apply(desk, &event, 1, effects, NULL) == USHER_OK);
  for (i = 0; i < usher_effects_count(effects); ++i) {
    const usher_effect *effect = usher_effects_at(effects, i);
    CHECK(effect->n == i + 1 && effect->time == now && same(effect->conversation, "c-1"));
    assigned += effect->type == USHER_EFFECT_ASSIGNED && same(effect->agent, "sara");
  }
  CHECK(assigned == 1 && usher_effects_result(effects, 0)->status == USHER_OK);
  CHECK(usher_effects_journal(effects, &bytes) == USHER_OK && bytes.size > 0);
  CHECK(usher_desk_commit(desk) == USHER_OK);
  CHECK(usher_desk_apply(desk, &event, 1, effects, NULL) == USHER_REPEATED);
  CHECK(usher_desk_next_due(desk, &due) == USHER_OK && due > now);

  CHECK(usher_desk_snapshot(desk, &snapshot, NULL) == USHER_OK);
  CHECK(usher_document_text(snapshot, &bytes) == USHER_OK);
  CHECK(usher_desk_restore(bytes, NULL, &other, NULL) == USHER_OK && usher_view_create(&view) == USHER_OK);
  CHECK(usher_desk_conversation(other, str("c-1"), view) == USHER_OK &&
        usher_view_conversation_count(view) == 1);
  conversation = usher_view_conversation(view, 0);
  CHECK(same(conversation->agent, "sara") && same(conversation->place, "assigned"));
  CHECK(conversation->first_response == now + 3600000 && same(conversation->department, "care"));
  CHECK(usher_desk_look(other, view) == USHER_OK && usher_view_agent_count(view) == 2);
  CHECK(same(usher_view_agent(view, 0)->name, "sara") && usher_view_department(view, 0)->assigned == 1);

  usher_view_destroy(view);
  usher_document_destroy(snapshot);
  usher_effects_destroy(effects);
  usher_desk_destroy(other);
  usher_desk_destroy(desk);
}

int main(void) {
  const usher_source topics = {sizeof topics, str("topics.yaml"), str("topics: {refund: {en: [~refund]}}\n")};
  const usher_limit limit = {sizeof limit, str("text_bytes"), 4096};
  usher_load_options options;
  memset(&options, 0, sizeof options);
  options.struct_size = sizeof options;
  usher_policy *policy = NULL;
  usher_str hash;
  options.includes = &topics;
  options.include_count = 1;
  options.limits = &limit;
  options.limit_count = 1;
  CHECK(usher_abi() == USHER_ABI);
  CHECK(usher_policy_load_memory(str("policy"), str(source), &options, &policy, NULL) == USHER_OK);
  CHECK(usher_policy_hash(policy, &hash) == USHER_OK && hash.size == 64);
  CHECK(usher_policy_part_count(policy, USHER_PART_RULE) == 1);
  CHECK(same(usher_policy_part(policy, USHER_PART_RULE, 0)->name, "refunds"));
  reports();
  decisions(policy);
  desks(policy);
  usher_policy_destroy(policy);
  if (!failed) puts("a program of the previous interface runs");
  return failed;
}
