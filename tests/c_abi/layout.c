/* SPDX-License-Identifier: BSL-1.0
 * The layout of every struct and the number of every constant, as the first release has them on LP64. A change here
 * is a change of the ABI. */
#include <stddef.h>

#include <usher/usher.h>

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
