/* SPDX-License-Identifier: BSL-1.0
 * Policy.triage_many and Batch, the columns that come of it. */
#include "usher_python.h"

#include <stdlib.h>
#include <string.h>

/* ---- Messages from rows and columns ---- */

static int take_row(us_rows *rows, PyObject *row) {
  if (us_rows_next(rows) != 0) return -1;
  if (us_is_mapping(row)) return us_rows_mapping(rows, row);
  if (us_is_missing(row)) return 0;
  return us_text_in(row, "a message (a mapping, or its text)", &rows->refs,
                    &rows->messages[rows->count - 1].text);
}

static int take_rows(us_rows *rows, PyObject *messages) {
  if (PyUnicode_Check(messages) || PyBytes_Check(messages)) {
    PyErr_SetString(PyExc_TypeError, "triage_many() takes many messages; triage() takes one text");
    return -1;
  }
  PyObject *iterator = PyObject_GetIter(messages);
  if (iterator == NULL) return -1;
  int done = 0;
  PyObject *row = NULL;
  while (done == 0 && (row = PyIter_Next(iterator)) != NULL) {
    done = take_row(rows, row);
    Py_DECREF(row);
  }
  Py_DECREF(iterator);
  return done != 0 || PyErr_Occurred() ? -1 : 0;
}

typedef struct column_in {
  PyObject *name;
  PyObject *list; /* a tuple or a list of our own, so that nothing else changes it */
  int32_t key;
} column_in;

static int take_columns(us_rows *rows, PyObject *mapping) {
  PyObject *items = PyMapping_Items(mapping);
  if (items == NULL) return -1;
  const Py_ssize_t width = PyList_Size(items);
  column_in *columns = PyMem_Calloc((size_t)width + 1, sizeof *columns);
  if (columns == NULL) {
    Py_DECREF(items);
    PyErr_NoMemory();
    return -1;
  }
  int done = 0;
  Py_ssize_t height = -1;
  for (Py_ssize_t i = 0; done == 0 && i < width; ++i) {
    PyObject *pair = PyList_GetItem(items, i);
    PyObject *values = PyTuple_GetItem(pair, 1);
    column_in *column = &columns[i];
    column->name = PyTuple_GetItem(pair, 0);
    if (us_key_of(column->name, &column->key) != 0 || us_refs_keep(&rows->refs, column->name) != 0) {
      done = -1;
      break;
    }
    if (column->key >= US_KEY_LENIENT) column->key = US_KEY_FACT;
    /* numpy and pandas give plain objects of Python by tolist. */
    PyObject *list = NULL;
    if (PyUnicode_Check(values) || PyBytes_Check(values)) {
      PyErr_Format(PyExc_TypeError, "column %R is one text, and a sequence of values is wanted",
                   column->name);
    } else if (!PyList_Check(values) && !PyTuple_Check(values) && PyObject_HasAttrString(values, "tolist")) {
      list = PyObject_CallMethod(values, "tolist", NULL);
    } else {
      Py_INCREF(values);
      list = values;
    }
    column->list = list == NULL ? NULL : PySequence_Tuple(list);
    Py_XDECREF(list);
    if (us_refs_steal(&rows->refs, column->list) != 0) {
      done = -1;
      break;
    }
    const Py_ssize_t size = PyTuple_Size(column->list);
    if (height >= 0 && size != height) {
      PyErr_Format(PyExc_ValueError, "column %R has %zd values, and those before it have %zd", column->name,
                   size, height);
      done = -1;
    }
    height = size;
  }
  for (Py_ssize_t row = 0; done == 0 && row < height; ++row) {
    done = us_rows_next(rows);
    for (Py_ssize_t i = 0; done == 0 && i < width; ++i)
      done = us_rows_set(rows, columns[i].key, columns[i].name, PyTuple_GetItem(columns[i].list, row));
  }
  PyMem_Free(columns);
  Py_DECREF(items);
  return done;
}

/* A DataFrame becomes a mapping of columns in Python. */
static int take_messages(us_rows *rows, PyObject *messages) {
  if (PyList_Check(messages) || PyTuple_Check(messages)) return take_rows(rows, messages);
  if (PyDict_Check(messages)) return take_columns(rows, messages);
  if (PyObject_HasAttrString(messages, "columns") && PyObject_HasAttrString(messages, "iloc")) {
    PyObject *frames = PyImport_ImportModule("usher._frames");
    PyObject *made = frames == NULL ? NULL : PyObject_CallMethod(frames, "columns_of", "O", messages);
    Py_XDECREF(frames);
    if (made == NULL) return -1;
    const int done = take_columns(rows, made);
    Py_DECREF(made);
    return done;
  }
  if (us_is_mapping(messages) && PyObject_HasAttrString(messages, "items"))
    return take_columns(rows, messages);
  return take_rows(rows, messages);
}

us_lent *us_lent_keep(us_lent *lent) {
  atomic_fetch_add(&lent->owners, 1);
  return lent;
}

void us_lent_drop(us_lent *lent) {
  if (lent == NULL || atomic_fetch_sub(&lent->owners, 1) != 1) return;
  usher_batch_destroy(lent->handle);
  free(lent);
}

static PyObject *batch_wrap(us_state *state, usher_batch *handle, PyObject *findings) {
  us_lent *lent = malloc(sizeof *lent);
  us_batch *self = lent == NULL ? NULL : PyObject_New(us_batch, state->types[US_BATCH]);
  if (self == NULL) {
    usher_batch_destroy(handle);
    Py_DECREF(findings);
    if (lent == NULL) return PyErr_NoMemory();
    free(lent);
    return NULL;
  }
  atomic_init(&lent->owners, 1);
  lent->handle = handle;
  self->state = state;
  self->lent = lent;
  self->findings = findings;
  return (PyObject *)self;
}

static PyObject *triage_rows(us_policy *self, us_rows *rows, const us_triage *options) {
  us_state *state = self->state;
  usher_batch *batch = NULL;
  usher_policy *policy = NULL;
  usher_report *report = NULL;
  if (self->handle == NULL) return us_closed(state, "policy");
  usher_status status = usher_batch_create(&batch);
  if (status == USHER_OK) status = usher_policy_share(self->handle, &policy);
  if (status == USHER_OK) {
    us_rows_ready(rows);
    Py_BEGIN_ALLOW_THREADS status = usher_batch_triage(policy, rows->messages, rows->count, &options->raw,
                                                       batch, options->report == 0 ? NULL : &report);
    usher_policy_destroy(policy);
    Py_END_ALLOW_THREADS
  }
  if (status != USHER_OK) {
    usher_batch_destroy(batch);
    return us_fail(state, status, report);
  }
  PyObject *findings = us_findings(state, report);
  if (findings == NULL) {
    usher_batch_destroy(batch);
    return NULL;
  }
  return batch_wrap(state, batch, findings);
}

PyObject *us_policy_triage_many(PyObject *object, PyObject *const *arguments, Py_ssize_t count,
                                PyObject *names) {
  us_policy *self = (us_policy *)object;
  if (self->handle == NULL) return us_closed(self->state, "policy");
  if (count != 1)
    return PyErr_Format(PyExc_TypeError, "triage_many() takes one set of messages, and %zd were given",
                        count);
  us_rows rows;
  us_triage options;
  us_rows_begin(&rows, self->state);
  us_triage_begin(&options);
  int done = 0;
  const Py_ssize_t named = names == NULL ? 0 : PyTuple_Size(names);
  for (Py_ssize_t i = 0; done == 0 && i < named; ++i) {
    PyObject *name = PyTuple_GetItem(names, i);
    int32_t key = 0;
    done = us_key_of(name, &key);
    if (done == 0 && key < US_KEY_LENIENT) {
      PyErr_Format(PyExc_TypeError, "triage_many() has no option %R", name);
      done = -1;
    }
    if (done == 0) done = us_triage_set(&options, &rows, key, arguments[1 + i]);
  }
  if (done == 0) done = take_messages(&rows, arguments[0]);
  PyObject *made = done == 0 ? triage_rows(self, &rows, &options) : NULL;
  us_triage_end(&options);
  us_rows_end(&rows);
  return made;
}

/* ---- Batch ---- */

static void batch_dealloc(PyObject *object) {
  us_batch *self = (us_batch *)object;
  us_lent_drop(self->lent);
  Py_XDECREF(self->findings);
  us_free(object);
}

static PyObject *column_wrap(us_batch *batch, const usher_column *column, int because) {
  us_column *self = PyObject_New(us_column, batch->state->types[US_COLUMN]);
  if (self == NULL) return NULL;
  self->state = batch->state;
  self->lent = us_lent_keep(batch->lent);
  self->column = column;
  self->dictionary = NULL;
  self->because = because;
  return (PyObject *)self;
}

static PyObject *batch_column(PyObject *object, PyObject *name) {
  us_batch *self = (us_batch *)object;
  int32_t field = 0;
  if (self->lent == NULL) return us_closed(self->state, "batch");
  if (us_field_of(name, &field) != 0) return NULL;
  const usher_column *column = usher_batch_column(self->lent->handle, field);
  if (column == NULL) {
    PyErr_SetObject(PyExc_KeyError, name); /* of a newer library */
    return NULL;
  }
  return column_wrap(self, column, 0);
}

PyDoc_STRVAR(because_doc,
             "because($self, field, /)\n--\n\n"
             "The rules behind a field, row by row, as a Column. KeyError for what no rule sets.\n\n"
             ">>> list(policy.triage_many([\"Refund!\", \"Hello\"]).because(\"department\"))\n"
             "['refunds go to billing', 'default']\n");
static PyObject *batch_because(PyObject *object, PyObject *name) {
  us_batch *self = (us_batch *)object;
  int32_t field = 0;
  if (self->lent == NULL) return us_closed(self->state, "batch");
  if (us_field_of(name, &field) != 0) return NULL;
  const usher_column *column = usher_batch_because(self->lent->handle, field);
  if (column == NULL) {
    PyErr_SetObject(PyExc_KeyError, name);
    return NULL;
  }
  return column_wrap(self, column, 1);
}

static Py_ssize_t batch_length(PyObject *object) {
  us_batch *self = (us_batch *)object;
  if (self->lent == NULL) {
    us_closed(self->state, "batch");
    return -1;
  }
  return (Py_ssize_t)usher_batch_rows(self->lent->handle);
}

static PyObject *batch_statuses(PyObject *object, void *unused) {
  (void)unused;
  us_batch *self = (us_batch *)object;
  if (self->lent == NULL) return us_closed(self->state, "batch");
  const size_t rows = usher_batch_rows(self->lent->handle);
  const int32_t *statuses = usher_batch_statuses(self->lent->handle);
  PyObject *made = PyTuple_New((Py_ssize_t)rows);
  for (size_t i = 0; made != NULL && i < rows; ++i) {
    const char *word = usher_status_name(statuses[i]);
    const usher_str name = {word, strlen(word)};
    PyObject *one = us_name_out(self->state, name);
    if (one == NULL || PyTuple_SetItem(made, (Py_ssize_t)i, one) != 0) Py_CLEAR(made);
  }
  return made;
}

static PyObject *batch_failed(PyObject *object, void *unused) {
  (void)unused;
  us_batch *self = (us_batch *)object;
  if (self->lent == NULL) return us_closed(self->state, "batch");
  const size_t rows = usher_batch_rows(self->lent->handle);
  const int32_t *statuses = usher_batch_statuses(self->lent->handle);
  PyObject *made = PyList_New(0);
  for (size_t i = 0; made != NULL && i < rows; ++i) {
    if (statuses[i] == USHER_OK) continue;
    PyObject *number = PyLong_FromSize_t(i);
    if (number == NULL || PyList_Append(made, number) != 0) Py_CLEAR(made);
    Py_XDECREF(number);
  }
  return made;
}

static PyObject *batch_findings(PyObject *object, void *unused) {
  (void)unused;
  us_batch *self = (us_batch *)object;
  Py_INCREF(self->findings);
  return self->findings;
}

static PyObject *batch_fields(PyObject *object, void *unused) {
  (void)object;
  (void)unused;
  PyObject *made = PyTuple_New(US_FIELDS);
  for (int i = 0; made != NULL && i < US_FIELDS; ++i) {
    PyObject *one = PyUnicode_InternFromString(us_field_name(us_fields[i]));
    if (one == NULL || PyTuple_SetItem(made, i, one) != 0) Py_CLEAR(made);
  }
  return made;
}

static PyObject *batch_closed(PyObject *object, void *unused) {
  (void)unused;
  return PyBool_FromLong(((us_batch *)object)->lent == NULL);
}

PyDoc_STRVAR(close_doc,
             "close($self)\n--\n\nLets go of it. Columns and arrays that were taken of it stay.\n");
static PyObject *batch_close(PyObject *object, PyObject *unused) {
  (void)unused;
  us_batch *self = (us_batch *)object;
  us_lent_drop(self->lent);
  self->lent = NULL;
  Py_RETURN_NONE;
}

static PyObject *batch_enter(PyObject *object, PyObject *unused) {
  (void)unused;
  us_batch *self = (us_batch *)object;
  if (self->lent == NULL) return us_closed(self->state, "batch");
  Py_INCREF(object);
  return object;
}

static PyObject *batch_repr(PyObject *object) {
  us_batch *self = (us_batch *)object;
  if (self->lent == NULL) return PyUnicode_FromString("<usher.Batch, closed>");
  const size_t rows = usher_batch_rows(self->lent->handle);
  const int32_t *statuses = usher_batch_statuses(self->lent->handle);
  size_t failed = 0;
  for (size_t i = 0; i < rows; ++i)
    failed += statuses[i] != USHER_OK;
  return PyUnicode_FromFormat("<usher.Batch: %zu row%s, %zu failed>", rows, rows == 1 ? "" : "s", failed);
}

PyDoc_STRVAR(batch_doc,
             "What was decided about many messages, by columns: `batch[\"department\"]`, any field of a "
             "Decision. Arrow\n"
             "knows it as a table (__arrow_c_array__, __arrow_c_stream__), pandas by to_pandas.\n");

int us_batch_type(PyObject *module, us_state *state) {
  static PyMethodDef methods[] = {
      {"because", batch_because, METH_O, because_doc},
      {"close", batch_close, METH_NOARGS, close_doc},
      {"__enter__", batch_enter, METH_NOARGS, NULL},
      {"__exit__", batch_close, METH_VARARGS, NULL},
      {"__arrow_c_schema__", us_batch_arrow_schema, METH_NOARGS,
       "__arrow_c_schema__($self)\n--\n\nThe schema as a capsule."},
      {"__arrow_c_array__", US_CALL(us_batch_arrow_array), METH_VARARGS | METH_KEYWORDS,
       "__arrow_c_array__($self, /, requested_schema=None)\n--\n\nA struct of all fields, as two capsules; "
       "no value is copied."},
      {"__arrow_c_stream__", US_CALL(us_batch_arrow_stream), METH_VARARGS | METH_KEYWORDS,
       "__arrow_c_stream__($self, /, requested_schema=None)\n--\n\nThe same as a stream of one piece, in a "
       "capsule."},
      {NULL, NULL, 0, NULL}};
  static PyGetSetDef values[] = {
      {"statuses", batch_statuses, NULL, "Of each row: \"ok\", \"input\" ...", NULL},
      {"failed", batch_failed, NULL, "The rows that failed, from 0.", NULL},
      {"findings", batch_findings, NULL,
       "What was wrong or doubtful; the line of a finding is its row, from 1.", NULL},
      {"fields", batch_fields, NULL, "The names of its columns.", NULL},
      {"closed", batch_closed, NULL, "Whether close was called.", NULL},
      {NULL, NULL, NULL, NULL, NULL}};
  PyType_Slot slots[] = {US_SLOT(Py_tp_dealloc, batch_dealloc),
                         US_SLOT(Py_tp_repr, batch_repr),
                         US_SLOT(Py_mp_length, batch_length),
                         US_SLOT(Py_mp_subscript, batch_column),
                         {Py_tp_methods, methods},
                         {Py_tp_getset, values},
                         {Py_tp_doc, (void *)(uintptr_t)batch_doc},
                         {0, NULL}};
  PyType_Spec spec = {"usher.Batch", sizeof(us_batch), 0,
                      Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION, slots};
  return us_add_type(module, state, US_BATCH, &spec);
}
