/* SPDX-License-Identifier: BSL-1.0
 * StaffWeek: when customers came, hour by hour of the week, and how many people each hour wants. */
#include "staffing.h"
#include "usher_python.h"

#include <string.h>

typedef struct us_week {
  PyObject ob_base;
  us_state *state;
  usher_staff_week *handle;
  int busy;
} us_week;

static us_week *of(PyObject *object) { return (us_week *)object; }

static us_week *ready(PyObject *object) {
  if (!of(object)->busy) return of(object);
  us_busy(of(object)->state, "week");
  return NULL;
}

static PyObject *week_new(PyTypeObject *type, PyObject *arguments, PyObject *named) {
  static const char *const words[] = {"zone", NULL};
  us_state *state = us_state_of(type);
  PyObject *zone = NULL;
  if (!PyArg_ParseTupleAndKeywords(arguments, named, "O:StaffWeek", (char **)(uintptr_t)words, &zone))
    return NULL;
  us_refs refs;
  usher_str name = {NULL, 0};
  us_week *self = NULL;
  us_refs_begin(&refs);
  if (us_text_in(zone, "zone", &refs, &name) == 0) {
    usher_staff_week *handle = NULL;
    usher_report *report = NULL;
    const usher_status status = usher_staff_week_create(name, &handle, &report);
    if (status != USHER_OK) {
      us_fail(state, status, report);
    } else {
      usher_report_destroy(report);
      self = PyObject_New(us_week, type);
      if (self == NULL) {
        usher_staff_week_destroy(handle);
      } else {
        self->state = state;
        self->handle = handle;
        self->busy = 0;
      }
    }
  }
  us_refs_end(&refs);
  return (PyObject *)self;
}

static void week_dealloc(PyObject *object) {
  usher_staff_week_destroy(of(object)->handle);
  us_free(object);
}

PyDoc_STRVAR(add_doc,
             "add($self, /, time, handle=None)\n--\n\n"
             "One arrival; handle: how long it took, a timedelta or int milliseconds. Raises TimeError.\n");
static PyObject *week_add(PyObject *object, PyObject *arguments, PyObject *named) {
  static const char *const words[] = {"time", "handle", NULL};
  us_week *self = ready(object);
  PyObject *time = NULL, *handle = NULL;
  int64_t at = 0, length = 0;
  if (self == NULL ||
      !PyArg_ParseTupleAndKeywords(arguments, named, "O|O:add", (char **)(uintptr_t)words, &time, &handle) ||
      us_time_in(self->state, time, "time", &at) != 0 ||
      (handle != NULL && handle != Py_None && us_duration_in(self->state, handle, "handle", &length) != 0))
    return NULL;
  const usher_status status = usher_staff_week_add(self->handle, at, length);
  if (status != USHER_OK) return us_fail(self->state, status, NULL);
  Py_RETURN_NONE;
}

/* None, or one character of ASCII. */
static int character_in(PyObject *object, const char *what, int32_t *out) {
  if (object == NULL || object == Py_None) return 0;
  Py_ssize_t size = 0;
  const char *text = PyUnicode_Check(object) ? PyUnicode_AsUTF8AndSize(object, &size) : NULL;
  if (text == NULL || size != 1) {
    if (!PyErr_Occurred()) PyErr_Format(PyExc_ValueError, "%s is one character of ASCII", what);
    return -1;
  }
  *out = text[0];
  return 0;
}

PyDoc_STRVAR(rows_doc, "add_rows($self, /, rows, time_column, *, handle_column=None, time_format=None, "
                       "delimiter=None, quote=None,\n"
                       "         file=\"rows\", last=True)\n--\n\n"
                       "Arrivals from a table: str or bytes of CSV and its like, whose first row names the "
                       "columns. last: False\n"
                       "while more pieces follow, of any size. quote: \"\" when nothing quotes. Rows that "
                       "make no sense are left out,\n"
                       "and come back as findings. Other threads run meanwhile.\n\n"
                       "Raises InputError when the first row has not the columns.\n\n"
                       ">>> week = usher.StaffWeek(\"Europe/Rome\")\n"
                       ">>> week.add_rows(\"came,took\\n2026-03-16T09:00,5m\\n2026-03-16T09:20,7m\\n\", "
                       "\"came\", handle_column=\"took\")\n"
                       "()\n"
                       ">>> week.count\n"
                       "(2, 0)\n");
static PyObject *week_add_rows(PyObject *object, PyObject *arguments, PyObject *named) {
  static const char *const words[] = {"rows",  "time_column", "handle_column", "time_format", "delimiter",
                                      "quote", "file",        "last",          NULL};
  us_week *self = ready(object);
  PyObject *rows = NULL, *time_column = NULL, *handle_column = NULL, *format = NULL, *delimiter = NULL,
           *quote = NULL, *file = NULL, *made = NULL;
  int last = 1;
  if (self == NULL ||
      !PyArg_ParseTupleAndKeywords(arguments, named, "OO|$OOOOOp:add_rows", (char **)(uintptr_t)words, &rows,
                                   &time_column, &handle_column, &format, &delimiter, &quote, &file, &last))
    return NULL;
  us_refs refs;
  usher_str bytes = {NULL, 0};
  usher_rows_form form;
  memset(&form, 0, sizeof form);
  form.struct_size = sizeof form;
  form.file.data = "rows";
  form.file.size = 4;
  us_refs_begin(&refs);
  int done = us_text_in(rows, "rows", &refs, &bytes) != 0 ||
             us_text_in(time_column, "time_column", &refs, &form.time_column) != 0 ||
             us_text_or_none(handle_column, "handle_column", &refs, &form.handle_column) != 0 ||
             us_text_or_none(format, "time_format", &refs, &form.time_format) != 0 ||
             (file != NULL && us_text_in(file, "file", &refs, &form.file) != 0) ||
             character_in(delimiter, "delimiter", &form.delimiter) != 0;
  if (!done) {
    if (quote != NULL && PyUnicode_Check(quote) && PyUnicode_GetLength(quote) == 0)
      form.quote = USHER_QUOTE_NONE;
    else
      done = character_in(quote, "quote", &form.quote) != 0;
  }
  if (!done) {
    usher_report *report = NULL;
    usher_status status = USHER_OK;
    self->busy = 1;
    Py_BEGIN_ALLOW_THREADS status = usher_staff_week_add_rows(self->handle, &form, bytes, last, &report);
    Py_END_ALLOW_THREADS self->busy = 0;
    made = status == USHER_OK ? us_findings(self->state, report) : us_fail(self->state, status, report);
  }
  us_refs_end(&refs);
  return made;
}

PyDoc_STRVAR(
    events_doc,
    "add_events($self, /, lines, *, file=\"events\")\n--\n\n"
    "Arrivals from events of a desk, or from lines of its journal: the first message of a customer in each\n"
    "conversation. Whole lines of JSON, str or bytes. What is no event is left out, and comes back as\n"
    "findings.\n");
static PyObject *week_add_events(PyObject *object, PyObject *arguments, PyObject *named) {
  static const char *const words[] = {"lines", "file", NULL};
  us_week *self = ready(object);
  PyObject *lines = NULL, *file = NULL, *made = NULL;
  if (self == NULL || !PyArg_ParseTupleAndKeywords(arguments, named, "O|$O:add_events",
                                                   (char **)(uintptr_t)words, &lines, &file))
    return NULL;
  us_refs refs;
  usher_str text = {NULL, 0}, name = {"events", 6};
  us_refs_begin(&refs);
  if (us_text_in(lines, "lines", &refs, &text) == 0 &&
      (file == NULL || us_text_in(file, "file", &refs, &name) == 0)) {
    usher_report *report = NULL;
    usher_status status = USHER_OK;
    self->busy = 1;
    Py_BEGIN_ALLOW_THREADS status = usher_staff_week_add_events(self->handle, name, text, &report);
    Py_END_ALLOW_THREADS self->busy = 0;
    made = status == USHER_OK ? us_findings(self->state, report) : us_fail(self->state, status, report);
  }
  us_refs_end(&refs);
  return made;
}

static PyObject *week_count(PyObject *object, void *unused) {
  (void)unused;
  us_week *self = ready(object);
  uint64_t taken = 0, left_out = 0;
  if (self == NULL) return NULL;
  const usher_status status = usher_staff_week_count(self->handle, &taken, &left_out);
  if (status != USHER_OK) return us_fail(self->state, status, NULL);
  return Py_BuildValue("KK", (unsigned long long)taken, (unsigned long long)left_out);
}

PyDoc_STRVAR(plan_doc, "plan($self, /, handle=None, *, share=0.0, within=None, mean_wait=None, "
                       "max_occupancy=0.0, shrinkage=0.0,\n"
                       "     patience=None, most_waiting=None)\n--\n\n"
                       "Plans the week, for the mean number of arrivals of each hour. handle: None is the "
                       "mean of the recorded ones.\n"
                       "The target as in staff(). Other threads run meanwhile.\n\n"
                       "Raises InputError, LimitError; StateError when nothing has come in.\n");
static PyObject *week_plan(PyObject *object, PyObject *arguments, PyObject *named) {
  static const char *const words[] = {"handle",    "share",    "within",       "mean_wait", "max_occupancy",
                                      "shrinkage", "patience", "most_waiting", NULL};
  us_week *self = ready(object);
  PyObject *handle = NULL, *within = NULL, *mean_wait = NULL, *patience = NULL, *most_waiting = NULL;
  double share = 0, max_occupancy = 0, shrinkage = 0;
  usher_staff_demand demand;
  usher_staff_target target;
  if (self == NULL || !PyArg_ParseTupleAndKeywords(
                          arguments, named, "|O$dOOddOO:plan", (char **)(uintptr_t)words, &handle, &share,
                          &within, &mean_wait, &max_occupancy, &shrinkage, &patience, &most_waiting))
    return NULL;
  if (us_demand_in(self->state, NULL, handle == Py_None ? NULL : handle, patience, most_waiting, &demand) !=
          0 ||
      us_target_in(self->state, share, within, mean_wait, max_occupancy, shrinkage, &target) != 0)
    return NULL;
  usher_report *report = NULL;
  usher_status status = USHER_OK;
  self->busy = 1;
  Py_BEGIN_ALLOW_THREADS status = usher_staff_week_plan(self->handle, &demand, &target, &report);
  Py_END_ALLOW_THREADS self->busy = 0;
  return status == USHER_OK ? us_findings(self->state, report) : us_fail(self->state, status, report);
}

PyDoc_STRVAR(
    hour_doc,
    "hour($self, /, weekday, hour)\n--\n\n"
    "An hour of the planned week, a StaffHour: weekday from Monday as 0 to Sunday as 6, hour 0 to 23.\n\n"
    ">>> week = usher.StaffWeek(\"UTC\")\n"
    ">>> week.add(\"2026-03-16T09:10:00Z\", 5 * 60000)\n"
    ">>> week.plan(share=0.8, within=20000)\n"
    "()\n"
    ">>> week.hour(0, 9).agents\n"
    "1\n");
static PyObject *week_hour(PyObject *object, PyObject *arguments, PyObject *named) {
  static const char *const words[] = {"weekday", "hour", NULL};
  us_week *self = ready(object);
  int weekday = 0, hour = 0;
  if (self == NULL ||
      !PyArg_ParseTupleAndKeywords(arguments, named, "ii:hour", (char **)(uintptr_t)words, &weekday, &hour))
    return NULL;
  if (weekday < 0 || weekday > 6 || hour < 0 || hour > 23)
    return PyErr_Format(PyExc_ValueError, "weekday is 0 to 6 and hour 0 to 23");
  const usher_staff_hour *found = usher_staff_week_hour(self->handle, weekday, hour);
  return found == NULL ? us_fail(self->state, USHER_STATE, NULL) : us_record(self->state, US_HOUR, found);
}

static PyObject *render(PyObject *object, int32_t format) {
  us_week *self = ready(object);
  usher_str out = {NULL, 0};
  if (self == NULL) return NULL;
  const usher_status status = usher_staff_week_render(self->handle, format, &out);
  if (status != USHER_OK) return us_fail(self->state, status, NULL);
  return format == USHER_FORMAT_JSON ? us_json(self->state, out) : us_text_out(out);
}
static PyObject *week_text(PyObject *self, PyObject *unused) {
  (void)unused;
  return render(self, USHER_FORMAT_TEXT);
}
static PyObject *week_to_dict(PyObject *self, PyObject *unused) {
  (void)unused;
  return render(self, USHER_FORMAT_JSON);
}

PyDoc_STRVAR(
    week_doc,
    "StaffWeek(zone)\n--\n\n"
    "When customers came, by the hour of the week as the wall clock of a zone (an IANA name) shows it, and\n"
    "how many people each hour wants. Raises InputError for no zone. Belongs to one thread at a time.\n");

int us_staff_week_type(PyObject *module, us_state *state) {
  static PyMethodDef methods[] = {
      {"add", US_CALL(week_add), METH_VARARGS | METH_KEYWORDS, add_doc},
      {"add_rows", US_CALL(week_add_rows), METH_VARARGS | METH_KEYWORDS, rows_doc},
      {"add_events", US_CALL(week_add_events), METH_VARARGS | METH_KEYWORDS, events_doc},
      {"plan", US_CALL(week_plan), METH_VARARGS | METH_KEYWORDS, plan_doc},
      {"hour", US_CALL(week_hour), METH_VARARGS | METH_KEYWORDS, hour_doc},
      {"text", week_text, METH_NOARGS, "text($self)\n--\n\nThe planned week as a table of 24 lines."},
      {"to_dict", week_to_dict, METH_NOARGS,
       "to_dict($self)\n--\n\nAs docs/schema/staff-week.schema.json has it."},
      {NULL, NULL, 0, NULL}};
  static PyGetSetDef values[] = {
      {"count", week_count, NULL, "How many arrivals were taken, and how many left out.", NULL},
      {NULL, NULL, NULL, NULL, NULL}};
  PyType_Slot slots[] = {US_SLOT(Py_tp_dealloc, week_dealloc),
                         US_SLOT(Py_tp_new, week_new),
                         {Py_tp_methods, methods},
                         {Py_tp_getset, values},
                         {Py_tp_doc, (void *)(uintptr_t)week_doc},
                         {0, NULL}};
  PyType_Spec spec = {"usher.StaffWeek", sizeof(us_week), 0, Py_TPFLAGS_DEFAULT, slots};
  return us_add_type(module, state, US_STAFF_WEEK, &spec);
}
