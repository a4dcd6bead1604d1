/* SPDX-License-Identifier: BSL-1.0
 * The fields of a decision, by number and by name. */
#include "usher_python.h"

const int32_t us_fields[US_FIELDS] = {
    USHER_FIELD_DEPARTMENT, USHER_FIELD_AGENT,          USHER_FIELD_ENGAGE,
    USHER_FIELD_PRIORITY,   USHER_FIELD_BAND,           USHER_FIELD_LANGUAGE,
    USHER_FIELD_INTENT,     USHER_FIELD_STAGE,          USHER_FIELD_SENTIMENT,
    USHER_FIELD_VISIBILITY, USHER_FIELD_MOVE_TO,        USHER_FIELD_REPLY,
    USHER_FIELD_SLA,        USHER_FIELD_FIRST_RESPONSE, USHER_FIELD_NEXT_RESPONSE,
    USHER_FIELD_RESOLUTION, USHER_FIELD_TOPICS,         USHER_FIELD_PII,
    USHER_FIELD_SKILLS,     USHER_FIELD_TAGS,           USHER_FIELD_NOTIFY,
    USHER_FIELD_ASK};

static const char *const names[US_FIELDS] = {
    "department", "agent",          "engage",        "priority",   "band",    "language",
    "intent",     "stage",          "sentiment",     "visibility", "move_to", "reply",
    "sla",        "first_response", "next_response", "resolution", "topics",  "pii",
    "skills",     "tags",           "notify",        "ask"};

const char *us_field_name(int32_t field) {
  for (int i = 0; i < US_FIELDS; ++i) {
    if (us_fields[i] == field) return names[i];
  }
  return "unknown";
}

int us_field_of(PyObject *name, int32_t *out) {
  if (PyUnicode_Check(name)) {
    for (int i = 0; i < US_FIELDS; ++i) {
      if (PyUnicode_CompareWithASCIIString(name, names[i]) == 0) {
        *out = us_fields[i];
        return 0;
      }
    }
  }
  PyErr_SetObject(PyExc_KeyError, name);
  return -1;
}

int us_field_is_time(int32_t field) {
  return field == USHER_FIELD_FIRST_RESPONSE || field == USHER_FIELD_NEXT_RESPONSE ||
         field == USHER_FIELD_RESOLUTION;
}
