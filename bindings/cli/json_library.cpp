// SPDX-License-Identifier: BSL-1.0
// Boost.JSON's own code, compiled once here, so that the command line links nothing of Boost.
#include <boost/json/src.hpp>
