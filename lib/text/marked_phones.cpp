// SPDX-License-Identifier: BSL-1.0
#include "text/number_context.hpp"
#include "text/personal_data_finders.hpp"
#include "text/phone_shapes.hpp"

#include <array>

namespace usher::text {
namespace {

// Groups of digits with spaces, dashes, dots and parentheses between them, read until a number cannot be
// longer.
struct DialString {
  DigitGroups groups;
  std::array<std::size_t, DigitGroups::most_digits> ends{}; // of the groups, in the text
  bool dots = false;

  // The first `count` groups only.
  [[nodiscard]] DigitGroups first(std::size_t count) const noexcept {
    DigitGroups part = groups;
    part.count = count;
    part.digit_count = 0;
    for (std::size_t i = 0; i < count; ++i)
      part.digit_count += groups.sizes[i];
    return part;
  }
};

bool is_free_digit(const PlainText &text, std::size_t at) noexcept {
  return text.is_digit(at) && text.is_free(at);
}

// Past what may stand between two groups: at most one of each sign, "(" and ")" with a space beside them.
std::size_t skip_separators(const PlainText &text, std::size_t at, bool &dot) noexcept {
  constexpr std::size_t most = 3;
  const std::size_t begin = at;
  bool space = false;
  while (at < begin + most) {
    const PlainText::Kind kind = text.kind(at);
    const char32_t value = text.value(at);
    if (kind == PlainText::Kind::space) {
      if (space) break;
      space = true;
    } else if (value == U'.') {
      dot = true;
    } else if (kind != PlainText::Kind::dash && value != U'(' && value != U')') {
      break;
    }
    ++at;
  }
  return at;
}

// Appends the group at `at`, if there is one that fits, and returns its end, else `at`.
std::size_t read_group(const PlainText &text, std::size_t at, DialString &dial) noexcept {
  std::size_t end = at;
  while (is_free_digit(text, end))
    ++end;
  const std::size_t size = end - at;
  // "(0)": said to those who call from abroad that they leave it out.
  const bool left_out =
      size == 1 && text.value(at) == U'0' && text.value(at - 1) == U'(' && text.value(end) == U')';
  if (size == 0 || left_out || size > DigitGroups::most_digits - dial.groups.digit_count)
    return left_out ? end : at;
  for (std::size_t i = at; i < end; ++i)
    dial.groups.digits[dial.groups.digit_count++] = static_cast<char>(text.value(i));
  dial.ends[dial.groups.count] = end;
  dial.groups.sizes[dial.groups.count++] = static_cast<std::uint8_t>(size);
  return end;
}

void read_groups(const PlainText &text, std::size_t at, DialString &dial) noexcept {
  while (!dial.groups.is_full()) {
    const std::size_t end = read_group(text, at, dial);
    if (end == at) return;
    at = skip_separators(text, end, dial.dots);
    if (at == end) return;
  }
}

// The end of the number after the plus sign at `plus`, or `plus`.
std::size_t end_after_plus(const PlainText &text, std::size_t plus) noexcept {
  DialString dial;
  std::size_t at = plus + 1;
  if (text.kind(at) == PlainText::Kind::space || text.value(at) == U'(') ++at;
  read_groups(text, at, dial);
  for (std::size_t count = dial.groups.count; count > 0; --count) {
    // A single dot makes a decimal fraction: a place on the map.
    if (dial.dots && count < 3) break;
    if (is_international_phone(dial.first(count).text()) && !text.is_letter(dial.ends[count - 1]))
      return dial.ends[count - 1];
  }
  return plus;
}

struct WithArea {
  std::size_t begin;
  std::size_t end; // equal to begin for none
};

// A number whose area stands in the parentheses that open at `open`.
WithArea find_with_area(const PlainText &text, std::size_t open) noexcept {
  DialString dial;
  std::size_t begin = open;
  // The one digit before: 8 (916) 123-45-67, 1 (212) 555-0123.
  std::size_t trunk = open > 0 && text.kind(open - 1) == PlainText::Kind::space ? open - 1 : open;
  if (trunk > 0 && is_free_digit(text, trunk - 1) && !text.is_alphanumeric(trunk - 2)) {
    begin = trunk - 1;
    read_group(text, begin, dial);
  }
  const std::size_t trunk_groups = dial.groups.count;
  const std::size_t close = read_group(text, open + 1, dial);
  if (close == open + 1 || text.value(close) != U')') return {open, open};
  const std::size_t area = close - open - 1;
  std::size_t at = close + 1;
  if (text.kind(at) == PlainText::Kind::space || text.kind(at) == PlainText::Kind::dash) ++at;
  read_groups(text, at, dial);
  for (std::size_t count = dial.groups.count; count > trunk_groups + 1; --count) {
    const std::size_t end = dial.ends[count - 1];
    const DigitGroups groups = dial.first(count);
    if (text.is_letter(end)) continue;
    if (is_phone_with_area(groups, trunk_groups, area) ||
        (may_be_phone(groups) && has_context(text, begin, end, NumberContext::phone)))
      return {begin, end};
  }
  return {open, open};
}

} // namespace

void find_marked_phones(PlainText &text, std::vector<FoundData> &out) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    WithArea found{at, at};
    if (text.value(at) == U'+' && !text.is_alphanumeric(at - 1))
      found.end = end_after_plus(text, at);
    else if (text.value(at) == U'(' && is_free_digit(text, at + 1))
      found = find_with_area(text, at);
    if (found.begin == found.end) continue;
    text.take(found.begin, found.end);
    out.push_back({found.begin, found.end, PersonalDataKind::phone, true});
    at = found.end - 1;
  }
}

} // namespace usher::text
