// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "text/parts.hpp"

#include <string>

namespace usher::oracle {

/// All that matching sees of a text, in one line to compare.
[[nodiscard]] std::string described(const text::Parts &parts);

} // namespace usher::oracle
