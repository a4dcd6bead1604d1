// SPDX-License-Identifier: BSL-1.0
// The page of a report, which is made of bindings/cli/report/ and Chart.js when usher is built.
#pragma once

#include <string_view>

namespace usher::cli {

/// Where the results go in the page.
inline constexpr std::string_view report_data_mark = "@USHER_DATA@";

/// All of it; empty where Chart.js was not found when this program was configured.
[[nodiscard]] std::string_view report_page() noexcept;

} // namespace usher::cli
