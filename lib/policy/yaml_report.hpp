// SPDX-License-Identifier: BSL-1.0
// What the parts of the YAML reader have found in one file. Places are given as byte offsets and looked up
// with a cursor that remembers the last one, so that a file of one long line costs no more than the same file
// of many.
#pragma once

#include "base/finding.hpp"
#include "base/source.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace usher::policy {

// The scan and the events both count, and say the same.
inline constexpr const char *too_deep_hint = "write it with fewer levels";
inline constexpr const char *too_many_hint = "shorten the policy, or raise the limit `nodes`";

class YamlReport {
 public:
  /// `base` is added to every offset: how many bytes of the source stand before the text that is read.
  YamlReport(const Source &source, std::size_t base);

  /// An error at a byte of the text.
  void add(Code code, std::size_t offset, std::string message, std::string hint = {});
  void add_at(Code code, Position place, std::string message, std::string hint = {});
  [[nodiscard]] Position position(std::size_t offset) noexcept;

  [[nodiscard]] bool has_errors() const noexcept { return findings_.has_errors(); }
  /// Whether everything found leaves no doubt about what the rest of the file says.
  [[nodiscard]] bool is_mild() const noexcept;
  /// Whether there is an error on the line of an offset or before it.
  [[nodiscard]] bool has_error_up_to(std::size_t offset) noexcept;
  /// Whether more findings would only be counted.
  [[nodiscard]] bool full() const noexcept { return findings_.size() >= Findings::most; }

  /// A part of the file as a message shows it: up to the end of its line, cut when long.
  [[nodiscard]] std::string excerpt_between(std::size_t begin, std::size_t end) const;
  [[nodiscard]] std::string excerpt_from(std::size_t begin) const;

  /// Appends what was found to `out`, in the order of the file.
  void hand_over(Findings &out);

 private:
  const Source &source_;
  std::size_t base_;
  std::size_t last_offset_ = 0; // in the source
  Position last_position_{1, 1};
  Findings findings_;
};

/// A text as a message shows it: its first line, cut when long. Looks at no more of it than that.
[[nodiscard]] std::string excerpt(std::string_view text);

} // namespace usher::policy
