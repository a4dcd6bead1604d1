// SPDX-License-Identifier: BSL-1.0
// A note is made of the names of devices and mail programs, and of the few small words between them. One word more,
// and it is somebody's own sentence: "Sent from Android twice, charged twice".
#include "text/email_marks.hpp"
#include "text/email_words.hpp"

#include <algorithm>
#include <cstddef>

namespace usher::text {
namespace {

using Letters = std::u32string_view;

bool starts_with_one_of(Letters line, MailWords words) noexcept {
  return std::any_of(words.begin(), words.end(), [line](Letters word) { return line.starts_with(word); });
}

Letters trimmed(Letters line) noexcept {
  while (line.starts_with(U' '))
    line.remove_prefix(1);
  while (line.ends_with(U' '))
    line.remove_suffix(1);
  return line;
}

bool is_link(Letters word) noexcept {
  const std::size_t begin = word.find_first_not_of(U"<([");
  return begin != Letters::npos &&
         (word.substr(begin).starts_with(U"http") || word.substr(begin).starts_with(U"www."));
}

// "15", "s21", "5g".
bool is_model(Letters word) noexcept {
  constexpr std::size_t longest = 6;
  return word.size() <= longest &&
         std::any_of(word.begin(), word.end(), [](char32_t c) { return c >= U'0' && c <= U'9'; });
}

bool is_small_word(Letters word) noexcept {
  while (!word.empty() && Letters(U",.()").find(word.back()) != Letters::npos)
    word.remove_suffix(1);
  while (word.starts_with(U'('))
    word.remove_prefix(1);
  const MailWords known = mail_words::between_devices;
  return word.empty() || std::find(known.begin(), known.end(), word) != known.end() || is_model(word) ||
         is_link(word);
}

/// Nothing but such names, one at least, and small words.
bool is_made_of(Letters words, MailWords names) noexcept {
  bool named = false;
  for (words = trimmed(words); !words.empty();) {
    const std::size_t space = std::min(words.find(U' '), words.size());
    const bool is_name = starts_with_one_of(words, names);
    if (!is_name && !is_small_word(words.substr(0, space))) return false;
    named |= is_name;
    words = trimmed(words.substr(space));
  }
  return named;
}

bool has_form(Letters line, const SentFrom &form) noexcept {
  if (!line.starts_with(form.begin)) return false;
  const Letters rest = line.substr(form.begin.size());
  switch (form.later) {
  case SentFrom::Later::nothing: return is_made_of(rest, mail_words::devices);
  case SentFrom::Later::verb:
    return rest.ends_with(form.word) &&
           is_made_of(rest.substr(0, rest.size() - form.word.size()), mail_words::devices);
  case SentFrom::Later::device: break;
  }
  const std::size_t at = rest.find(form.word);
  return at != Letters::npos && is_made_of(rest.substr(0, at), mail_words::programs) &&
         is_made_of(rest.substr(at + form.word.size()), mail_words::devices);
}

} // namespace

bool is_device_note(Letters line) noexcept {
  constexpr std::ptrdiff_t most_spaces = 13;
  if (line.ends_with(U'.')) line.remove_suffix(1);
  if (std::count(line.begin(), line.end(), U' ') > most_spaces) return false;
  const std::span<const SentFrom> forms = mail_words::sent_from;
  return std::any_of(forms.begin(), forms.end(),
                     [line](const SentFrom &form) { return has_form(line, form); });
}

} // namespace usher::text
