// SPDX-License-Identifier: BSL-1.0
#include "options.hpp"

#include "time_option.hpp"

#include <array>
#include <charconv>
#include <optional>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace usher::cli {
namespace {

struct KnownLimit {
  std::string_view name;
  std::uint64_t standard;
  bool of_message;
};

constexpr std::array<KnownLimit, 10> known_limits = {{
    {"policy_bytes", 4'194'304, false},
    {"policy_files", 256, false},
    {"include_depth", 8, false},
    {"nodes", 400'000, false},
    {"rules", 20'000, false},
    {"patterns", 2'000, false},
    {"message_bytes", 1'048'576, true},
    {"text_bytes", 65'536, true},
    {"facts", 256, true},
    {"customers", 5'000'000, false},
}};

struct Limit {
  const KnownLimit *known;
  std::uint64_t value;
};

std::optional<Limit> parse_limit(std::string_view text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string_view::npos) return std::nullopt;
  const std::string_view number = text.substr(equals + 1);
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value);
  if (error != std::errc() || end != number.data() + number.size()) return std::nullopt;
  for (const KnownLimit &known : known_limits) {
    if (known.name == text.substr(0, equals)) return Limit{&known, value};
  }
  return std::nullopt;
}

std::string check_limit(const std::string &text) {
  if (parse_limit(text)) return {};
  std::string names;
  for (const KnownLimit &known : known_limits)
    names += fmt::format(" {}", known.name);
  return fmt::format("\"{}\" is not NAME=N with a whole number and one of these names:{}", text, names);
}

template <class Options>
void add_limits_of_messages(const std::vector<std::string> &limits, Options &options) {
  for (const std::string &text : limits) {
    const std::optional<Limit> limit = parse_limit(text);
    if (limit && limit->known->of_message) options.limit(limit->known->name, limit->value);
  }
}

} // namespace

std::string describe_limits() {
  std::string text;
  for (const KnownLimit &known : known_limits)
    text += fmt::format("\n  {:<25} {}", known.name, known.standard);
  return text;
}

LoadOptions CommonOptions::load_options() const {
  LoadOptions options;
  for (const std::string &text : limits) {
    if (const std::optional<Limit> limit = parse_limit(text)) options.limit(limit->known->name, limit->value);
  }
  return options;
}

void CommonOptions::add_limits(ScenarioOptions &options) const {
  for (const std::string &text : limits)
    if (const std::optional<Limit> limit = parse_limit(text)) options.limit(limit->known->name, limit->value);
}

void CommonOptions::add_message_limits(TriageOptions &options) const {
  add_limits_of_messages(limits, options);
}
void CommonOptions::add_message_limits(DeskOptions &options) const {
  add_limits_of_messages(limits, options);
}

std::uint64_t CommonOptions::limit(std::string_view name) const {
  std::uint64_t value = 0;
  for (const KnownLimit &known : known_limits) {
    if (known.name == name) value = known.standard;
  }
  for (const std::string &text : limits) {
    const std::optional<Limit> limit = parse_limit(text);
    if (limit && limit->known->name == name) value = limit->value;
  }
  return value;
}

TriageOptions MessageOptions::triage_options(const CommonOptions &common) const {
  TriageOptions options;
  options.lenient(lenient).full_text(full_text);
  common.add_message_limits(options);
  return options;
}

void MessageOptions::set_now(TriageOptions &options) const {
  if (const std::optional<Time> time = moment_of(now)) options.now(*time);
}

std::optional<Time> moment_of(std::string_view now) {
  if (now == "system") return std::chrono::floor<Duration>(std::chrono::system_clock::now());
  return parse_time(now);
}

std::string check_now(const std::string &text) {
  if (text == "system" || parse_time(text)) return {};
  return fmt::format("\"{}\" is no time; write it like 2026-03-20T09:00:00Z, or system for the clock", text);
}

void add_common_options(CLI::App &command, CommonOptions &options) {
  command
      .add_option("POLICY", options.policy,
                  "the YAML file, its folder, or - for stdin,\nfrom where it can include no files")
      ->required()
      ->option_text(" ");
  add_limit_and_color_options(command, options);
}

void add_limit_and_color_options(CLI::App &command, CommonOptions &options) {
  command.add_option("--limit", options.limits, "change a limit, as in rules=50000; may be repeated")
      ->check(check_limit)
      ->allow_extra_args(false)
      ->type_name("NAME=N")
      ->option_text("NAME=N");
  command.add_option("--color", options.color, "auto: on a terminal, unless NO_COLOR is set")
      ->check(CLI::IsMember({"auto", "always", "never"}))
      ->take_last()
      ->type_name("auto|always|never")
      ->option_text("auto|always|never");
}

void add_message_options(CLI::App &command, MessageOptions &options) {
  command.add_option("--now", options.now, "for messages without a time: RFC 3339, or the clock")
      ->check(check_now)
      ->type_name("TIME|system")
      ->option_text("TIME|system");
  command.add_flag("--lenient", options.lenient, "unknown accounts, values, keys: warn, do not refuse");
  command.add_flag("--full-text", options.full_text, "e-mails: look at quoted messages and signatures too");
}

void add_format_option(CLI::App &command, Format &format) {
  command
      .add_option_function<std::string>(
          "--format",
          [&format](const std::string &name) { format = name == "json" ? Format::json : Format::text; },
          fmt::format("for people or for machines; {} when not given",
                      format == Format::json ? "json" : "text"))
      ->check(CLI::IsMember({"text", "json"}))
      ->take_last()
      ->type_name("text|json")
      ->option_text("text|json");
}

} // namespace usher::cli
