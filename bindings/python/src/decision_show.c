/* SPDX-License-Identifier: BSL-1.0
 * A decision as JSON, as an explanation, as a line. */
#include "decision.h"

const char us_decision_to_json_doc[] =
    PyDoc_STR("to_json($self, /, *, detail=False)\n--\n\n"
              "The decision as one line of JSON (docs/schema/decision.schema.json); detail adds positions,\n"
              "confidences and the parts of the priority.\n");
static PyObject *decision_json(us_decision *self, int detail, usher_str *out) {
  const usher_status status = usher_decision_json(self->handle, detail ? USHER_DECISION_DETAIL : 0u, out);
  return status == USHER_OK ? Py_None : us_fail(self->state, status, NULL);
}
PyObject *us_decision_to_json(PyObject *object, PyObject *arguments, PyObject *named) {
  static const char *const words[] = {"detail", NULL};
  int detail = 0;
  usher_str out = {NULL, 0};
  if (!PyArg_ParseTupleAndKeywords(arguments, named, "|$p:to_json", (char **)(uintptr_t)words, &detail))
    return NULL;
  return decision_json((us_decision *)object, detail, &out) == NULL ? NULL : us_text_out(out);
}

const char us_decision_to_dict_doc[] =
    PyDoc_STR("to_dict($self, /, *, detail=False)\n--\n\n"
              "The same as a dict.\n\n"
              ">>> policy.triage(text=\"I want a refund\").to_dict()[\"department\"]\n"
              "'billing'\n");
PyObject *us_decision_to_dict(PyObject *object, PyObject *arguments, PyObject *named) {
  static const char *const words[] = {"detail", NULL};
  us_decision *self = (us_decision *)object;
  int detail = 0;
  usher_str out = {NULL, 0};
  if (!PyArg_ParseTupleAndKeywords(arguments, named, "|$p:to_dict", (char **)(uintptr_t)words, &detail))
    return NULL;
  return decision_json(self, detail, &out) == NULL ? NULL : us_json(self->state, out);
}

const char us_decision_explain_doc[] =
    PyDoc_STR("explain($self, /, *, format=\"text\")\n--\n\n"
              "The whole for and against: each rule, each condition with the value it saw, the "
              "first that failed. A text\n"
              "for people, or with format=\"json\" a dict (docs/schema/explanation.schema.json). "
              "Personal data is masked,\n"
              "but it is still to be treated as a customer's data.\n\n"
              ">>> print(policy.triage(text=\"I want a refund\").explain().splitlines()[0])\n"
              "Department      billing   because of \"refunds go to billing\"\n");
PyObject *us_decision_explain(PyObject *object, PyObject *arguments, PyObject *named) {
  static const char *const words[] = {"format", NULL};
  us_decision *self = (us_decision *)object;
  const char *name = "text";
  int32_t format = 0;
  usher_str out = {NULL, 0};
  if (!PyArg_ParseTupleAndKeywords(arguments, named, "|$s:explain", (char **)(uintptr_t)words, &name) ||
      us_format_in(name, 0, &format) != 0)
    return NULL;
  const usher_status status = usher_decision_explain(self->handle, format, &out);
  if (status != USHER_OK) return us_fail(self->state, status, NULL);
  return format == USHER_FORMAT_JSON ? us_json(self->state, out) : us_text_out(out);
}

/* What differs from nothing, in one line. */
PyObject *us_decision_repr(PyObject *object) {
  us_decision *self = (us_decision *)object;
  static const char *const shown[] = {"department", "agent", "priority",   "band",    "language", "topics",
                                      "skills",     "tags",  "visibility", "move_to", "reply"};
  PyObject *parts = PyList_New(0), *why = NULL, *made = NULL, *joined = NULL, *comma = NULL;
  if (parts == NULL) return NULL;
  if (!self->values->engage) {
    PyObject *part = PyUnicode_FromString("engage=False");
    const int done = part == NULL ? -1 : PyList_Append(parts, part);
    Py_XDECREF(part);
    if (done != 0) goto end;
  }
  for (size_t i = 0; i < sizeof shown / sizeof shown[0]; ++i) {
    PyObject *value = PyObject_GetAttrString(object, shown[i]);
    if (value == NULL) goto end;
    const int empty = value == Py_None || (PyTuple_Check(value) && PyTuple_Size(value) == 0);
    PyObject *part = empty ? NULL : PyUnicode_FromFormat("%s=%R", shown[i], value);
    Py_DECREF(value);
    if (empty) continue;
    const int done = part == NULL ? -1 : PyList_Append(parts, part);
    Py_XDECREF(part);
    if (done != 0) goto end;
  }
  {
    usher_str rule = {NULL, 0};
    const usher_status status = usher_decision_because(self->handle, USHER_FIELD_DEPARTMENT, 0, &rule);
    why = status == USHER_OK ? us_name_out(self->state, rule) : us_fail(self->state, status, NULL);
  }
  comma = PyUnicode_FromString(", ");
  if (why == NULL || comma == NULL) goto end;
  joined = PyUnicode_Join(comma, parts);
  if (joined != NULL) made = PyUnicode_FromFormat("Decision(%U, because=%R)", joined, why);
end:
  Py_XDECREF(joined);
  Py_XDECREF(comma);
  Py_XDECREF(why);
  Py_DECREF(parts);
  return made;
}
