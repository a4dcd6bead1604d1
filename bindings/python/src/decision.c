/* SPDX-License-Identifier: BSL-1.0
 * Decision: what was decided, field by field, and why. */
#include "decision.h"

#include <structmember.h>

/* A handle is the working memory of a triage as well, so both are used again, handle and object. */
us_decision *us_decision_new(us_policy *policy) {
  us_decision *self = NULL;
  PyTypeObject *type = policy->state->types[US_DECISION];
  if (policy->pooled > 0) {
    self = policy->pool[--policy->pooled];
    PyObject_Init((PyObject *)self, type);
  } else {
    usher_decision *handle = NULL;
    const usher_status status = usher_decision_create(&handle);
    if (status != USHER_OK) {
      us_fail(policy->state, status, NULL);
      return NULL;
    }
    self = PyObject_New(us_decision, type);
    if (self == NULL) {
      usher_decision_destroy(handle);
      return NULL;
    }
    self->state = policy->state;
    self->handle = handle;
    self->findings = NULL;
    self->department = NULL;
    self->band = NULL;
    self->priority = NULL;
    self->department_name.data = NULL;
    self->band_name.data = NULL;
  }
  Py_INCREF((PyObject *)policy);
  self->policy = policy;
  return self;
}

usher_decision *us_decision_handle(us_decision *decision) { return decision->handle; }

void us_decision_drop(us_decision *decision) { Py_DECREF((PyObject *)decision); }

void us_decision_free(us_decision *decision) {
  usher_decision_destroy(decision->handle);
  Py_CLEAR(decision->department);
  Py_CLEAR(decision->band);
  Py_CLEAR(decision->priority);
  PyObject_Free(decision);
}

/* Of a name of the policy its object, which is the one of before if the name is. */
static int name_object(us_state *state, PyObject **object, usher_str *made_of, usher_str name) {
  if (*object != NULL && made_of->data == name.data && made_of->size == name.size) return 0;
  PyObject *made = us_name_out(state, name);
  if (made == NULL) return -1;
  PyObject *before = *object;
  *object = made;
  *made_of = name;
  Py_XDECREF(before);
  return 0;
}

static int priority_object(us_decision *self, int32_t points) {
  if (self->priority != NULL && self->points == points) return 0;
  PyObject *made = PyLong_FromLong(points);
  if (made == NULL) return -1;
  PyObject *before = self->priority;
  self->priority = made;
  self->points = points;
  Py_XDECREF(before);
  return 0;
}

PyObject *us_decision_ready(us_decision *self, PyObject *findings) {
  const usher_decision_values *values = self->values = usher_decision_fields(self->handle);
  self->findings = findings;
  if (name_object(self->state, &self->department, &self->department_name, values->department) == 0 &&
      name_object(self->state, &self->band, &self->band_name, values->band) == 0 &&
      priority_object(self, values->priority) == 0)
    return (PyObject *)self;
  us_decision_drop(self);
  return NULL;
}

static void decision_dealloc(PyObject *object) {
  us_decision *self = (us_decision *)object;
  us_policy *policy = self->policy;
  PyTypeObject *type = Py_TYPE(object);
  Py_CLEAR(self->findings);
  if (policy->handle != NULL && policy->pooled < US_POOL)
    policy->pool[policy->pooled++] = self;
  else
    us_decision_free(self);
  Py_DECREF((PyObject *)policy);
  Py_DECREF(type);
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
      {"explain", US_CALL(us_decision_explain), METH_VARARGS | METH_KEYWORDS, us_decision_explain_doc},
      {"to_dict", US_CALL(us_decision_to_dict), METH_VARARGS | METH_KEYWORDS, us_decision_to_dict_doc},
      {"to_json", US_CALL(us_decision_to_json), METH_VARARGS | METH_KEYWORDS, us_decision_to_json_doc},
      {NULL, NULL, 0, NULL}};
  static PyGetSetDef values[] = {
      {"id", get_id, NULL, "The message's.", NULL},
      {"agent", get_name, NULL, "To whom a rule gives it.", VALUE(agent)},
      {"engage", get_engage, NULL, "False: recorded, not to be answered.", NULL},
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
  static PyMemberDef members[] = {
      {"department", T_OBJECT_EX, offsetof(us_decision, department), READONLY, "Always there."},
      {"priority", T_OBJECT_EX, offsetof(us_decision, priority), READONLY, "0 to 100."},
      {"band", T_OBJECT_EX, offsetof(us_decision, band), READONLY, "Of the priority; always there."},
      {NULL, 0, 0, 0, NULL}};
  PyType_Slot slots[] = {{Py_tp_members, members},
                         US_SLOT(Py_tp_dealloc, decision_dealloc),
                         US_SLOT(Py_tp_repr, us_decision_repr),
                         {Py_tp_methods, methods},
                         {Py_tp_getset, values},
                         {Py_tp_doc, (void *)(uintptr_t)decision_doc},
                         {0, NULL}};
  PyType_Spec spec = {"usher.Decision", sizeof(us_decision), 0,
                      Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION, slots};
  return us_add_type(module, state, US_DECISION, &spec);
}
