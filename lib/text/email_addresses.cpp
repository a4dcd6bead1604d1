// SPDX-License-Identifier: BSL-1.0
#include "text/personal_data_finders.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>

namespace usher::text {
namespace {

bool is_local_character(const PlainText &text, std::size_t at) noexcept {
  if (text.is_alphanumeric(at)) return text.is_free(at);
  constexpr std::u32string_view others = U"._%+-'";
  return others.find(text.value(at)) != std::u32string_view::npos && text.value(at) != 0;
}

bool is_domain_character(const PlainText &text, std::size_t at) noexcept {
  return text.is_alphanumeric(at) || text.value(at) == U'-' || text.value(at) == U'.';
}

// Names of pictures for screens of several densities: icon@2x.png.
bool is_file_extension(const PlainText &text, std::size_t begin, std::size_t end) noexcept {
  constexpr std::u32string_view extensions[] = {U"png", U"jpg", U"jpeg", U"gif", U"svg", U"webp"};
  return std::any_of(std::begin(extensions), std::end(extensions), [&](std::u32string_view extension) {
    if (end - begin != extension.size()) return false;
    for (std::size_t i = 0; i < extension.size(); ++i)
      if (text.value(begin + i) != extension[i]) return false;
    return true;
  });
}

bool is_label(const PlainText &text, std::size_t begin, std::size_t end) noexcept {
  return begin < end && text.value(begin) != U'-' && text.value(end - 1) != U'-';
}

// A last label of letters, two at least; those of other scripts may come as xn--.
bool is_top_label(const PlainText &text, std::size_t begin, std::size_t end) noexcept {
  if (end - begin < 2 || !text.is_letter(begin) || !text.is_letter(begin + 1)) return false;
  const bool encoded = end - begin > 4 && text.value(begin) == U'x' && text.value(begin + 1) == U'n' &&
                       text.value(begin + 2) == U'-' && text.value(begin + 3) == U'-';
  for (std::size_t i = begin; i < end; ++i)
    if (!text.is_letter(i) && !encoded) return false;
  return !is_file_extension(text, begin, end);
}

// The end of the longest domain name at `begin`: labels with dots between; `begin` for none.
std::size_t end_of_domain(const PlainText &text, std::size_t begin) noexcept {
  std::size_t good = begin;
  std::size_t label = begin;
  for (std::size_t at = begin;; ++at) {
    if (at < text.size() && is_domain_character(text, at) && text.value(at) != U'.') continue;
    if (!is_label(text, label, at)) {
      // A sentence may go on after a dash: "a@example.com-thanks" is one name, "a@example.com-" is not.
      std::size_t end = at;
      while (end > label && text.value(end - 1) == U'-')
        --end;
      if (label > begin && is_label(text, label, end) && is_top_label(text, label, end)) good = end;
      return good;
    }
    if (label > begin && is_top_label(text, label, at)) good = at;
    if (text.value(at) != U'.') return good;
    label = at + 1;
  }
}

} // namespace

void find_email_addresses(PlainText &text, std::vector<FoundData> &out) {
  for (std::size_t at = 1; at + 1 < text.size(); ++at) {
    if (text.value(at) != U'@') continue;
    std::size_t begin = at;
    while (begin > 0 && is_local_character(text, begin - 1))
      --begin;
    while (begin < at && !text.is_alphanumeric(begin))
      ++begin;
    if (begin == at || text.value(at - 1) == U'.') continue;
    const std::size_t end = end_of_domain(text, at + 1);
    if (end == at + 1) continue;
    text.take(begin, end);
    out.push_back({begin, end, PersonalDataKind::email, true});
    at = end - 1;
  }
}

} // namespace usher::text
