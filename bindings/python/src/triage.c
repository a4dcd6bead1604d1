/* SPDX-License-Identifier: BSL-1.0
 * Policy.triage: the call that hosts make for every message. What it costs beside the library is what
 * benchmarks/bindings measures. */
#include "usher_python.h"

#include <string.h>

/* What the keywords of a call mean. A place in a program passes the same tuple each time, so it is looked at once. */
static int fields_of(us_state *state, PyObject *names, Py_ssize_t count, int32_t *out) {
  for (Py_ssize_t i = 0; i < count; ++i) {
    PyObject *name = PyTuple_GetItem(names, i);
    if (name == NULL || us_key_of(name, out + i) != 0) return -1;
  }
  PyObject *before = state->known_names;
  Py_INCREF(names);
  state->known_names = names;
  for (Py_ssize_t i = 0; i < count; ++i)
    state->known_fields[i] = out[i];
  Py_XDECREF(before);
  return 0;
}

/* Where a key's text stands in a message, by key. */
static const size_t places[] = {[US_KEY_ID] = offsetof(usher_message, id),
                                [US_KEY_CONVERSATION] = offsetof(usher_message, conversation),
                                [US_KEY_CHANNEL] = offsetof(usher_message, channel),
                                [US_KEY_ACCOUNT] = offsetof(usher_message, account),
                                [US_KEY_VISIBILITY] = offsetof(usher_message, visibility),
                                [US_KEY_TEXT] = offsetof(usher_message, text),
                                [US_KEY_SUBJECT] = offsetof(usher_message, subject),
                                [US_KEY_LANGUAGE] = offsetof(usher_message, language)};

/* What nearly every call passes, read without further looks: a str, which the caller holds, for a key that is a text. 0: it
 * is to be read as everything is. */
static int take_plain_text(usher_message *message, int32_t key, PyObject *value) {
  Py_ssize_t size = 0;
  if (key < US_KEY_ID || key > US_KEY_LANGUAGE || !PyUnicode_CheckExact(value)) return 0;
  const char *data = PyUnicode_AsUTF8AndSize(value, &size);
  if (data == NULL) {
    PyErr_Clear();
    return 0;
  }
  usher_str *text = (usher_str *)(void *)((char *)message + places[key]);
  text->data = data;
  text->size = (size_t)size;
  return 1;
}

static int take_keywords(us_rows *rows, us_triage *options, PyObject *names, PyObject *const *values) {
  us_state *state = rows->state;
  const Py_ssize_t count = PyTuple_Size(names);
  int32_t fields[US_KNOWN_NAMES];
  if (count <= US_KNOWN_NAMES) {
    /* A copy: reading a value may run code of the caller's, in which another call changes what is known. */
    if (names == state->known_names)
      memcpy(fields, state->known_fields, (size_t)count * sizeof fields[0]);
    else if (fields_of(state, names, count, fields) != 0)
      return -1;
  }
  for (Py_ssize_t i = 0; i < count; ++i) {
    if (count <= US_KNOWN_NAMES && take_plain_text(rows->messages, fields[i], values[i])) continue;
    PyObject *name = PyTuple_GetItem(names, i);
    int32_t key = 0;
    if (count <= US_KNOWN_NAMES)
      key = fields[i];
    else if (us_key_of(name, &key) != 0)
      return -1;
    const int done = key >= US_KEY_LENIENT ? us_triage_set(options, rows, key, values[i])
                                           : us_rows_set(rows, key, name, values[i]);
    if (done != 0) return -1;
  }
  return 0;
}

static PyObject *decide(us_policy *self, const usher_message *message, const us_triage *options) {
  us_state *state = self->state;
  usher_report *report = NULL;
  PyObject *findings = NULL;
  us_decision *decision = us_decision_new(self);
  if (decision == NULL) return NULL;
  const int reports = us_triage_reports(options);
  /* Options that say nothing are not looked at. */
  const int says = options->raw.flags != 0 || options->raw.limit_count != 0;
  const usher_triage_options *raw = says ? &options->raw : NULL;
  usher_decision *handle = us_decision_handle(decision);
  usher_status status = usher_triage(self->handle, message, raw, handle, reports ? &report : NULL);
  /* A report costs memory, so it is asked for when there is something in it: triage fails the same way twice. */
  if (status != USHER_OK && !reports) status = usher_triage(self->handle, message, raw, handle, &report);
  if (status != USHER_OK) {
    us_decision_drop(decision);
    return us_fail(state, status, report);
  }
  if (report != NULL && (findings = us_findings(state, report)) == NULL) {
    us_decision_drop(decision);
    return NULL;
  }
  return us_decision_ready(decision, findings);
}

PyObject *us_policy_triage(PyObject *object, PyObject *const *arguments, Py_ssize_t count, PyObject *names) {
  us_policy *self = (us_policy *)object;
  if (self->handle == NULL) return us_closed(self->state, "policy");
  if (count > 1)
    return PyErr_Format(PyExc_TypeError, "triage() takes one message and keywords, and %zd were given",
                        count);
  us_rows rows;
  us_triage options;
  us_rows_begin(&rows, self->state);
  us_triage_begin(&options);
  int done = us_rows_next(&rows);
  if (done == 0 && count == 1 && arguments[0] != Py_None) {
    if (us_is_mapping(arguments[0]))
      done = us_rows_mapping(&rows, arguments[0]);
    else
      done =
          us_text_in(arguments[0], "a message (a mapping, or its text)", &rows.refs, &rows.messages[0].text);
  }
  if (done == 0 && names != NULL) {
    rows.held = 1;
    done = take_keywords(&rows, &options, names, arguments + count);
  }
  PyObject *made = NULL;
  if (done == 0) {
    us_rows_ready(&rows);
    /* Reading the message may have run code that closed the policy. */
    made = self->handle == NULL ? us_closed(self->state, "policy") : decide(self, rows.messages, &options);
  }
  us_triage_end(&options);
  us_rows_end(&rows);
  return made;
}

PyObject *us_policy_triage_json(PyObject *object, PyObject *const *arguments, Py_ssize_t count,
                                PyObject *names) {
  us_policy *self = (us_policy *)object;
  us_state *state = self->state;
  if (self->handle == NULL) return us_closed(state, "policy");
  if (count != 1)
    return PyErr_Format(PyExc_TypeError, "triage_json() takes one message, and %zd were given", count);
  us_rows rows;
  us_triage options;
  usher_str json = {NULL, 0};
  PyObject *made = NULL;
  us_rows_begin(&rows, state);
  us_triage_begin(&options);
  int done = us_text_in(arguments[0], "a message", &rows.refs, &json);
  const Py_ssize_t named = names == NULL ? 0 : PyTuple_Size(names);
  for (Py_ssize_t i = 0; done == 0 && i < named; ++i) {
    PyObject *name = PyTuple_GetItem(names, i);
    int32_t key = 0;
    int only_needed = 0;
    if (PyUnicode_CompareWithASCIIString(name, "only_needed") == 0) {
      done = us_flag_in(arguments[1 + i], "only_needed", &only_needed);
      if (only_needed) options.raw.flags |= USHER_TRIAGE_ONLY_NEEDED;
    } else if (us_key_of(name, &key) != 0) {
      done = -1;
    } else if (key < US_KEY_LENIENT) {
      PyErr_Format(PyExc_TypeError, "triage_json() has no option %R", name);
      done = -1;
    } else {
      done = us_triage_set(&options, &rows, key, arguments[1 + i]);
    }
  }
  if (done == 0 && self->handle == NULL) {
    us_closed(state, "policy");
    done = -1;
  }
  if (done == 0) {
    usher_report *report = NULL;
    us_decision *decision = us_decision_new(self);
    if (decision != NULL) {
      const usher_status status =
          usher_triage_json(self->handle, json, &options.raw, us_decision_handle(decision), &report);
      PyObject *findings = status == USHER_OK ? us_findings(state, report) : us_fail(state, status, report);
      if (findings == NULL)
        us_decision_drop(decision);
      else
        made = us_decision_ready(decision, findings);
    }
  }
  us_triage_end(&options);
  us_rows_end(&rows);
  return made;
}
