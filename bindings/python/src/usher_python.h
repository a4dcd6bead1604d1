/* SPDX-License-Identifier: BSL-1.0
 *
 * What the files of the extension share. It is built for the limited API of CPython 3.11: one binary for that version
 * and all later ones. Nothing is static but constants; what a module needs lives in its us_state, so that every
 * interpreter of a process has its own.
 *
 * Functions that return PyObject * return a new reference, or NULL with an exception set; those that return int return 0,
 * or -1 with an exception set. */
#ifndef USHER_PYTHON_H
#define USHER_PYTHON_H

#ifndef Py_LIMITED_API
#define Py_LIMITED_API 0x030B0000
#endif
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

#include <usher/usher.h>

enum { US_STATUSES = 27 };

/* Types made of tables in structs.c, and the tables' numbers. */
enum {
  US_FINDING,
  US_PART,
  US_ASK,
  US_EFFECT,
  US_RESULT,
  US_DEPARTMENT,
  US_AGENT,
  US_CONVERSATION,
  US_FIGURES,
  US_HOUR,
  US_SPAN,
  US_WORD,
  US_MATCH,
  US_PERSONAL_DATA,
  US_SUMMARY,
  US_SCENARIO_INFO,
  US_TEST_SUMMARY,
  US_RECORDS
};

/* Types written by hand. */
enum {
  US_POLICY,
  US_DECISION,
  US_BATCH,
  US_COLUMN,
  US_TEXT,
  US_CALENDAR,
  US_STAFF,
  US_STAFF_WEEK,
  US_DESK,
  US_EFFECTS,
  US_VIEW,
  US_SCENARIO,
  US_SIMULATION,
  US_MAPPING,
  US_REPLAY,
  US_TEST_RUN,
  US_TYPES
};

enum { US_KNOWN_NAMES = 16, US_TEXTS = 64 };

/* A text that came out, and its UTF-8, which lives as long as the object. */
typedef struct us_known_text {
  PyObject *object;
  const char *data;
  size_t size;
} us_known_text;

typedef struct us_state {
  PyObject *errors[US_STATUSES]; /* exception classes by status */
  PyObject *closed;              /* usher.ClosedError */
  PyTypeObject *records[US_RECORDS];
  PyTypeObject *types[US_TYPES];
  PyObject *datetime;
  PyObject *timedelta;
  PyObject *epoch;       /* 1970-01-01T00:00:00+00:00 */
  PyObject *millisecond; /* timedelta(milliseconds=1) */
  PyObject *json_loads;
  PyObject *json_dumps;
  /* What the names of the last call with keywords mean: the same place in a program passes the same tuple. */
  PyObject *known_names;
  int32_t known_fields[US_KNOWN_NAMES];
  /* Short texts that come out again and again, such as names of departments: see us_name_out. */
  us_known_text texts[US_TEXTS];
} us_state;

us_state *us_state_of(PyTypeObject *type);

/* ---- convert.c: texts, times, lengths of time ---- */

/* References that are held until a call is over, as what they hold is read meanwhile. */
typedef struct us_refs {
  PyObject **items;
  size_t count;
  size_t capacity;
  PyObject *first[16];
} us_refs;

void us_refs_begin(us_refs *refs);
int us_refs_keep(us_refs *refs, PyObject *object); /* takes a reference of its own */
int us_refs_steal(us_refs *refs,
                  PyObject *object); /* takes over the caller's, also when it fails; NULL fails */
void us_refs_end(us_refs *refs);

/* str or bytes; `what` is what an error calls it. Lives as long as `object` and `refs`. */
int us_text_in(PyObject *object, const char *what, us_refs *refs, usher_str *out);
/* The same, None being nothing. */
int us_text_or_none(PyObject *object, const char *what, us_refs *refs, usher_str *out);
PyObject *us_text_out(usher_str text); /* None when it is not there */
PyObject *us_name_out(us_state *state, usher_str text);

int us_is_mapping(PyObject *object);
int us_is_flag(PyObject *object);   /* a bool, numpy's too */
int us_is_number(PyObject *object); /* whatever is a number, numpy's and Decimal too; no bool */
/* A pair of what PyMapping_Items gave; borrowed. */
int us_pair_of(PyObject *items, Py_ssize_t at, PyObject **name, PyObject **value);
int us_is_missing(PyObject *value); /* None, NaN, and what pandas calls missing */
int us_time_in(us_state *state, PyObject *object, const char *what, int64_t *out);
PyObject *us_time_out(us_state *state, int64_t ms); /* None for USHER_NO_TIME */
int us_duration_in(us_state *state, PyObject *object, const char *what, int64_t *out);
/* The same, or a text as events of JSON have it, as in "1h30m". */
int us_length_in(us_state *state, PyObject *object, const char *what, int64_t *out);
PyObject *us_duration_out(us_state *state, int64_t ms);
int us_integer_in(PyObject *object, const char *what, int64_t least, int64_t most, int64_t *out);
int us_uint64_in(PyObject *object, const char *what, uint64_t *out);
int us_flag_in(PyObject *object, const char *what, int *out);
PyObject *us_json(us_state *state, usher_str text); /* parsed */
/* A sequence of texts, or one text; the array is the caller's to PyMem_Free. None: none. */
int us_texts_in(PyObject *object, const char *what, us_refs *refs, usher_str **out, size_t *count);

/* ---- errors.c ---- */

/* Raises what a status means, with the findings of the report, which it destroys. Always NULL. */
PyObject *us_fail(us_state *state, usher_status status, usher_report *report);
PyObject *us_findings(us_state *state,
                      usher_report *report); /* a tuple; destroys the report, NULL being none */
PyObject *us_closed(us_state *state, const char *what);
PyObject *us_busy(us_state *state, const char *what);
PyObject *us_document(usher_document *document); /* str, and destroys it */
PyObject *us_document_bytes(usher_document *document);
/* {"text_bytes": 1000}: an array of the caller's to PyMem_Free. None: none. */
int us_limits_in(PyObject *object, us_refs *refs, usher_limit **out, size_t *count);
/* {"name": "text"} likewise. */
int us_sources_in(PyObject *object, const char *what, us_refs *refs, usher_source **out, size_t *count);
int us_format_in(const char *name, int metrics, int32_t *out);

/* ---- structs.c: structs of the library as tuples with names ---- */

int us_records_make(PyObject *module, us_state *state);
PyObject *us_record(us_state *state, int record, const void *from);
extern const char *const us_effect_names[];
extern const char *const us_part_names[];
enum { US_EFFECT_NAMES = 32, US_PART_NAMES = 14 };

/* ---- message.c: messages from keywords, mappings and columns ---- */

enum {
  US_KEY_FACT = 0, /* any other name */
  US_KEY_ID,
  US_KEY_CONVERSATION,
  US_KEY_CHANNEL,
  US_KEY_ACCOUNT,
  US_KEY_VISIBILITY,
  US_KEY_TEXT,
  US_KEY_SUBJECT,
  US_KEY_LANGUAGE,
  US_KEY_TAGS,
  US_KEY_TIME,
  US_KEY_FACTS,
  US_KEY_LENIENT, /* from here on they are options of the call */
  US_KEY_FIND_LANGUAGE,
  US_KEY_FIND_PERSONAL_DATA,
  US_KEY_FULL_TEXT,
  US_KEY_NOW,
  US_KEY_REPORT,
  US_KEY_LIMITS
};

int us_key_of(PyObject *name, int32_t *out);

/* Messages that are being put together; one needs no memory of its own. */
typedef struct us_rows {
  us_state *state;
  usher_message *messages;
  size_t count;
  size_t capacity;
  usher_fact *facts;
  size_t fact_count;
  size_t fact_capacity;
  usher_str *tags;
  size_t tag_count;
  size_t tag_capacity;
  us_refs refs;
  size_t message_size;
  int held; /* the caller of Python holds all values for the whole call */
  usher_message one;
  usher_fact some_facts[12];
  usher_str some_tags[8];
} us_rows;

void us_rows_begin(us_rows *rows, us_state *state);
int us_rows_next(us_rows *rows); /* begins a message */
int us_rows_set(us_rows *rows, int32_t key, PyObject *name, PyObject *value);
int us_rows_mapping(us_rows *rows, PyObject *mapping);
int us_rows_facts(us_rows *rows, PyObject *mapping); /* by their dotted names */
void us_rows_ready(us_rows *rows);                   /* all are there: makes pointers of places */
void us_rows_end(us_rows *rows);

/* Options of a triage. */
typedef struct us_triage {
  usher_triage_options raw;
  int report; /* -1: as lenient says */
} us_triage;

void us_triage_begin(us_triage *options);
int us_triage_set(us_triage *options, us_rows *rows, int32_t key, PyObject *value);
void us_triage_end(us_triage *options);
int us_triage_reports(const us_triage *options);

/* ---- Handles ---- */

enum { US_POOL = 8 };

typedef struct us_policy {
  PyObject ob_base;
  us_state *state;
  usher_policy *handle;              /* NULL: closed */
  struct us_decision *pool[US_POOL]; /* memory of decisions with their handles, to be used again */
  int pooled;
  PyObject *findings; /* of its loading */
} us_policy;

typedef struct us_decision us_decision;

/* Takes the policy and the report over. */
PyObject *us_policy_wrap(us_state *state, PyTypeObject *type, usher_policy *handle, usher_report *report);
/* The policy of an argument; `what` for errors. */
us_policy *us_policy_in(us_state *state, PyObject *object, const char *what);
/* A decision that holds nothing yet; its handle is to be filled, and then us_decision_ready takes its values out. */
us_decision *us_decision_new(us_policy *policy);
usher_decision *us_decision_handle(us_decision *decision);
PyObject *us_decision_ready(us_decision *decision,
                            PyObject *findings); /* takes both over, also when it fails */
void us_decision_drop(us_decision *decision);
void us_decision_free(us_decision *decision); /* one of the pool */

PyObject *us_policy_triage(PyObject *self, PyObject *const *arguments, Py_ssize_t count, PyObject *names);
PyObject *us_policy_triage_json(PyObject *self, PyObject *const *arguments, Py_ssize_t count,
                                PyObject *names);
PyObject *us_policy_triage_many(PyObject *self, PyObject *const *arguments, Py_ssize_t count,
                                PyObject *names);

/* The columns of a batch, as long as anything looks into them. Arrow may let go of an array in any thread, without the
 * lock of the interpreter and after its end, so this is no object of Python. */
typedef struct us_lent {
  atomic_size_t owners;
  usher_batch *handle;
} us_lent;

us_lent *us_lent_keep(us_lent *lent);
void us_lent_drop(us_lent *lent); /* NULL: nothing */

typedef struct us_batch {
  PyObject ob_base;
  us_state *state;
  us_lent *lent; /* NULL: closed */
  PyObject *findings;
} us_batch;

typedef struct us_column {
  PyObject ob_base;
  us_state *state;
  us_lent *lent;
  const usher_column *column;
  PyObject *dictionary; /* made when first asked for */
  int because;
} us_column;

const char *us_field_name(int32_t field);
int us_field_of(PyObject *name, int32_t *out);
int us_field_is_time(int32_t field);
PyObject *us_column_arrow_array(PyObject *self, PyObject *arguments, PyObject *named);
PyObject *us_column_arrow_schema(PyObject *self, PyObject *unused);
PyObject *us_batch_arrow_array(PyObject *self, PyObject *arguments, PyObject *named);
PyObject *us_batch_arrow_schema(PyObject *self, PyObject *unused);
PyObject *us_batch_arrow_stream(PyObject *self, PyObject *arguments, PyObject *named);
extern const int32_t us_fields[];
enum { US_FIELDS = 22 };

/* ---- event.c: what happens to a desk ---- */

typedef struct us_events us_events;
us_events *us_events_new(us_state *state, PyObject *events); /* a mapping, or a sequence of them */
const usher_event *us_events_data(const us_events *events, size_t *count);
void us_events_free(us_events *events);

/* ---- rows of the module ---- */

/* Made before a desk is changed, so that nothing can fail once it is: us_effects_done gives the object, or on a failure of
 * the library NULL with its exception, and takes both over. */
PyObject *us_effects_new(us_state *state);
usher_effects *us_effects_handle(PyObject *effects);
PyObject *us_effects_done(PyObject *effects, usher_status status, usher_report *report);

int us_policy_type(PyObject *module, us_state *state);
int us_decision_type(PyObject *module, us_state *state);
int us_batch_type(PyObject *module, us_state *state);
int us_column_type(PyObject *module, us_state *state);
int us_text_type(PyObject *module, us_state *state);
int us_calendar_type(PyObject *module, us_state *state);
int us_staff_types(PyObject *module, us_state *state);
int us_staff_week_type(PyObject *module, us_state *state);
int us_desk_type(PyObject *module, us_state *state);
int us_effects_type(PyObject *module, us_state *state);
int us_view_type(PyObject *module, us_state *state);
int us_simulation_types(PyObject *module, us_state *state);
int us_replay_types(PyObject *module, us_state *state);
int us_test_run_type(PyObject *module, us_state *state);
extern PyMethodDef us_calendar_functions[];
extern PyMethodDef us_staff_functions[];

/* Makes a type of a spec, keeps it and adds it to the module. */
int us_add_type(PyObject *module, us_state *state, int which, PyType_Spec *spec);
void us_free(PyObject *self); /* the end of every tp_dealloc */

/* ISO C has no cast from a function to an object; the interface of Python wants one. */
#define US_SLOT(name, value)                                                                                 \
  { name, (void *)(intptr_t)(value) }
#define US_CALL(function) ((PyCFunction)(void (*)(void))(function))

#endif
