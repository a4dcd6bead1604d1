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
  usher check policy.yaml --sample last_week.jsonl

Exit code: 0 no errors (warnings may be), 1 errors, 2 wrong use, 3 the policy
could not be read.)";

struct Arguments {
  CommonOptions common;
  Format format = Format::text;
  bool statistics = false;
  std::string sample;
};

constexpr std::uint64_t most_sample_bytes = std::uint64_t{256} << 20;

/// `page`, when it is given, gets the statistics of a policy that loads.
std::vector<Finding> find_all(const Arguments &arguments, std::string *page) {
  Report report;
  try {
    const Policy policy = load_policy(arguments.common, report, true);
    if (page != nullptr) {
      const std::string sample = arguments.sample.empty()
                                     ? std::string()
                                     : read_whole(arguments.sample, "sample", most_sample_bytes);
      *page = policy.statistics(sample, arguments.format).text();
    }
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
  std::string page;
  const bool wants_page = arguments.statistics || !arguments.sample.empty();
  if (wants_page) refuse_two_stdins(arguments.common, arguments.sample);
  const std::vector<Finding> findings = find_all(arguments, wants_page ? &page : nullptr);
  Output output;
  if (arguments.format == Format::json) {
    output.line(to_json(findings));
  } else {
    const bool color = wants_color(arguments.common.color, stdout_file);
    for (const Finding &finding : findings)
      output.text(to_text(finding, color));
  }
  if (!page.empty()) output.text(arguments.format == Format::json ? page : harmless(page));
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
  command->add_flag("--stats", arguments->statistics,
                    "also print what the policy costs: memory, how its\n"
                    "rules are filed, and which of them every message\n"
                    "has to look at");
  command
      ->add_option("--sample", arguments->sample,
                   "messages, one on each line: how many rules they\n"
                   "look at, and how many when rules are filed by what\n"
                   "they have; implies --stats")
      ->type_name("FILE");
  command->footer(footer);
  command->callback([&run, arguments] { run = [arguments] { return run_check(*arguments); }; });
}

} // namespace usher::cli
