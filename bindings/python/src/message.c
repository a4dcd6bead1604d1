/* SPDX-License-Identifier: BSL-1.0
 * Messages and the options of a triage, from keywords and mappings. */
#include "usher_python.h"

#include <string.h>

/* ---- Names ---- */

static const struct {
  const char *name;
  int32_t key;
} keys[] = {{"id", US_KEY_ID},
            {"now", US_KEY_NOW},
            {"text", US_KEY_TEXT},
            {"tags", US_KEY_TAGS},
            {"time", US_KEY_TIME},
            {"facts", US_KEY_FACTS},
            {"report", US_KEY_REPORT},
            {"limits", US_KEY_LIMITS},
            {"channel", US_KEY_CHANNEL},
            {"account", US_KEY_ACCOUNT},
            {"subject", US_KEY_SUBJECT},
            {"lenient", US_KEY_LENIENT},
            {"language", US_KEY_LANGUAGE},
            {"full_text", US_KEY_FULL_TEXT},
            {"visibility", US_KEY_VISIBILITY},
            {"conversation", US_KEY_CONVERSATION},
            {"find_language", US_KEY_FIND_LANGUAGE},
            {"find_personal_data", US_KEY_FIND_PERSONAL_DATA}};

int us_key_of(PyObject *name, int32_t *out) {
  if (!PyUnicode_Check(name)) {
    PyErr_Format(PyExc_TypeError, "the keys of a message are str, not %R", (PyObject *)Py_TYPE(name));
    return -1;
  }
  Py_ssize_t size = 0;
  const char *text = PyUnicode_AsUTF8AndSize(name, &size);
  if (text == NULL) return -1;
  *out = US_KEY_FACT;
  for (size_t i = 0; i < sizeof keys / sizeof keys[0]; ++i) {
    if (keys[i].name[0] == text[0] && strcmp(keys[i].name, text) == 0) *out = keys[i].key;
  }
  return 0;
}

/* ---- Rows ---- */

void us_rows_begin(us_rows *rows, us_state *state) {
  rows->state = state;
  rows->messages = &rows->one;
  rows->count = 0;
  rows->capacity = 1;
  rows->message_size = sizeof rows->one;
  rows->facts = rows->some_facts;
  rows->fact_count = 0;
  rows->fact_capacity = sizeof rows->some_facts / sizeof rows->some_facts[0];
  rows->tags = rows->some_tags;
  rows->tag_count = 0;
  rows->tag_capacity = sizeof rows->some_tags / sizeof rows->some_tags[0];
  rows->held = 0;
  us_refs_begin(&rows->refs);
}

void us_rows_end(us_rows *rows) {
  us_refs_end(&rows->refs);
  if (rows->messages != &rows->one) PyMem_Free(rows->messages);
  if (rows->facts != rows->some_facts) PyMem_Free(rows->facts);
  if (rows->tags != rows->some_tags) PyMem_Free(rows->tags);
}

/* Doubles an array that began in the struct itself. */
static void *grown(void *items, const void *first, size_t size, size_t *capacity) {
  void *made = PyMem_Malloc(*capacity * 2 * size);
  if (made == NULL) {
    PyErr_NoMemory();
    return NULL;
  }
  memcpy(made, items, *capacity * size);
  if (items != first) PyMem_Free(items);
  *capacity *= 2;
  return made;
}

int us_rows_next(us_rows *rows) {
  if (rows->count == rows->capacity) {
    void *made = grown(rows->messages, &rows->one, sizeof *rows->messages, &rows->capacity);
    if (made == NULL) return -1;
    rows->messages = made;
  }
  usher_message *message = &rows->messages[rows->count++];
  memset(message, 0,
         rows->message_size); /* of a size that it knows, the compiler does it by a slow instruction */
  message->struct_size = sizeof *message;
  return 0;
}

static usher_message *current(us_rows *rows) { return &rows->messages[rows->count - 1]; }

static usher_fact *next_fact(us_rows *rows) {
  if (rows->fact_count == rows->fact_capacity) {
    void *made = grown(rows->facts, rows->some_facts, sizeof *rows->facts, &rows->fact_capacity);
    if (made == NULL) return NULL;
    rows->facts = made;
  }
  usher_fact *fact = &rows->facts[rows->fact_count++];
  memset(fact, 0, sizeof *fact);
  fact->struct_size = sizeof *fact;
  ++current(rows)->fact_count;
  return fact;
}

/* A text; of a str that the caller holds no reference is taken. */
static int take_text(us_rows *rows, PyObject *value, const char *what, usher_str *out) {
  if (rows->held && PyUnicode_CheckExact(value)) {
    Py_ssize_t size = 0;
    out->data = PyUnicode_AsUTF8AndSize(value, &size);
    out->size = (size_t)size;
    if (out->data != NULL) return 0;
    PyErr_Clear(); /* it has none; below it is read otherwise */
  }
  return us_text_in(value, what, &rows->refs, out);
}

static int take_number(PyObject *value, usher_fact *fact) {
  fact->number = PyFloat_AsDouble(value); /* by __float__, and where there is none by __index__ */
  if (fact->number == -1.0 && PyErr_Occurred()) return -1;
  /* A number that is none is a fact that is missing, whatever the type: pandas has it where nothing was. */
  if (fact->number == fact->number) fact->type = USHER_FACT_NUMBER;
  return 0;
}

static int take_value(us_rows *rows, PyObject *value, usher_fact *fact) {
  if (PyUnicode_Check(value) || PyBytes_Check(value)) {
    fact->type = USHER_FACT_TEXT;
    return take_text(rows, value, "a fact", &fact->text);
  }
  if (PyBool_Check(value)) {
    fact->type = USHER_FACT_FLAG;
    fact->integer = value == Py_True;
    return 0;
  }
  if (PyLong_Check(value) || PyFloat_Check(value)) return take_number(value, fact);
  const int is_time = PyObject_IsInstance(value, rows->state->datetime);
  if (is_time < 0) return -1;
  if (is_time) {
    fact->type = USHER_FACT_TIME;
    return us_time_in(rows->state, value, "a fact", &fact->integer);
  }
  const int is_duration = PyObject_IsInstance(value, rows->state->timedelta);
  if (is_duration < 0) return -1;
  if (is_duration) {
    fact->type = USHER_FACT_DURATION;
    return us_duration_in(rows->state, value, "a fact", &fact->integer);
  }
  if (us_is_flag(value)) { /* numpy's */
    fact->type = USHER_FACT_FLAG;
    fact->integer = PyObject_IsTrue(value);
    return fact->integer < 0 ? -1 : 0;
  }
  if (us_is_number(value)) return take_number(value, fact);
  PyErr_Format(PyExc_TypeError,
               "a fact is a str, int, float, bool, datetime, timedelta, None, or a mapping of facts, not %R",
               (PyObject *)Py_TYPE(value));
  return -1;
}

static int take_fact(us_rows *rows, PyObject *name, PyObject *value);

/* A dict of texts, numbers and flags: reading it runs no code that could change it, so it is read in place. */
static int is_plain(PyObject *mapping) {
  PyObject *name = NULL, *value = NULL;
  Py_ssize_t at = 0;
  if (!PyDict_CheckExact(mapping)) return 0;
  while (PyDict_Next(mapping, &at, &name, &value)) {
    if (!PyUnicode_CheckExact(name) ||
        !(PyUnicode_CheckExact(value) || PyLong_CheckExact(value) || value == Py_None ||
          PyFloat_CheckExact(value) || PyBool_Check(value)))
      return 0;
  }
  return 1;
}

static int take_fact_below(us_rows *rows, PyObject *prefix, PyObject *key, PyObject *value) {
  if (!PyUnicode_Check(key)) {
    PyErr_Format(PyExc_TypeError, "names of facts are str, not %R", (PyObject *)Py_TYPE(key));
    return -1;
  }
  if (prefix == NULL) return take_fact(rows, key, value);
  PyObject *name = PyUnicode_FromFormat("%U.%U", prefix, key);
  return us_refs_steal(&rows->refs, name) != 0 ? -1 : take_fact(rows, name, value);
}

/* {"customer": {"tier": "gold"}} is customer.tier. How deep they may lie in each other Python says, so that one
 * which holds itself does not take all memory. */
static int take_facts_below(us_rows *rows, PyObject *prefix, PyObject *mapping) {
  int done = 0;
  if (Py_EnterRecursiveCall(" in a mapping of facts") != 0) return -1;
  /* Another thread may change it before the call is over. */
  const int held = rows->held;
  rows->held = 0;
  if (is_plain(mapping)) {
    PyObject *name = NULL, *value = NULL;
    Py_ssize_t at = 0;
    while (done == 0 && PyDict_Next(mapping, &at, &name, &value))
      done = take_fact_below(rows, prefix, name, value);
  } else {
    PyObject *items = PyMapping_Items(mapping);
    if (items == NULL) done = -1;
    for (Py_ssize_t i = 0; done == 0 && i < PyList_Size(items); ++i) {
      PyObject *name = NULL, *value = NULL;
      done = us_pair_of(items, i, &name, &value) != 0 ? -1 : take_fact_below(rows, prefix, name, value);
    }
    Py_XDECREF(items);
  }
  rows->held = held;
  Py_LeaveRecursiveCall();
  return done;
}

static int take_fact(us_rows *rows, PyObject *name, PyObject *value) {
  if (us_is_missing(value)) return 0;
  if (us_is_mapping(value)) return take_facts_below(rows, name, value);
  usher_fact *fact = next_fact(rows);
  if (fact == NULL || take_text(rows, name, "the name of a fact", &fact->name) != 0) return -1;
  return take_value(rows, value, fact);
}

int us_rows_facts(us_rows *rows, PyObject *mapping) {
  if (!us_is_mapping(mapping)) {
    PyErr_Format(PyExc_TypeError, "facts must be a mapping of names, not %R", (PyObject *)Py_TYPE(mapping));
    return -1;
  }
  return take_facts_below(rows, NULL, mapping);
}

static int take_tags(us_rows *rows, PyObject *value) {
  usher_str *texts = NULL;
  size_t count = 0;
  int done = us_texts_in(value, "a tag", &rows->refs, &texts, &count);
  while (done == 0 && rows->tag_count + count > rows->tag_capacity) {
    void *made = grown(rows->tags, rows->some_tags, sizeof *rows->tags, &rows->tag_capacity);
    if (made == NULL)
      done = -1;
    else
      rows->tags = made;
  }
  if (done == 0 && count > 0) {
    memcpy(rows->tags + rows->tag_count, texts, count * sizeof *texts);
    rows->tag_count += count;
    current(rows)->tag_count += count;
  }
  PyMem_Free(texts);
  return done;
}

/* The library reads RFC 3339 itself, and says what is wrong with it. */
static int take_time(us_rows *rows, PyObject *name, PyObject *value) {
  if (PyUnicode_Check(value)) return take_fact(rows, name, value);
  usher_message *message = current(rows);
  message->time_given = 1;
  return us_time_in(rows->state, value, "time", &message->time);
}

int us_rows_set(us_rows *rows, int32_t key, PyObject *name, PyObject *value) {
  if (us_is_missing(value)) return 0;
  usher_message *message = current(rows);
  switch (key) {
  case US_KEY_ID: return take_text(rows, value, "id", &message->id);
  case US_KEY_CONVERSATION: return take_text(rows, value, "conversation", &message->conversation);
  case US_KEY_CHANNEL: return take_text(rows, value, "channel", &message->channel);
  case US_KEY_ACCOUNT: return take_text(rows, value, "account", &message->account);
  case US_KEY_VISIBILITY: return take_text(rows, value, "visibility", &message->visibility);
  case US_KEY_TEXT: return take_text(rows, value, "text", &message->text);
  case US_KEY_SUBJECT: return take_text(rows, value, "subject", &message->subject);
  case US_KEY_LANGUAGE: return take_text(rows, value, "language", &message->language);
  case US_KEY_TAGS: return take_tags(rows, value);
  case US_KEY_TIME: return take_time(rows, name, value);
  case US_KEY_FACTS: return us_rows_facts(rows, value);
  default: return take_fact(rows, name, value);
  }
}

static int take_key(us_rows *rows, PyObject *name, PyObject *value) {
  int32_t key = 0;
  if (us_key_of(name, &key) != 0) return -1;
  /* Options are of calls, not of messages. */
  return us_rows_set(rows, key >= US_KEY_LENIENT ? US_KEY_FACT : key, name, value);
}

int us_rows_mapping(us_rows *rows, PyObject *mapping) {
  int done = 0;
  if (is_plain(mapping)) {
    PyObject *name = NULL, *value = NULL;
    Py_ssize_t at = 0;
    while (done == 0 && PyDict_Next(mapping, &at, &name, &value))
      done = take_key(rows, name, value);
    return done;
  }
  PyObject *items = PyMapping_Items(mapping);
  if (items == NULL) return -1;
  for (Py_ssize_t i = 0; done == 0 && i < PyList_Size(items); ++i) {
    PyObject *name = NULL, *value = NULL;
    done = us_pair_of(items, i, &name, &value) != 0 ? -1 : take_key(rows, name, value);
  }
  Py_DECREF(items);
  return done;
}

void us_rows_ready(us_rows *rows) {
  usher_fact *fact = rows->facts;
  usher_str *tag = rows->tags;
  for (size_t i = 0; i < rows->count; ++i) {
    usher_message *message = &rows->messages[i];
    message->facts = message->fact_count == 0 ? NULL : fact;
    message->tags = message->tag_count == 0 ? NULL : tag;
    fact += message->fact_count;
    tag += message->tag_count;
  }
}

/* ---- Options ---- */

void us_triage_begin(us_triage *options) {
  memset(options, 0, sizeof *options);
  options->raw.struct_size = sizeof options->raw;
  options->report = -1;
}

void us_triage_end(us_triage *options) { PyMem_Free((void *)(uintptr_t)options->raw.limits); }

int us_triage_reports(const us_triage *options) {
  return options->report >= 0 ? options->report : (options->raw.flags & USHER_TRIAGE_LENIENT) != 0;
}

int us_triage_set(us_triage *options, us_rows *rows, int32_t key, PyObject *value) {
  uint32_t flag = 0;
  const char *name = NULL;
  int on = 0;
  switch (key) {
  case US_KEY_NOW:
    if (value == Py_None) return 0;
    options->raw.flags |= USHER_TRIAGE_NOW;
    return us_time_in(rows->state, value, "now", &options->raw.now);
  case US_KEY_LIMITS: {
    usher_limit *limits = NULL;
    PyMem_Free((void *)(uintptr_t)options->raw.limits);
    options->raw.limits = NULL;
    const int done = us_limits_in(value, &rows->refs, &limits, &options->raw.limit_count);
    options->raw.limits = limits;
    return done;
  }
  case US_KEY_REPORT:
    if (us_flag_in(value, "report", &on) != 0) return -1;
    options->report = on;
    return 0;
  case US_KEY_LENIENT: flag = USHER_TRIAGE_LENIENT, name = "lenient"; break;
  case US_KEY_FIND_LANGUAGE: flag = USHER_TRIAGE_LANGUAGE, name = "find_language"; break;
  case US_KEY_FIND_PERSONAL_DATA: flag = USHER_TRIAGE_PERSONAL_DATA, name = "find_personal_data"; break;
  default: flag = USHER_TRIAGE_FULL_TEXT, name = "full_text"; break;
  }
  if (us_flag_in(value, name, &on) != 0) return -1;
  if (on) options->raw.flags |= flag;
  return 0;
}
