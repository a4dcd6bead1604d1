/* SPDX-License-Identifier: BSL-1.0
 * The desk of the C interface used as its header says, every function at least once, from C. */
#include "check.h"

#include <stdlib.h>

static const char policy_text[] =
    "usher: 1\n"
    "channels: {wall: {kind: social, public: true, private_twin: dm}, dm: {kind: message}}\n"
    "accounts: {\"@acme\": {channel: wall}}\n"
    "facts: {customer.tier: [bronze, gold], order.open: flag}\n"
    "sla: {fast: {first_response: 1h}}\n"
    "departments: {care: {sla: fast}, billing: {}, legal: {}}\n"
    "default: {department: care}\n"
    "topics: {refund: {en: [refund]}, threat: {en: [lawyer]}}\n"
    "rules:\n"
    "  - {name: refunds, when: {topic: refund}, then: {department: billing, skills: [money]}}\n"
    "  - {name: threat, when: {topic: threat}, then: {notify: [legal], visibility: private}}\n";

#define NOON INT64_C(1774000800000) /* 2026-03-20T10:00:00Z */
#define MINUTE INT64_C(60000)

static usher_policy *load(void) {
  usher_policy *policy = NULL;
  CHECK(usher_policy_load_memory(str("policy.yaml"), str(policy_text), NULL, &policy, NULL) == USHER_OK);
  return policy;
}

static usher_event event_of(int32_t type, int64_t time, const char *conversation) {
  usher_event event;
  memset(&event, 0, sizeof event);
  event.struct_size = sizeof event;
  event.type = type;
  event.time = time;
  event.conversation = str(conversation);
  return event;
}

static usher_message message_of(const char *text) {
  usher_message message;
  memset(&message, 0, sizeof message);
  message.struct_size = sizeof message;
  message.text = str(text);
  return message;
}

/* The first effect of a type; NULL when there is none. */
static const usher_effect *find(const usher_effects *effects, int32_t type) {
  size_t i;
  for (i = 0; i < usher_effects_count(effects); ++i)
    if (usher_effects_at(effects, i)->type == type) return usher_effects_at(effects, i);
  return NULL;
}

static void add_sara(usher_desk *desk, usher_effects *effects) {
  usher_event event = event_of(USHER_EVENT_AGENT, NOON, NULL);
  usher_agent_update update;
  usher_kind_capacity kind = {sizeof kind, {0}, 2, 0};
  usher_str departments[2];
  usher_str skills[1];
  usher_str languages[1];
  usher_str accounts[1];
  memset(&update, 0, sizeof update);
  departments[0] = str("care");
  departments[1] = str("billing");
  skills[0] = str("money");
  languages[0] = str("en");
  accounts[0] = str("@acme");
  kind.kind = str("message");
  update.struct_size = sizeof update;
  update.says = USHER_AGENT_DEPARTMENTS | USHER_AGENT_SKILLS | USHER_AGENT_LANGUAGES | USHER_AGENT_CAPACITY |
                USHER_AGENT_WORKS_ON;
  update.presence = USHER_PRESENCE_ONLINE;
  update.departments = departments;
  update.department_count = 2;
  update.skills = skills;
  update.skill_count = 1;
  update.languages = languages;
  update.language_count = 1;
  update.accounts = accounts; /* not said, so not taken */
  update.account_count = 1;
  update.kinds = &kind;
  update.kind_count = 1;
  update.capacity = 2;
  update.works_on = 2;
  event.agent = str("sara");
  event.agent_update = &update;
  CHECK(usher_desk_apply(desk, &event, 1, effects, NULL) == USHER_OK);
  CHECK(usher_effects_count(effects) == 0);
  CHECK(usher_effects_result(effects, 0) != NULL && usher_effects_result(effects, 0)->status == USHER_OK);
  CHECK(usher_effects_result(effects, 0)->time == NOON &&
        usher_effects_result(effects, 0)->first_effect == 0);
  CHECK(usher_effects_result(effects, 1) == NULL && usher_effects_at(effects, 0) == NULL);
  CHECK(usher_desk_commit(desk) == USHER_OK);

  kind.kind = str("mesage");
  CHECK(usher_desk_apply(desk, &event, 1, effects, NULL) == USHER_INPUT);
  kind.kind = str("message");
  update.capacity = 1000001;
  CHECK(usher_desk_apply(desk, &event, 1, effects, NULL) == USHER_INPUT);
  update.capacity = 2;
  update.works_on = 0;
  CHECK(usher_desk_apply(desk, &event, 1, effects, NULL) == USHER_INPUT);
  update.works_on = 2;
  update.presence = 5;
  CHECK(usher_desk_apply(desk, &event, 1, effects, NULL) == USHER_ARGUMENT);
  update.presence = 0;
  update.says |= 128;
  CHECK(usher_desk_apply(desk, &event, 1, effects, NULL) == USHER_NEWER);
  update.says = USHER_AGENT_SKILLS;
  update.skills = NULL;
  CHECK(usher_desk_apply(desk, &event, 1, effects, NULL) == USHER_ARGUMENT);
}

static void test_a_day(const usher_policy *policy) {
  usher_desk *desk = NULL;
  usher_effects *effects = NULL;
  usher_view *view = NULL;
  usher_report *report = NULL;
  const usher_effect *effect;
  const usher_conversation *one;
  usher_str text = {0};
  usher_str skill[1];
  int64_t due = 0;
  usher_event event;
  usher_message message = message_of("a refund please");
  usher_fact fact = {sizeof fact, {0}, USHER_FACT_FLAG, 0, 1, 0, {0}};
  usher_desk_options options = {sizeof options, 7, NULL, 0, USHER_DESK_JOURNAL, 0};
  CHECK(usher_desk_open(policy, &options, &desk, NULL) == USHER_OK && desk != NULL);
  CHECK(usher_effects_create(&effects) == USHER_OK && effects != NULL);
  CHECK(usher_view_create(&view) == USHER_OK && view != NULL);
  CHECK(usher_desk_next_due(desk, &due) == USHER_OK && due == USHER_NO_TIME);
  add_sara(desk, effects);

  event = event_of(USHER_EVENT_MESSAGE, NOON + MINUTE, "c-1");
  event.id = str("e-1");
  event.message = &message;
  message.account = str("@acme");
  skill[0] = str("money");
  event.skills = skill;
  event.skill_count = 1;
  event.priority = 90;
  event.flags = USHER_EVENT_PRIORITY;
  event.due = NOON + 31 * MINUTE;
  CHECK(usher_desk_apply(desk, &event, 1, effects, NULL) == USHER_OK);
  effect = find(effects, USHER_EFFECT_ROUTED);
  CHECK(effect != NULL && effect->n == 1 && effect->struct_size == sizeof *effect);
  CHECK(equal(effect->conversation, "c-1") && equal(effect->department, "billing"));
  CHECK(equal(effect->because, "refunds") && effect->by_rule == 1 && equal(effect->what, "urgent"));
  CHECK(effect->time == NOON + MINUTE && equal(effect->agent, NULL) && effect->at == USHER_NO_TIME);
  effect = find(effects, USHER_EFFECT_ASSIGNED);
  CHECK(effect != NULL && equal(effect->agent, "sara") && equal(effect->because, "strategy") &&
        effect->by_rule == 0);
  effect = find(effects, USHER_EFFECT_DUE);
  CHECK(effect != NULL && effect->clock == USHER_CLOCK_FIRST_RESPONSE && effect->at == NOON + 31 * MINUTE);
  CHECK(usher_effects_render(effects, USHER_FORMAT_JSON, &text) == USHER_OK);
  CHECK(contains(text, "{\"n\":1,\"type\":\"routed\",\"time\":\"2026-03-20T10:01:00.000Z\"") &&
        contains(text, "}\n{"));
  CHECK(usher_effects_render(effects, USHER_FORMAT_TEXT, &text) == USHER_OK &&
        contains(text, "given to sara"));
  CHECK(usher_effects_render(effects, 7, &text) == USHER_ARGUMENT);
  CHECK(usher_effects_journal(effects, &text) == USHER_OK);
  CHECK(contains(text, "{\"format\":1,\"n\":2,\"time\":") && contains(text, "\"text\":\"a refund please\"") &&
        contains(text, "\"decision\":{\"id\":null,\"department\":\"billing\""));

  /* Neither kept nor taken back: the desk answers, and takes nothing else. */
  CHECK(usher_desk_conversation(desk, str("c-1"), view) == USHER_OK);
  CHECK(usher_desk_apply(desk, &event, 1, effects, NULL) == USHER_STATE && usher_effects_count(effects) == 0);
  CHECK(usher_desk_conversation(desk, str("c-1"), view) == USHER_OK);
  CHECK(usher_desk_abort(desk) == USHER_OK);
  CHECK(usher_desk_conversation(desk, str("c-1"), view) == USHER_NOT_FOUND);
  CHECK(usher_view_conversation_count(view) == 1); /* as it was */
  CHECK(usher_desk_next_due(desk, &due) == USHER_OK && due == USHER_NO_TIME);
  CHECK(usher_desk_apply(desk, &event, 1, effects, NULL) == USHER_OK);
  CHECK(find(effects, USHER_EFFECT_ROUTED)->n == 1); /* the very same */
  CHECK(usher_desk_commit(desk) == USHER_OK);
  CHECK(usher_desk_next_due(desk, &due) == USHER_OK && due == NOON + 25 * MINUTE);

  /* Once is once. */
  CHECK(usher_desk_apply(desk, &event, 1, effects, NULL) == USHER_REPEATED);
  CHECK(usher_effects_count(effects) == 0);
  CHECK(usher_effects_result(effects, 0)->status == USHER_REPEATED);
  CHECK(usher_effects_result(effects, 0)->first_effect == 1 &&
        usher_effects_result(effects, 0)->effect_count == 4);
  CHECK(usher_effects_journal(effects, &text) == USHER_OK && text.size == 0);
  event.priority = 10;
  CHECK(usher_desk_apply(desk, &event, 1, effects, &report) == USHER_CONFLICT);
  CHECK(usher_report_count(report) == 1 && usher_report_finding(report, 0)->line == 1);
  usher_report_destroy(report);

  one = NULL;
  CHECK(usher_desk_conversation(desk, str("c-1"), view) == USHER_OK);
  CHECK(usher_view_conversation_count(view) == 1);
  one = usher_view_conversation(view, 0);
  CHECK(one != NULL && one->struct_size == sizeof *one && equal(one->name, "c-1") && one->number == 1);
  CHECK(equal(one->place, "assigned") && equal(one->status, "open") && equal(one->agent, "sara"));
  CHECK(equal(one->department, "billing") && equal(one->account, "@acme") && equal(one->sla, NULL));
  CHECK(equal(one->language, "en") && equal(one->reply, NULL) && one->tag_count == 0 && one->tags == NULL);
  CHECK(one->skill_count == 1 && equal(one->skills[0], "money"));
  CHECK(one->priority == 90 && equal(one->band, "urgent") && one->engaged == 1 && one->unanswered == 1);
  CHECK(one->first_response == NOON + 31 * MINUTE && one->resolution == USHER_NO_TIME && one->breached == 0);
  CHECK(one->messages == 1 && one->transfers == 0 && one->reopens == 0 && one->step == 0);
  CHECK(one->created == NOON + MINUTE && one->waiting_since == NOON + MINUTE && one->until == USHER_NO_TIME);
  CHECK(usher_view_conversation(view, 1) == NULL && usher_view_agent_count(view) == 0);
  CHECK(usher_view_time(view) == NOON + MINUTE);

  /* Several at once: those of one time are one instant. */
  {
    usher_event two[3];
    usher_message second = message_of("hello");
    usher_message third = message_of("my lawyer");
    third.account = str("@acme");
    two[0] = event_of(USHER_EVENT_MESSAGE, NOON + 2 * MINUTE, "c-2");
    two[0].message = &second;
    two[1] = event_of(USHER_EVENT_MESSAGE, NOON + 2 * MINUTE, "c-3");
    two[1].message = &third;
    two[2] = event_of(USHER_EVENT_RESOLVE, 0, NULL);
    CHECK(usher_desk_apply(desk, two, 3, effects, &report) == USHER_INPUT);
    CHECK(usher_report_finding(report, 0)->line == 3 &&
          equal(usher_report_finding(report, 0)->code, "bad_event"));
    usher_report_destroy(report);
    CHECK(usher_desk_conversation(desk, str("c-2"), view) == USHER_NOT_FOUND); /* none of it happened */
    CHECK(usher_desk_apply(desk, two, 2, effects, NULL) == USHER_OK);
    CHECK(usher_effects_result(effects, 1)->first_effect == 5 &&
          usher_effects_result(effects, 0)->first_effect == 5);
    effect = find(effects, USHER_EFFECT_NOTIFY);
    CHECK(effect != NULL && equal(effect->what, "legal") && equal(effect->conversation, "c-3"));
    effect = find(effects, USHER_EFFECT_MOVE_PRIVATE);
    CHECK(effect != NULL && equal(effect->what, "dm") && equal(effect->because, "threat"));
    CHECK(usher_desk_commit(desk) == USHER_OK);
  }
  CHECK(usher_desk_queue(desk, str("care"), view) == USHER_OK);
  CHECK(usher_view_conversation_count(view) == 1 && equal(usher_view_conversation(view, 0)->name, "c-3"));
  CHECK(usher_desk_queue(desk, str("sales"), view) == USHER_NOT_FOUND);
  /* Who may take it: a view of the one conversation, and what the page and the JSON say of everybody. */
  CHECK(usher_desk_candidates(desk, str("c-3"), view) == USHER_OK);
  CHECK(usher_view_conversation_count(view) == 1 && usher_view_agent_count(view) == 0);
  CHECK(usher_view_render(view, USHER_FORMAT_JSON, &text) == USHER_OK &&
        contains(text, "\"asked\":{\"departments\":[\"") &&
        contains(text,
                 "\"candidates\":[{\"agent\":\"sara\",\"obstacle\":\"full\",\"what\":null,\"until\":null,"
                 "\"has\":2,\"most\":2}"));
  CHECK(usher_view_render(view, USHER_FORMAT_TEXT, &text) == USHER_OK &&
        contains(text, "is full: has 2 of 2"));
  CHECK(usher_desk_candidates(desk, str("c-9"), view) == USHER_NOT_FOUND);
  CHECK(usher_view_conversation_count(view) == 1); /* as it was */
  CHECK(usher_desk_agent(desk, str("sara"), view) == USHER_OK);
  CHECK(usher_view_conversation_count(view) == 2 && usher_view_agent_count(view) == 1);
  {
    const usher_agent *sara = usher_view_agent(view, 0);
    CHECK(equal(sara->name, "sara") && sara->presence == USHER_PRESENCE_ONLINE && sara->present == 1);
    CHECK(sara->conversations == 2 && sara->waiting == 2 && sara->load == 2 && sara->capacity == 2);
    CHECK(sara->department_count == 2 && equal(sara->departments[1], "billing"));
    CHECK(sara->skill_count == 1 && equal(sara->skills[0], "money"));
    CHECK(sara->language_count == 1 && equal(sara->languages[0], "en"));
    CHECK(usher_view_agent(view, 1) == NULL);
  }
  CHECK(usher_desk_agent(desk, str("tom"), view) == USHER_NOT_FOUND);
  CHECK(usher_desk_look(desk, view) == USHER_OK);
  CHECK(usher_view_department_count(view) == 3 && usher_view_conversation_count(view) == 0);
  {
    const usher_department *care = usher_view_department(view, 0);
    CHECK(equal(care->name, "care") && care->queued == 1 && care->assigned == 1 && care->present == 1);
    CHECK(care->open == 1 && care->blocked == 0 && care->oldest == NOON + 2 * MINUTE && care->overdue == 0);
    CHECK(usher_view_department(view, 2)->oldest == USHER_NO_TIME && usher_view_department(view, 3) == NULL);
  }
  CHECK(usher_desk_list(desk, USHER_LIST_OWED, 0, view) == USHER_OK);
  CHECK(usher_view_conversation_count(view) == 3 && equal(usher_view_conversation(view, 0)->name, "c-1"));
  CHECK(equal(usher_view_conversation(view, 0)->asker, NULL));
  CHECK(equal(usher_view_conversation(view, 0)->merged_into, NULL));
  CHECK(usher_desk_list(desk, USHER_LIST_OWED, 1, view) == USHER_OK &&
        usher_view_conversation_count(view) == 1);
  CHECK(usher_desk_list(desk, USHER_LIST_CONSULTATIONS, 0, view) == USHER_OK);
  CHECK(usher_view_conversation_count(view) == 0 && usher_view_time(view) == NOON + 2 * MINUTE);
  CHECK(usher_desk_list(desk, 0, 0, view) == USHER_ARGUMENT &&
        usher_desk_list(desk, 3, 0, view) == USHER_ARGUMENT);
  CHECK(usher_desk_look(desk, view) == USHER_OK);
  CHECK(usher_view_render(view, USHER_FORMAT_TEXT, &text) == USHER_OK && contains(text, "care"));
  CHECK(usher_view_render(view, USHER_FORMAT_JSON, &text) == USHER_OK &&
        contains(text, "\"departments\":[{"));
  CHECK(usher_view_render(view, 2, &text) == USHER_ARGUMENT);

  /* Facts, a note, an answer, and time. */
  message = message_of(NULL);
  fact.name = str("order.open");
  message.facts = &fact;
  message.fact_count = 1;
  event = event_of(USHER_EVENT_FACT, NOON + 3 * MINUTE, "c-2");
  event.message = &message;
  CHECK(usher_desk_apply(desk, &event, 1, effects, NULL) == USHER_OK && usher_desk_commit(desk) == USHER_OK);
  CHECK(usher_effects_journal(effects, &text) == USHER_OK &&
        contains(text, "\"facts\":{\"order.open\":true}"));
  event = event_of(USHER_EVENT_MESSAGE, NOON + 4 * MINUTE, "c-2");
  event.flags = USHER_EVENT_FROM_STAFF;
  event.agent = str("sara");
  CHECK(usher_desk_apply(desk, &event, 1, effects, NULL) == USHER_OK && usher_desk_commit(desk) == USHER_OK);
  event = event_of(USHER_EVENT_ADVANCE, NOON + 60 * MINUTE, NULL);
  CHECK(usher_desk_apply(desk, &event, 1, effects, NULL) == USHER_OK && usher_desk_commit(desk) == USHER_OK);
  effect = find(effects, USHER_EFFECT_BREACHED);
  CHECK(effect != NULL && equal(effect->conversation, "c-1") && effect->time == NOON + 31 * MINUTE + 1);
  event = event_of(USHER_EVENT_ADVANCE, NOON + 60 * 72 * MINUTE, NULL);
  CHECK(usher_desk_apply(desk, &event, 1, effects, NULL) == USHER_TIME);
  event.flags = USHER_EVENT_FORCE;
  CHECK(usher_desk_apply(desk, &event, 1, effects, NULL) == USHER_OK && usher_desk_commit(desk) == USHER_OK);
  event = event_of(USHER_EVENT_MESSAGE, NOON, "c-4");
  CHECK(usher_desk_apply(desk, &event, 1, effects, NULL) == USHER_OK && usher_desk_commit(desk) == USHER_OK);
  effect = find(effects, USHER_EFFECT_LATE);
  CHECK(effect != NULL && effect->at == NOON && usher_effects_result(effects, 0)->late == 1);

  /* Effects and views need no desk to be read. */
  usher_desk_destroy(desk);
  CHECK(equal(find(effects, USHER_EFFECT_LATE)->conversation, "c-4"));
  CHECK(usher_effects_render(effects, USHER_FORMAT_TEXT, &text) == USHER_OK && contains(text, "came late"));
  CHECK(usher_view_render(view, USHER_FORMAT_TEXT, &text) == USHER_OK && contains(text, "care"));
  usher_effects_destroy(effects);
  usher_view_destroy(view);
}

static void test_json(const usher_policy *policy) {
  usher_desk *desk = NULL;
  usher_effects *effects = NULL;
  usher_report *report = NULL;
  usher_str text = {0};
  usher_desk_options options = {sizeof options, 0, NULL, 0, USHER_DESK_KEEP, 0};
  CHECK(usher_desk_open(policy, &options, &desk, NULL) == USHER_OK);
  CHECK(usher_effects_create(&effects) == USHER_OK);
  CHECK(usher_desk_apply_json(desk,
                              str("{\"type\":\"agent\",\"agent\":\"sara\",\"departments\":[\"care\"],"
                                  "\"time\":\"2026-03-20T10:00:00Z\"}\n\n"
                                  "{\"type\":\"message\",\"conversation\":\"c-1\",\"id\":\"e\","
                                  "\"time\":\"2026-03-20T10:00:00Z\",\"message\":{\"text\":\"hello\"}}\n"),
                              effects, &report) == USHER_OK);
  CHECK(usher_report_count(report) == 0);
  usher_report_destroy(report);
  CHECK(find(effects, USHER_EFFECT_ASSIGNED) != NULL);
  CHECK(usher_effects_result(effects, 1) != NULL && usher_effects_result(effects, 2) == NULL);
  CHECK(usher_effects_journal(effects, &text) == USHER_STATE);
  /* Kept at once: the next needs no commit. The typed form of the same event is the same event. */
  {
    usher_message message = message_of("hello");
    usher_event event = event_of(USHER_EVENT_MESSAGE, NOON, "c-1");
    event.id = str("e");
    event.message = &message;
    CHECK(usher_desk_apply(desk, &event, 1, effects, NULL) == USHER_REPEATED);
  }
  CHECK(usher_desk_apply_json(desk, str("{\"type\":\"advance\"}\n{\"typ\":1}\n{\"type\":\"wait\"}\n"),
                              effects, &report) == USHER_INPUT);
  CHECK(usher_report_count(report) == 2 && usher_report_finding(report, 0)->line == 2 &&
        usher_report_finding(report, 1)->line == 3);
  CHECK(equal(usher_report_finding(report, 1)->code, "missing_key") &&
        equal(usher_report_finding(report, 1)->path, "conversation"));
  usher_report_destroy(report);
  /* What makes no sense any more is said and does nothing. */
  CHECK(usher_desk_apply_json(desk, str("{\"type\":\"resolve\",\"conversation\":\"c-9\"}"), effects,
                              &report) == USHER_OK);
  CHECK(usher_report_count_of(report, USHER_SEVERITY_WARNING) == 1 && usher_effects_count(effects) == 0);
  usher_report_destroy(report);
  CHECK(usher_desk_apply_json(desk, str(""), effects, NULL) == USHER_OK);
  usher_effects_destroy(effects);
  usher_desk_destroy(desk);
}

static void test_wrong_use(const usher_policy *policy) {
  usher_desk *desk = NULL;
  usher_effects *effects = NULL;
  usher_view *view = NULL;
  usher_str text = {0};
  int64_t due = 0;
  usher_limit limit = {sizeof limit, {0}, 10};
  usher_desk_options options = {sizeof options, 0, NULL, 0, 4, 0};
  usher_event event = event_of(USHER_EVENT_REBALANCE + 1, NOON, "c");
  usher_message message = message_of("x");
  CHECK(usher_desk_open(NULL, NULL, &desk, NULL) == USHER_ARGUMENT && desk == NULL);
  CHECK(usher_desk_open(policy, NULL, NULL, NULL) == USHER_ARGUMENT);
  CHECK(usher_desk_open(policy, &options, &desk, NULL) == USHER_NEWER && desk == NULL);
  options.flags = USHER_DESK_KEEP;
  limit.name = str("colour");
  options.limits = &limit;
  options.limit_count = 1;
  CHECK(usher_desk_open(policy, &options, &desk, NULL) == USHER_LIMIT && desk == NULL);
  limit.name = str("message_bytes");
  CHECK(usher_desk_open(policy, &options, &desk, NULL) == USHER_OK);
  CHECK(usher_effects_create(&effects) == USHER_OK && usher_view_create(&view) == USHER_OK);
  CHECK(usher_desk_apply_json(desk, str("{\"type\": \"advance\"}"), effects, NULL) == USHER_LIMIT);
  CHECK(usher_desk_apply(desk, &event, 1, effects, NULL) == USHER_ARGUMENT); /* no such type */
  event.type = USHER_EVENT_MESSAGE;
  event.flags = 256;
  CHECK(usher_desk_apply(desk, &event, 1, effects, NULL) == USHER_NEWER);
  event.flags = USHER_EVENT_PRIORITY;
  event.priority = 101;
  CHECK(usher_desk_apply(desk, &event, 1, effects, NULL) == USHER_INPUT);
  event.flags = 0;
  event.due = -5;
  CHECK(usher_desk_apply(desk, &event, 1, effects, NULL) == USHER_TIME);
  event.due = 0;
  event.time = -1;
  CHECK(usher_desk_apply(desk, &event, 1, effects, NULL) == USHER_TIME);
  event.time = NOON;
  event.skill_count = 1;
  CHECK(usher_desk_apply(desk, &event, 1, effects, NULL) == USHER_ARGUMENT);
  event.skill_count = 0;
  event.message = &message;
  message.tag_count = 1;
  CHECK(usher_desk_apply(desk, &event, 1, effects, NULL) == USHER_ARGUMENT);
  message.tag_count = 0;
  message.fact_count = 1;
  CHECK(usher_desk_apply(desk, &event, 1, effects, NULL) == USHER_ARGUMENT);
  message.fact_count = 0;
  event.struct_size = 8;
  CHECK(usher_desk_apply(desk, &event, 1, effects, NULL) == USHER_ARGUMENT);
  event.struct_size = sizeof event;
  CHECK(usher_desk_apply(desk, &event, 1, NULL, NULL) == USHER_ARGUMENT);
  CHECK(usher_desk_apply(desk, NULL, 1, effects, NULL) == USHER_ARGUMENT);
  CHECK(usher_desk_apply(NULL, &event, 1, effects, NULL) == USHER_ARGUMENT);
  CHECK(usher_desk_apply(desk, NULL, 0, effects, NULL) == USHER_OK);
  CHECK(usher_desk_apply_json(NULL, str("{}"), effects, NULL) == USHER_ARGUMENT);
  CHECK(usher_view_time(view) == USHER_NO_TIME && usher_view_time(NULL) == USHER_NO_TIME);
  CHECK(usher_view_render(view, USHER_FORMAT_JSON, &text) == USHER_STATE);
  CHECK(usher_desk_look(NULL, view) == USHER_ARGUMENT && usher_desk_look(desk, NULL) == USHER_ARGUMENT);
  CHECK(usher_desk_conversation(NULL, str("c"), view) == USHER_ARGUMENT);
  CHECK(usher_desk_agent(NULL, str("c"), view) == USHER_ARGUMENT);
  CHECK(usher_desk_queue(NULL, str("c"), view) == USHER_ARGUMENT);
  CHECK(usher_desk_candidates(NULL, str("c"), view) == USHER_ARGUMENT);
  CHECK(usher_desk_candidates(desk, str("c"), NULL) == USHER_ARGUMENT);
  CHECK(usher_desk_list(NULL, USHER_LIST_OWED, 0, view) == USHER_ARGUMENT);
  CHECK(usher_desk_list(desk, USHER_LIST_OWED, 0, NULL) == USHER_ARGUMENT);
  CHECK(usher_desk_commit(NULL) == USHER_ARGUMENT && usher_desk_abort(NULL) == USHER_ARGUMENT);
  CHECK(usher_desk_next_due(NULL, &due) == USHER_ARGUMENT &&
        usher_desk_next_due(desk, NULL) == USHER_ARGUMENT);
  CHECK(usher_effects_create(NULL) == USHER_ARGUMENT && usher_view_create(NULL) == USHER_ARGUMENT);
  CHECK(usher_effects_count(NULL) == 0 && usher_effects_at(NULL, 0) == NULL);
  CHECK(usher_effects_result(NULL, 0) == NULL);
  CHECK(usher_effects_render(NULL, USHER_FORMAT_TEXT, &text) == USHER_ARGUMENT);
  CHECK(usher_effects_journal(NULL, &text) == USHER_ARGUMENT);
  CHECK(usher_view_department_count(NULL) == 0 && usher_view_department(NULL, 0) == NULL);
  CHECK(usher_view_agent_count(NULL) == 0 && usher_view_agent(NULL, 0) == NULL);
  CHECK(usher_view_conversation_count(NULL) == 0 && usher_view_conversation(NULL, 0) == NULL);
  usher_desk_destroy(NULL);
  usher_effects_destroy(NULL);
  usher_view_destroy(NULL);
  usher_effects_destroy(effects);
  usher_view_destroy(view);
  usher_desk_destroy(desk);
}

/* A desk that is put away and taken up again goes on as if nothing had been; another policy moves what it must. */
static void test_snapshot(const usher_policy *policy) {
  static const char other_text[] =
      "usher: 1\ndepartments: {care: {}, money: {}}\ndefault: {department: care}\n"
      "topics: {refund: {en: [refund]}}\n"
      "rules: [{name: to money, when: {topic: refund}, then: {department: money}}]\n";
  usher_desk *desk = NULL;
  usher_desk *again = NULL;
  usher_policy *other = NULL;
  usher_effects *effects = NULL;
  usher_effects *others = NULL;
  usher_document *document = NULL;
  usher_report *report = NULL;
  usher_view *view = NULL;
  usher_str text = {0};
  usher_str wanted = {0};
  usher_str bytes = {0};
  usher_message message = message_of("a refund");
  usher_event event = event_of(USHER_EVENT_MESSAGE, NOON + MINUTE, "c-1");
  usher_desk_options options = {sizeof options, 0, NULL, 0, USHER_DESK_JOURNAL, 0};
  CHECK(usher_desk_open(policy, &options, &desk, NULL) == USHER_OK);
  CHECK(usher_effects_create(&effects) == USHER_OK && usher_effects_create(&others) == USHER_OK);
  CHECK(usher_view_create(&view) == USHER_OK);
  event.message = &message;
  CHECK(usher_desk_apply(desk, &event, 1, effects, NULL) == USHER_OK);
  CHECK(usher_desk_snapshot(desk, &document, NULL) == USHER_STATE && document == NULL);
  CHECK(usher_desk_commit(desk) == USHER_OK);
  CHECK(usher_desk_snapshot(desk, &document, &report) == USHER_OK && document != NULL);
  usher_report_destroy(report);
  CHECK(usher_document_text(document, &bytes) == USHER_OK && bytes.size > 100);
  CHECK(usher_desk_restore(bytes, &options, &again, NULL) == USHER_OK && again != NULL);
  event = event_of(USHER_EVENT_AGENT, NOON + 2 * MINUTE, NULL);
  event.agent = str("tom");
  CHECK(usher_desk_apply(desk, &event, 1, effects, NULL) == USHER_OK && usher_desk_commit(desk) == USHER_OK);
  CHECK(usher_desk_apply(again, &event, 1, others, NULL) == USHER_OK && usher_desk_commit(again) == USHER_OK);
  CHECK(usher_effects_journal(effects, &wanted) == USHER_OK &&
        usher_effects_journal(others, &text) == USHER_OK);
  CHECK(text.size == wanted.size && memcmp(text.data, wanted.data, text.size) == 0);
  usher_desk_destroy(again);
  again = NULL;

  text = bytes;
  text.size -= 1;
  CHECK(usher_desk_restore(text, NULL, &again, &report) == USHER_FORMAT && again == NULL);
  CHECK(equal(usher_report_finding(report, 0)->code, "image_damaged"));
  /* It is called what it is, and not to be overwritten by a policy. */
  text = usher_report_finding(report, 0)->message;
  CHECK(text.size > 25 && memcmp(text.data, "this snapshot is damaged: ", 26) == 0);
  CHECK(equal(usher_report_finding(report, 0)->hint,
              "restore an earlier one, or say the events of its journal to a new desk"));
  usher_report_destroy(report);
  usher_document_destroy(document);
  document = NULL;
  CHECK(usher_policy_compile(policy, &document, NULL) == USHER_OK);
  CHECK(usher_document_text(document, &bytes) == USHER_OK);
  CHECK(usher_desk_restore(bytes, NULL, &again, NULL) == USHER_FORMAT && again == NULL); /* no desk in it */
  CHECK(usher_desk_restore(str("usher: 1"), NULL, &again, NULL) == USHER_FORMAT && again == NULL);
  usher_document_destroy(document);
  document = NULL;

  CHECK(usher_policy_load_memory(str("other.yaml"), str(other_text), NULL, &other, NULL) == USHER_OK);
  CHECK(usher_desk_set_policy(desk, other, effects, NULL) == USHER_OK);
  usher_policy_destroy(other);
  CHECK(usher_effects_result(effects, 0) == NULL);
  CHECK(usher_effects_journal(effects, &text) == USHER_OK &&
        strstr(text.data, "\"event\":{\"type\":\"policy\",\"policy\":\"") != NULL &&
        strchr(text.data, '\n') == text.data + text.size - 1);
  CHECK(find(effects, USHER_EFFECT_ROUTED) != NULL &&
        equal(find(effects, USHER_EFFECT_ROUTED)->department, "money"));
  CHECK(usher_desk_set_policy(desk, policy, others, NULL) == USHER_STATE);
  CHECK(usher_desk_abort(desk) == USHER_OK);
  CHECK(usher_desk_conversation(desk, str("c-1"), view) == USHER_OK);
  CHECK(equal(usher_view_conversation(view, 0)->department, "billing"));

  CHECK(usher_desk_set_policy(NULL, policy, effects, NULL) == USHER_ARGUMENT);
  CHECK(usher_desk_set_policy(desk, NULL, effects, NULL) == USHER_ARGUMENT);
  CHECK(usher_desk_set_policy(desk, policy, NULL, NULL) == USHER_ARGUMENT);
  CHECK(usher_desk_snapshot(NULL, &document, NULL) == USHER_ARGUMENT);
  CHECK(usher_desk_snapshot(desk, NULL, NULL) == USHER_ARGUMENT);
  CHECK(usher_desk_restore(bytes, NULL, NULL, NULL) == USHER_ARGUMENT);
  usher_view_destroy(view);
  usher_effects_destroy(others);
  usher_effects_destroy(effects);
  usher_desk_destroy(desk);
}

/* What was kept is counted, in each form; what waits or was taken back is not. */
static void test_metrics(const usher_policy *policy) {
  usher_desk *desk = NULL;
  usher_effects *effects = NULL;
  usher_document *document = NULL;
  usher_report *report = NULL;
  usher_str text = {0};
  usher_message message = message_of("a refund");
  usher_event event = event_of(USHER_EVENT_MESSAGE, NOON, "c-1");
  usher_metrics_options options = {sizeof options, 15 * MINUTE, 0};
  usher_metrics_options newer[2] = {{sizeof newer, 0, 0}, {1, 0, 0}};
  CHECK(usher_desk_open(policy, NULL, &desk, NULL) == USHER_OK);
  CHECK(usher_effects_create(&effects) == USHER_OK);
  CHECK(usher_desk_metrics(desk, NULL, USHER_FORMAT_TEXT, &document, NULL) == USHER_OK);
  CHECK(usher_document_text(document, &text) == USHER_OK && contains(text, "nothing has happened yet"));
  usher_document_destroy(document);
  document = NULL;
  event.message = &message;
  CHECK(usher_desk_apply(desk, &event, 1, effects, NULL) == USHER_OK);
  CHECK(usher_desk_metrics(desk, NULL, USHER_FORMAT_JSON, &document, &report) == USHER_STATE &&
        document == NULL);
  usher_report_destroy(report);
  CHECK(usher_desk_abort(desk) == USHER_OK);
  CHECK(usher_desk_apply(desk, &event, 1, effects, NULL) == USHER_OK && usher_desk_commit(desk) == USHER_OK);
  CHECK(usher_desk_metrics(desk, &options, USHER_FORMAT_OPENMETRICS, &document, NULL) == USHER_OK);
  CHECK(usher_document_text(document, &text) == USHER_OK);
  CHECK(contains(text, "\nusher_desk_conversations_total 1\n") && contains(text, "\n# EOF\n"));
  CHECK(contains(text, "usher_department_conversations_total{department=\"billing\"} 1\n"));
  CHECK(contains(text, "usher_desk_service_level_ratio{formula=\"a\",within=\"9"));
  usher_document_destroy(document);
  document = NULL;
  CHECK(usher_desk_metrics(desk, &options, USHER_FORMAT_JSON, &document, NULL) == USHER_OK);
  CHECK(usher_document_text(document, &text) == USHER_OK && contains(text, "\"taken_in\":1,"));
  usher_document_destroy(document);
  document = NULL;

  CHECK(usher_desk_metrics(desk, NULL, 3, &document, NULL) == USHER_ARGUMENT);
  CHECK(usher_desk_metrics(NULL, NULL, USHER_FORMAT_JSON, &document, NULL) == USHER_ARGUMENT);
  CHECK(usher_desk_metrics(desk, NULL, USHER_FORMAT_JSON, NULL, NULL) == USHER_ARGUMENT);
  options.within = -1;
  CHECK(usher_desk_metrics(desk, &options, USHER_FORMAT_JSON, &document, NULL) == USHER_ARGUMENT);
  options.within = 0;
  options.short_wait = INT64_MAX;
  CHECK(usher_desk_metrics(desk, &options, USHER_FORMAT_JSON, &document, NULL) == USHER_ARGUMENT);
  options.struct_size = 8;
  CHECK(usher_desk_metrics(desk, &options, USHER_FORMAT_JSON, &document, NULL) == USHER_ARGUMENT);
  CHECK(usher_desk_metrics(desk, &newer[0], USHER_FORMAT_JSON, &document, NULL) == USHER_NEWER);
  CHECK(document == NULL);
  usher_effects_destroy(effects);
  usher_desk_destroy(desk);
}

static void test_policy_is_kept(void) {
  usher_policy *policy = load();
  usher_desk *desk = NULL;
  usher_effects *effects = NULL;
  usher_message message = message_of("my refund");
  usher_event event = event_of(USHER_EVENT_MESSAGE, NOON, "c-1");
  CHECK(usher_desk_open(policy, NULL, &desk, NULL) == USHER_OK);
  CHECK(usher_effects_create(&effects) == USHER_OK);
  usher_policy_destroy(policy);
  event.message = &message;
  CHECK(usher_desk_apply(desk, &event, 1, effects, NULL) == USHER_OK);
  usher_desk_destroy(desk); /* with a change that was neither kept nor taken back */
  CHECK(equal(find(effects, USHER_EFFECT_ROUTED)->because, "refunds"));
  usher_effects_destroy(effects);
}

int main(void) {
  usher_policy *policy = load();
  test_a_day(policy);
  test_json(policy);
  test_wrong_use(policy);
  test_snapshot(policy);
  test_metrics(policy);
  test_policy_is_kept();
  usher_policy_destroy(policy);
  return summary();
}
