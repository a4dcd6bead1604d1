/* SPDX-License-Identifier: BSL-1.0
 * How many people for which target: staff(), and the formulas by themselves. */
#include "staffing.h"

#include "usher_python.h"

#include <string.h>

int us_demand_in(us_state *state, PyObject *per_hour, PyObject *handle, PyObject *patience,
                 PyObject *most_waiting, usher_staff_demand *out) {
  int64_t most = 0;
  memset(out, 0, sizeof *out);
  out->struct_size = sizeof *out;
  if (per_hour != NULL) {
    out->per_hour = PyFloat_AsDouble(per_hour);
    if (out->per_hour == -1.0 && PyErr_Occurred()) return -1;
  }
  if (handle != NULL && us_duration_in(state, handle, "handle", &out->handle) != 0) return -1;
  if (patience != NULL && patience != Py_None &&
      us_duration_in(state, patience, "patience", &out->patience) != 0)
    return -1;
  if (most_waiting != NULL && most_waiting != Py_None &&
      us_integer_in(most_waiting, "most_waiting", 0, UINT32_MAX, &most) != 0)
    return -1;
  out->most_waiting = (uint32_t)most;
  return 0;
}

int us_target_in(us_state *state, double share, PyObject *within, PyObject *mean_wait, double max_occupancy,
                 double shrinkage, usher_staff_target *out) {
  memset(out, 0, sizeof *out);
  out->struct_size = sizeof *out;
  out->share = share;
  out->max_occupancy = max_occupancy;
  out->shrinkage = shrinkage;
  if (within != NULL && within != Py_None && us_duration_in(state, within, "within", &out->within) != 0)
    return -1;
  if (mean_wait != NULL && mean_wait != Py_None &&
      us_duration_in(state, mean_wait, "mean_wait", &out->mean_wait) != 0)
    return -1;
  return 0;
}

/* ---- Staff ---- */

typedef struct us_staff {
  PyObject ob_base;
  us_state *state;
  usher_staff *handle;
} us_staff;

PyDoc_STRVAR(staff_doc,
             "staff($module, /, per_hour, handle, *, agents=0, share=0.0, within=None, mean_wait=None,\n"
             "      max_occupancy=0.0, shrinkage=0.0, patience=None, most_waiting=None)\n--\n\n"
             "The fewest agents that meet a target, or what a number of them gives; a Staff. "
             "docs/staffing.md has the\n"
             "model and the meaning of every figure.\n\n"
             "per_hour: arrivals. handle: the mean time that one takes. patience: the mean time after which "
             "a customer\n"
             "gives up. most_waiting: who finds so many waiting is refused. share of customers to be served "
             "`within`;\n"
             "mean_wait: at most so much; max_occupancy: of the agents' time, 0 to 1; shrinkage: of paid "
             "time, 0 to 0.99.\n"
             "Lengths of time are timedeltas or int milliseconds.\n\n"
             "Raises InputError for a value out of range or a question without a target, LimitError for what "
             "no number\n"
             "reaches.\n\n"
             ">>> from datetime import timedelta\n"
             ">>> plan = usher.staff(per_hour=60, handle=timedelta(minutes=5), share=0.8, "
             "within=timedelta(seconds=20))\n"
             ">>> plan.chosen.agents, round(plan.chosen.service_level, 3)\n"
             "(8, 0.863)\n");
static PyObject *staff(PyObject *module, PyObject *arguments, PyObject *named) {
  static const char *const words[] = {"per_hour",  "handle",        "agents",    "share",    "within",
                                      "mean_wait", "max_occupancy", "shrinkage", "patience", "most_waiting",
                                      NULL};
  us_state *state = PyModule_GetState(module);
  PyObject *per_hour = NULL, *handle = NULL, *agents = NULL, *within = NULL, *mean_wait = NULL,
           *patience = NULL, *most_waiting = NULL;
  double share = 0, max_occupancy = 0, shrinkage = 0;
  int64_t number = 0;
  usher_staff_demand demand;
  usher_staff_target target;
  if (!PyArg_ParseTupleAndKeywords(arguments, named, "OO|$OdOOddOO:staff", (char **)(uintptr_t)words,
                                   &per_hour, &handle, &agents, &share, &within, &mean_wait, &max_occupancy,
                                   &shrinkage, &patience, &most_waiting) ||
      us_demand_in(state, per_hour, handle, patience, most_waiting, &demand) != 0 ||
      us_target_in(state, share, within, mean_wait, max_occupancy, shrinkage, &target) != 0 ||
      (agents != NULL && us_integer_in(agents, "agents", 0, UINT32_MAX, &number) != 0))
    return NULL;
  usher_staff *made = NULL;
  usher_report *report = NULL;
  usher_status status = USHER_OK;
  Py_BEGIN_ALLOW_THREADS status = usher_staff_plan(&demand, &target, (uint32_t)number, &made, &report);
  Py_END_ALLOW_THREADS if (status != USHER_OK) return us_fail(state, status, report);
  usher_report_destroy(report);
  us_staff *self = PyObject_New(us_staff, state->types[US_STAFF]);
  if (self == NULL) {
    usher_staff_destroy(made);
    return NULL;
  }
  self->state = state;
  self->handle = made;
  return (PyObject *)self;
}

static us_staff *of(PyObject *object) { return (us_staff *)object; }

static void staff_dealloc(PyObject *object) {
  usher_staff_destroy(of(object)->handle);
  us_free(object);
}

static PyObject *staff_rows(PyObject *object, void *unused) {
  (void)unused;
  us_staff *self = of(object);
  const size_t count = usher_staff_row_count(self->handle);
  PyObject *made = PyTuple_New((Py_ssize_t)count);
  for (size_t i = 0; made != NULL && i < count; ++i) {
    PyObject *one = us_record(self->state, US_FIGURES, usher_staff_row(self->handle, i));
    if (one == NULL || PyTuple_SetItem(made, (Py_ssize_t)i, one) != 0) Py_CLEAR(made);
  }
  return made;
}

static PyObject *staff_chosen(PyObject *object, void *unused) {
  (void)unused;
  return us_record(of(object)->state, US_FIGURES, usher_staff_chosen(of(object)->handle));
}

static PyObject *render(us_staff *self, int32_t format) {
  usher_str out = {NULL, 0};
  const usher_status status = usher_staff_render(self->handle, format, &out);
  if (status != USHER_OK) return us_fail(self->state, status, NULL);
  return format == USHER_FORMAT_JSON ? us_json(self->state, out) : us_text_out(out);
}
static PyObject *staff_text(PyObject *self, PyObject *unused) {
  (void)unused;
  return render(of(self), USHER_FORMAT_TEXT);
}
static PyObject *staff_to_dict(PyObject *self, PyObject *unused) {
  (void)unused;
  return render(of(self), USHER_FORMAT_JSON);
}

static PyObject *staff_repr(PyObject *object) {
  return PyUnicode_FromFormat("<usher.Staff: %u agents>",
                              (unsigned)usher_staff_chosen(of(object)->handle)->agents);
}

/* ---- Formulas ---- */

typedef usher_status (*erlang)(uint32_t agents, double offered, double *out);

static PyObject *erlang_of(PyObject *module, PyObject *arguments, PyObject *named, const char *format,
                           erlang formula) {
  static const char *const words[] = {"agents", "offered", NULL};
  us_state *state = PyModule_GetState(module);
  PyObject *agents = NULL;
  int64_t number = 0;
  double offered = 0, out = 0;
  if (!PyArg_ParseTupleAndKeywords(arguments, named, format, (char **)(uintptr_t)words, &agents, &offered) ||
      us_integer_in(agents, "agents", 0, UINT32_MAX, &number) != 0)
    return NULL;
  const usher_status status = formula((uint32_t)number, offered, &out);
  return status == USHER_OK ? PyFloat_FromDouble(out) : us_fail(state, status, NULL);
}

PyDoc_STRVAR(
    b_doc,
    "erlang_b($module, /, agents, offered)\n--\n\n"
    "The share of arrivals that find all agents busy, where nobody can wait; `offered` in erlangs: arrivals\n"
    "times handle time.\n\n"
    ">>> round(usher.erlang_b(10, 8.0), 4)\n"
    "0.1217\n");
static PyObject *erlang_b(PyObject *module, PyObject *arguments, PyObject *named) {
  return erlang_of(module, arguments, named, "Od:erlang_b", usher_staff_erlang_b);
}

PyDoc_STRVAR(c_doc, "erlang_c($module, /, agents, offered)\n--\n\n"
                    "The share of arrivals that wait; 1.0 where the agents cannot keep up.\n\n"
                    ">>> round(usher.erlang_c(10, 8.0), 4)\n"
                    "0.4092\n");
static PyObject *erlang_c(PyObject *module, PyObject *arguments, PyObject *named) {
  return erlang_of(module, arguments, named, "Od:erlang_c", usher_staff_erlang_c);
}

PyDoc_STRVAR(
    waits_doc,
    "priority_waits($module, /, per_hour, handle, agents)\n--\n\n"
    "The mean wait in milliseconds of each class of customers, the first class first, nobody interrupted.\n"
    "per_hour: the arrivals of each class; handle: a timedelta or int milliseconds, of all. Infinite for a "
    "class\n"
    "that the agents cannot keep up with.\n\n"
    ">>> [round(wait) for wait in usher.priority_waits([10, 20], 5 * 60000, 4)]\n"
    "[30302, 80806]\n");
static PyObject *priority_waits(PyObject *module, PyObject *arguments, PyObject *named) {
  static const char *const words[] = {"per_hour", "handle", "agents", NULL};
  us_state *state = PyModule_GetState(module);
  PyObject *classes = NULL, *handle = NULL, *agents = NULL, *made = NULL;
  int64_t length = 0, number = 0;
  if (!PyArg_ParseTupleAndKeywords(arguments, named, "OOO:priority_waits", (char **)(uintptr_t)words,
                                   &classes, &handle, &agents) ||
      us_duration_in(state, handle, "handle", &length) != 0 ||
      us_integer_in(agents, "agents", 0, UINT32_MAX, &number) != 0)
    return NULL;
  PyObject *list = PySequence_Tuple(classes);
  if (list == NULL) return NULL;
  const Py_ssize_t count = PyTuple_Size(list);
  double *figures = PyMem_Calloc((size_t)count * 2 + 1, sizeof *figures);
  if (figures == NULL) PyErr_NoMemory();
  for (Py_ssize_t i = 0; figures != NULL && i < count; ++i) {
    figures[i] = PyFloat_AsDouble(PyTuple_GetItem(list, i));
    if (figures[i] == -1.0 && PyErr_Occurred()) {
      PyMem_Free(figures);
      figures = NULL;
    }
  }
  Py_DECREF(list);
  if (figures == NULL) return NULL;
  double *waits = figures + count;
  const usher_status status =
      usher_staff_priority_waits(figures, (size_t)count, length, (uint32_t)number, waits);
  if (status != USHER_OK) {
    us_fail(state, status, NULL);
  } else {
    made = PyTuple_New(count);
    for (Py_ssize_t i = 0; made != NULL && i < count; ++i) {
      PyObject *one = PyFloat_FromDouble(waits[i]);
      if (one == NULL || PyTuple_SetItem(made, i, one) != 0) Py_CLEAR(made);
    }
  }
  PyMem_Free(figures);
  return made;
}

PyMethodDef us_staff_functions[] = {
    {"staff", US_CALL(staff), METH_VARARGS | METH_KEYWORDS, staff_doc},
    {"erlang_b", US_CALL(erlang_b), METH_VARARGS | METH_KEYWORDS, b_doc},
    {"erlang_c", US_CALL(erlang_c), METH_VARARGS | METH_KEYWORDS, c_doc},
    {"priority_waits", US_CALL(priority_waits), METH_VARARGS | METH_KEYWORDS, waits_doc},
    {NULL, NULL, 0, NULL}};

int us_staff_types(PyObject *module, us_state *state) {
  static PyMethodDef methods[] = {
      {"text", staff_text, METH_NOARGS, "text($self)\n--\n\nAs a table for people."},
      {"to_dict", staff_to_dict, METH_NOARGS,
       "to_dict($self)\n--\n\nAs docs/schema/staff.schema.json has it."},
      {NULL, NULL, 0, NULL}};
  static PyGetSetDef values[] = {
      {"rows", staff_rows, NULL,
       "StaffFigures by the number of agents: two below and three above come with it.", NULL},
      {"chosen", staff_chosen, NULL, "The StaffFigures that were asked for.", NULL},
      {NULL, NULL, NULL, NULL, NULL}};
  PyType_Slot slots[] = {US_SLOT(Py_tp_dealloc, staff_dealloc),
                         US_SLOT(Py_tp_repr, staff_repr),
                         {Py_tp_methods, methods},
                         {Py_tp_getset, values},
                         {Py_tp_doc, (void *)(uintptr_t) "How many people a target wants, by staff()."},
                         {0, NULL}};
  PyType_Spec spec = {"usher.Staff", sizeof(us_staff), 0,
                      Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION, slots};
  return us_add_type(module, state, US_STAFF, &spec);
}
