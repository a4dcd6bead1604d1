/* SPDX-License-Identifier: BSL-1.0
 * The C interface used as its header says, every function at least once, from C. */
#include "check.h"

#include <math.h>
#include <stdlib.h>

static const char policy_text[] =
    "usher: 1\n"
    "include: [topics.yaml]\n"
    "facts: {customer.tier: [bronze, silver, gold], customer.since: time, order.open: flag, order.age: "
    "duration}\n"
    "channels:\n"
    "  instagram: {kind: social, public: true, private_twin: dm}\n"
    "  dm: {kind: message, public: false}\n"
    "  mail: {kind: email}\n"
    "accounts: {\"@acme\": {channel: instagram, brand: acme, languages: [en]}}\n"
    "signals: {loyal: {customer.tier: {at_least: silver}}}\n"
    "calendars: {office: {timezone: Europe/Rome, weekly: {mon-fri: [\"09:00-13:00\", \"14:00-18:00\"]}}}\n"
    "sla:\n"
    "  fast: {first_response: {high: 30m, normal: 1h}, resolution: 2 working days}\n"
    "  slow: {next_response: 8h}\n"
    "departments: {care: {calendar: office, sla: fast}, billing: {}, legal: {}, pr: {}}\n"
    "priority:\n"
    "  add:\n"
    "    - {when: {signal: loyal}, points: 20}\n"
    "    - {per: similar_waiting, points: 2, up_to: 10}\n"
    "rules:\n"
    "  - {name: threat, when: {topic: legal_threat}, then: {department: legal, priority: urgent, visibility: "
    "private,\n"
    "     sla: slow, notify: [pr], ask: [{department: pr, within: 1h, before_reply: true}, billing]}}\n"
    "  - {name: refund, when: {topic: refund}, then: {department: billing, agent: sara, skills: [billing], "
    "tags: [money, refund]}}\n"
    "  - {name: card, when: {pii: card, visibility: public}, then: {visibility: private, reply: "
    "ask_private}}\n"
    "  - {name: spam, when: {text: [buy followers]}, then: {engage: false, stage: order, stop: true}}\n"
    "default: {department: care}\n"
    "replies: {ask_private: {en: \"Hi {author.name}, please write to us in private.\"}}\n"
    "tests:\n"
    "  - {message: {text: refund please}, expect: {department: billing, tags: [refund, money]}}\n"
    "  - {message: {text: hello}, expect: {department: care, because: {department: default}}}\n";

static const char topics_text[] = "topics:\n"
                                  "  refund: {en: [~refund, money back]}\n"
                                  "  legal_threat: {en: [~sue, lawyer]}\n";

static usher_policy *load(void) {
  usher_source include = {sizeof include, {0}, {0}};
  usher_load_options options = {sizeof options, 0, 0, 0, 0, 0, 0};
  usher_policy *policy = NULL;
  usher_report *report = NULL;
  include.name = str("topics.yaml");
  include.text = str(topics_text);
  options.includes = &include;
  options.include_count = 1;
  CHECK(usher_policy_load_memory(str("test.yaml"), str(policy_text), &options, &policy, &report) == USHER_OK);
  if (policy == NULL) {
    usher_str text = {0};
    usher_report_text(report, USHER_FORMAT_TEXT, &text);
    fprintf(stderr, "%s", text.data);
    exit(1);
  }
  CHECK(usher_report_count(report) == 0);
  usher_report_destroy(report);
  return policy;
}

static void test_library(void) {
  CHECK(usher_abi() == USHER_ABI);
  CHECK(strcmp(usher_version(), USHER_TEST_VERSION) == 0);
  CHECK(strcmp(usher_status_name(USHER_OK), "ok") == 0);
  CHECK(strcmp(usher_status_name(USHER_INTERNAL), "internal") == 0);
  CHECK(strcmp(usher_status_name(12345), "unknown") == 0);
}

static void test_broken_policy(void) {
  static const char broken[] =
      "usher: 1\ndepartments: {care: {}}\nrules:\n  - {name: a, when: {topicc: x}, then: {department: "
      "caer}}\ndefault: {department: care}\n";
  usher_policy *policy = (usher_policy *)(size_t)1; /* must be left alone */
  usher_report *report = NULL;
  const usher_finding *finding;
  usher_str text = {0};
  CHECK(usher_policy_load_memory(str("broken.yaml"), str(broken), NULL, &policy, &report) == USHER_POLICY);
  CHECK(policy == (usher_policy *)(size_t)1);
  CHECK(usher_report_count(report) == 2);
  CHECK(usher_report_count_of(report, USHER_SEVERITY_ERROR) == 2);
  CHECK(usher_report_count_of(report, USHER_SEVERITY_WARNING) == 0);
  finding = usher_report_finding(report, 0);
  CHECK(finding != NULL && finding->struct_size >= sizeof *finding);
  CHECK(finding->severity == USHER_SEVERITY_ERROR && finding->line == 4 && finding->column == 22);
  CHECK(equal(finding->code, "unknown_name") && equal(finding->file, "broken.yaml"));
  CHECK(equal(finding->path, "rules[0].when.topicc"));
  CHECK(contains(finding->hint, "topic"));
  CHECK(contains(finding->message, "topicc"));
  CHECK(equal(usher_report_finding(report, 1)->path, "rules[0].then.department"));
  CHECK(usher_report_finding(report, 2) == NULL);
  CHECK(usher_report_text(report, USHER_FORMAT_TEXT, &text) == USHER_OK &&
        contains(text, "broken.yaml:4:22: error: "));
  CHECK(usher_report_text(report, USHER_FORMAT_JSON, &text) == USHER_OK && contains(text, "\"column\":22"));
  CHECK(usher_report_text(report, 7, &text) == USHER_ARGUMENT);
  CHECK(usher_report_text(NULL, USHER_FORMAT_TEXT, &text) == USHER_ARGUMENT);
  usher_report_destroy(report);
  CHECK(usher_policy_load("/nonexistent/policy.yaml", NULL, &policy, NULL) == USHER_IO);
  CHECK(usher_policy_load("/nonexistent/policy.yaml", NULL, &policy, &report) == USHER_IO);
  CHECK(equal(usher_report_finding(report, 0)->code, "file_unreadable"));
  usher_report_destroy(report);
  CHECK(usher_policy_load(NULL, NULL, &policy, NULL) == USHER_ARGUMENT);
  CHECK(usher_policy_load("x", NULL, NULL, NULL) == USHER_ARGUMENT);
}

static void test_limits(void) {
  usher_limit limits[2] = {{sizeof(usher_limit), {0}, 0}, {sizeof(usher_limit), {0}, 0}};
  usher_load_options options = {sizeof options, 0, 0, 0, 0, 0, 0};
  usher_policy *policy = NULL;
  usher_report *report = NULL;
  options.limits = limits;
  options.limit_count = 2;
  limits[0].name = str("rules");
  limits[0].value = 1;
  limits[1].name = str("facts");
  limits[1].value = 100;
  CHECK(usher_policy_load_memory(str("p"), str(policy_text), &options, &policy, &report) == USHER_POLICY);
  usher_report_destroy(report);
  limits[0].name = str("ruless");
  CHECK(usher_policy_load_memory(str("p"), str(policy_text), &options, &policy, &report) == USHER_LIMIT);
  CHECK(contains(usher_report_finding(report, 0)->hint, "rules"));
  usher_report_destroy(report);
  limits[0].name = str("rules");
  limits[0].value = 600000;
  CHECK(usher_policy_load_memory(str("p"), str(policy_text), &options, &policy, NULL) == USHER_LIMIT);
  options.limits = NULL;
  CHECK(usher_policy_load_memory(str("p"), str(policy_text), &options, &policy, NULL) == USHER_ARGUMENT);
  CHECK(policy == NULL);
}

/* What every policy has of itself is no part of it: the calendar `always` is not listed. */
static void test_parts_of_live_work(void) {
  const usher_str text =
      str("usher: 1\n"
          "calendars: {office: {timezone: Europe/Rome, weekly: {mon: [\"09:00-18:00\"]}}}\n"
          "departments: {care: {calendar: office, sla: fast}}\n"
          "agents: {sara: {departments: [care]}, omid: {}}\n"
          "groups:\n  all: [sara, omid]\n"
          "sla: {fast: {first_response: 1h}}\n"
          "default: {department: care}\n");
  usher_policy *policy = NULL;
  const usher_part *part;
  CHECK(usher_policy_load_memory(str("p.yaml"), text, NULL, &policy, NULL) == USHER_OK);
  CHECK(usher_policy_part_count(policy, USHER_PART_CALENDAR) == 1);
  CHECK(usher_policy_part_count(policy, USHER_PART_SLA) == 1);
  CHECK(usher_policy_part_count(policy, USHER_PART_AGENT) == 2);
  CHECK(usher_policy_part_count(policy, USHER_PART_GROUP) == 1);
  part = usher_policy_part(policy, USHER_PART_CALENDAR, 0);
  CHECK(part != NULL && equal(part->name, "office") && part->part == USHER_PART_CALENDAR && part->line == 2);
  part = usher_policy_part(policy, USHER_PART_AGENT, 1);
  CHECK(part != NULL && equal(part->name, "omid") && part->line == 4 && part->column == 39);
  part = usher_policy_part(policy, USHER_PART_GROUP, 0);
  CHECK(part != NULL && equal(part->name, "all") && part->line == 6 && part->column == 3);
  part = usher_policy_part(policy, USHER_PART_SLA, 0);
  CHECK(part != NULL && equal(part->name, "fast") && equal(part->file, "p.yaml"));
  usher_policy_destroy(policy);
}

/* A struct of a caller that is newer: what the library does not know must be zero. */
static void test_struct_sizes(const usher_policy *policy, usher_decision *decision) {
  struct {
    usher_message message;
    uint64_t later;
  } newer = {{0}, 0};
  newer.message.struct_size = sizeof newer;
  newer.message.text = str("refund");
  CHECK(usher_triage(policy, &newer.message, NULL, decision, NULL) == USHER_OK);
  newer.later = 1;
  CHECK(usher_triage(policy, &newer.message, NULL, decision, NULL) == USHER_NEWER);
  CHECK(usher_decision_fields(decision) == NULL);
  newer.message.struct_size = sizeof(usher_message) - 8;
  CHECK(usher_triage(policy, &newer.message, NULL, decision, NULL) == USHER_ARGUMENT);
  {
    usher_triage_options options = {sizeof options, 0, 0, 0, 0, 0};
    newer.later = 0;
    newer.message.struct_size = sizeof newer;
    options.flags = 1U << 30;
    CHECK(usher_triage(policy, &newer.message, &options, decision, NULL) == USHER_NEWER);
    options.flags = USHER_TRIAGE_NOW;
    options.now = -1;
    CHECK(usher_triage(policy, &newer.message, &options, decision, NULL) == USHER_TIME);
  }
}

static void test_parts(const usher_policy *policy) {
  const usher_part *part;
  usher_policy *shared = NULL;
  usher_str hash = {0};
  usher_document *document = NULL;
  usher_str text = {0};
  CHECK(usher_policy_part_count(policy, USHER_PART_DEPARTMENT) == 4);
  CHECK(usher_policy_part_count(policy, USHER_PART_RULE) == 4);
  CHECK(usher_policy_part_count(policy, USHER_PART_TOPIC) == 2);
  CHECK(usher_policy_part_count(policy, USHER_PART_SIGNAL) == 1);
  CHECK(usher_policy_part_count(policy, USHER_PART_CHANNEL) == 3);
  CHECK(usher_policy_part_count(policy, USHER_PART_ACCOUNT) == 1);
  CHECK(usher_policy_part_count(policy, USHER_PART_REPLY) == 1);
  CHECK(usher_policy_part_count(policy, USHER_PART_FACT) == 4);
  CHECK(usher_policy_part_count(policy, USHER_PART_BAND) == 4);
  CHECK(usher_policy_part_count(policy, 0) == 0 && usher_policy_part_count(policy, 14) == 0);
  CHECK(usher_policy_part_count(NULL, USHER_PART_RULE) == 0);
  part = usher_policy_part(policy, USHER_PART_TOPIC, 1);
  CHECK(part != NULL && equal(part->name, "legal_threat") && equal(part->file, "topics.yaml"));
  CHECK(part->line == 3 && part->column == 3 && part->part == USHER_PART_TOPIC);
  part = usher_policy_part(policy, USHER_PART_BAND, 0);
  CHECK(part != NULL && equal(part->name, "urgent") && equal(part->file, NULL) && part->line == 0);
  CHECK(usher_policy_part(policy, USHER_PART_RULE, 4) == NULL);
  CHECK(usher_policy_share(policy, &shared) == USHER_OK && shared != NULL);
  CHECK(usher_policy_hash(shared, &hash) == USHER_OK && hash.size == 64);
  CHECK(usher_policy_dump(shared, &document, NULL) == USHER_OK);
  CHECK(usher_document_text(document, &text) == USHER_OK && contains(text, "usher: 1"));
  {
    usher_document *graph = NULL;
    usher_str dot = {NULL, 0};
    CHECK(usher_policy_graph(shared, &graph, NULL) == USHER_OK);
    CHECK(usher_document_text(graph, &dot) == USHER_OK && contains(dot, "digraph policy {\n"));
    CHECK(contains(dot, "label=\"legal_threat\"") && contains(dot, " -> department0"));
    usher_document_destroy(graph);
    graph = NULL;
    CHECK(usher_policy_graph(NULL, &graph, NULL) == USHER_ARGUMENT && graph == NULL);
    CHECK(usher_policy_graph(shared, NULL, NULL) == USHER_ARGUMENT);
  }
  usher_policy_destroy(shared);
  {
    usher_policy *again = NULL;
    CHECK(usher_policy_load_memory(str("dump"), text, NULL, &again, NULL) == USHER_OK);
    CHECK(usher_policy_part_count(again, USHER_PART_RULE) == 4);
    usher_policy_destroy(again);
  }
  usher_document_destroy(document);
  document = NULL;
  CHECK(usher_policy_compile(policy, &document, NULL) == USHER_OK);
  CHECK(usher_document_text(document, &text) == USHER_OK);
  {
    usher_load_options options = {sizeof options, 0, 0, 0, 0, USHER_LOAD_VERIFY, 0};
    usher_policy *again = NULL;
    usher_str again_hash = {0};
    CHECK(usher_policy_load_memory(str("image"), text, &options, &again, NULL) == USHER_OK);
    CHECK(usher_policy_hash(policy, &hash) == USHER_OK && usher_policy_hash(again, &again_hash) == USHER_OK);
    CHECK(hash.size == again_hash.size && memcmp(hash.data, again_hash.data, hash.size) == 0);
    part = usher_policy_part(again, USHER_PART_TOPIC, 1);
    CHECK(part != NULL && equal(part->name, "legal_threat") && equal(part->file, "topics.yaml"));
    CHECK(part->line == 3 && part->column == 3);
    usher_policy_destroy(again);
    again = NULL;
    text.size -= 1;
    CHECK(usher_policy_load_memory(str("image"), text, NULL, &again, NULL) == USHER_FORMAT && again == NULL);
    options.flags = 2;
    CHECK(usher_policy_load_memory(str("image"), text, &options, &again, NULL) == USHER_NEWER);
  }
  usher_document_destroy(document);
  document = NULL;
  CHECK(usher_policy_compile(NULL, &document, NULL) == USHER_ARGUMENT && document == NULL);
  {
    const usher_str sample = str("{\"text\":\"refund please\"}\n\nno message\n{\"text\":\"hello\"}\n");
    const usher_str none = {0};
    usher_policy *filed = NULL;
    usher_str other_hash = {0};
    CHECK(usher_policy_statistics(policy, none, USHER_FORMAT_TEXT, &document, NULL) == USHER_OK);
    CHECK(usher_document_text(document, &text) == USHER_OK && contains(text, "Rules                   4\n"));
    CHECK(!contains(text, "Sample"));
    usher_document_destroy(document);
    document = NULL;
    CHECK(usher_policy_statistics(policy, sample, USHER_FORMAT_JSON, &document, NULL) == USHER_OK);
    CHECK(usher_document_text(document, &text) == USHER_OK && contains(text, "\"messages\":2,\"refused\":1"));
    usher_document_destroy(document);
    document = NULL;
    CHECK(usher_policy_statistics(policy, none, 7, &document, NULL) == USHER_ARGUMENT && document == NULL);
    CHECK(usher_policy_compare(policy, policy, sample, USHER_FORMAT_TEXT, &document, NULL) == USHER_OK);
    usher_document_destroy(document);
    document = NULL;
    CHECK(usher_policy_compare(policy, policy, none, USHER_FORMAT_JSON, &document, NULL) == USHER_OK);
    usher_document_destroy(document);
    document = NULL;
    CHECK(usher_policy_compare(policy, policy, none, 7, &document, NULL) == USHER_ARGUMENT &&
          document == NULL);
    CHECK(usher_policy_compare(policy, NULL, none, USHER_FORMAT_TEXT, &document, NULL) == USHER_ARGUMENT);
    CHECK(usher_policy_compare(NULL, policy, none, USHER_FORMAT_TEXT, &document, NULL) == USHER_ARGUMENT);
    CHECK(usher_policy_compare(policy, policy, none, USHER_FORMAT_TEXT, NULL, NULL) == USHER_ARGUMENT);
    CHECK(usher_policy_sharpen(policy, sample, &filed, NULL) == USHER_OK && filed != NULL);
    CHECK(usher_policy_hash(policy, &hash) == USHER_OK && usher_policy_hash(filed, &other_hash) == USHER_OK);
    CHECK(hash.size == other_hash.size && memcmp(hash.data, other_hash.data, hash.size) == 0);
    usher_policy_destroy(filed);
    filed = NULL;
    CHECK(usher_policy_sharpen(policy, str("no message"), &filed, NULL) == USHER_INPUT && filed == NULL);
    CHECK(usher_policy_sharpen(policy, sample, NULL, NULL) == USHER_ARGUMENT);
  }
  CHECK(usher_policy_compile(policy, NULL, NULL) == USHER_ARGUMENT);
  CHECK(usher_document_text(NULL, &text) == USHER_ARGUMENT);
  CHECK(usher_policy_share(NULL, &shared) == USHER_ARGUMENT);
  CHECK(usher_policy_hash(NULL, &hash) == USHER_ARGUMENT);
}

static void test_check_and_tests(const usher_policy *policy) {
  usher_report *report = NULL;
  usher_test_run *run = NULL;
  const usher_test_summary *summary;
  usher_test_options options = {sizeof options, 0, 0};
  usher_source file = {sizeof file, {0}, {0}};
  usher_str text = {0};
  CHECK(usher_policy_check(policy, &report) == USHER_OK);
  CHECK(usher_report_count_of(report, USHER_SEVERITY_ERROR) == 0);
  usher_report_destroy(report);
  CHECK(usher_policy_check(NULL, NULL) == USHER_ARGUMENT);

  CHECK(usher_policy_test(policy, NULL, &run, NULL) == USHER_OK);
  summary = usher_test_run_summary(run);
  CHECK(summary != NULL && summary->passed == 2 && summary->failed == 0);
  CHECK(summary->struct_size == sizeof *summary);
  CHECK(summary->rules == 4 && summary->rules_matched == 1);
  CHECK(summary->conditions == 7 && summary->conditions_seen_both == 1);
  CHECK(usher_test_run_text(run, USHER_FORMAT_TEXT, &text) == USHER_OK && contains(text, "2 of 2"));
  CHECK(usher_test_run_text(run, USHER_FORMAT_JSON, &text) == USHER_OK && contains(text, "\"passed\":2"));
  usher_test_run_destroy(run);

  options.files = &file;
  options.file_count = 1;
  file.name = str("more.yaml");
  file.text = str("- {message: {text: I will sue}, expect: {department: care}}\n");
  CHECK(usher_policy_test(policy, &options, &run, NULL) == USHER_OK);
  CHECK(usher_test_run_summary(run)->failed == 1);
  CHECK(usher_test_run_text(run, USHER_FORMAT_TEXT, &text) == USHER_OK && contains(text, "more.yaml:1"));
  usher_test_run_destroy(run);
  file.text = str("- {message: {text: x}, expect: {department: nowhere}}\n");
  CHECK(usher_policy_test(policy, &options, &run, &report) == USHER_POLICY);
  CHECK(equal(usher_report_finding(report, 0)->code, "unknown_name"));
  usher_report_destroy(report);
  CHECK(usher_test_run_summary(NULL) == NULL);
  CHECK(usher_policy_test(NULL, NULL, &run, NULL) == USHER_ARGUMENT);
}

static void test_triage(const usher_policy *policy, usher_decision *decision) {
  usher_message message = {0};
  usher_fact facts[4];
  usher_str tags[2];
  const usher_decision_values *values;
  const usher_ask *ask;
  usher_str text = {0};
  memset(facts, 0, sizeof facts);
  message.struct_size = sizeof message;
  message.id = str("m-1");
  message.account = str("@acme");
  message.text = str("I want my MONEY back or I call my lawyer. My card is 4111 1111 1111 1111");
  tags[0] = str("vip");
  tags[1] = str("vip");
  message.tags = tags;
  message.tag_count = 2;
  facts[0].struct_size = facts[1].struct_size = facts[2].struct_size = facts[3].struct_size = sizeof facts[0];
  facts[0].name = str("customer.tier");
  facts[0].type = USHER_FACT_TEXT;
  facts[0].text = str("gold");
  facts[1].name = str("similar_waiting");
  facts[1].type = USHER_FACT_NUMBER;
  facts[1].number = 3;
  facts[2].name = str("order.open");
  facts[2].type = USHER_FACT_FLAG;
  facts[2].integer = 1;
  facts[3].name = str("sentiment");
  facts[3].type = USHER_FACT_NUMBER;
  facts[3].number = -0.5;
  message.facts = facts;
  message.fact_count = 4;

  CHECK(usher_triage(policy, &message, NULL, decision, NULL) == USHER_OK);
  values = usher_decision_fields(decision);
  CHECK(values != NULL && values->struct_size >= sizeof *values);
  CHECK(equal(values->id, "m-1"));
  CHECK(equal(values->department, "legal"));
  CHECK(equal(values->agent, NULL)); /* the refund rule speaks for another department */
  CHECK(equal(values->band, "urgent") && values->priority == 100 && values->engage == 1);
  CHECK(equal(values->visibility, "private") && equal(values->move_to, "dm"));
  CHECK(equal(values->reply, "ask_private"));
  CHECK(values->sentiment == -0.5);
  CHECK(equal(values->language, NULL)); /* nobody asked for it */
  CHECK(values->policy.size == 64);
  CHECK(usher_decision_count(decision, USHER_FIELD_TOPICS) == 2);
  CHECK(usher_decision_item(decision, USHER_FIELD_TOPICS, 0, &text) == USHER_OK && equal(text, "refund"));
  CHECK(usher_decision_item(decision, USHER_FIELD_TOPICS, 2, &text) == USHER_NOT_FOUND);
  CHECK(usher_decision_item(decision, USHER_FIELD_BAND, 0, &text) == USHER_ARGUMENT);
  CHECK(usher_decision_count(decision, USHER_FIELD_SKILLS) == 0);
  CHECK(usher_decision_count(decision, USHER_FIELD_TAGS) == 2);
  CHECK(usher_decision_count(decision, USHER_FIELD_PII) == 1);
  CHECK(usher_decision_item(decision, USHER_FIELD_PII, 0, &text) == USHER_OK && equal(text, "card"));
  CHECK(usher_decision_count(decision, USHER_FIELD_NOTIFY) == 1);
  CHECK(usher_decision_count(decision, USHER_FIELD_ASK) == 2);
  ask = usher_decision_ask(decision, 0);
  CHECK(ask != NULL && equal(ask->department, "pr") && ask->within == 3600000 && ask->before_reply == 1);
  ask = usher_decision_ask(decision, 1);
  CHECK(ask != NULL && equal(ask->department, "billing") && ask->within == 0 && ask->before_reply == 0);
  CHECK(usher_decision_ask(decision, 2) == NULL);
  CHECK(usher_decision_because(decision, USHER_FIELD_DEPARTMENT, 0, &text) == USHER_OK &&
        equal(text, "threat"));
  CHECK(usher_decision_because(decision, USHER_FIELD_TAGS, 1, &text) == USHER_OK && equal(text, "refund"));
  CHECK(usher_decision_because(decision, USHER_FIELD_AGENT, 0, &text) == USHER_OK && equal(text, NULL));
  CHECK(usher_decision_because(decision, USHER_FIELD_AGENT, 1, &text) == USHER_NOT_FOUND);
  CHECK(usher_decision_because(decision, USHER_FIELD_TOPICS, 0, &text) == USHER_ARGUMENT);
  CHECK(usher_decision_json(decision, 0, &text) == USHER_OK);
  CHECK(contains(text, "\"department\":\"legal\"") && !contains(text, "\"detail\""));
  CHECK(usher_decision_json(decision, USHER_DECISION_DETAIL, &text) == USHER_OK &&
        contains(text, "\"detail\""));
  CHECK(usher_decision_json(decision, 2, &text) == USHER_NEWER);
  CHECK(usher_decision_explain(decision, USHER_FORMAT_TEXT, &text) == USHER_OK && contains(text, "threat"));
  CHECK(!contains(text, "4111"));
  CHECK(usher_decision_explain(decision, USHER_FORMAT_JSON, &text) == USHER_OK &&
        contains(text, "\"rules\""));
  CHECK(!contains(text, "4111"));
  CHECK(usher_decision_explain(decision, 9, &text) == USHER_ARGUMENT);

  /* What a wrong message gets. */
  {
    usher_report *report = NULL;
    usher_triage_options options = {sizeof options, 0, 0, 0, 0, 0};
    facts[0].text = str("golden");
    CHECK(usher_triage(policy, &message, NULL, decision, &report) == USHER_INPUT);
    CHECK(usher_decision_fields(decision) == NULL && usher_decision_count(decision, USHER_FIELD_TAGS) == 0);
    CHECK(usher_decision_json(decision, 0, &text) == USHER_STATE);
    CHECK(equal(usher_report_finding(report, 0)->code, "unknown_name"));
    CHECK(contains(usher_report_finding(report, 0)->hint, "gold"));
    usher_report_destroy(report);
    options.flags = USHER_TRIAGE_LENIENT | USHER_TRIAGE_LANGUAGE | USHER_TRIAGE_NOW;
    options.now = 1760000000000;
    CHECK(usher_triage(policy, &message, &options, decision, &report) == USHER_OK);
    CHECK(usher_report_count_of(report, USHER_SEVERITY_WARNING) == 1);
    usher_report_destroy(report);
    CHECK(equal(usher_decision_fields(decision)->language, "en"));
    facts[1].type = 99;
    CHECK(usher_triage(policy, &message, &options, decision, NULL) == USHER_ARGUMENT);
    facts[1].type = USHER_FACT_NUMBER;
    facts[1].number = NAN;
    CHECK(usher_triage(policy, &message, NULL, decision, NULL) == USHER_INPUT);
    facts[1].type = 0; /* missing */
    facts[0].text = str("gold");
    CHECK(usher_triage(policy, &message, NULL, decision, NULL) == USHER_OK);
    message.text.data = NULL;
    CHECK(usher_triage(policy, &message, NULL, decision, NULL) == USHER_ARGUMENT);
  }
  /* A failing call leaves no decision behind, whatever is wrong with it. */
  message.text = str("refund");
  CHECK(usher_triage(policy, &message, NULL, decision, NULL) == USHER_OK &&
        usher_decision_fields(decision) != NULL);
  CHECK(usher_triage(NULL, &message, NULL, decision, NULL) == USHER_ARGUMENT);
  CHECK(usher_decision_fields(decision) == NULL);
  CHECK(usher_triage(policy, &message, NULL, decision, NULL) == USHER_OK);
  CHECK(usher_triage(policy, NULL, NULL, decision, NULL) == USHER_ARGUMENT);
  CHECK(usher_decision_fields(decision) == NULL);
  CHECK(usher_triage(policy, &message, NULL, NULL, NULL) == USHER_ARGUMENT);
}

static void test_triage_json(const usher_policy *policy, usher_decision *decision) {
  usher_report *report = NULL;
  usher_str text = {0};
  CHECK(usher_triage_json(policy,
                          str("{\"id\":\"j\",\"text\":\"please give me the money "
                              "back\",\"customer\":{\"since\":\"2024-01-01\"},"
                              "\"facts\":{\"order.age\":\"2d\",\"order.open\":true}}"),
                          NULL, decision, &report) == USHER_OK);
  CHECK(usher_report_count(report) == 0);
  usher_report_destroy(report);
  CHECK(equal(usher_decision_fields(decision)->department, "billing"));
  CHECK(equal(usher_decision_fields(decision)->agent, "sara"));
  CHECK(equal(usher_decision_fields(decision)->language, "en"));
  CHECK(usher_triage_json(policy, str("{\"text\":\"a\",\"text\":\"b\"}"), NULL, decision, &report) ==
        USHER_INPUT);
  CHECK(equal(usher_report_finding(report, 0)->code, "duplicate_fact"));
  usher_report_destroy(report);
  CHECK(usher_triage_json(policy, str("nonsense"), NULL, decision, &report) == USHER_INPUT);
  CHECK(equal(usher_report_finding(report, 0)->code, "json_syntax"));
  usher_report_destroy(report);
  CHECK(usher_triage_json(policy, str(""), NULL, decision, NULL) == USHER_INPUT);
  CHECK(usher_triage_json(policy, str("{}"), NULL, decision, NULL) == USHER_OK);
  CHECK(usher_decision_item(decision, USHER_FIELD_TOPICS, 0, &text) == USHER_NOT_FOUND);
  CHECK(usher_triage_json(policy, str("{\"text\":\"buy followers\"}"), NULL, decision, NULL) == USHER_OK);
  CHECK(usher_decision_fields(decision)->engage == 0 &&
        equal(usher_decision_fields(decision)->stage, "order"));
}

/* Friday evening, so that care counts from Monday morning. */
static void test_due_times(const usher_policy *policy, usher_decision *decision) {
  const int64_t friday = 1763139660000, monday = 1763366400000, minute = 60000, day = 24 * 60 * minute;
  usher_message messages[4];
  usher_triage_options options = {sizeof options, USHER_TRIAGE_NOW, 0, 1763139660000, 0, 0};
  const usher_decision_values *values;
  const usher_column *column;
  usher_batch *batch = NULL;
  usher_str text = {0};
  int i;
  memset(messages, 0, sizeof messages);
  for (i = 0; i < 4; ++i) {
    messages[i].struct_size = sizeof messages[i];
    messages[i].time = friday;
    messages[i].time_given = 1;
  }
  messages[0].text = str("hello");
  messages[1].text = str("I will sue");
  messages[2].text = str("buy followers");
  messages[3].text = str("a refund");

  /* The department's. */
  CHECK(usher_triage(policy, &messages[0], NULL, decision, NULL) == USHER_OK);
  values = usher_decision_fields(decision);
  CHECK(equal(values->department, "care") && equal(values->sla, "fast"));
  CHECK(values->first_response == monday + 60 * minute && values->next_response == USHER_NO_TIME);
  CHECK(values->resolution == monday + day + 9 * 60 * minute);
  CHECK(usher_decision_because(decision, USHER_FIELD_SLA, 0, &text) == USHER_OK && equal(text, NULL));
  CHECK(usher_decision_because(decision, USHER_FIELD_RESOLUTION, 0, &text) == USHER_ARGUMENT);
  CHECK(usher_decision_count(decision, USHER_FIELD_SLA) == 0);
  CHECK(usher_decision_item(decision, USHER_FIELD_FIRST_RESPONSE, 0, &text) == USHER_ARGUMENT);
  /* A rule's, on a calendar that never closes. */
  CHECK(usher_triage(policy, &messages[1], NULL, decision, NULL) == USHER_OK);
  values = usher_decision_fields(decision);
  CHECK(equal(values->sla, "slow") && values->next_response == friday + 8 * 60 * minute);
  CHECK(values->first_response == USHER_NO_TIME && values->resolution == USHER_NO_TIME);
  CHECK(usher_decision_because(decision, USHER_FIELD_SLA, 0, &text) == USHER_OK && equal(text, "threat"));
  /* What is not engaged has an SLA and nothing due. */
  CHECK(usher_triage(policy, &messages[2], NULL, decision, NULL) == USHER_OK);
  values = usher_decision_fields(decision);
  CHECK(values->engage == 0 && equal(values->sla, "fast") && values->first_response == USHER_NO_TIME);
  /* No SLA at all, and no time. */
  CHECK(usher_triage(policy, &messages[3], NULL, decision, NULL) == USHER_OK);
  values = usher_decision_fields(decision);
  CHECK(equal(values->sla, NULL) && values->first_response == USHER_NO_TIME);
  messages[0].time_given = 0;
  CHECK(usher_triage(policy, &messages[0], NULL, decision, NULL) == USHER_OK);
  CHECK(usher_decision_fields(decision)->first_response == USHER_NO_TIME);
  CHECK(usher_triage(policy, &messages[0], &options, decision, NULL) == USHER_OK);
  CHECK(usher_decision_fields(decision)->first_response == monday + 60 * minute);

  messages[3].channel = str("pigeon");
  CHECK(usher_batch_create(&batch) == USHER_OK);
  CHECK(usher_batch_triage(policy, messages, 4, &options, batch, NULL) == USHER_OK);
  column = usher_batch_column(batch, USHER_FIELD_SLA);
  CHECK(column->type == USHER_COLUMN_CODES && equal(column->dictionary[column->codes[0]], "fast"));
  CHECK(equal(column->dictionary[column->codes[1]], "slow") && column->codes[3] == -1);
  column = usher_batch_because(batch, USHER_FIELD_SLA);
  CHECK(column->codes[0] == -1 && equal(column->dictionary[column->codes[1]], "threat"));
  column = usher_batch_column(batch, USHER_FIELD_FIRST_RESPONSE);
  CHECK(column->type == USHER_COLUMN_INTEGERS && column->values == 4 &&
        column->integers[0] == monday + 60 * minute);
  CHECK(column->integers[1] == USHER_NO_TIME && column->integers[2] == USHER_NO_TIME &&
        column->integers[3] == USHER_NO_TIME);
  CHECK(usher_batch_column(batch, USHER_FIELD_NEXT_RESPONSE)->integers[1] == friday + 8 * 60 * minute);
  CHECK(usher_batch_column(batch, USHER_FIELD_RESOLUTION)->integers[0] == monday + day + 9 * 60 * minute);
  CHECK(usher_batch_because(batch, USHER_FIELD_RESOLUTION) == NULL);
  usher_batch_destroy(batch);
}

/* Departments that hand over to one another, at an hour at which all of them are closed. */
static void test_all_closed(usher_decision *decision) {
  static const char text[] =
      "usher: 1\n"
      "calendars:\n"
      "  day: {timezone: UTC, weekly: {mon-fri: [\"09:00-17:00\"]}}\n"
      "  late: {timezone: UTC, weekly: {mon-fri: [\"17:00-22:00\"]}}\n"
      "departments:\n"
      "  care: {calendar: day, closed: {to: sales, hand_over: true}}\n"
      "  sales: {calendar: late, closed: {to: care, hand_over: true}}\n"
      "agents: {sara: {departments: [care], shift: day}, omid: {departments: [sales], shift: late}}\n"
      "default: {department: care}\n";
  usher_policy *policy = NULL;
  usher_str said = {0};
  CHECK(usher_policy_load_memory(str("sun.yaml"), str(text), NULL, &policy, NULL) == USHER_OK);
  CHECK(usher_triage_json(policy, str("{\"text\":\"hi\",\"time\":\"2026-03-20T05:00:00Z\"}"), NULL, decision,
                          NULL) == USHER_OK);
  CHECK(usher_decision_json(decision, USHER_DECISION_DETAIL, &said) == USHER_OK &&
        contains(said, "\"nobody_until\":\"2026-03-20T09:00:00.000Z\""));
  CHECK(usher_decision_explain(decision, USHER_FORMAT_TEXT, &said) == USHER_OK &&
        contains(said, "nobody is on until"));
  usher_policy_destroy(policy);
}

static void test_batch(const usher_policy *policy) {
  usher_message messages[3];
  usher_batch *batch = NULL;
  usher_report *report = NULL;
  const usher_column *column;
  usher_str text;
  memset(messages, 0, sizeof messages);
  messages[0].struct_size = messages[1].struct_size = messages[2].struct_size = sizeof messages[0];
  messages[0].text = str("refund");
  messages[1].channel = str("pigeon");
  messages[2].text = str("hello");
  CHECK(usher_batch_create(&batch) == USHER_OK);
  CHECK(usher_batch_rows(batch) == 0 && usher_batch_statuses(batch) == NULL);
  CHECK(usher_batch_triage(policy, messages, 3, NULL, batch, &report) == USHER_OK);
  CHECK(usher_report_count(report) == 1 && usher_report_finding(report, 0)->line == 2);
  CHECK(usher_report_text(report, USHER_FORMAT_TEXT, &text) == USHER_OK &&
        strncmp(text.data, "line 2: error: ", 15) == 0);
  usher_report_destroy(report);
  CHECK(usher_batch_rows(batch) == 3);
  CHECK(usher_batch_statuses(batch)[0] == USHER_OK && usher_batch_statuses(batch)[1] == USHER_INPUT);
  column = usher_batch_column(batch, USHER_FIELD_DEPARTMENT);
  CHECK(column != NULL && column->type == USHER_COLUMN_CODES && column->rows == 3 && column->values == 3);
  CHECK(equal(column->dictionary[column->codes[0]], "billing") && column->codes[1] == -1);
  CHECK(equal(column->dictionary[column->codes[2]], "care") && column->dictionary_size == 2);
  column = usher_batch_because(batch, USHER_FIELD_DEPARTMENT);
  CHECK(equal(column->dictionary[column->codes[0]], "refund") &&
        equal(column->dictionary[column->codes[2]], "default"));
  column = usher_batch_column(batch, USHER_FIELD_TAGS);
  CHECK(column->offsets[0] == 0 && column->offsets[1] == 2 && column->offsets[2] == 2 &&
        column->offsets[3] == 2);
  column = usher_batch_column(batch, USHER_FIELD_PRIORITY);
  CHECK(column->type == USHER_COLUMN_INTEGERS && column->integers[0] == 40 && column->integers[1] == -1);
  column = usher_batch_column(batch, USHER_FIELD_SENTIMENT);
  CHECK(column->type == USHER_COLUMN_NUMBERS && isnan(column->numbers[0]));
  CHECK(usher_batch_column(batch, 99) == NULL && usher_batch_because(batch, USHER_FIELD_TOPICS) == NULL);
  CHECK(usher_batch_triage_json(policy, str("{\"text\":\"refund\"}\n\n{oops}\r\n{\"text\":\"hello\"}"), NULL,
                                batch, &report) == USHER_OK);
  CHECK(usher_batch_rows(batch) == 3 && usher_batch_statuses(batch)[1] == USHER_INPUT);
  CHECK(usher_report_finding(report, 0)->line == 3);
  usher_report_destroy(report);
  CHECK(usher_batch_triage(policy, NULL, 3, NULL, batch, NULL) == USHER_ARGUMENT);
  CHECK(usher_batch_rows(batch) == 0 && usher_batch_column(batch, USHER_FIELD_DEPARTMENT) == NULL);
  CHECK(usher_batch_triage(policy, messages, 1, NULL, batch, NULL) == USHER_OK &&
        usher_batch_rows(batch) == 1);
  CHECK(usher_batch_triage_json(NULL, str("{}"), NULL, batch, NULL) == USHER_ARGUMENT &&
        usher_batch_rows(batch) == 0);
  CHECK(usher_batch_triage(policy, NULL, 0, NULL, batch, NULL) == USHER_OK && usher_batch_rows(batch) == 0);
  CHECK(usher_batch_rows(NULL) == 0 && usher_batch_statuses(NULL) == NULL);
  usher_batch_destroy(batch);
}

static void test_text(const usher_policy *policy) {
  static const char mail[] = "Perché? Refunds, 4111 1111 1111 1111! Buy followers\n\n"
                             "> My lawyer has your card 4000 0566 5566 5556\n-- \nAnn\n";
  usher_text_options options = {sizeof options, 0, 0, {0}};
  usher_text *text = NULL;
  usher_report *report = NULL;
  usher_str out = {0};
  const usher_text_values *values;
  const usher_word *word;
  const usher_match *match;
  const usher_personal_data *data;
  const usher_part *part;

  CHECK(usher_text_create(&text) == USHER_OK);
  CHECK(usher_text_fields(text) == NULL && usher_text_word_count(text) == 0 &&
        usher_text_word(text, 0) == NULL);
  CHECK(usher_text_render(text, USHER_FORMAT_TEXT, &out) == USHER_STATE);
  CHECK(usher_text_read(policy, str(mail), NULL, text, NULL) == USHER_OK);
  values = usher_text_fields(text);
  CHECK(values != NULL && values->struct_size >= sizeof *values && values->ill_formed == 0);
  CHECK(contains(values->normal_form, "perche refunds 4111") && contains(values->normal_form, "ann"));
  CHECK(contains(values->masked, "**** **** **** 1111") && contains(values->masked, "**** **** **** 5556"));
  CHECK(equal(values->language, "en") && values->language_confidence > 0.5);
  CHECK(usher_text_left_out_count(text) == 0 && usher_text_left_out(text, 0) == NULL);
  CHECK(usher_text_match_count(text) == 3 && usher_text_personal_data_count(text) == 2);

  options.flags = USHER_TEXT_EMAIL;
  CHECK(usher_text_read(policy, str(mail), &options, text, &report) == USHER_OK);
  CHECK(usher_report_count(report) == 0);
  usher_report_destroy(report);
  values = usher_text_fields(text);
  CHECK(equal(values->normal_form, "perche refunds 4111 1111 1111 1111 buy followers"));
  CHECK(contains(values->masked, "**** **** **** 1111") && contains(values->masked, "**** **** **** 5556"));
  CHECK(usher_text_word_count(text) == 8 && usher_text_word(text, 8) == NULL);
  word = usher_text_word(text, 1);
  CHECK(word->struct_size >= sizeof *word && word->kind == USHER_WORD_WORD && equal(word->text, "refunds"));
  CHECK(word->where.begin == 9 && word->where.end == 16);
  CHECK(word->where.begin_code_point == 8 && word->where.end_code_point == 15);
  CHECK(usher_text_match_count(text) == 2 && usher_text_match(text, 2) == NULL);
  match = usher_text_match(text, 0);
  CHECK(match->struct_size >= sizeof *match && equal(match->phrase, "~refund") &&
        equal(match->language, "en"));
  CHECK(match->where.begin == 9 && match->where.end_code_point == 15 && match->part_count == 1);
  part = usher_text_match_part(text, 0, 0);
  CHECK(part != NULL && part->part == USHER_PART_TOPIC && equal(part->name, "refund"));
  CHECK(equal(part->file, "topics.yaml") && part->line == 2);
  CHECK(part == usher_policy_part(policy, USHER_PART_TOPIC, 0));
  match = usher_text_match(text, 1);
  CHECK(equal(match->phrase, "buy followers") && equal(match->language, NULL) && match->part_count == 1);
  part = usher_text_match_part(text, 1, 0);
  CHECK(part != NULL && part->part == USHER_PART_RULE && equal(part->name, "spam"));
  CHECK(usher_text_match_part(text, 1, 1) == NULL && usher_text_match_part(text, 2, 0) == NULL);
  CHECK(usher_text_personal_data_count(text) == 2 && usher_text_personal_data(text, 2) == NULL);
  data = usher_text_personal_data(text, 0);
  CHECK(data->struct_size >= sizeof *data && equal(data->kind, "card") && data->counts == 1);
  CHECK(data->where.begin == 18 && data->where.end == 37 && data->where.begin_code_point == 17);
  data = usher_text_personal_data(text, 1);
  CHECK(equal(data->kind, "card") && data->counts == 0 && data->where.begin > 37);
  CHECK(usher_text_left_out_count(text) == 1 && usher_text_left_out(text, 1) == NULL);
  CHECK(usher_text_left_out(text, 0)->begin == 54 && usher_text_left_out(text, 0)->begin_code_point == 53);
  CHECK(usher_text_left_out(text, 0)->end == strlen(mail));
  CHECK(usher_text_render(text, USHER_FORMAT_JSON, &out) == USHER_OK);
  CHECK(contains(out, "\"phrase\":\"~refund\"") && contains(out, "\"left_out\":[{\"begin\":54,"));
  CHECK(usher_text_render(text, USHER_FORMAT_TEXT, &out) == USHER_OK && contains(out, "Left out (1)"));
  CHECK(usher_text_render(text, 5, &out) == USHER_ARGUMENT);

  /* Of a forward, what is forwarded is kept. */
  options.subject = str("Fwd: bike");
  CHECK(usher_text_read(policy, str("See below.\n\nFrom: a@b.example\nTo: c\nSubject: bike\n\nRefund"),
                        &options, text, NULL) == USHER_OK);
  CHECK(usher_text_match_count(text) == 1 && usher_text_left_out_count(text) == 0);
  options.subject = str("Re: bike");
  CHECK(usher_text_read(policy, str("See below.\n\nFrom: a@b.example\nTo: c\nSubject: bike\n\nRefund"),
                        &options, text, NULL) == USHER_OK);
  CHECK(usher_text_match_count(text) == 0 && usher_text_left_out_count(text) == 1);

  options.flags = 2;
  CHECK(usher_text_read(policy, str("x"), &options, text, NULL) == USHER_NEWER);
  CHECK(usher_text_fields(text) == NULL && usher_text_left_out_count(text) == 0);
  CHECK(usher_text_read(NULL, str("x"), NULL, text, NULL) == USHER_ARGUMENT);
  CHECK(usher_text_read(policy, str("x"), NULL, NULL, NULL) == USHER_ARGUMENT);
  CHECK(usher_text_read(policy, str(""), NULL, text, NULL) == USHER_OK && usher_text_word_count(text) == 0);
  usher_text_destroy(text);
}

static void test_email(const usher_policy *policy, usher_decision *decision) {
  usher_triage_options options = {sizeof options, 0, 0, 0, 0, 0};
  usher_message message = {0};
  usher_str out = {0};
  message.struct_size = sizeof message;
  message.channel = str("mail");
  message.text = str("No news.\n\n> Your refund: 4111 1111 1111 1111\n");
  options.flags = USHER_TRIAGE_PERSONAL_DATA;
  CHECK(usher_triage(policy, &message, &options, decision, NULL) == USHER_OK);
  CHECK(equal(usher_decision_fields(decision)->department, "care"));
  CHECK(usher_decision_count(decision, USHER_FIELD_PII) == 0);
  CHECK(usher_decision_json(decision, USHER_DECISION_DETAIL, &out) == USHER_OK);
  CHECK(contains(out, "\"counts\":false") && contains(out, "\"left_out\":[{\"begin\":10,"));
  options.flags |= USHER_TRIAGE_FULL_TEXT;
  CHECK(usher_triage(policy, &message, &options, decision, NULL) == USHER_OK);
  CHECK(equal(usher_decision_fields(decision)->department, "billing"));
  CHECK(usher_decision_count(decision, USHER_FIELD_PII) == 1);
  CHECK(usher_decision_json(decision, USHER_DECISION_DETAIL, &out) == USHER_OK);
  CHECK(contains(out, "\"left_out\":[]"));
}

#define HOUR 3600000

static void test_calendars(const usher_policy *policy) {
  usher_calendar *office = NULL;
  usher_report *report = NULL;
  usher_str zone = {NULL, 0};
  const int64_t friday = 1795194060000;              /* 2026-11-20T17:01:00Z, 18:01 in Rome */
  const int64_t monday = friday + 63 * HOUR - 60000; /* 09:00 in Rome */
  const usher_pause pauses[2] = {{monday + HOUR, monday + 2 * HOUR}, {monday, monday + HOUR}};
  int64_t time = 7;
  int64_t last = 7;
  int32_t number = 7;
  CHECK(usher_calendar_create(policy, str("offce"), &office, &report) == USHER_NOT_FOUND && office == NULL);
  CHECK(usher_report_count(report) == 1 && equal(usher_report_finding(report, 0)->code, "unknown_name"));
  CHECK(contains(usher_report_finding(report, 0)->hint, "office"));
  usher_report_destroy(report);
  CHECK(usher_calendar_create(policy, str("office"), &office, NULL) == USHER_OK);
  CHECK(usher_calendar_zone(office, &zone) == USHER_OK && equal(zone, "Europe/Rome"));
  CHECK(usher_calendar_offset(office, friday, &number) == USHER_OK && number == 3600);
  CHECK(usher_calendar_is_open(office, friday, &number) == USHER_OK && number == 0);
  CHECK(usher_calendar_is_open(office, monday, &number) == USHER_OK && number == 1);
  CHECK(usher_calendar_due(office, friday, HOUR, NULL, 0, &time) == USHER_OK && time == monday + HOUR);
  CHECK(usher_calendar_due(office, friday, HOUR, pauses, 2, &time) == USHER_OK && time == monday + 3 * HOUR);
  CHECK(usher_calendar_elapsed(office, friday, time, pauses, 2, &last) == USHER_OK && last == HOUR);
  CHECK(usher_calendar_elapsed(office, time, friday, NULL, 0, &last) == USHER_OK && last == -3 * HOUR);
  CHECK(usher_calendar_start(office, monday + HOUR, HOUR, &time) == USHER_OK && time == monday);
  CHECK(usher_calendar_working_days(office, friday, 1, &time) == USHER_OK && time == 8 * HOUR);
  CHECK(usher_calendar_change(office, friday, USHER_NEXT_OPENING, &time) == USHER_OK && time == monday);
  CHECK(usher_calendar_change(office, friday, USHER_NEXT_CLOSING, &time) == USHER_OK &&
        time == monday + 4 * HOUR);
  CHECK(usher_calendar_change(office, friday, USHER_LAST_CLOSING, &time) == USHER_OK &&
        time == friday - 60000);
  CHECK(usher_calendar_change(office, monday, USHER_LAST_OPENING, &time) == USHER_OK && time == monday);
  time = 7;
  CHECK(usher_calendar_change(office, friday, 5, &time) == USHER_ARGUMENT);
  CHECK(usher_calendar_change(office, -1, USHER_NEXT_OPENING, &time) == USHER_TIME);
  CHECK(usher_calendar_due(office, friday, -1, NULL, 0, &time) == USHER_ARGUMENT);
  CHECK(usher_calendar_due(office, friday, HOUR, NULL, 1, &time) == USHER_ARGUMENT);
  CHECK(usher_calendar_due(office, INT64_MAX, HOUR, NULL, 0, &time) == USHER_TIME);
  CHECK(usher_calendar_due(office, friday, INT64_MAX, NULL, 0, &time) == USHER_NOT_FOUND);
  CHECK(usher_calendar_due(NULL, friday, HOUR, NULL, 0, &time) == USHER_ARGUMENT);
  CHECK(usher_calendar_elapsed(office, friday, -1, NULL, 0, &time) == USHER_TIME);
  CHECK(usher_calendar_start(office, HOUR, 1000 * (int64_t)HOUR, &time) == USHER_NOT_FOUND);
  CHECK(usher_calendar_working_days(office, friday, 0, &time) == USHER_ARGUMENT);
  CHECK(usher_calendar_offset(office, -1, &number) == USHER_TIME &&
        usher_calendar_is_open(office, -1, &number) == USHER_TIME);
  CHECK(time == 7);
  usher_calendar_destroy(office);
  office = NULL;
  CHECK(usher_calendar_create(policy, str("always"), &office, NULL) == USHER_OK);
  CHECK(usher_calendar_change(office, friday, USHER_NEXT_CLOSING, &time) == USHER_NOT_FOUND && time == 7);
  usher_calendar_destroy(office);

  CHECK(usher_zone_resolve(str("Europe/Rome"), str("2025-10-26T02:30"), &number, &time, &last, NULL) ==
        USHER_OK);
  CHECK(number == USHER_LOCAL_REPEATED && last - time == HOUR && time == 1761438600000);
  CHECK(usher_zone_resolve(str("Europe/Rome"), str("2025-03-30T02:30:15"), &number, &time, &last, NULL) ==
        USHER_OK);
  CHECK(number == USHER_LOCAL_SKIPPED && time == 1743296400000 && last == time);
  CHECK(usher_zone_resolve(str("UTC"), str("1970-01-01 00:00:01"), &number, &time, &last, NULL) == USHER_OK);
  CHECK(number == USHER_LOCAL_UNIQUE && time == 1000);
  CHECK(usher_zone_resolve(str("Europe/Rome"), str("1970-01-01T00:30"), &number, &time, &last, NULL) ==
        USHER_TIME);
  CHECK(usher_zone_resolve(str("Europe/Roma"), str("2025-03-30T02:30"), &number, &time, &last, &report) ==
        USHER_INPUT);
  CHECK(usher_report_count(report) == 1 && equal(usher_report_finding(report, 0)->code, "unknown_zone"));
  usher_report_destroy(report);
  CHECK(usher_zone_resolve(str("Europe/Rome"), str("2025-03-30T24:00"), &number, &time, &last, &report) ==
        USHER_INPUT);
  CHECK(usher_report_count(report) == 1 && equal(usher_report_finding(report, 0)->code, "bad_time"));
  usher_report_destroy(report);
  CHECK(usher_zone_resolve(str("UTC"), str("2025-03-30T02:30:60"), &number, &time, &last, NULL) ==
        USHER_INPUT);
}

static void test_nothing(void) {
  usher_calendar_destroy(NULL);
  usher_policy_destroy(NULL);
  usher_report_destroy(NULL);
  usher_document_destroy(NULL);
  usher_decision_destroy(NULL);
  usher_batch_destroy(NULL);
  usher_test_run_destroy(NULL);
  usher_text_destroy(NULL);
  CHECK(usher_text_create(NULL) == USHER_ARGUMENT && usher_text_fields(NULL) == NULL);
  CHECK(usher_text_match_count(NULL) == 0 && usher_text_personal_data(NULL, 0) == NULL);
  CHECK(usher_text_match_part(NULL, 0, 0) == NULL && usher_text_render(NULL, 0, NULL) == USHER_ARGUMENT);
  CHECK(usher_report_count(NULL) == 0 && usher_report_finding(NULL, 0) == NULL);
  CHECK(usher_decision_fields(NULL) == NULL && usher_decision_ask(NULL, 0) == NULL);
  CHECK(usher_decision_count(NULL, USHER_FIELD_TAGS) == 0);
}

int main(void) {
  usher_policy *policy = load();
  usher_decision *decision = NULL;
  CHECK(usher_decision_create(&decision) == USHER_OK);
  CHECK(usher_decision_fields(decision) == NULL);
  test_library();
  test_broken_policy();
  test_limits();
  test_struct_sizes(policy, decision);
  test_parts(policy);
  test_parts_of_live_work();
  test_check_and_tests(policy);
  test_triage(policy, decision);
  test_triage_json(policy, decision);
  test_due_times(policy, decision);
  test_all_closed(decision);
  test_batch(policy);
  test_text(policy);
  test_email(policy, decision);
  test_calendars(policy);
  test_nothing();
  usher_policy_destroy(policy);
  /* A decision keeps what it needs of the policy. */
  CHECK(usher_decision_fields(decision) != NULL);
  usher_decision_destroy(decision);
  return summary();
}
