// SPDX-License-Identifier: BSL-1.0
#include "text/email_marks.hpp"

#include "text/email_words.hpp"

#include <algorithm>
#include <cstddef>

namespace usher::text {
namespace {

using Letters = std::u32string_view;

constexpr bool is_digit(char32_t value) noexcept { return value >= U'0' && value <= U'9'; }

bool has_digit(Letters line) noexcept { return std::any_of(line.begin(), line.end(), is_digit); }

bool contains(Letters line, Letters part) noexcept { return line.find(part) != Letters::npos; }

bool is_one_of(Letters line, MailWords words) noexcept {
  return std::find(words.begin(), words.end(), line) != words.end();
}

bool starts_with_one_of(Letters line, MailWords words) noexcept {
  return std::any_of(words.begin(), words.end(), [line](Letters word) { return line.starts_with(word); });
}

// A whole word, not the end of another.
bool ends_with_word(Letters line, Letters word) noexcept {
  if (!line.ends_with(word)) return false;
  return line.size() == word.size() || line[line.size() - word.size() - 1] == U' ';
}

Letters trimmed(Letters line) noexcept {
  while (!line.empty() && line.front() == U' ')
    line.remove_prefix(1);
  while (!line.empty() && line.back() == U' ')
    line.remove_suffix(1);
  return line;
}

std::size_t word_count(Letters line) noexcept {
  return line.empty() ? 0 : 1 + static_cast<std::size_t>(std::count(line.begin(), line.end(), U' '));
}

std::size_t digits_at(Letters line, std::size_t at) noexcept {
  std::size_t count = 0;
  while (at + count < line.size() && is_digit(line[at + count]))
    ++count;
  return count;
}

// 10:00 or 10h30.
bool has_time_of_day(Letters line) noexcept {
  for (std::size_t at = 1; at + 2 < line.size(); ++at) {
    if ((line[at] == U':' || line[at] == U'h') && is_digit(line[at - 1]) && digits_at(line, at + 1) == 2)
      return true;
  }
  return false;
}

// A year of either calendar, or a date in numbers.
bool has_full_date(Letters line) noexcept {
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t digits = digits_at(line, at);
    if (digits == 0) {
      ++at;
      continue;
    }
    const Letters number = line.substr(at, digits);
    if (digits == 4 && (number.starts_with(U"19") || number.starts_with(U"20") || number.starts_with(U"13") ||
                        number.starts_with(U"14")))
      return true;
    const auto is_separator = [&line](std::size_t place) {
      return place < line.size() && (line[place] == U'.' || line[place] == U'/' || line[place] == U'-');
    };
    const std::size_t month = at + digits + 1;
    const std::size_t month_digits = digits_at(line, month);
    if (digits <= 2 && is_separator(month - 1) && (month_digits == 1 || month_digits == 2) &&
        is_separator(month + month_digits) && digits_at(line, month + month_digits + 1) >= 2)
      return true;
    at += digits;
  }
  return false;
}

// <ann@example.com>
bool has_bracketed_address(Letters line) noexcept {
  const std::size_t open = line.find(U'<');
  return open != Letters::npos && contains(line.substr(open), U"@");
}

bool says_wrote(Letters line) noexcept {
  const auto verbs = mail_words::wrote;
  return std::any_of(verbs.begin(), verbs.end(),
                     [line](const MailVerb &verb) { return ends_with_word(line, verb.word); }) ||
         contains(line, U" schrieb ") || (line.starts_with(U"вы писали ") && has_digit(line));
}

// Of a line that says so: to me, or to us.
bool wrote_to_me(Letters line) noexcept {
  for (const MailVerb &verb : mail_words::wrote) {
    if (!ends_with_word(line, verb.word)) continue;
    const Letters before = trimmed(line.substr(0, line.size() - verb.word.size()));
    for (const MailVerb &me : mail_words::to_me)
      if ((me.languages & verb.languages) != 0 && ends_with_word(before, me.word)) return true;
  }
  const MailWords words = mail_words::wrote_to_me;
  return std::any_of(words.begin(), words.end(), [line](Letters each) { return contains(line, each); });
}

// The words between rows of hyphens; empty when there are none.
Letters between_hyphens(Letters line) noexcept {
  const auto is_hyphen = [](char32_t value) { return value == U'-' || value == U'_'; };
  std::size_t hyphens = 0;
  while (!line.empty() && (is_hyphen(line.front()) || line.front() == U' ')) {
    hyphens += line.front() == U' ' ? 0 : 1;
    line.remove_prefix(1);
  }
  while (!line.empty() && (is_hyphen(line.back()) || line.back() == U' ' || line.back() == U':'))
    line.remove_suffix(1);
  return hyphens >= 2 ? line : Letters();
}

} // namespace

bool is_reply_mark(Letters line) noexcept { return is_one_of(between_hyphens(line), mail_words::original); }

bool is_forward_mark(Letters line) noexcept {
  if (is_one_of(between_hyphens(line), mail_words::forwarded)) return true;
  return line.ends_with(U':') &&
         is_one_of(trimmed(line.substr(0, line.size() - 1)), mail_words::begin_forwarded);
}

bool is_forward_subject(Letters subject) noexcept {
  return starts_with_one_of(subject, mail_words::forward_subject);
}

bool may_begin_attribution(Letters line) noexcept {
  if (line.empty() || !has_digit(line)) return false;
  return is_digit(line.front()) || starts_with_one_of(line, mail_words::on);
}

Attribution attribution_of(Letters lines) noexcept {
  // "---- On Mon, 02 Mar 2026 10:14:00 +0100 Ann <ann@example.com> wrote ---"
  const Letters between = between_hyphens(lines);
  if (between.empty() && !lines.ends_with(U':')) return Attribution::none;
  const Letters body = between.empty() ? trimmed(lines.substr(0, lines.size() - 1)) : between;
  const bool wrote = says_wrote(body);
  const bool address_at_end = body.ends_with(U'>') && has_bracketed_address(body);
  if (!wrote && !address_at_end) return Attribution::none;
  if (wrote && !contains(body, U"@") && wrote_to_me(body)) return Attribution::none;
  const bool dated = has_time_of_day(body) && has_full_date(body);
  if (may_begin_attribution(body)) {
    if (contains(body, U"@") || (address_at_end && dated)) return Attribution::certain;
    if (dated) return Attribution::likely;
  } else if (wrote && has_bracketed_address(body)) {
    return Attribution::certain;
  }
  constexpr std::size_t words_of_a_name = 5;
  return wrote && (has_digit(body) || word_count(body) <= words_of_a_name) ? Attribution::weak
                                                                           : Attribution::none;
}

std::optional<MailHeader> header_of(Letters line) noexcept {
  constexpr std::size_t longest_name = 20;
  const std::size_t colon = line.substr(0, longest_name + 1).find(U':');
  if (colon == Letters::npos) return std::nullopt;
  const Letters name = trimmed(line.substr(0, colon));
  for (const MailHeaderName &known : mail_words::headers) {
    if (known.name == name) return MailHeader{known.role, known.languages, trimmed(line.substr(colon + 1))};
  }
  return std::nullopt;
}

bool is_signature_dash(Letters line) noexcept { return line == U"--"; }

bool is_ruler(Letters line) noexcept {
  constexpr std::size_t shortest = 5;
  if (line.size() < shortest || (line.front() != U'_' && line.front() != U'-' && line.front() != U'='))
    return false;
  return line.find_first_not_of(line.front()) == Letters::npos;
}

bool is_field(Letters line) noexcept {
  constexpr std::size_t longest_name = 30;
  const std::size_t colon = line.substr(0, longest_name + 1).find(U':');
  if (colon == Letters::npos || colon == 0 || colon + 1 >= line.size()) return false;
  if (is_digit(line[colon - 1]) || line[colon + 1] == U'/') return false; // a time of day, a link
  return !is_one_of(trimmed(line.substr(0, colon)), mail_words::card_fields);
}

} // namespace usher::text
