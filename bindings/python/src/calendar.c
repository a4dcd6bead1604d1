/* SPDX-License-Identifier: BSL-1.0
 * Calendar: opening hours, and how much of them passes. */
#include "usher_python.h"

#include <string.h>

typedef struct us_calendar {
  PyObject ob_base;
  us_state *state;
  usher_calendar *handle;
} us_calendar;

PyObject *us_policy_calendar(PyObject *self, PyObject *name);

PyObject *us_policy_calendar(PyObject *object, PyObject *name) {
  us_policy *policy = us_policy_in(((us_policy *)object)->state, object, "self");
  if (policy == NULL) return NULL;
  us_state *state = policy->state;
  us_refs refs;
  usher_str called = {NULL, 0};
  usher_calendar *calendar = NULL;
  usher_report *report = NULL;
  us_calendar *made = NULL;
  us_refs_begin(&refs);
  if (us_text_in(name, "name", &refs, &called) == 0) {
    const usher_status status = usher_calendar_create(policy->handle, called, &calendar, &report);
    if (status != USHER_OK) {
      us_fail(state, status, report);
    } else {
      usher_report_destroy(report);
      made = PyObject_New(us_calendar, state->types[US_CALENDAR]);
      if (made == NULL) {
        usher_calendar_destroy(calendar);
      } else {
        made->state = state;
        made->handle = calendar;
      }
    }
  }
  us_refs_end(&refs);
  return (PyObject *)made;
}

static us_calendar *of(PyObject *object) { return (us_calendar *)object; }

static void calendar_dealloc(PyObject *object) {
  usher_calendar_destroy(of(object)->handle);
  us_free(object);
}

static PyObject *calendar_zone(PyObject *object, void *unused) {
  (void)unused;
  usher_str out = {NULL, 0};
  const usher_status status = usher_calendar_zone(of(object)->handle, &out);
  return status == USHER_OK ? us_text_out(out) : us_fail(of(object)->state, status, NULL);
}

PyDoc_STRVAR(offset_doc, "offset($self, time, /)\n--\n\n"
                         "How far the wall clock there is ahead of UTC at a time, a timedelta.\n\n"
                         ">>> policy.calendar(\"office\").offset(\"2026-07-01T12:00:00Z\")\n"
                         "datetime.timedelta(seconds=7200)\n");
static PyObject *calendar_offset(PyObject *object, PyObject *time) {
  us_calendar *self = of(object);
  int64_t at = 0;
  int32_t out = 0;
  if (us_time_in(self->state, time, "time", &at) != 0) return NULL;
  const usher_status status = usher_calendar_offset(self->handle, at, &out);
  return status == USHER_OK ? us_duration_out(self->state, (int64_t)out * 1000)
                            : us_fail(self->state, status, NULL);
}

PyDoc_STRVAR(open_doc, "is_open($self, time, /)\n--\n\nWhether it is open at a time.\n\n"
                       ">>> policy.calendar(\"office\").is_open(\"2026-03-20T12:00:00Z\")\n"
                       "True\n");
static PyObject *calendar_is_open(PyObject *object, PyObject *time) {
  us_calendar *self = of(object);
  int64_t at = 0;
  int32_t out = 0;
  if (us_time_in(self->state, time, "time", &at) != 0) return NULL;
  const usher_status status = usher_calendar_is_open(self->handle, at, &out);
  return status == USHER_OK ? PyBool_FromLong(out) : us_fail(self->state, status, NULL);
}

/* A sequence of pairs of times; the array is the caller's to PyMem_Free. */
static int pauses_in(us_state *state, PyObject *object, usher_pause **out, size_t *count) {
  *out = NULL;
  *count = 0;
  if (object == NULL || object == Py_None) return 0;
  PyObject *list = PySequence_Tuple(object);
  if (list == NULL) return -1;
  const Py_ssize_t size = PyTuple_Size(list);
  int done = 0;
  *out = PyMem_Calloc((size_t)size + 1, sizeof **out);
  if (*out == NULL) {
    PyErr_NoMemory();
    done = -1;
  }
  for (Py_ssize_t i = 0; done == 0 && i < size; ++i) {
    PyObject *pair = PySequence_Tuple(PyTuple_GetItem(list, i));
    if (pair != NULL && PyTuple_Size(pair) != 2)
      PyErr_SetString(PyExc_ValueError, "a pause is a pair of times");
    if (pair == NULL || PyTuple_Size(pair) != 2 ||
        us_time_in(state, PyTuple_GetItem(pair, 0), "the begin of a pause", &(*out)[i].from) != 0 ||
        us_time_in(state, PyTuple_GetItem(pair, 1), "the end of a pause", &(*out)[i].to) != 0)
      done = -1;
    Py_XDECREF(pair);
  }
  *count = (size_t)size;
  Py_DECREF(list);
  return done;
}

PyDoc_STRVAR(due_doc,
             "due($self, /, start, service, pauses=())\n--\n\n"
             "When so much service time (a timedelta, or int milliseconds) has passed since `start`, a "
             "datetime in UTC.\n"
             "pauses: pairs of times between which the clock stands still, in any order.\n\n"
             "Raises TimeError for a time outside 1970 to 2199, NotFoundError when there is no answer in "
             "those years.\n\n"
             ">>> policy.calendar(\"office\").due(\"2026-03-20T16:30:00Z\", 75 * 60000).isoformat()\n"
             "'2026-03-23T08:45:00+00:00'\n");
static PyObject *calendar_due(PyObject *object, PyObject *arguments, PyObject *named) {
  static const char *const words[] = {"start", "service", "pauses", NULL};
  us_calendar *self = of(object);
  PyObject *start = NULL, *service = NULL, *pauses = NULL, *made = NULL;
  int64_t at = 0, length = 0, out = 0;
  usher_pause *list = NULL;
  size_t count = 0;
  if (!PyArg_ParseTupleAndKeywords(arguments, named, "OO|O:due", (char **)(uintptr_t)words, &start, &service,
                                   &pauses))
    return NULL;
  if (us_time_in(self->state, start, "start", &at) == 0 &&
      us_duration_in(self->state, service, "service", &length) == 0 &&
      pauses_in(self->state, pauses, &list, &count) == 0) {
    const usher_status status = usher_calendar_due(self->handle, at, length, list, count, &out);
    made = status == USHER_OK ? us_time_out(self->state, out) : us_fail(self->state, status, NULL);
  }
  PyMem_Free(list);
  return made;
}

PyDoc_STRVAR(elapsed_doc,
             "elapsed($self, /, begin, end, pauses=())\n--\n\n"
             "The service time between two times, pauses left out, a timedelta; negative when `end` is the "
             "earlier one.\n\n"
             ">>> policy.calendar(\"office\").elapsed(\"2026-03-20T16:30:00Z\", \"2026-03-23T08:45:00Z\")\n"
             "datetime.timedelta(seconds=4500)\n");
static PyObject *calendar_elapsed(PyObject *object, PyObject *arguments, PyObject *named) {
  static const char *const words[] = {"begin", "end", "pauses", NULL};
  us_calendar *self = of(object);
  PyObject *begin = NULL, *end = NULL, *pauses = NULL, *made = NULL;
  int64_t from = 0, to = 0, out = 0;
  usher_pause *list = NULL;
  size_t count = 0;
  if (!PyArg_ParseTupleAndKeywords(arguments, named, "OO|O:elapsed", (char **)(uintptr_t)words, &begin, &end,
                                   &pauses))
    return NULL;
  if (us_time_in(self->state, begin, "begin", &from) == 0 && us_time_in(self->state, end, "end", &to) == 0 &&
      pauses_in(self->state, pauses, &list, &count) == 0) {
    const usher_status status = usher_calendar_elapsed(self->handle, from, to, list, count, &out);
    made = status == USHER_OK ? us_duration_out(self->state, out) : us_fail(self->state, status, NULL);
  }
  PyMem_Free(list);
  return made;
}

PyDoc_STRVAR(start_doc,
             "start($self, /, due, service)\n--\n\n"
             "Backwards: the last instant from which so much service time passes until `due`.\n\n"
             ">>> policy.calendar(\"office\").start(\"2026-03-23T08:45:00Z\", 75 * 60000).isoformat()\n"
             "'2026-03-20T16:30:00+00:00'\n");
static PyObject *calendar_start(PyObject *object, PyObject *arguments, PyObject *named) {
  static const char *const words[] = {"due", "service", NULL};
  us_calendar *self = of(object);
  PyObject *due = NULL, *service = NULL;
  int64_t at = 0, length = 0, out = 0;
  if (!PyArg_ParseTupleAndKeywords(arguments, named, "OO:start", (char **)(uintptr_t)words, &due, &service) ||
      us_time_in(self->state, due, "due", &at) != 0 ||
      us_duration_in(self->state, service, "service", &length) != 0)
    return NULL;
  const usher_status status = usher_calendar_start(self->handle, at, length, &out);
  return status == USHER_OK ? us_time_out(self->state, out) : us_fail(self->state, status, NULL);
}

PyDoc_STRVAR(
    days_doc,
    "working_days($self, /, start, days)\n--\n\n"
    "The service time of so many working days (1 to 3650) from `start`, a timedelta to be given to due.\n\n"
    ">>> policy.calendar(\"office\").working_days(\"2026-03-20T09:00:00Z\", 2)\n"
    "datetime.timedelta(seconds=64800)\n");
static PyObject *calendar_working_days(PyObject *object, PyObject *arguments, PyObject *named) {
  static const char *const words[] = {"start", "days", NULL};
  us_calendar *self = of(object);
  PyObject *start = NULL, *days = NULL;
  int64_t at = 0, number = 0, out = 0;
  if (!PyArg_ParseTupleAndKeywords(arguments, named, "OO:working_days", (char **)(uintptr_t)words, &start,
                                   &days) ||
      us_time_in(self->state, start, "start", &at) != 0 || us_integer_in(days, "days", 1, 3650, &number) != 0)
    return NULL;
  const usher_status status = usher_calendar_working_days(self->handle, at, (int32_t)number, &out);
  return status == USHER_OK ? us_duration_out(self->state, out) : us_fail(self->state, status, NULL);
}

static PyObject *change(PyObject *object, PyObject *time, int32_t which) {
  us_calendar *self = of(object);
  int64_t at = 0, out = 0;
  if (us_time_in(self->state, time, "time", &at) != 0) return NULL;
  const usher_status status = usher_calendar_change(self->handle, at, which, &out);
  return status == USHER_OK ? us_time_out(self->state, out) : us_fail(self->state, status, NULL);
}
static PyObject *next_opening(PyObject *self, PyObject *time) {
  return change(self, time, USHER_NEXT_OPENING);
}
static PyObject *next_closing(PyObject *self, PyObject *time) {
  return change(self, time, USHER_NEXT_CLOSING);
}
static PyObject *last_opening(PyObject *self, PyObject *time) {
  return change(self, time, USHER_LAST_OPENING);
}
static PyObject *last_closing(PyObject *self, PyObject *time) {
  return change(self, time, USHER_LAST_CLOSING);
}

PyDoc_STRVAR(resolve_doc,
             "zone_resolve($self, /, zone, local)\n--\n\n"
             "The instants at which the wall clock of a zone shows `local` (\"2026-03-20T09:30\"): what kind "
             "of time it is\n"
             "(\"unique\", \"repeated\" or \"skipped\"), the first and the last of them. Of a skipped one "
             "both are the first\n"
             "instant behind the gap. Raises InputError, FileError or TimeError.\n\n"
             ">>> kind, first, last = usher.zone_resolve(\"Europe/Rome\", \"2026-10-25T02:30\")\n"
             ">>> kind, last - first\n"
             "('repeated', datetime.timedelta(seconds=3600))\n");
static PyObject *zone_resolve(PyObject *module, PyObject *arguments, PyObject *named) {
  static const char *const words[] = {"zone", "local", NULL};
  static const char *const kinds[] = {"", "unique", "repeated", "skipped"};
  us_state *state = PyModule_GetState(module);
  PyObject *zone = NULL, *local = NULL, *made = NULL;
  if (!PyArg_ParseTupleAndKeywords(arguments, named, "OO:zone_resolve", (char **)(uintptr_t)words, &zone,
                                   &local))
    return NULL;
  us_refs refs;
  usher_str name = {NULL, 0}, text = {NULL, 0};
  us_refs_begin(&refs);
  if (us_text_in(zone, "zone", &refs, &name) == 0 && us_text_in(local, "local", &refs, &text) == 0) {
    int32_t kind = 0;
    int64_t first = 0, last = 0;
    usher_report *report = NULL;
    const usher_status status = usher_zone_resolve(name, text, &kind, &first, &last, &report);
    if (status != USHER_OK) {
      us_fail(state, status, report);
    } else {
      usher_report_destroy(report);
      PyObject *begin = us_time_out(state, first);
      PyObject *end = begin == NULL ? NULL : us_time_out(state, last);
      if (end == NULL)
        Py_XDECREF(begin);
      else
        made = Py_BuildValue("sNN", kinds[kind & 3], begin, end);
    }
  }
  us_refs_end(&refs);
  return made;
}

PyMethodDef us_calendar_functions[] = {
    {"zone_resolve", US_CALL(zone_resolve), METH_VARARGS | METH_KEYWORDS, resolve_doc},
    {NULL, NULL, 0, NULL}};

static PyObject *calendar_repr(PyObject *object) {
  PyObject *zone = calendar_zone(object, NULL);
  if (zone == NULL) return NULL;
  PyObject *made = PyUnicode_FromFormat("<usher.Calendar in %U>", zone);
  Py_DECREF(zone);
  return made;
}

PyDoc_STRVAR(calendar_doc, "Opening hours of a policy, by Policy.calendar. Never changes, needs its policy "
                           "no more, and any number of\n"
                           "threads may ask it at once. Times are datetimes with a zone, RFC 3339 texts or "
                           "int milliseconds since 1970.\n");

int us_calendar_type(PyObject *module, us_state *state) {
  static PyMethodDef methods[] = {
      {"offset", calendar_offset, METH_O, offset_doc},
      {"is_open", calendar_is_open, METH_O, open_doc},
      {"due", US_CALL(calendar_due), METH_VARARGS | METH_KEYWORDS, due_doc},
      {"elapsed", US_CALL(calendar_elapsed), METH_VARARGS | METH_KEYWORDS, elapsed_doc},
      {"start", US_CALL(calendar_start), METH_VARARGS | METH_KEYWORDS, start_doc},
      {"working_days", US_CALL(calendar_working_days), METH_VARARGS | METH_KEYWORDS, days_doc},
      {"next_opening", next_opening, METH_O,
       "next_opening($self, time, /)\n--\n\nWhen it opens after the time."},
      {"next_closing", next_closing, METH_O,
       "next_closing($self, time, /)\n--\n\nWhen it closes after the time."},
      {"last_opening", last_opening, METH_O,
       "last_opening($self, time, /)\n--\n\nWhen it last opened, up to the time."},
      {"last_closing", last_closing, METH_O,
       "last_closing($self, time, /)\n--\n\nWhen it last closed, up to the time."},
      {NULL, NULL, 0, NULL}};
  static PyGetSetDef values[] = {{"zone", calendar_zone, NULL, "The IANA name of its zone.", NULL},
                                 {NULL, NULL, NULL, NULL, NULL}};
  PyType_Slot slots[] = {US_SLOT(Py_tp_dealloc, calendar_dealloc),
                         US_SLOT(Py_tp_repr, calendar_repr),
                         {Py_tp_methods, methods},
                         {Py_tp_getset, values},
                         {Py_tp_doc, (void *)(uintptr_t)calendar_doc},
                         {0, NULL}};
  PyType_Spec spec = {"usher.Calendar", sizeof(us_calendar), 0,
                      Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION, slots};
  return us_add_type(module, state, US_CALENDAR, &spec);
}
