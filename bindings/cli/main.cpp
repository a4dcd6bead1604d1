// SPDX-License-Identifier: BSL-1.0
// usher, the command line: reads the arguments, runs one command, turns what it throws into the exit code.
#include "commands.hpp"
#include "exit.hpp"
#include "findings.hpp"
#include "options.hpp"
#include "output.hpp"

#include <algorithm>
#include <csignal>
#include <exception>
#include <memory>
#include <new>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <usher/usher.hpp>

namespace {

using namespace usher::cli;

constexpr const char *description =
    R"(Decides which department and person a customer's message goes to, how urgent it
is, and what the answer must respect, by a policy that you write in YAML.)";

constexpr const char *footer = R"(`usher COMMAND --help` says more about a command, with examples.

Start here:
  usher check policy.yaml                      is the policy sound?
  usher triage policy.yaml messages.jsonl      where do these messages go?
  usher explain policy.yaml message.json       why does this one go there?
  usher run policy.yaml events.jsonl           who gets what as the day goes on?

Data goes to stdout, talk to stderr. Exit code: 0 fine (warnings too), 1 errors
in the policy or failed tests, 2 wrong use, 3 something could not be read.)";

// A blank line between what a command does and how it is called.
class HelpFormatter : public CLI::Formatter {
 public:
  std::string make_usage(const CLI::App *app, std::string name) const override {
    return "\n" + CLI::Formatter::make_usage(app, std::move(name));
  }
};

template <class App>
auto all_commands(App &app) {
  return app.get_subcommands([](const CLI::App *) { return true; });
}

bool is_repeated(const CLI::Option *option) {
  return option->get_items_expected_max() > 0 &&
         option->count() > static_cast<std::size_t>(option->get_items_expected_max()) &&
         option->get_multi_option_policy() == CLI::MultiOptionPolicy::Throw;
}

// How something is shown may be said again, and the last counts, so that an alias can have it; of what else is given
// twice one half would be left out.
std::string what_is_wrong(const CLI::App &command, const CLI::ParseError &error) {
  if (const std::vector<std::string> extras = command.remaining(true); !extras.empty())
    return fmt::format("\"{}\" is not understood", extras.front());
  for (const CLI::Option *option :
       command.get_options([](const CLI::Option *one) { return is_repeated(one); }))
    return fmt::format("{} can be given only once", option->get_name());
  return error.what();
}

// Behind a command: none has an option of that name, which would stand in the help of each.
bool asks_for_version(const CLI::App &app) {
  const std::vector<CLI::App *> commands = app.get_subcommands();
  return std::any_of(commands.begin(), commands.end(), [](const CLI::App *command) {
    const std::vector<std::string> extras = command->remaining(true);
    return std::find(extras.begin(), extras.end(), "--version") != extras.end();
  });
}

int no_such_command(const CLI::App &app, std::string_view name) {
  std::string names;
  for (const CLI::App *command : all_commands(app))
    names += fmt::format("{}{}", names.empty() ? "" : ", ", command->get_name());
  talk(fmt::format("usher: there is no command \"{}\"; there are: {}\nTry: usher --help\n",
                   harmless_line(name), names));
  return exit_usage;
}

// The command line cannot be understood. CLI11 says "The following argument was not expected" where people
// want to know which commands there are.
int wrong_use(const CLI::App &app, const CLI::ParseError &error, std::string_view first_argument) {
  const auto commands = app.get_subcommands();
  if (first_argument.empty()) {
    talk(app.help());
  } else if (first_argument.front() == '-') {
    talk(fmt::format("usher: there is no option \"{}\" before a command\nTry: usher --help\n",
                     harmless_line(first_argument)));
  } else if (commands.empty()) {
    return no_such_command(app, first_argument);
  } else {
    const CLI::App &command = *commands.front();
    talk(fmt::format("usher {0}: {1}\nTry: usher {0} --help\n", command.get_name(),
                     harmless_line(what_is_wrong(command, error))));
  }
  return exit_usage;
}

int run_safely(const Run &run) {
  try {
    return run();
  } catch (const Failure &failure) {
    talk_line(failure.what()); // one line, whatever a file is called
    return failure.code();
  } catch (const usher::Error &error) {
    talk_line(sentence_of(error));
    return error.status() == usher::Status::policy ? exit_findings : exit_input;
  }
}

int show(const std::string &text) {
  return run_safely([&text] {
    print(text, false);
    return exit_fine;
  });
}

int command_line(int argc, char **argv) {
  std::signal(SIGPIPE, SIG_IGN); // a write then fails with EPIPE, which is seen to where it happens
  CLI::App app(description, "usher");
  const std::string version = fmt::format("usher {} (ABI {})", usher::version(), usher::abi());
  app.set_version_flag("--version", version, "print the version and exit");
  app.set_help_flag("-h,--help", "print this and exit");
  app.require_subcommand(1, 1);
  app.footer(fmt::format("{}\n\nLimits, and what they are without --limit:{}", footer, describe_limits()));
  const auto formatter = std::make_shared<HelpFormatter>();
  formatter->column_width(28);
  formatter->label("Positionals", "Arguments");
  formatter->label("SUBCOMMAND", "COMMAND");
  formatter->label("OPTIONS", "options");
  app.formatter(formatter);

  Run run;
  add_check(app, run);
  add_triage(app, run);
  add_explain(app, run);
  add_text(app, run);
  add_test(app, run);
  add_compile(app, run);
  add_due(app, run);
  add_dump(app, run);
  add_run(app, run);
  add_desk(app, run);
  add_simulate(app, run);
  add_replay(app, run);
  add_staff(app, run);
  for (CLI::App *command : all_commands(app))
    command->group("Commands");

  const std::string_view first = argc > 1 ? argv[1] : "";
  const auto is_no_command = [&] { return !first.starts_with('-') && app.get_subcommands().empty(); };
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp &) {
    return is_no_command() ? no_such_command(app, first) : show(app.help());
  } catch (const CLI::CallForVersion &) {
    return is_no_command() ? no_such_command(app, first) : show(version);
  } catch (const CLI::ParseError &error) {
    return asks_for_version(app) ? show(version) : wrong_use(app, error, first);
  }
  return run_safely(run);
}

} // namespace

int main(int argc, char **argv) {
  try {
    return command_line(argc, argv);
  } catch (const std::bad_alloc &) {
    talk("usher: out of memory\n");
  } catch (const std::exception &error) {
    talk_line(error.what());
  }
  return exit_input;
}
