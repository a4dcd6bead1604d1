// SPDX-License-Identifier: BSL-1.0
// --metrics: where the metrics of a desk go, and in which form.
#pragma once

#include <string>

#include <usher/usher.hpp>

namespace CLI {
class App;
}

namespace usher::cli {

struct MetricsChoice {
  std::string file; // empty: nowhere; "-": stdout
  std::string form; // "openmetrics", "json", "text"; empty: by the end of the file's name
  std::string within;

  [[nodiscard]] bool to_stdout() const { return file == "-"; }
  [[nodiscard]] Format format() const;
  [[nodiscard]] MetricsOptions options() const;
  /// Throws Failure if there is a file that could not be written.
  void need_place() const;
  /// To the file, if there is one; nothing otherwise.
  void write_file(const Desk &desk) const;
};

/// `else_`: what stands on stdout without `-`.
void add_metrics_options(CLI::App &command, MetricsChoice &choice, const std::string &else_);

} // namespace usher::cli
