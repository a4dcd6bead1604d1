// SPDX-License-Identifier: BSL-1.0
#include "commands.hpp"
#include "exit.hpp"
#include "input.hpp"
#include "options.hpp"
#include "output.hpp"
#include "time_option.hpp"

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
--show, the opening hours of the seven days from a time on.

Examples:
  usher due policy.yaml --calendar office --from 2026-11-20T17:01:00Z --for 75m
  usher due policy.yaml --calendar office --from 2026-11-20 --for '3 working days'
  usher due policy.yaml --calendar office --from 2026-11-20T09:00:00Z \
    --for 2h --pause 2026-11-20T10:00:00Z/2026-11-20T10:30:00Z
  usher due policy.yaml --calendar office --between 2026-11-20 2026-11-27
  usher due policy.yaml --resolve Europe/Rome 2026-10-25T02:30

Exit code: 0 fine, 1 the policy has errors, 2 wrong use, 3 something could not
be read, or there is no answer before 2200.)";

struct Arguments {
  CommonOptions common;
  Format format = Format::text;
  std::string calendar = "always";
  std::string from, length;
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

std::string utc_text(Time time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::int64_t ms = (time - day).count();
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), ms / 3'600'000,
                     ms / 60'000 % 60, ms / 1000 % 60, ms % 1000);
}

constexpr std::array<std::string_view, 7> weekdays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};

/// As the wall clock of the calendar shows it.
class WallClock {
 public:
  explicit WallClock(const Calendar &calendar) : calendar_(calendar) {}

  [[nodiscard]] Time local(Time time) const { return time + calendar_.offset(time); }
  [[nodiscard]] std::string day_text(Time time) const {
    const auto day = std::chrono::floor<std::chrono::days>(local(time));
    const std::chrono::year_month_day date(day);
    return fmt::format("{} {:04}-{:02}-{:02}", weekdays[std::chrono::weekday(day).c_encoding()],
                       static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                       static_cast<unsigned>(date.day()));
  }
  [[nodiscard]] std::string clock_text(Time time) const {
    const std::int64_t ms = (local(time) - std::chrono::floor<std::chrono::days>(local(time))).count();
    std::string text = fmt::format("{:02}:{:02}", ms / 3'600'000, ms / 60'000 % 60);
    if (ms % 60'000 != 0) text += fmt::format(":{:02}", ms / 1000 % 60);
    return text;
  }
  [[nodiscard]] std::string text(Time time) const {
    return fmt::format("{} {} in {}", day_text(time), clock_text(time), calendar_.zone());
  }

 private:
  const Calendar &calendar_;
};

std::vector<Pause> pauses_of(const Arguments &arguments) {
  std::vector<Pause> pauses;
  for (const std::string &text : arguments.pauses) {
    const std::size_t slash = text.find('/');
    if (slash == std::string::npos) refuse(fmt::format("\"{}\" is not FROM/TO", harmless(text)));
    pauses.push_back(pause(time_of(text.substr(0, slash)), time_of(text.substr(slash + 1))));
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
  using namespace std::chrono;
  const WallClock clock(calendar);
  const Time begin = time_of(arguments.from);
  const Time midnight = begin - (clock.local(begin) - floor<days>(clock.local(begin)));
  std::string text;
  std::string json;
  for (int day = 0; day < 7; ++day) {
    // Noon is on that day whatever clocks do in the night.
    const Time noon = midnight + days(day) + hours(12);
    text += clock.day_text(noon);
    const auto date = floor<days>(clock.local(noon));
    Time at = midnight + days(day) - hours(3);
    bool any = false;
    // Those that open on it.
    for (int window = 0; window < 100; ++window) {
      const std::optional<Time> open = calendar.change(at, Change::next_opening);
      if (!open || floor<days>(clock.local(*open)) > date) break;
      at = *open;
      if (floor<days>(clock.local(*open)) < date) continue;
      const std::optional<Time> close = calendar.change(*open, Change::next_closing);
      text += fmt::format("  {}-{}", clock.clock_text(*open), close ? clock.clock_text(*close) : "");
      json += fmt::format(R"({}{{"open":"{}","close":{}}})", json.empty() ? "" : ",", utc_text(*open),
                          close ? fmt::format("\"{}\"", utc_text(*close)) : "null");
      any = true;
    }
    if (!any) text += calendar.is_open(noon) ? "  open" : "  -";
    text += '\n';
  }
  return answer(arguments, text, fmt::format(R"({{"zone":"{}","windows":[{}]}})", calendar.zone(), json));
}

int run_between(const Arguments &arguments, const Calendar &calendar) {
  const Duration passed =
      calendar.elapsed(time_of(arguments.between[0]), time_of(arguments.between[1]), pauses_of(arguments));
  return answer(arguments, length_text(passed), fmt::format(R"({{"elapsed_ms":{}}})", passed.count()));
}

int run_for(const Arguments &arguments, const Calendar &calendar) {
  const Time from = time_of(arguments.from);
  std::optional<Duration> service = parse_length(arguments.length);
  if (const auto working_days = parse_days(arguments.length); working_days && *working_days > 0)
    service = calendar.working_days(from, *working_days);
  else if (!service)
    refuse(fmt::format("\"{}\" is no length of service time; write 75m, 4h30m or 3 working days",
                       harmless(arguments.length)));
  const std::optional<Time> due = service ? calendar.due(from, *service, pauses_of(arguments)) : std::nullopt;
  if (!due) throw Failure(exit_input, "so much service time does not pass before 2200");
  return answer(arguments, fmt::format("{}   {}", utc_text(*due), WallClock(calendar).text(*due)),
                fmt::format(R"({{"due":"{}"}})", utc_text(*due)));
}

int run_due(const Arguments &arguments) {
  const bool wants_due = !arguments.length.empty();
  if ((wants_due ? 1 : 0) + (arguments.between.empty() ? 0 : 1) + (arguments.resolve.empty() ? 0 : 1) +
          (arguments.show ? 1 : 0) !=
      1)
    refuse("one of --for, --between, --resolve and --show is wanted");
  if ((wants_due || arguments.show) && arguments.from.empty()) refuse("--from is missing");
  const Policy policy = load_sound_policy(arguments.common);
  if (!arguments.resolve.empty()) return run_resolve(arguments);
  const Calendar calendar(policy, arguments.calendar);
  if (arguments.show) return run_show(arguments, calendar);
  return wants_due ? run_for(arguments, calendar) : run_between(arguments, calendar);
}

} // namespace

void add_due(CLI::App &app, Run &run) {
  CLI::App *command = app.add_subcommand("due", "Says when an answer is due by a calendar.");
  const auto arguments = std::make_shared<Arguments>();
  add_common_options(*command, arguments->common);
  const auto text = [&](const char *name, std::string &value, const char *what, const char *shown) {
    command->add_option(name, value, what)->take_last()->type_name(shown)->option_text(shown);
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
