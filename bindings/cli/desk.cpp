// SPDX-License-Identifier: BSL-1.0
#include "commands.hpp"
#include "exit.hpp"
#include "input.hpp"
#include "metrics_option.hpp"
#include "options.hpp"
#include "output.hpp"

#include <limits>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace usher::cli {
namespace {

constexpr const char *footer =
    R"(Shows a desk that usher run --snapshot put away: its departments and people, or one
queue in its order, one person and what they have, or one conversation with its
clocks. Times count to the moment of the snapshot. Below the whole desk stand
its goals and figures since it began to count.

Examples:
  usher desk day.desk
  usher desk day.desk --queue care
  usher desk day.desk --metrics day.json
  usher desk day.desk --agent sara
  usher desk day.desk --conversation c-17 --format json

Exit code: 0 fine, 2 wrong use, 3 the snapshot could not be read, or there is
nothing of that name in it.)";

struct Arguments {
  std::string file;
  Format format = Format::text;
  std::string queue, agent, conversation;
  MetricsChoice metrics;
};

int run_desk(const Arguments &arguments) {
  const std::string bytes = read_whole(arguments.file, "", std::numeric_limits<std::uint64_t>::max());
  const Desk desk = Desk::restore(bytes);
  View view;
  const auto found = [](bool is_there, std::string_view what, const std::string &name) {
    if (!is_there)
      throw Failure(exit_input, fmt::format("there is no {} \"{}\" in the snapshot", what, harmless(name)));
  };
  if (!arguments.queue.empty())
    found(desk.queue(arguments.queue, view), "department", arguments.queue);
  else if (!arguments.agent.empty())
    found(desk.agent(arguments.agent, view), "agent", arguments.agent);
  else if (!arguments.conversation.empty())
    found(desk.conversation(arguments.conversation, view), "conversation", arguments.conversation);
  else
    desk.look(view);
  arguments.metrics.write_file(desk);
  if (arguments.metrics.to_stdout()) {
    const Format format = arguments.metrics.format();
    print(desk.metrics(format, arguments.metrics.options()).text(), format == Format::text);
    return exit_fine;
  }
  print(view.render(arguments.format), arguments.format == Format::text);
  const bool whole = arguments.queue.empty() && arguments.agent.empty() && arguments.conversation.empty();
  if (whole && arguments.format == Format::text)
    print(fmt::format("\n{}", desk.metrics(Format::text, arguments.metrics.options()).text()), true);
  return exit_fine;
}

} // namespace

void add_desk(CLI::App &app, Run &run) {
  CLI::App *command = app.add_subcommand("desk", "Shows queues, people and clocks of a desk.");
  const auto arguments = std::make_shared<Arguments>();
  command->add_option("SNAPSHOT", arguments->file, "what usher run --snapshot wrote, or - for stdin")
      ->required()
      ->option_text(" ");
  CLI::Option *queue =
      command->add_option("--queue", arguments->queue, "what waits in a department, in its order")
          ->type_name("DEPARTMENT")
          ->option_text("DEPARTMENT");
  CLI::Option *agent = command->add_option("--agent", arguments->agent, "a person and what they have")
                           ->type_name("NAME")
                           ->option_text("NAME")
                           ->excludes(queue);
  command->add_option("--conversation", arguments->conversation, "a conversation and its clocks")
      ->type_name("NAME")
      ->option_text("NAME")
      ->excludes(queue)
      ->excludes(agent);
  add_metrics_options(*command, arguments->metrics, "the view");
  add_format_option(*command, arguments->format);
  command->footer(footer);
  command->callback([&run, arguments] { run = [arguments] { return run_desk(*arguments); }; });
}

} // namespace usher::cli
