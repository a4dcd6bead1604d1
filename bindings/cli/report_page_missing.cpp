// SPDX-License-Identifier: BSL-1.0
// Stands in for the page where Chart.js was not found.
#include "report_page.hpp"

namespace usher::cli {

std::string_view report_page() noexcept { return {}; }

} // namespace usher::cli
