// SPDX-License-Identifier: BSL-1.0
#include "commands.hpp"
#include "exit.hpp"
#include "findings.hpp"
#include "input.hpp"
#include "lines.hpp"
#include "options.hpp"
#include "output.hpp"
#include "progress.hpp"
#include "staff_options.hpp"

#include <memory>
#include <optional>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace usher::cli {
namespace {

constexpr const char *footer =
    R"(Says how many people a target takes: by Erlang C where customers wait as long as
it takes, by Erlang A where they give up (--patience). The row with > is the
fewest that meet every part of the target; those beside it are what one more or
one less would give. No policy is needed.

  busy       of the agents' time, how much is work (occupancy)
  wait       of all that come, how many have to wait at all; with --most-waiting
             of those who are not refused
  mean wait  of the same (ASA: average speed of answer)
  in time    of all that come, how many an agent has within the time of
             --target; without one, at once

With --from it counts what came in: rows of CSV (--time names the column), or
events or a journal of usher run (a name that ends with .jsonl). For every hour
of the week there are the mean number of arrivals, over the days from the first
to the last, and the agents that they take.

Examples:
  usher staff --calls 48/min --handle 1m --target 80%/20s
  usher staff --calls 120/h --handle 5m --target 80%/20s --shrinkage 30%
  usher staff --calls 48/min --handle 1m --agents 50 --patience 2m
  usher staff --calls 900/week --handle 12m --asa 30m --max-occupancy 85%
  usher staff --from tickets.csv --time opened --zone Europe/Rome \
    --handle 6m --target 80%/15m
  usher staff --from day.jsonl --zone Europe/Rome --handle 6m --asa 5m

Exit code: 0 fine, 2 wrong use or a target that no number of people reaches, 3 a
file could not be read or had rows that make no sense (0 with --keep-going).)";

struct Arguments {
  StaffQuestion question;
  Format format = Format::text;
  std::string color = "auto";
  std::string from;
  std::string time_column;
  std::string handle_column;
  std::string time_format;
  std::string zone;
  std::string delimiter;
  bool no_quotes = false;
  bool keep_going = false;
};

[[noreturn]] void explain(const Error &error) {
  throw Failure(error.status() == Status::input || error.status() == Status::limit ? exit_usage : exit_input,
                harmless(sentence_of(error)));
}

int plan_once(const Arguments &arguments) {
  const StaffQuestion &question = arguments.question;
  if (question.calls.empty())
    throw Failure(exit_usage, "say how many come in with --calls, as in --calls 48/min");
  if (question.handle.empty())
    throw Failure(exit_usage, "say how long one takes with --handle, as in --handle 6m");
  try {
    Staff staff(question.demand(), question.target(), question.agents);
    print(staff.render(arguments.format), arguments.format == Format::text);
    return exit_fine;
  } catch (const Error &error) {
    explain(error);
  }
}

constexpr std::size_t most_line = std::size_t{1} << 20;

/// What came in, out of a file.
class Recorded {
 public:
  explicit Recorded(const Arguments &arguments)
      : arguments_(arguments),
        color_(wants_color(arguments.color, stderr_file)),
        file_(arguments.from),
        week_(arguments.zone),
        progress_(is_terminal(stderr_file) && !is_terminal(stdout_file), file_.size()) {}

  int run() {
    if (arguments_.time_column.empty())
      read_events();
    else
      read_rows();
    progress_.clear();
    if (week_.taken() == 0) throw Failure(exit_input, fmt::format("{}: nothing has come in", file_.name()));
    try {
      week_.plan(arguments_.question.demand(), arguments_.question.target());
    } catch (const Error &error) {
      explain(error);
    }
    print(week_.render(arguments_.format), arguments_.format == Format::text);
    const std::uint64_t left_out = week_.left_out() + too_long_;
    if (left_out == 0) return exit_fine;
    const std::string_view what = arguments_.time_column.empty() ? "line" : "row";
    talk_line(
        fmt::format("{}: {} {}{} left out", file_.name(), left_out, what, left_out == 1 ? " was" : "s were"));
    return arguments_.keep_going ? exit_fine : exit_input;
  }

 private:
  void read_rows() {
    RowsForm form;
    form.file = file_.name();
    form.time_column = arguments_.time_column;
    form.handle_column = arguments_.handle_column;
    form.time_format = arguments_.time_format;
    form.delimiter = delimiter_of(arguments_.delimiter, arguments_.from);
    if (arguments_.no_quotes) form.quote = '\0';
    std::vector<char> buffer(std::size_t{64} << 10);
    std::uint64_t bytes = 0;
    for (bool last = false; !last;) {
      const std::size_t taken = file_.read(buffer.data(), buffer.size());
      last = taken == 0;
      bytes += taken;
      Report report;
      try {
        week_.add_rows(form, std::string_view(buffer.data(), taken), last, &report);
      } catch (const Error &) {
        say(report);
        throw Failure(exit_input, fmt::format("cannot read the rows of {}", file_.name()));
      }
      say(report);
      progress_.update(week_.taken(), bytes);
    }
  }

  void read_events() {
    LineReader reader(file_, most_line);
    for (Line line; reader.next(line);) {
      Report report;
      week_.add_events(file_.name(), fmt::format("{}\n", line.text), &report);
      say(report);
      if (line.too_long) refuse_line(line.number);
      progress_.update(line.number, reader.bytes());
    }
  }

  void refuse_line(std::uint64_t number) {
    ++too_long_;
    progress_.clear();
    talk(to_text(too_long_line(file_.name(), number, most_line), color_));
  }

  void say(const Report &report) {
    if (report.findings().empty()) return;
    progress_.clear();
    for (const Finding &finding : report.findings())
      talk(to_text(finding, color_));
  }

  const Arguments &arguments_;
  bool color_;
  InputFile file_;
  StaffWeek week_;
  Progress progress_;
  std::uint64_t too_long_ = 0; // lines
};

int plan_week(const Arguments &arguments) {
  if (!arguments.question.calls.empty() || arguments.question.agents != 0)
    throw Failure(exit_usage,
                  "--from counts what came in: --calls and --agents are for a question without it");
  if (arguments.zone.empty())
    throw Failure(exit_usage, "say where the clock hangs with --zone, as in --zone Europe/Rome");
  if (arguments.time_column.empty() && !arguments.from.ends_with(".jsonl"))
    throw Failure(
        exit_usage,
        "name the column that has the time of each arrival with --time (a file of events ends with .jsonl)");
  if (arguments.question.handle.empty() && arguments.handle_column.empty())
    throw Failure(
        exit_usage,
        "say how long one takes with --handle, or name the column that has it with --handle-column");
  if (!arguments.question.handle.empty() && !arguments.handle_column.empty())
    throw Failure(exit_usage, "--handle and --handle-column say the same; give one of them");
  try {
    return Recorded(arguments).run();
  } catch (const Error &error) {
    explain(error);
  }
}

int run_staff(const Arguments &arguments) {
  return arguments.from.empty() ? plan_once(arguments) : plan_week(arguments);
}

} // namespace

void add_staff(CLI::App &app, Run &run) {
  CLI::App *command = app.add_subcommand("staff", "How many people a target takes.");
  const auto arguments = std::make_shared<Arguments>();
  add_staff_question(*command, arguments->question);
  const auto text = [&](const char *name, std::string &value, const char *what, const char *shown) {
    command->add_option(name, value, what)->type_name(shown)->option_text(shown);
  };
  text("--from", arguments->from, "count what came in: rows of CSV, or events", "FILE");
  text("--time", arguments->time_column, "the column that has the time of arrival", "COLUMN");
  text("--time-format", arguments->time_format, "how it is written, as in '%m/%d/%Y %H:%M'", "FORMAT");
  text("--handle-column", arguments->handle_column, "the column that has how long each took", "COLUMN");
  text("--zone", arguments->zone, "where the clock hangs, as in Europe/Rome", "ZONE");
  text("--delimiter", arguments->delimiter, "between cells; comma, of .tsv files tab", "C");
  command->add_flag("--no-quotes", arguments->no_quotes, "a quote in a cell is a character like any other");
  command->add_flag("--keep-going", arguments->keep_going, "exit with 0 even if rows were left out");
  add_format_option(*command, arguments->format);
  command->add_option("--color", arguments->color, "auto: on a terminal, unless NO_COLOR is set")
      ->check(CLI::IsMember({"auto", "always", "never"}))
      ->take_last()
      ->type_name("auto|always|never")
      ->option_text("auto|always|never");
  command->footer(footer);
  command->callback([&run, arguments] { run = [arguments] { return run_staff(*arguments); }; });
}

} // namespace usher::cli
