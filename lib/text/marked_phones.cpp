// SPDX-License-Identifier: BSL-1.0
#include "text/number_context.hpp"
#include "text/personal_data_finders.hpp"
#include "text/phone_shapes.hpp"

#include <array>
#include <string_view>

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

// Past a slash, with spaces on both its sides or on none; `at` when there is none.
std::size_t skip_slash(const PlainText &text, std::size_t at) noexcept {
  const bool spaced = text.kind(at) == PlainText::Kind::space;
  const std::size_t slash = spaced ? at + 1 : at;
  if (text.value(slash) != U'/') return at;
  if (!spaced) return slash + 1;
  return text.kind(slash + 1) == PlainText::Kind::space ? slash + 2 : at;
}

// Past what may stand between two groups: a slash, or at most one of each sign, "(" and ")" with a space beside them.
std::size_t skip_separators(const PlainText &text, std::size_t at, bool &dot) noexcept {
  constexpr std::size_t most = 3;
  const std::size_t begin = at;
  if (const std::size_t end = skip_slash(text, at); end != at) return end;
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

// A slash behind the area, or dots between all groups. Dates and prices have these too.
struct PartedRow {
  DialString dial;
  std::size_t slash = 0; // the group before the slash, by its number from 1; 0 for none
  bool all_dots = true;
};

// False for a row that cannot be a phone number.
bool read_parted(const PlainText &text, std::size_t at, PartedRow &row) noexcept {
  for (;;) {
    const std::size_t end = read_group(text, at, row.dial);
    if (end == at) return false;
    if (const std::size_t behind = skip_slash(text, end); behind != end && is_free_digit(text, behind)) {
      if (row.slash != 0) return false;
      row.slash = row.dial.groups.count;
      row.all_dots = false;
      at = behind;
      continue;
    }
    const bool dot = text.value(end) == U'.';
    const bool parted =
        dot || text.kind(end) == PlainText::Kind::space || text.kind(end) == PlainText::Kind::dash;
    if (!parted || !is_free_digit(text, end + 1)) return true;
    if (dot && !row.all_dots) return false;
    if (!dot) row.all_dots = false;
    at = end + 1;
  }
}

bool is_parted_phone(const PartedRow &row, const DigitGroups &groups) noexcept {
  if (!may_be_phone(groups)) return false;
  if (is_grouped_phone(groups)) return true;
  constexpr std::size_t fewest_digits = 8;
  const bool has_trunk = groups.digits[0] == '0' && groups.digit_count >= fewest_digits;
  if (row.slash == 0) return has_trunk && groups.count > 2;
  // 12/03 10-11 is a day and an hour.
  const std::size_t area = groups.sizes[row.slash - 1];
  const std::size_t next = groups.sizes[row.slash];
  if (row.slash == 1 && area <= 2 && next <= 2) return false;
  return has_trunk || (row.slash == 1 && area == 3 && next >= 6);
}

// By what stands right before it, a row belongs to something longer.
bool is_glued(const PlainText &text, std::size_t begin) noexcept {
  if (begin == 0 || is_context_word(text, begin, NumberContext::phone) ||
      is_context_sign(text, begin, NumberContext::phone))
    return false;
  const char32_t before = text.value(begin - 1);
  if (before == U'.' || before == U',' || before == U':') return text.is_digit(begin - 2);
  if (text.kind(begin - 1) == PlainText::Kind::dash)
    return text.is_alphanumeric(begin - 2) && !is_context_word(text, begin - 1, NumberContext::phone);
  return text.is_alphanumeric(begin - 1) ||
         std::u32string_view(U"#№/\\=_$€£₽﷼&+").find(before) != std::u32string_view::npos;
}

// The end of the number that begins at `begin`, or `begin`.
std::size_t end_of_parted(const PlainText &text, std::size_t begin) noexcept {
  if (is_glued(text, begin)) return begin;
  PartedRow row;
  if (!read_parted(text, begin, row) || (row.slash == 0 && !row.all_dots)) return begin;
  const std::size_t fewest = row.slash == 0 ? row.dial.groups.count : row.slash + 1;
  for (std::size_t count = row.dial.groups.count; count >= fewest && count > 1; --count) {
    const std::size_t end = row.dial.ends[count - 1];
    const char32_t next = text.value(end);
    const bool goes_on = (next == U'.' || next == U',' || next == U':') && text.is_digit(end + 1);
    if (text.is_letter(end) || goes_on || !is_parted_phone(row, row.dial.first(count))) continue;
    const bool near = is_context_word(text, begin, NumberContext::phone) ||
                      has_context(text, begin, end, NumberContext::phone);
    return near ? end : begin;
  }
  return begin;
}

} // namespace

void find_marked_phones(PlainText &text, std::vector<FoundData> &out) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    WithArea found{at, at};
    if (text.value(at) == U'+' && !text.is_alphanumeric(at - 1))
      found.end = end_after_plus(text, at);
    else if (text.value(at) == U'(' && is_free_digit(text, at + 1))
      found = find_with_area(text, at);
    else if (is_free_digit(text, at) && !text.is_digit(at - 1))
      found.end = end_of_parted(text, at);
    if (found.begin == found.end) continue;
    text.take(found.begin, found.end);
    out.push_back({found.begin, found.end, PersonalDataKind::phone, true});
    at = found.end - 1;
  }
}

} // namespace usher::text
