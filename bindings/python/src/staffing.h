/* SPDX-License-Identifier: BSL-1.0
 * What a plan of staff and a week of it take alike. */
#ifndef USHER_STAFFING_H
#define USHER_STAFFING_H

#include "usher_python.h"

int us_demand_in(us_state *state, PyObject *per_hour, PyObject *handle, PyObject *patience,
                 PyObject *most_waiting, usher_staff_demand *out);
int us_target_in(us_state *state, double share, PyObject *within, PyObject *mean_wait, double max_occupancy,
                 double shrinkage, usher_staff_target *out);

#endif
