/* SPDX-License-Identifier: BSL-1.0
 * The header compiles alone as C99. */
#include <usher/usher.h>
