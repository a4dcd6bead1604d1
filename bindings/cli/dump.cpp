// SPDX-License-Identifier: BSL-1.0
#include "commands.hpp"
#include "exit.hpp"
#include "input.hpp"
#include "options.hpp"
#include "output.hpp"

#include <memory>

#include <CLI/CLI.hpp>

namespace usher::cli {
namespace {

constexpr const char *footer = R"(Prints the policy on stdout as one YAML file, its includes taken in, in one
fixed order and spelling. Loading that file gives the same decisions, so two
policies can be compared by their dumps.

Examples:
  usher dump policy.yaml > whole.yaml
  diff <(usher dump old/) <(usher dump new/)

Exit code: 0 fine, 1 the policy has errors, 2 wrong use, 3 the policy could not
be read.)";

int run_dump(const CommonOptions &options) {
  const Policy policy = load_sound_policy(options);
  const Document document = policy.dump();
  print(document.text(), false);
  return exit_fine;
}

} // namespace

void add_dump(CLI::App &app, Run &run) {
  CLI::App *command = app.add_subcommand("dump", "Prints a policy as one canonical YAML file.");
  const auto options = std::make_shared<CommonOptions>();
  add_common_options(*command, *options);
  command->footer(footer);
  command->callback([&run, options] { run = [options] { return run_dump(*options); }; });
}

} // namespace usher::cli
