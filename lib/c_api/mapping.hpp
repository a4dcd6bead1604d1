// SPDX-License-Identifier: BSL-1.0
// What stands behind the handle of a mapping.
#pragma once

#include "simulate/event_mapping.hpp"

struct usher_mapping {
  usher::simulate::EventMapping mapping;
};
