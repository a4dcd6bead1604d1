/* SPDX-License-Identifier: BSL-1.0
 * Events of a desk from mappings, with the keys that they have as JSON (docs/desk.md). */
#include "usher_python.h"

#include <string.h>

static const char *const types[] = {
    NULL,    "message", "agent",   "accept", "decline", "start", "assign",      "transfer", "release",
    "block", "wait",    "resolve", "reopen", "abandon", "fact",  "note",        "advance",  "consult_answer",
    "ask",   "forget",  "link",    "unlink", "merge",   "split", "answer_many", "rebalance"};
static const char *const presences[] = {NULL, "online", "away", "offline", "gone"};

enum key {
  TYPE,
  ID,
  TIME,
  CONVERSATION,
  AGENT,
  DEPARTMENT,
  TEXT,
  FROM,
  PRIVATE,
  MESSAGE,
  FACTS,
  DUE,
  SKILLS,
  PRIORITY,
  PREFER_AGENT,
  FORCE,
  BLOCKED,
  REFUSED,
  BEFORE_REPLY,
  CUSTOMER,
  WITH,
  INTO,
  TO,
  TOPIC,
  CONVERSATIONS,
  REPLY,
  UNTIL,
  RESOLVE,
  WITHIN,
  PRESENCE,
  DEPARTMENTS,
  LANGUAGES,
  ACCOUNTS,
  CAPACITY,
  WORKS_ON,
  SHIFT,
  KEYS
};
static const char *const keys[KEYS] = {
    "type",          "id",        "time",         "conversation", "agent",    "department",
    "text",          "from",      "private",      "message",      "facts",    "due",
    "skills",        "priority",  "prefer_agent", "force",        "blocked",  "refused",
    "before_reply",  "customer",  "with",         "into",         "to",       "topic",
    "conversations", "reply",     "until",        "resolve",      "within",   "presence",
    "departments",   "languages", "accounts",     "capacity",     "works_on", "shift"};

typedef struct extra {
  size_t message;             /* its place in the rows; SIZE_MAX: none */
  usher_agent_update *update; /* or NULL */
} extra;

struct us_events {
  us_state *state;
  usher_event *events;
  extra *extras;
  size_t count;
  us_rows rows; /* messages and facts; its references hold all texts */
  void **blocks;
  size_t block_count;
  size_t block_capacity;
};

void us_events_free(us_events *events) {
  if (events == NULL) return;
  for (size_t i = 0; i < events->block_count; ++i)
    PyMem_Free(events->blocks[i]);
  PyMem_Free(events->blocks);
  PyMem_Free(events->events);
  PyMem_Free(events->extras);
  us_rows_end(&events->rows);
  PyMem_Free(events);
}

const usher_event *us_events_data(const us_events *events, size_t *count) {
  *count = events->count;
  return events->events;
}

/* Memory that goes with the events. */
static int keep_block(us_events *events, void *block) {
  if (block == NULL) return 0;
  if (events->block_count == events->block_capacity) {
    const size_t capacity = events->block_capacity * 2 + 8;
    void **blocks = PyMem_Realloc(events->blocks, capacity * sizeof *blocks);
    if (blocks == NULL) {
      PyMem_Free(block);
      PyErr_NoMemory();
      return -1;
    }
    events->blocks = blocks;
    events->block_capacity = capacity;
  }
  events->blocks[events->block_count++] = block;
  return 0;
}

static int list_in(us_events *events, PyObject *value, const char *what, const usher_str **out,
                   size_t *count) {
  usher_str *texts = NULL;
  const int done = us_texts_in(value, what, &events->rows.refs, &texts, count);
  if (keep_block(events, texts) != 0 || done != 0) return -1;
  *out = texts;
  return 0;
}

/* The words of a table; 0 and a ValueError for another. */
static int32_t word_in(PyObject *value, const char *what, const char *const *words, int32_t count) {
  for (int32_t i = 1; i < count && PyUnicode_Check(value); ++i) {
    if (PyUnicode_CompareWithASCIIString(value, words[i]) == 0) return i;
  }
  PyErr_Format(PyExc_ValueError, "there is no %s %R", what, value);
  return 0;
}

static int capacity_in(us_events *events, PyObject *value, usher_agent_update *update) {
  int64_t number = 0;
  if (!us_is_mapping(value)) {
    update->says |= USHER_AGENT_CAPACITY;
    if (us_integer_in(value, "capacity", 0, 1000000, &number) != 0) return -1;
    update->capacity = (uint32_t)number;
    return 0;
  }
  PyObject *items = PyMapping_Items(value);
  if (items == NULL) return -1;
  const Py_ssize_t count = PyList_Size(items);
  usher_kind_capacity *kinds = PyMem_Calloc((size_t)count + 1, sizeof *kinds);
  int done = kinds == NULL ? (PyErr_NoMemory(), -1) : keep_block(events, kinds);
  size_t used = 0;
  for (Py_ssize_t i = 0; done == 0 && i < count; ++i) {
    PyObject *kind = NULL, *most = NULL;
    done = us_pair_of(items, i, &kind, &most);
    if (done != 0) break;
    if (most == Py_None) continue;
    done = us_integer_in(most, "capacity", 0, 1000000, &number);
    if (done != 0) break;
    if (PyUnicode_Check(kind) && PyUnicode_CompareWithASCIIString(kind, "total") == 0) {
      update->says |= USHER_AGENT_CAPACITY;
      update->capacity = (uint32_t)number;
    } else {
      kinds[used].struct_size = sizeof *kinds;
      kinds[used].most = (uint32_t)number;
      done = us_text_in(kind, "a kind of channels", &events->rows.refs, &kinds[used].kind);
      ++used;
    }
  }
  Py_DECREF(items);
  if (done != 0) return -1;
  update->kinds = kinds;
  update->kind_count = used;
  return 0;
}

/* The keys of an `agent`; 1 when it is none of them. */
static int agent_key(us_events *events, enum key key, PyObject *value, usher_agent_update *update) {
  us_refs *refs = &events->rows.refs;
  int64_t number = 0;
  switch (key) {
  case PRESENCE:
    update->presence = word_in(value, "presence", presences, 5);
    return update->presence == 0 ? -1 : 0;
  case DEPARTMENTS:
    update->says |= USHER_AGENT_DEPARTMENTS;
    return list_in(events, value, "a department", &update->departments, &update->department_count);
  case SKILLS:
    update->says |= USHER_AGENT_SKILLS;
    return list_in(events, value, "a skill", &update->skills, &update->skill_count);
  case LANGUAGES:
    update->says |= USHER_AGENT_LANGUAGES;
    return list_in(events, value, "a language", &update->languages, &update->language_count);
  case ACCOUNTS:
    update->says |= USHER_AGENT_ACCOUNTS;
    return list_in(events, value, "an account", &update->accounts, &update->account_count);
  case CAPACITY: return capacity_in(events, value, update);
  case WORKS_ON:
    update->says |= USHER_AGENT_WORKS_ON;
    if (us_integer_in(value, "works_on", 1, 1000000, &number) != 0) return -1;
    update->works_on = (uint32_t)number;
    return 0;
  case SHIFT: update->says |= USHER_AGENT_SHIFT; return us_text_in(value, "shift", refs, &update->shift);
  default: return 1;
  }
}

static int flag_key(usher_event *event, enum key key, PyObject *value) {
  uint32_t flag = 0;
  int on = 0;
  if (us_flag_in(value, keys[key], &on) != 0) return -1;
  switch (key) {
  case PRIVATE: flag = USHER_EVENT_PRIVATE; break;
  case FORCE: flag = USHER_EVENT_FORCE; break;
  case BLOCKED: flag = USHER_EVENT_UNBLOCK, on = !on; break;
  case REFUSED: flag = USHER_EVENT_REFUSED; break;
  case BEFORE_REPLY: flag = USHER_EVENT_BEFORE_REPLY; break;
  default: flag = USHER_EVENT_RESOLVES; break;
  }
  if (on) event->flags |= flag;
  return 0;
}

static int message_key(us_events *events, extra *more, int whole, PyObject *value) {
  if (more->message == SIZE_MAX) {
    if (us_rows_next(&events->rows) != 0) return -1;
    more->message = events->rows.count - 1;
  }
  if (!whole) return us_rows_facts(&events->rows, value);
  if (us_is_mapping(value)) return us_rows_mapping(&events->rows, value);
  return us_text_in(value, "message (a mapping, or its text)", &events->rows.refs,
                    &events->rows.messages[more->message].text);
}

static int event_key(us_events *events, usher_event *event, extra *more, enum key key, PyObject *value) {
  us_state *state = events->state;
  us_refs *refs = &events->rows.refs;
  int64_t number = 0;
  if (event->type == USHER_EVENT_AGENT) {
    const int done = agent_key(events, key, value, more->update);
    if (done <= 0) return done;
  }
  switch (key) {
  case TYPE: return 0;
  case ID: return us_text_in(value, "id", refs, &event->id);
  case TIME: return us_time_in(state, value, "time", &event->time);
  case CONVERSATION: return us_text_in(value, "conversation", refs, &event->conversation);
  case AGENT: return us_text_in(value, "agent", refs, &event->agent);
  case DEPARTMENT: return us_text_in(value, "department", refs, &event->department);
  case TEXT: return us_text_in(value, "text", refs, &event->text);
  case FROM: {
    static const char *const sides[] = {NULL, "customer", "staff"};
    const int32_t side = word_in(value, "side that a message is from,", sides, 3);
    if (side == 2) event->flags |= USHER_EVENT_FROM_STAFF;
    return side == 0 ? -1 : 0;
  }
  case MESSAGE: return message_key(events, more, 1, value);
  case FACTS: return message_key(events, more, 0, value);
  case DUE: return us_time_in(state, value, "due", &event->due);
  case SKILLS: return list_in(events, value, "a skill", &event->skills, &event->skill_count);
  case PRIORITY:
    event->flags |= USHER_EVENT_PRIORITY;
    if (us_integer_in(value, "priority", 0, 100, &number) != 0) return -1;
    event->priority = (int32_t)number;
    return 0;
  case PREFER_AGENT: return us_text_in(value, "prefer_agent", refs, &event->prefer_agent);
  case PRIVATE:
  case FORCE:
  case BLOCKED:
  case REFUSED:
  case BEFORE_REPLY:
  case RESOLVE: return flag_key(event, key, value);
  case CUSTOMER: return us_text_in(value, "customer", refs, &event->customer);
  case WITH:
  case INTO:
  case TO: return us_text_in(value, keys[key], refs, &event->other);
  case TOPIC: return us_text_in(value, "topic", refs, &event->topic);
  case CONVERSATIONS:
    return list_in(events, value, "a conversation", &event->conversations, &event->conversation_count);
  case REPLY: return us_text_in(value, "reply", refs, &event->reply);
  case UNTIL: return us_time_in(state, value, "until", &event->until);
  case WITHIN: return us_length_in(state, value, "within", &event->within);
  default:
    PyErr_Format(PyExc_ValueError, "\"%s\" is said of people, in events of the type \"agent\"", keys[key]);
    return -1;
  }
}

static int key_of(PyObject *name, enum key *out) {
  Py_ssize_t size = 0;
  const char *text = PyUnicode_Check(name) ? PyUnicode_AsUTF8AndSize(name, &size) : NULL;
  if (text == NULL) {
    if (!PyErr_Occurred())
      PyErr_Format(PyExc_TypeError, "the keys of an event are str, not %R", (PyObject *)Py_TYPE(name));
    return -1;
  }
  /* from_ and with_, since from and with are words of Python. */
  const size_t length = size > 0 && text[size - 1] == '_' ? (size_t)size - 1 : (size_t)size;
  for (int i = 0; i < KEYS; ++i) {
    if (strlen(keys[i]) == length && memcmp(keys[i], text, length) == 0) {
      *out = (enum key)i;
      return 0;
    }
  }
  PyErr_Format(PyExc_ValueError, "an event has no key %R", name);
  return -1;
}

static int take_event(us_events *events, PyObject *mapping, usher_event *event, extra *more) {
  event->struct_size = sizeof *event;
  more->message = SIZE_MAX;
  if (!us_is_mapping(mapping)) {
    PyErr_Format(PyExc_TypeError, "an event is a mapping, not %R", (PyObject *)Py_TYPE(mapping));
    return -1;
  }
  PyObject *items = PyMapping_Items(mapping);
  if (items == NULL) return -1;
  const Py_ssize_t count = PyList_Size(items);
  int done = 0;
  /* The type first: it says what the others mean. */
  for (Py_ssize_t i = 0; i < count; ++i) {
    PyObject *name = NULL, *value = NULL;
    done = us_pair_of(items, i, &name, &value);
    if (done != 0) break;
    if (!PyUnicode_Check(name) || PyUnicode_CompareWithASCIIString(name, "type") != 0) continue;
    event->type = word_in(value, "event of the type", types, (int32_t)(sizeof types / sizeof types[0]));
    if (event->type == 0) done = -1;
  }
  if (done == 0 && event->type == 0) {
    PyErr_SetString(PyExc_ValueError, "an event has a \"type\"");
    done = -1;
  }
  if (done == 0 && event->type == USHER_EVENT_AGENT) {
    more->update = PyMem_Calloc(1, sizeof *more->update);
    done = more->update == NULL ? (PyErr_NoMemory(), -1) : keep_block(events, more->update);
    if (done == 0) more->update->struct_size = sizeof *more->update;
  }
  for (Py_ssize_t i = 0; done == 0 && i < count; ++i) {
    PyObject *name = NULL, *value = NULL;
    enum key key = TYPE;
    done = us_pair_of(items, i, &name, &value) != 0 ? -1 : key_of(name, &key);
    if (done == 0 && value != Py_None) done = event_key(events, event, more, key, value);
  }
  Py_DECREF(items);
  return done;
}

us_events *us_events_new(us_state *state, PyObject *given) {
  PyObject *list = us_is_mapping(given) ? PyTuple_Pack(1, given) : PySequence_Tuple(given);
  if (list == NULL) return NULL;
  const size_t count = (size_t)PyTuple_Size(list);
  us_events *events = PyMem_Calloc(1, sizeof *events);
  if (events == NULL) {
    Py_DECREF(list);
    PyErr_NoMemory();
    return NULL;
  }
  events->state = state;
  us_rows_begin(&events->rows, state);
  events->events = PyMem_Calloc(count + 1, sizeof *events->events);
  events->extras = PyMem_Calloc(count + 1, sizeof *events->extras);
  int done = 0;
  if (events->events == NULL || events->extras == NULL) {
    PyErr_NoMemory();
    done = -1;
  }
  for (size_t i = 0; done == 0 && i < count; ++i)
    done = take_event(events, PyTuple_GetItem(list, (Py_ssize_t)i), &events->events[i], &events->extras[i]);
  Py_DECREF(list);
  if (done != 0) {
    us_events_free(events);
    return NULL;
  }
  events->count = count;
  us_rows_ready(&events->rows);
  for (size_t i = 0; i < count; ++i) {
    if (events->extras[i].message != SIZE_MAX)
      events->events[i].message = &events->rows.messages[events->extras[i].message];
    events->events[i].agent_update = events->extras[i].update;
  }
  return events;
}
