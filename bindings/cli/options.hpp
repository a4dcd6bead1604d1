// SPDX-License-Identifier: BSL-1.0
// The options that several commands share, and what they mean to the library.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <usher/usher.hpp>

namespace CLI {
class App;
}

namespace usher::cli {

/// What every command takes.
struct CommonOptions {
  std::string policy; // a path, or "-"
  std::string color = "auto";
  std::vector<std::string> limits; // NAME=N, checked when the command line is read

  [[nodiscard]] LoadOptions load_options() const;
  /// The limits among them that a message has; the others are for policies.
  void add_message_limits(TriageOptions &options) const;
  void add_message_limits(DeskOptions &options) const;
  void add_limits(ScenarioOptions &options) const; // all of them
  /// The policy as people call it: its path, or "stdin".
  [[nodiscard]] std::string policy_name() const { return policy == "-" ? "stdin" : policy; }
  /// The value given for a limit, the last one if several are, else its default.
  [[nodiscard]] std::uint64_t limit(std::string_view name) const;
};

/// What commands that decide take as well.
struct MessageOptions {
  std::string now; // RFC 3339, "system" or nothing
  bool lenient = false;
  bool full_text = false;

  /// Without the time, which `set_now` adds.
  [[nodiscard]] TriageOptions triage_options(const CommonOptions &common) const;
  /// Reads the system's clock when that is asked for: once for each message, as a service would.
  void set_now(TriageOptions &options) const;
};

/// The names that --limit knows and what holds without it, each on a line of its own.
[[nodiscard]] std::string describe_limits();

/// POLICY, --limit and --color.
void add_common_options(CLI::App &command, CommonOptions &options);
void add_limit_and_color_options(CLI::App &command, CommonOptions &options);
void add_message_options(CLI::App &command, MessageOptions &options);
/// What a time that may be the clock's means: nothing for no text.
[[nodiscard]] std::optional<Time> moment_of(std::string_view now);
/// Of such a text on the command line: what is wrong with it, or nothing.
[[nodiscard]] std::string check_now(const std::string &text);
/// --format text|json, with `format` as it stands as the default.
void add_format_option(CLI::App &command, Format &format);

} // namespace usher::cli
