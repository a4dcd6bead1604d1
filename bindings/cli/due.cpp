// SPDX-License-Identifier: BSL-1.0
#include "commands.hpp"
#include "exit.hpp"
#include "input.hpp"
#include "opening_hours.hpp"
#include "options.hpp"
#include "output.hpp"
#include "time_option.hpp"
#include "wall_clock.hpp"

#include <array>
#include <charconv>
#include <memory>
#include <optional>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace usher::cli {
namespace {

constexpr const char *footer = R"(Says when so much service time, the time that passes while a calendar of the
policy is open, will have passed since a time; with --between, how much of it
lies between two times; with --resolve, which instant a wall clock time is; with
--show, the opening hours of the seven days from a time on. A date alone is
00:00 on the wall clock of the calendar.

Examples:
  usher due policy.yaml --calendar office --from 2026-11-20T17:01:00Z --for 75m
  usher due policy.yaml --calendar office --from 2026-11-20 \
    --for '3 working days'
  usher due policy.yaml --calendar office --from 2026-11-20T09:00:00Z \
    --for 2h --pause 2026-11-20T10:00:00Z/2026-11-20T10:30:00Z
  usher due policy.yaml --calendar office --between 2026-11-20 2026-11-27
  usher due policy.yaml --resolve Europe/Rome 2026-10-25T02:30

Exit code: 0 fine, 1 the policy has errors, 2 wrong use, 3 something could not
be read, or there is no answer before 2200.)";

struct Arguments {
  CommonOptions common;
  Format format = Format::text;
  std::string calendar, from, length;
  std::vector<std::string> pauses, between, resolve;
  bool show = false;
};

[[noreturn]] void refuse(const std::string &what) { throw Failure(exit_usage, what); }

Time time_of(const std::string &text) {
  const std::optional<Time> time = parse_time(text);
  if (!time)
    refuse(fmt::format("\"{}\" is not a time; write a date, or a time as in 2026-03-20T09:00:00Z",
                       harmless(text)));
  return *time;
}

std::optional<std::int64_t> take_number(std::string_view &text) {
  std::int64_t value = 0;
  const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (status != std::errc() || value < 0 || value > 1'000'000'000) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return value;
}

std::optional<std::int32_t> parse_days(std::string_view text) {
  const auto days = take_number(text);
  if (!days || *days > 3650 || (text != " working days" && text != " working day")) return std::nullopt;
  return static_cast<std::int32_t>(*days);
}

std::optional<Duration> parse_length(std::string_view text) {
  using namespace std::chrono;
  constexpr std::array<std::pair<char, Duration>, 5> units = {
      {{'w', weeks(1)}, {'d', days(1)}, {'h', hours(1)}, {'m', minutes(1)}, {'s', seconds(1)}}};
  Duration total{};
  auto unit = units.begin();
  if (text.empty()) return std::nullopt;
  while (!text.empty()) {
    const auto value = take_number(text);
    if (!value || text.empty()) return std::nullopt;
    while (unit != units.end() && unit->first != text.front())
      ++unit;
    if (unit == units.end() || *value > days(3652) / unit->second) return std::nullopt;
    total += *value * unit++->second;
    text.remove_prefix(1);
  }
  return total;
}

std::string length_text(Duration length) {
  using namespace std::chrono;
  std::string text = length < Duration(0) ? "-" : "";
  const std::int64_t ms = std::abs(length.count());
  if (ms / 3'600'000 != 0) text += fmt::format("{}h", ms / 3'600'000);
  if (ms / 60'000 % 60 != 0) text += fmt::format("{}m", ms / 60'000 % 60);
  if (ms % 60'000 != 0) text += fmt::format("{}s", static_cast<double>(ms % 60'000) / 1000);
  return text.empty() || text == "-" ? "0m" : text;
}

/// What a time of the command line means for a calendar, on whose wall clock dates begin.
Time time_for(const Calendar &calendar, const std::string &text) {
  constexpr std::size_t date_alone = 10;
  const Time time = time_of(text);
  if (text.size() != date_alone) return time;
  return WallClock(calendar).begin_of(std::chrono::floor<std::chrono::days>(time));
}

std::vector<Pause> pauses_of(const Arguments &arguments, const Calendar &calendar) {
  std::vector<Pause> pauses;
  for (const std::string &text : arguments.pauses) {
    const std::size_t slash = text.find('/');
    if (slash == std::string::npos) refuse(fmt::format("\"{}\" is not FROM/TO", harmless(text)));
    const Time from = time_for(calendar, text.substr(0, slash));
    const Time to = time_for(calendar, text.substr(slash + 1));
    if (to < from) refuse(fmt::format("the pause \"{}\" ends before it begins", harmless(text)));
    pauses.push_back(pause(from, to));
  }
  return pauses;
}

int answer(const Arguments &arguments, const std::string &text, const std::string &json) {
  print(arguments.format == Format::json ? json : text, arguments.format == Format::text);
  return exit_fine;
}

int run_resolve(const Arguments &arguments) {
  const LocalTime found = resolve(arguments.resolve[0], arguments.resolve[1]);
  const std::string first = utc_text(found.first);
  const std::string last = utc_text(found.last);
  constexpr std::array<std::string_view, 3> names = {"unique", "repeated", "skipped"};
  const std::string_view name = names[static_cast<std::size_t>(found.kind) - 1];
  std::string text = first;
  if (found.kind == LocalKind::repeated)
    text = fmt::format("{} and, as clocks are set back, {}", first, last);
  if (found.kind == LocalKind::skipped)
    text = fmt::format("skipped, as clocks are set forward; they go on at {}", first);
  return answer(arguments, text,
                fmt::format(R"({{"kind":"{}","first":"{}","last":"{}"}})", name, first, last));
}

int run_show(const Arguments &arguments, const Calendar &calendar) {
  const Week week(calendar, time_for(calendar, arguments.from));
  return answer(arguments, week.text(), week.json());
}

int run_between(const Arguments &arguments, const Calendar &calendar) {
  const Duration passed =
      calendar.elapsed(time_for(calendar, arguments.between[0]), time_for(calendar, arguments.between[1]),
                       pauses_of(arguments, calendar));
  return answer(arguments, length_text(passed), fmt::format(R"({{"elapsed_ms":{}}})", passed.count()));
}

int run_for(const Arguments &arguments, const Calendar &calendar) {
  const Time from = time_for(calendar, arguments.from);
  std::optional<Duration> service = parse_length(arguments.length);
  if (const auto working_days = parse_days(arguments.length); working_days && *working_days > 0)
    service = calendar.working_days(from, *working_days);
  else if (!service)
    refuse(fmt::format("\"{}\" is no length of service time; write 75m, 4h30m or 3 working days",
                       harmless(arguments.length)));
  const std::optional<Time> due =
      service ? calendar.due(from, *service, pauses_of(arguments, calendar)) : std::nullopt;
  if (!due) throw Failure(exit_input, "so much service time does not pass before 2200");
  return answer(arguments, fmt::format("{}   {}", utc_text(*due), WallClock(calendar).text(*due)),
                fmt::format(R"({{"due":"{}"}})", utc_text(*due)));
}

/// Which of the questions is asked; an option that it has no use for is a slip, whose answer would be another one.
std::string_view question_of(const Arguments &arguments) {
  std::string_view question;
  const auto may_be = [&](bool asked, std::string_view name) {
    if (!asked) return;
    if (!question.empty()) refuse("one of --for, --between, --resolve and --show is wanted");
    question = name;
  };
  may_be(!arguments.length.empty(), "--for");
  may_be(!arguments.between.empty(), "--between");
  may_be(!arguments.resolve.empty(), "--resolve");
  may_be(arguments.show, "--show");
  if (question.empty()) refuse("one of --for, --between, --resolve and --show is wanted");
  const auto no_use = [&](bool given, std::string_view option) {
    if (given) refuse(fmt::format("{} has no use for {}", question, option));
  };
  const bool begins = question == "--for" || question == "--show";
  if (begins && arguments.from.empty()) refuse("--from is missing");
  no_use(!begins && !arguments.from.empty(), "--from");
  no_use(question == "--resolve" && !arguments.calendar.empty(), "--calendar");
  no_use((question == "--resolve" || question == "--show") && !arguments.pauses.empty(), "--pause");
  return question;
}

int run_due(const Arguments &arguments) {
  const std::string_view question = question_of(arguments);
  const Policy policy = load_sound_policy(arguments.common);
  if (question == "--resolve") return run_resolve(arguments);
  const Calendar calendar(policy, arguments.calendar.empty() ? "always" : arguments.calendar);
  if (question == "--show") return run_show(arguments, calendar);
  return question == "--for" ? run_for(arguments, calendar) : run_between(arguments, calendar);
}

} // namespace

void add_due(CLI::App &app, Run &run) {
  CLI::App *command = app.add_subcommand("due", "Says when an answer is due by a calendar.");
  const auto arguments = std::make_shared<Arguments>();
  add_common_options(*command, arguments->common);
  const auto text = [&](const char *name, std::string &value, const char *what, const char *shown) {
    command->add_option(name, value, what)->type_name(shown)->option_text(shown);
  };
  text("--calendar", arguments->calendar, "a calendar of the policy; always when not given", "NAME");
  text("--from", arguments->from, "since when", "TIME");
  text("--for", arguments->length, "how much service time, or working days", "LENGTH");
  command->add_option("--pause", arguments->pauses, "time that does not count; may be repeated")
      ->allow_extra_args(false)
      ->type_name("FROM/TO")
      ->option_text("FROM/TO");
  command->add_option("--between", arguments->between, "how much service time lies between")
      ->expected(2)
      ->type_name("TIME TIME")
      ->option_text("TIME TIME");
  command->add_option("--resolve", arguments->resolve, "the instant of a time on the wall clock of a zone")
      ->expected(2)
      ->type_name("ZONE LOCAL")
      ->option_text("ZONE LOCAL");
  command->add_flag("--show", arguments->show, "the opening hours of seven days");
  add_format_option(*command, arguments->format);
  command->footer(footer);
  command->callback([&run, arguments] { run = [arguments] { return run_due(*arguments); }; });
}

} // namespace usher::cli
