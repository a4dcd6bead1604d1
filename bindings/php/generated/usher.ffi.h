#define FFI_SCOPE "USHER"
#define FFI_LIB "libusher.so.1"
/* SPDX-License-Identifier: BSL-1.0
 * made by bindings/abi/generate.py from usher.h; do not edit */
typedef int32_t usher_status;
enum {
  USHER_ABI = 1
};
enum {
  USHER_OK = 0,
  USHER_REPEATED = 1,
  USHER_ARGUMENT = 10,
  USHER_NEWER = 11,
  USHER_MEMORY = 12,
  USHER_POLICY = 13,
  USHER_INPUT = 14,
  USHER_LIMIT = 15,
  USHER_IO = 16,
  USHER_FORMAT = 17,
  USHER_VERSION = 18,
  USHER_STATE = 19,
  USHER_TIME = 20,
  USHER_CONFLICT = 21,
  USHER_NOT_FOUND = 22,
  USHER_LEASE = 23,
  USHER_OUTCOME_UNKNOWN = 24,
  USHER_FORKED = 25,
  USHER_INTERNAL = 26
};
enum {
  USHER_FORMAT_TEXT = 0,
  USHER_FORMAT_JSON = 1,
  USHER_FORMAT_OPENMETRICS = 2
};
enum {
  USHER_SEVERITY_NOTE = 1,
  USHER_SEVERITY_WARNING = 2,
  USHER_SEVERITY_ERROR = 3
};
enum {
  USHER_LOAD_VERIFY = 1
};
enum {
  USHER_PART_DEPARTMENT = 1,
  USHER_PART_RULE = 2,
  USHER_PART_TOPIC = 3,
  USHER_PART_SIGNAL = 4,
  USHER_PART_CHANNEL = 5,
  USHER_PART_ACCOUNT = 6,
  USHER_PART_REPLY = 7,
  USHER_PART_FACT = 8,
  USHER_PART_BAND = 9,
  USHER_PART_CALENDAR = 10,
  USHER_PART_SLA = 11,
  USHER_PART_AGENT = 12,
  USHER_PART_GROUP = 13
};
enum {
  USHER_FACT_TEXT = 1,
  USHER_FACT_NUMBER = 2,
  USHER_FACT_FLAG = 3,
  USHER_FACT_TIME = 4,
  USHER_FACT_DURATION = 5
};
enum {
  USHER_TRIAGE_LENIENT = 1,
  USHER_TRIAGE_LANGUAGE = 2,
  USHER_TRIAGE_PERSONAL_DATA = 4,
  USHER_TRIAGE_ONLY_NEEDED = 8,
  USHER_TRIAGE_NOW = 16,
  USHER_TRIAGE_FULL_TEXT = 32
};
enum {
  USHER_NO_TIME = -1
};
enum {
  USHER_FIELD_DEPARTMENT = 1,
  USHER_FIELD_AGENT = 2,
  USHER_FIELD_ENGAGE = 3,
  USHER_FIELD_PRIORITY = 4,
  USHER_FIELD_BAND = 5,
  USHER_FIELD_LANGUAGE = 6,
  USHER_FIELD_INTENT = 7,
  USHER_FIELD_STAGE = 8,
  USHER_FIELD_SENTIMENT = 9,
  USHER_FIELD_VISIBILITY = 10,
  USHER_FIELD_MOVE_TO = 11,
  USHER_FIELD_REPLY = 12,
  USHER_FIELD_SLA = 13,
  USHER_FIELD_FIRST_RESPONSE = 14,
  USHER_FIELD_NEXT_RESPONSE = 15,
  USHER_FIELD_RESOLUTION = 16,
  USHER_FIELD_TOPICS = 32,
  USHER_FIELD_PII = 33,
  USHER_FIELD_SKILLS = 34,
  USHER_FIELD_TAGS = 35,
  USHER_FIELD_NOTIFY = 36,
  USHER_FIELD_ASK = 37
};
enum {
  USHER_DECISION_DETAIL = 1
};
enum {
  USHER_COLUMN_CODES = 1,
  USHER_COLUMN_INTEGERS = 2,
  USHER_COLUMN_NUMBERS = 3
};
enum {
  USHER_TEXT_EMAIL = 1
};
enum {
  USHER_WORD_WORD = 1,
  USHER_WORD_EMOJI = 2,
  USHER_WORD_TAG = 3,
  USHER_WORD_MENTION = 4,
  USHER_WORD_URL = 5,
  USHER_WORD_EMAIL = 6
};
enum {
  USHER_NEXT_OPENING = 1,
  USHER_NEXT_CLOSING = 2,
  USHER_LAST_OPENING = 3,
  USHER_LAST_CLOSING = 4
};
enum {
  USHER_LOCAL_UNIQUE = 1,
  USHER_LOCAL_REPEATED = 2,
  USHER_LOCAL_SKIPPED = 3
};
enum {
  USHER_QUOTE_NONE = -1
};
enum {
  USHER_DESK_KEEP = 1,
  USHER_DESK_JOURNAL = 2
};
enum {
  USHER_EVENT_MESSAGE = 1,
  USHER_EVENT_AGENT = 2,
  USHER_EVENT_ACCEPT = 3,
  USHER_EVENT_DECLINE = 4,
  USHER_EVENT_START = 5,
  USHER_EVENT_ASSIGN = 6,
  USHER_EVENT_TRANSFER = 7,
  USHER_EVENT_RELEASE = 8,
  USHER_EVENT_BLOCK = 9,
  USHER_EVENT_WAIT = 10,
  USHER_EVENT_RESOLVE = 11,
  USHER_EVENT_REOPEN = 12,
  USHER_EVENT_ABANDON = 13,
  USHER_EVENT_FACT = 14,
  USHER_EVENT_NOTE = 15,
  USHER_EVENT_ADVANCE = 16,
  USHER_EVENT_CONSULT_ANSWER = 17,
  USHER_EVENT_ASK = 18,
  USHER_EVENT_FORGET = 19,
  USHER_EVENT_LINK = 20,
  USHER_EVENT_UNLINK = 21,
  USHER_EVENT_MERGE = 22,
  USHER_EVENT_SPLIT = 23,
  USHER_EVENT_ANSWER_MANY = 24,
  USHER_EVENT_REBALANCE = 25
};
enum {
  USHER_EVENT_FROM_STAFF = 1,
  USHER_EVENT_PRIVATE = 2,
  USHER_EVENT_PRIORITY = 4,
  USHER_EVENT_UNBLOCK = 8,
  USHER_EVENT_FORCE = 16,
  USHER_EVENT_REFUSED = 32,
  USHER_EVENT_BEFORE_REPLY = 64,
  USHER_EVENT_RESOLVES = 128
};
enum {
  USHER_PRESENCE_ONLINE = 1,
  USHER_PRESENCE_AWAY = 2,
  USHER_PRESENCE_OFFLINE = 3,
  USHER_PRESENCE_GONE = 4
};
enum {
  USHER_AGENT_DEPARTMENTS = 1,
  USHER_AGENT_SKILLS = 2,
  USHER_AGENT_LANGUAGES = 4,
  USHER_AGENT_ACCOUNTS = 8,
  USHER_AGENT_CAPACITY = 16,
  USHER_AGENT_WORKS_ON = 32,
  USHER_AGENT_SHIFT = 64
};
enum {
  USHER_EFFECT_ROUTED = 1,
  USHER_EFFECT_QUEUED = 2,
  USHER_EFFECT_OFFERED = 3,
  USHER_EFFECT_ASSIGNED = 4,
  USHER_EFFECT_UNASSIGNED = 5,
  USHER_EFFECT_BLOCKED = 6,
  USHER_EFFECT_HELD = 7,
  USHER_EFFECT_WAITING = 8,
  USHER_EFFECT_CLOSED = 9,
  USHER_EFFECT_DUE = 10,
  USHER_EFFECT_DUE_SOON = 11,
  USHER_EFFECT_BREACHED = 12,
  USHER_EFFECT_PAUSED = 13,
  USHER_EFFECT_WIDENED = 14,
  USHER_EFFECT_ESCALATED = 15,
  USHER_EFFECT_NOTIFY = 16,
  USHER_EFFECT_ASK = 17,
  USHER_EFFECT_MOVE_PRIVATE = 18,
  USHER_EFFECT_SUGGEST = 19,
  USHER_EFFECT_IGNORED = 20,
  USHER_EFFECT_PRESENCE = 21,
  USHER_EFFECT_OVERRULED = 22,
  USHER_EFFECT_LATE = 23,
  USHER_EFFECT_CONSULTED = 24,
  USHER_EFFECT_UNAPPROVED = 25,
  USHER_EFFECT_FORGOTTEN = 26,
  USHER_EFFECT_JOINED = 27,
  USHER_EFFECT_MERGED = 28,
  USHER_EFFECT_SPLIT = 29,
  USHER_EFFECT_ANSWERED = 30,
  USHER_EFFECT_UNSTAFFED = 31
};
enum {
  USHER_CLOCK_FIRST_RESPONSE = 1,
  USHER_CLOCK_NEXT_RESPONSE = 2,
  USHER_CLOCK_RESOLUTION = 3
};
enum {
  USHER_LIST_OWED = 1,
  USHER_LIST_CONSULTATIONS = 2
};
typedef struct usher_report usher_report;
typedef struct usher_document usher_document;
typedef struct usher_policy usher_policy;
typedef struct usher_test_run usher_test_run;
typedef struct usher_decision usher_decision;
typedef struct usher_batch usher_batch;
typedef struct usher_text usher_text;
typedef struct usher_calendar usher_calendar;
typedef struct usher_staff usher_staff;
typedef struct usher_staff_week usher_staff_week;
typedef struct usher_desk usher_desk;
typedef struct usher_effects usher_effects;
typedef struct usher_view usher_view;
typedef struct usher_scenario usher_scenario;
typedef struct usher_simulation usher_simulation;
typedef struct usher_mapping usher_mapping;
typedef struct usher_replay usher_replay;
typedef struct usher_str {
  const char *data;
  size_t size;
} usher_str;
typedef struct usher_source {
  size_t struct_size;
  usher_str name;
  usher_str text;
} usher_source;
typedef struct usher_limit {
  size_t struct_size;
  usher_str name;
  uint64_t value;
} usher_limit;
typedef struct usher_finding {
  size_t struct_size;
  int32_t severity;
  uint32_t line;
  uint32_t column;
  uint32_t reserved;
  usher_str code;
  usher_str file;
  usher_str path;
  usher_str message;
  usher_str hint;
} usher_finding;
typedef struct usher_load_options {
  size_t struct_size;
  const usher_limit *limits;
  size_t limit_count;
  const usher_source *includes;
  size_t include_count;
  uint32_t flags;
  uint32_t reserved;
} usher_load_options;
typedef struct usher_part {
  size_t struct_size;
  int32_t part;
  uint32_t line;
  uint32_t column;
  uint32_t reserved;
  usher_str name;
  usher_str file;
} usher_part;
typedef struct usher_test_options {
  size_t struct_size;
  const usher_source *files;
  size_t file_count;
} usher_test_options;
typedef struct usher_test_summary {
  size_t struct_size;
  uint64_t passed;
  uint64_t failed;
  uint64_t rules;
  uint64_t rules_matched;
  uint64_t conditions;
  uint64_t conditions_seen_both;
} usher_test_summary;
typedef struct usher_fact {
  size_t struct_size;
  usher_str name;
  int32_t type;
  int32_t reserved;
  int64_t integer;
  double number;
  usher_str text;
} usher_fact;
typedef struct usher_message {
  size_t struct_size;
  usher_str id;
  usher_str conversation;
  usher_str channel;
  usher_str account;
  usher_str visibility;
  usher_str text;
  usher_str subject;
  usher_str language;
  const usher_str *tags;
  size_t tag_count;
  const usher_fact *facts;
  size_t fact_count;
  int64_t time;
  int32_t time_given;
  int32_t reserved;
} usher_message;
typedef struct usher_triage_options {
  size_t struct_size;
  uint32_t flags;
  uint32_t reserved;
  int64_t now;
  const usher_limit *limits;
  size_t limit_count;
} usher_triage_options;
typedef struct usher_decision_values {
  size_t struct_size;
  usher_str id;
  usher_str department;
  usher_str agent;
  usher_str band;
  usher_str language;
  usher_str intent;
  usher_str stage;
  usher_str visibility;
  usher_str move_to;
  usher_str reply;
  usher_str policy;
  double sentiment;
  int32_t priority;
  int32_t engage;
  usher_str sla;
  int64_t first_response;
  int64_t next_response;
  int64_t resolution;
} usher_decision_values;
typedef struct usher_ask {
  size_t struct_size;
  usher_str department;
  int64_t within;
  int32_t before_reply;
  int32_t reserved;
} usher_ask;
typedef struct usher_column {
  size_t struct_size;
  int32_t field;
  int32_t type;
  size_t rows;
  size_t values;
  const int32_t *codes;
  const int64_t *integers;
  const double *numbers;
  const uint64_t *offsets;
  const usher_str *dictionary;
  size_t dictionary_size;
} usher_column;
typedef struct usher_text_options {
  size_t struct_size;
  uint32_t flags;
  uint32_t reserved;
  usher_str subject;
} usher_text_options;
typedef struct usher_span {
  size_t begin;
  size_t end;
  size_t begin_code_point;
  size_t end_code_point;
} usher_span;
typedef struct usher_text_values {
  size_t struct_size;
  usher_str normal_form;
  usher_str masked;
  usher_str language;
  double language_confidence;
  int32_t ill_formed;
  int32_t reserved;
} usher_text_values;
typedef struct usher_word {
  size_t struct_size;
  int32_t kind;
  int32_t reserved;
  usher_str text;
  usher_span where;
} usher_word;
typedef struct usher_match {
  size_t struct_size;
  usher_str phrase;
  usher_str language;
  usher_span where;
  size_t part_count;
} usher_match;
typedef struct usher_personal_data {
  size_t struct_size;
  usher_str kind;
  usher_span where;
  int32_t counts;
  int32_t reserved;
} usher_personal_data;
typedef struct usher_pause {
  int64_t from;
  int64_t to;
} usher_pause;
typedef struct usher_staff_demand {
  size_t struct_size;
  double per_hour;
  int64_t handle;
  int64_t patience;
  uint32_t most_waiting;
  uint32_t reserved;
} usher_staff_demand;
typedef struct usher_staff_target {
  size_t struct_size;
  double share;
  int64_t within;
  int64_t mean_wait;
  double max_occupancy;
  double shrinkage;
} usher_staff_target;
typedef struct usher_staff_figures {
  size_t struct_size;
  uint32_t agents;
  uint32_t scheduled;
  int32_t stable;
  int32_t meets;
  double occupancy;
  double p_wait;
  double mean_wait;
  double mean_wait_served;
  double wait_p50;
  double wait_p90;
  double wait_p95;
  double mean_queue;
  double service_level;
  double abandoned;
  double blocked;
} usher_staff_figures;
typedef struct usher_rows_form {
  size_t struct_size;
  usher_str file;
  usher_str time_column;
  usher_str handle_column;
  usher_str time_format;
  int32_t delimiter;
  int32_t quote;
} usher_rows_form;
typedef struct usher_staff_hour {
  size_t struct_size;
  uint64_t arrivals;
  double covered_hours;
  double per_hour;
  uint32_t agents;
  uint32_t scheduled;
  double occupancy;
  double mean_wait;
  double service_level;
  double abandoned;
} usher_staff_hour;
typedef struct usher_desk_options {
  size_t struct_size;
  uint64_t seed;
  const usher_limit *limits;
  size_t limit_count;
  uint32_t flags;
  uint32_t reserved;
} usher_desk_options;
typedef struct usher_kind_capacity {
  size_t struct_size;
  usher_str kind;
  uint32_t most;
  uint32_t reserved;
} usher_kind_capacity;
typedef struct usher_agent_update {
  size_t struct_size;
  uint32_t says;
  int32_t presence;
  const usher_str *departments;
  size_t department_count;
  const usher_str *skills;
  size_t skill_count;
  const usher_str *languages;
  size_t language_count;
  const usher_str *accounts;
  size_t account_count;
  const usher_kind_capacity *kinds;
  size_t kind_count;
  uint32_t capacity;
  uint32_t works_on;
  usher_str shift;
} usher_agent_update;
typedef struct usher_event {
  size_t struct_size;
  int32_t type;
  uint32_t flags;
  int64_t time;
  usher_str id;
  usher_str conversation;
  usher_str agent;
  usher_str department;
  usher_str text;
  const usher_message *message;
  int64_t due;
  const usher_str *skills;
  size_t skill_count;
  usher_str prefer_agent;
  const usher_agent_update *agent_update;
  int32_t priority;
  int32_t reserved;
  usher_str customer;
  int64_t within;
  usher_str other;
  usher_str topic;
  const usher_str *conversations;
  size_t conversation_count;
  usher_str reply;
  int64_t until;
} usher_event;
typedef struct usher_metrics_options {
  size_t struct_size;
  int64_t within;
  int64_t short_wait;
} usher_metrics_options;
typedef struct usher_effect {
  size_t struct_size;
  uint64_t n;
  int64_t time;
  int32_t type;
  int32_t clock;
  usher_str conversation;
  usher_str agent;
  usher_str department;
  usher_str because;
  usher_str what;
  int64_t at;
  uint32_t number;
  int32_t by_rule;
  usher_str other;
  usher_str text;
} usher_effect;
typedef struct usher_event_result {
  size_t struct_size;
  usher_status status;
  int32_t late;
  int64_t time;
  uint64_t first_effect;
  uint64_t effect_count;
} usher_event_result;
typedef struct usher_department {
  size_t struct_size;
  usher_str name;
  int32_t open;
  int32_t blocked;
  uint32_t queued;
  uint32_t offered;
  uint32_t assigned;
  uint32_t held;
  uint32_t overdue;
  uint32_t present;
  int64_t oldest;
} usher_department;
typedef struct usher_agent {
  size_t struct_size;
  usher_str name;
  int32_t presence;
  int32_t present;
  uint32_t conversations;
  uint32_t waiting;
  uint32_t load;
  uint32_t capacity;
  int64_t idle_since;
  const usher_str *departments;
  size_t department_count;
  const usher_str *skills;
  size_t skill_count;
  const usher_str *languages;
  size_t language_count;
} usher_agent;
typedef struct usher_conversation {
  size_t struct_size;
  uint64_t number;
  usher_str name;
  usher_str place;
  usher_str status;
  usher_str department;
  usher_str agent;
  usher_str band;
  usher_str account;
  usher_str language;
  usher_str sla;
  usher_str reply;
  const usher_str *skills;
  size_t skill_count;
  const usher_str *tags;
  size_t tag_count;
  int32_t priority;
  int32_t engaged;
  int32_t unanswered;
  uint32_t step;
  uint32_t messages;
  uint32_t transfers;
  uint32_t reopens;
  uint32_t breached;
  int64_t created;
  int64_t waiting_since;
  int64_t until;
  int64_t first_response;
  int64_t next_response;
  int64_t resolution;
  uint32_t questions;
  uint32_t held_answers;
  usher_str asker;
  usher_str merged_into;
} usher_conversation;
typedef struct usher_scenario_options {
  size_t struct_size;
  const usher_limit *limits;
  size_t limit_count;
  uint64_t seed;
  uint32_t has_seed;
  uint32_t replications;
  uint32_t reserved;
  uint32_t reserved2;
} usher_scenario_options;
typedef struct usher_scenario_info {
  size_t struct_size;
  usher_str name;
  usher_str about;
  uint64_t seed;
  size_t policies;
  size_t replications;
  size_t runs;
  int64_t from;
  int64_t until;
} usher_scenario_info;
typedef struct usher_replay_options {
  size_t struct_size;
  const usher_limit *limits;
  size_t limit_count;
  uint64_t seed;
  usher_str zone;
  uint32_t most_named;
  uint32_t reserved;
} usher_replay_options;
typedef struct usher_replay_summary {
  size_t struct_size;
  uint64_t lines;
  uint64_t events;
  uint64_t left_out;
  uint64_t conversations;
  uint64_t moved;
  uint64_t changed;
  uint64_t refused_before;
  uint64_t refused_after;
  uint64_t ignored_before;
  uint64_t ignored_after;
  uint64_t first_response_kept_before;
  uint64_t first_response_kept_after;
  uint64_t first_response_broken_before;
  uint64_t first_response_broken_after;
  uint64_t resolution_kept_before;
  uint64_t resolution_kept_after;
  uint64_t resolution_broken_before;
  uint64_t resolution_broken_after;
} usher_replay_summary;
uint32_t usher_abi(void);
const char *usher_version(void);
const char *usher_status_name(usher_status status);
size_t usher_report_count(const usher_report *report);
size_t usher_report_count_of(const usher_report *report, int32_t severity);
const usher_finding *usher_report_finding(const usher_report *report, size_t index);
usher_status usher_report_text(usher_report *report, int32_t format, usher_str *out);
void usher_report_destroy(usher_report *report);
usher_status usher_document_text(const usher_document *document, usher_str *out);
void usher_document_destroy(usher_document *document);
usher_status usher_policy_load(const char *path, const usher_load_options *options, usher_policy **out, usher_report **report);
usher_status usher_policy_load_memory(usher_str name, usher_str text, const usher_load_options *options, usher_policy **out, usher_report **report);
usher_status usher_policy_share(const usher_policy *policy, usher_policy **out);
void usher_policy_destroy(usher_policy *policy);
usher_status usher_policy_hash(const usher_policy *policy, usher_str *out);
usher_status usher_policy_check(const usher_policy *policy, usher_report **report);
usher_status usher_policy_dump(const usher_policy *policy, usher_document **out, usher_report **report);
usher_status usher_policy_graph(const usher_policy *policy, usher_document **out, usher_report **report);
usher_status usher_policy_compile(const usher_policy *policy, usher_document **out, usher_report **report);
usher_status usher_policy_statistics(const usher_policy *policy, usher_str sample, int32_t format, usher_document **out, usher_report **report);
usher_status usher_policy_compare(const usher_policy *policy, const usher_policy *old, usher_str sample, int32_t format, usher_document **out, usher_report **report);
usher_status usher_policy_sharpen(const usher_policy *policy, usher_str sample, usher_policy **out, usher_report **report);
size_t usher_policy_part_count(const usher_policy *policy, int32_t part);
const usher_part *usher_policy_part(const usher_policy *policy, int32_t part, size_t index);
usher_status usher_policy_test(const usher_policy *policy, const usher_test_options *options, usher_test_run **out, usher_report **report);
const usher_test_summary *usher_test_run_summary(const usher_test_run *run);
usher_status usher_test_run_text(usher_test_run *run, int32_t format, usher_str *out);
void usher_test_run_destroy(usher_test_run *run);
usher_status usher_decision_create(usher_decision **out);
void usher_decision_destroy(usher_decision *decision);
usher_status usher_triage(const usher_policy *policy, const usher_message *message, const usher_triage_options *options, usher_decision *decision, usher_report **report);
usher_status usher_triage_json(const usher_policy *policy, usher_str json, const usher_triage_options *options, usher_decision *decision, usher_report **report);
const usher_decision_values *usher_decision_fields(const usher_decision *decision);
size_t usher_decision_count(const usher_decision *decision, int32_t field);
usher_status usher_decision_item(const usher_decision *decision, int32_t field, size_t index, usher_str *out);
const usher_ask *usher_decision_ask(const usher_decision *decision, size_t index);
usher_status usher_decision_because(const usher_decision *decision, int32_t field, size_t index, usher_str *out);
usher_status usher_decision_json(usher_decision *decision, uint32_t flags, usher_str *out);
usher_status usher_decision_explain(usher_decision *decision, int32_t format, usher_str *out);
usher_status usher_batch_create(usher_batch **out);
void usher_batch_destroy(usher_batch *batch);
usher_status usher_batch_triage(const usher_policy *policy, const usher_message *messages, size_t count, const usher_triage_options *options, usher_batch *batch, usher_report **report);
usher_status usher_batch_triage_json(const usher_policy *policy, usher_str lines, const usher_triage_options *options, usher_batch *batch, usher_report **report);
size_t usher_batch_rows(const usher_batch *batch);
const int32_t *usher_batch_statuses(const usher_batch *batch);
const usher_column *usher_batch_column(const usher_batch *batch, int32_t field);
const usher_column *usher_batch_because(const usher_batch *batch, int32_t field);
usher_status usher_text_create(usher_text **out);
void usher_text_destroy(usher_text *text);
usher_status usher_text_read(const usher_policy *policy, usher_str source, const usher_text_options *options, usher_text *text, usher_report **report);
const usher_text_values *usher_text_fields(const usher_text *text);
size_t usher_text_word_count(const usher_text *text);
const usher_word *usher_text_word(const usher_text *text, size_t index);
size_t usher_text_match_count(const usher_text *text);
const usher_match *usher_text_match(const usher_text *text, size_t index);
const usher_part *usher_text_match_part(const usher_text *text, size_t match, size_t index);
size_t usher_text_personal_data_count(const usher_text *text);
const usher_personal_data *usher_text_personal_data(const usher_text *text, size_t index);
size_t usher_text_left_out_count(const usher_text *text);
const usher_span *usher_text_left_out(const usher_text *text, size_t index);
usher_status usher_text_render(usher_text *text, int32_t format, usher_str *out);
usher_status usher_calendar_create(const usher_policy *policy, usher_str name, usher_calendar **out, usher_report **report);
void usher_calendar_destroy(usher_calendar *calendar);
usher_status usher_calendar_zone(const usher_calendar *calendar, usher_str *out);
usher_status usher_calendar_offset(const usher_calendar *calendar, int64_t time, int32_t *out);
usher_status usher_calendar_is_open(const usher_calendar *calendar, int64_t time, int32_t *out);
usher_status usher_calendar_due(const usher_calendar *calendar, int64_t start, int64_t service, const usher_pause *pauses, size_t pause_count, int64_t *out);
usher_status usher_calendar_working_days(const usher_calendar *calendar, int64_t start, int32_t days, int64_t *out);
usher_status usher_calendar_elapsed(const usher_calendar *calendar, int64_t from, int64_t to, const usher_pause *pauses, size_t pause_count, int64_t *out);
usher_status usher_calendar_start(const usher_calendar *calendar, int64_t due, int64_t service, int64_t *out);
usher_status usher_calendar_change(const usher_calendar *calendar, int64_t time, int32_t which, int64_t *out);
usher_status usher_zone_resolve(usher_str zone, usher_str local, int32_t *kind, int64_t *first, int64_t *last, usher_report **report);
usher_status usher_staff_plan(const usher_staff_demand *demand, const usher_staff_target *target, uint32_t agents, usher_staff **out, usher_report **report);
void usher_staff_destroy(usher_staff *staff);
size_t usher_staff_row_count(const usher_staff *staff);
const usher_staff_figures *usher_staff_row(const usher_staff *staff, size_t index);
const usher_staff_figures *usher_staff_chosen(const usher_staff *staff);
usher_status usher_staff_render(usher_staff *staff, int32_t format, usher_str *out);
usher_status usher_staff_erlang_b(uint32_t agents, double offered, double *out);
usher_status usher_staff_erlang_c(uint32_t agents, double offered, double *out);
usher_status usher_staff_priority_waits(const double *per_hour, size_t count, int64_t handle, uint32_t agents, double *waits);
usher_status usher_staff_week_create(usher_str zone, usher_staff_week **out, usher_report **report);
void usher_staff_week_destroy(usher_staff_week *week);
usher_status usher_staff_week_add(usher_staff_week *week, int64_t time, int64_t handle);
usher_status usher_staff_week_add_rows(usher_staff_week *week, const usher_rows_form *form, usher_str bytes, int32_t last, usher_report **report);
usher_status usher_staff_week_add_events(usher_staff_week *week, usher_str file, usher_str lines, usher_report **report);
usher_status usher_staff_week_count(const usher_staff_week *week, uint64_t *taken, uint64_t *left_out);
usher_status usher_staff_week_plan(usher_staff_week *week, const usher_staff_demand *demand, const usher_staff_target *target, usher_report **report);
const usher_staff_hour *usher_staff_week_hour(const usher_staff_week *week, int32_t weekday, int32_t hour);
usher_status usher_staff_week_render(usher_staff_week *week, int32_t format, usher_str *out);
usher_status usher_desk_open(const usher_policy *policy, const usher_desk_options *options, usher_desk **out, usher_report **report);
void usher_desk_destroy(usher_desk *desk);
usher_status usher_desk_apply(usher_desk *desk, const usher_event *events, size_t count, usher_effects *effects, usher_report **report);
usher_status usher_desk_apply_json(usher_desk *desk, usher_str lines, usher_effects *effects, usher_report **report);
usher_status usher_desk_commit(usher_desk *desk);
usher_status usher_desk_abort(usher_desk *desk);
usher_status usher_desk_set_policy(usher_desk *desk, const usher_policy *policy, usher_effects *effects, usher_report **report);
usher_status usher_desk_snapshot(usher_desk *desk, usher_document **out, usher_report **report);
usher_status usher_desk_restore(usher_str snapshot, const usher_desk_options *options, usher_desk **out, usher_report **report);
usher_status usher_desk_next_due(usher_desk *desk, int64_t *out);
usher_status usher_desk_metrics(usher_desk *desk, const usher_metrics_options *options, int32_t format, usher_document **out, usher_report **report);
usher_status usher_effects_create(usher_effects **out);
void usher_effects_destroy(usher_effects *effects);
size_t usher_effects_count(const usher_effects *effects);
const usher_effect *usher_effects_at(const usher_effects *effects, size_t index);
const usher_event_result *usher_effects_result(const usher_effects *effects, size_t event);
usher_status usher_effects_render(usher_effects *effects, int32_t format, usher_str *out);
usher_status usher_effects_journal(const usher_effects *effects, usher_str *out);
usher_status usher_view_create(usher_view **out);
void usher_view_destroy(usher_view *view);
usher_status usher_desk_look(usher_desk *desk, usher_view *view);
usher_status usher_desk_conversation(usher_desk *desk, usher_str name, usher_view *view);
usher_status usher_desk_agent(usher_desk *desk, usher_str name, usher_view *view);
usher_status usher_desk_candidates(usher_desk *desk, usher_str conversation, usher_view *view);
usher_status usher_desk_queue(usher_desk *desk, usher_str department, usher_view *view);
usher_status usher_desk_list(usher_desk *desk, int32_t list, size_t most, usher_view *view);
int64_t usher_view_time(const usher_view *view);
size_t usher_view_department_count(const usher_view *view);
const usher_department *usher_view_department(const usher_view *view, size_t index);
size_t usher_view_agent_count(const usher_view *view);
const usher_agent *usher_view_agent(const usher_view *view, size_t index);
size_t usher_view_conversation_count(const usher_view *view);
const usher_conversation *usher_view_conversation(const usher_view *view, size_t index);
usher_status usher_view_render(usher_view *view, int32_t format, usher_str *out);
usher_status usher_scenario_load(const char *path, const usher_scenario_options *options, usher_scenario **out, usher_report **report);
usher_status usher_scenario_load_memory(usher_str name, const usher_source *files, size_t count, const usher_scenario_options *options, usher_scenario **out, usher_report **report);
const usher_scenario_info *usher_scenario_about(const usher_scenario *scenario);
usher_status usher_scenario_results(usher_scenario *scenario, int32_t format, usher_document **out, int32_t *passed);
void usher_scenario_destroy(usher_scenario *scenario);
usher_status usher_simulation_create(usher_scenario *scenario, size_t run, usher_simulation **out, usher_report **report);
usher_status usher_simulation_advance(usher_simulation *simulation, uint64_t instants, double *progress, usher_report **report);
usher_status usher_simulation_rows(usher_simulation *simulation, usher_document **out);
void usher_simulation_destroy(usher_simulation *simulation);
usher_status usher_mapping_load(const char *path, usher_mapping **out, usher_report **report);
usher_status usher_mapping_load_memory(usher_str name, usher_str text, usher_mapping **out, usher_report **report);
void usher_mapping_destroy(usher_mapping *mapping);
usher_status usher_replay_create(const usher_policy *policy, const usher_policy *against, const usher_replay_options *options, usher_replay **out, usher_report **report);
void usher_replay_destroy(usher_replay *replay);
usher_status usher_replay_add_json(usher_replay *replay, usher_str file, usher_str lines, usher_report **report);
usher_status usher_replay_add(usher_replay *replay, const usher_event *events, size_t count, usher_report **report);
usher_status usher_replay_add_rows(usher_replay *replay, const usher_mapping *mapping, usher_str file, usher_str bytes, int32_t last, usher_report **report);
usher_status usher_replay_play(usher_replay *replay, uint64_t *left, usher_report **report);
usher_status usher_replay_finish(usher_replay *replay, usher_report **report);
const usher_replay_summary *usher_replay_result(const usher_replay *replay);
usher_status usher_replay_render(usher_replay *replay, int32_t format, usher_str *out);
typedef struct usher_bytes { char *data; size_t size; } usher_bytes;
