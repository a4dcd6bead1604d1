/* SPDX-License-Identifier: BSL-1.0
 * Scenario and Simulation: a scenario, and one of its runs. simulate() in Python divides the runs among threads. */
#include "usher_python.h"

#include <string.h>

typedef struct us_scenario {
  PyObject ob_base;
  us_state *state;
  usher_scenario *handle;
  int busy;
} us_scenario;

typedef struct us_simulation {
  PyObject ob_base;
  us_state *state;
  us_scenario *scenario; /* outlives it */
  usher_simulation *handle;
  double progress;
  int busy;
} us_simulation;

/* ---- Scenario ---- */

typedef struct choices {
  usher_scenario_options raw;
  usher_limit *limits;
  us_refs refs;
} choices;

static void choices_end(choices *options) {
  PyMem_Free(options->limits);
  us_refs_end(&options->refs);
}

static int choices_begin(choices *options, PyObject *seed, PyObject *replications, PyObject *limits) {
  int64_t number = 0;
  memset(&options->raw, 0, sizeof options->raw);
  options->raw.struct_size = sizeof options->raw;
  options->limits = NULL;
  us_refs_begin(&options->refs);
  const int done = us_limits_in(limits, &options->refs, &options->limits, &options->raw.limit_count);
  options->raw.limits = options->limits;
  if (done != 0) return -1;
  if (seed != NULL && seed != Py_None) {
    options->raw.has_seed = 1;
    if (us_uint64_in(seed, "seed", &options->raw.seed) != 0) return -1;
  }
  if (replications != NULL && replications != Py_None) {
    if (us_integer_in(replications, "replications", 1, 10000, &number) != 0) return -1;
    options->raw.replications = (uint32_t)number;
  }
  return 0;
}

static PyObject *scenario_of(us_state *state, PyTypeObject *type, usher_status status, usher_scenario *handle,
                             usher_report *report) {
  if (status != USHER_OK) return us_fail(state, status, report);
  usher_report_destroy(report);
  us_scenario *self = PyObject_New(us_scenario, type);
  if (self == NULL) {
    usher_scenario_destroy(handle);
    return NULL;
  }
  self->state = state;
  self->handle = handle;
  self->busy = 0;
  return (PyObject *)self;
}

PyDoc_STRVAR(load_doc, "load($type, /, path, *, seed=None, replications=None, limits=None)\n--\n\n"
                       "A scenario from a file, with the policies and all that it names, which are found "
                       "from its folder. seed and\n"
                       "replications: instead of the scenario's. Other threads run meanwhile. Raises "
                       "PolicyError with the findings,\n"
                       "FileError, LimitError.\n");
static PyObject *scenario_load(PyObject *type, PyObject *arguments, PyObject *named) {
  static const char *const words[] = {"path", "seed", "replications", "limits", NULL};
  us_state *state = us_state_of((PyTypeObject *)type);
  PyObject *path = NULL, *seed = NULL, *replications = NULL, *limits = NULL, *made = NULL;
  if (!PyArg_ParseTupleAndKeywords(arguments, named, "O&|$OOO:load", (char **)(uintptr_t)words,
                                   PyUnicode_FSConverter, &path, &seed, &replications, &limits))
    return NULL;
  choices options;
  const char *name = PyBytes_AsString(path);
  if (choices_begin(&options, seed, replications, limits) == 0 && name != NULL) {
    usher_scenario *handle = NULL;
    usher_report *report = NULL;
    usher_status status = USHER_OK;
    Py_BEGIN_ALLOW_THREADS status = usher_scenario_load(name, &options.raw, &handle, &report);
    Py_END_ALLOW_THREADS made = scenario_of(state, (PyTypeObject *)type, status, handle, report);
  }
  choices_end(&options);
  Py_DECREF(path);
  return made;
}

PyDoc_STRVAR(loads_doc, "loads($type, /, name, files, *, seed=None, replications=None, limits=None)\n--\n\n"
                        "The same from memory: `name` is one of `files`, a mapping of names to texts that "
                        "holds everything it names.\n\n"
                        ">>> scenario = usher.Scenario.loads(\"day.yaml\", {\"day.yaml\": scenario_text, "
                        "\"policy.yaml\": policy_text})\n"
                        ">>> scenario.info.runs\n"
                        "2\n");
static PyObject *scenario_loads(PyObject *type, PyObject *arguments, PyObject *named) {
  static const char *const words[] = {"name", "files", "seed", "replications", "limits", NULL};
  us_state *state = us_state_of((PyTypeObject *)type);
  PyObject *name = NULL, *files = NULL, *seed = NULL, *replications = NULL, *limits = NULL, *made = NULL;
  if (!PyArg_ParseTupleAndKeywords(arguments, named, "OO|$OOO:loads", (char **)(uintptr_t)words, &name,
                                   &files, &seed, &replications, &limits))
    return NULL;
  choices options;
  usher_str called = {NULL, 0};
  usher_source *sources = NULL;
  size_t count = 0;
  if (choices_begin(&options, seed, replications, limits) == 0 &&
      us_text_in(name, "name", &options.refs, &called) == 0 &&
      us_sources_in(files, "files", &options.refs, &sources, &count) == 0) {
    usher_scenario *handle = NULL;
    usher_report *report = NULL;
    usher_status status = USHER_OK;
    Py_BEGIN_ALLOW_THREADS status =
        usher_scenario_load_memory(called, sources, count, &options.raw, &handle, &report);
    Py_END_ALLOW_THREADS made = scenario_of(state, (PyTypeObject *)type, status, handle, report);
  }
  PyMem_Free(sources);
  choices_end(&options);
  return made;
}

static void scenario_dealloc(PyObject *object) {
  usher_scenario_destroy(((us_scenario *)object)->handle);
  us_free(object);
}

static PyObject *scenario_info(PyObject *object, void *unused) {
  (void)unused;
  us_scenario *self = (us_scenario *)object;
  return us_record(self->state, US_SCENARIO_INFO, usher_scenario_about(self->handle));
}

PyDoc_STRVAR(
    run_doc,
    "run($self, number, /)\n--\n\n"
    "A run of the scenario, from 0: a Simulation. Runs do not depend on one another, and may be at work in\n"
    "several threads. Raises NotFoundError.\n");
static PyObject *scenario_run(PyObject *object, PyObject *given) {
  us_scenario *self = (us_scenario *)object;
  int64_t number = 0;
  if (us_integer_in(given, "number", 0, INT64_MAX, &number) != 0) return NULL;
  usher_simulation *handle = NULL;
  usher_report *report = NULL;
  const usher_status status = usher_simulation_create(self->handle, (size_t)number, &handle, &report);
  if (status != USHER_OK) return us_fail(self->state, status, report);
  usher_report_destroy(report);
  us_simulation *made = PyObject_New(us_simulation, self->state->types[US_SIMULATION]);
  if (made == NULL) {
    usher_simulation_destroy(handle);
    return NULL;
  }
  Py_INCREF((PyObject *)self);
  made->state = self->state;
  made->scenario = self;
  made->handle = handle;
  made->progress = 0;
  made->busy = 0;
  return (PyObject *)made;
}

PyDoc_STRVAR(
    results_doc,
    "results($self, /, *, format=\"json\")\n--\n\n"
    "What all runs say together, and whether all that the scenario expects came true: a pair of a dict\n"
    "(docs/schema/simulation.schema.json), or with format=\"text\" a page, and a bool. Raises StateError "
    "while\n"
    "a run is missing.\n");
static PyObject *scenario_results(PyObject *object, PyObject *arguments, PyObject *named) {
  static const char *const words[] = {"format", NULL};
  us_scenario *self = (us_scenario *)object;
  const char *name = "json";
  int32_t format = 0, passed = 0;
  if (!PyArg_ParseTupleAndKeywords(arguments, named, "|$s:results", (char **)(uintptr_t)words, &name) ||
      us_format_in(name, 0, &format) != 0)
    return NULL;
  if (self->busy) return us_busy(self->state, "scenario");
  usher_document *document = NULL;
  usher_status status = USHER_OK;
  self->busy = 1;
  Py_BEGIN_ALLOW_THREADS status = usher_scenario_results(self->handle, format, &document, &passed);
  Py_END_ALLOW_THREADS self->busy = 0;
  if (status != USHER_OK) return us_fail(self->state, status, NULL);
  PyObject *page = us_document(document);
  if (page != NULL && format == USHER_FORMAT_JSON) {
    PyObject *parsed = PyObject_CallFunctionObjArgs(self->state->json_loads, page, NULL);
    Py_DECREF(page);
    page = parsed;
  }
  return page == NULL ? NULL : Py_BuildValue("NN", page, PyBool_FromLong(passed));
}

static PyObject *scenario_repr(PyObject *object) {
  const usher_scenario_info *info = usher_scenario_about(((us_scenario *)object)->handle);
  PyObject *name = us_text_out(info->name);
  if (name == NULL) return NULL;
  PyObject *made =
      PyUnicode_FromFormat("<usher.Scenario %U: %zu policies, %zu runs>", name, info->policies, info->runs);
  Py_DECREF(name);
  return made;
}

/* ---- Simulation ---- */

static void simulation_dealloc(PyObject *object) {
  us_simulation *self = (us_simulation *)object;
  usher_simulation_destroy(self->handle);
  Py_DECREF((PyObject *)self->scenario);
  us_free(object);
}

PyDoc_STRVAR(
    advance_doc,
    "advance($self, instants=10000, /)\n--\n\n"
    "Goes on for about so many instants of the virtual clock; how far it is then, from 0.0 to 1.0, the end.\n"
    "Other threads run meanwhile. Raises InputError for what the desk refuses.\n");
static PyObject *simulation_advance(PyObject *object, PyObject *arguments) {
  us_simulation *self = (us_simulation *)object;
  PyObject *given = NULL;
  uint64_t instants = 10000;
  if (!PyArg_ParseTuple(arguments, "|O:advance", &given) ||
      (given != NULL && us_uint64_in(given, "instants", &instants) != 0))
    return NULL;
  if (self->busy) return us_busy(self->state, "simulation");
  usher_report *report = NULL;
  usher_status status = USHER_OK;
  self->busy = 1;
  Py_BEGIN_ALLOW_THREADS status = usher_simulation_advance(self->handle, instants, &self->progress, &report);
  Py_END_ALLOW_THREADS self->busy = 0;
  if (status != USHER_OK) return us_fail(self->state, status, report);
  usher_report_destroy(report);
  return PyFloat_FromDouble(self->progress);
}

PyDoc_STRVAR(rows_doc, "rows($self)\n--\n\n"
                       "Its conversations as CSV, one a line; before those of run 0 stands a line with the "
                       "names of the columns.\n"
                       "Raises StateError before its end.\n");
static PyObject *simulation_rows(PyObject *object, PyObject *unused) {
  (void)unused;
  us_simulation *self = (us_simulation *)object;
  if (self->busy) return us_busy(self->state, "simulation");
  usher_document *document = NULL;
  const usher_status status = usher_simulation_rows(self->handle, &document);
  return status == USHER_OK ? us_document(document) : us_fail(self->state, status, NULL);
}

static PyObject *simulation_progress(PyObject *object, void *unused) {
  (void)unused;
  return PyFloat_FromDouble(((us_simulation *)object)->progress);
}

int us_simulation_types(PyObject *module, us_state *state) {
  static PyMethodDef scenario_methods[] = {
      {"load", US_CALL(scenario_load), METH_VARARGS | METH_KEYWORDS | METH_CLASS, load_doc},
      {"loads", US_CALL(scenario_loads), METH_VARARGS | METH_KEYWORDS | METH_CLASS, loads_doc},
      {"run", scenario_run, METH_O, run_doc},
      {"results", US_CALL(scenario_results), METH_VARARGS | METH_KEYWORDS, results_doc},
      {NULL, NULL, 0, NULL}};
  static PyGetSetDef scenario_values[] = {{"info", scenario_info, NULL, "What it is, a ScenarioInfo.", NULL},
                                          {NULL, NULL, NULL, NULL, NULL}};
  PyType_Slot scenario_slots[] = {
      US_SLOT(Py_tp_dealloc, scenario_dealloc),
      US_SLOT(Py_tp_repr, scenario_repr),
      {Py_tp_methods, scenario_methods},
      {Py_tp_getset, scenario_values},
      {Py_tp_doc, (void *)(uintptr_t) "Customers, people and policies, to be simulated (docs/scenarios.md)."},
      {0, NULL}};
  PyType_Spec scenario_spec = {"usher.Scenario", sizeof(us_scenario), 0,
                               Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION, scenario_slots};
  static PyMethodDef run_methods[] = {{"advance", simulation_advance, METH_VARARGS, advance_doc},
                                      {"rows", simulation_rows, METH_NOARGS, rows_doc},
                                      {NULL, NULL, 0, NULL}};
  static PyGetSetDef run_values[] = {
      {"progress", simulation_progress, NULL, "How far it is, 1.0 being the end.", NULL},
      {NULL, NULL, NULL, NULL, NULL}};
  PyType_Slot run_slots[] = {
      US_SLOT(Py_tp_dealloc, simulation_dealloc),
      {Py_tp_methods, run_methods},
      {Py_tp_getset, run_values},
      {Py_tp_doc, (void *)(uintptr_t) "One run of a scenario. Belongs to one thread at a time."},
      {0, NULL}};
  PyType_Spec run_spec = {"usher.Simulation", sizeof(us_simulation), 0,
                          Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION, run_slots};
  return us_add_type(module, state, US_SCENARIO, &scenario_spec) != 0 ||
                 us_add_type(module, state, US_SIMULATION, &run_spec) != 0
             ? -1
             : 0;
}
