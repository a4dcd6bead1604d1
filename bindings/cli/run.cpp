// SPDX-License-Identifier: BSL-1.0
#include "commands.hpp"
#include "event_time.hpp"
#include "exit.hpp"
#include "findings.hpp"
#include "input.hpp"
#include "journal_file.hpp"
#include "lines.hpp"
#include "metrics_option.hpp"
#include "named_files.hpp"
#include "number_option.hpp"
#include "options.hpp"
#include "output.hpp"
#include "progress.hpp"
#include "saved_desk.hpp"
#include "time_option.hpp"
#include "written_file.hpp"

#include <array>
#include <memory>
#include <optional>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace usher::cli {
namespace {

constexpr const char *footer =
    R"(Runs the desk: reads one event as JSON from each line, in the order of time, and
prints on stdout what comes of it, one effect a line: who has which
conversation, who gets it next, what is due when. docs/desk.md has the events.
Nobody is at the desk at first but the people of the policy; events of type
agent bring others. One of type rebalance gives anew, all at once, what nobody
has begun to work on.

Each line is applied by itself, but lines that follow one another and have the
very same time are one instant. What is due between two lines happens between
them. A line that is no event, or that the desk refuses, is reported on stderr
with its number, and the run goes on without it; warnings go to stderr as well.

A journal has events, decisions and effects together, a line for each event.
It is written before anything comes of an event. What stands in a journal stays:
with --from a journal that ends where the snapshot was taken goes on, any other
has to be empty. When the reader of stdout goes, as head does, the files are
still of all events; with --line-buffered of those until then, and the run ends.
So it does when Ctrl-C or a service manager stops it (SIGINT, SIGTERM, SIGHUP).

Metrics are what the desk has added up at the end, from the begin of the
snapshot's desk on with --from: docs/metrics.md.

Examples:
  usher run policy.yaml events.jsonl --format text
  usher run policy.yaml events.jsonl --until 2026-03-20T18:00:00Z --view
  usher run policy.yaml today.jsonl --from yesterday.desk --snapshot today.desk
  usher run policy.yaml day.jsonl --metrics - --metrics-format text
  tail -f events.jsonl | usher run policy.yaml --line-buffered --journal j.jsonl

Exit code: 0 every line applied, 1 the policy has errors, 2 wrong use, 3 lines
were bad (0 with --keep-going) or a file could not be read or written.)";

struct Arguments {
  CommonOptions common;
  Format format = Format::json;
  std::string file = "-";
  std::string journal;
  std::string from;
  std::string snapshot;
  std::string store = "memory:";
  MetricsChoice metrics;
  std::string until;
  std::uint64_t seed = 0;
  bool view = false;
  bool keep_going = false;
  bool line_buffered = false;
};

DeskOptions desk_options(const Arguments &arguments) {
  DeskOptions options;
  options.seed(arguments.seed).journal(!arguments.journal.empty());
  arguments.common.add_message_limits(options);
  return options;
}

Desk open_desk(const Arguments &arguments, const Policy &policy) {
  if (arguments.from.empty()) return Desk(policy, desk_options(arguments));
  return restore_desk(arguments.from, read_snapshot(arguments.from), desk_options(arguments));
}

// An event that its journal has may be so large, as docs/desk.md says; whether a line is one the desk sees.
std::size_t longest_event(std::size_t limit) { return 8 * limit; }

/// One run over a file of events.
class DeskRun {
 public:
  DeskRun(const Arguments &arguments, const Policy &policy, InputFile &file)
      : arguments_(arguments),
        file_(file),
        most_(static_cast<std::size_t>(arguments.common.limit("message_bytes"))),
        color_(wants_color(arguments.common.color, stderr_file)),
        output_(arguments.line_buffered || is_terminal(stdout_file)),
        progress_(is_terminal(stderr_file) && !is_terminal(stdout_file), file.size()),
        desk_(open_desk(arguments, policy)) {
    // Events that come for ever have no other end than that somebody asks for it.
    if (arguments.line_buffered && writes_files()) file_.end_on(signals_.emplace());
    if (!arguments.journal.empty() && arguments.journal != "-") {
      const bool goes_on = !arguments.from.empty();
      journal_.emplace(arguments.journal, goes_on ? std::optional(events_seen(desk_)) : std::nullopt);
    }
    if (!arguments.from.empty()) take_policy(policy);
  }

  int run() {
    LineReader reader(file_, longest_event(most_));
    for (Line line; reads_on() && reader.next(line) && !is_stopped();) { // what a signal cuts off is no line
      if (line.text.find_first_not_of(" \t\r") != std::string_view::npos || line.too_long) take(line);
      progress_.update(line.number, reader.bytes());
    }
    const bool is_cut = !reads_on() || is_stopped();
    progress_.clear();
    if (is_cut && !writes_files()) return exit_fine;
    if (!is_cut) {
      apply_instant();
      if (!arguments_.until.empty()) advance();
      if (arguments_.view) show();
      if (arguments_.metrics.to_stdout()) show_metrics();
    }
    output_.flush();
    if (journal_) journal_->close();
    if (!arguments_.snapshot.empty()) replace_file(arguments_.snapshot, desk_.snapshot().text());
    arguments_.metrics.write_file(desk_);
    return result(is_cut);
  }

 private:
  bool writes_files() const {
    const bool metrics_file = !arguments_.metrics.file.empty() && !arguments_.metrics.to_stdout();
    const bool journal_file = !arguments_.journal.empty() && arguments_.journal != "-";
    return journal_file || metrics_file || !arguments_.snapshot.empty();
  }

  bool is_stopped() const noexcept { return signals_ && signals_->came(); }

  // When nobody reads the effects any more, as after `head`, the files are still of all events. But where events come
  // for ever, whoever acts on the effects has to be back before more of them happen.
  bool reads_on() const { return !output_.reader_is_gone() || (writes_files() && !arguments_.line_buffered); }

  int result(bool is_cut) const {
    const std::string &name = file_.name();
    if (is_stopped()) {
      talk_line(fmt::format("{}: stopped by a signal; it ended with event {}", name, events_));
    } else if (is_cut) {
      talk_line(fmt::format("{}: nobody reads what usher run prints any more; it ended with event {}", name,
                            events_));
      return exit_input;
    }
    if (bad_ == 0) return exit_fine;
    talk_line(fmt::format("{}: {} of {} events could not be applied", name, bad_, events_));
    return arguments_.keep_going ? exit_fine : exit_input;
  }

  // Of a desk that was taken up again: the policy may be another one than it had.
  void take_policy(const Policy &policy) {
    const std::string bytes(desk_.snapshot().text());
    if (Policy::load_memory("snapshot", bytes).hash() == policy.hash()) return;
    desk_.set_policy(policy, effects_);
    keep();
  }

  struct Pending {
    std::uint64_t number = 0;
    std::string text;
  };

  void take(const Line &line) {
    ++events_;
    if (line.too_long) {
      refuse(too_long_line(file_.name(), line.number, most_, "--limit message_bytes=N raises that"),
             line.number);
      return;
    }
    const std::optional<Time> time = arguments_.line_buffered ? std::nullopt : time_of(line.text);
    if (!time || time != instant_time_) apply_instant();
    instant_time_ = time;
    instant_.push_back({line.number, std::string(line.text)});
    if (!time) apply_instant();
  }

  // The lines that are one instant. Those that are refused are left out, and the others tried without them.
  void apply_instant() {
    while (!instant_.empty()) {
      std::string lines;
      for (const Pending &one : instant_)
        lines.append(one.text).append("\n");
      Report report;
      const Status status = desk_.try_apply_json(lines, effects_, &report);
      const std::vector<Finding> findings = report.findings();
      if (succeeded(status)) {
        for (const Finding &finding : findings)
          say(finding, number_of(finding));
        instant_.clear();
        keep();
      } else {
        leave_out(status, findings);
      }
    }
  }

  void leave_out(Status status, const std::vector<Finding> &findings) {
    if (status != Status::input && status != Status::limit && status != Status::time &&
        status != Status::conflict)
      throw Failure(exit_input, fmt::format("cannot go on: {}", name_of(status)));
    std::vector<bool> is_bad(instant_.size());
    for (const Finding &finding : findings) {
      if (finding.severity != Severity::error) continue;
      if (finding.line >= 1 && finding.line <= is_bad.size()) is_bad[finding.line - 1] = true;
      say(finding, number_of(finding));
    }
    std::vector<Pending> rest;
    for (std::size_t i = 0; i < instant_.size(); ++i)
      if (!is_bad[i]) rest.push_back(std::move(instant_[i]));
    // Somebody has to be to blame, or this would not end.
    if (rest.size() == instant_.size()) throw Failure(exit_input, "a refused event is not named");
    bad_ += instant_.size() - rest.size();
    instant_ = std::move(rest);
  }

  // What the change is, before it is kept; what came of it only then.
  void keep() {
    try {
      if (journal_) journal_->add(effects_.journal());
    } catch (...) {
      output_.flush(); // what came of those that the journal has
      throw;
    }
    desk_.commit();
    if (arguments_.journal == "-") {
      output_.bytes(effects_.journal());
    } else if (!arguments_.view && !arguments_.metrics.to_stdout()) {
      const std::string_view lines = effects_.render(arguments_.format);
      output_.bytes(arguments_.format == Format::text ? harmless(lines) : std::string(lines));
    }
    if (arguments_.line_buffered) output_.flush();
  }

  void advance() {
    const std::optional<Time> until = parse_time(arguments_.until);
    desk_.apply(Event(EventType::advance).time(*until).force(), effects_);
    keep();
  }

  void show() {
    View view;
    desk_.look(view);
    const std::string_view text = view.render(arguments_.format);
    output_.text(arguments_.format == Format::text ? harmless(text) : std::string(text));
  }

  void show_metrics() {
    const Format format = arguments_.metrics.format();
    const Document document = desk_.metrics(format, arguments_.metrics.options());
    output_.text(format == Format::text ? harmless(document.text()) : std::string(document.text()));
  }

  std::uint64_t number_of(const Finding &finding) const {
    return finding.line >= 1 && finding.line <= instant_.size() ? instant_[finding.line - 1].number : 0;
  }

  void refuse(const Finding &finding, std::uint64_t number) {
    ++bad_;
    say(finding, number);
  }

  void say(Finding finding, std::uint64_t number) {
    finding.file = file_.name();
    finding.line = static_cast<std::uint32_t>(number);
    progress_.clear();
    talk(to_text(finding, color_));
  }

  const Arguments &arguments_;
  InputFile &file_;
  std::optional<StopSignals> signals_;
  std::size_t most_;
  bool color_;
  Output output_;
  Progress progress_;
  Desk desk_;
  Effects effects_;
  std::optional<JournalFile> journal_;
  std::vector<Pending> instant_;
  std::optional<Time> instant_time_;
  std::uint64_t events_ = 0;
  std::uint64_t bad_ = 0;
};

// What can be known to go wrong before anything is touched.
void look_over(const Arguments &arguments) {
  refuse_two_stdins(arguments.common, arguments.file);
  if (arguments.from == "-" && (arguments.file == "-" || arguments.common.policy == "-"))
    throw Failure(exit_usage, "only one of the inputs can be stdin");
  const int on_stdout =
      int{arguments.journal == "-"} + int{arguments.metrics.to_stdout()} + int{arguments.view};
  if (on_stdout > 1)
    throw Failure(exit_usage,
                  "stdout has one of --journal -, --metrics - and --view; name a file for the others");
  if (arguments.snapshot == "-")
    throw Failure(exit_usage, "--snapshot goes to a file, stdout has the effects");
  const std::array read = {NamedFile{"the policy", arguments.common.policy},
                           NamedFile{"the events", arguments.file},
                           NamedFile{"the snapshot of --from", arguments.from, "--snapshot"},
                           NamedFile{"where stdout goes", stdout_name}};
  const std::array written = {NamedFile{"--journal", arguments.journal},
                              NamedFile{"--snapshot", arguments.snapshot, {}, image_begins},
                              NamedFile{"--metrics", arguments.metrics.file, {}, metrics_begins}};
  refuse_shared_files(read, written);
  if (!arguments.snapshot.empty()) need_writable(arguments.snapshot);
  arguments.metrics.need_place();
}

int run_desk(const Arguments &arguments) {
  look_over(arguments);
  if (arguments.store != "memory:") {
    throw Failure(exit_usage,
                  fmt::format("there is no store \"{}\": usher {} keeps the desk in memory (memory:); "
                              "databases come with a later version",
                              harmless(arguments.store), version()));
  }
  const Policy policy = load_sound_policy(arguments.common);
  InputFile file(arguments.file);
  return DeskRun(arguments, policy, file).run();
}

std::string check_time(const std::string &text) {
  if (parse_time(text)) return {};
  return fmt::format("\"{}\" is no time; write it like 2026-03-20T09:00:00Z", text);
}

} // namespace

void add_run(CLI::App &app, Run &run) {
  CLI::App *command = app.add_subcommand("run", "Runs the desk: events in, effects out, one a line.");
  const auto arguments = std::make_shared<Arguments>();
  add_common_options(*command, arguments->common);
  command->add_option("EVENTS", arguments->file, "JSON lines, one event each; - or nothing for stdin")
      ->option_text(" ");
  add_format_option(*command, arguments->format);
  command->add_option("--journal", arguments->journal, "write a journal; -: to stdout, in place of effects")
      ->type_name("FILE")
      ->option_text("FILE");
  command->add_option("--from", arguments->from, "go on from a snapshot, under this policy")
      ->type_name("FILE")
      ->option_text("FILE");
  command->add_option("--snapshot", arguments->snapshot, "put the desk away at the end; usher desk shows it")
      ->type_name("FILE")
      ->option_text("FILE");
  command->add_option("--until", arguments->until, "when the events are over, time passes until then")
      ->check(check_time)
      ->type_name("TIME")
      ->option_text("TIME");
  command->add_flag("--view", arguments->view, "show the desk at the end, not the effects");
  add_metrics_options(*command, arguments->metrics, "effects");
  add_whole_number(*command, "--seed", arguments->seed, any_seed,
                   "for what is chosen at random; 0 when not given");
  command->add_option("--store", arguments->store, "where the desk is kept; memory: is the only one")
      ->type_name("URL")
      ->option_text("URL");
  command->add_flag("--keep-going", arguments->keep_going, "exit with 0 even if lines were bad");
  command->add_flag("--line-buffered", arguments->line_buffered,
                    "apply each line at once, as an instant of its own");
  command->footer(footer);
  command->callback([&run, arguments] { run = [arguments] { return run_desk(*arguments); }; });
}

} // namespace usher::cli
