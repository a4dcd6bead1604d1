// SPDX-License-Identifier: BSL-1.0
#include "metrics_option.hpp"

#include "output.hpp"
#include "time_option.hpp"
#include "written_file.hpp"

#include <string_view>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace usher::cli {
namespace {

std::string check_length(const std::string &text) {
  if (parse_length(text)) return {};
  return fmt::format("\"{}\" is no length of time; write it like 90s, 75m, 4h or 2d", harmless(text));
}

} // namespace

Format MetricsChoice::format() const {
  const auto ends = [&](std::string_view end) { return std::string_view(file).ends_with(end); };
  if (form == "json" || (form.empty() && ends(".json"))) return Format::json;
  if (form == "text" || (form.empty() && ends(".txt"))) return Format::text;
  return Format::openmetrics;
}

MetricsOptions MetricsChoice::options() const {
  MetricsOptions out;
  out.within = parse_length(within).value_or(Duration{});
  return out;
}

void MetricsChoice::need_place() const {
  if (!file.empty() && !to_stdout()) need_writable(file);
}

void MetricsChoice::write_file(const Desk &desk) const {
  if (!file.empty() && !to_stdout()) replace_file(file, desk.metrics(format(), options()).text());
}

void add_metrics_options(CLI::App &command, MetricsChoice &choice, const std::string &else_) {
  CLI::Option *file = command
                          .add_option("--metrics", choice.file,
                                      fmt::format("metrics at the end; -: stdout, without {}", else_))
                          ->type_name("FILE")
                          ->option_text("FILE");
  command.add_option("--metrics-format", choice.form, "openmetrics, json or text; else as the file is named")
      ->check(CLI::IsMember({"openmetrics", "json", "text"}))
      ->needs(file)
      ->type_name("FORM")
      ->option_text("FORM");
  command.add_option("--within", choice.within, "of service levels, as in 75m; else that of goals")
      ->check(check_length)
      ->needs(file)
      ->type_name("LENGTH")
      ->option_text("LENGTH");
}

} // namespace usher::cli
