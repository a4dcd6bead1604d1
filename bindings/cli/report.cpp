// SPDX-License-Identifier: BSL-1.0
#include "report.hpp"

#include "exit.hpp"
#include "report_page.hpp"

namespace usher::cli {

void need_report_page() {
  if (report_page().empty())
    throw Failure(
        exit_usage,
        "this usher was built without reports, as Chart.js 3 was not found; install libjs-chart.js, "
        "configure and build usher anew, or take --format json");
}

std::string to_report(std::string_view results) {
  const std::string_view page = report_page();
  const std::size_t mark = page.find(report_data_mark);
  std::string out(page.substr(0, mark));
  out.reserve(page.size() + results.size() + results.size() / 16);
  // In JSON a "<" stands in strings only. Written as an escape it neither ends the script that holds the data, nor
  // begins a comment in it.
  for (const char c : results) {
    if (c == '<')
      out += "\\u003c";
    else
      out += c;
  }
  out += page.substr(mark + report_data_mark.size());
  return out;
}

} // namespace usher::cli
