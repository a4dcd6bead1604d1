// SPDX-License-Identifier: BSL-1.0
#include "commands.hpp"
#include "exit.hpp"
#include "findings.hpp"
#include "input.hpp"
#include "options.hpp"
#include "output.hpp"

#include <algorithm>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace usher::cli {
namespace {

constexpr const char *footer =
    R"(Runs the tests in the policy, then those of the files: each a list of tests, or
a mapping with `tests`. Prints on stdout each failed expectation with its place,
what was expected, what came and why; then which rules no test has reached, and
which conditions were never true or never false.

Examples:
  usher test policy.yaml
  usher test policy.yaml tests/refunds.yaml tests/press.yaml

Exit code: 0 all passed, 1 a test failed or the policy or a file of tests has
errors, 2 wrong use, 3 a file could not be read.)";

struct Arguments {
  CommonOptions common;
  Format format = Format::text;
  std::vector<std::string> files;
};

TestRun run_tests(const Policy &policy, const Arguments &arguments, const std::vector<std::string> &texts) {
  TestOptions options;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    options.file(arguments.files[i] == "-" ? std::string_view("stdin") : arguments.files[i], texts[i]);
  }
  try {
    return policy.test(options);
  } catch (const Error &error) {
    if (error.status() != Status::policy) throw;
    const bool color = wants_color(arguments.common.color, stderr_file);
    for (const Finding &finding : error.findings())
      talk(to_text(finding, color));
    throw Failure(exit_findings, fmt::format("the tests were not run: {}", summary(error.findings())));
  }
}

int run_test(const Arguments &arguments) {
  for (const std::string &file : arguments.files)
    refuse_two_stdins(arguments.common, file);
  if (std::count(arguments.files.begin(), arguments.files.end(), "-") > 1) {
    throw Failure(exit_usage, "only one of the inputs can be stdin");
  }
  const Policy policy = load_sound_policy(arguments.common);
  std::vector<std::string> texts;
  for (const std::string &file : arguments.files) {
    texts.push_back(read_whole(file, "policy_bytes", arguments.common.limit("policy_bytes")));
  }
  TestRun tests = run_tests(policy, arguments, texts);
  print(tests.text(arguments.format), arguments.format == Format::text);
  return tests.summary().failed == 0 ? exit_fine : exit_findings;
}

} // namespace

void add_test(CLI::App &app, Run &run) {
  CLI::App *command = app.add_subcommand("test", "Runs a policy's tests; says what they reach of it.");
  const auto arguments = std::make_shared<Arguments>();
  add_common_options(*command, arguments->common);
  command->add_option("TESTS", arguments->files, "further files of tests; - for stdin")->option_text("...");
  add_format_option(*command, arguments->format);
  command->footer(footer);
  command->callback([&run, arguments] { run = [arguments] { return run_test(*arguments); }; });
}

} // namespace usher::cli
