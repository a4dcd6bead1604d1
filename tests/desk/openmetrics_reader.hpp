// SPDX-License-Identifier: BSL-1.0
// A strict reader of OpenMetrics 1.0 text: every line must be one that the format knows, in an order that it allows.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace usher_test {

struct OpenMetricsSample {
  std::string name;
  std::map<std::string, std::string> labels;
  double value = 0;
};

struct OpenMetricsFamily {
  std::string name;
  std::string type;
  std::string unit;
  std::string help;
  std::vector<OpenMetricsSample> samples;
};

class OpenMetrics {
 public:
  explicit OpenMetrics(std::string_view text) { read(text); }

  /// What is wrong first, with its line; empty when nothing is.
  [[nodiscard]] const std::string &error() const noexcept { return error_; }
  [[nodiscard]] const std::vector<OpenMetricsFamily> &families() const noexcept { return families_; }
  /// The value of a sample with just these labels; NaN when there is none.
  [[nodiscard]] double value(std::string_view name, const std::map<std::string, std::string> &labels) const;

 private:
  void read(std::string_view text);
  [[nodiscard]] std::string read_line(std::string_view line);
  [[nodiscard]] std::string read_description(std::string_view line);
  [[nodiscard]] std::string read_sample(std::string_view line);
  [[nodiscard]] std::string check_sample(const OpenMetricsSample &sample) const;
  [[nodiscard]] std::string end_family();

  std::vector<OpenMetricsFamily> families_;
  std::string error_;
};

} // namespace usher_test
