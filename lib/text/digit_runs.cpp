// SPDX-License-Identifier: BSL-1.0
#include "text/card_numbers.hpp"
#include "text/check_digits.hpp"
#include "text/number_context.hpp"
#include "text/personal_data_finders.hpp"
#include "text/phone_shapes.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

namespace usher::text {
namespace {

using Kind = PlainText::Kind;

// Digits without anything between them: characters [begin, end).
struct Group {
  std::size_t begin;
  std::size_t end;
  bool taken = false;
};

constexpr std::size_t fewest_checked = 10; // of the numbers with check digits
constexpr std::size_t most_digits = DigitGroups::most_digits;

// One candidate at a time: a maximal row of groups with single spaces or dashes between.
class NumberFinder {
 public:
  NumberFinder(PlainText &text, std::vector<FoundData> &out) noexcept : text_(text), out_(out) {}

  void run() {
    for (std::size_t at = 0; at < text_.size();) {
      if (!is_free_digit(at)) {
        ++at;
        continue;
      }
      at = read_candidate(at);
      find_checked();
      find_phones();
    }
  }

 private:
  [[nodiscard]] bool is_free_digit(std::size_t at) const noexcept {
    return text_.is_digit(at) && text_.is_free(at);
  }

  std::size_t read_candidate(std::size_t at) {
    groups_.clear();
    for (;;) {
      std::size_t end = at;
      while (is_free_digit(end))
        ++end;
      groups_.push_back({at, end});
      const bool separated = text_.kind(end) == Kind::space || text_.kind(end) == Kind::dash;
      if (!separated || !is_free_digit(end + 1)) return end;
      at = end + 1;
    }
  }

  // The digits of groups [first, last), of which there are at most `most_digits`.
  [[nodiscard]] DigitGroups digits_of(std::size_t first, std::size_t last) const noexcept {
    DigitGroups out;
    for (std::size_t i = first; i < last; ++i) {
      for (std::size_t at = groups_[i].begin; at < groups_[i].end; ++at)
        out.digits[out.digit_count++] = static_cast<char>(text_.value(at));
      out.sizes[out.count++] = static_cast<std::uint8_t>(groups_[i].end - groups_[i].begin);
      if (i > first && text_.kind(groups_[i].begin - 1) != Kind::dash) out.all_dashes = false;
    }
    return out;
  }

  [[nodiscard]] std::size_t size(std::size_t group) const noexcept {
    return groups_[group].end - groups_[group].begin;
  }

  // How many groups from `first` on, before `end`, hold at most `most_digits` digits and are free.
  [[nodiscard]] std::size_t reach(std::size_t first, std::size_t end) const noexcept {
    std::size_t digits = 0;
    std::size_t last = first;
    while (last < end && !groups_[last].taken && digits + size(last) <= most_digits)
      digits += size(last++);
    return last;
  }

  void take(std::size_t first, std::size_t last, PersonalDataKind kind, bool counts) {
    for (std::size_t i = first; i < last; ++i)
      groups_[i].taken = true;
    const std::size_t begin = groups_[first].begin;
    const std::size_t end = groups_[last - 1].end;
    text_.take(begin, end);
    out_.push_back({begin, end, kind, counts});
  }

  void find_checked();
  void find_phones();
  [[nodiscard]] std::optional<FoundData> check(std::size_t first, std::size_t last,
                                               const DigitGroups &groups) const noexcept;
  [[nodiscard]] bool is_phone(std::size_t first, std::size_t last) const noexcept;
  [[nodiscard]] bool has_card_groups(std::size_t first, std::size_t last,
                                     const DigitGroups &digits) const noexcept;
  [[nodiscard]] bool is_fraction(std::size_t begin) const noexcept;
  [[nodiscard]] bool is_behind_found(std::size_t begin) const noexcept;
  [[nodiscard]] bool is_glued_before(std::size_t begin, NumberContext context) const noexcept;
  [[nodiscard]] bool is_glued_behind(std::size_t end) const noexcept;
  [[nodiscard]] bool is_part_of_code(std::size_t begin, std::size_t end,
                                     NumberContext context) const noexcept;
  [[nodiscard]] bool is_near(std::size_t begin, std::size_t end, NumberContext context) const noexcept;

  PlainText &text_;
  std::vector<FoundData> &out_;
  std::vector<Group> groups_;
};

// The digits after a decimal point.
bool NumberFinder::is_fraction(std::size_t begin) const noexcept {
  const char32_t before = text_.value(begin - 1);
  return (before == U'.' || before == U',') && text_.is_digit(begin - 2);
}

// Another number of the same row: 3331234567/3337654321.
bool NumberFinder::is_behind_found(std::size_t begin) const noexcept {
  return begin > 1 && (text_.value(begin - 1) == U'/' || text_.kind(begin - 1) == Kind::dash) &&
         text_.is_digit(begin - 2) && !text_.is_free(begin - 2);
}

bool NumberFinder::is_glued_before(std::size_t begin, NumberContext context) const noexcept {
  if (is_fraction(begin)) return true;
  if (text_.is_letter(begin - 1) && !is_context_word(text_, begin, context)) return true;
  constexpr std::u32string_view signs = U"#№/\\=_$€£₽﷼&";
  if (begin > 0 && signs.find(text_.value(begin - 1)) != std::u32string_view::npos)
    return !is_context_sign(text_, begin, context);
  return text_.kind(begin - 1) == Kind::dash && text_.is_alphanumeric(begin - 2) &&
         !is_context_word(text_, begin - 1, context);
}

bool NumberFinder::is_glued_behind(std::size_t end) const noexcept {
  if (text_.is_letter(end)) return true;
  constexpr std::u32string_view signs = U"_%$€£₽﷼@";
  if (end < text_.size() && signs.find(text_.value(end)) != std::u32string_view::npos) return true;
  if (text_.kind(end) == Kind::dash && text_.is_letter(end + 1)) return true;
  const char32_t next = text_.value(end);
  return (next == U'.' || next == U',' || next == U':') && text_.is_digit(end + 1);
}

// By what stands right beside them, digits belong to something longer: a code, a path, a price, a fraction.
bool NumberFinder::is_part_of_code(std::size_t begin, std::size_t end, NumberContext context) const noexcept {
  const bool goes_on = context == NumberContext::phone && is_behind_found(begin);
  return (!goes_on && is_glued_before(begin, context)) || is_glued_behind(end);
}

bool NumberFinder::is_near(std::size_t begin, std::size_t end, NumberContext context) const noexcept {
  if (context == NumberContext::phone && is_behind_found(begin)) return true;
  return is_context_word(text_, begin, context) || has_context(text_, begin, end, context);
}

// Groups as they are printed on cards; the whole candidate may be grouped in any way.
bool NumberFinder::has_card_groups(std::size_t first, std::size_t last,
                                   const DigitGroups &digits) const noexcept {
  if (first == 0 && last == groups_.size()) return true;
  constexpr std::string_view printed[] = {"4444", "44443", "465", "464", "4441", "88"};
  if (std::none_of(std::begin(printed), std::end(printed), [&](auto groups) { return digits.are(groups); }))
    return false;
  // In the middle of a longer row of fours it is a part of that row: the number of a parcel.
  return first == 0 || groups_[first - 1].taken || size(first - 1) != 4;
}

std::optional<FoundData> NumberFinder::check(std::size_t first, std::size_t last,
                                             const DigitGroups &groups) const noexcept {
  const std::string_view digits = groups.text();
  const std::size_t begin = groups_[first].begin;
  const std::size_t end = groups_[last - 1].end;
  const bool bare = groups.count == 1;
  const bool whole = bare || (first == 0 && last == groups_.size());
  const auto found = [&](PersonalDataKind kind, bool counts) {
    return std::optional<FoundData>({begin, end, kind, counts});
  };

  if (is_card_number(digits) && (bare || has_card_groups(first, last, groups)) && !is_fraction(begin)) {
    const bool near = bare && is_near(begin, end, NumberContext::card);
    // The bar code of goods also has 13 digits, and a check digit of its own.
    if (!bare || near || !passes_ean13(digits)) return found(PersonalDataKind::card, !bare || near);
  }
  if (passes_snils(digits) && (groups.are("3332") || (whole && is_near(begin, end, NumberContext::snils))) &&
      !is_part_of_code(begin, end, NumberContext::snils))
    return found(PersonalDataKind::snils, true);
  if (!whole) return std::nullopt;
  if (passes_iranian_national_code(digits) && is_near(begin, end, NumberContext::national_code) &&
      !is_part_of_code(begin, end, NumberContext::national_code))
    return found(PersonalDataKind::iranian_national_code, true);
  if (passes_inn(digits) && is_near(begin, end, NumberContext::inn) &&
      !is_part_of_code(begin, end, NumberContext::inn))
    return found(PersonalDataKind::inn, true);
  return std::nullopt;
}

void NumberFinder::find_checked() {
  for (std::size_t first = 0; first < groups_.size();) {
    std::size_t next = first + 1;
    std::size_t last = reach(first, groups_.size());
    DigitGroups groups = digits_of(first, last);
    for (; groups.digit_count >= fewest_checked; --last) {
      const std::optional<FoundData> found = check(first, last, groups);
      --groups.count;
      groups.digit_count -= groups.sizes[groups.count];
      if (!found) continue;
      take(first, last, found->kind, found->counts);
      next = last;
      break;
    }
    first = next;
  }
}

bool NumberFinder::is_phone(std::size_t first, std::size_t last) const noexcept {
  const DigitGroups groups = digits_of(first, last);
  const std::size_t begin = groups_[first].begin;
  const std::size_t end = groups_[last - 1].end;
  const bool bare = groups.count == 1;
  const bool whole = first == 0 && last == groups_.size();
  if (is_grouped_phone(groups)) return !is_part_of_code(begin, end, NumberContext::phone);
  return (bare || whole) && may_be_phone(groups) && !is_part_of_code(begin, end, NumberContext::phone) &&
         is_near(begin, end, NumberContext::phone);
}

// From either end of the free groups inwards: a number has other digits beside it, but not on both sides.
void NumberFinder::find_phones() {
  for (std::size_t first = 0; first < groups_.size();) {
    if (groups_[first].taken) {
      ++first;
      continue;
    }
    std::size_t end = first;
    while (end < groups_.size() && !groups_[end].taken)
      ++end;
    std::size_t begin = first;
    first = end;
    bool again = true;
    while (again && begin < end) {
      again = false;
      for (std::size_t last = reach(begin, end); last > begin; --last) {
        if (!is_phone(begin, last)) continue;
        take(begin, last, PersonalDataKind::phone, true);
        begin = last;
        again = true;
        break;
      }
    }
    for (std::size_t from = end > begin + most_digits ? end - most_digits : begin; from < end; ++from) {
      if (reach(from, end) != end || !is_phone(from, end)) continue;
      take(from, end, PersonalDataKind::phone, true);
      break;
    }
  }
}

} // namespace

void find_numbers(PlainText &text, std::vector<FoundData> &out) { NumberFinder(text, out).run(); }

} // namespace usher::text
