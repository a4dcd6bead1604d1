/* SPDX-License-Identifier: BSL-1.0
 * What a Decision is made of: decision.c makes it and reads its fields, decision_show.c shows it as a whole. */
#ifndef USHER_PYTHON_DECISION_H
#define USHER_PYTHON_DECISION_H

#include "usher_python.h"

struct us_decision {
  PyObject ob_base;
  us_state *state;
  us_policy *policy; /* to which the handle goes back */
  usher_decision *handle;
  const usher_decision_values *values;
  PyObject *findings; /* or NULL: none were collected */
  /* What everybody reads is made at once: the interpreter reads slots of an object much faster than it calls getters.
   * They stay as the object waits to be used again, since the next decision of the policy is often alike. */
  PyObject *department;
  PyObject *band;
  PyObject *priority;
  usher_str department_name; /* which these were made of; names of a policy stay where they are */
  usher_str band_name;
  int32_t points;
};

extern const char us_decision_to_json_doc[], us_decision_to_dict_doc[], us_decision_explain_doc[];

PyObject *us_decision_to_json(PyObject *decision, PyObject *arguments, PyObject *named);
PyObject *us_decision_to_dict(PyObject *decision, PyObject *arguments, PyObject *named);
PyObject *us_decision_explain(PyObject *decision, PyObject *arguments, PyObject *named);
PyObject *us_decision_repr(PyObject *decision);

#endif
