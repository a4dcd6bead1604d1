/* SPDX-License-Identifier: BSL-1.0 */
#ifndef USHER_DESK_H
#define USHER_DESK_H

#include "usher_python.h"

typedef struct us_desk {
  PyObject ob_base;
  us_state *state;
  usher_desk *handle; /* NULL: closed */
  int busy;           /* calls that are going on, in any thread */
} us_desk;

us_desk *us_desk_ready(PyObject *object); /* NULL and an exception when it is closed */

#endif
