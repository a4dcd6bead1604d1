// SPDX-License-Identifier: BSL-1.0
// What is asked about staffing, as people type it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <usher/usher.hpp>

namespace CLI {
class App;
}

namespace usher::cli {

/// Texts were checked when the command line was read.
struct StaffQuestion {
  std::string calls;    // "48/min"
  std::string handle;   // "6m"
  std::string patience; // "2m"
  std::string goal;     // "80%/20s"
  std::string asa;      // "30s"
  std::string max_occupancy;
  std::string shrinkage;
  std::uint32_t agents = 0;
  std::uint32_t most_waiting = 0;

  [[nodiscard]] StaffDemand demand() const;
  [[nodiscard]] StaffTarget target() const;
};

void add_staff_question(CLI::App &command, StaffQuestion &question);

/// What stands between cells; of a file whose name ends with .tsv a tab when nothing is said. Throws Failure.
[[nodiscard]] char delimiter_of(std::string_view said, std::string_view file);

} // namespace usher::cli
