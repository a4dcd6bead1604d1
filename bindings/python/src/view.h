/* SPDX-License-Identifier: BSL-1.0 */
#ifndef USHER_VIEW_H
#define USHER_VIEW_H

#include "usher_python.h"

PyObject *us_view_wrap(us_state *state, usher_view *handle); /* takes the handle over, also when it fails */

#endif
