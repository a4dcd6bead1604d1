// SPDX-License-Identifier: BSL-1.0
// E-mails as people and mail programs write them, with what of each is the writer's.
#pragma once

#include <span>
#include <string_view>

namespace usher_test {

struct EmailSample {
  std::string_view name;
  std::string_view text; // lines end with LF
  std::string_view kept; // the lines that are kept, without blank ones and without spaces at their ends
  std::string_view subject = {};
};

/// One list for each language, and one for what is no mark although it looks like one.
[[nodiscard]] std::span<const EmailSample> english_emails() noexcept;
[[nodiscard]] std::span<const EmailSample> italian_emails() noexcept;
[[nodiscard]] std::span<const EmailSample> russian_emails() noexcept;
[[nodiscard]] std::span<const EmailSample> persian_emails() noexcept;
[[nodiscard]] std::span<const EmailSample> other_emails() noexcept; // German, French, Spanish
[[nodiscard]] std::span<const EmailSample> plain_emails() noexcept; // everything is kept

} // namespace usher_test
