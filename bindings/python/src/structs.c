/* SPDX-License-Identifier: BSL-1.0
 * Structs that the library fills, as tuples with names. A table for each says which member is where and what it becomes. */
#include "usher_python.h"

#include <string.h>

enum kind {
  TEXT,     /* usher_str: str or None */
  NAME,     /* the same, of which there are few */
  TIME,     /* int64_t: datetime or None */
  DURATION, /* int64_t: timedelta; 0 is None */
  INT32,
  UINT32,
  UINT64,
  SIZE,
  NUMBER,
  FLAG,   /* int32_t */
  STATUS, /* int32_t: its word */
  CLOCKS, /* uint32_t of bits: the words of those that are set */
  TEXTS,  /* const usher_str *, and a count */
  SPAN,   /* usher_span */
  ENUM    /* int32_t into words */
};

typedef struct member {
  const char *name;
  const char *doc;
  enum kind kind;
  size_t offset;
  size_t count; /* TEXTS: where their number is */
  const char *const *words;
  int32_t word_count;
} member;

typedef struct record {
  const char *name;
  const char *doc;
  const member *members;
  int count;
  int sized; /* begins with struct_size */
} record;

const char *const us_effect_names[US_EFFECT_NAMES] = {
    NULL,       "routed",    "queued",   "offered",   "assigned",     "unassigned", "blocked",
    "held",     "waiting",   "closed",   "due",       "due_soon",     "breached",   "paused",
    "widened",  "escalated", "notify",   "ask",       "move_private", "suggest",    "ignored",
    "presence", "overruled", "late",     "consulted", "unapproved",   "forgotten",  "joined",
    "merged",   "split",     "answered", "unstaffed"};
const char *const us_part_names[US_PART_NAMES] = {NULL,       "department", "rule",  "topic", "signal",
                                                  "channel",  "account",    "reply", "fact",  "band",
                                                  "calendar", "sla",        "agent", "group"};
static const char *const severities[] = {NULL, "note", "warning", "error"};
static const char *const clocks[] = {NULL, "first_response", "next_response", "resolution"};
static const char *const presences[] = {NULL, "online", "away", "offline", "gone"};
static const char *const words[] = {NULL, "word", "emoji", "tag", "mention", "url", "email"};

#define AT(type, name, kind, doc)                                                                            \
  { #name, doc, kind, offsetof(type, name), 0, NULL, 0 }
#define LIST(type, name, number, doc)                                                                        \
  { #name, doc, TEXTS, offsetof(type, name), offsetof(type, number), NULL, 0 }
#define WORD(type, name, table, doc)                                                                         \
  { #name, doc, ENUM, offsetof(type, name), 0, table, (int32_t)(sizeof table / sizeof table[0]) }

static const member finding_members[] = {
    WORD(usher_finding, severity, severities, "\"error\", \"warning\" or \"note\""),
    AT(usher_finding, code, NAME, "stable, as in docs/findings.md: \"unknown_key\""),
    AT(usher_finding, message, TEXT, "one sentence; never the text of a customer"),
    AT(usher_finding, hint, TEXT, "how to mend it, or None"),
    AT(usher_finding, file, NAME, "which file, or None"),
    AT(usher_finding, line, UINT32, "from 1; 0: it has no place"),
    AT(usher_finding, column, UINT32, "from 1, in code points"),
    AT(usher_finding, path, TEXT, "\"rules[3].when.channel\", or None")};

static const member part_members[] = {
    AT(usher_part, name, NAME, "as the policy calls it"),
    AT(usher_part, file, NAME, "where it stands, or None"),
    AT(usher_part, line, UINT32, "from 1; 0 for what the policy does not write, as a default band"),
    AT(usher_part, column, UINT32, "from 1, in code points"),
    WORD(usher_part, part, us_part_names, "\"rule\", \"topic\" ...")};

static const member ask_members[] = {AT(usher_ask, department, NAME, "that is asked"),
                                     AT(usher_ask, within, DURATION, "a timedelta; None: no limit was given"),
                                     AT(usher_ask, before_reply, FLAG, "whether the answer waits for it")};

static const member effect_members[] = {
    AT(usher_effect, n, UINT64, "its number, from 1, never used again"),
    WORD(usher_effect, type, us_effect_names, "\"routed\", \"offered\" ...: docs/desk.md"),
    AT(usher_effect, time, TIME, "when, a datetime in UTC"),
    AT(usher_effect, conversation, TEXT, "the host's name of it, or None"),
    AT(usher_effect, agent, NAME, "or None"),
    AT(usher_effect, department, NAME, "or None"),
    AT(usher_effect, because, NAME, "the rule; where none is the reason, its word"),
    AT(usher_effect, by_rule, FLAG, "whether `because` is a rule"),
    AT(usher_effect, what, NAME, "by type: the band, the department asked, the reply ..."),
    AT(usher_effect, at, TIME, "by type: until when, due when; or None"),
    WORD(usher_effect, clock, clocks, "of which promise, or None"),
    AT(usher_effect, number, UINT32, "by type"),
    AT(usher_effect, other, TEXT, "another conversation, or None"),
    AT(usher_effect, text, TEXT, "of a suggested reply, or None")};

static const member result_members[] = {
    AT(usher_event_result, time, TIME, "at which it was applied"),
    AT(usher_event_result, late, FLAG, "whether it came too late to be believed"),
    AT(usher_event_result, first_effect, UINT64, "the number of its first effect; 0: none"),
    AT(usher_event_result, effect_count, UINT64, "how many effects its instant has"),
    AT(usher_event_result, status, STATUS, "\"ok\", or \"repeated\" when it was applied before")};

static const member department_members[] = {
    AT(usher_department, name, NAME, "of the policy"),
    AT(usher_department, open, FLAG, "by its calendar"),
    AT(usher_department, blocked, FLAG, "by a person"),
    AT(usher_department, queued, UINT32, "conversations that wait"),
    AT(usher_department, offered, UINT32, "conversations"),
    AT(usher_department, assigned, UINT32, "conversations"),
    AT(usher_department, held, UINT32, "conversations, until it opens"),
    AT(usher_department, overdue, UINT32, "conversations in which a promise is broken and not yet made good"),
    AT(usher_department, present, UINT32, "people who are there"),
    AT(usher_department, oldest, TIME, "since when the one that waits longest waits, or None")};

static const member agent_members[] = {
    AT(usher_agent, name, NAME, "the host's"),
    WORD(usher_agent, presence, presences, "\"online\", \"away\", \"offline\" or \"gone\", as the host said"),
    AT(usher_agent, present, FLAG, "online, and on shift"),
    AT(usher_agent, conversations, UINT32, "that they have or are offered"),
    AT(usher_agent, waiting, UINT32, "of these, those that wait for an answer"),
    AT(usher_agent, load, UINT32, "what these weigh"),
    AT(usher_agent, capacity, UINT32, "of at most so much"),
    AT(usher_agent, idle_since, TIME, "since when they have none; None while they have some"),
    LIST(usher_agent, departments, department_count, "that they work in"),
    LIST(usher_agent, skills, skill_count, "the best first"),
    LIST(usher_agent, languages, language_count, "their own first; none: all")};

static const member conversation_members[] = {
    AT(usher_conversation, name, TEXT, "the host's"),
    AT(usher_conversation, number, UINT64, "from 1, in the order in which they came"),
    AT(usher_conversation, place, NAME,
       "\"queued\", \"offered\", \"assigned\", \"held\", \"parked\" or \"nowhere\""),
    AT(usher_conversation, status, NAME, "\"open\", \"waiting_for_customer\", \"held\" or \"resolved\""),
    AT(usher_conversation, department, NAME, "or None"),
    AT(usher_conversation, agent, NAME, "whose it is, or to whom it is offered"),
    AT(usher_conversation, band, NAME, "of the priority"),
    AT(usher_conversation, priority, INT32, "0 to 100, with the points for waiting"),
    AT(usher_conversation, account, NAME, "or None"),
    AT(usher_conversation, language, NAME, "ISO 639-1, or None"),
    AT(usher_conversation, sla, NAME, "what is promised, or None"),
    AT(usher_conversation, reply, NAME, "suggested, or None"),
    LIST(usher_conversation, skills, skill_count, "that it asks for"),
    LIST(usher_conversation, tags, tag_count, "that it carries"),
    AT(usher_conversation, engaged, FLAG, "False: recorded, nobody's"),
    AT(usher_conversation, unanswered, FLAG, "whether the customer wrote last"),
    AT(usher_conversation, step, UINT32, "of widening"),
    AT(usher_conversation, messages, UINT32, "of the customer"),
    AT(usher_conversation, transfers, UINT32, "how often it was sent on"),
    AT(usher_conversation, reopens, UINT32, "how often it was opened again"),
    AT(usher_conversation, breached, CLOCKS,
       "promises broken, of \"first_response\", \"next_response\" and \"resolution\""),
    AT(usher_conversation, created, TIME, "when it began"),
    AT(usher_conversation, waiting_since, TIME, "or None"),
    AT(usher_conversation, until, TIME, "when an offer, or being held, ends; or None"),
    AT(usher_conversation, first_response, TIME, "when it is due, or None"),
    AT(usher_conversation, next_response, TIME, "when it is due, or None"),
    AT(usher_conversation, resolution, TIME, "when it is due, or None"),
    AT(usher_conversation, questions, UINT32, "that it asked other departments and that are open"),
    AT(usher_conversation, held_answers, UINT32,
       "of these, those before whose answer the customer is to hear nothing"),
    AT(usher_conversation, asker, TEXT, "of a consultation: the conversation that asks; else None"),
    AT(usher_conversation, merged_into, TEXT,
       "the conversation it goes on as, behind all merges; else None")};

static const member figures_members[] = {
    AT(usher_staff_figures, agents, UINT32, "at work"),
    AT(usher_staff_figures, scheduled, UINT32, "so that these are at work"),
    AT(usher_staff_figures, stable, FLAG, "False: the queue grows without end"),
    AT(usher_staff_figures, meets, FLAG, "every part of the target"),
    AT(usher_staff_figures, occupancy, NUMBER, "of the agents' time, 0 to 1"),
    AT(usher_staff_figures, p_wait, NUMBER, "share of those who wait, of those who are not refused"),
    AT(usher_staff_figures, mean_wait, NUMBER, "milliseconds, zeros included"),
    AT(usher_staff_figures, mean_wait_served, NUMBER, "milliseconds, of those whom an agent has"),
    AT(usher_staff_figures, wait_p50, NUMBER, "milliseconds"),
    AT(usher_staff_figures, wait_p90, NUMBER, "milliseconds"),
    AT(usher_staff_figures, wait_p95, NUMBER, "milliseconds"),
    AT(usher_staff_figures, mean_queue, NUMBER, "how many wait, over time"),
    AT(usher_staff_figures, service_level, NUMBER,
       "share of all that arrive whom an agent has within the target's time"),
    AT(usher_staff_figures, abandoned, NUMBER, "share of all that arrive"),
    AT(usher_staff_figures, blocked, NUMBER, "share of all that arrive")};

static const member hour_members[] = {
    AT(usher_staff_hour, arrivals, UINT64, "recorded in this hour of the week"),
    AT(usher_staff_hour, covered_hours, NUMBER, "how much of this hour lies in the days looked at"),
    AT(usher_staff_hour, per_hour, NUMBER, "arrivals an hour"),
    AT(usher_staff_hour, agents, UINT32, "0: nothing comes in, or no number reaches the target"),
    AT(usher_staff_hour, scheduled, UINT32, "so that these are at work"),
    AT(usher_staff_hour, occupancy, NUMBER, "of these agents, 0 to 1"),
    AT(usher_staff_hour, mean_wait, NUMBER, "milliseconds"),
    AT(usher_staff_hour, service_level, NUMBER, "share, 0 to 1"),
    AT(usher_staff_hour, abandoned, NUMBER, "share, 0 to 1")};

static const member span_members[] = {AT(usher_span, begin, SIZE, "byte of the UTF-8"),
                                      AT(usher_span, end, SIZE, "byte behind it"),
                                      AT(usher_span, begin_code_point, SIZE, "index into the str"),
                                      AT(usher_span, end_code_point, SIZE, "index into the str, behind it")};

static const member word_members[] = {
    WORD(usher_word, kind, words, "\"word\", \"emoji\", \"tag\", \"mention\", \"url\" or \"email\""),
    AT(usher_word, text, TEXT, "in normal form"), AT(usher_word, where, SPAN, "a Span")};

static const member match_members[] = {AT(usher_match, phrase, NAME, "as the policy writes it"),
                                       AT(usher_match, language, NAME, "under which it stands; None: all"),
                                       AT(usher_match, where, SPAN, "a Span")};

static const member personal_members[] = {
    AT(usher_personal_data, kind, NAME, "\"card\", \"email\" ..."),
    AT(usher_personal_data, where, SPAN, "a Span"),
    AT(usher_personal_data, counts, FLAG, "whether rules see it; False: it is only to be masked")};

static const member summary_members[] = {
    AT(usher_replay_summary, lines, UINT64, "or rows"),
    AT(usher_replay_summary, events, UINT64, "made of them"),
    AT(usher_replay_summary, left_out, UINT64, "lines or rows that are no events"),
    AT(usher_replay_summary, conversations, UINT64, "in all"),
    AT(usher_replay_summary, moved, UINT64, "to another department"),
    AT(usher_replay_summary, changed, UINT64,
       "in department, rule, band, agent, due time or what became of a promise"),
    AT(usher_replay_summary, refused_before, UINT64, "events that the desk did not take"),
    AT(usher_replay_summary, refused_after, UINT64, "the same under the other policy"),
    AT(usher_replay_summary, ignored_before, UINT64, "events that changed nothing"),
    AT(usher_replay_summary, ignored_after, UINT64, "the same under the other policy"),
    AT(usher_replay_summary, first_response_kept_before, UINT64, "conversations"),
    AT(usher_replay_summary, first_response_kept_after, UINT64, "conversations"),
    AT(usher_replay_summary, first_response_broken_before, UINT64, "conversations"),
    AT(usher_replay_summary, first_response_broken_after, UINT64, "conversations"),
    AT(usher_replay_summary, resolution_kept_before, UINT64, "conversations"),
    AT(usher_replay_summary, resolution_kept_after, UINT64, "conversations"),
    AT(usher_replay_summary, resolution_broken_before, UINT64, "conversations"),
    AT(usher_replay_summary, resolution_broken_after, UINT64, "conversations")};

/* `begin` would be `from`, which no keyword of Python can be. */
static const member scenario_members[] = {
    AT(usher_scenario_info, name, TEXT, "of the scenario"),
    AT(usher_scenario_info, about, TEXT, "what it says of itself, or None"),
    AT(usher_scenario_info, seed, UINT64, "of all that is drawn"),
    AT(usher_scenario_info, policies, SIZE, "how many"),
    AT(usher_scenario_info, replications, SIZE, "of each policy"),
    AT(usher_scenario_info, runs, SIZE, "policies x replications; run r is of policy r // replications"),
    {"begin", "a datetime", TIME, offsetof(usher_scenario_info, from), 0, NULL, 0},
    AT(usher_scenario_info, until, TIME, "a datetime")};

static const member test_members[] = {
    AT(usher_test_summary, passed, UINT64, "tests"),
    AT(usher_test_summary, failed, UINT64, "tests"),
    AT(usher_test_summary, rules, UINT64, "of the policy"),
    AT(usher_test_summary, rules_matched, UINT64, "by at least one test"),
    AT(usher_test_summary, conditions, UINT64, "single ones, of rules, signals and priority"),
    AT(usher_test_summary, conditions_seen_both, UINT64, "true for one test at least and false for another")};

#define RECORD(name, doc, members, sized)                                                                    \
  { "usher." name, doc, members, (int)(sizeof members / sizeof members[0]), sized }

static const record records[US_RECORDS] = {
    RECORD("Finding", "What is wrong or doubtful, where, and how to mend it.", finding_members, 1),
    RECORD("Part", "A part of a policy and its place.", part_members, 1),
    RECORD("Ask", "A side question to another department.", ask_members, 1),
    RECORD("Effect", "What comes of an event at a desk. docs/desk.md says what each type means.",
           effect_members, 1),
    RECORD("EventResult", "What became of an event.", result_members, 1),
    RECORD("DepartmentView", "A department at a moment.", department_members, 1),
    RECORD("AgentView", "A person at a moment.", agent_members, 1),
    RECORD("Conversation", "A conversation at a moment.", conversation_members, 1),
    RECORD("StaffFigures",
           "What a number of agents gives. Times are milliseconds, infinite where the queue grows "
           "without end.",
           figures_members, 1),
    RECORD("StaffHour", "An hour of the week and how many people it wants.", hour_members, 1),
    RECORD("Span", "A place in a text as it was given.", span_members, 0),
    RECORD("Word", "A word of a text.", word_members, 1),
    RECORD("Match", "A place where a phrase of the policy was found.", match_members, 1),
    RECORD("PersonalData", "A place with personal data.", personal_members, 1),
    RECORD("ReplaySummary",
           "The figures of a replay that matter most; of one policy alone those `after` are 0.",
           summary_members, 1),
    RECORD("ScenarioInfo", "What a scenario is.", scenario_members, 1),
    RECORD("TestSummary", "How the tests of a policy went, and what they cover.", test_members, 1)};

enum { MOST_MEMBERS = 32 };

int us_records_make(PyObject *module, us_state *state) {
  for (int i = 0; i < US_RECORDS; ++i) {
    PyStructSequence_Field fields[MOST_MEMBERS + 1];
    for (int m = 0; m < records[i].count; ++m) {
      fields[m].name = records[i].members[m].name;
      fields[m].doc = records[i].members[m].doc;
    }
    fields[records[i].count].name = NULL;
    fields[records[i].count].doc = NULL;
    PyStructSequence_Desc description = {records[i].name, records[i].doc, fields, records[i].count};
    state->records[i] = PyStructSequence_NewType(&description);
    if (state->records[i] == NULL || PyModule_AddType(module, state->records[i]) != 0) return -1;
  }
  return 0;
}

static size_t size_of(enum kind kind) {
  switch (kind) {
  case TEXT:
  case NAME: return sizeof(usher_str);
  case INT32:
  case UINT32:
  case STATUS:
  case CLOCKS:
  case FLAG:
  case ENUM: return 4;
  case SPAN: return sizeof(usher_span);
  default: return 8;
  }
}

static PyObject *texts_out(us_state *state, const usher_str *texts, size_t count) {
  PyObject *made = PyTuple_New((Py_ssize_t)count);
  for (size_t i = 0; made != NULL && i < count; ++i) {
    PyObject *one = us_name_out(state, texts[i]);
    if (one == NULL || PyTuple_SetItem(made, (Py_ssize_t)i, one) != 0) Py_CLEAR(made);
  }
  return made;
}

static PyObject *word_out(us_state *state, const char *word) {
  const usher_str text = {word, strlen(word)};
  return us_name_out(state, text);
}

static PyObject *clocks_out(us_state *state, uint32_t bits) {
  const Py_ssize_t last = sizeof clocks / sizeof clocks[0];
  PyObject *made = PyList_New(0);
  for (Py_ssize_t i = 1; made != NULL && i < last; ++i) {
    if ((bits >> (i - 1) & 1) == 0) continue;
    PyObject *word = word_out(state, clocks[i]);
    if (word == NULL || PyList_Append(made, word) != 0) Py_CLEAR(made);
    Py_XDECREF(word);
  }
  PyObject *tuple = made == NULL ? NULL : PyList_AsTuple(made);
  Py_XDECREF(made);
  return tuple;
}

static PyObject *member_out(us_state *state, const member *which, const char *from) {
  const void *at = from + which->offset;
#define READ(type) (*(const type *)at)
  switch (which->kind) {
  case TEXT: return us_text_out(READ(usher_str));
  case NAME: return us_name_out(state, READ(usher_str));
  case TIME: return us_time_out(state, READ(int64_t));
  case DURATION:
    if (READ(int64_t) == 0) Py_RETURN_NONE;
    return us_duration_out(state, READ(int64_t));
  case INT32: return PyLong_FromLong(READ(int32_t));
  case UINT32: return PyLong_FromUnsignedLong(READ(uint32_t));
  case UINT64: return PyLong_FromUnsignedLongLong(READ(uint64_t));
  case SIZE: return PyLong_FromSize_t(READ(size_t));
  case NUMBER: return PyFloat_FromDouble(READ(double));
  case FLAG: return PyBool_FromLong(READ(int32_t));
  case STATUS: return word_out(state, usher_status_name(READ(int32_t)));
  case CLOCKS: return clocks_out(state, READ(uint32_t));
  case SPAN: return us_record(state, US_SPAN, at);
  case TEXTS:
    return texts_out(state, READ(usher_str *), *(const size_t *)(const void *)(from + which->count));
  case ENUM: {
    const int32_t number = READ(int32_t);
    if (number == 0) Py_RETURN_NONE;
    if (number < 0 || number >= which->word_count) return PyLong_FromLong(number); /* of a newer library */
    return word_out(state, which->words[number]);
  }
  }
#undef READ
  return PyErr_Format(PyExc_SystemError, "a member of no kind");
}

PyObject *us_record(us_state *state, int which, const void *from) {
  const record *table = &records[which];
  PyObject *made = PyStructSequence_New(state->records[which]);
  if (made == NULL) return NULL;
  const size_t size = table->sized ? *(const size_t *)from : SIZE_MAX;
  for (int m = 0; m < table->count; ++m) {
    const member *one = &table->members[m];
    PyObject *value = NULL;
    /* An older library has not what was appended since. */
    if (one->offset + size_of(one->kind) > size) {
      Py_INCREF(Py_None);
      value = Py_None;
    } else {
      value = member_out(state, one, from);
    }
    if (value == NULL) {
      Py_DECREF(made);
      return NULL;
    }
    PyStructSequence_SetItem(made, m, value);
  }
  return made;
}
