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
  us_known_text *known = &state->texts[place];
  if (known->size == text.size && memcmp(known->data, text.data, text.size) == 0) {
    Py_INCREF(known->object);
    return known->object;
  }
  PyObject *made = us_text_out(text);
  if (made == NULL) return NULL;
  Py_ssize_t size = 0;
  const char *utf8 = PyUnicode_AsUTF8AndSize(made, &size);
  if (utf8 == NULL) { /* bytes that are no UTF-8 are not kept */
    if (!PyErr_ExceptionMatches(PyExc_UnicodeEncodeError)) {
      Py_DECREF(made);
      return NULL;
    }
    PyErr_Clear();
    return made;
  }
  PyObject *before = known->object;
  Py_INCREF(made);
  known->object = made;
  known->data = utf8;
  known->size = (size_t)size;
  Py_XDECREF(before);
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

/* By its keys: numpy's numbers and arrays can be asked for an item as well, and pandas' rows be made a number. */
int us_is_mapping(PyObject *object) {
  if (PyDict_Check(object)) return 1;
  return PyMapping_Check(object) && !PyUnicode_Check(object) && !PyBytes_Check(object) &&
         !PyList_Check(object) && !PyTuple_Check(object) && PyObject_HasAttrString(object, "keys");
}

/* Of an object of numpy's, the letter that says what it is ('b', 'i', 'u', 'f' ...); 0 of all others, and of arrays. */
static char kind_of_scalar(PyObject *object) {
  char kind = 0;
  if (!PyObject_HasAttrString(object, "dtype")) return 0;
  PyObject *dtype = PyObject_GetAttrString(object, "dtype");
  PyObject *letter = dtype == NULL ? NULL : PyObject_GetAttrString(dtype, "kind");
  PyObject *shape = letter == NULL ? NULL : PyObject_GetAttrString(object, "shape");
  if (shape != NULL && PyTuple_Check(shape) && PyTuple_Size(shape) == 0 && PyUnicode_Check(letter) &&
      PyUnicode_GetLength(letter) == 1)
    kind = (char)(PyUnicode_ReadChar(letter, 0) & 0x7F);
  Py_XDECREF(shape);
  Py_XDECREF(letter);
  Py_XDECREF(dtype);
  PyErr_Clear();
  return kind;
}

int us_is_flag(PyObject *object) {
  if (PyBool_Check(object)) return 1;
  return !PyLong_Check(object) && !PyUnicode_Check(object) && kind_of_scalar(object) == 'b';
}

int us_is_number(PyObject *object) {
  if (PyLong_Check(object) || PyFloat_Check(object)) return !PyBool_Check(object);
  const char kind = kind_of_scalar(object);
  if (kind != 0) return kind == 'i' || kind == 'u' || kind == 'f';
  if (PyObject_HasAttrString(object, "dtype")) return 0; /* an array */
  return PyIndex_Check(object) || PyObject_HasAttrString(object, "__float__");
}

int us_pair_of(PyObject *items, Py_ssize_t at, PyObject **name, PyObject **value) {
  PyObject *pair = PyList_GetItem(items, at);
  if (pair == NULL) return -1;
  if (!PyTuple_Check(pair) || PyTuple_Size(pair) != 2) {
    PyErr_Format(PyExc_TypeError, "items() of a mapping gives pairs, not %R", (PyObject *)Py_TYPE(pair));
    return -1;
  }
  *name = PyTuple_GetItem(pair, 0);
  *value = PyTuple_GetItem(pair, 1);
  return 0;
}

int us_is_missing(PyObject *value) {
  if (value == Py_None) return 1;
  if (PyFloat_Check(value)) {
    const double number = PyFloat_AsDouble(value);
    return number != number;
  }
  return 0;
}

int us_integer_in(PyObject *object, const char *what, int64_t least, int64_t most, int64_t *out) {
  PyObject *index = us_is_flag(object) ? NULL : PyNumber_Index(object);
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
  PyObject *index = us_is_flag(object) ? NULL : PyNumber_Index(object);
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
  if (!us_is_flag(object)) {
    PyErr_Format(PyExc_TypeError, "%s must be True or False, not %R", what, (PyObject *)Py_TYPE(object));
    return -1;
  }
  *out = PyObject_IsTrue(object);
  return *out < 0 ? -1 : 0;
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
  if (PyIndex_Check(object) && !us_is_flag(object)) /* numpy's integers */
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
  if (PyIndex_Check(object) && !us_is_flag(object))
    return us_integer_in(object, what, INT64_MIN, INT64_MAX, out);
  PyErr_Format(PyExc_TypeError, "%s must be a timedelta or an int of milliseconds, not %R", what,
               (PyObject *)Py_TYPE(object));
  return -1;
}

/* The library's form of lengths: whole numbers with w, d, h, m, s, from large to small, each once; the seconds may
 * have three decimals. 0 for another text. What is too long for the library it refuses itself. */
static int64_t length_of_text(const char *text) {
  static const struct {
    char letter;
    int64_t ms;
  } units[] = {{'w', 604800000}, {'d', 86400000}, {'h', 3600000}, {'m', 60000}, {'s', 1000}};
  const size_t unit_count = sizeof units / sizeof units[0];
  int64_t total = 0;
  size_t unit = 0;
  if (*text == '\0') return 0;
  while (*text != '\0') {
    int64_t count = 0;
    int64_t rest = 0;
    if (*text < '0' || *text > '9') return 0;
    for (; *text >= '0' && *text <= '9'; ++text) {
      if (count > 1000000000) return 0;
      count = 10 * count + (*text - '0');
    }
    if (*text == '.') {
      int64_t place = 100;
      for (++text; *text >= '0' && *text <= '9'; ++text, place /= 10) {
        if (place == 0) return 0;
        rest += place * (*text - '0');
      }
      if (place == 100 || *text != 's') return 0;
    }
    while (unit < unit_count && units[unit].letter != *text)
      ++unit;
    if (unit == unit_count) return 0;
    total += count * units[unit++].ms + rest; /* below 2^63: five of 1e10 and 6e8 at most */
    ++text;
  }
  return total;
}

int us_length_in(us_state *state, PyObject *object, const char *what, int64_t *out) {
  if (!PyUnicode_Check(object)) return us_duration_in(state, object, what, out);
  Py_ssize_t size = 0;
  const char *text = PyUnicode_AsUTF8AndSize(object, &size);
  if (text == NULL) return -1;
  const int64_t length = strlen(text) == (size_t)size ? length_of_text(text) : 0;
  if (length <= 0) {
    PyErr_Format(PyExc_ValueError,
                 "%s is no length of time: %R; it is a timedelta, or as in \"90s\" or \"1h30m\"", what,
                 object);
    return -1;
  }
  *out = length;
  return 0;
}
