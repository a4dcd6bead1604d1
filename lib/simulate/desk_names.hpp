// SPDX-License-Identifier: BSL-1.0
// What the desk calls conversations: by a name of which it has one only.
#pragma once

#include "simulate/scenario.hpp"

#include <vector>

namespace usher::simulate {

/// Gives rows whose name is also that of a conversation before them, of any demand, another one for the desk. All others
/// keep theirs, since the desk breaks ties by names.
void name_for_desk(std::vector<Demand> &demands);

} // namespace usher::simulate
