// SPDX-License-Identifier: BSL-1.0
// Values as YAML text: scalars that read back as what they were, and lists and mappings on one line.
#pragma once

#include "base/time.hpp"

#include <span>
#include <string>
#include <string_view>

namespace usher::policy {

/// A text: plain where plain is read as this text by any YAML reader, else in double quotes.
[[nodiscard]] std::string yaml_text(std::string_view text);

/// A text in double quotes, with the escapes of JSON. Characters that cannot be seen or that YAML refuses are
/// escaped, except the two joiners that belong to Persian words and to emoji.
[[nodiscard]] std::string yaml_quoted(std::string_view text);

/// What a file had without quotes (a number, true, a time, a word): plain again where that is possible on one
/// line.
[[nodiscard]] std::string yaml_plain(std::string_view text);

/// The shortest decimal that reads back as the number.
[[nodiscard]] std::string yaml_number(double value);

/// The shortest of a date, a time in seconds and a time in milliseconds, all in UTC.
[[nodiscard]] std::string yaml_time(Instant time);

/// `[a, b]` of values that are YAML already.
[[nodiscard]] std::string yaml_list(std::span<const std::string> items);

/// `[a, b]` of texts.
[[nodiscard]] std::string yaml_text_list(std::span<const std::string> texts);

/// A mapping on one line, built entry by entry.
class FlowMapping {
 public:
  /// `value` is YAML already.
  void add(std::string_view key, std::string_view value);
  [[nodiscard]] bool empty() const noexcept { return entries_.empty(); }
  /// Without braces: `a: 1, b: 2`.
  [[nodiscard]] const std::string &entries() const noexcept { return entries_; }
  /// `{a: 1, b: 2}`.
  [[nodiscard]] std::string text() const { return "{" + entries_ + "}"; }

 private:
  std::string entries_;
};

} // namespace usher::policy
