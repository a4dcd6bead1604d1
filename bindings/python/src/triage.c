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
  usher_decision *decision = us_policy_take(self);
  if (decision == NULL) return NULL;
  const int reports = us_triage_reports(options);
  usher_status status =
      usher_triage(self->handle, message, &options->raw, decision, reports ? &report : NULL);
  /* A report costs memory, so it is asked for when there is something in it: triage fails the same way twice. */
  if (status != USHER_OK && !reports)
    status = usher_triage(self->handle, message, &options->raw, decision, &report);
  if (status != USHER_OK) {
    us_policy_give(self, decision);
    return us_fail(state, status, report);
  }
  PyObject *findings = NULL;
  if (report != NULL) {
    findings = us_findings(state, report);
    if (findings == NULL) {
      us_policy_give(self, decision);
      return NULL;
    }
  }
  return us_decision_wrap(self, decision, findings);
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
  if (done == 0 && names != NULL) done = take_keywords(&rows, &options, names, arguments + count);
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
    usher_decision *decision = us_policy_take(self);
    if (decision != NULL) {
      const usher_status status = usher_triage_json(self->handle, json, &options.raw, decision, &report);
      if (status != USHER_OK) {
        us_policy_give(self, decision);
        us_fail(state, status, report);
      } else {
        PyObject *findings = us_findings(state, report);
        if (findings == NULL)
          us_policy_give(self, decision);
        else
          made = us_decision_wrap(self, decision, findings);
      }
    }
  }
  us_triage_end(&options);
  us_rows_end(&rows);
  return made;
}
