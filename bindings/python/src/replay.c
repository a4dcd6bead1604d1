/* SPDX-License-Identifier: BSL-1.0
 * Replay and Mapping: what was recorded, under a policy or two. */
#include "usher_python.h"

#include <string.h>

typedef struct us_mapping {
  PyObject ob_base;
  us_state *state;
  usher_mapping *handle;
} us_mapping;

typedef struct us_replay {
  PyObject ob_base;
  us_state *state;
  usher_replay *handle;
  int busy;
} us_replay;

/* ---- Mapping ---- */

static PyObject *mapping_of(us_state *state, PyTypeObject *type, usher_status status, usher_mapping *handle,
                            usher_report *report) {
  if (status != USHER_OK) return us_fail(state, status, report);
  usher_report_destroy(report);
  us_mapping *self = PyObject_New(us_mapping, type);
  if (self == NULL) {
    usher_mapping_destroy(handle);
    return NULL;
  }
  self->state = state;
  self->handle = handle;
  return (PyObject *)self;
}

PyDoc_STRVAR(
    load_doc,
    "load($type, path, /)\n--\n\n"
    "From a file of YAML (docs/replay.md). Raises InputError with all findings, FileError, LimitError.\n");
static PyObject *mapping_load(PyObject *type, PyObject *given) {
  us_state *state = us_state_of((PyTypeObject *)type);
  PyObject *path = NULL;
  if (!PyUnicode_FSConverter(given, &path)) return NULL;
  usher_mapping *handle = NULL;
  usher_report *report = NULL;
  const usher_status status = usher_mapping_load(PyBytes_AsString(path), &handle, &report);
  Py_DECREF(path);
  return mapping_of(state, (PyTypeObject *)type, status, handle, report);
}

PyDoc_STRVAR(loads_doc,
             "loads($type, /, text, *, name=\"mapping\")\n--\n\nThe same from a text in memory.\n");
static PyObject *mapping_loads(PyObject *type, PyObject *arguments, PyObject *named) {
  static const char *const words[] = {"text", "name", NULL};
  us_state *state = us_state_of((PyTypeObject *)type);
  PyObject *text = NULL, *name = NULL, *made = NULL;
  if (!PyArg_ParseTupleAndKeywords(arguments, named, "O|$O:loads", (char **)(uintptr_t)words, &text, &name))
    return NULL;
  us_refs refs;
  usher_str raw = {NULL, 0}, called = {"mapping", 7};
  us_refs_begin(&refs);
  if (us_text_in(text, "text", &refs, &raw) == 0 &&
      (name == NULL || us_text_in(name, "name", &refs, &called) == 0)) {
    usher_mapping *handle = NULL;
    usher_report *report = NULL;
    const usher_status status = usher_mapping_load_memory(called, raw, &handle, &report);
    made = mapping_of(state, (PyTypeObject *)type, status, handle, report);
  }
  us_refs_end(&refs);
  return made;
}

static void mapping_dealloc(PyObject *object) {
  usher_mapping_destroy(((us_mapping *)object)->handle);
  us_free(object);
}

/* ---- Replay ---- */

static us_replay *ready(PyObject *object) {
  us_replay *self = (us_replay *)object;
  if (!self->busy) return self;
  us_busy(self->state, "replay");
  return NULL;
}

static PyObject *replay_new(PyTypeObject *type, PyObject *arguments, PyObject *named) {
  static const char *const words[] = {"policy", "against", "seed", "zone", "most_named", "limits", NULL};
  us_state *state = us_state_of(type);
  PyObject *given = NULL, *other = NULL, *seed = NULL, *zone = NULL, *most = NULL, *limits = NULL;
  us_replay *self = NULL;
  int64_t number = 0;
  if (!PyArg_ParseTupleAndKeywords(arguments, named, "O|O$OOOO:Replay", (char **)(uintptr_t)words, &given,
                                   &other, &seed, &zone, &most, &limits))
    return NULL;
  us_refs refs;
  usher_limit *list = NULL;
  usher_replay_options options;
  memset(&options, 0, sizeof options);
  options.struct_size = sizeof options;
  us_refs_begin(&refs);
  if (us_limits_in(limits, &refs, &list, &options.limit_count) == 0 &&
      (seed == NULL || us_uint64_in(seed, "seed", &options.seed) == 0) &&
      us_text_or_none(zone, "zone", &refs, &options.zone) == 0 &&
      (most == NULL || us_integer_in(most, "most_named", 0, UINT32_MAX, &number) == 0)) {
    options.limits = list;
    options.most_named = (uint32_t)number;
    us_policy *policy = us_policy_in(state, given, "policy");
    us_policy *against =
        policy == NULL || other == NULL || other == Py_None ? NULL : us_policy_in(state, other, "against");
    if (policy != NULL && !PyErr_Occurred()) {
      usher_replay *handle = NULL;
      usher_report *report = NULL;
      const usher_status status = usher_replay_create(
          policy->handle, against == NULL ? NULL : against->handle, &options, &handle, &report);
      if (status != USHER_OK) {
        us_fail(state, status, report);
      } else {
        usher_report_destroy(report);
        self = PyObject_New(us_replay, type);
        if (self == NULL) {
          usher_replay_destroy(handle);
        } else {
          self->state = state;
          self->handle = handle;
          self->busy = 0;
        }
      }
    }
  }
  PyMem_Free(list);
  us_refs_end(&refs);
  return (PyObject *)self;
}

static void replay_dealloc(PyObject *object) {
  usher_replay_destroy(((us_replay *)object)->handle);
  us_free(object);
}

static PyObject *findings_of(us_replay *self, usher_status status, usher_report *report) {
  return status == USHER_OK ? us_findings(self->state, report) : us_fail(self->state, status, report);
}

PyDoc_STRVAR(
    add_json_doc,
    "add_json($self, /, lines, *, file=\"events\")\n--\n\n"
    "Events or lines of a journal, whole lines of JSON, str or bytes, in any number of calls. What is no "
    "event\n"
    "is left out, and comes back as findings. Other threads run meanwhile. Raises StateError when it is\n"
    "finished, or rows were added.\n");
static PyObject *replay_add_json(PyObject *object, PyObject *arguments, PyObject *named) {
  static const char *const words[] = {"lines", "file", NULL};
  us_replay *self = ready(object);
  PyObject *lines = NULL, *file = NULL, *made = NULL;
  if (self == NULL || !PyArg_ParseTupleAndKeywords(arguments, named, "O|$O:add_json",
                                                   (char **)(uintptr_t)words, &lines, &file))
    return NULL;
  us_refs refs;
  usher_str text = {NULL, 0}, name = {"events", 6};
  us_refs_begin(&refs);
  if (us_text_in(lines, "lines", &refs, &text) == 0 &&
      (file == NULL || us_text_in(file, "file", &refs, &name) == 0)) {
    usher_report *report = NULL;
    usher_status status = USHER_OK;
    self->busy = 1;
    Py_BEGIN_ALLOW_THREADS status = usher_replay_add_json(self->handle, name, text, &report);
    Py_END_ALLOW_THREADS self->busy = 0;
    made = findings_of(self, status, report);
  }
  us_refs_end(&refs);
  return made;
}

PyDoc_STRVAR(
    add_doc,
    "add($self, events, /)\n--\n\n"
    "An event or a sequence of them, as Desk.apply takes them; those of a call that share a time are one "
    "instant.\n"
    "Other threads run meanwhile. Raises InputError for one that is wrong in itself; none is taken then.\n");
static PyObject *replay_add(PyObject *object, PyObject *given) {
  us_replay *self = ready(object);
  us_events *events = self == NULL ? NULL : us_events_new(self->state, given);
  if (events == NULL) return NULL;
  PyObject *made = NULL;
  if (ready(object) != NULL) {
    usher_report *report = NULL;
    usher_status status = USHER_OK;
    size_t count = 0;
    const usher_event *data = us_events_data(events, &count);
    self->busy = 1;
    Py_BEGIN_ALLOW_THREADS status = usher_replay_add(self->handle, data, count, &report);
    Py_END_ALLOW_THREADS self->busy = 0;
    made = findings_of(self, status, report);
  }
  us_events_free(events);
  return made;
}

PyDoc_STRVAR(
    add_rows_doc,
    "add_rows($self, /, mapping, rows, *, file=\"rows\", last=True)\n--\n\n"
    "Rows of a table, str or bytes, in pieces of any size; last: False while more follow. Rows come in any "
    "order.\n"
    "Those that make no sense are left out, and come back as findings. Other threads run meanwhile. Raises\n"
    "InputError when the first row has not the columns of the mapping.\n");
static PyObject *replay_add_rows(PyObject *object, PyObject *arguments, PyObject *named) {
  static const char *const words[] = {"mapping", "rows", "file", "last", NULL};
  us_replay *self = ready(object);
  PyObject *mapping = NULL, *rows = NULL, *file = NULL, *made = NULL;
  int last = 1;
  if (self == NULL ||
      !PyArg_ParseTupleAndKeywords(arguments, named, "O!O|$Op:add_rows", (char **)(uintptr_t)words,
                                   self->state->types[US_MAPPING], &mapping, &rows, &file, &last))
    return NULL;
  us_refs refs;
  usher_str bytes = {NULL, 0}, name = {"rows", 4};
  us_refs_begin(&refs);
  if (us_text_in(rows, "rows", &refs, &bytes) == 0 &&
      (file == NULL || us_text_in(file, "file", &refs, &name) == 0)) {
    usher_report *report = NULL;
    usher_status status = USHER_OK;
    self->busy = 1;
    Py_BEGIN_ALLOW_THREADS status =
        usher_replay_add_rows(self->handle, ((us_mapping *)mapping)->handle, name, bytes, last, &report);
    Py_END_ALLOW_THREADS self->busy = 0;
    made = findings_of(self, status, report);
  }
  us_refs_end(&refs);
  return made;
}

PyDoc_STRVAR(
    play_doc,
    "play($self)\n--\n\n"
    "Plays a part of the rows behind the last piece; how many of their events are left. Other threads run\n"
    "meanwhile.\n");
static PyObject *replay_play(PyObject *object, PyObject *unused) {
  (void)unused;
  us_replay *self = ready(object);
  usher_report *report = NULL;
  usher_status status = USHER_OK;
  uint64_t left = 0;
  if (self == NULL) return NULL;
  self->busy = 1;
  Py_BEGIN_ALLOW_THREADS status = usher_replay_play(self->handle, &left, &report);
  Py_END_ALLOW_THREADS self->busy = 0;
  if (status != USHER_OK) return us_fail(self->state, status, report);
  usher_report_destroy(report);
  return PyLong_FromUnsignedLongLong(left);
}

PyDoc_STRVAR(finish_doc, "finish($self)\n--\n\n"
                         "All is there: makes the result. Other threads run meanwhile. Raises StateError "
                         "when it is finished, or the\n"
                         "last piece of rows is missing.\n");
static PyObject *replay_finish(PyObject *object, PyObject *unused) {
  (void)unused;
  us_replay *self = ready(object);
  usher_report *report = NULL;
  usher_status status = USHER_OK;
  if (self == NULL) return NULL;
  self->busy = 1;
  Py_BEGIN_ALLOW_THREADS status = usher_replay_finish(self->handle, &report);
  Py_END_ALLOW_THREADS self->busy = 0;
  return findings_of(self, status, report);
}

static PyObject *replay_summary(PyObject *object, void *unused) {
  (void)unused;
  us_replay *self = ready(object);
  if (self == NULL) return NULL;
  const usher_replay_summary *summary = usher_replay_result(self->handle);
  return summary == NULL ? us_fail(self->state, USHER_STATE, NULL)
                         : us_record(self->state, US_SUMMARY, summary);
}

static PyObject *render(PyObject *object, int32_t format) {
  us_replay *self = ready(object);
  usher_str out = {NULL, 0};
  if (self == NULL) return NULL;
  const usher_status status = usher_replay_render(self->handle, format, &out);
  if (status != USHER_OK) return us_fail(self->state, status, NULL);
  return format == USHER_FORMAT_JSON ? us_json(self->state, out) : us_text_out(out);
}
static PyObject *replay_text(PyObject *self, PyObject *unused) {
  (void)unused;
  return render(self, USHER_FORMAT_TEXT);
}
static PyObject *replay_to_dict(PyObject *self, PyObject *unused) {
  (void)unused;
  return render(self, USHER_FORMAT_JSON);
}

PyDoc_STRVAR(
    replay_doc,
    "Replay(policy, against=None, *, seed=0, zone=None, most_named=10, limits=None)\n--\n\n"
    "Recorded events through a real desk, under one policy, or under two side by side (docs/replay.md). "
    "zone: an\n"
    "IANA name, by whose clock the hours of the day go; UTC. most_named: conversations that the page for "
    "people\n"
    "names. Belongs to one thread at a time. replay() does all of it in one call.\n\n"
    ">>> replay = usher.Replay(policy)\n"
    ">>> replay.add([{\"type\": \"message\", \"time\": \"2026-03-20T09:00:00Z\", \"conversation\": \"c-1\",\n"
    "...              \"message\": {\"text\": \"I want a refund\"}}])\n"
    "()\n"
    ">>> replay.finish()\n"
    "()\n"
    ">>> replay.summary.conversations\n"
    "1\n");

int us_replay_types(PyObject *module, us_state *state) {
  static PyMethodDef mapping_methods[] = {
      {"load", mapping_load, METH_O | METH_CLASS, load_doc},
      {"loads", US_CALL(mapping_loads), METH_VARARGS | METH_KEYWORDS | METH_CLASS, loads_doc},
      {NULL, NULL, 0, NULL}};
  PyType_Slot mapping_slots[] = {
      US_SLOT(Py_tp_dealloc, mapping_dealloc),
      {Py_tp_methods, mapping_methods},
      {Py_tp_doc,
       (void *)(uintptr_t) "How rows of a table become events: which column is what (docs/replay.md)."},
      {0, NULL}};
  PyType_Spec mapping_spec = {"usher.Mapping", sizeof(us_mapping), 0,
                              Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION, mapping_slots};
  static PyMethodDef methods[] = {
      {"add", replay_add, METH_O, add_doc},
      {"add_json", US_CALL(replay_add_json), METH_VARARGS | METH_KEYWORDS, add_json_doc},
      {"add_rows", US_CALL(replay_add_rows), METH_VARARGS | METH_KEYWORDS, add_rows_doc},
      {"play", replay_play, METH_NOARGS, play_doc},
      {"finish", replay_finish, METH_NOARGS, finish_doc},
      {"text", replay_text, METH_NOARGS,
       "text($self)\n--\n\nThe result as a page for people. StateError before finish."},
      {"to_dict", replay_to_dict, METH_NOARGS,
       "to_dict($self)\n--\n\nThe result as docs/schema/replay.schema.json has it. StateError before "
       "finish."},
      {NULL, NULL, 0, NULL}};
  static PyGetSetDef values[] = {{"summary", replay_summary, NULL,
                                  "The figures that matter most, a ReplaySummary. StateError before finish.",
                                  NULL},
                                 {NULL, NULL, NULL, NULL, NULL}};
  PyType_Slot slots[] = {US_SLOT(Py_tp_dealloc, replay_dealloc),
                         US_SLOT(Py_tp_new, replay_new),
                         {Py_tp_methods, methods},
                         {Py_tp_getset, values},
                         {Py_tp_doc, (void *)(uintptr_t)replay_doc},
                         {0, NULL}};
  PyType_Spec spec = {"usher.Replay", sizeof(us_replay), 0, Py_TPFLAGS_DEFAULT, slots};
  return us_add_type(module, state, US_MAPPING, &mapping_spec) != 0 ||
                 us_add_type(module, state, US_REPLAY, &spec) != 0
             ? -1
             : 0;
}
