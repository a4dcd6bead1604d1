/* SPDX-License-Identifier: BSL-1.0
 * View: what a desk looks like at a moment. */
#include "view.h"

#include "usher_python.h"

typedef struct us_view {
  PyObject ob_base;
  us_state *state;
  usher_view *handle;
} us_view;

static us_view *of(PyObject *object) { return (us_view *)object; }

PyObject *us_view_wrap(us_state *state, usher_view *handle) {
  us_view *self = PyObject_New(us_view, state->types[US_VIEW]);
  if (self == NULL) {
    usher_view_destroy(handle);
    return NULL;
  }
  self->state = state;
  self->handle = handle;
  return (PyObject *)self;
}

static void view_dealloc(PyObject *object) {
  usher_view_destroy(of(object)->handle);
  us_free(object);
}

static PyObject *tuple_of(us_view *self, int record, size_t count,
                          const void *(*item)(const usher_view *, size_t)) {
  PyObject *made = PyTuple_New((Py_ssize_t)count);
  for (size_t i = 0; made != NULL && i < count; ++i) {
    PyObject *one = us_record(self->state, record, item(self->handle, i));
    if (one == NULL || PyTuple_SetItem(made, (Py_ssize_t)i, one) != 0) Py_CLEAR(made);
  }
  return made;
}

static const void *department_at(const usher_view *view, size_t i) { return usher_view_department(view, i); }
static const void *agent_at(const usher_view *view, size_t i) { return usher_view_agent(view, i); }
static const void *conversation_at(const usher_view *view, size_t i) {
  return usher_view_conversation(view, i);
}

static PyObject *view_departments(PyObject *object, void *unused) {
  (void)unused;
  return tuple_of(of(object), US_DEPARTMENT, usher_view_department_count(of(object)->handle), department_at);
}
static PyObject *view_agents(PyObject *object, void *unused) {
  (void)unused;
  return tuple_of(of(object), US_AGENT, usher_view_agent_count(of(object)->handle), agent_at);
}
static PyObject *view_conversations(PyObject *object, void *unused) {
  (void)unused;
  return tuple_of(of(object), US_CONVERSATION, usher_view_conversation_count(of(object)->handle),
                  conversation_at);
}
static PyObject *view_time(PyObject *object, void *unused) {
  (void)unused;
  return us_time_out(of(object)->state, usher_view_time(of(object)->handle));
}

static PyObject *render(PyObject *object, int32_t format) {
  us_view *self = of(object);
  usher_str out = {NULL, 0};
  const usher_status status = usher_view_render(self->handle, format, &out);
  if (status != USHER_OK) return us_fail(self->state, status, NULL);
  return format == USHER_FORMAT_JSON ? us_json(self->state, out) : us_text_out(out);
}
static PyObject *view_text(PyObject *self, PyObject *unused) {
  (void)unused;
  return render(self, USHER_FORMAT_TEXT);
}
static PyObject *view_to_dict(PyObject *self, PyObject *unused) {
  (void)unused;
  return render(self, USHER_FORMAT_JSON);
}

static PyObject *view_repr(PyObject *object) {
  const usher_view *handle = of(object)->handle;
  return PyUnicode_FromFormat("<usher.View: %zu departments, %zu agents, %zu conversations>",
                              usher_view_department_count(handle), usher_view_agent_count(handle),
                              usher_view_conversation_count(handle));
}

int us_view_type(PyObject *module, us_state *state) {
  static PyMethodDef methods[] = {
      {"text", view_text, METH_NOARGS, "text($self)\n--\n\nThe whole view for people."},
      {"to_dict", view_to_dict, METH_NOARGS, "to_dict($self)\n--\n\nAs docs/schema/view.schema.json has it."},
      {NULL, NULL, 0, NULL}};
  static PyGetSetDef values[] = {
      {"time", view_time, NULL, "The desk's time when it was looked at; None of a desk that has none yet.",
       NULL},
      {"departments", view_departments, NULL, "DepartmentView tuples, of a whole desk.", NULL},
      {"agents", view_agents, NULL, "AgentView tuples.", NULL},
      {"conversations", view_conversations, NULL, "Conversation tuples.", NULL},
      {NULL, NULL, NULL, NULL, NULL}};
  PyType_Slot slots[] = {US_SLOT(Py_tp_dealloc, view_dealloc),
                         US_SLOT(Py_tp_repr, view_repr),
                         {Py_tp_methods, methods},
                         {Py_tp_getset, values},
                         {Py_tp_doc, (void *)(uintptr_t) "What a desk looked like at a moment."},
                         {0, NULL}};
  PyType_Spec spec = {"usher.View", sizeof(us_view), 0,
                      Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION, slots};
  return us_add_type(module, state, US_VIEW, &spec);
}
