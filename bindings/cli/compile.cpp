// SPDX-License-Identifier: BSL-1.0
#include "commands.hpp"
#include "exit.hpp"
#include "input.hpp"
#include "named_files.hpp"
#include "options.hpp"
#include "output.hpp"
#include "written_file.hpp"

#include <array>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace usher::cli {
namespace {

constexpr const char *footer =
    R"(Writes the policy as one file that every command and usher_policy_load open at
once, however many rules it has: for hosts that start often, as php-fpm and cron
do. Everything is in it, so explanations, tests and dumps need no YAML. A file
that is there already is replaced in one step, so that whoever opens it finds
the old one or the new one, whole.

The file is for this version of usher and of Unicode and for machines of this
byte order; usher says so when it meets another, and check looks at every byte.

Examples:
  usher compile policy.yaml -o policy.usher
  usher compile policy.yaml -o policy.usher --sample last_week.jsonl
  usher check policy.usher
  usher triage policy.usher messages.jsonl

Exit code: 0 fine, 1 the policy has errors, 2 wrong use, 3 the policy could not
be read or the file not be written.)";

struct Arguments {
  CommonOptions common;
  std::string output;
  std::string sample;
};

int run_compile(const Arguments &arguments) {
  if (arguments.output == "-" && is_terminal(stdout_file))
    throw Failure(exit_usage, "a compiled policy is not for a terminal; give a file: -o FILE");
  refuse_two_stdins(arguments.common, arguments.sample);
  const std::array read = {NamedFile{"the policy", arguments.common.policy},
                           NamedFile{"the sample", arguments.sample}};
  const std::array written = {NamedFile{"-o", arguments.output, {}, image_begins}};
  refuse_shared_files(read, written);
  if (arguments.output != "-") need_writable(arguments.output);
  Policy policy = load_sound_policy(arguments.common);
  if (!arguments.sample.empty()) policy = policy.sharpen(read_sample(arguments.sample));
  const Document image = policy.compile();
  if (arguments.output == "-") {
    Output output;
    output.bytes(image.text());
    output.flush();
    return exit_fine;
  }
  replace_file(arguments.output, image.text());
  const std::size_t rules = policy.part_count(Part::rule);
  talk_line(fmt::format("{}: {} {}", arguments.output, rules, rules == 1 ? "rule" : "rules"));
  return exit_fine;
}

} // namespace

void add_compile(CLI::App &app, Run &run) {
  CLI::App *command = app.add_subcommand("compile", "Writes a policy as a file that opens at once.");
  const auto arguments = std::make_shared<Arguments>();
  add_common_options(*command, arguments->common);
  command->add_option("-o,--output", arguments->output, "file to write; - is stdout")
      ->required()
      ->type_name("FILE");
  command
      ->add_option("--sample", arguments->sample,
                   "messages, one on each line: rules are filed by what\n"
                   "these have, which makes decisions cheaper and\n"
                   "changes none")
      ->type_name("FILE");
  command->footer(footer);
  command->callback([&run, arguments] { run = [arguments] { return run_compile(*arguments); }; });
}

} // namespace usher::cli
