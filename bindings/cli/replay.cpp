// SPDX-License-Identifier: BSL-1.0
#include "commands.hpp"
#include "exit.hpp"
#include "findings.hpp"
#include "input.hpp"
#include "lines.hpp"
#include "number_option.hpp"
#include "options.hpp"
#include "output.hpp"
#include "progress.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace usher::cli {
namespace {

constexpr const char *footer =
    R"(Plays what was recorded through the real desk under a policy: where each
conversation goes and why, what is promised and kept, who gets it first. With
--against under two policies side by side: what moves, by rule, department,
account and agent, what is due earlier or later, which promises are kept that
were broken, and which conversations these are.

EVENTS is a journal (usher run --journal), or events as usher run takes them,
one line of JSON each, in the order of time; or, with --mapping, a table of CSV
or TSV with a row for each conversation, in any order: docs/replay.md has the
mapping, which says what its columns are.

What people did (assign, accept, resolve, answers) was recorded and is given to
both. What a desk refuses or what changes nothing there is counted and named.
Promises are judged by the clocks of each policy and the recorded answers.

Examples:
  usher replay policy.yaml day.jsonl
  usher replay policy.yaml day.jsonl --against new.yaml
  usher replay policy.yaml tickets.csv --mapping map.yaml --zone Europe/Rome
  usher replay policy.yaml day.jsonl --against new.yaml --format json > all.json

Exit code: 0 fine, 1 a policy has errors, 2 wrong use, 3 lines or rows were bad
(0 with --keep-going) or a file could not be read.)";

struct Arguments {
  CommonOptions common;
  Format format = Format::text;
  std::string file = "-";
  std::string against;
  std::string mapping;
  std::string zone;
  std::uint64_t seed = 0;
  std::uint32_t most = 10;
  bool keep_going = false;
};

Mapping load_mapping(const std::string &path, bool color) {
  try {
    if (path != "-") return Mapping::load(path);
    throw Failure(exit_usage, "the mapping is a file");
  } catch (const Error &error) {
    if (error.status() == Status::io)
      throw Failure(exit_input, fmt::format("cannot read {}: {}", path, harmless(sentence_of(error))));
    for (const Finding &finding : error.findings())
      talk(to_text(finding, color));
    throw Failure(exit_findings, fmt::format("{}: {}", harmless(path), summary(error.findings())));
  }
}

class ReplayRun {
 public:
  ReplayRun(const Arguments &arguments, const Policy &policy, const Policy *against, InputFile &file)
      : arguments_(arguments),
        file_(file),
        color_(wants_color(arguments.common.color, stderr_file)),
        progress_(is_terminal(stderr_file) && !is_terminal(stdout_file), file.size()),
        replay_(policy, against, options()) {}

  int run() {
    if (arguments_.mapping.empty())
      read_events();
    else
      read_rows();
    progress_.clear();
    Report report;
    replay_.finish(&report);
    say(report);
    print(replay_.render(arguments_.format), arguments_.format == Format::text);
    const std::uint64_t bad = replay_.result().left_out + too_long_;
    if (bad == 0) return exit_fine;
    talk_line(fmt::format("{}: {} {} left out", file_.name(), bad,
                          arguments_.mapping.empty() ? (bad == 1 ? "line was" : "lines were")
                                                     : (bad == 1 ? "row was" : "rows were")));
    return arguments_.keep_going ? exit_fine : exit_input;
  }

 private:
  ReplayOptions options() const {
    ReplayOptions out;
    out.seed(arguments_.seed).zone(arguments_.zone).most_named(arguments_.most);
    out.limit("message_bytes", arguments_.common.limit("message_bytes"))
        .limit("text_bytes", arguments_.common.limit("text_bytes"))
        .limit("facts", arguments_.common.limit("facts"));
    return out;
  }

  void read_events() {
    // A line of a journal has effects as well, however large its event is; events are held to their limit when they are
    // read.
    LineReader reader(file_, longest_journal_line);
    for (Line line; reader.next(line);) {
      Report report;
      replay_.add_json(file_.name(), fmt::format("{}\n", line.text), &report);
      say(report);
      if (line.too_long) refuse_line(line.number);
      progress_.update(line.number, reader.bytes());
    }
  }

  void read_rows() {
    const Mapping mapping = load_mapping(arguments_.mapping, color_);
    std::vector<char> buffer(std::size_t{64} << 10);
    for (bool last = false; !last;) {
      const std::size_t taken = file_.read(buffer.data(), buffer.size());
      last = taken == 0;
      Report report;
      try {
        replay_.add_rows(mapping, file_.name(), std::string_view(buffer.data(), taken), last, &report);
      } catch (const Error &) {
        say(report);
        throw Failure(exit_input, fmt::format("cannot read the rows of {}", file_.name()));
      }
      say(report);
    }
    Report report;
    std::uint64_t left = replay_.play(&report);
    const std::uint64_t all = left + part_of_rows;
    while (left != 0) {
      say(report);
      // Events in place of bytes: how long it takes goes by them.
      progress_.update(all - left, (all - left) * file_.size() / all);
      left = replay_.play(&report);
    }
    say(report);
  }

  void refuse_line(std::uint64_t number) {
    ++too_long_;
    progress_.clear();
    talk(to_text(too_long_line(file_.name(), number, longest_journal_line), color_));
  }

  void say(const Report &report) {
    if (report.findings().empty()) return;
    progress_.clear();
    for (const Finding &finding : report.findings())
      talk(to_text(finding, color_));
  }

  static constexpr std::uint64_t part_of_rows = 1000; // about what one call plays

  const Arguments &arguments_;
  InputFile &file_;
  bool color_;
  Progress progress_;
  Replay replay_;
  std::uint64_t too_long_ = 0;
};

int run_replay(const Arguments &arguments) {
  refuse_two_stdins(arguments.common, arguments.file);
  const Policy policy = load_sound_policy(arguments.common);
  std::optional<Policy> against;
  if (!arguments.against.empty()) {
    CommonOptions other = arguments.common;
    other.policy = arguments.against;
    refuse_two_stdins(other, arguments.file);
    refuse_two_stdins(other, arguments.common.policy);
    against = load_sound_policy(other);
  }
  InputFile file(arguments.file);
  try {
    return ReplayRun(arguments, policy, against ? &*against : nullptr, file).run();
  } catch (const Error &error) {
    throw Failure(error.status() == Status::input || error.status() == Status::limit ? exit_usage
                                                                                     : exit_input,
                  harmless(sentence_of(error)));
  }
}

} // namespace

void add_replay(CLI::App &app, Run &run) {
  CLI::App *command = app.add_subcommand("replay", "Plays recorded events under a policy or two.");
  const auto arguments = std::make_shared<Arguments>();
  add_common_options(*command, arguments->common);
  command->add_option("EVENTS", arguments->file, "a journal, events or a table; - or nothing for stdin")
      ->option_text(" ");
  add_format_option(*command, arguments->format);
  const auto text = [&](const char *name, std::string &value, const char *what, const char *shown) {
    command->add_option(name, value, what)->type_name(shown)->option_text(shown);
  };
  text("--against", arguments->against, "another policy, to compare with", "POLICY2");
  text("--mapping", arguments->mapping, "what the columns of a table are", "MAP.yaml");
  text("--zone", arguments->zone, "where the clock hangs; UTC when not given", "ZONE");
  add_whole_number(*command, "--most", arguments->most, {1, 1'000'000},
                   "how many conversations are named; 10 when not given");
  add_whole_number(*command, "--seed", arguments->seed, any_seed,
                   "for what is chosen at random; 0 when not given");
  command->add_flag("--keep-going", arguments->keep_going, "exit with 0 even if lines were bad");
  command->footer(footer);
  command->callback([&run, arguments] { run = [arguments] { return run_replay(*arguments); }; });
}

} // namespace usher::cli
