/* SPDX-License-Identifier: BSL-1.0
 * What failed, as exceptions that carry the findings; and the small structs that many calls take. */
#include "usher_python.h"

#include <string.h>

PyObject *us_findings(us_state *state, usher_report *report) {
  const size_t count = usher_report_count(report);
  PyObject *made = PyTuple_New((Py_ssize_t)count);
  for (size_t i = 0; made != NULL && i < count; ++i) {
    PyObject *one = us_record(state, US_FINDING, usher_report_finding(report, i));
    if (one == NULL || PyTuple_SetItem(made, (Py_ssize_t)i, one) != 0) Py_CLEAR(made);
  }
  usher_report_destroy(report);
  return made;
}

PyObject *us_fail(us_state *state, usher_status status, usher_report *report) {
  if (status == USHER_MEMORY) {
    usher_report_destroy(report);
    return PyErr_NoMemory();
  }
  PyObject *findings = us_findings(state, report);
  if (findings == NULL) return NULL;
  PyObject *type = status > 0 && status < US_STATUSES ? state->errors[status] : NULL;
  if (type == NULL) type = state->errors[USHER_INTERNAL];
  PyObject *error = PyObject_CallFunction(type, "sO", usher_status_name(status), findings);
  Py_DECREF(findings);
  if (error == NULL) return NULL;
  PyErr_SetObject(type, error);
  Py_DECREF(error);
  return NULL;
}

PyObject *us_closed(us_state *state, const char *what) {
  return PyErr_Format(state->closed, "this %s is closed", what);
}

PyObject *us_busy(us_state *state, const char *what) {
  PyObject *type = state->errors[USHER_STATE];
  PyObject *said = PyUnicode_FromFormat("this %s is in use by another thread at the moment", what);
  PyObject *error =
      said == NULL ? NULL : PyObject_CallFunction(type, "s()O", usher_status_name(USHER_STATE), said);
  Py_XDECREF(said);
  if (error == NULL) return NULL;
  PyErr_SetObject(type, error);
  Py_DECREF(error);
  return NULL;
}

static PyObject *document(usher_document *made, int text) {
  usher_str out = {NULL, 0};
  const usher_status status = usher_document_text(made, &out);
  PyObject *object = NULL;
  if (status != USHER_OK)
    PyErr_Format(PyExc_SystemError, "a document without a text: %s", usher_status_name(status));
  else if (text)
    object = PyUnicode_DecodeUTF8(out.data, (Py_ssize_t)out.size, "surrogateescape");
  else
    object = PyBytes_FromStringAndSize(out.data, (Py_ssize_t)out.size);
  usher_document_destroy(made);
  return object;
}

PyObject *us_document(usher_document *made) { return document(made, 1); }
PyObject *us_document_bytes(usher_document *made) { return document(made, 0); }

/* The items of a mapping as a tuple of pairs, held by `refs`. */
static PyObject *pairs(PyObject *object, const char *what, us_refs *refs, Py_ssize_t *count) {
  if (!us_is_mapping(object)) {
    PyErr_Format(PyExc_TypeError, "%s must be a mapping, not %R", what, (PyObject *)Py_TYPE(object));
    return NULL;
  }
  PyObject *items = PyMapping_Items(object);
  if (items == NULL) return NULL;
  PyObject *tuple = PySequence_Tuple(items);
  PyObject *name = NULL, *value = NULL;
  const Py_ssize_t size = PyList_Size(items);
  for (Py_ssize_t i = 0; tuple != NULL && i < size; ++i) {
    if (us_pair_of(items, i, &name, &value) != 0) Py_CLEAR(tuple);
  }
  Py_DECREF(items);
  if (us_refs_steal(refs, tuple) != 0) return NULL;
  *count = PyTuple_Size(tuple);
  return tuple;
}

int us_limits_in(PyObject *object, us_refs *refs, usher_limit **out, size_t *count) {
  *out = NULL;
  *count = 0;
  if (object == NULL || object == Py_None) return 0;
  Py_ssize_t size = 0;
  PyObject *items = pairs(object, "limits", refs, &size);
  if (items == NULL) return -1;
  *out = PyMem_Calloc((size_t)size + 1, sizeof **out);
  if (*out == NULL) {
    PyErr_NoMemory();
    return -1;
  }
  for (Py_ssize_t i = 0; i < size; ++i) {
    PyObject *pair = PyTuple_GetItem(items, i);
    usher_limit *limit = *out + i;
    limit->struct_size = sizeof *limit;
    if (us_text_in(PyTuple_GetItem(pair, 0), "the name of a limit", refs, &limit->name) != 0 ||
        us_uint64_in(PyTuple_GetItem(pair, 1), "a limit", &limit->value) != 0)
      return -1;
  }
  *count = (size_t)size;
  return 0;
}

int us_sources_in(PyObject *object, const char *what, us_refs *refs, usher_source **out, size_t *count) {
  *out = NULL;
  *count = 0;
  if (object == NULL || object == Py_None) return 0;
  Py_ssize_t size = 0;
  PyObject *items = pairs(object, what, refs, &size);
  if (items == NULL) return -1;
  *out = PyMem_Calloc((size_t)size + 1, sizeof **out);
  if (*out == NULL) {
    PyErr_NoMemory();
    return -1;
  }
  for (Py_ssize_t i = 0; i < size; ++i) {
    PyObject *pair = PyTuple_GetItem(items, i);
    usher_source *source = *out + i;
    source->struct_size = sizeof *source;
    if (us_text_in(PyTuple_GetItem(pair, 0), "the name of a file", refs, &source->name) != 0 ||
        us_text_in(PyTuple_GetItem(pair, 1), "the text of a file", refs, &source->text) != 0)
      return -1;
  }
  *count = (size_t)size;
  return 0;
}

int us_format_in(const char *name, int metrics, int32_t *out) {
  if (name == NULL || strcmp(name, "text") == 0)
    *out = USHER_FORMAT_TEXT;
  else if (strcmp(name, "json") == 0)
    *out = USHER_FORMAT_JSON;
  else if (metrics && strcmp(name, "openmetrics") == 0)
    *out = USHER_FORMAT_OPENMETRICS;
  else {
    PyErr_Format(PyExc_ValueError,
                 metrics ? "format is 'text', 'json' or 'openmetrics', not '%s'"
                         : "format is 'text' or 'json', not '%s'",
                 name);
    return -1;
  }
  return 0;
}
