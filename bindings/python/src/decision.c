/* SPDX-License-Identifier: BSL-1.0
 * Decision: what was decided, field by field, and why. */
#include "usher_python.h"

#include <string.h>

typedef struct us_decision {
  PyObject ob_base;
  us_state *state;
  us_policy *policy; /* to which the handle goes back */
  usher_decision *handle;
  const usher_decision_values *values;
  PyObject *findings; /* or NULL: none were collected */
} us_decision;

PyObject *us_decision_wrap(us_policy *policy, usher_decision *handle, PyObject *findings) {
  us_decision *self = PyObject_New(us_decision, policy->state->types[US_DECISION]);
  if (self == NULL) {
    us_policy_give(policy, handle);
    Py_XDECREF(findings);
    return NULL;
  }
  self->state = policy->state;
  Py_INCREF((PyObject *)policy);
  self->policy = policy;
  self->handle = handle;
  self->values = usher_decision_fields(handle);
  self->findings = findings;
  return (PyObject *)self;
}

static void decision_dealloc(PyObject *object) {
  us_decision *self = (us_decision *)object;
  us_policy_give(self->policy, self->handle);
  Py_DECREF((PyObject *)self->policy);
  Py_XDECREF(self->findings);
  us_free(object);
}

/* ---- Fields of one value ---- */

/* The closure of a field is where it stands. */
static PyObject *get_name(PyObject *object, void *offset) {
  us_decision *self = (us_decision *)object;
  return us_name_out(self->state,
                     *(const usher_str *)(const void *)((const char *)self->values + (intptr_t)offset));
}

static PyObject *get_time(PyObject *object, void *offset) {
  us_decision *self = (us_decision *)object;
  return us_time_out(self->state,
                     *(const int64_t *)(const void *)((const char *)self->values + (intptr_t)offset));
}

static PyObject *get_id(PyObject *object, void *unused) {
  (void)unused;
  return us_text_out(((us_decision *)object)->values->id);
}

static PyObject *get_priority(PyObject *object, void *unused) {
  (void)unused;
  return PyLong_FromLong(((us_decision *)object)->values->priority);
}

static PyObject *get_engage(PyObject *object, void *unused) {
  (void)unused;
  return PyBool_FromLong(((us_decision *)object)->values->engage);
}

static PyObject *get_sentiment(PyObject *object, void *unused) {
  (void)unused;
  const double sentiment = ((us_decision *)object)->values->sentiment;
  if (sentiment != sentiment) Py_RETURN_NONE;
  return PyFloat_FromDouble(sentiment);
}

static PyObject *get_findings(PyObject *object, void *unused) {
  (void)unused;
  us_decision *self = (us_decision *)object;
  if (self->findings == NULL) return PyTuple_New(0);
  Py_INCREF(self->findings);
  return self->findings;
}

/* ---- Fields of several values, and reasons ---- */

static PyObject *get_items(PyObject *object, void *field) {
  us_decision *self = (us_decision *)object;
  const int32_t number = (int32_t)(intptr_t)field;
  const size_t count = usher_decision_count(self->handle, number);
  PyObject *made = PyTuple_New((Py_ssize_t)count);
  for (size_t i = 0; made != NULL && i < count; ++i) {
    usher_str item = {NULL, 0};
    const usher_status status = usher_decision_item(self->handle, number, i, &item);
    PyObject *one = status == USHER_OK ? us_name_out(self->state, item) : us_fail(self->state, status, NULL);
    if (one == NULL || PyTuple_SetItem(made, (Py_ssize_t)i, one) != 0) Py_CLEAR(made);
  }
  return made;
}

static PyObject *get_ask(PyObject *object, void *unused) {
  (void)unused;
  us_decision *self = (us_decision *)object;
  const size_t count = usher_decision_count(self->handle, USHER_FIELD_ASK);
  PyObject *made = PyTuple_New((Py_ssize_t)count);
  for (size_t i = 0; made != NULL && i < count; ++i) {
    PyObject *one = us_record(self->state, US_ASK, usher_decision_ask(self->handle, i));
    if (one == NULL || PyTuple_SetItem(made, (Py_ssize_t)i, one) != 0) Py_CLEAR(made);
  }
  return made;
}

/* Those that a rule can set, in the order of the decision's JSON. */
static const int32_t reasoned[] = {USHER_FIELD_DEPARTMENT, USHER_FIELD_AGENT, USHER_FIELD_ENGAGE,
                                   USHER_FIELD_PRIORITY,   USHER_FIELD_SLA,   USHER_FIELD_STAGE,
                                   USHER_FIELD_VISIBILITY, USHER_FIELD_REPLY, USHER_FIELD_SKILLS,
                                   USHER_FIELD_TAGS,       USHER_FIELD_ASK,   USHER_FIELD_NOTIFY};

/* The rules behind the items of a field, as a dict; NULL and no exception when it has none. */
static PyObject *reasons_of_items(us_decision *self, int32_t field) {
  const size_t count = usher_decision_count(self->handle, field);
  if (count == 0) return NULL;
  PyObject *made = PyDict_New();
  for (size_t i = 0; made != NULL && i < count; ++i) {
    usher_str item = {NULL, 0}, rule = {NULL, 0};
    usher_status status = usher_decision_item(self->handle, field, i, &item);
    if (status == USHER_OK) status = usher_decision_because(self->handle, field, i, &rule);
    if (status != USHER_OK) {
      us_fail(self->state, status, NULL);
      Py_CLEAR(made);
      break;
    }
    if (rule.data == NULL) continue;
    PyObject *key = us_name_out(self->state, item), *value = us_name_out(self->state, rule);
    if (key == NULL || value == NULL || PyDict_SetItem(made, key, value) != 0) Py_CLEAR(made);
    Py_XDECREF(key);
    Py_XDECREF(value);
  }
  return made;
}

static PyObject *get_because(PyObject *object, void *unused) {
  (void)unused;
  us_decision *self = (us_decision *)object;
  PyObject *made = PyDict_New();
  if (made == NULL) return NULL;
  for (size_t i = 0; i < sizeof reasoned / sizeof reasoned[0]; ++i) {
    const int32_t field = reasoned[i];
    PyObject *value = NULL;
    if (field >= USHER_FIELD_TOPICS) {
      value = reasons_of_items(self, field);
    } else {
      usher_str rule = {NULL, 0};
      const usher_status status = usher_decision_because(self->handle, field, 0, &rule);
      if (status != USHER_OK)
        us_fail(self->state, status, NULL);
      else if (rule.data != NULL)
        value = us_name_out(self->state, rule);
    }
    if (value == NULL) {
      if (!PyErr_Occurred()) continue;
      Py_DECREF(made);
      return NULL;
    }
    const int done = PyDict_SetItemString(made, us_field_name(field), value);
    Py_DECREF(value);
    if (done != 0) {
      Py_DECREF(made);
      return NULL;
    }
  }
  return made;
}

PyDoc_STRVAR(
    why_doc,
    "why($self, /, field, index=0)\n--\n\n"
    "The rule behind a field, \"default\", or None when no rule set it; of a field of several values the "
    "rule\n"
    "behind item `index`. Raises ArgumentError for what no rule sets (band, language, topics ...).\n\n"
    ">>> policy.triage(text=\"I want a refund\").why(\"department\")\n"
    "'refunds go to billing'\n");
static PyObject *decision_why(PyObject *object, PyObject *arguments, PyObject *named) {
  static const char *const words[] = {"field", "index", NULL};
  us_decision *self = (us_decision *)object;
  PyObject *name = NULL;
  Py_ssize_t index = 0;
  int32_t field = 0;
  usher_str rule = {NULL, 0};
  if (!PyArg_ParseTupleAndKeywords(arguments, named, "U|n:why", (char **)(uintptr_t)words, &name, &index) ||
      us_field_of(name, &field) != 0)
    return NULL;
  if (index < 0) return PyErr_Format(PyExc_ValueError, "index must be 0 or more");
  const usher_status status = usher_decision_because(self->handle, field, (size_t)index, &rule);
  return status == USHER_OK ? us_name_out(self->state, rule) : us_fail(self->state, status, NULL);
}

/* ---- As JSON, as an explanation ---- */

PyDoc_STRVAR(json_doc,
             "to_json($self, /, *, detail=False)\n--\n\n"
             "The decision as one line of JSON (docs/schema/decision.schema.json); detail adds positions,\n"
             "confidences and the parts of the priority.\n");
static PyObject *decision_json(us_decision *self, int detail, usher_str *out) {
  const usher_status status = usher_decision_json(self->handle, detail ? USHER_DECISION_DETAIL : 0u, out);
  return status == USHER_OK ? Py_None : us_fail(self->state, status, NULL);
}
static PyObject *decision_to_json(PyObject *object, PyObject *arguments, PyObject *named) {
  static const char *const words[] = {"detail", NULL};
  int detail = 0;
  usher_str out = {NULL, 0};
  if (!PyArg_ParseTupleAndKeywords(arguments, named, "|$p:to_json", (char **)(uintptr_t)words, &detail))
    return NULL;
  return decision_json((us_decision *)object, detail, &out) == NULL ? NULL : us_text_out(out);
}

PyDoc_STRVAR(dict_doc, "to_dict($self, /, *, detail=False)\n--\n\n"
                       "The same as a dict.\n\n"
                       ">>> policy.triage(text=\"I want a refund\").to_dict()[\"department\"]\n"
                       "'billing'\n");
static PyObject *decision_to_dict(PyObject *object, PyObject *arguments, PyObject *named) {
  static const char *const words[] = {"detail", NULL};
  us_decision *self = (us_decision *)object;
  int detail = 0;
  usher_str out = {NULL, 0};
  if (!PyArg_ParseTupleAndKeywords(arguments, named, "|$p:to_dict", (char **)(uintptr_t)words, &detail))
    return NULL;
  return decision_json(self, detail, &out) == NULL ? NULL : us_json(self->state, out);
}

PyDoc_STRVAR(explain_doc, "explain($self, /, *, format=\"text\")\n--\n\n"
                          "The whole for and against: each rule, each condition with the value it saw, the "
                          "first that failed. A text\n"
                          "for people, or with format=\"json\" a dict (docs/schema/explanation.schema.json). "
                          "Personal data is masked,\n"
                          "but it is still to be treated as a customer's data.\n\n"
                          ">>> print(policy.triage(text=\"I want a refund\").explain().splitlines()[0])\n"
                          "Department      billing   because of \"refunds go to billing\"\n");
static PyObject *decision_explain(PyObject *object, PyObject *arguments, PyObject *named) {
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
static PyObject *decision_repr(PyObject *object) {
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

PyDoc_STRVAR(
    decision_doc,
    "What was decided about a message. Fields that have no value are None, or an empty tuple; times are "
    "datetimes\n"
    "in UTC. It keeps what it needs of the message, so that it can be asked why.\n\n"
    ">>> policy.triage(text=\"I want a refund\")\n"
    "Decision(department='billing', priority=40, band='normal', topics=('refund',), tags=('refund',), "
    "because='refunds go to billing')\n");

#define VALUE(name) ((void *)(intptr_t)offsetof(usher_decision_values, name))
#define FIELD(number) ((void *)(intptr_t)(number))

int us_decision_type(PyObject *module, us_state *state) {
  static PyMethodDef methods[] = {
      {"why", US_CALL(decision_why), METH_VARARGS | METH_KEYWORDS, why_doc},
      {"explain", US_CALL(decision_explain), METH_VARARGS | METH_KEYWORDS, explain_doc},
      {"to_dict", US_CALL(decision_to_dict), METH_VARARGS | METH_KEYWORDS, dict_doc},
      {"to_json", US_CALL(decision_to_json), METH_VARARGS | METH_KEYWORDS, json_doc},
      {NULL, NULL, 0, NULL}};
  static PyGetSetDef values[] = {
      {"id", get_id, NULL, "The message's.", NULL},
      {"department", get_name, NULL, "Always there.", VALUE(department)},
      {"agent", get_name, NULL, "To whom a rule gives it.", VALUE(agent)},
      {"engage", get_engage, NULL, "False: recorded, not to be answered.", NULL},
      {"priority", get_priority, NULL, "0 to 100.", NULL},
      {"band", get_name, NULL, "Of the priority; always there.", VALUE(band)},
      {"language", get_name, NULL, "ISO 639-1: the message's own, else what was found.", VALUE(language)},
      {"intent", get_name, NULL, "As the message had it.", VALUE(intent)},
      {"stage", get_name, NULL, "Where the customer stands.", VALUE(stage)},
      {"sentiment", get_sentiment, NULL, "-1 to 1.", NULL},
      {"visibility", get_name, NULL, "\"public\" or \"private\", as the answer must be.", VALUE(visibility)},
      {"move_to", get_name, NULL, "The private channel, when a public message is to be answered in private.",
       VALUE(move_to)},
      {"reply", get_name, NULL, "Name of the suggested reply.", VALUE(reply)},
      {"policy", get_name, NULL, "SHA-256 of the sources of the policy that decided.", VALUE(policy)},
      {"sla", get_name, NULL, "What is promised.", VALUE(sla)},
      {"first_response", get_time, NULL, "When the first response is due, if the message has a time.",
       VALUE(first_response)},
      {"next_response", get_time, NULL, "When the next response is due.", VALUE(next_response)},
      {"resolution", get_time, NULL, "When the resolution is due.", VALUE(resolution)},
      {"topics", get_items, NULL, "Topics, in the order of the policy.", FIELD(USHER_FIELD_TOPICS)},
      {"pii", get_items, NULL, "Kinds of personal data that count.", FIELD(USHER_FIELD_PII)},
      {"skills", get_items, NULL, "Skills that it asks for.", FIELD(USHER_FIELD_SKILLS)},
      {"tags", get_items, NULL, "Tags that rules gave.", FIELD(USHER_FIELD_TAGS)},
      {"notify", get_items, NULL, "Who is to be told: departments, agents, groups.",
       FIELD(USHER_FIELD_NOTIFY)},
      {"ask", get_ask, NULL, "Side questions to other departments: Ask tuples.", NULL},
      {"because", get_because, NULL,
       "The rule behind each field that a rule set; of several values a dict of theirs.", NULL},
      {"findings", get_findings, NULL,
       "What was doubtful about the message, if it was collected (lenient, report).", NULL},
      {NULL, NULL, NULL, NULL, NULL}};
  PyType_Slot slots[] = {US_SLOT(Py_tp_dealloc, decision_dealloc),
                         US_SLOT(Py_tp_repr, decision_repr),
                         {Py_tp_methods, methods},
                         {Py_tp_getset, values},
                         {Py_tp_doc, (void *)(uintptr_t)decision_doc},
                         {0, NULL}};
  PyType_Spec spec = {"usher.Decision", sizeof(us_decision), 0,
                      Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION, slots};
  return us_add_type(module, state, US_DECISION, &spec);
}
