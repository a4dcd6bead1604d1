/* SPDX-License-Identifier: BSL-1.0
 * The layout of every struct and the number of every constant, as the first release has them on LP64. A change here
 * is a change of the ABI. */
#include <stddef.h>

/* Bytes that no field names could hold anything, and so never become a field. */
#ifdef __GNUC__
#pragma GCC diagnostic push
#pragma GCC diagnostic error "-Wpadded"
#endif
#include <usher/usher.h>
#ifdef __GNUC__
#pragma GCC diagnostic pop
#endif

#define JOIN_(a, b) a##b
#define JOIN(a, b) JOIN_(a, b)
#define CHECK(condition) typedef char JOIN(check_, __LINE__)[(condition) ? 1 : -1]

CHECK(sizeof(void *) == 8 && sizeof(size_t) == 8);

CHECK(sizeof(usher_str) == 16);
CHECK(offsetof(usher_str, data) == 0);
CHECK(offsetof(usher_str, size) == 8);

CHECK(sizeof(usher_source) == 40);
CHECK(offsetof(usher_source, struct_size) == 0);
CHECK(offsetof(usher_source, name) == 8);
CHECK(offsetof(usher_source, text) == 24);

CHECK(sizeof(usher_limit) == 32);
CHECK(offsetof(usher_limit, name) == 8);
CHECK(offsetof(usher_limit, value) == 24);

CHECK(sizeof(usher_finding) == 104);
CHECK(offsetof(usher_finding, severity) == 8);
CHECK(offsetof(usher_finding, line) == 12);
CHECK(offsetof(usher_finding, column) == 16);
CHECK(offsetof(usher_finding, code) == 24);
CHECK(offsetof(usher_finding, file) == 40);
CHECK(offsetof(usher_finding, path) == 56);
CHECK(offsetof(usher_finding, message) == 72);
CHECK(offsetof(usher_finding, hint) == 88);

CHECK(sizeof(usher_load_options) == 48);
CHECK(offsetof(usher_load_options, limits) == 8);
CHECK(offsetof(usher_load_options, limit_count) == 16);
CHECK(offsetof(usher_load_options, includes) == 24);
CHECK(offsetof(usher_load_options, include_count) == 32);
CHECK(offsetof(usher_load_options, flags) == 40);
CHECK(USHER_LOAD_VERIFY == 1);

CHECK(sizeof(usher_part) == 56);
CHECK(offsetof(usher_part, part) == 8);
CHECK(offsetof(usher_part, line) == 12);
CHECK(offsetof(usher_part, column) == 16);
CHECK(offsetof(usher_part, name) == 24);
CHECK(offsetof(usher_part, file) == 40);

CHECK(sizeof(usher_pause) == 16);
CHECK(offsetof(usher_pause, from) == 0);
CHECK(offsetof(usher_pause, to) == 8);
CHECK(USHER_NEXT_OPENING == 1 && USHER_NEXT_CLOSING == 2 && USHER_LAST_OPENING == 3 &&
      USHER_LAST_CLOSING == 4);
CHECK(USHER_LOCAL_UNIQUE == 1 && USHER_LOCAL_REPEATED == 2 && USHER_LOCAL_SKIPPED == 3);

CHECK(sizeof(usher_test_options) == 24);
CHECK(offsetof(usher_test_options, files) == 8);
CHECK(offsetof(usher_test_options, file_count) == 16);

CHECK(sizeof(usher_test_summary) == 56);
CHECK(offsetof(usher_test_summary, passed) == 8);
CHECK(offsetof(usher_test_summary, failed) == 16);
CHECK(offsetof(usher_test_summary, rules) == 24);
CHECK(offsetof(usher_test_summary, rules_matched) == 32);
CHECK(offsetof(usher_test_summary, conditions) == 40);
CHECK(offsetof(usher_test_summary, conditions_seen_both) == 48);

CHECK(sizeof(usher_fact) == 64);
CHECK(offsetof(usher_fact, name) == 8);
CHECK(offsetof(usher_fact, type) == 24);
CHECK(offsetof(usher_fact, integer) == 32);
CHECK(offsetof(usher_fact, number) == 40);
CHECK(offsetof(usher_fact, text) == 48);

CHECK(sizeof(usher_message) == 184);
CHECK(offsetof(usher_message, id) == 8);
CHECK(offsetof(usher_message, conversation) == 24);
CHECK(offsetof(usher_message, channel) == 40);
CHECK(offsetof(usher_message, account) == 56);
CHECK(offsetof(usher_message, visibility) == 72);
CHECK(offsetof(usher_message, text) == 88);
CHECK(offsetof(usher_message, subject) == 104);
CHECK(offsetof(usher_message, language) == 120);
CHECK(offsetof(usher_message, tags) == 136);
CHECK(offsetof(usher_message, tag_count) == 144);
CHECK(offsetof(usher_message, facts) == 152);
CHECK(offsetof(usher_message, fact_count) == 160);
CHECK(offsetof(usher_message, time) == 168);
CHECK(offsetof(usher_message, time_given) == 176);

CHECK(sizeof(usher_triage_options) == 40);
CHECK(offsetof(usher_triage_options, flags) == 8);
CHECK(offsetof(usher_triage_options, now) == 16);
CHECK(offsetof(usher_triage_options, limits) == 24);
CHECK(offsetof(usher_triage_options, limit_count) == 32);

CHECK(sizeof(usher_decision_values) == 240);
CHECK(offsetof(usher_decision_values, id) == 8);
CHECK(offsetof(usher_decision_values, department) == 24);
CHECK(offsetof(usher_decision_values, agent) == 40);
CHECK(offsetof(usher_decision_values, band) == 56);
CHECK(offsetof(usher_decision_values, language) == 72);
CHECK(offsetof(usher_decision_values, intent) == 88);
CHECK(offsetof(usher_decision_values, stage) == 104);
CHECK(offsetof(usher_decision_values, visibility) == 120);
CHECK(offsetof(usher_decision_values, move_to) == 136);
CHECK(offsetof(usher_decision_values, reply) == 152);
CHECK(offsetof(usher_decision_values, policy) == 168);
CHECK(offsetof(usher_decision_values, sentiment) == 184);
CHECK(offsetof(usher_decision_values, priority) == 192);
CHECK(offsetof(usher_decision_values, engage) == 196);
CHECK(offsetof(usher_decision_values, sla) == 200);
CHECK(offsetof(usher_decision_values, first_response) == 216);
CHECK(offsetof(usher_decision_values, next_response) == 224);
CHECK(offsetof(usher_decision_values, resolution) == 232);
CHECK(USHER_NO_TIME == -1);

CHECK(sizeof(usher_ask) == 40);
CHECK(offsetof(usher_ask, department) == 8);
CHECK(offsetof(usher_ask, within) == 24);
CHECK(offsetof(usher_ask, before_reply) == 32);

CHECK(sizeof(usher_column) == 80);
CHECK(offsetof(usher_column, field) == 8);
CHECK(offsetof(usher_column, type) == 12);
CHECK(offsetof(usher_column, rows) == 16);
CHECK(offsetof(usher_column, values) == 24);
CHECK(offsetof(usher_column, codes) == 32);
CHECK(offsetof(usher_column, integers) == 40);
CHECK(offsetof(usher_column, numbers) == 48);
CHECK(offsetof(usher_column, offsets) == 56);
CHECK(offsetof(usher_column, dictionary) == 64);
CHECK(offsetof(usher_column, dictionary_size) == 72);

CHECK(sizeof(usher_text_options) == 32);
CHECK(offsetof(usher_text_options, flags) == 8);
CHECK(offsetof(usher_text_options, subject) == 16);

CHECK(sizeof(usher_span) == 32);
CHECK(offsetof(usher_span, begin) == 0);
CHECK(offsetof(usher_span, end) == 8);
CHECK(offsetof(usher_span, begin_code_point) == 16);
CHECK(offsetof(usher_span, end_code_point) == 24);

CHECK(sizeof(usher_text_values) == 72);
CHECK(offsetof(usher_text_values, normal_form) == 8);
CHECK(offsetof(usher_text_values, masked) == 24);
CHECK(offsetof(usher_text_values, language) == 40);
CHECK(offsetof(usher_text_values, language_confidence) == 56);
CHECK(offsetof(usher_text_values, ill_formed) == 64);

CHECK(sizeof(usher_word) == 64);
CHECK(offsetof(usher_word, kind) == 8);
CHECK(offsetof(usher_word, text) == 16);
CHECK(offsetof(usher_word, where) == 32);

CHECK(sizeof(usher_match) == 80);
CHECK(offsetof(usher_match, phrase) == 8);
CHECK(offsetof(usher_match, language) == 24);
CHECK(offsetof(usher_match, where) == 40);
CHECK(offsetof(usher_match, part_count) == 72);

CHECK(sizeof(usher_personal_data) == 64);
CHECK(offsetof(usher_personal_data, kind) == 8);
CHECK(offsetof(usher_personal_data, where) == 24);
CHECK(offsetof(usher_personal_data, counts) == 56);

CHECK(USHER_ABI == 1);
CHECK(USHER_OK == 0 && USHER_REPEATED == 1 && USHER_ARGUMENT == 10 && USHER_NEWER == 11 &&
      USHER_MEMORY == 12);
CHECK(USHER_POLICY == 13 && USHER_INPUT == 14 && USHER_LIMIT == 15 && USHER_IO == 16 && USHER_FORMAT == 17);
CHECK(USHER_VERSION == 18 && USHER_STATE == 19 && USHER_TIME == 20 && USHER_CONFLICT == 21);
CHECK(USHER_NOT_FOUND == 22 && USHER_LEASE == 23 && USHER_OUTCOME_UNKNOWN == 24 && USHER_FORKED == 25);
CHECK(USHER_INTERNAL == 26);
CHECK(USHER_FORMAT_TEXT == 0 && USHER_FORMAT_JSON == 1);
CHECK(USHER_SEVERITY_NOTE == 1 && USHER_SEVERITY_WARNING == 2 && USHER_SEVERITY_ERROR == 3);
CHECK(USHER_PART_DEPARTMENT == 1 && USHER_PART_RULE == 2 && USHER_PART_TOPIC == 3 && USHER_PART_SIGNAL == 4);
CHECK(USHER_PART_CHANNEL == 5 && USHER_PART_ACCOUNT == 6 && USHER_PART_REPLY == 7 && USHER_PART_FACT == 8);
CHECK(USHER_PART_BAND == 9 && USHER_PART_CALENDAR == 10 && USHER_PART_SLA == 11 && USHER_PART_AGENT == 12);
CHECK(USHER_PART_GROUP == 13);
CHECK(USHER_FACT_TEXT == 1 && USHER_FACT_NUMBER == 2 && USHER_FACT_FLAG == 3 && USHER_FACT_TIME == 4);
CHECK(USHER_FACT_DURATION == 5);
CHECK(USHER_TRIAGE_LENIENT == 1 && USHER_TRIAGE_LANGUAGE == 2 && USHER_TRIAGE_PERSONAL_DATA == 4);
CHECK(USHER_TRIAGE_ONLY_NEEDED == 8 && USHER_TRIAGE_NOW == 16 && USHER_TRIAGE_FULL_TEXT == 32);
CHECK(USHER_TEXT_EMAIL == 1);
CHECK(USHER_WORD_WORD == 1 && USHER_WORD_EMOJI == 2 && USHER_WORD_TAG == 3 && USHER_WORD_MENTION == 4);
CHECK(USHER_WORD_URL == 5 && USHER_WORD_EMAIL == 6);
CHECK(USHER_FIELD_DEPARTMENT == 1 && USHER_FIELD_AGENT == 2 && USHER_FIELD_ENGAGE == 3);
CHECK(USHER_FIELD_PRIORITY == 4 && USHER_FIELD_BAND == 5 && USHER_FIELD_LANGUAGE == 6 &&
      USHER_FIELD_INTENT == 7);
CHECK(USHER_FIELD_STAGE == 8 && USHER_FIELD_SENTIMENT == 9 && USHER_FIELD_VISIBILITY == 10);
CHECK(USHER_FIELD_MOVE_TO == 11 && USHER_FIELD_REPLY == 12 && USHER_FIELD_TOPICS == 32 &&
      USHER_FIELD_PII == 33);
CHECK(USHER_FIELD_SKILLS == 34 && USHER_FIELD_TAGS == 35 && USHER_FIELD_NOTIFY == 36 &&
      USHER_FIELD_ASK == 37);
CHECK(USHER_FIELD_SLA == 13 && USHER_FIELD_FIRST_RESPONSE == 14 && USHER_FIELD_NEXT_RESPONSE == 15 &&
      USHER_FIELD_RESOLUTION == 16);
CHECK(USHER_DECISION_DETAIL == 1);
CHECK(USHER_COLUMN_CODES == 1 && USHER_COLUMN_INTEGERS == 2 && USHER_COLUMN_NUMBERS == 3);

CHECK(sizeof(usher_desk_options) == 40);
CHECK(offsetof(usher_desk_options, seed) == 8);
CHECK(offsetof(usher_desk_options, limits) == 16);
CHECK(offsetof(usher_desk_options, limit_count) == 24);
CHECK(offsetof(usher_desk_options, flags) == 32);

CHECK(sizeof(usher_kind_capacity) == 32);
CHECK(offsetof(usher_kind_capacity, kind) == 8);
CHECK(offsetof(usher_kind_capacity, most) == 24);

CHECK(sizeof(usher_agent_update) == 120);
CHECK(offsetof(usher_agent_update, says) == 8);
CHECK(offsetof(usher_agent_update, presence) == 12);
CHECK(offsetof(usher_agent_update, departments) == 16);
CHECK(offsetof(usher_agent_update, department_count) == 24);
CHECK(offsetof(usher_agent_update, skills) == 32);
CHECK(offsetof(usher_agent_update, skill_count) == 40);
CHECK(offsetof(usher_agent_update, languages) == 48);
CHECK(offsetof(usher_agent_update, language_count) == 56);
CHECK(offsetof(usher_agent_update, accounts) == 64);
CHECK(offsetof(usher_agent_update, account_count) == 72);
CHECK(offsetof(usher_agent_update, kinds) == 80);
CHECK(offsetof(usher_agent_update, kind_count) == 88);
CHECK(offsetof(usher_agent_update, capacity) == 96);
CHECK(offsetof(usher_agent_update, works_on) == 100);
CHECK(offsetof(usher_agent_update, shift) == 104);

CHECK(sizeof(usher_event) == 264);
CHECK(offsetof(usher_event, customer) == 168);
CHECK(offsetof(usher_event, within) == 184);
CHECK(offsetof(usher_event, other) == 192);
CHECK(offsetof(usher_event, topic) == 208);
CHECK(offsetof(usher_event, conversations) == 224);
CHECK(offsetof(usher_event, conversation_count) == 232);
CHECK(offsetof(usher_event, reply) == 240);
CHECK(offsetof(usher_event, until) == 256);
CHECK(offsetof(usher_event, type) == 8);
CHECK(offsetof(usher_event, flags) == 12);
CHECK(offsetof(usher_event, time) == 16);
CHECK(offsetof(usher_event, id) == 24);
CHECK(offsetof(usher_event, conversation) == 40);
CHECK(offsetof(usher_event, agent) == 56);
CHECK(offsetof(usher_event, department) == 72);
CHECK(offsetof(usher_event, text) == 88);
CHECK(offsetof(usher_event, message) == 104);
CHECK(offsetof(usher_event, due) == 112);
CHECK(offsetof(usher_event, skills) == 120);
CHECK(offsetof(usher_event, skill_count) == 128);
CHECK(offsetof(usher_event, prefer_agent) == 136);
CHECK(offsetof(usher_event, agent_update) == 152);
CHECK(offsetof(usher_event, priority) == 160);

CHECK(sizeof(usher_effect) == 160);
CHECK(offsetof(usher_effect, n) == 8);
CHECK(offsetof(usher_effect, time) == 16);
CHECK(offsetof(usher_effect, type) == 24);
CHECK(offsetof(usher_effect, clock) == 28);
CHECK(offsetof(usher_effect, conversation) == 32);
CHECK(offsetof(usher_effect, agent) == 48);
CHECK(offsetof(usher_effect, department) == 64);
CHECK(offsetof(usher_effect, because) == 80);
CHECK(offsetof(usher_effect, what) == 96);
CHECK(offsetof(usher_effect, at) == 112);
CHECK(offsetof(usher_effect, number) == 120);
CHECK(offsetof(usher_effect, by_rule) == 124);
CHECK(offsetof(usher_effect, other) == 128);
CHECK(offsetof(usher_effect, text) == 144);

CHECK(sizeof(usher_event_result) == 40);
CHECK(offsetof(usher_event_result, status) == 8);
CHECK(offsetof(usher_event_result, late) == 12);
CHECK(offsetof(usher_event_result, time) == 16);
CHECK(offsetof(usher_event_result, first_effect) == 24);
CHECK(offsetof(usher_event_result, effect_count) == 32);

CHECK(sizeof(usher_department) == 64);
CHECK(offsetof(usher_department, name) == 8);
CHECK(offsetof(usher_department, open) == 24);
CHECK(offsetof(usher_department, blocked) == 28);
CHECK(offsetof(usher_department, queued) == 32);
CHECK(offsetof(usher_department, offered) == 36);
CHECK(offsetof(usher_department, assigned) == 40);
CHECK(offsetof(usher_department, held) == 44);
CHECK(offsetof(usher_department, overdue) == 48);
CHECK(offsetof(usher_department, present) == 52);
CHECK(offsetof(usher_department, oldest) == 56);

CHECK(sizeof(usher_agent) == 104);
CHECK(offsetof(usher_agent, name) == 8);
CHECK(offsetof(usher_agent, presence) == 24);
CHECK(offsetof(usher_agent, present) == 28);
CHECK(offsetof(usher_agent, conversations) == 32);
CHECK(offsetof(usher_agent, waiting) == 36);
CHECK(offsetof(usher_agent, load) == 40);
CHECK(offsetof(usher_agent, capacity) == 44);
CHECK(offsetof(usher_agent, idle_since) == 48);
CHECK(offsetof(usher_agent, departments) == 56);
CHECK(offsetof(usher_agent, department_count) == 64);
CHECK(offsetof(usher_agent, skills) == 72);
CHECK(offsetof(usher_agent, skill_count) == 80);
CHECK(offsetof(usher_agent, languages) == 88);
CHECK(offsetof(usher_agent, language_count) == 96);

CHECK(sizeof(usher_conversation) == 328);
CHECK(offsetof(usher_conversation, number) == 8);
CHECK(offsetof(usher_conversation, name) == 16);
CHECK(offsetof(usher_conversation, place) == 32);
CHECK(offsetof(usher_conversation, status) == 48);
CHECK(offsetof(usher_conversation, department) == 64);
CHECK(offsetof(usher_conversation, agent) == 80);
CHECK(offsetof(usher_conversation, band) == 96);
CHECK(offsetof(usher_conversation, account) == 112);
CHECK(offsetof(usher_conversation, language) == 128);
CHECK(offsetof(usher_conversation, sla) == 144);
CHECK(offsetof(usher_conversation, reply) == 160);
CHECK(offsetof(usher_conversation, skills) == 176);
CHECK(offsetof(usher_conversation, skill_count) == 184);
CHECK(offsetof(usher_conversation, tags) == 192);
CHECK(offsetof(usher_conversation, tag_count) == 200);
CHECK(offsetof(usher_conversation, priority) == 208);
CHECK(offsetof(usher_conversation, engaged) == 212);
CHECK(offsetof(usher_conversation, unanswered) == 216);
CHECK(offsetof(usher_conversation, step) == 220);
CHECK(offsetof(usher_conversation, messages) == 224);
CHECK(offsetof(usher_conversation, transfers) == 228);
CHECK(offsetof(usher_conversation, reopens) == 232);
CHECK(offsetof(usher_conversation, breached) == 236);
CHECK(offsetof(usher_conversation, created) == 240);
CHECK(offsetof(usher_conversation, waiting_since) == 248);
CHECK(offsetof(usher_conversation, until) == 256);
CHECK(offsetof(usher_conversation, first_response) == 264);
CHECK(offsetof(usher_conversation, next_response) == 272);
CHECK(offsetof(usher_conversation, resolution) == 280);
CHECK(offsetof(usher_conversation, questions) == 288);
CHECK(offsetof(usher_conversation, held_answers) == 292);
CHECK(offsetof(usher_conversation, asker) == 296);
CHECK(offsetof(usher_conversation, merged_into) == 312);

CHECK(USHER_LIST_OWED == 1);
CHECK(USHER_LIST_CONSULTATIONS == 2);
CHECK(USHER_DESK_KEEP == 1);
CHECK(USHER_DESK_JOURNAL == 2);
CHECK(USHER_EVENT_MESSAGE == 1);
CHECK(USHER_EVENT_AGENT == 2);
CHECK(USHER_EVENT_ACCEPT == 3);
CHECK(USHER_EVENT_DECLINE == 4);
CHECK(USHER_EVENT_START == 5);
CHECK(USHER_EVENT_ASSIGN == 6);
CHECK(USHER_EVENT_TRANSFER == 7);
CHECK(USHER_EVENT_RELEASE == 8);
CHECK(USHER_EVENT_BLOCK == 9);
CHECK(USHER_EVENT_WAIT == 10);
CHECK(USHER_EVENT_RESOLVE == 11);
CHECK(USHER_EVENT_REOPEN == 12);
CHECK(USHER_EVENT_ABANDON == 13);
CHECK(USHER_EVENT_FACT == 14);
CHECK(USHER_EVENT_NOTE == 15);
CHECK(USHER_EVENT_ADVANCE == 16);
CHECK(USHER_EVENT_CONSULT_ANSWER == 17);
CHECK(USHER_EVENT_ASK == 18);
CHECK(USHER_EVENT_FORGET == 19);
CHECK(USHER_EVENT_LINK == 20);
CHECK(USHER_EVENT_UNLINK == 21);
CHECK(USHER_EVENT_MERGE == 22);
CHECK(USHER_EVENT_SPLIT == 23);
CHECK(USHER_EVENT_ANSWER_MANY == 24);
CHECK(USHER_EVENT_REBALANCE == 25);
CHECK(USHER_EVENT_FROM_STAFF == 1);
CHECK(USHER_EVENT_PRIVATE == 2);
CHECK(USHER_EVENT_PRIORITY == 4);
CHECK(USHER_EVENT_UNBLOCK == 8);
CHECK(USHER_EVENT_FORCE == 16);
CHECK(USHER_EVENT_REFUSED == 32);
CHECK(USHER_EVENT_BEFORE_REPLY == 64);
CHECK(USHER_EVENT_RESOLVES == 128);
CHECK(USHER_PRESENCE_ONLINE == 1);
CHECK(USHER_PRESENCE_AWAY == 2);
CHECK(USHER_PRESENCE_OFFLINE == 3);
CHECK(USHER_PRESENCE_GONE == 4);
CHECK(USHER_AGENT_DEPARTMENTS == 1);
CHECK(USHER_AGENT_SKILLS == 2);
CHECK(USHER_AGENT_LANGUAGES == 4);
CHECK(USHER_AGENT_ACCOUNTS == 8);
CHECK(USHER_AGENT_CAPACITY == 16);
CHECK(USHER_AGENT_WORKS_ON == 32);
CHECK(USHER_AGENT_SHIFT == 64);
CHECK(USHER_EFFECT_ROUTED == 1);
CHECK(USHER_EFFECT_QUEUED == 2);
CHECK(USHER_EFFECT_OFFERED == 3);
CHECK(USHER_EFFECT_ASSIGNED == 4);
CHECK(USHER_EFFECT_UNASSIGNED == 5);
CHECK(USHER_EFFECT_BLOCKED == 6);
CHECK(USHER_EFFECT_HELD == 7);
CHECK(USHER_EFFECT_WAITING == 8);
CHECK(USHER_EFFECT_CLOSED == 9);
CHECK(USHER_EFFECT_DUE == 10);
CHECK(USHER_EFFECT_DUE_SOON == 11);
CHECK(USHER_EFFECT_BREACHED == 12);
CHECK(USHER_EFFECT_PAUSED == 13);
CHECK(USHER_EFFECT_WIDENED == 14);
CHECK(USHER_EFFECT_ESCALATED == 15);
CHECK(USHER_EFFECT_NOTIFY == 16);
CHECK(USHER_EFFECT_ASK == 17);
CHECK(USHER_EFFECT_MOVE_PRIVATE == 18);
CHECK(USHER_EFFECT_SUGGEST == 19);
CHECK(USHER_EFFECT_IGNORED == 20);
CHECK(USHER_EFFECT_PRESENCE == 21);
CHECK(USHER_EFFECT_OVERRULED == 22);
CHECK(USHER_EFFECT_LATE == 23);
CHECK(USHER_EFFECT_CONSULTED == 24);
CHECK(USHER_EFFECT_UNAPPROVED == 25);
CHECK(USHER_EFFECT_FORGOTTEN == 26);
CHECK(USHER_EFFECT_JOINED == 27);
CHECK(USHER_EFFECT_MERGED == 28);
CHECK(USHER_EFFECT_SPLIT == 29);
CHECK(USHER_EFFECT_ANSWERED == 30);
CHECK(USHER_EFFECT_UNSTAFFED == 31);
CHECK(USHER_CLOCK_FIRST_RESPONSE == 1);
CHECK(USHER_CLOCK_NEXT_RESPONSE == 2);
CHECK(USHER_CLOCK_RESOLUTION == 3);
CHECK(sizeof(usher_metrics_options) == 24);
CHECK(offsetof(usher_metrics_options, within) == 8);
CHECK(offsetof(usher_metrics_options, short_wait) == 16);
CHECK(USHER_FORMAT_OPENMETRICS == 2);

CHECK(sizeof(usher_scenario_options) == 48);
CHECK(offsetof(usher_scenario_options, limits) == 8);
CHECK(offsetof(usher_scenario_options, limit_count) == 16);
CHECK(offsetof(usher_scenario_options, seed) == 24);
CHECK(offsetof(usher_scenario_options, has_seed) == 32);
CHECK(offsetof(usher_scenario_options, replications) == 36);
CHECK(offsetof(usher_scenario_options, reserved) == 40);
CHECK(offsetof(usher_scenario_options, reserved2) == 44);

CHECK(sizeof(usher_scenario_info) == 88);
CHECK(offsetof(usher_scenario_info, name) == 8);
CHECK(offsetof(usher_scenario_info, about) == 24);
CHECK(offsetof(usher_scenario_info, seed) == 40);
CHECK(offsetof(usher_scenario_info, policies) == 48);
CHECK(offsetof(usher_scenario_info, replications) == 56);
CHECK(offsetof(usher_scenario_info, runs) == 64);
CHECK(offsetof(usher_scenario_info, from) == 72);
CHECK(offsetof(usher_scenario_info, until) == 80);
CHECK(sizeof(usher_staff_demand) == 40);
CHECK(offsetof(usher_staff_demand, struct_size) == 0);
CHECK(offsetof(usher_staff_demand, per_hour) == 8);
CHECK(offsetof(usher_staff_demand, handle) == 16);
CHECK(offsetof(usher_staff_demand, patience) == 24);
CHECK(offsetof(usher_staff_demand, most_waiting) == 32);
CHECK(offsetof(usher_staff_demand, reserved) == 36);
CHECK(sizeof(usher_staff_target) == 48);
CHECK(offsetof(usher_staff_target, struct_size) == 0);
CHECK(offsetof(usher_staff_target, share) == 8);
CHECK(offsetof(usher_staff_target, within) == 16);
CHECK(offsetof(usher_staff_target, mean_wait) == 24);
CHECK(offsetof(usher_staff_target, max_occupancy) == 32);
CHECK(offsetof(usher_staff_target, shrinkage) == 40);
CHECK(sizeof(usher_staff_figures) == 112);
CHECK(offsetof(usher_staff_figures, struct_size) == 0);
CHECK(offsetof(usher_staff_figures, agents) == 8);
CHECK(offsetof(usher_staff_figures, scheduled) == 12);
CHECK(offsetof(usher_staff_figures, stable) == 16);
CHECK(offsetof(usher_staff_figures, meets) == 20);
CHECK(offsetof(usher_staff_figures, occupancy) == 24);
CHECK(offsetof(usher_staff_figures, p_wait) == 32);
CHECK(offsetof(usher_staff_figures, mean_wait) == 40);
CHECK(offsetof(usher_staff_figures, mean_wait_served) == 48);
CHECK(offsetof(usher_staff_figures, wait_p50) == 56);
CHECK(offsetof(usher_staff_figures, wait_p90) == 64);
CHECK(offsetof(usher_staff_figures, wait_p95) == 72);
CHECK(offsetof(usher_staff_figures, mean_queue) == 80);
CHECK(offsetof(usher_staff_figures, service_level) == 88);
CHECK(offsetof(usher_staff_figures, abandoned) == 96);
CHECK(offsetof(usher_staff_figures, blocked) == 104);
CHECK(sizeof(usher_rows_form) == 80);
CHECK(offsetof(usher_rows_form, struct_size) == 0);
CHECK(offsetof(usher_rows_form, file) == 8);
CHECK(offsetof(usher_rows_form, time_column) == 24);
CHECK(offsetof(usher_rows_form, handle_column) == 40);
CHECK(offsetof(usher_rows_form, time_format) == 56);
CHECK(offsetof(usher_rows_form, delimiter) == 72);
CHECK(offsetof(usher_rows_form, quote) == 76);
CHECK(sizeof(usher_staff_hour) == 72);
CHECK(offsetof(usher_staff_hour, struct_size) == 0);
CHECK(offsetof(usher_staff_hour, arrivals) == 8);
CHECK(offsetof(usher_staff_hour, covered_hours) == 16);
CHECK(offsetof(usher_staff_hour, per_hour) == 24);
CHECK(offsetof(usher_staff_hour, agents) == 32);
CHECK(offsetof(usher_staff_hour, scheduled) == 36);
CHECK(offsetof(usher_staff_hour, occupancy) == 40);
CHECK(offsetof(usher_staff_hour, mean_wait) == 48);
CHECK(offsetof(usher_staff_hour, service_level) == 56);
CHECK(offsetof(usher_staff_hour, abandoned) == 64);
CHECK(USHER_QUOTE_NONE == -1);
CHECK(sizeof(usher_replay_options) == 56);
CHECK(offsetof(usher_replay_options, struct_size) == 0);
CHECK(offsetof(usher_replay_options, limits) == 8);
CHECK(offsetof(usher_replay_options, limit_count) == 16);
CHECK(offsetof(usher_replay_options, seed) == 24);
CHECK(offsetof(usher_replay_options, zone) == 32);
CHECK(offsetof(usher_replay_options, most_named) == 48);
CHECK(offsetof(usher_replay_options, reserved) == 52);
CHECK(sizeof(usher_replay_summary) == 152);
CHECK(offsetof(usher_replay_summary, struct_size) == 0);
CHECK(offsetof(usher_replay_summary, lines) == 8);
CHECK(offsetof(usher_replay_summary, events) == 16);
CHECK(offsetof(usher_replay_summary, left_out) == 24);
CHECK(offsetof(usher_replay_summary, conversations) == 32);
CHECK(offsetof(usher_replay_summary, moved) == 40);
CHECK(offsetof(usher_replay_summary, changed) == 48);
CHECK(offsetof(usher_replay_summary, refused_before) == 56);
CHECK(offsetof(usher_replay_summary, refused_after) == 64);
CHECK(offsetof(usher_replay_summary, ignored_before) == 72);
CHECK(offsetof(usher_replay_summary, ignored_after) == 80);
CHECK(offsetof(usher_replay_summary, first_response_kept_before) == 88);
CHECK(offsetof(usher_replay_summary, first_response_kept_after) == 96);
CHECK(offsetof(usher_replay_summary, first_response_broken_before) == 104);
CHECK(offsetof(usher_replay_summary, first_response_broken_after) == 112);
CHECK(offsetof(usher_replay_summary, resolution_kept_before) == 120);
CHECK(offsetof(usher_replay_summary, resolution_kept_after) == 128);
CHECK(offsetof(usher_replay_summary, resolution_broken_before) == 136);
CHECK(offsetof(usher_replay_summary, resolution_broken_after) == 144);
