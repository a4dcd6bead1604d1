// SPDX-License-Identifier: BSL-1.0
// The headers compile alone as C++20, twice in one program.
#include <usher/usher.h>
#include <usher/usher.hpp>
