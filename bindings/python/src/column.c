/* SPDX-License-Identifier: BSL-1.0
 * Column: one field of all rows of a batch. numpy and memoryview look into it without a copy. */
#include "usher_python.h"

#include <string.h>

static us_column *of(PyObject *object) { return (us_column *)object; }

static void column_dealloc(PyObject *object) {
  us_column *self = of(object);
  us_lent_drop(self->lent);
  Py_XDECREF(self->dictionary);
  us_free(object);
}

/* The words that codes stand for. */
static PyObject *dictionary(us_column *self) {
  if (self->dictionary == NULL) {
    const usher_column *column = self->column;
    PyObject *made = PyTuple_New((Py_ssize_t)column->dictionary_size);
    for (size_t i = 0; made != NULL && i < column->dictionary_size; ++i) {
      PyObject *one = us_name_out(self->state, column->dictionary[i]);
      if (one == NULL || PyTuple_SetItem(made, (Py_ssize_t)i, one) != 0) Py_CLEAR(made);
    }
    self->dictionary = made;
  }
  return self->dictionary;
}

static PyObject *value(us_column *self, size_t at) {
  const usher_column *column = self->column;
  switch (column->type) {
  case USHER_COLUMN_CODES: {
    const int32_t code = column->codes[at];
    PyObject *words = dictionary(self);
    PyObject *word = words == NULL ? NULL : code < 0 ? Py_None : PyTuple_GetItem(words, code);
    Py_XINCREF(word);
    return word;
  }
  case USHER_COLUMN_INTEGERS:
    if (us_field_is_time(column->field)) return us_time_out(self->state, column->integers[at]);
    if (column->integers[at] == -1) Py_RETURN_NONE;
    if (column->field == USHER_FIELD_ENGAGE) return PyBool_FromLong((long)column->integers[at]);
    return PyLong_FromLongLong(column->integers[at]);
  default: {
    const double number = column->numbers[at];
    if (number != number) Py_RETURN_NONE;
    return PyFloat_FromDouble(number);
  }
  }
}

static PyObject *column_item(PyObject *object, Py_ssize_t row) {
  us_column *self = of(object);
  const usher_column *column = self->column;
  if (row < 0 || (size_t)row >= column->rows) {
    PyErr_SetString(PyExc_IndexError, "there is no such row");
    return NULL;
  }
  if (column->offsets == NULL) return value(self, (size_t)row);
  const size_t begin = column->offsets[row], end = column->offsets[row + 1];
  PyObject *made = PyTuple_New((Py_ssize_t)(end - begin));
  for (size_t i = begin; made != NULL && i < end; ++i) {
    PyObject *one = value(self, i);
    if (one == NULL || PyTuple_SetItem(made, (Py_ssize_t)(i - begin), one) != 0) Py_CLEAR(made);
  }
  return made;
}

static Py_ssize_t column_length(PyObject *object) { return (Py_ssize_t)of(object)->column->rows; }

/* ---- Buffers ---- */

typedef struct shape {
  Py_ssize_t count;
  Py_ssize_t stride;
} shape;

static int fill(PyObject *exporter, Py_buffer *view, int flags, const void *data, size_t count,
                Py_ssize_t size, const char *format) {
  if ((flags & PyBUF_WRITABLE) == PyBUF_WRITABLE) {
    view->obj = NULL;
    PyErr_SetString(PyExc_BufferError, "columns of a batch cannot be written to");
    return -1;
  }
  shape *place = PyMem_Malloc(sizeof *place);
  if (place == NULL) {
    view->obj = NULL;
    PyErr_NoMemory();
    return -1;
  }
  static const int64_t nothing = 0;
  place->count = (Py_ssize_t)count;
  place->stride = size;
  view->buf = (void *)(uintptr_t)(data == NULL ? &nothing : data);
  Py_INCREF(exporter);
  view->obj = exporter;
  view->len = (Py_ssize_t)count * size;
  view->readonly = 1;
  view->itemsize = size;
  view->format = (flags & PyBUF_FORMAT) == PyBUF_FORMAT ? (char *)(uintptr_t)format : NULL;
  view->ndim = 1;
  view->shape = (flags & PyBUF_ND) == PyBUF_ND ? &place->count : NULL;
  view->strides = (flags & PyBUF_STRIDES) == PyBUF_STRIDES ? &place->stride : NULL;
  view->suboffsets = NULL;
  view->internal = place;
  return 0;
}

static int column_get(PyObject *object, Py_buffer *view, int flags) {
  const usher_column *column = of(object)->column;
  switch (column->type) {
  case USHER_COLUMN_CODES: return fill(object, view, flags, column->codes, column->values, 4, "i");
  case USHER_COLUMN_INTEGERS: return fill(object, view, flags, column->integers, column->values, 8, "q");
  default: return fill(object, view, flags, column->numbers, column->values, 8, "d");
  }
}

static void column_release(PyObject *object, Py_buffer *view) {
  (void)object;
  PyMem_Free(view->internal);
}

static PyObject *column_offsets(PyObject *object, void *unused) {
  (void)unused;
  us_column *self = of(object);
  const usher_column *column = self->column;
  if (column->offsets == NULL) Py_RETURN_NONE;
  PyObject *made = PyTuple_New((Py_ssize_t)column->rows + 1);
  for (size_t i = 0; made != NULL && i <= column->rows; ++i) {
    PyObject *one = PyLong_FromUnsignedLongLong(column->offsets[i]);
    if (one == NULL || PyTuple_SetItem(made, (Py_ssize_t)i, one) != 0) Py_CLEAR(made);
  }
  return made;
}

static PyObject *column_dictionary(PyObject *object, void *unused) {
  (void)unused;
  us_column *self = of(object);
  if (self->column->type != USHER_COLUMN_CODES) Py_RETURN_NONE;
  PyObject *words = dictionary(self);
  Py_XINCREF(words);
  return words;
}

static PyObject *column_field(PyObject *object, void *unused) {
  (void)unused;
  return PyUnicode_InternFromString(us_field_name(of(object)->column->field));
}

static PyObject *column_type(PyObject *object, void *unused) {
  (void)unused;
  const usher_column *column = of(object)->column;
  const char *word = column->type == USHER_COLUMN_CODES     ? "codes"
                     : column->type == USHER_COLUMN_NUMBERS ? "numbers"
                     : us_field_is_time(column->field)      ? "times"
                     : column->field == USHER_FIELD_ENGAGE  ? "flags"
                                                            : "integers";
  return PyUnicode_InternFromString(word);
}

static PyObject *column_many(PyObject *object, void *unused) {
  (void)unused;
  return PyBool_FromLong(of(object)->column->offsets != NULL);
}

PyDoc_STRVAR(list_doc, "tolist($self)\n--\n\nAll values as objects of Python: None where there is none.\n");
static PyObject *column_tolist(PyObject *object, PyObject *unused) {
  (void)unused;
  return PySequence_List(object);
}

static PyObject *column_repr(PyObject *object) {
  us_column *self = of(object);
  return PyUnicode_FromFormat("<usher.Column: %s%s, %zu rows>", self->because ? "the rules behind " : "",
                              us_field_name(self->column->field), self->column->rows);
}

PyDoc_STRVAR(
    column_doc,
    "A field of all rows of a batch: a sequence, and a buffer of what is behind it, which numpy.asarray and\n"
    "memoryview take without a copy. `type` says what it holds: \"codes\" (int32 into `dictionary`; -1: no "
    "value),\n"
    "\"integers\" and \"flags\" (int64; -1 in a row that failed), \"times\" (int64 milliseconds since 1970; "
    "-1: none)\n"
    "or \"numbers\" (double; NaN: none). A field of several values has `offsets`: row r has the values from\n"
    "offsets[r] to offsets[r + 1]; its buffer holds the values of all rows.\n\n"
    ">>> department = policy.triage_many([\"Refund!\", \"Hello\", \"Money back\"])[\"department\"]\n"
    ">>> memoryview(department).tolist(), department.dictionary\n"
    "([0, 1, 0], ('billing', 'care'))\n");

int us_column_type(PyObject *module, us_state *state) {
  static PyMethodDef methods[] = {{"tolist", column_tolist, METH_NOARGS, list_doc},
                                  {"__arrow_c_schema__", us_column_arrow_schema, METH_NOARGS,
                                   "__arrow_c_schema__($self)\n--\n\nThe schema as a capsule."},
                                  {"__arrow_c_array__", US_CALL(us_column_arrow_array),
                                   METH_VARARGS | METH_KEYWORDS,
                                   "__arrow_c_array__($self, /, requested_schema=None)\n--\n\nThe column as "
                                   "two capsules; no value is copied."},
                                  {NULL, NULL, 0, NULL}};
  static PyGetSetDef values[] = {
      {"field", column_field, NULL, "Its name.", NULL},
      {"type", column_type, NULL, "\"codes\", \"integers\", \"flags\", \"times\" or \"numbers\".", NULL},
      {"many", column_many, NULL, "Whether a row has any number of values.", NULL},
      {"dictionary", column_dictionary, NULL, "What codes stand for; else None.", NULL},
      {"offsets", column_offsets, NULL,
       "Of a field of several values, where those of each row begin; else None.", NULL},
      {NULL, NULL, NULL, NULL, NULL}};
  PyType_Slot slots[] = {US_SLOT(Py_tp_dealloc, column_dealloc),
                         US_SLOT(Py_tp_repr, column_repr),
                         US_SLOT(Py_sq_length, column_length),
                         US_SLOT(Py_tp_iter, PySeqIter_New),
                         US_SLOT(Py_sq_item, column_item),
                         US_SLOT(Py_bf_getbuffer, column_get),
                         US_SLOT(Py_bf_releasebuffer, column_release),
                         {Py_tp_methods, methods},
                         {Py_tp_getset, values},
                         {Py_tp_doc, (void *)(uintptr_t)column_doc},
                         {0, NULL}};
  PyType_Spec spec = {"usher.Column", sizeof(us_column), 0,
                      Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION, slots};
  return us_add_type(module, state, US_COLUMN, &spec);
}
