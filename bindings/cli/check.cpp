// SPDX-License-Identifier: BSL-1.0
#include "commands.hpp"
#include "exit.hpp"
#include "findings.hpp"
#include "input.hpp"
#include "options.hpp"
#include "output.hpp"

#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace usher::cli {
namespace {

constexpr const char *footer =
    R"(Prints each finding with its place and, where there is one, its mend on stdout;
how many there are on stderr. A policy without errors is looked at further:
rules that can never act, departments and topics that nothing uses, and its own
tests.

Examples:
  usher check policy.yaml
  usher check policy.yaml --format json | jq '.findings[].message'

Exit code: 0 no errors (warnings may be), 1 errors, 2 wrong use, 3 the policy
could not be read.)";

struct Arguments {
  CommonOptions common;
  Format format = Format::text;
};

std::vector<Finding> find_all(const CommonOptions &options) {
  Report report;
  try {
    const Policy policy = load_policy(options, report, true);
    std::vector<Finding> findings = report.findings();
    for (Finding &finding : policy.check().findings())
      findings.push_back(std::move(finding));
    sort(findings);
    return findings;
  } catch (const Error &error) {
    if (error.findings().empty()) throw;
    return error.findings();
  }
}

int run_check(const Arguments &arguments) {
  const std::vector<Finding> findings = find_all(arguments.common);
  Output output;
  if (arguments.format == Format::json) {
    output.line(to_json(findings));
  } else {
    const bool color = wants_color(arguments.common.color, stdout_file);
    for (const Finding &finding : findings)
      output.text(to_text(finding, color));
  }
  output.flush();
  talk(fmt::format("usher: {}: {}\n", arguments.common.policy_name(), summary(findings)));
  return has_errors(findings) ? exit_findings : exit_fine;
}

} // namespace

void add_check(CLI::App &app, Run &run) {
  CLI::App *command = app.add_subcommand("check", "Finds what is wrong or doubtful in a policy.");
  const auto arguments = std::make_shared<Arguments>();
  add_common_options(*command, arguments->common);
  add_format_option(*command, arguments->format);
  command->footer(footer);
  command->callback([&run, arguments] { run = [arguments] { return run_check(*arguments); }; });
}

} // namespace usher::cli
