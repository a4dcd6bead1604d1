// SPDX-License-Identifier: BSL-1.0
// Results of a simulation as a page that a browser opens without a network.
#pragma once

#include <string>
#include <string_view>

namespace usher::cli {

/// Throws Failure where this program was built without the page; so ask before the runs, which may take long.
void need_report_page();

/// `results` is a JSON object, as usher_scenario_results makes it.
[[nodiscard]] std::string to_report(std::string_view results);

} // namespace usher::cli
