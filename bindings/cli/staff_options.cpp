// SPDX-License-Identifier: BSL-1.0
#include "staff_options.hpp"

#include "exit.hpp"
#include "number_option.hpp"
#include "time_option.hpp"

#include <array>
#include <charconv>
#include <optional>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace usher::cli {
namespace {

std::optional<double> parse_number(std::string_view text) noexcept {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || text.empty()) return std::nullopt;
  return value;
}

/// "80%", "0.8"
std::optional<double> parse_share(std::string_view text) noexcept {
  const bool percent = text.ends_with('%');
  if (percent) text.remove_suffix(1);
  const auto value = parse_number(text);
  if (!value || !(*value >= 0)) return std::nullopt;
  const double share = percent ? *value / 100 : *value;
  return share <= 1 ? std::optional(share) : std::nullopt;
}

/// "48/min": an hour.
std::optional<double> parse_rate(std::string_view text) noexcept {
  struct Unit {
    std::string_view name;
    double hours;
  };
  constexpr std::array<Unit, 7> units = {{{"s", 1.0 / 3600},
                                          {"min", 1.0 / 60},
                                          {"m", 1.0 / 60},
                                          {"h", 1},
                                          {"hour", 1},
                                          {"day", 24},
                                          {"week", 168}}};
  const std::size_t slash = text.find('/');
  const auto number = parse_number(text.substr(0, slash));
  if (slash == std::string_view::npos || !number || !(*number > 0)) return std::nullopt;
  for (const Unit &unit : units)
    if (unit.name == text.substr(slash + 1)) return *number / unit.hours;
  return std::nullopt;
}

struct Goal {
  double share;
  Duration within;
};

/// "80%/20s"
std::optional<Goal> parse_goal(std::string_view text) noexcept {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const auto share = parse_share(text.substr(0, slash));
  // "80%/0s": so many do not wait.
  const std::string_view length = text.substr(slash + 1);
  const auto within = length == "0s" ? Duration{} : parse_length(length);
  if (!share || !within || *share <= 0 || *share >= 1) return std::nullopt;
  return Goal{*share, *within};
}

std::string check_rate(const std::string &text) {
  if (parse_rate(text)) return {};
  return fmt::format("\"{}\" is no rate; write it like 48/min, 120/h, 900/day or 1000/week", text);
}
std::string check_length(const std::string &text) {
  if (parse_length(text)) return {};
  return fmt::format("\"{}\" is no length of time; write it like 90s, 6m or 2h", text);
}
std::string check_goal(const std::string &text) {
  if (parse_goal(text)) return {};
  return fmt::format("\"{}\" is no share below 100% within a time; write it like 80%/20s", text);
}
std::string check_share(const std::string &text) {
  if (parse_share(text)) return {};
  return fmt::format("\"{}\" is no share; write it like 85% or 0.85", text);
}

Duration length_or_none(const std::string &text) { return parse_length(text).value_or(Duration{}); }

} // namespace

StaffDemand StaffQuestion::demand() const {
  StaffDemand out;
  out.per_hour = parse_rate(calls).value_or(0);
  out.handle = length_or_none(handle);
  out.patience = length_or_none(patience);
  out.most_waiting = most_waiting;
  return out;
}

StaffTarget StaffQuestion::target() const {
  StaffTarget out;
  if (const auto parsed = parse_goal(goal)) {
    out.share = parsed->share;
    out.within = parsed->within;
  }
  out.mean_wait = length_or_none(asa);
  out.max_occupancy = parse_share(max_occupancy).value_or(0);
  out.shrinkage = parse_share(shrinkage).value_or(0);
  return out;
}

void add_staff_question(CLI::App &command, StaffQuestion &question) {
  const auto text = [&command](const char *name, std::string &value, const char *what, const char *shown,
                               std::string (*check)(const std::string &)) {
    command.add_option(name, value, what)->check(check)->type_name(shown)->option_text(shown);
  };
  text("--calls", question.calls, "how many come in: a number a min, h, day or week", "N/UNIT", check_rate);
  text("--handle", question.handle, "how long somebody works on one, in the mean", "LENGTH", check_length);
  text("--target", question.goal, "the service level: so many within so long", "SHARE/LENGTH", check_goal);
  text("--asa", question.asa, "the mean wait at most (average speed of answer)", "LENGTH", check_length);
  text("--max-occupancy", question.max_occupancy, "how busy people are at most", "SHARE", check_share);
  text("--patience", question.patience, "after which customers give up, in the mean", "LENGTH", check_length);
  text("--shrinkage", question.shrinkage, "of paid time, in which people are not at work", "SHARE",
       check_share);
  add_whole_number(command, "--agents", question.agents, {1, 100'000},
                   "what so many give, in place of the fewest");
  add_whole_number(command, "--most-waiting", question.most_waiting, {1, 1'000'000},
                   "who finds so many waiting is refused");
}

char delimiter_of(std::string_view said, std::string_view file) {
  if (said.empty()) return file.ends_with(".tsv") ? '\t' : ',';
  if (said == "tab" || said == "\\t") return '\t';
  if (said.size() == 1 && (said[0] == '\t' || (said[0] >= ' ' && said[0] < 0x7F))) return said[0];
  throw Failure(exit_usage,
                fmt::format("\"{}\" cannot stand between cells; say one character of ASCII, or tab", said));
}

} // namespace usher::cli
