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

constexpr const char *footer = R"(Prints on stdout what usher sees in a text: its normal form and words, every
phrase of the policy with its place and with what in the policy has it, the
language, personal data. Use it when a phrase does not match where it should.
With --email, quoted messages and the signature are left out, as they are of
e-mails that are triaged.

Examples:
  usher text policy.yaml 'Where is my order AB-123456?'
  usher text policy.yaml --format json < letter.txt
  usher text policy.yaml --email --subject 'RE: your order' < mail.txt

A text that begins with a dash goes behind two: usher text policy.yaml -- '-20%
does not work'

Exit code: 0 fine, 1 the policy has errors, 2 wrong use, 3 the text or the
policy could not be read.)";

struct Arguments {
  CommonOptions common;
  Format format = Format::text;
  std::string text = "-";
  bool email = false;
  std::string subject;
};

int run_text(const Arguments &arguments) {
  refuse_two_stdins(arguments.common, arguments.text);
  const Policy policy = load_sound_policy(arguments.common);
  std::string text = arguments.text;
  if (text == "-") {
    text = read_whole("-", "text_bytes", arguments.common.limit("text_bytes"));
    if (text.ends_with('\n')) text.pop_back(); // the shell's, not the writer's
  }
  Text seen;
  if (arguments.email)
    seen.read_email(policy, text, arguments.subject);
  else
    seen.read(policy, text);
  print(seen.render(arguments.format), arguments.format == Format::text);
  return exit_fine;
}

} // namespace

void add_text(CLI::App &app, Run &run) {
  CLI::App *command = app.add_subcommand("text", "Shows what usher sees in a text.");
  const auto arguments = std::make_shared<Arguments>();
  add_common_options(*command, arguments->common);
  command->add_option("TEXT", arguments->text, "the text; - or nothing for stdin")->option_text(" ");
  CLI::Option *email =
      command->add_flag("--email", arguments->email, "leave out quoted messages and the signature");
  command->add_option("--subject", arguments->subject, "of the e-mail: 'Fwd: ...' keeps what is forwarded")
      ->needs(email)
      ->type_name("TEXT")
      ->option_text("TEXT");
  add_format_option(*command, arguments->format);
  command->footer(footer);
  command->callback([&run, arguments] { run = [arguments] { return run_text(*arguments); }; });
}

} // namespace usher::cli
