/* SPDX-License-Identifier: BSL-1.0
 * Desk: events in, effects out. */
#include "desk.h"

#include "usher_python.h"
#include "view.h"

#include <string.h>

us_desk *us_desk_ready(PyObject *object) {
  us_desk *self = (us_desk *)object;
  if (self->handle != NULL) return self;
  us_closed(self->state, "desk");
  return NULL;
}

static PyObject *wrap(us_state *state, PyTypeObject *type, usher_desk *handle) {
  us_desk *self = PyObject_New(us_desk, type);
  if (self == NULL) {
    usher_desk_destroy(handle);
    return NULL;
  }
  self->state = state;
  self->handle = handle;
  self->busy = 0;
  return (PyObject *)self;
}

typedef struct choices {
  usher_desk_options raw;
  usher_limit *limits;
  us_refs refs;
} choices;

static void choices_end(choices *options) {
  PyMem_Free(options->limits);
  us_refs_end(&options->refs);
}

static int choices_begin(choices *options, PyObject *seed, int keep, int journal, PyObject *limits) {
  memset(&options->raw, 0, sizeof options->raw);
  options->raw.struct_size = sizeof options->raw;
  options->raw.flags = (keep ? USHER_DESK_KEEP : 0u) | (journal ? USHER_DESK_JOURNAL : 0u);
  options->limits = NULL;
  us_refs_begin(&options->refs);
  const int done = us_limits_in(limits, &options->refs, &options->limits, &options->raw.limit_count);
  options->raw.limits = options->limits;
  return done != 0 || (seed != NULL && us_uint64_in(seed, "seed", &options->raw.seed) != 0) ? -1 : 0;
}

static PyObject *desk_new(PyTypeObject *type, PyObject *arguments, PyObject *named) {
  static const char *const words[] = {"policy", "seed", "keep", "journal", "limits", NULL};
  us_state *state = us_state_of(type);
  PyObject *object = NULL, *seed = NULL, *limits = NULL, *made = NULL;
  int keep = 0, journal = 0;
  if (!PyArg_ParseTupleAndKeywords(arguments, named, "O|$OppO:Desk", (char **)(uintptr_t)words, &object,
                                   &seed, &keep, &journal, &limits))
    return NULL;
  choices options;
  if (choices_begin(&options, seed, keep, journal, limits) == 0) {
    us_policy *policy = us_policy_in(state, object, "policy");
    if (policy != NULL) {
      usher_desk *handle = NULL;
      usher_report *report = NULL;
      const usher_status status = usher_desk_open(policy->handle, &options.raw, &handle, &report);
      if (status != USHER_OK) {
        us_fail(state, status, report);
      } else {
        usher_report_destroy(report);
        made = wrap(state, type, handle);
      }
    }
  }
  choices_end(&options);
  return made;
}

PyDoc_STRVAR(restore_doc, "restore($type, /, snapshot, *, keep=False, journal=False, limits=None)\n--\n\n"
                          "A desk that goes on where another was, with the policy that is in the snapshot "
                          "(bytes). Other threads run\n"
                          "meanwhile. Raises FormatError for what is no snapshot, VersionError.\n\n"
                          ">>> with usher.Desk(policy, keep=True) as desk:\n"
                          "...     snapshot = desk.snapshot()\n"
                          ">>> usher.Desk.restore(snapshot)\n"
                          "<usher.Desk>\n");
static PyObject *desk_restore(PyObject *type, PyObject *arguments, PyObject *named) {
  static const char *const words[] = {"snapshot", "keep", "journal", "limits", NULL};
  us_state *state = us_state_of((PyTypeObject *)type);
  PyObject *snapshot = NULL, *limits = NULL, *made = NULL;
  int keep = 0, journal = 0;
  if (!PyArg_ParseTupleAndKeywords(arguments, named, "O|$ppO:restore", (char **)(uintptr_t)words, &snapshot,
                                   &keep, &journal, &limits))
    return NULL;
  choices options;
  usher_str bytes = {NULL, 0};
  if (choices_begin(&options, NULL, keep, journal, limits) == 0) {
    if (!PyBytes_Check(snapshot)) {
      PyErr_Format(PyExc_TypeError, "snapshot must be bytes, not %R", (PyObject *)Py_TYPE(snapshot));
    } else if (us_text_in(snapshot, "snapshot", &options.refs, &bytes) == 0) {
      usher_desk *handle = NULL;
      usher_report *report = NULL;
      usher_status status = USHER_OK;
      Py_BEGIN_ALLOW_THREADS status = usher_desk_restore(bytes, &options.raw, &handle, &report);
      Py_END_ALLOW_THREADS if (status != USHER_OK) { us_fail(state, status, report); }
      else {
        usher_report_destroy(report);
        made = wrap(state, (PyTypeObject *)type, handle);
      }
    }
  }
  choices_end(&options);
  return made;
}

/* ---- Changes ---- */

/* Calls of the library wait for each other. Where one may take long, others must not wait with the lock of the
 * interpreter in their hands. */
typedef struct waiting {
  PyThreadState *thread;
} waiting;

static waiting begin_call(us_desk *self, int is_long) {
  const int others = self->busy++ > 0;
  const waiting made = {others || is_long ? PyEval_SaveThread() : NULL};
  return made;
}

static void end_call(us_desk *self, waiting call) {
  if (call.thread != NULL) PyEval_RestoreThread(call.thread);
  --self->busy;
}

PyDoc_STRVAR(
    apply_doc,
    "apply($self, events=None, /, **event)\n--\n\n"
    "Applies an event (a mapping, or keywords) or a sequence of events, whole or not at all; those that "
    "share a\n"
    "time are one instant. The keys are those of the JSON form (docs/desk.md); as keywords `from` and `with` "
    "are\n"
    "`from_` and `with_`. Times are datetimes with a zone, RFC 3339 texts or int milliseconds; `within` is "
    "a\n"
    "timedelta, a text as \"1h30m\" or int milliseconds. To be kept by commit or taken back by abort, unless "
    "the desk keeps.\n\n"
    "Raises InputError, TimeError, LimitError, ConflictError for an id that was another event's, StateError "
    "while\n"
    "a change waits; the desk is then as it was.\n\n"
    ">>> desk = usher.Desk(policy, keep=True)\n"
    ">>> effects = desk.apply(type=\"message\", time=\"2026-03-20T09:00:00Z\", conversation=\"c-1\",\n"
    "...                      message={\"text\": \"I want a refund\"})\n"
    ">>> effects[0].type, effects[0].department, effects[0].because\n"
    "('routed', 'billing', 'refunds go to billing')\n");
static PyObject *desk_apply(PyObject *object, PyObject *arguments, PyObject *named) {
  us_desk *self = us_desk_ready(object);
  PyObject *given = NULL;
  if (self == NULL || !PyArg_ParseTuple(arguments, "|O:apply", &given)) return NULL;
  const int keywords = named != NULL && PyDict_Size(named) > 0;
  if (keywords == (given != NULL))
    return PyErr_Format(PyExc_TypeError, "apply() takes events, or one event as keywords");
  us_events *events = us_events_new(self->state, keywords ? named : given);
  if (events == NULL) return NULL;
  size_t count = 0;
  const usher_event *data = us_events_data(events, &count);
  /* Reading the events may have run code that closed the desk. */
  PyObject *made = us_desk_ready(object) == NULL ? NULL : us_effects_new(self->state);
  if (made != NULL) {
    usher_report *report = NULL;
    const waiting call = begin_call(self, count > 16);
    const usher_status status = usher_desk_apply(self->handle, data, count, us_effects_handle(made), &report);
    end_call(self, call);
    made = us_effects_done(made, status, report);
  }
  us_events_free(events);
  return made;
}

PyDoc_STRVAR(
    apply_json_doc,
    "apply_json($self, lines, /)\n--\n\n"
    "The same from JSON, one event on each line (docs/schema/event.schema.json), str or bytes. An event\n"
    "that is said again must be said in the same form. Other threads run meanwhile.\n");
static PyObject *desk_apply_json(PyObject *object, PyObject *lines) {
  us_desk *self = us_desk_ready(object);
  if (self == NULL) return NULL;
  us_refs refs;
  usher_str text = {NULL, 0};
  PyObject *made = NULL;
  us_refs_begin(&refs);
  if (us_text_in(lines, "lines", &refs, &text) == 0) {
    made = us_effects_new(self->state);
  }
  if (made != NULL) {
    usher_report *report = NULL;
    const waiting call = begin_call(self, 1);
    const usher_status status = usher_desk_apply_json(self->handle, text, us_effects_handle(made), &report);
    end_call(self, call);
    made = us_effects_done(made, status, report);
  }
  us_refs_end(&refs);
  return made;
}

PyDoc_STRVAR(
    advance_doc,
    "advance($self, /, time, *, force=False)\n--\n\n"
    "Tells the desk the time; to be called when next_due has come. force: further ahead than the policy\n"
    "believes. Raises TimeError, StateError.\n");
static PyObject *desk_advance(PyObject *object, PyObject *arguments, PyObject *named) {
  static const char *const words[] = {"time", "force", NULL};
  us_desk *self = us_desk_ready(object);
  PyObject *time = NULL;
  int force = 0;
  usher_event event;
  memset(&event, 0, sizeof event);
  event.struct_size = sizeof event;
  event.type = USHER_EVENT_ADVANCE;
  if (self == NULL ||
      !PyArg_ParseTupleAndKeywords(arguments, named, "O|$p:advance", (char **)(uintptr_t)words, &time,
                                   &force) ||
      us_time_in(self->state, time, "time", &event.time) != 0 || us_desk_ready(object) == NULL)
    return NULL;
  event.flags = force ? USHER_EVENT_FORCE : 0;
  usher_report *report = NULL;
  PyObject *made = us_effects_new(self->state);
  if (made == NULL) return NULL;
  const waiting call = begin_call(self, 1);
  const usher_status status = usher_desk_apply(self->handle, &event, 1, us_effects_handle(made), &report);
  end_call(self, call);
  return us_effects_done(made, status, report);
}

PyDoc_STRVAR(
    set_policy_doc,
    "set_policy($self, policy, /)\n--\n\n"
    "Another policy from the desk's time on; the effects say what changes. To be kept or taken back like\n"
    "any change. Other threads run meanwhile. Raises StateError while a change waits.\n");
static PyObject *desk_set_policy(PyObject *object, PyObject *given) {
  us_desk *self = us_desk_ready(object);
  us_policy *policy = self == NULL ? NULL : us_policy_in(self->state, given, "policy");
  usher_policy *shared = NULL;
  usher_report *report = NULL;
  PyObject *made = policy == NULL ? NULL : us_effects_new(self->state);
  if (made == NULL) return NULL;
  usher_status status = usher_policy_share(policy->handle, &shared);
  if (status == USHER_OK) {
    const waiting call = begin_call(self, 1);
    status = usher_desk_set_policy(self->handle, shared, us_effects_handle(made), &report);
    end_call(self, call);
  }
  usher_policy_destroy(shared);
  return us_effects_done(made, status, report);
}

static PyObject *end_change(PyObject *object, usher_status (*end)(usher_desk *)) {
  us_desk *self = us_desk_ready(object);
  if (self == NULL) return NULL;
  const waiting call = begin_call(self, 0);
  const usher_status status = end(self->handle);
  end_call(self, call);
  if (status != USHER_OK) return us_fail(self->state, status, NULL);
  Py_RETURN_NONE;
}

PyDoc_STRVAR(commit_doc, "commit($self)\n--\n\nKeeps the last change; nothing when there is none.\n");
static PyObject *desk_commit(PyObject *self, PyObject *unused) {
  (void)unused;
  return end_change(self, usher_desk_commit);
}

PyDoc_STRVAR(abort_doc, "abort($self)\n--\n\nTakes the last change back; nothing when there is none.\n");
static PyObject *desk_abort(PyObject *self, PyObject *unused) {
  (void)unused;
  return end_change(self, usher_desk_abort);
}

/* ---- Its end ---- */

PyDoc_STRVAR(close_doc, "close($self)\n--\n\nLets go of it; StateError while another thread uses it.\n");
static PyObject *desk_close(PyObject *object, PyObject *unused) {
  (void)unused;
  us_desk *self = (us_desk *)object;
  if (self->busy > 0) return us_busy(self->state, "desk");
  usher_desk_destroy(self->handle);
  self->handle = NULL;
  Py_RETURN_NONE;
}

static PyObject *desk_enter(PyObject *object, PyObject *unused) {
  (void)unused;
  if (us_desk_ready(object) == NULL) return NULL;
  Py_INCREF(object);
  return object;
}

static PyObject *desk_exit(PyObject *object, PyObject *unused) {
  (void)unused;
  return desk_close(object, NULL);
}

static void desk_dealloc(PyObject *object) {
  usher_desk_destroy(((us_desk *)object)->handle);
  us_free(object);
}

static PyObject *desk_closed(PyObject *object, void *unused) {
  (void)unused;
  return PyBool_FromLong(((us_desk *)object)->handle == NULL);
}

static PyObject *desk_repr(PyObject *object) {
  return PyUnicode_FromString(((us_desk *)object)->handle == NULL ? "<usher.Desk, closed>" : "<usher.Desk>");
}

PyDoc_STRVAR(
    desk_doc,
    "Desk(policy, *, seed=0, keep=False, journal=False, limits=None)\n--\n\n"
    "Who has which conversation, who gets the next one, by when it is to be answered: events in, effects "
    "out\n"
    "(docs/desk.md). It reads no clock. A change is made by apply and kept by commit or taken back by abort; "
    "with\n"
    "keep=True it is kept at once. journal: effects have the lines of a journal. seed: of what is chosen at\n"
    "random, 0 to 2**64 - 1.\n\n"
    "Any number of threads may use it, one call following the other. `with usher.Desk(policy) as desk:` "
    "closes\n"
    "it.\n\n"
    ">>> desk = usher.Desk(policy)\n"
    ">>> with desk.change(type=\"message\", time=\"2026-03-20T09:00:00Z\", conversation=\"c-1\",\n"
    "...                  message=\"Hello\") as effects:\n"
    "...     print(effects.text(), end=\"\")  # where the host stores what it must not lose\n"
    "2026-03-20T09:00:00Z c-1: to care, normal (default)\n"
    "2026-03-20T09:00:00Z c-1: first response due at 2026-03-20T10:00:00Z\n"
    "2026-03-20T09:00:00Z c-1: waits in care (default)\n"
    "2026-03-20T09:00:00Z c-1: given to sara (strategy)\n");

PyObject *us_desk_snapshot(PyObject *self, PyObject *unused);
PyObject *us_desk_metrics(PyObject *self, PyObject *arguments, PyObject *named);
PyObject *us_desk_next_due(PyObject *self, PyObject *unused);
PyObject *us_desk_look(PyObject *self, PyObject *unused);
PyObject *us_desk_conversation(PyObject *self, PyObject *name);
PyObject *us_desk_agent(PyObject *self, PyObject *name);
PyObject *us_desk_candidates(PyObject *self, PyObject *name);
PyObject *us_desk_queue(PyObject *self, PyObject *name);
PyObject *us_desk_owed(PyObject *self, PyObject *arguments, PyObject *named);
PyObject *us_desk_consultations(PyObject *self, PyObject *arguments, PyObject *named);
extern const char us_snapshot_doc[], us_metrics_doc[], us_next_due_doc[], us_look_doc[],
    us_conversation_doc[], us_agent_doc[], us_candidates_doc[], us_queue_doc[], us_owed_doc[],
    us_consultations_doc[];

int us_desk_type(PyObject *module, us_state *state) {
  static PyMethodDef methods[] = {
      {"restore", US_CALL(desk_restore), METH_VARARGS | METH_KEYWORDS | METH_CLASS, restore_doc},
      {"apply", US_CALL(desk_apply), METH_VARARGS | METH_KEYWORDS, apply_doc},
      {"apply_json", desk_apply_json, METH_O, apply_json_doc},
      {"advance", US_CALL(desk_advance), METH_VARARGS | METH_KEYWORDS, advance_doc},
      {"set_policy", desk_set_policy, METH_O, set_policy_doc},
      {"commit", desk_commit, METH_NOARGS, commit_doc},
      {"abort", desk_abort, METH_NOARGS, abort_doc},
      {"snapshot", us_desk_snapshot, METH_NOARGS, us_snapshot_doc},
      {"metrics", US_CALL(us_desk_metrics), METH_VARARGS | METH_KEYWORDS, us_metrics_doc},
      {"next_due", us_desk_next_due, METH_NOARGS, us_next_due_doc},
      {"look", us_desk_look, METH_NOARGS, us_look_doc},
      {"conversation", us_desk_conversation, METH_O, us_conversation_doc},
      {"agent", us_desk_agent, METH_O, us_agent_doc},
      {"candidates", us_desk_candidates, METH_O, us_candidates_doc},
      {"queue", us_desk_queue, METH_O, us_queue_doc},
      {"owed", US_CALL(us_desk_owed), METH_VARARGS | METH_KEYWORDS, us_owed_doc},
      {"consultations", US_CALL(us_desk_consultations), METH_VARARGS | METH_KEYWORDS, us_consultations_doc},
      {"close", desk_close, METH_NOARGS, close_doc},
      {"__enter__", desk_enter, METH_NOARGS, NULL},
      {"__exit__", desk_exit, METH_VARARGS, NULL},
      {NULL, NULL, 0, NULL}};
  static PyGetSetDef values[] = {{"closed", desk_closed, NULL, "Whether close was called.", NULL},
                                 {NULL, NULL, NULL, NULL, NULL}};
  PyType_Slot slots[] = {US_SLOT(Py_tp_dealloc, desk_dealloc),
                         US_SLOT(Py_tp_repr, desk_repr),
                         US_SLOT(Py_tp_new, desk_new),
                         {Py_tp_methods, methods},
                         {Py_tp_getset, values},
                         {Py_tp_doc, (void *)(uintptr_t)desk_doc},
                         {0, NULL}};
  PyType_Spec spec = {"usher.Desk", sizeof(us_desk), 0, Py_TPFLAGS_DEFAULT, slots};
  return us_add_type(module, state, US_DESK, &spec);
}
