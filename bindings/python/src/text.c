/* SPDX-License-Identifier: BSL-1.0
 * Text: what usher sees in a text, for programs that highlight, mask or fold what they show. */
#include "usher_python.h"

#include <string.h>

typedef struct us_text {
  PyObject ob_base;
  us_state *state;
  usher_text *handle;
} us_text;

PyObject *us_policy_text(PyObject *self, PyObject *arguments, PyObject *named);

PyObject *us_policy_text(PyObject *object, PyObject *arguments, PyObject *named) {
  static const char *const words[] = {"text", "email", "subject", NULL};
  us_policy *policy = us_policy_in(((us_policy *)object)->state, object, "self");
  PyObject *source = NULL, *subject = NULL;
  us_text *made = NULL;
  int email = 0;
  if (policy == NULL || !PyArg_ParseTupleAndKeywords(arguments, named, "O|$pO:text",
                                                     (char **)(uintptr_t)words, &source, &email, &subject))
    return NULL;
  us_state *state = policy->state;
  us_refs refs;
  usher_str raw = {NULL, 0};
  usher_text_options options;
  usher_text *handle = NULL;
  memset(&options, 0, sizeof options);
  options.struct_size = sizeof options;
  options.flags = email ? USHER_TEXT_EMAIL : 0;
  us_refs_begin(&refs);
  if (us_text_in(source, "text", &refs, &raw) == 0 &&
      us_text_or_none(subject, "subject", &refs, &options.subject) == 0) {
    usher_report *report = NULL;
    usher_status status = usher_text_create(&handle);
    if (status == USHER_OK) status = usher_text_read(policy->handle, raw, &options, handle, &report);
    if (status != USHER_OK) {
      usher_text_destroy(handle);
      us_fail(state, status, report);
    } else {
      usher_report_destroy(report);
      made = PyObject_New(us_text, state->types[US_TEXT]);
      if (made == NULL) {
        usher_text_destroy(handle);
      } else {
        made->state = state;
        made->handle = handle;
      }
    }
  }
  us_refs_end(&refs);
  return (PyObject *)made;
}

static us_text *of(PyObject *object) { return (us_text *)object; }

static void text_dealloc(PyObject *object) {
  usher_text_destroy(of(object)->handle);
  us_free(object);
}

static PyObject *get_text(PyObject *object, void *offset) {
  const usher_text_values *values = usher_text_fields(of(object)->handle);
  return us_text_out(*(const usher_str *)(const void *)((const char *)values + (intptr_t)offset));
}

static PyObject *get_confidence(PyObject *object, void *unused) {
  (void)unused;
  return PyFloat_FromDouble(usher_text_fields(of(object)->handle)->language_confidence);
}

static PyObject *get_ill_formed(PyObject *object, void *unused) {
  (void)unused;
  return PyBool_FromLong(usher_text_fields(of(object)->handle)->ill_formed);
}

/* A tuple of `count` records. */
static PyObject *tuple_of(us_text *self, int record, size_t count,
                          const void *(*item)(const usher_text *, size_t)) {
  PyObject *made = PyTuple_New((Py_ssize_t)count);
  for (size_t i = 0; made != NULL && i < count; ++i) {
    PyObject *one = us_record(self->state, record, item(self->handle, i));
    if (one == NULL || PyTuple_SetItem(made, (Py_ssize_t)i, one) != 0) Py_CLEAR(made);
  }
  return made;
}

static const void *word_at(const usher_text *text, size_t i) { return usher_text_word(text, i); }
static const void *match_at(const usher_text *text, size_t i) { return usher_text_match(text, i); }
static const void *personal_at(const usher_text *text, size_t i) { return usher_text_personal_data(text, i); }
static const void *left_at(const usher_text *text, size_t i) { return usher_text_left_out(text, i); }

static PyObject *get_words(PyObject *object, void *unused) {
  (void)unused;
  return tuple_of(of(object), US_WORD, usher_text_word_count(of(object)->handle), word_at);
}
static PyObject *get_matches(PyObject *object, void *unused) {
  (void)unused;
  return tuple_of(of(object), US_MATCH, usher_text_match_count(of(object)->handle), match_at);
}
static PyObject *get_personal_data(PyObject *object, void *unused) {
  (void)unused;
  return tuple_of(of(object), US_PERSONAL_DATA, usher_text_personal_data_count(of(object)->handle),
                  personal_at);
}
static PyObject *get_left_out(PyObject *object, void *unused) {
  (void)unused;
  return tuple_of(of(object), US_SPAN, usher_text_left_out_count(of(object)->handle), left_at);
}

PyDoc_STRVAR(parts_doc, "match_parts($self, index, /)\n--\n\n"
                        "The topics, signals and rules that name the phrase of a match, as Part tuples.\n\n"
                        ">>> [(part.part, part.name) for part in policy.text(\"A refund!\").match_parts(0)]\n"
                        "[('topic', 'refund')]\n");
static PyObject *text_match_parts(PyObject *object, PyObject *number) {
  us_text *self = of(object);
  int64_t index = 0;
  if (us_integer_in(number, "index", 0, INT64_MAX, &index) != 0) return NULL;
  const usher_match *match = usher_text_match(self->handle, (size_t)index);
  if (match == NULL) return PyErr_Format(PyExc_IndexError, "there is no such match");
  PyObject *made = PyTuple_New((Py_ssize_t)match->part_count);
  for (size_t i = 0; made != NULL && i < match->part_count; ++i) {
    PyObject *one = us_record(self->state, US_PART, usher_text_match_part(self->handle, (size_t)index, i));
    if (one == NULL || PyTuple_SetItem(made, (Py_ssize_t)i, one) != 0) Py_CLEAR(made);
  }
  return made;
}

static PyObject *render(us_text *self, int32_t format) {
  usher_str out = {NULL, 0};
  const usher_status status = usher_text_render(self->handle, format, &out);
  if (status != USHER_OK) return us_fail(self->state, status, NULL);
  return format == USHER_FORMAT_JSON ? us_json(self->state, out) : us_text_out(out);
}
static PyObject *text_text(PyObject *self, PyObject *unused) {
  (void)unused;
  return render(of(self), USHER_FORMAT_TEXT);
}
static PyObject *text_to_dict(PyObject *self, PyObject *unused) {
  (void)unused;
  return render(of(self), USHER_FORMAT_JSON);
}

static PyObject *text_repr(PyObject *object) {
  const usher_text *handle = of(object)->handle;
  PyObject *language = us_text_out(usher_text_fields(handle)->language);
  if (language == NULL) return NULL;
  PyObject *made = PyUnicode_FromFormat(
      "<usher.Text: language %R, %zu words, %zu matches, %zu places of personal data>", language,
      usher_text_word_count(handle), usher_text_match_count(handle), usher_text_personal_data_count(handle));
  Py_DECREF(language);
  return made;
}

#define VALUE(name) ((void *)(intptr_t)offsetof(usher_text_values, name))

int us_text_type(PyObject *module, us_state *state) {
  static PyMethodDef methods[] = {
      {"match_parts", text_match_parts, METH_O, parts_doc},
      {"text", text_text, METH_NOARGS, "text($self)\n--\n\nAll of it for people."},
      {"to_dict", text_to_dict, METH_NOARGS,
       "to_dict($self)\n--\n\nAll of it, as docs/schema/text.schema.json has it."},
      {NULL, NULL, 0, NULL}};
  static PyGetSetDef values[] = {
      {"normal_form", get_text, NULL, "What phrases are compared with: the words joined by spaces.",
       VALUE(normal_form)},
      {"masked", get_text, NULL,
       "The whole text with its personal data masked; characters keep their places.", VALUE(masked)},
      {"language", get_text, NULL, "ISO 639-1, or None.", VALUE(language)},
      {"language_confidence", get_confidence, NULL, "0 to 1; decisions take a language from 0.5 on.", NULL},
      {"ill_formed", get_ill_formed, NULL, "Whether some bytes are no UTF-8.", NULL},
      {"words", get_words, NULL, "Word tuples, by place.", NULL},
      {"matches", get_matches, NULL, "Match tuples: phrases of the policy, by place.", NULL},
      {"personal_data", get_personal_data, NULL, "PersonalData tuples, by place.", NULL},
      {"left_out", get_left_out, NULL, "Of an e-mail, the places that triage does not look at: Span tuples.",
       NULL},
      {NULL, NULL, NULL, NULL, NULL}};
  PyType_Slot slots[] = {US_SLOT(Py_tp_dealloc, text_dealloc),
                         US_SLOT(Py_tp_repr, text_repr),
                         {Py_tp_methods, methods},
                         {Py_tp_getset, values},
                         {Py_tp_doc, (void *)(uintptr_t) "What usher sees in a text, by Policy.text."},
                         {0, NULL}};
  PyType_Spec spec = {"usher.Text", sizeof(us_text), 0,
                      Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION, slots};
  return us_add_type(module, state, US_TEXT, &spec);
}
