/* SPDX-License-Identifier: BSL-1.0
 * Texts, times and lengths of time, in and out. */
#include "usher_python.h"

#include <string.h>

/* ---- References ---- */

void us_refs_begin(us_refs *refs) {
  refs->items = refs->first;
  refs->count = 0;
  refs->capacity = sizeof refs->first / sizeof refs->first[0];
}

int us_refs_steal(us_refs *refs, PyObject *object) {
  if (object == NULL) return -1;
  if (refs->count == refs->capacity) {
    const size_t capacity = refs->capacity * 2;
    PyObject **items = PyMem_Malloc(capacity * sizeof *items);
    if (items == NULL) {
      Py_DECREF(object);
      PyErr_NoMemory();
      return -1;
    }
    memcpy(items, refs->items, refs->count * sizeof *items);
    if (refs->items != refs->first) PyMem_Free(refs->items);
    refs->items = items;
    refs->capacity = capacity;
  }
  refs->items[refs->count++] = object;
  return 0;
}

int us_refs_keep(us_refs *refs, PyObject *object) {
  Py_INCREF(object);
  return us_refs_steal(refs, object);
}

void us_refs_end(us_refs *refs) {
  for (size_t i = 0; i < refs->count; ++i)
    Py_DECREF(refs->items[i]);
  if (refs->items != refs->first) PyMem_Free(refs->items);
  us_refs_begin(refs);
}

/* ---- Texts ---- */

/* What has no UTF-8: bytes that came in as surrogates go out as the bytes they were, halves of a pair as they are.
 * The library reads both as U+FFFD and says so. */
static int odd_text_in(PyObject *object, us_refs *refs, usher_str *out) {
  char *data = NULL;
  Py_ssize_t size = 0;
  PyErr_Clear();
  PyObject *bytes = PyUnicode_AsEncodedString(object, "utf-8", "surrogateescape");
  if (bytes == NULL && PyErr_ExceptionMatches(PyExc_UnicodeEncodeError)) {
    PyErr_Clear();
    bytes = PyUnicode_AsEncodedString(object, "utf-8", "surrogatepass");
  }
  if (us_refs_steal(refs, bytes) != 0 || PyBytes_AsStringAndSize(bytes, &data, &size) != 0) return -1;
  out->data = data;
  out->size = (size_t)size;
  return 0;
}

int us_text_in(PyObject *object, const char *what, us_refs *refs, usher_str *out) {
  Py_ssize_t size = 0;
  if (PyUnicode_Check(object)) {
    const char *data = PyUnicode_AsUTF8AndSize(object, &size);
    if (data == NULL)
      return PyErr_ExceptionMatches(PyExc_UnicodeEncodeError) ? odd_text_in(object, refs, out) : -1;
    out->data = data;
  } else if (PyBytes_Check(object)) {
    char *data = NULL;
    if (PyBytes_AsStringAndSize(object, &data, &size) != 0) return -1;
    out->data = data;
  } else {
    PyErr_Format(PyExc_TypeError, "%s must be str or bytes, not %R", what, (PyObject *)Py_TYPE(object));
    return -1;
  }
  out->size = (size_t)size;
  return us_refs_keep(refs, object);
}

int us_text_or_none(PyObject *object, const char *what, us_refs *refs, usher_str *out) {
  out->data = NULL;
  out->size = 0;
  return object == NULL || object == Py_None ? 0 : us_text_in(object, what, refs, out);
}

PyObject *us_text_out(usher_str text) {
  if (text.data == NULL) Py_RETURN_NONE;
  return PyUnicode_DecodeUTF8(text.data, (Py_ssize_t)text.size, "surrogateescape");
}

/* Names are few and short: the object made for one is given out again. */
PyObject *us_name_out(us_state *state, usher_str text) {
  if (text.data == NULL) Py_RETURN_NONE;
  if (text.size == 0 || text.size > 64) return us_text_out(text);
  const unsigned char *data = (const unsigned char *)text.data;
  const size_t place =
      (text.size * 7 + data[0] + data[text.size - 1] * 5u + data[text.size / 2] * 3u) % US_TEXTS;
  PyObject *found = state->texts[place];
  if (found != NULL) {
    Py_ssize_t size = 0;
    const char *known = PyUnicode_AsUTF8AndSize(found, &size);
    if (known == NULL)
      PyErr_Clear(); /* bytes that are no UTF-8 are not kept: see below */
    else if ((size_t)size == text.size && memcmp(known, text.data, text.size) == 0) {
      Py_INCREF(found);
      return found;
    }
  }
  PyObject *made = us_text_out(text);
  if (made == NULL) return NULL;
  if (PyUnicode_AsUTF8AndSize(made, NULL) == NULL) {
    PyErr_Clear();
    return made;
  }
  Py_INCREF(made);
  state->texts[place] = made;
  Py_XDECREF(found);
  return made;
}

PyObject *us_json(us_state *state, usher_str text) {
  PyObject *string = us_text_out(text);
  if (string == NULL) return NULL;
  PyObject *made = PyObject_CallFunctionObjArgs(state->json_loads, string, NULL);
  Py_DECREF(string);
  return made;
}

int us_texts_in(PyObject *object, const char *what, us_refs *refs, usher_str **out, size_t *count) {
  *out = NULL;
  *count = 0;
  if (object == NULL || object == Py_None) return 0;
  if (PyUnicode_Check(object) || PyBytes_Check(object)) {
    *out = PyMem_Malloc(sizeof **out);
    if (*out == NULL) {
      PyErr_NoMemory();
      return -1;
    }
    *count = 1;
    return us_text_in(object, what, refs, *out);
  }
  PyObject *list = PySequence_Tuple(object);
  if (us_refs_steal(refs, list) != 0) return -1;
  const Py_ssize_t size = PyTuple_Size(list);
  *out = PyMem_Malloc(((size_t)size + 1) * sizeof **out);
  if (*out == NULL) {
    PyErr_NoMemory();
    return -1;
  }
  for (Py_ssize_t i = 0; i < size; ++i) {
    if (us_text_in(PyTuple_GetItem(list, i), what, refs, *out + i) != 0) return -1;
  }
  *count = (size_t)size;
  return 0;
}

/* ---- Numbers ---- */

int us_is_mapping(PyObject *object) {
  if (PyDict_Check(object)) return 1;
  return PyMapping_Check(object) && !PyUnicode_Check(object) && !PyBytes_Check(object) &&
         !PyList_Check(object) && !PyTuple_Check(object);
}

int us_is_missing(PyObject *value) {
  if (value == Py_None) return 1;
  if (PyFloat_CheckExact(value)) {
    const double number = PyFloat_AsDouble(value);
    return number != number;
  }
  return 0;
}

int us_integer_in(PyObject *object, const char *what, int64_t least, int64_t most, int64_t *out) {
  PyObject *index = PyBool_Check(object) ? NULL : PyNumber_Index(object);
  if (index == NULL) {
    if (PyErr_Occurred() && !PyErr_ExceptionMatches(PyExc_TypeError)) return -1;
    PyErr_Format(PyExc_TypeError, "%s must be an int, not %R", what, (PyObject *)Py_TYPE(object));
    return -1;
  }
  int overflow = 0;
  const long long value = PyLong_AsLongLongAndOverflow(index, &overflow);
  Py_DECREF(index);
  if (value == -1 && overflow == 0 && PyErr_Occurred()) return -1;
  if (overflow != 0 || value < least || value > most) {
    PyErr_Format(PyExc_ValueError, "%s must be from %lld to %lld", what, (long long)least, (long long)most);
    return -1;
  }
  *out = value;
  return 0;
}

int us_uint64_in(PyObject *object, const char *what, uint64_t *out) {
  PyObject *index = PyBool_Check(object) ? NULL : PyNumber_Index(object);
  if (index == NULL) {
    if (PyErr_Occurred() && !PyErr_ExceptionMatches(PyExc_TypeError)) return -1;
    PyErr_Format(PyExc_TypeError, "%s must be an int, not %R", what, (PyObject *)Py_TYPE(object));
    return -1;
  }
  const unsigned long long value = PyLong_AsUnsignedLongLong(index);
  Py_DECREF(index);
  if (value == (unsigned long long)-1 && PyErr_Occurred()) {
    if (!PyErr_ExceptionMatches(PyExc_OverflowError)) return -1;
    PyErr_Format(PyExc_ValueError, "%s must be from 0 to 2**64 - 1", what);
    return -1;
  }
  *out = value;
  return 0;
}

int us_flag_in(PyObject *object, const char *what, int *out) {
  if (!PyBool_Check(object)) {
    PyErr_Format(PyExc_TypeError, "%s must be True or False, not %R", what, (PyObject *)Py_TYPE(object));
    return -1;
  }
  *out = object == Py_True;
  return 0;
}

/* ---- Times ---- */

/* Whole milliseconds of a timedelta, rounded down. */
static int whole_ms(us_state *state, PyObject *delta, const char *what, int64_t *out) {
  PyObject *quotient = PyNumber_FloorDivide(delta, state->millisecond);
  if (quotient == NULL) return -1;
  const int done = us_integer_in(quotient, what, INT64_MIN, INT64_MAX, out);
  Py_DECREF(quotient);
  return done;
}

static int datetime_in(us_state *state, PyObject *object, const char *what, int64_t *out) {
  PyObject *zone = PyObject_GetAttrString(object, "tzinfo");
  if (zone == NULL) return -1;
  const int naive = zone == Py_None;
  Py_DECREF(zone);
  if (naive) {
    PyErr_Format(PyExc_ValueError,
                 "%s is a datetime without a zone, which could mean any of 38 hours; give it one, as in "
                 "datetime.now(timezone.utc)",
                 what);
    return -1;
  }
  PyObject *delta = PyNumber_Subtract(object, state->epoch);
  if (delta == NULL) return -1;
  const int done = whole_ms(state, delta, what, out);
  Py_DECREF(delta);
  return done;
}

int us_time_in(us_state *state, PyObject *object, const char *what, int64_t *out) {
  if (PyLong_Check(object) && !PyBool_Check(object))
    return us_integer_in(object, what, INT64_MIN, INT64_MAX, out);
  if (PyUnicode_Check(object)) {
    PyObject *parsed = PyObject_CallMethod(state->datetime, "fromisoformat", "O", object);
    if (parsed == NULL) return -1;
    const int done = datetime_in(state, parsed, what, out);
    Py_DECREF(parsed);
    return done;
  }
  const int is_time = PyObject_IsInstance(object, state->datetime);
  if (is_time < 0) return -1;
  if (is_time) return datetime_in(state, object, what, out);
  if (PyIndex_Check(object) && !PyBool_Check(object)) /* numpy's integers */
    return us_integer_in(object, what, INT64_MIN, INT64_MAX, out);
  PyErr_Format(
      PyExc_TypeError,
      "%s must be a datetime with a zone, RFC 3339 text, or an int of milliseconds since 1970, not %R", what,
      (PyObject *)Py_TYPE(object));
  return -1;
}

PyObject *us_duration_out(us_state *state, int64_t ms) {
  PyObject *number = PyLong_FromLongLong(ms);
  if (number == NULL) return NULL;
  PyObject *made = PyNumber_Multiply(state->millisecond, number);
  Py_DECREF(number);
  return made;
}

PyObject *us_time_out(us_state *state, int64_t ms) {
  if (ms == USHER_NO_TIME) Py_RETURN_NONE;
  PyObject *delta = us_duration_out(state, ms);
  if (delta == NULL) return NULL;
  PyObject *made = PyNumber_Add(state->epoch, delta);
  Py_DECREF(delta);
  return made;
}

int us_duration_in(us_state *state, PyObject *object, const char *what, int64_t *out) {
  const int is_delta = PyObject_IsInstance(object, state->timedelta);
  if (is_delta < 0) return -1;
  if (is_delta) return whole_ms(state, object, what, out);
  if (PyIndex_Check(object) && !PyBool_Check(object))
    return us_integer_in(object, what, INT64_MIN, INT64_MAX, out);
  PyErr_Format(PyExc_TypeError, "%s must be a timedelta or an int of milliseconds, not %R", what,
               (PyObject *)Py_TYPE(object));
  return -1;
}
