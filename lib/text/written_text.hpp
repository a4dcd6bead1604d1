// SPDX-License-Identifier: BSL-1.0
// The text that is looked at: a text as it is, or of an e-mail what the writer wrote now, at the places that it has
// in the whole.
#pragma once

#include "text/email_body.hpp"
#include "text/personal_data.hpp"
#include "text/span.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace usher::text {

/// What was left out of one text, and that text without it. Cheap to use again: keeps its memory. Holds nothing of the
/// source, which is handed in again, the same, where it is needed.
class WrittenText {
 public:
  void assign_whole() noexcept { left_out_.clear(); }
  /// See find_written_parts.
  void assign_email(std::string_view source, bool forwarded);

  /// As long as the source, with blanks where something is left out.
  [[nodiscard]] std::string_view text(std::string_view source) const noexcept {
    return left_out_.empty() ? source : blanked_;
  }
  /// The same without the blanks in front.
  [[nodiscard]] std::string_view from_first(std::string_view source) const noexcept {
    const bool begins_blank = !left_out_.empty() && left_out_.front().begin == 0;
    return text(source).substr(begins_blank ? left_out_.front().end : 0);
  }
  [[nodiscard]] const std::vector<Span> &left_out() const noexcept { return left_out_; }

  /// `found` is the personal data of text(). Adds, by place, that of the whole source, which does not count for
  /// routing but must not be shown either.
  void add_left_out(std::string_view source, std::vector<PersonalData> &found) const;

 private:
  std::string blanked_;
  std::vector<Span> kept_;
  std::vector<Span> left_out_;
};

} // namespace usher::text
