/* SPDX-License-Identifier: BSL-1.0
 * The module: its types, and the state that each interpreter has of its own. */
#include "usher_python.h"

#include <string.h>

us_state *us_state_of(PyTypeObject *type) { return PyType_GetModuleState(type); }

void us_free(PyObject *self) {
  PyTypeObject *type = Py_TYPE(self);
  PyObject_Free(self);
  Py_DECREF(type);
}

int us_add_type(PyObject *module, us_state *state, int which, PyType_Spec *spec) {
  PyObject *type = PyType_FromModuleAndSpec(module, spec, NULL);
  if (type == NULL) return -1;
  state->types[which] = (PyTypeObject *)type;
  return PyModule_AddType(module, (PyTypeObject *)type);
}

/* Exceptions are written in Python; here they are found by status. */
static const char *const error_names[US_STATUSES] = {
    [USHER_ARGUMENT] = "ArgumentError", [USHER_NEWER] = "NewerError",
    [USHER_POLICY] = "PolicyError",     [USHER_INPUT] = "InputError",
    [USHER_LIMIT] = "LimitError",       [USHER_IO] = "FileError",
    [USHER_FORMAT] = "FormatError",     [USHER_VERSION] = "VersionError",
    [USHER_STATE] = "StateError",       [USHER_TIME] = "TimeError",
    [USHER_CONFLICT] = "ConflictError", [USHER_NOT_FOUND] = "NotFoundError",
    [USHER_LEASE] = "LeaseError",       [USHER_OUTCOME_UNKNOWN] = "OutcomeUnknownError",
    [USHER_FORKED] = "ForkedError",     [USHER_INTERNAL] = "InternalError"};

static int find_errors(us_state *state) {
  PyObject *errors = PyImport_ImportModule("usher._errors");
  if (errors == NULL) return -1;
  int done = 0;
  for (int i = 0; done == 0 && i < US_STATUSES; ++i) {
    if (error_names[i] == NULL) continue;
    state->errors[i] = PyObject_GetAttrString(errors, error_names[i]);
    done = state->errors[i] == NULL ? -1 : 0;
  }
  if (done == 0) state->closed = PyObject_GetAttrString(errors, "ClosedError");
  Py_DECREF(errors);
  return done == 0 && state->closed != NULL ? 0 : -1;
}

static PyObject *found(const char *module_name, const char *name) {
  PyObject *module = PyImport_ImportModule(module_name);
  if (module == NULL) return NULL;
  PyObject *made = PyObject_GetAttrString(module, name);
  Py_DECREF(module);
  return made;
}

static int find_helpers(us_state *state) {
  PyObject *zones = NULL, *utc = NULL;
  if ((state->datetime = found("datetime", "datetime")) == NULL ||
      (state->timedelta = found("datetime", "timedelta")) == NULL ||
      (state->json_loads = found("json", "loads")) == NULL ||
      (state->json_dumps = found("json", "dumps")) == NULL || (zones = found("datetime", "timezone")) == NULL)
    return -1;
  utc = PyObject_GetAttrString(zones, "utc");
  Py_DECREF(zones);
  if (utc == NULL) return -1;
  state->epoch = PyObject_CallFunction(state->datetime, "iiiiiiiN", 1970, 1, 1, 0, 0, 0, 0, utc);
  state->millisecond = PyObject_CallFunction(state->timedelta, "iii", 0, 0, 1000);
  return state->epoch == NULL || state->millisecond == NULL ? -1 : 0;
}

static PyMethodDef no_functions[] = {{NULL, NULL, 0, NULL}};

static int module_exec(PyObject *module) {
  us_state *state = PyModule_GetState(module);
  if (usher_abi() != USHER_ABI) {
    PyErr_Format(PyExc_ImportError,
                 "usher was built for interface %d of libusher, and the one that is installed has %u",
                 (int)USHER_ABI, (unsigned)usher_abi());
    return -1;
  }
  if (find_errors(state) != 0 || find_helpers(state) != 0 || us_records_make(module, state) != 0) return -1;
  if (us_policy_type(module, state) != 0 || us_decision_type(module, state) != 0 ||
      us_batch_type(module, state) != 0 || us_column_type(module, state) != 0 ||
      us_text_type(module, state) != 0 || us_calendar_type(module, state) != 0 ||
      us_staff_types(module, state) != 0 || us_staff_week_type(module, state) != 0 ||
      us_desk_type(module, state) != 0 || us_effects_type(module, state) != 0 ||
      us_view_type(module, state) != 0 || us_simulation_types(module, state) != 0 ||
      us_replay_types(module, state) != 0 || us_test_run_type(module, state) != 0)
    return -1;
  if (PyModule_AddFunctions(module, us_calendar_functions) != 0 ||
      PyModule_AddFunctions(module, us_staff_functions) != 0)
    return -1;
  return PyModule_AddStringConstant(module, "__version__", usher_version()) != 0 ||
                 PyModule_AddIntConstant(module, "abi", (long)usher_abi()) != 0
             ? -1
             : 0;
}

static int module_traverse(PyObject *module, visitproc visit, void *arg) {
  us_state *state = PyModule_GetState(module);
  for (int i = 0; i < US_STATUSES; ++i)
    Py_VISIT(state->errors[i]);
  for (int i = 0; i < US_RECORDS; ++i)
    Py_VISIT(state->records[i]);
  for (int i = 0; i < US_TYPES; ++i)
    Py_VISIT(state->types[i]);
  for (int i = 0; i < US_TEXTS; ++i)
    Py_VISIT(state->texts[i]);
  Py_VISIT(state->closed);
  Py_VISIT(state->datetime);
  Py_VISIT(state->timedelta);
  Py_VISIT(state->epoch);
  Py_VISIT(state->millisecond);
  Py_VISIT(state->json_loads);
  Py_VISIT(state->json_dumps);
  Py_VISIT(state->known_names);
  return 0;
}

static int module_clear(PyObject *module) {
  us_state *state = PyModule_GetState(module);
  for (int i = 0; i < US_STATUSES; ++i)
    Py_CLEAR(state->errors[i]);
  for (int i = 0; i < US_RECORDS; ++i)
    Py_CLEAR(state->records[i]);
  for (int i = 0; i < US_TYPES; ++i)
    Py_CLEAR(state->types[i]);
  for (int i = 0; i < US_TEXTS; ++i)
    Py_CLEAR(state->texts[i]);
  Py_CLEAR(state->closed);
  Py_CLEAR(state->datetime);
  Py_CLEAR(state->timedelta);
  Py_CLEAR(state->epoch);
  Py_CLEAR(state->millisecond);
  Py_CLEAR(state->json_loads);
  Py_CLEAR(state->json_dumps);
  Py_CLEAR(state->known_names);
  return 0;
}

static void module_free(void *module) { (void)module_clear(module); }

PyMODINIT_FUNC PyInit__usher(void);
PyMODINIT_FUNC PyInit__usher(void) {
  static PyModuleDef_Slot slots[] = {US_SLOT(Py_mod_exec, module_exec), {0, NULL}};
  static PyModuleDef definition = {
      PyModuleDef_HEAD_INIT, "_usher",     "The part of usher that is written in C.",
      sizeof(us_state),      no_functions, slots,
      module_traverse,       module_clear, module_free};
  return PyModuleDef_Init(&definition);
}
