/* SPDX-License-Identifier: BSL-1.0
 * What is asked of a desk and changes nothing. */
#include "desk.h"
#include "usher_python.h"
#include "view.h"

#include <string.h>

PyObject *us_desk_snapshot(PyObject *self, PyObject *unused);
PyObject *us_desk_metrics(PyObject *self, PyObject *arguments, PyObject *named);
PyObject *us_desk_next_due(PyObject *self, PyObject *unused);
PyObject *us_desk_look(PyObject *self, PyObject *unused);
PyObject *us_desk_conversation(PyObject *self, PyObject *name);
PyObject *us_desk_agent(PyObject *self, PyObject *name);
PyObject *us_desk_candidates(PyObject *self, PyObject *name);
PyObject *us_desk_queue(PyObject *self, PyObject *name);
PyObject *us_desk_owed(PyObject *self, PyObject *arguments, PyObject *named);
PyObject *us_desk_consultations(PyObject *self, PyObject *arguments, PyObject *named);
extern const char us_snapshot_doc[], us_metrics_doc[], us_next_due_doc[], us_look_doc[],
    us_conversation_doc[], us_agent_doc[], us_candidates_doc[], us_queue_doc[], us_owed_doc[],
    us_consultations_doc[];

const char us_snapshot_doc[] =
    "snapshot($self)\n--\n\n"
    "Everything the desk knows, with its policy, as bytes; they hold data of customers. Other threads run\n"
    "meanwhile. Raises StateError while a change waits.\n";
PyObject *us_desk_snapshot(PyObject *object, PyObject *unused) {
  (void)unused;
  us_desk *self = us_desk_ready(object);
  usher_document *document = NULL;
  usher_report *report = NULL;
  usher_status status = USHER_OK;
  if (self == NULL) return NULL;
  ++self->busy;
  Py_BEGIN_ALLOW_THREADS status = usher_desk_snapshot(self->handle, &document, &report);
  Py_END_ALLOW_THREADS-- self->busy;
  if (status != USHER_OK) return us_fail(self->state, status, report);
  usher_report_destroy(report);
  return us_document_bytes(document);
}

const char us_metrics_doc[] = "metrics($self, /, *, format=\"json\", within=None, short_wait=None)\n--\n\n"
                              "What the desk has added up (docs/metrics.md): a dict "
                              "(docs/schema/metrics.schema.json), or with format=\"text\" a page\n"
                              "and with format=\"openmetrics\" what Prometheus reads. within: the time of "
                              "service levels; short_wait: customers who\n"
                              "left so soon are told apart (10 s); timedeltas or int milliseconds. Up to the "
                              "desk's time: advance first. Raises\n"
                              "StateError while a change waits.\n\n"
                              ">>> sorted(usher.Desk(policy, keep=True).metrics())[:3]\n"
                              "['accounts', 'agents', 'channels']\n";
PyObject *us_desk_metrics(PyObject *object, PyObject *arguments, PyObject *named) {
  static const char *const words[] = {"format", "within", "short_wait", NULL};
  us_desk *self = us_desk_ready(object);
  const char *name = "json";
  PyObject *within = NULL, *short_wait = NULL;
  int32_t format = 0;
  usher_metrics_options options;
  memset(&options, 0, sizeof options);
  options.struct_size = sizeof options;
  if (self == NULL ||
      !PyArg_ParseTupleAndKeywords(arguments, named, "|$sOO:metrics", (char **)(uintptr_t)words, &name,
                                   &within, &short_wait) ||
      us_format_in(name, 1, &format) != 0 ||
      (within != NULL && within != Py_None &&
       us_duration_in(self->state, within, "within", &options.within) != 0) ||
      (short_wait != NULL && short_wait != Py_None &&
       us_duration_in(self->state, short_wait, "short_wait", &options.short_wait) != 0) ||
      us_desk_ready(object) == NULL)
    return NULL;
  usher_document *document = NULL;
  usher_report *report = NULL;
  usher_status status = USHER_OK;
  ++self->busy;
  Py_BEGIN_ALLOW_THREADS status = usher_desk_metrics(self->handle, &options, format, &document, &report);
  Py_END_ALLOW_THREADS-- self->busy;
  if (status != USHER_OK) return us_fail(self->state, status, report);
  usher_report_destroy(report);
  PyObject *text = us_document(document);
  if (text == NULL || format != USHER_FORMAT_JSON) return text;
  PyObject *made = PyObject_CallFunctionObjArgs(self->state->json_loads, text, NULL);
  Py_DECREF(text);
  return made;
}

const char us_next_due_doc[] = "next_due($self)\n--\n\n"
                               "When the desk wants to be told the time if nothing else happens, a datetime "
                               "in UTC; None if it does not.\n";
PyObject *us_desk_next_due(PyObject *object, PyObject *unused) {
  (void)unused;
  us_desk *self = us_desk_ready(object);
  int64_t out = 0;
  usher_status status = USHER_OK;
  if (self == NULL) return NULL;
  ++self->busy;
  if (self->busy > 1) {
    Py_BEGIN_ALLOW_THREADS status = usher_desk_next_due(self->handle, &out);
    Py_END_ALLOW_THREADS
  } else {
    status = usher_desk_next_due(self->handle, &out);
  }
  --self->busy;
  return status == USHER_OK ? us_time_out(self->state, out) : us_fail(self->state, status, NULL);
}

/* ---- Views ---- */

enum ask { LOOK, CONVERSATION, AGENT, CANDIDATES, QUEUE, OWED, CONSULTATIONS };

static usher_status ask(usher_desk *desk, enum ask what, usher_str name, size_t most, usher_view *view) {
  switch (what) {
  case LOOK: return usher_desk_look(desk, view);
  case CONVERSATION: return usher_desk_conversation(desk, name, view);
  case AGENT: return usher_desk_agent(desk, name, view);
  case CANDIDATES: return usher_desk_candidates(desk, name, view);
  case QUEUE: return usher_desk_queue(desk, name, view);
  case OWED: return usher_desk_list(desk, USHER_LIST_OWED, most, view);
  case CONSULTATIONS: return usher_desk_list(desk, USHER_LIST_CONSULTATIONS, most, view);
  }
  return USHER_ARGUMENT;
}

static PyObject *view_of(us_desk *self, enum ask what, usher_str name, size_t most) {
  usher_view *view = NULL;
  usher_status status = usher_view_create(&view);
  if (status != USHER_OK) return us_fail(self->state, status, NULL);
  ++self->busy;
  Py_BEGIN_ALLOW_THREADS status = ask(self->handle, what, name, most, view);
  Py_END_ALLOW_THREADS-- self->busy;
  if (status != USHER_OK) {
    usher_view_destroy(view);
    return us_fail(self->state, status, NULL);
  }
  return us_view_wrap(self->state, view);
}

static PyObject *named_view(PyObject *object, enum ask what, PyObject *given, const char *called) {
  us_desk *self = us_desk_ready(object);
  if (self == NULL) return NULL;
  us_refs refs;
  usher_str name = {NULL, 0};
  us_refs_begin(&refs);
  PyObject *made = us_text_in(given, called, &refs, &name) == 0 ? view_of(self, what, name, 0) : NULL;
  us_refs_end(&refs);
  return made;
}

static PyObject *list_view(PyObject *object, enum ask what, PyObject *arguments, PyObject *named) {
  static const char *const words[] = {"most", NULL};
  us_desk *self = us_desk_ready(object);
  Py_ssize_t most = 0;
  const usher_str none = {NULL, 0};
  if (self == NULL || !PyArg_ParseTupleAndKeywords(arguments, named, "|n", (char **)(uintptr_t)words, &most))
    return NULL;
  if (most < 0) return PyErr_Format(PyExc_ValueError, "most must be 0 (all) or more");
  return view_of(self, what, none, (size_t)most);
}

const char us_look_doc[] =
    "look($self)\n--\n\nAll departments and all people at this moment, a View without conversations.\n\n"
    ">>> [department.name for department in usher.Desk(policy).look().departments]\n"
    "['care', 'billing', 'legal']\n";
PyObject *us_desk_look(PyObject *object, PyObject *unused) {
  (void)unused;
  const usher_str none = {NULL, 0};
  us_desk *self = us_desk_ready(object);
  return self == NULL ? NULL : view_of(self, LOOK, none, 0);
}

const char us_conversation_doc[] =
    "conversation($self, name, /)\n--\n\n"
    "One conversation, a Conversation tuple. Raises NotFoundError when there is none, or none any more.\n";
PyObject *us_desk_conversation(PyObject *object, PyObject *name) {
  PyObject *view = named_view(object, CONVERSATION, name, "the name of a conversation");
  PyObject *all = view == NULL ? NULL : PyObject_GetAttrString(view, "conversations");
  PyObject *made = all == NULL ? NULL : PySequence_GetItem(all, 0);
  Py_XDECREF(all);
  Py_XDECREF(view);
  return made;
}

const char us_agent_doc[] =
    "agent($self, name, /)\n--\n\n"
    "A person, and the conversations that they have or are offered: a View. Raises NotFoundError.\n";
PyObject *us_desk_agent(PyObject *object, PyObject *name) {
  return named_view(object, AGENT, name, "the name of an agent");
}

const char us_candidates_doc[] = "candidates($self, conversation, /)\n--\n\n"
                                 "One conversation, and who may take it or what speaks against them: a View, "
                                 "whose text() is a page and whose\n"
                                 "to_dict() has `asked` and `candidates`. Raises NotFoundError.\n";
PyObject *us_desk_candidates(PyObject *object, PyObject *name) {
  return named_view(object, CANDIDATES, name, "the name of a conversation");
}

const char us_queue_doc[] =
    "queue($self, department, /)\n--\n\n"
    "The conversations that wait in a department, whose turn comes first: a View. Raises NotFoundError.\n";
PyObject *us_desk_queue(PyObject *object, PyObject *name) {
  return named_view(object, QUEUE, name, "the name of a department");
}

const char us_owed_doc[] =
    "owed($self, /, most=0)\n--\n\n"
    "Conversations with a promise whose time runs, what is due first standing first: a View. 0: all.\n";
PyObject *us_desk_owed(PyObject *self, PyObject *arguments, PyObject *named) {
  return list_view(self, OWED, arguments, named);
}

const char us_consultations_doc[] =
    "consultations($self, /, most=0)\n--\n\nConsultations that are open, as they came: a View. 0: all.\n";
PyObject *us_desk_consultations(PyObject *self, PyObject *arguments, PyObject *named) {
  return list_view(self, CONSULTATIONS, arguments, named);
}
