/* SPDX-License-Identifier: BSL-1.0
 * Columns for whoever reads the C data interface of Arrow, without a library of Arrow.
 *
 * Codes are a dictionary of UTF-8, times a timestamp in UTC, `engage` a bool. Codes and values are lent, not copied: the
 * array keeps the columns. Offsets of lists are copied, as Arrow has them with a sign; words and bits are made. */
#include "arrow.h"

#include "usher_python.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* ---- Schemas ---- */

/* Whoever reads a schema may move children out of it, so each has memory of its own. */
static void release_schema(struct ArrowSchema *schema) {
  for (int64_t i = 0; i < schema->n_children; ++i) {
    if (schema->children[i]->release != NULL) schema->children[i]->release(schema->children[i]);
    free(schema->children[i]);
  }
  free(schema->children);
  if (schema->dictionary != NULL) {
    if (schema->dictionary->release != NULL) schema->dictionary->release(schema->dictionary);
    free(schema->dictionary);
  }
  schema->release = NULL;
}

static void begin_schema(struct ArrowSchema *schema, const char *format, const char *name, int64_t flags) {
  memset(schema, 0, sizeof *schema);
  schema->format = format;
  schema->name = name;
  schema->flags = flags;
  schema->release = release_schema;
}

static struct ArrowSchema *new_child(struct ArrowSchema *schema) {
  struct ArrowSchema *child = calloc(1, sizeof *child);
  if (child != NULL) schema->children[schema->n_children++] = child;
  return child;
}

/* On failure `out` is to be released all the same. */
static int build_column_schema(const usher_column *column, struct ArrowSchema *out) {
  const char *format = column->type == USHER_COLUMN_CODES     ? "i"
                       : column->type == USHER_COLUMN_NUMBERS ? "g"
                       : us_field_is_time(column->field)      ? "tsm:UTC"
                       : column->field == USHER_FIELD_ENGAGE  ? "b"
                                                              : "l";
  struct ArrowSchema *values = out;
  if (column->offsets != NULL) {
    begin_schema(out, "+L", us_field_name(column->field), 0);
    out->children = calloc(1, sizeof *out->children);
    if (out->children == NULL || (values = new_child(out)) == NULL) return -1;
  }
  begin_schema(values, format, column->offsets != NULL ? "item" : us_field_name(column->field),
               ARROW_FLAG_NULLABLE);
  if (column->type != USHER_COLUMN_CODES) return 0;
  values->dictionary = calloc(1, sizeof *values->dictionary);
  if (values->dictionary == NULL) return -1;
  begin_schema(values->dictionary, "u", "", 0);
  return 0;
}

static int build_batch_schema(usher_batch *batch, struct ArrowSchema *out) {
  begin_schema(out, "+s", "", 0);
  out->children = calloc(US_FIELDS, sizeof *out->children);
  if (out->children == NULL) return -1;
  for (int i = 0; i < US_FIELDS; ++i) {
    struct ArrowSchema *child = new_child(out);
    if (child == NULL || build_column_schema(usher_batch_column(batch, us_fields[i]), child) != 0) return -1;
  }
  return 0;
}

static void free_schema(PyObject *capsule) {
  struct ArrowSchema *schema = PyCapsule_GetPointer(capsule, "arrow_schema");
  if (schema == NULL) {
    PyErr_WriteUnraisable(capsule);
    return;
  }
  if (schema->release != NULL) schema->release(schema);
  free(schema);
}

/* ---- Arrays ---- */

typedef struct array_block {
  us_lent *lent;
  const void *buffers[3];
  struct ArrowArray *children[US_FIELDS];
  void *memory[3]; /* what was made for it */
} array_block;

static void release_array(struct ArrowArray *array) {
  array_block *block = array->private_data;
  for (int64_t i = 0; i < array->n_children; ++i) {
    if (array->children[i]->release != NULL) array->children[i]->release(array->children[i]);
    free(array->children[i]);
  }
  if (array->dictionary != NULL) {
    if (array->dictionary->release != NULL) array->dictionary->release(array->dictionary);
    free(array->dictionary);
  }
  for (int i = 0; i < 3; ++i)
    free(block->memory[i]);
  us_lent_drop(block->lent);
  free(block);
  array->release = NULL;
}

static array_block *begin(struct ArrowArray *array, us_lent *owner, size_t length, int64_t buffers) {
  memset(array, 0, sizeof *array);
  array_block *block = calloc(1, sizeof *block);
  if (block == NULL) return NULL;
  block->lent = owner == NULL ? NULL : us_lent_keep(owner);
  array->length = (int64_t)length;
  array->n_buffers = buffers;
  array->buffers = block->buffers;
  array->children = block->children;
  array->private_data = block;
  array->release = release_array;
  return block;
}

/* The words of a dictionary. */
static int build_words(const usher_column *column, struct ArrowArray *out) {
  array_block *block = begin(out, NULL, column->dictionary_size, 3);
  if (block == NULL) return -1;
  size_t bytes = 0;
  for (size_t i = 0; i < column->dictionary_size; ++i)
    bytes += column->dictionary[i].size;
  int32_t *offsets = malloc((column->dictionary_size + 1) * sizeof *offsets);
  char *text = malloc(bytes + 1);
  block->memory[1] = offsets;
  block->memory[2] = text;
  block->buffers[1] = offsets;
  block->buffers[2] = text;
  if (offsets == NULL || text == NULL || bytes > INT32_MAX) return -1;
  size_t at = 0;
  for (size_t i = 0; i < column->dictionary_size; ++i) {
    offsets[i] = (int32_t)at;
    memcpy(text + at, column->dictionary[i].data, column->dictionary[i].size);
    at += column->dictionary[i].size;
  }
  offsets[column->dictionary_size] = (int32_t)at;
  return 0;
}

static int is_value(const usher_column *column, size_t at) {
  switch (column->type) {
  case USHER_COLUMN_CODES: return column->codes[at] >= 0;
  case USHER_COLUMN_INTEGERS: return column->integers[at] != -1;
  default: return column->numbers[at] == column->numbers[at];
  }
}

static int build_values(const usher_column *column, us_lent *owner, struct ArrowArray *out) {
  array_block *block = begin(out, owner, column->values, 2);
  if (block == NULL) return -1;
  const size_t bytes = column->values / 8 + 1;
  unsigned char *valid = NULL;
  for (size_t i = 0; i < column->values; ++i) {
    if (is_value(column, i)) continue;
    if (valid == NULL) {
      valid = malloc(bytes);
      if (valid == NULL) return -1;
      memset(valid, 0xff, bytes);
    }
    valid[i / 8] &= (unsigned char)~(1u << i % 8);
    ++out->null_count;
  }
  block->memory[0] = valid;
  block->buffers[0] = valid;
  if (column->type == USHER_COLUMN_CODES) {
    block->buffers[1] = column->codes;
    struct ArrowArray *words = calloc(1, sizeof *words);
    if (words == NULL) return -1;
    out->dictionary = words;
    return build_words(column, words);
  }
  block->buffers[1] =
      column->type == USHER_COLUMN_NUMBERS ? (const void *)column->numbers : (const void *)column->integers;
  if (column->field == USHER_FIELD_ENGAGE) {
    unsigned char *bits = calloc(1, bytes);
    if (bits == NULL) return -1;
    for (size_t i = 0; i < column->values; ++i)
      bits[i / 8] |= (unsigned char)((column->integers[i] == 1 ? 1u : 0u) << i % 8);
    block->memory[1] = bits;
    block->buffers[1] = bits;
  }
  return 0;
}

/* On failure `out` is to be released all the same, unless nothing was begun. */
static int build_array(const usher_column *column, us_lent *owner, struct ArrowArray *out) {
  if (column->offsets == NULL) return build_values(column, owner, out);
  array_block *block = begin(out, owner, column->rows, 2);
  if (block == NULL) return -1;
  int64_t *offsets = malloc((column->rows + 1) * sizeof *offsets);
  if (offsets == NULL) return -1;
  for (size_t i = 0; i <= column->rows; ++i)
    offsets[i] = (int64_t)column->offsets[i];
  block->memory[1] = offsets;
  block->buffers[1] = offsets;
  struct ArrowArray *values = calloc(1, sizeof *values);
  if (values == NULL) return -1;
  out->children[0] = values;
  out->n_children = 1;
  return build_values(column, owner, values);
}

static int build_batch_array(us_lent *lent, struct ArrowArray *out) {
  array_block *block = begin(out, lent, usher_batch_rows(lent->handle), 1);
  if (block == NULL) return -1;
  for (int i = 0; i < US_FIELDS; ++i) {
    struct ArrowArray *child = calloc(1, sizeof *child);
    if (child == NULL) return -1;
    block->children[i] = child;
    out->n_children = i + 1;
    if (build_array(usher_batch_column(lent->handle, us_fields[i]), lent, child) != 0) return -1;
  }
  return 0;
}

static void free_array(PyObject *capsule) {
  struct ArrowArray *array = PyCapsule_GetPointer(capsule, "arrow_array");
  if (array == NULL) {
    PyErr_WriteUnraisable(capsule);
    return;
  }
  if (array->release != NULL) array->release(array);
  free(array);
}

/* ---- Capsules ---- */

static PyObject *schema_capsule(us_lent *lent, const usher_column *column) {
  struct ArrowSchema *schema = calloc(1, sizeof *schema);
  if (schema == NULL) return PyErr_NoMemory();
  const int done =
      column != NULL ? build_column_schema(column, schema) : build_batch_schema(lent->handle, schema);
  PyObject *capsule = done == 0 ? PyCapsule_New(schema, "arrow_schema", free_schema) : PyErr_NoMemory();
  if (capsule == NULL) {
    schema->release(schema);
    free(schema);
  }
  return capsule;
}

static PyObject *array_capsule(us_lent *lent, const usher_column *column) {
  struct ArrowArray *array = calloc(1, sizeof *array);
  if (array == NULL) return PyErr_NoMemory();
  const int done = column != NULL ? build_array(column, lent, array) : build_batch_array(lent, array);
  PyObject *capsule = done == 0 ? PyCapsule_New(array, "arrow_array", free_array) : PyErr_NoMemory();
  if (capsule == NULL) {
    if (array->release != NULL) array->release(array);
    free(array);
  }
  return capsule;
}

/* What is asked for may be answered by the schema that there is. */
static int takes_schema(PyObject *arguments, PyObject *named, const char *format) {
  static const char *const words[] = {"requested_schema", NULL};
  PyObject *requested = NULL;
  return PyArg_ParseTupleAndKeywords(arguments, named, format, (char **)(uintptr_t)words, &requested) ? 0
                                                                                                      : -1;
}

static PyObject *both(us_lent *lent, const usher_column *column) {
  PyObject *schema = schema_capsule(lent, column);
  PyObject *array = schema == NULL ? NULL : array_capsule(lent, column);
  PyObject *made = array == NULL ? NULL : PyTuple_Pack(2, schema, array);
  Py_XDECREF(schema);
  Py_XDECREF(array);
  return made;
}

PyObject *us_column_arrow_schema(PyObject *object, PyObject *unused) {
  (void)unused;
  us_column *self = (us_column *)object;
  return schema_capsule(self->lent, self->column);
}

PyObject *us_column_arrow_array(PyObject *object, PyObject *arguments, PyObject *named) {
  us_column *self = (us_column *)object;
  if (takes_schema(arguments, named, "|O:__arrow_c_array__") != 0) return NULL;
  return both(self->lent, self->column);
}

PyObject *us_batch_arrow_schema(PyObject *object, PyObject *unused) {
  (void)unused;
  us_batch *self = (us_batch *)object;
  return self->lent == NULL ? us_closed(self->state, "batch") : schema_capsule(self->lent, NULL);
}

PyObject *us_batch_arrow_array(PyObject *object, PyObject *arguments, PyObject *named) {
  us_batch *self = (us_batch *)object;
  if (takes_schema(arguments, named, "|O:__arrow_c_array__") != 0) return NULL;
  return self->lent == NULL ? us_closed(self->state, "batch") : both(self->lent, NULL);
}

/* ---- A stream of one piece ---- */

typedef struct stream_block {
  us_lent *lent;
  int given;
} stream_block;

static int stream_schema(struct ArrowArrayStream *stream, struct ArrowSchema *out) {
  stream_block *block = stream->private_data;
  if (build_batch_schema(block->lent->handle, out) == 0) return 0;
  out->release(out);
  return ENOMEM;
}

static int stream_next(struct ArrowArrayStream *stream, struct ArrowArray *out) {
  stream_block *block = stream->private_data;
  if (block->given) {
    memset(out, 0, sizeof *out); /* one that is released: the end */
    return 0;
  }
  if (build_batch_array(block->lent, out) != 0) {
    if (out->release != NULL) out->release(out);
    return ENOMEM;
  }
  block->given = 1;
  return 0;
}

static const char *stream_error(struct ArrowArrayStream *stream) {
  (void)stream;
  return "out of memory";
}

static void release_stream(struct ArrowArrayStream *stream) {
  stream_block *block = stream->private_data;
  us_lent_drop(block->lent);
  free(block);
  stream->release = NULL;
}

static void free_stream(PyObject *capsule) {
  struct ArrowArrayStream *stream = PyCapsule_GetPointer(capsule, "arrow_array_stream");
  if (stream == NULL) {
    PyErr_WriteUnraisable(capsule);
    return;
  }
  if (stream->release != NULL) stream->release(stream);
  free(stream);
}

PyObject *us_batch_arrow_stream(PyObject *object, PyObject *arguments, PyObject *named) {
  us_batch *self = (us_batch *)object;
  if (takes_schema(arguments, named, "|O:__arrow_c_stream__") != 0) return NULL;
  if (self->lent == NULL) return us_closed(self->state, "batch");
  struct ArrowArrayStream *stream = calloc(1, sizeof *stream);
  stream_block *block = calloc(1, sizeof *block);
  if (stream == NULL || block == NULL) {
    free(stream);
    free(block);
    return PyErr_NoMemory();
  }
  stream->get_schema = stream_schema;
  stream->get_next = stream_next;
  stream->get_last_error = stream_error;
  stream->release = release_stream;
  stream->private_data = block;
  block->lent = us_lent_keep(self->lent);
  PyObject *capsule = PyCapsule_New(stream, "arrow_array_stream", free_stream);
  if (capsule == NULL) {
    stream->release(stream);
    free(stream);
  }
  return capsule;
}
