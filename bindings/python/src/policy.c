/* SPDX-License-Identifier: BSL-1.0
 * Policy: loaded, asked, dropped. */
#include "usher_python.h"

#include <string.h>

static void close_policy(us_policy *self) {
  while (self->pooled > 0)
    us_decision_free(self->pool[--self->pooled]);
  usher_policy_destroy(self->handle);
  self->handle = NULL;
}

static void policy_dealloc(PyObject *self) {
  close_policy((us_policy *)self);
  Py_XDECREF(((us_policy *)self)->findings);
  us_free(self);
}

PyObject *us_policy_wrap(us_state *state, PyTypeObject *type, usher_policy *handle, usher_report *report) {
  PyObject *findings = us_findings(state, report);
  us_policy *self = findings == NULL ? NULL : PyObject_New(us_policy, type);
  if (self == NULL) {
    Py_XDECREF(findings);
    usher_policy_destroy(handle);
    return NULL;
  }
  self->findings = findings;
  self->state = state;
  self->handle = handle;
  self->pooled = 0;
  return (PyObject *)self;
}

us_policy *us_policy_in(us_state *state, PyObject *object, const char *what) {
  if (!PyObject_TypeCheck(object, state->types[US_POLICY])) {
    PyErr_Format(PyExc_TypeError, "%s must be a usher.Policy, not %R", what, (PyObject *)Py_TYPE(object));
    return NULL;
  }
  us_policy *policy = (us_policy *)object;
  if (policy->handle == NULL) {
    us_closed(state, "policy");
    return NULL;
  }
  return policy;
}

/* ---- Loading ---- */

typedef struct loading {
  us_refs refs;
  usher_load_options raw;
  usher_limit *limits;
  usher_source *includes;
} loading;

static void load_end(loading *load) {
  PyMem_Free(load->limits);
  PyMem_Free(load->includes);
  us_refs_end(&load->refs);
}

static int load_begin(loading *load, PyObject *limits, PyObject *includes, int verify) {
  memset(&load->raw, 0, sizeof load->raw);
  load->limits = NULL;
  load->includes = NULL;
  us_refs_begin(&load->refs);
  load->raw.struct_size = sizeof load->raw;
  load->raw.flags = verify ? USHER_LOAD_VERIFY : 0;
  const int done =
      us_limits_in(limits, &load->refs, &load->limits, &load->raw.limit_count) != 0 ||
              us_sources_in(includes, "includes", &load->refs, &load->includes, &load->raw.include_count) != 0
          ? -1
          : 0;
  load->raw.limits = load->limits;
  load->raw.includes = load->includes;
  return done;
}

PyDoc_STRVAR(
    load_doc,
    "load($type, /, path, *, limits=None, verify=False)\n--\n\n"
    "Loads a policy from a file, a folder with a policy.yaml, or an image (see compile).\n\n"
    "limits: a mapping of names to numbers, as {\"text_bytes\": 10000}; those of messages become the "
    "defaults\n"
    "of every triage. verify: of an image, look at every byte of it.\n\n"
    "Raises PolicyError with all findings of all files, FileError, LimitError, FormatError or VersionError.\n"
    "Other threads run meanwhile.\n\n"
    ">>> usher.Policy.load(\"policy.yaml\").triage(text=\"I want my money back\").department\n"
    "'billing'\n");
static PyObject *policy_load(PyObject *type, PyObject *arguments, PyObject *named) {
  static const char *const words[] = {"path", "limits", "verify", NULL};
  us_state *state = us_state_of((PyTypeObject *)type);
  PyObject *path = NULL, *limits = NULL;
  int verify = 0;
  if (!PyArg_ParseTupleAndKeywords(arguments, named, "O&|$Op:load", (char **)(uintptr_t)words,
                                   PyUnicode_FSConverter, &path, &limits, &verify))
    return NULL;
  loading options;
  PyObject *made = NULL;
  const char *name = PyBytes_AsString(path);
  if (load_begin(&options, limits, NULL, verify) == 0 && name != NULL) {
    usher_policy *policy = NULL;
    usher_report *report = NULL;
    usher_status status = USHER_OK;
    Py_BEGIN_ALLOW_THREADS status = usher_policy_load(name, &options.raw, &policy, &report);
    Py_END_ALLOW_THREADS if (status != USHER_OK) { us_fail(state, status, report); }
    else {
      made = us_policy_wrap(state, (PyTypeObject *)type, policy, report);
    }
  }
  load_end(&options);
  Py_DECREF(path);
  return made;
}

PyDoc_STRVAR(
    loads_doc,
    "loads($type, /, text, *, name=\"policy\", includes=None, limits=None, verify=False)\n--\n\n"
    "Loads a policy from a text (str or bytes) in memory, or from the bytes of an image.\n\n"
    "name: what findings call it. includes: what `include` finds, as {\"topics.yaml\": text}; no file is "
    "read.\n"
    "limits, verify and errors as in load.\n\n"
    ">>> usher.Policy.loads(\"usher: 1\\ndepartments: {care: {}}\\ndefault: {department: care}\\n\")\n"
    "<usher.Policy 83ede1a5178c, 1 department, 0 rules>\n"
    ">>> usher.Policy.loads(\"usher: 1\\ndepartments: {care: {}}\\ndefault: {department: car}\\n\")\n"
    "Traceback (most recent call last):\n"
    "    ...\n"
    "usher.PolicyError: policy:3:23: there is no department \"car\" (did you mean \"care\"?)\n");
static PyObject *policy_loads(PyObject *type, PyObject *arguments, PyObject *named) {
  static const char *const words[] = {"text", "name", "includes", "limits", "verify", NULL};
  us_state *state = us_state_of((PyTypeObject *)type);
  PyObject *text = NULL, *name = NULL, *includes = NULL, *limits = NULL;
  int verify = 0;
  if (!PyArg_ParseTupleAndKeywords(arguments, named, "O|$OOOp:loads", (char **)(uintptr_t)words, &text, &name,
                                   &includes, &limits, &verify))
    return NULL;
  loading options;
  PyObject *made = NULL;
  usher_str raw = {NULL, 0}, called = {"policy", 6};
  if (load_begin(&options, limits, includes, verify) == 0 &&
      us_text_in(text, "text", &options.refs, &raw) == 0 &&
      (name == NULL || us_text_in(name, "name", &options.refs, &called) == 0)) {
    usher_policy *policy = NULL;
    usher_report *report = NULL;
    usher_status status = USHER_OK;
    Py_BEGIN_ALLOW_THREADS status = usher_policy_load_memory(called, raw, &options.raw, &policy, &report);
    Py_END_ALLOW_THREADS if (status != USHER_OK) { us_fail(state, status, report); }
    else {
      made = us_policy_wrap(state, (PyTypeObject *)type, policy, report);
    }
  }
  load_end(&options);
  return made;
}

/* ---- What it is ---- */

static PyObject *policy_hash(PyObject *object, void *unused) {
  (void)unused;
  us_policy *self = (us_policy *)object;
  usher_str out = {NULL, 0};
  if (self->handle == NULL) return us_closed(self->state, "policy");
  const usher_status status = usher_policy_hash(self->handle, &out);
  return status == USHER_OK ? us_text_out(out) : us_fail(self->state, status, NULL);
}

static PyObject *policy_findings(PyObject *object, void *unused) {
  (void)unused;
  PyObject *findings = ((us_policy *)object)->findings;
  Py_INCREF(findings);
  return findings;
}

static PyObject *policy_is_closed(PyObject *object, void *unused) {
  (void)unused;
  return PyBool_FromLong(((us_policy *)object)->handle == NULL);
}

static PyObject *policy_repr(PyObject *object) {
  us_policy *self = (us_policy *)object;
  if (self->handle == NULL) return PyUnicode_FromString("<usher.Policy, closed>");
  PyObject *hash = policy_hash(object, NULL);
  if (hash == NULL) return NULL;
  PyObject *begin = PyUnicode_Substring(hash, 0, 12);
  Py_DECREF(hash);
  if (begin == NULL) return NULL;
  const size_t departments = usher_policy_part_count(self->handle, USHER_PART_DEPARTMENT);
  const size_t rules = usher_policy_part_count(self->handle, USHER_PART_RULE);
  PyObject *made = PyUnicode_FromFormat("<usher.Policy %U, %zu department%s, %zu rule%s>", begin, departments,
                                        departments == 1 ? "" : "s", rules, rules == 1 ? "" : "s");
  Py_DECREF(begin);
  return made;
}

PyDoc_STRVAR(
    parts_doc,
    "parts($self, part, /)\n--\n\n"
    "What a policy is made of, in its order, as Part tuples with their places. `part` is \"department\", "
    "\"rule\",\n\"topic\", \"signal\", \"channel\", \"account\", \"reply\", \"fact\", \"band\", "
    "\"calendar\", "
    "\"sla\", \"agent\" or \"group\".\n\n"
    ">>> [part.name for part in policy.parts(\"department\")]\n"
    "['care', 'billing', 'legal']\n");
static PyObject *policy_parts(PyObject *object, PyObject *name) {
  us_policy *self = (us_policy *)object;
  if (self->handle == NULL) return us_closed(self->state, "policy");
  if (!PyUnicode_Check(name))
    return PyErr_Format(PyExc_TypeError, "part must be a str, not %R", (PyObject *)Py_TYPE(name));
  int32_t part = 0;
  for (int32_t i = 1; i < US_PART_NAMES; ++i) {
    if (PyUnicode_CompareWithASCIIString(name, us_part_names[i]) == 0) part = i;
  }
  if (part == 0) return PyErr_Format(PyExc_ValueError, "a policy has no parts of the name %R", name);
  const size_t count = usher_policy_part_count(self->handle, part);
  PyObject *made = PyTuple_New((Py_ssize_t)count);
  for (size_t i = 0; made != NULL && i < count; ++i) {
    PyObject *one = us_record(self->state, US_PART, usher_policy_part(self->handle, part, i));
    if (one == NULL || PyTuple_SetItem(made, (Py_ssize_t)i, one) != 0) Py_CLEAR(made);
  }
  return made;
}

/* ---- Its end ---- */

PyDoc_STRVAR(
    close_doc,
    "close($self)\n--\n\n"
    "Lets go of it; whatever is asked of it afterwards raises ClosedError. Decisions made by it stay\n"
    "readable. Not needed: a policy that nobody has is let go by itself.\n");
static PyObject *policy_close(PyObject *self, PyObject *unused) {
  (void)unused;
  close_policy((us_policy *)self);
  Py_RETURN_NONE;
}

static PyObject *policy_enter(PyObject *object, PyObject *unused) {
  (void)unused;
  us_policy *self = (us_policy *)object;
  if (self->handle == NULL) return us_closed(self->state, "policy");
  Py_INCREF(object);
  return object;
}

static PyObject *policy_exit(PyObject *self, PyObject *unused) {
  (void)unused;
  close_policy((us_policy *)self);
  Py_RETURN_NONE;
}

PyObject *us_policy_check(PyObject *self, PyObject *unused);
PyObject *us_policy_dump(PyObject *self, PyObject *unused);
PyObject *us_policy_graph(PyObject *self, PyObject *unused);
PyObject *us_policy_compile(PyObject *self, PyObject *unused);
PyObject *us_policy_reduce(PyObject *self, PyObject *unused);
PyObject *us_policy_statistics(PyObject *self, PyObject *arguments, PyObject *named);
PyObject *us_policy_compare(PyObject *self, PyObject *arguments, PyObject *named);
PyObject *us_policy_sharpen(PyObject *self, PyObject *sample);
PyObject *us_policy_test(PyObject *self, PyObject *arguments, PyObject *named);
PyObject *us_policy_text(PyObject *self, PyObject *arguments, PyObject *named);
PyObject *us_policy_calendar(PyObject *self, PyObject *name);
extern const char us_check_doc[], us_dump_doc[], us_graph_doc[], us_compile_doc[], us_statistics_doc[],
    us_compare_doc[], us_sharpen_doc[], us_test_doc[], us_text_doc[], us_policy_calendar_doc[],
    us_triage_doc[], us_triage_json_doc[], us_triage_many_doc[], us_policy_doc[];

int us_policy_type(PyObject *module, us_state *state) {
  static PyMethodDef methods[] = {
      {"load", US_CALL(policy_load), METH_VARARGS | METH_KEYWORDS | METH_CLASS, load_doc},
      {"loads", US_CALL(policy_loads), METH_VARARGS | METH_KEYWORDS | METH_CLASS, loads_doc},
      {"triage", US_CALL(us_policy_triage), METH_FASTCALL | METH_KEYWORDS, us_triage_doc},
      {"triage_json", US_CALL(us_policy_triage_json), METH_FASTCALL | METH_KEYWORDS, us_triage_json_doc},
      {"triage_many", US_CALL(us_policy_triage_many), METH_FASTCALL | METH_KEYWORDS, us_triage_many_doc},
      {"check", us_policy_check, METH_NOARGS, us_check_doc},
      {"dump", us_policy_dump, METH_NOARGS, us_dump_doc},
      {"graph", us_policy_graph, METH_NOARGS, us_graph_doc},
      {"compile", us_policy_compile, METH_NOARGS, us_compile_doc},
      {"statistics", US_CALL(us_policy_statistics), METH_VARARGS | METH_KEYWORDS, us_statistics_doc},
      {"compare", US_CALL(us_policy_compare), METH_VARARGS | METH_KEYWORDS, us_compare_doc},
      {"sharpen", us_policy_sharpen, METH_O, us_sharpen_doc},
      {"test", US_CALL(us_policy_test), METH_VARARGS | METH_KEYWORDS, us_test_doc},
      {"text", US_CALL(us_policy_text), METH_VARARGS | METH_KEYWORDS, us_text_doc},
      {"calendar", us_policy_calendar, METH_O, us_policy_calendar_doc},
      {"parts", policy_parts, METH_O, parts_doc},
      {"close", policy_close, METH_NOARGS, close_doc},
      {"__enter__", policy_enter, METH_NOARGS, NULL},
      {"__exit__", policy_exit, METH_VARARGS, NULL},
      {"__reduce__", us_policy_reduce, METH_NOARGS, NULL},
      {NULL, NULL, 0, NULL}};
  static PyGetSetDef values[] = {
      {"hash", policy_hash, NULL, "SHA-256 of its sources, 64 digits; what a decision calls `policy`.", NULL},
      {"findings", policy_findings, NULL,
       "What was found while it was loaded; check has what the analysis finds.", NULL},
      {"closed", policy_is_closed, NULL, "Whether close was called.", NULL},
      {NULL, NULL, NULL, NULL, NULL}};
  PyType_Slot slots[] = {US_SLOT(Py_tp_dealloc, policy_dealloc),
                         US_SLOT(Py_tp_repr, policy_repr),
                         {Py_tp_methods, methods},
                         {Py_tp_getset, values},
                         {Py_tp_doc, (void *)(uintptr_t)us_policy_doc},
                         {0, NULL}};
  PyType_Spec spec = {"usher.Policy", sizeof(us_policy), 0,
                      Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION, slots};
  return us_add_type(module, state, US_POLICY, &spec);
}
