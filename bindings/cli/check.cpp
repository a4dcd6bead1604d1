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
tests. Messages are named by their ids; their texts are never shown. With
--graph stdout has the graph and nothing else, and stderr the findings; there
is none of a policy that cannot be loaded.

Examples:
  usher check policy.yaml
  usher check policy.yaml --format json | jq '.findings[].message'
  usher check policy.yaml --sample last_week.jsonl
  usher check new.yaml --against policy.yaml --sample last_week.jsonl
  usher check policy.yaml --graph | dot -Tsvg > policy.svg

Exit code: 0 no errors (warnings may be, and things that move), 1 errors, 2
wrong use, 3 a policy or the sample could not be read.)";

struct Arguments {
  CommonOptions common;
  Format format = Format::text;
  bool statistics = false;
  bool graph = false;
  std::string against;
  std::string sample;
};

bool wants_statistics(const Arguments &arguments) {
  // A sample shows what moves when there is another policy, else what the policy costs.
  return arguments.statistics || (!arguments.sample.empty() && arguments.against.empty());
}

/// What was asked for beside the findings. `about` is the policy that is being read.
std::vector<std::string> pages_of(const Arguments &arguments, const Policy &policy, std::string &about) {
  std::vector<std::string> pages;
  std::string sample;
  if (!arguments.sample.empty()) sample = read_sample(arguments.sample);
  if (!arguments.against.empty()) {
    CommonOptions other = arguments.common;
    other.policy = arguments.against;
    Report report;
    about = other.policy_name();
    const Policy old = load_policy(other, report, true);
    about = arguments.common.policy_name();
    pages.emplace_back(policy.compare(old, sample, arguments.format).text());
  }
  if (arguments.graph) pages.emplace_back(policy.graph().text());
  if (wants_statistics(arguments)) pages.emplace_back(policy.statistics(sample, arguments.format).text());
  return pages;
}

/// `pages` are those of policies that load; `about` is the one that the findings are of.
std::vector<Finding> find_all(const Arguments &arguments, std::vector<std::string> &pages,
                              std::string &about) {
  Report report;
  try {
    const Policy policy = load_policy(arguments.common, report, true);
    pages = pages_of(arguments, policy, about);
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

// Stdout is for dot, and dot reads nothing else.
void refuse_beside_graph(const Arguments &arguments) {
  std::string_view other;
  if (arguments.format == Format::json) other = "--format json";
  if (!arguments.sample.empty()) other = "--sample";
  if (arguments.statistics) other = "--stats";
  if (!arguments.against.empty()) other = "--against";
  if (!other.empty())
    throw Failure(exit_usage,
                  fmt::format("--graph prints a graph in DOT and nothing else; leave out {}", other));
}

void talk_of(const std::vector<Finding> &findings, const CommonOptions &options) {
  const bool color = wants_color(options.color, stderr_file);
  for (const Finding &finding : findings)
    talk(to_text(finding, color));
}

int run_check(const Arguments &arguments) {
  if (arguments.graph) refuse_beside_graph(arguments);
  for (const std::string &other : {arguments.sample, arguments.against})
    if (!other.empty()) refuse_two_stdins(arguments.common, other);
  if (arguments.sample == "-" && arguments.against == "-")
    throw Failure(exit_usage, "only one of the inputs can be stdin");
  std::vector<std::string> pages;
  std::string about = arguments.common.policy_name();
  const std::vector<Finding> findings = find_all(arguments, pages, about);
  Output output;
  if (arguments.graph) {
    talk_of(findings, arguments.common);
  } else if (arguments.format == Format::json) {
    output.line(to_json(findings));
  } else {
    const bool color = wants_color(arguments.common.color, stdout_file);
    for (const Finding &finding : findings)
      output.text(to_text(finding, color).text);
  }
  for (const std::string &page : pages)
    output.text(arguments.format == Format::json ? page : harmless(page));
  output.flush();
  talk_line(fmt::format("{}: {}", about, summary(findings)));
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
                   "they have; implies --stats; with --against: which of\n"
                   "them are decided otherwise")
      ->type_name("FILE");
  command
      ->add_option("--against", arguments->against,
                   "the policy of before: what would move, in what they\n"
                   "say and in what they decide about the messages of\n"
                   "their tests and of a sample")
      ->type_name("OLD");
  command->add_flag("--graph", arguments->graph,
                    "print departments, rules and topics as a graph in\n"
                    "DOT, of which Graphviz makes a picture");
  command->footer(footer);
  command->callback([&run, arguments] { run = [arguments] { return run_check(*arguments); }; });
}

} // namespace usher::cli
