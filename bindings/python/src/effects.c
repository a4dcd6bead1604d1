/* SPDX-License-Identifier: BSL-1.0
 * Effects: what came of a change of a desk. */
#include "usher_python.h"

typedef struct us_effects {
  PyObject ob_base;
  us_state *state;
  usher_effects *handle;
  usher_report *report; /* until its findings are asked for */
  PyObject *findings;
  int repeated;
} us_effects;

static us_effects *of(PyObject *object) { return (us_effects *)object; }

PyObject *us_effects_new(us_state *state) {
  usher_effects *handle = NULL;
  const usher_status status = usher_effects_create(&handle);
  if (status != USHER_OK) return us_fail(state, status, NULL);
  us_effects *self = PyObject_New(us_effects, state->types[US_EFFECTS]);
  if (self == NULL) {
    usher_effects_destroy(handle);
    return NULL;
  }
  self->state = state;
  self->handle = handle;
  self->report = NULL;
  self->findings = NULL;
  self->repeated = 0;
  return (PyObject *)self;
}

usher_effects *us_effects_handle(PyObject *object) { return of(object)->handle; }

PyObject *us_effects_done(PyObject *object, usher_status status, usher_report *report) {
  us_effects *self = of(object);
  if (status == USHER_OK || status == USHER_REPEATED) {
    self->report = report;
    self->repeated = status == USHER_REPEATED;
    return object;
  }
  us_fail(self->state, status, report);
  Py_DECREF(object);
  return NULL;
}

static void effects_dealloc(PyObject *object) {
  usher_effects_destroy(of(object)->handle);
  usher_report_destroy(of(object)->report);
  Py_XDECREF(of(object)->findings);
  us_free(object);
}

static Py_ssize_t effects_length(PyObject *object) {
  return (Py_ssize_t)usher_effects_count(of(object)->handle);
}

static PyObject *effects_item(PyObject *object, Py_ssize_t at) {
  const usher_effect *found = at < 0 ? NULL : usher_effects_at(of(object)->handle, (size_t)at);
  if (found == NULL) {
    PyErr_SetString(PyExc_IndexError, "there is no such effect");
    return NULL;
  }
  return us_record(of(object)->state, US_EFFECT, found);
}

static PyObject *effects_results(PyObject *object, void *unused) {
  (void)unused;
  PyObject *made = PyList_New(0);
  const usher_event_result *result = NULL;
  for (size_t i = 0; made != NULL && (result = usher_effects_result(of(object)->handle, i)) != NULL; ++i) {
    PyObject *one = us_record(of(object)->state, US_RESULT, result);
    if (one == NULL || PyList_Append(made, one) != 0) Py_CLEAR(made);
    Py_XDECREF(one);
  }
  return made;
}

static PyObject *effects_repeated(PyObject *object, void *unused) {
  (void)unused;
  return PyBool_FromLong(of(object)->repeated);
}

static PyObject *effects_findings(PyObject *object, void *unused) {
  (void)unused;
  us_effects *self = of(object);
  if (self->findings == NULL) {
    usher_report *report = self->report;
    self->report = NULL;
    self->findings = us_findings(self->state, report);
    if (self->findings == NULL) return NULL;
  }
  Py_INCREF(self->findings);
  return self->findings;
}

static PyObject *effects_journal(PyObject *object, void *unused) {
  (void)unused;
  usher_str out = {NULL, 0};
  const usher_status status = usher_effects_journal(of(object)->handle, &out);
  return status == USHER_OK ? us_text_out(out) : us_fail(of(object)->state, status, NULL);
}

static PyObject *render(PyObject *object, int32_t format) {
  usher_str out = {NULL, 0};
  const usher_status status = usher_effects_render(of(object)->handle, format, &out);
  return status == USHER_OK ? us_text_out(out) : us_fail(of(object)->state, status, NULL);
}
static PyObject *effects_text(PyObject *self, PyObject *unused) {
  (void)unused;
  return render(self, USHER_FORMAT_TEXT);
}
static PyObject *effects_json(PyObject *self, PyObject *unused) {
  (void)unused;
  return render(self, USHER_FORMAT_JSON);
}

static PyObject *effects_repr(PyObject *object) {
  const size_t count = usher_effects_count(of(object)->handle);
  return PyUnicode_FromFormat("<usher.Effects: %zu effect%s>", count, count == 1 ? "" : "s");
}

int us_effects_type(PyObject *module, us_state *state) {
  static PyMethodDef methods[] = {
      {"text", effects_text, METH_NOARGS, "text($self)\n--\n\nEach on a line, for people."},
      {"json", effects_json, METH_NOARGS,
       "json($self)\n--\n\nEach on a line, as docs/schema/effect.schema.json has it."},
      {NULL, NULL, 0, NULL}};
  static PyGetSetDef values[] = {
      {"results", effects_results, NULL, "What became of each event, EventResult tuples.", NULL},
      {"repeated", effects_repeated, NULL,
       "Whether every event was applied before: then there are no effects, and nothing is to be kept.", NULL},
      {"findings", effects_findings, NULL, "What was doubtful; the line of a finding is its event, from 1.",
       NULL},
      {"journal", effects_journal, NULL,
       "The lines of the journal, to be stored before commit. StateError unless the desk has journal=True.",
       NULL},
      {NULL, NULL, NULL, NULL, NULL}};
  PyType_Slot slots[] = {
      US_SLOT(Py_tp_dealloc, effects_dealloc),
      US_SLOT(Py_tp_repr, effects_repr),
      US_SLOT(Py_sq_length, effects_length),
      US_SLOT(Py_tp_iter, PySeqIter_New),
      US_SLOT(Py_sq_item, effects_item),
      {Py_tp_methods, methods},
      {Py_tp_getset, values},
      {Py_tp_doc,
       (void *)(uintptr_t) "What came of a change of a desk: a sequence of Effect tuples, as they came."},
      {0, NULL}};
  PyType_Spec spec = {"usher.Effects", sizeof(us_effects), 0,
                      Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION, slots};
  return us_add_type(module, state, US_EFFECTS, &spec);
}
