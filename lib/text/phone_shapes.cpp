// SPDX-License-Identifier: BSL-1.0
#include "text/phone_shapes.hpp"

#include <algorithm>
#include <iterator>

namespace usher::text {
namespace {

// Digits after the prefix, which is a country code or a country code and the first digits of its numbers. The
// longest prefix that fits the number holds.
struct Country {
  std::string_view prefix;
  std::uint8_t shortest;
  std::uint8_t longest;
};

constexpr Country countries[] = {{"1", 10, 10}, // North America
                                 {"7", 10, 10}, // Russia, Kazakhstan
                                 {"20", 8, 10},
                                 {"27", 9, 9},
                                 {"30", 10, 10},
                                 {"31", 9, 9},
                                 {"32", 8, 9},
                                 {"33", 9, 9},
                                 {"34", 9, 9},
                                 {"36", 8, 9},
                                 {"39", 6, 11},
                                 {"393", 8, 9}, // Italy and its mobile numbers
                                 {"40", 9, 9},
                                 {"41", 9, 9},
                                 {"43", 8, 12},
                                 {"44", 9, 10},
                                 {"45", 8, 8},
                                 {"46", 7, 10},
                                 {"47", 8, 8},
                                 {"48", 9, 9},
                                 {"49", 7, 11},
                                 {"51", 8, 9},
                                 {"52", 10, 11},
                                 {"53", 8, 8},
                                 {"54", 10, 11},
                                 {"55", 10, 11},
                                 {"56", 9, 9},
                                 {"57", 8, 10},
                                 {"58", 10, 10},
                                 {"60", 8, 10},
                                 {"61", 9, 9},
                                 {"62", 8, 12},
                                 {"63", 8, 10},
                                 {"64", 8, 10},
                                 {"65", 8, 8},
                                 {"66", 8, 9},
                                 {"81", 9, 10},
                                 {"82", 8, 10},
                                 {"84", 9, 10},
                                 {"86", 10, 11},
                                 {"90", 10, 10},
                                 {"91", 10, 10},
                                 {"92", 9, 10},
                                 {"93", 9, 9},
                                 {"94", 9, 9},
                                 {"95", 7, 10},
                                 {"98", 10, 10},
                                 {"211", 9, 9},
                                 {"212", 9, 9},
                                 {"213", 8, 9},
                                 {"216", 8, 8},
                                 {"218", 8, 9},
                                 {"22", 7, 10},
                                 {"23", 7, 11},
                                 {"24", 7, 10},
                                 {"25", 7, 10},
                                 {"26", 7, 10},
                                 {"29", 5, 8}, // Africa and its islands, the third digit
                                               // included
                                 {"350", 8, 8},
                                 {"351", 9, 9},
                                 {"352", 6, 11},
                                 {"353", 8, 9},
                                 {"354", 7, 9},
                                 {"355", 8, 9},
                                 {"356", 8, 8},
                                 {"357", 8, 8},
                                 {"358", 7, 11},
                                 {"359", 8, 9},
                                 {"370", 8, 8},
                                 {"371", 8, 8},
                                 {"372", 7, 8},
                                 {"373", 8, 8},
                                 {"374", 8, 8},
                                 {"375", 9, 9},
                                 {"376", 6, 9},
                                 {"377", 8, 9},
                                 {"378", 8, 10},
                                 {"380", 9, 9},
                                 {"381", 8, 9},
                                 {"382", 8, 8},
                                 {"383", 8, 8},
                                 {"385", 8, 9},
                                 {"386", 8, 8},
                                 {"387", 8, 8},
                                 {"389", 8, 8},
                                 {"420", 9, 9},
                                 {"421", 9, 9},
                                 {"423", 7, 9},
                                 {"50", 8, 9},
                                 {"591", 8, 8},
                                 {"592", 7, 7},
                                 {"593", 8, 9},
                                 {"595", 9, 9},
                                 {"597", 7, 7},
                                 {"598", 8, 8},
                                 {"590", 9, 9},
                                 {"594", 9, 9},
                                 {"596", 9, 9},
                                 {"673", 7, 7},
                                 {"852", 8, 8},
                                 {"853", 8, 8},
                                 {"855", 8, 9},
                                 {"856", 8, 10},
                                 {"880", 8, 10},
                                 {"886", 8, 9},
                                 {"960", 7, 7},
                                 {"961", 7, 8},
                                 {"962", 8, 9},
                                 {"963", 8, 9},
                                 {"964", 8, 10},
                                 {"965", 8, 8},
                                 {"966", 9, 9},
                                 {"967", 8, 9},
                                 {"968", 8, 8},
                                 {"970", 9, 9},
                                 {"971", 8, 9},
                                 {"972", 8, 9},
                                 {"973", 8, 8},
                                 {"974", 8, 8},
                                 {"975", 8, 8},
                                 {"976", 8, 8},
                                 {"977", 8, 10},
                                 {"992", 9, 9},
                                 {"993", 8, 8},
                                 {"994", 9, 9},
                                 {"995", 9, 9},
                                 {"996", 9, 9},
                                 {"998", 9, 9}};

const Country *country_of(std::string_view digits) noexcept {
  const Country *best = nullptr;
  for (const Country &country : countries)
    if (digits.substr(0, country.prefix.size()) == country.prefix &&
        (best == nullptr || country.prefix.size() > best->prefix.size()))
      best = &country;
  return best;
}

// National numbers that begin with 0 even after the country code.
constexpr bool keeps_zero(std::string_view prefix) noexcept {
  return prefix == "39" || prefix == "22" || prefix == "24";
}

bool fits(const Country &country, std::string_view rest) noexcept {
  return rest.size() >= country.shortest && rest.size() <= country.longest;
}

struct Shape {
  std::string_view begin; // first digits
  char from;              // the digit after them
  char to;
  std::string_view groups;
  bool dashes; // nothing but dashes between the groups
};

constexpr Shape shapes[] = {
    {"3", '2', '9', "37", false},    {"3", '2', '9', "334", false},
    {"3", '2', '9', "343", false},   {"3", '2', '9', "3223", false},
    {"3", '2', '9', "3322", false},  {"3", '2', '9', "36", false}, // Italy
    {"09", '0', '9', "434", false},  {"09", '0', '9', "47", false},
    {"09", '0', '9', "4322", false}, {"09", '0', '9', "4223", false},
    {"09", '0', '9', "443", false}, // Iran
    {"8", '3', '9', "13322", false}, {"8", '3', '9', "1334", false},
    {"8", '3', '9', "137", false},   {"89", '0', '9', "1A", false},
    {"89", '0', '9', "4322", false}, {"89", '0', '9', "434", false},
    {"7", '3', '9', "13322", false},                                 // Russia
    {"0", '1', '9', "22222", false},                                 // France
    {"01", '5', '7', "47", false},   {"01", '5', '7', "48", false},  // Germany
    {"6", '0', '9', "3222", false},  {"7", '0', '9', "3222", false}, // Spain
    {"05", '0', '9', "4322", false}, {"05", '0', '9', "434", false}, // Turkey
    {"07", '0', '9', "56", false},   {"07", '0', '9', "533", false},
    {"02", '0', '9', "344", false},                                 // United Kingdom
    {"0", '3', '9', "3322", false},                                 // Ukraine
    {"05", '0', '8', "334", false},  {"05", '0', '8', "37", false}, // Emirates
};

bool is_area_digit(char c) noexcept { return c >= '2' && c <= '9'; }

// Area and exchange of North America, ten digits.
bool is_north_american(std::string_view digits) noexcept {
  return digits.size() == 10 && is_area_digit(digits[0]) && is_area_digit(digits[3]);
}

unsigned number(std::string_view digits) noexcept {
  unsigned value = 0;
  for (const char c : digits)
    value = value * 10 + static_cast<unsigned>(c - '0');
  return value;
}

bool is_date(std::string_view day, std::string_view month, std::string_view year) noexcept {
  return number(day) >= 1 && number(day) <= 31 && number(month) >= 1 && number(month) <= 12 &&
         number(year) >= 1900 && number(year) <= 2099;
}

// A date is in it, perhaps with a time after it.
bool begins_with_date(const DigitGroups &groups) noexcept {
  if (groups.count < 3) return false;
  const std::string_view digits = groups.text();
  if (groups.sizes[0] == 4 && groups.sizes[1] == 2 && groups.sizes[2] == 2)
    return is_date(digits.substr(6, 2), digits.substr(4, 2), digits.substr(0, 4));
  if (groups.sizes[0] == 2 && groups.sizes[1] == 2 && groups.sizes[2] == 4)
    return is_date(digits.substr(0, 2), digits.substr(2, 2), digits.substr(4, 4)) ||
           is_date(digits.substr(2, 2), digits.substr(0, 2), digits.substr(4, 4));
  return false;
}

bool is_international_after_zeros(std::string_view digits) noexcept {
  return digits.size() >= 10 && digits.substr(0, 2) == "00" && is_international_phone(digits.substr(2));
}

} // namespace

bool DigitGroups::are(std::string_view expected) const noexcept {
  if (expected.size() != count) return false;
  for (std::size_t i = 0; i < count; ++i) {
    const int size = expected[i] == 'A' ? 10 : expected[i] - '0';
    if (sizes[i] != size) return false;
  }
  return true;
}

bool is_international_phone(std::string_view digits) noexcept {
  const Country *const country = country_of(digits);
  if (country == nullptr) return false;
  std::string_view rest = digits.substr(country->prefix.size());
  if (!rest.empty() && rest[0] == '0' && !keeps_zero(country->prefix)) rest.remove_prefix(1);
  return fits(*country, rest) && (rest[0] != '0' || keeps_zero(country->prefix));
}

bool is_grouped_phone(const DigitGroups &groups) noexcept {
  if (groups.count < 2) return false;
  const std::string_view digits = groups.text();
  if (is_international_after_zeros(digits) && groups.sizes[0] <= 5) return true;
  if (groups.all_dashes && groups.are("334") && is_north_american(digits)) return true;
  if (groups.all_dashes && groups.are("1334") && digits[0] == '1' && is_north_american(digits.substr(1)))
    return true;
  return std::any_of(std::begin(shapes), std::end(shapes), [&](const Shape &shape) {
    const std::size_t next = shape.begin.size();
    return groups.are(shape.groups) && digits.substr(0, next) == shape.begin && digits[next] >= shape.from &&
           digits[next] <= shape.to;
  });
}

bool may_be_phone(const DigitGroups &groups) noexcept {
  const std::string_view digits = groups.text();
  if (is_international_after_zeros(digits)) return true;
  if (groups.count == 1) return digits.size() >= 10 && digits.size() <= 12;
  return digits.size() >= 7 && digits.size() <= 12 && !begins_with_date(groups);
}

bool is_phone_with_area(const DigitGroups &groups, std::size_t trunk, std::size_t area) noexcept {
  const std::string_view digits = groups.text();
  if (area != 3) return false;
  if (trunk == 0) return groups.are("334") && is_north_american(digits);
  if (trunk != 1) return false;
  if (digits[0] == '1') return groups.are("1334") && is_north_american(digits.substr(1));
  const bool russian = (digits[0] == '8' || digits[0] == '7') && digits[1] >= '3' && digits[1] <= '9';
  return russian && (groups.are("13322") || groups.are("1334") || groups.are("137") || groups.are("13232"));
}

} // namespace usher::text
