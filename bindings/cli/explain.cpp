// SPDX-License-Identifier: BSL-1.0
#include "commands.hpp"
#include "exit.hpp"
#include "findings.hpp"
#include "input.hpp"
#include "message_json.hpp"
#include "options.hpp"
#include "output.hpp"

#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace usher::cli {
namespace {

constexpr const char *footer =
    R"(Prints on stdout where one message goes and why: what decided each field, and
for every rule the conditions with the values they saw. With --format json: the
decision, as `usher triage --explain` gives it. Personal data is masked, but
treat the output as a customer's data.

Examples:
  usher explain policy.yaml message.json
  echo '{"text": "I want my money back"}' | usher explain policy.yaml -

Exit code: 0 fine, 1 the policy has errors, 2 wrong use, 3 the message or the
policy could not be read.)";

struct Arguments {
  CommonOptions common;
  MessageOptions message;
  Format format = Format::text;
  std::string file;
};

int run_explain(const Arguments &arguments) {
  refuse_two_stdins(arguments.common, arguments.file);
  const Policy policy = load_sound_policy(arguments.common);
  const std::string json =
      read_whole(arguments.file, "message_bytes", arguments.common.limit("message_bytes"));
  TriageOptions options = arguments.message.triage_options(arguments.common);
  arguments.message.set_now(options);

  Decision decision;
  Report report;
  const Status status = decision.try_triage_json(policy, without_byte_order_mark(json), options, &report);
  const bool color = wants_color(arguments.common.color, stderr_file);
  const std::string name = arguments.file == "-" ? "stdin" : arguments.file;
  for (Finding finding : report.findings()) {
    finding.file = name;
    talk(to_text(finding, color));
  }
  if (!succeeded(status)) {
    throw Failure(exit_input, fmt::format("{} is no message that this policy can decide", name));
  }

  if (arguments.format == Format::json)
    print(explained_json(decision), false);
  else
    print(decision.explain(Format::text), true);
  return exit_fine;
}

} // namespace

void add_explain(CLI::App &app, Run &run) {
  CLI::App *command = app.add_subcommand("explain", "Says where one message goes and why, rule by rule.");
  const auto arguments = std::make_shared<Arguments>();
  add_common_options(*command, arguments->common);
  command->add_option("MESSAGE", arguments->file, "a file with one message as JSON, or - for stdin")
      ->required()
      ->option_text(" ");
  add_message_options(*command, arguments->message);
  add_format_option(*command, arguments->format);
  command->footer(footer);
  command->callback([&run, arguments] { run = [arguments] { return run_explain(*arguments); }; });
}

} // namespace usher::cli
