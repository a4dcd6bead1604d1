// SPDX-License-Identifier: BSL-1.0
#include "commands.hpp"
#include "desk_look.hpp"
#include "exit.hpp"
#include "follow.hpp"
#include "input.hpp"
#include "metrics_option.hpp"
#include "named_files.hpp"
#include "number_option.hpp"
#include "options.hpp"
#include "output.hpp"
#include "saved_desk.hpp"
#include "time_option.hpp"
#include "written_file.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace usher::cli {
namespace {

constexpr const char *footer =
    R"(Shows a desk that usher run --snapshot put away: its departments and people, or
one queue in its order, one person and what they have, or one conversation with
its clocks, what it asks for, who may take it and what speaks against the
others. Times count to the moment of the snapshot. Below the whole desk stand
its goals and figures since it began to count.

With --follow it shows the desk that a journal tells of, which a program or
usher run --journal writes, and goes on as more is written: who waits in which
department and how its goal stands, who is there and has how much, what is due
next, which consultations are open. It changes nothing. On a terminal that is a
page that is drawn again and again; q or Ctrl-C ends it. Elsewhere it prints the
page, and prints it again whenever more was told; with --once, once.

The journal is played from its begin into a desk of this policy, or from behind
SNAPSHOT on, and has to tell what that desk says: name the policy and the seed
that it was written with; where it says that the desk got another policy, name
that by --then. Of a line that is only half written the rest is waited
for. Times count to the last event; with --now system to the clock, and what
would be due until then has happened.

--snapshot puts that desk away at the end, as it stands behind the last whole
instant of the journal: after a crash usher run --from goes on from there.

Examples:
  usher desk day.desk
  usher desk day.desk --queue care
  usher desk day.desk --metrics day.json
  usher desk day.desk --agent sara
  usher desk day.desk --conversation c-17 --format json
  usher desk --follow day.jsonl --policy policy.yaml
  usher desk --follow day.jsonl --policy policy.yaml --now system --every 5s
  usher desk --follow day.jsonl --policy policy.yaml --queue care --once
  usher desk noon.desk --follow day.jsonl --once --snapshot crash.desk
  usher desk noon.desk --follow day.jsonl --metrics /var/lib/node/usher.prom
  ssh crm tail -n +1 -f day.jsonl | usher desk --follow - --policy policy.yaml

Exit code: 0 fine, 1 the policy has errors, 2 wrong use, 3 a file could not be
read, is no snapshot or no journal, or there is nothing of that name in it.)";

struct Arguments {
  std::string file;
  Format format = Format::text;
  DeskLook look;
  MetricsChoice metrics;
  FollowOptions follow;
  std::string every = "1s";
};

int show_snapshot(const Arguments &arguments) {
  const Desk desk = restore_desk(arguments.file, read_snapshot(arguments.file));
  View view;
  if (const std::string missing = arguments.look.look(desk, view); !missing.empty())
    throw Failure(exit_input,
                  fmt::format("there is no {} in the snapshot{}", missing, arguments.look.others(desk)));
  arguments.metrics.write_file(desk);
  if (arguments.metrics.to_stdout()) {
    const Format format = arguments.metrics.format();
    print(desk.metrics(format, arguments.metrics.options()).text(), format == Format::text);
    return exit_fine;
  }
  print(view.render(arguments.format), arguments.format == Format::text);
  if (arguments.look.is_whole() && arguments.format == Format::text)
    print(fmt::format("\n{}", desk.metrics(Format::text, arguments.metrics.options()).text()), true);
  return exit_fine;
}

// Nothing is written over what is read.
void look_over(const Arguments &arguments) {
  std::vector<NamedFile> read = {{"the snapshot", arguments.file, "--snapshot"},
                                 {"the journal", arguments.follow.journal},
                                 {"the policy", arguments.follow.common.policy},
                                 {"where stdout goes", stdout_name}};
  for (const std::string &later : arguments.follow.later)
    read.push_back({"a policy of --then", later});
  const std::string &snapshot = arguments.follow.snapshot;
  const std::array written = {NamedFile{"--metrics", arguments.metrics.file, {}, metrics_begins},
                              NamedFile{"--snapshot", snapshot, {}, image_begins}};
  refuse_shared_files(read, written);
  if (!snapshot.empty()) need_writable(snapshot);
  arguments.metrics.need_place();
}

int run_desk(Arguments &arguments) {
  look_over(arguments);
  FollowOptions &options = arguments.follow;
  if (options.journal.empty()) {
    if (!arguments.file.empty()) return show_snapshot(arguments);
    throw Failure(exit_usage,
                  "there is nothing to show: name a SNAPSHOT, which usher run --snapshot writes, or a "
                  "journal with --follow JOURNAL --policy POLICY");
  }
  if (arguments.file.empty() && options.common.policy.empty())
    throw Failure(exit_usage,
                  "--follow needs the policy that the journal was written under: --policy POLICY, or a "
                  "SNAPSHOT from which the journal goes on, which has one");
  if (options.snapshot == "-") throw Failure(exit_usage, "--snapshot goes to a file, stdout has the page");
  refuse_two_stdins(options.common, options.journal);
  if (std::find(options.later.begin(), options.later.end(), "-") != options.later.end())
    throw Failure(exit_usage, "--then needs a file");
  if (arguments.file == "-" && (options.journal == "-" || options.common.policy == "-"))
    throw Failure(exit_usage, "only one of the inputs can be stdin");
  if (arguments.metrics.to_stdout() && !options.once)
    throw Failure(exit_usage,
                  "--metrics - with --follow is for --once; name a file, and it is written anew at each "
                  "change");
  options.every = *parse_length(arguments.every);
  return follow(options, arguments.file, arguments.look, arguments.metrics, arguments.format);
}

std::string check_every(const std::string &text) {
  using namespace std::chrono_literals;
  if (const std::optional<Duration> every = parse_length(text); every && *every >= 50ms && *every <= 1h)
    return {};
  return fmt::format("\"{}\" is no time between two looks; write it like 500ms, 2s or 1m, from 50ms to 1h",
                     harmless(text));
}

void add_follow_options(CLI::App &command, Arguments &arguments) {
  FollowOptions &options = arguments.follow;
  CLI::Option *const journal =
      command.add_option("--follow", options.journal, "the desk that a journal tells of, live; -: stdin")
          ->type_name("JOURNAL")
          ->option_text("JOURNAL");
  const auto of_journal = [&](CLI::Option *option, const char *text) {
    option->needs(journal)->type_name(text)->option_text(text);
  };
  of_journal(
      command.add_option("--policy", options.common.policy, "that it was written under; else the snapshot's"),
      "POLICY");
  of_journal(command.add_option("--then", options.later, "one that the desk got later; once for each"),
             "POLICY");
  of_journal(add_whole_number(command, "--seed", options.seed, any_seed,
                              "that it was written with; 0 when not given"),
             "N");
  of_journal(command.add_option("--now", options.now, "the time that counts; else that of the last event")
                 ->check(check_now),
             "TIME|system");
  of_journal(command.add_option("--every", arguments.every, "how often to look for more; 1s when not given")
                 ->check(check_every),
             "LENGTH");
  const auto flag = [&](const char *name, bool &value, const char *text) {
    command.add_flag(name, value, text)->needs(journal)->option_text(" ");
  };
  of_journal(command.add_option("--snapshot", options.snapshot,
                                "put its desk away at the end, for usher run --from"),
             "FILE");
  flag("--once", options.once, "show what is written so far, and end");
  flag("--keep-going", options.keep_going, "show a journal all the same that tells otherwise");
  add_limit_and_color_options(command, options.common);
}

} // namespace

void add_desk(CLI::App &app, Run &run) {
  CLI::App *command = app.add_subcommand("desk", "Shows queues, people and clocks of a desk.");
  const auto arguments = std::make_shared<Arguments>();
  command->add_option("SNAPSHOT", arguments->file, "what usher run --snapshot wrote, or - for stdin")
      ->option_text(" ");
  CLI::Option *queue =
      command->add_option("--queue", arguments->look.queue, "what waits in a department, in its order")
          ->type_name("DEPARTMENT")
          ->option_text("DEPARTMENT");
  CLI::Option *agent = command->add_option("--agent", arguments->look.agent, "a person and what they have")
                           ->type_name("NAME")
                           ->option_text("NAME")
                           ->excludes(queue);
  command
      ->add_option("--conversation", arguments->look.conversation,
                   "a conversation, its clocks, and who may take it")
      ->type_name("NAME")
      ->option_text("NAME")
      ->excludes(queue)
      ->excludes(agent);
  add_follow_options(*command, *arguments);
  add_metrics_options(*command, arguments->metrics, "the view");
  add_format_option(*command, arguments->format);
  command->footer(footer);
  command->callback([&run, arguments] { run = [arguments] { return run_desk(*arguments); }; });
}

} // namespace usher::cli
