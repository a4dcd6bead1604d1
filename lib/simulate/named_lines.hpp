// SPDX-License-Identifier: BSL-1.0
// Lines of files that come in pieces of whole lines: which line of which file each is, so that findings can say so.
#pragma once

#include "base/finding.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace usher::simulate {

class NamedLines {
 public:
  /// What findings call the lines that follow; those of another file are counted from 1.
  void set_file(std::string_view file) {
    if (file == file_) return;
    file_ = file;
    number_ = 0;
  }

  /// Calls `take` with each line that is not blank, its number, and findings that are then those of the file.
  template <typename Take>
  void each(std::string_view lines, Findings &findings, Take &&take) {
    while (!lines.empty()) {
      const std::size_t end = std::min(lines.find('\n'), lines.size());
      const std::string_view line = lines.substr(0, end);
      lines.remove_prefix(std::min(end + 1, lines.size()));
      ++number_;
      if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
      Findings here;
      take(line, static_cast<std::uint32_t>(number_), here);
      for (Finding finding : here) {
        finding.file = file_;
        findings.add(std::move(finding));
      }
    }
  }

  /// The number of the last line, blank ones counted.
  [[nodiscard]] std::uint64_t number() const noexcept { return number_; }

 private:
  std::string file_;
  std::uint64_t number_ = 0;
};

} // namespace usher::simulate
