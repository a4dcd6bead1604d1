/* SPDX-License-Identifier: BSL-1.0
 * What is asked of a policy seldom: its analysis, its forms, its tests. */
#include "usher_python.h"

#include <string.h>

PyObject *us_policy_check(PyObject *self, PyObject *unused);
PyObject *us_policy_dump(PyObject *self, PyObject *unused);
PyObject *us_policy_graph(PyObject *self, PyObject *unused);
PyObject *us_policy_compile(PyObject *self, PyObject *unused);
PyObject *us_policy_reduce(PyObject *self, PyObject *unused);
PyObject *us_policy_statistics(PyObject *self, PyObject *arguments, PyObject *named);
PyObject *us_policy_compare(PyObject *self, PyObject *arguments, PyObject *named);
PyObject *us_policy_sharpen(PyObject *self, PyObject *sample);
PyObject *us_policy_test(PyObject *self, PyObject *arguments, PyObject *named);

/* A reference of its own: other threads may close the policy while the lock of the interpreter is not held. */
static usher_policy *shared(us_policy *self) {
  usher_policy *handle = NULL;
  if (self->handle == NULL) {
    us_closed(self->state, "policy");
    return NULL;
  }
  const usher_status status = usher_policy_share(self->handle, &handle);
  if (status != USHER_OK) us_fail(self->state, status, NULL);
  return handle;
}

PyObject *us_policy_check(PyObject *object, PyObject *unused) {
  (void)unused;
  us_policy *self = (us_policy *)object;
  usher_policy *handle = shared(self);
  if (handle == NULL) return NULL;
  usher_report *report = NULL;
  usher_status status = USHER_OK;
  Py_BEGIN_ALLOW_THREADS status = usher_policy_check(handle, &report);
  usher_policy_destroy(handle);
  Py_END_ALLOW_THREADS if (status != USHER_OK && status != USHER_POLICY) return us_fail(self->state, status,
                                                                                        report);
  return us_findings(self->state, report);
}

static usher_document *
document_of(us_policy *self, usher_status (*make)(const usher_policy *, usher_document **, usher_report **)) {
  usher_policy *handle = shared(self);
  if (handle == NULL) return NULL;
  usher_document *document = NULL;
  usher_report *report = NULL;
  usher_status status = USHER_OK;
  Py_BEGIN_ALLOW_THREADS status = make(handle, &document, &report);
  usher_policy_destroy(handle);
  Py_END_ALLOW_THREADS if (status != USHER_OK) {
    us_fail(self->state, status, report);
    return NULL;
  }
  usher_report_destroy(report);
  return document;
}

PyObject *us_policy_dump(PyObject *self, PyObject *unused) {
  (void)unused;
  usher_document *document = document_of((us_policy *)self, usher_policy_dump);
  return document == NULL ? NULL : us_document(document);
}

PyObject *us_policy_graph(PyObject *self, PyObject *unused) {
  (void)unused;
  usher_document *document = document_of((us_policy *)self, usher_policy_graph);
  return document == NULL ? NULL : us_document(document);
}

PyObject *us_policy_compile(PyObject *self, PyObject *unused) {
  (void)unused;
  usher_document *document = document_of((us_policy *)self, usher_policy_compile);
  return document == NULL ? NULL : us_document_bytes(document);
}

PyObject *us_policy_reduce(PyObject *self, PyObject *unused) {
  PyObject *image = us_policy_compile(self, unused);
  if (image == NULL) return NULL;
  PyObject *loads = PyObject_GetAttrString((PyObject *)Py_TYPE(self), "loads");
  PyObject *made = loads == NULL ? NULL : Py_BuildValue("(N(N))", loads, image);
  if (loads == NULL) Py_DECREF(image);
  return made;
}

/* A dict of a document in JSON, or its text. */
static PyObject *page(us_state *state, usher_document *document, int32_t format) {
  PyObject *text = us_document(document);
  if (text == NULL || format != USHER_FORMAT_JSON) return text;
  PyObject *made = PyObject_CallFunctionObjArgs(state->json_loads, text, NULL);
  Py_DECREF(text);
  return made;
}

PyObject *us_policy_statistics(PyObject *object, PyObject *arguments, PyObject *named) {
  static const char *const words[] = {"sample", "format", NULL};
  us_policy *self = (us_policy *)object;
  PyObject *sample = NULL, *made = NULL;
  const char *format_name = "json";
  int32_t format = 0;
  if (!PyArg_ParseTupleAndKeywords(arguments, named, "|O$s:statistics", (char **)(uintptr_t)words, &sample,
                                   &format_name) ||
      us_format_in(format_name, 0, &format) != 0)
    return NULL;
  us_refs refs;
  usher_str lines = {NULL, 0};
  us_refs_begin(&refs);
  usher_policy *handle = us_text_or_none(sample, "sample", &refs, &lines) != 0 ? NULL : shared(self);
  if (handle != NULL) {
    usher_document *document = NULL;
    usher_report *report = NULL;
    usher_status status = USHER_OK;
    Py_BEGIN_ALLOW_THREADS status = usher_policy_statistics(handle, lines, format, &document, &report);
    usher_policy_destroy(handle);
    Py_END_ALLOW_THREADS if (status != USHER_OK) { us_fail(self->state, status, report); }
    else {
      usher_report_destroy(report);
      made = page(self->state, document, format);
    }
  }
  us_refs_end(&refs);
  return made;
}

PyObject *us_policy_compare(PyObject *object, PyObject *arguments, PyObject *named) {
  static const char *const words[] = {"old", "sample", "format", NULL};
  us_policy *self = (us_policy *)object;
  PyObject *old = NULL, *sample = NULL, *made = NULL;
  const char *format_name = "json";
  int32_t format = 0;
  if (!PyArg_ParseTupleAndKeywords(arguments, named, "O|O$s:compare", (char **)(uintptr_t)words, &old,
                                   &sample, &format_name) ||
      us_format_in(format_name, 0, &format) != 0)
    return NULL;
  us_policy *other = us_policy_in(self->state, old, "old");
  if (other == NULL) return NULL;
  us_refs refs;
  usher_str lines = {NULL, 0};
  us_refs_begin(&refs);
  usher_policy *before = NULL, *handle = NULL;
  if (us_text_or_none(sample, "sample", &refs, &lines) == 0 && (handle = shared(self)) != NULL)
    before = shared(other);
  if (before != NULL) {
    usher_document *document = NULL;
    usher_report *report = NULL;
    usher_status status = USHER_OK;
    Py_BEGIN_ALLOW_THREADS status = usher_policy_compare(handle, before, lines, format, &document, &report);
    Py_END_ALLOW_THREADS if (status != USHER_OK) { us_fail(self->state, status, report); }
    else {
      usher_report_destroy(report);
      made = page(self->state, document, format);
    }
  }
  usher_policy_destroy(before);
  usher_policy_destroy(handle);
  us_refs_end(&refs);
  return made;
}

PyObject *us_policy_sharpen(PyObject *object, PyObject *sample) {
  us_policy *self = (us_policy *)object;
  PyObject *made = NULL;
  us_refs refs;
  usher_str lines = {NULL, 0};
  us_refs_begin(&refs);
  usher_policy *handle = us_text_in(sample, "sample", &refs, &lines) != 0 ? NULL : shared(self);
  if (handle != NULL) {
    usher_policy *sharp = NULL;
    usher_report *report = NULL;
    usher_status status = USHER_OK;
    Py_BEGIN_ALLOW_THREADS status = usher_policy_sharpen(handle, lines, &sharp, &report);
    usher_policy_destroy(handle);
    Py_END_ALLOW_THREADS if (status != USHER_OK) { us_fail(self->state, status, report); }
    else {
      made = us_policy_wrap(self->state, Py_TYPE(object), sharp, report);
    }
  }
  us_refs_end(&refs);
  return made;
}

/* ---- Tests of a policy ---- */

typedef struct us_test_run {
  PyObject ob_base;
  us_state *state;
  usher_test_run *handle;
} us_test_run;

PyObject *us_policy_test(PyObject *object, PyObject *arguments, PyObject *named) {
  static const char *const words[] = {"files", NULL};
  us_policy *self = (us_policy *)object;
  us_state *state = self->state;
  PyObject *files = NULL, *made = NULL;
  if (!PyArg_ParseTupleAndKeywords(arguments, named, "|O:test", (char **)(uintptr_t)words, &files))
    return NULL;
  us_refs refs;
  usher_source *sources = NULL;
  usher_test_options options = {sizeof options, NULL, 0};
  us_refs_begin(&refs);
  usher_policy *handle =
      us_sources_in(files, "files", &refs, &sources, &options.file_count) != 0 ? NULL : shared(self);
  options.files = sources;
  if (handle != NULL) {
    usher_test_run *run = NULL;
    usher_report *report = NULL;
    usher_status status = USHER_OK;
    Py_BEGIN_ALLOW_THREADS status = usher_policy_test(handle, &options, &run, &report);
    usher_policy_destroy(handle);
    Py_END_ALLOW_THREADS if (status != USHER_OK) { us_fail(state, status, report); }
    else {
      usher_report_destroy(report);
      us_test_run *wrapped = PyObject_New(us_test_run, state->types[US_TEST_RUN]);
      if (wrapped == NULL) {
        usher_test_run_destroy(run);
      } else {
        wrapped->state = state;
        wrapped->handle = run;
        made = (PyObject *)wrapped;
      }
    }
  }
  PyMem_Free(sources);
  us_refs_end(&refs);
  return made;
}

static void run_dealloc(PyObject *self) {
  usher_test_run_destroy(((us_test_run *)self)->handle);
  us_free(self);
}

static PyObject *run_summary(PyObject *object, void *unused) {
  (void)unused;
  us_test_run *self = (us_test_run *)object;
  return us_record(self->state, US_TEST_SUMMARY, usher_test_run_summary(self->handle));
}

static PyObject *run_passed(PyObject *object, void *unused) {
  (void)unused;
  return PyBool_FromLong(usher_test_run_summary(((us_test_run *)object)->handle)->failed == 0);
}

static PyObject *run_render(us_test_run *self, int32_t format) {
  usher_str out = {NULL, 0};
  const usher_status status = usher_test_run_text(self->handle, format, &out);
  if (status != USHER_OK) return us_fail(self->state, status, NULL);
  return format == USHER_FORMAT_JSON ? us_json(self->state, out) : us_text_out(out);
}
static PyObject *run_text(PyObject *self, PyObject *unused) {
  (void)unused;
  return run_render((us_test_run *)self, USHER_FORMAT_TEXT);
}
static PyObject *run_to_dict(PyObject *self, PyObject *unused) {
  (void)unused;
  return run_render((us_test_run *)self, USHER_FORMAT_JSON);
}

static PyObject *run_repr(PyObject *object) {
  const usher_test_summary *summary = usher_test_run_summary(((us_test_run *)object)->handle);
  return PyUnicode_FromFormat("<usher.TestRun: %llu passed, %llu failed>",
                              (unsigned long long)summary->passed, (unsigned long long)summary->failed);
}

int us_test_run_type(PyObject *module, us_state *state) {
  static PyMethodDef methods[] = {
      {"text", run_text, METH_NOARGS,
       "text($self)\n--\n\nEvery failed expectation with its place and why, then the coverage."},
      {"to_dict", run_to_dict, METH_NOARGS,
       "to_dict($self)\n--\n\nThe same, as docs/schema/tests.schema.json has it."},
      {NULL, NULL, 0, NULL}};
  static PyGetSetDef values[] = {{"passed", run_passed, NULL, "Whether no test failed.", NULL},
                                 {"summary", run_summary, NULL, "The counts, a TestSummary.", NULL},
                                 {NULL, NULL, NULL, NULL, NULL}};
  PyType_Slot slots[] = {US_SLOT(Py_tp_dealloc, run_dealloc),
                         US_SLOT(Py_tp_repr, run_repr),
                         {Py_tp_methods, methods},
                         {Py_tp_getset, values},
                         {Py_tp_doc, (void *)(uintptr_t) "How the tests of a policy went."},
                         {0, NULL}};
  PyType_Spec spec = {"usher.TestRun", sizeof(us_test_run), 0,
                      Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION, slots};
  return us_add_type(module, state, US_TEST_RUN, &spec);
}
