// SPDX-License-Identifier: BSL-1.0
#include "commands.hpp"
#include "exit.hpp"
#include "findings.hpp"
#include "input.hpp"
#include "lines.hpp"
#include "message_json.hpp"
#include "options.hpp"
#include "output.hpp"
#include "progress.hpp"

#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace usher::cli {
namespace {

constexpr const char *footer = R"(Reads one message as JSON from each line and prints on stdout one decision a
line, in the same order; empty lines are passed over. A line that cannot be
decided gives {"error": ..., "code": ..., "line": N} in its place, and the run
goes on. Warnings about messages, and at the end how many lines were bad, go to
stderr.

Examples:
  usher triage policy.yaml messages.jsonl > decisions.jsonl
  tail -f new.jsonl | usher triage policy.yaml --line-buffered --now system

Exit code: 0 every line decided, 1 the policy has errors, 2 wrong use, 3 lines
were bad (0 with --keep-going) or a file could not be read.)";

struct Arguments {
  CommonOptions common;
  MessageOptions message;
  Format format = Format::json;
  std::string file = "-";
  bool explain = false;
  bool keep_going = false;
  bool line_buffered = false;
};

/// One run over a file of messages.
class Triage {
 public:
  Triage(const Arguments &arguments, const Policy &policy, InputFile &file)
      : arguments_(arguments),
        policy_(policy),
        file_(file),
        most_(static_cast<std::size_t>(arguments.common.limit("message_bytes"))),
        options_(arguments.message.triage_options(arguments.common)),
        color_(wants_color(arguments.common.color, stderr_file)),
        output_(arguments.line_buffered || is_terminal(stdout_file)),
        // On a terminal that also shows the decisions a moving line would only tear them apart.
        progress_(is_terminal(stderr_file) && !is_terminal(stdout_file), file.size()) {}

  int run() {
    LineReader reader(file_, most_);
    for (Line line; !output_.reader_is_gone() && reader.next(line);) {
      if (line.text.find_first_not_of(" \t\r") != std::string_view::npos || line.too_long) decide(line);
      progress_.update(line.number, reader.bytes());
    }
    output_.flush();
    progress_.clear();
    if (bad_ == 0 || output_.reader_is_gone()) return exit_fine;
    talk_line(fmt::format("{}: {} of {} messages could not be decided", file_.name(), bad_, messages_));
    return arguments_.keep_going ? exit_fine : exit_input;
  }

 private:
  void decide(const Line &line) {
    ++messages_;
    if (line.too_long) {
      refuse(fmt::format("the line is larger than {} bytes; --limit message_bytes=N raises that", most_),
             "limit", line.number);
      return;
    }
    arguments_.message.set_now(options_);
    Report report;
    const Status status = decision_.try_triage_json(policy_, line.text, options_, &report);
    if (report.count() != 0) warn(report, line.number);
    if (succeeded(status)) {
      accept(line.number);
      return;
    }
    const std::vector<Finding> findings = report.findings();
    std::string sentence = error_sentence(findings);
    std::string_view code = name_of(status);
    for (const Finding &finding : findings) {
      if (finding.severity != Severity::error) continue;
      code = finding.code;
      break;
    }
    refuse(sentence.empty() ? std::string(name_of(status)) : sentence, code, line.number);
  }

  void accept(std::uint64_t number) {
    if (arguments_.format == Format::text) {
      output_.line(harmless_line(in_words(number)));
      if (arguments_.explain) output_.line(harmless(decision_.explain(Format::text))); // and an empty line
    } else if (arguments_.explain) {
      output_.line(explained_json(decision_));
    } else {
      output_.line(decision_.json());
    }
  }

  // The line of --format text: "m-17: care, high 65 (rule: refund after purchase)".
  std::string in_words(std::uint64_t number) const {
    const std::string_view id = decision_.id();
    const std::string name = id.empty() ? fmt::format("line {}", number) : std::string(id);
    if (!decision_.engage()) return fmt::format("{}: not engaged ({})", name, reason(Field::engage));
    return fmt::format("{}: {}, {} {} ({})", name, decision_.department(), decision_.band(),
                       decision_.priority(), reason(Field::department));
  }

  std::string reason(Field field) const {
    const std::string_view rule = decision_.because(field);
    return rule == "default" ? std::string("by default") : fmt::format("rule: {}", rule);
  }

  void refuse(std::string_view sentence, std::string_view code, std::uint64_t number) {
    ++bad_;
    if (arguments_.format == Format::json)
      output_.line(error_json(sentence, code, number));
    else
      output_.line(harmless_line(fmt::format("line {}: error: {} [{}]", number, sentence, code)));
  }

  // Errors have their line on stdout; warnings have no place there.
  void warn(const Report &report, std::uint64_t number) {
    for (Finding finding : report.findings()) {
      if (finding.severity == Severity::error) continue;
      finding.file = file_.name();
      finding.line = static_cast<std::uint32_t>(number);
      progress_.clear();
      talk(to_text(finding, color_));
    }
  }

  const Arguments &arguments_;
  const Policy &policy_;
  InputFile &file_;
  std::size_t most_;
  TriageOptions options_;
  bool color_;
  Output output_;
  Progress progress_;
  Decision decision_;
  std::uint64_t messages_ = 0;
  std::uint64_t bad_ = 0;
};

int run_triage(const Arguments &arguments) {
  refuse_two_stdins(arguments.common, arguments.file);
  const Policy policy = load_sound_policy(arguments.common);
  InputFile file(arguments.file);
  return Triage(arguments, policy, file).run();
}

} // namespace

void add_triage(CLI::App &app, Run &run) {
  CLI::App *command = app.add_subcommand("triage", "Decides where messages go, one on each line.");
  const auto arguments = std::make_shared<Arguments>();
  add_common_options(*command, arguments->common);
  command->add_option("MESSAGES", arguments->file, "JSON lines, one message each; - or nothing for stdin")
      ->option_text(" ");
  add_message_options(*command, arguments->message);
  add_format_option(*command, arguments->format);
  command->add_flag("--explain", arguments->explain, "add the detail, and each rule's for and against");
  command->add_flag("--keep-going", arguments->keep_going, "exit with 0 even if lines were bad");
  command->add_flag("--line-buffered", arguments->line_buffered,
                    "write each decision at once, not in blocks");
  command->footer(footer);
  command->callback([&run, arguments] { run = [arguments] { return run_triage(*arguments); }; });
}

} // namespace usher::cli
