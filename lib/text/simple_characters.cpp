// SPDX-License-Identifier: BSL-1.0
#include "text/simple_characters.hpp"

namespace usher::text {

#include "text/generated/simple_characters.inc"

} // namespace usher::text
