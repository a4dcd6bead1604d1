// SPDX-License-Identifier: BSL-1.0
#include "simulate/delimited_time.hpp"

#include "base/duration.hpp"
#include "base/time.hpp"

#include <array>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

namespace usher::simulate {
namespace {

constexpr std::string_view known_parts = "YymdHIMSpfzbs%";
constexpr std::array<std::string_view, 12> months = {"january",   "february", "march",    "april",
                                                     "may",       "june",     "july",     "august",
                                                     "september", "october",  "november", "december"};

char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

bool starts_with(std::string_view text, std::string_view word) noexcept {
  if (text.size() < word.size()) return false;
  for (std::size_t i = 0; i < word.size(); ++i)
    if (lower(text[i]) != word[i]) return false;
  return true;
}

/// Parts of a time as they are found.
struct Parts {
  int year = 1970;
  int month = 1;
  int day = 1;
  int hour = 0;
  int minute = 0;
  int second = 0;
  int ms = 0;
  std::optional<bool> afternoon;
  std::optional<int> offset_minutes;
  std::optional<Instant> instant;
};

/// Up to so many digits, one at least.
bool take_number(std::string_view &text, std::size_t most, int &out) noexcept {
  std::size_t digits = 0;
  int value = 0;
  while (digits < most && digits < text.size() && is_digit(text[digits])) {
    value = value * 10 + (text[digits] - '0');
    ++digits;
  }
  if (digits == 0) return false;
  text.remove_prefix(digits);
  out = value;
  return true;
}

bool take_month(std::string_view &text, int &out) noexcept {
  for (std::size_t i = 0; i < months.size(); ++i) {
    if (!starts_with(text, months[i].substr(0, 3))) continue;
    text.remove_prefix(starts_with(text, months[i]) ? months[i].size() : 3);
    out = static_cast<int>(i) + 1;
    return true;
  }
  return false;
}

/// All digits of a fraction; what is behind the milliseconds does not count.
bool take_fraction(std::string_view &text, int &ms) noexcept {
  int unit = 100;
  std::size_t digits = 0;
  for (; digits < text.size() && is_digit(text[digits]); ++digits) {
    ms += (text[digits] - '0') * unit;
    unit /= 10;
  }
  text.remove_prefix(digits);
  return digits != 0;
}

bool take_offset(std::string_view &text, std::optional<int> &out) noexcept {
  if (text.empty()) return false;
  const char sign = text.front();
  text.remove_prefix(1);
  if (sign == 'Z' || sign == 'z') {
    out = 0;
    return true;
  }
  int hours = 0;
  int minutes = 0;
  if ((sign != '+' && sign != '-') || !take_number(text, 2, hours)) return false;
  if (!text.empty() && text.front() == ':') text.remove_prefix(1);
  if (!text.empty() && is_digit(text.front()) && !take_number(text, 2, minutes)) return false;
  if (hours > 14 || minutes > 59) return false;
  out = (sign == '-' ? -1 : 1) * (hours * 60 + minutes);
  return true;
}

bool take_epoch(std::string_view &text, std::optional<Instant> &out) noexcept {
  std::int64_t seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (error != std::errc() || seconds < 0 || seconds > latest_instant / second_ms) return false;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  out = seconds * second_ms;
  return true;
}

bool take_half(std::string_view &text, std::optional<bool> &out) noexcept {
  if (text.size() < 2 || lower(text[1]) != 'm' || (lower(text[0]) != 'a' && lower(text[0]) != 'p'))
    return false;
  out = lower(text[0]) == 'p';
  text.remove_prefix(2);
  return true;
}

bool take_part(char part, std::string_view &text, Parts &out) noexcept {
  switch (part) {
  case 'Y': return text.size() >= 4 && take_number(text, 4, out.year);
  case 'y':
    if (!take_number(text, 2, out.year)) return false;
    out.year += out.year >= 70 ? 1900 : 2000;
    return true;
  case 'm': return take_number(text, 2, out.month);
  case 'd': return take_number(text, 2, out.day);
  case 'H':
  case 'I': return take_number(text, 2, out.hour);
  case 'M': return take_number(text, 2, out.minute);
  case 'S': return take_number(text, 2, out.second);
  case 'f': return take_fraction(text, out.ms);
  case 'b': return take_month(text, out.month);
  case 'p': return take_half(text, out.afternoon);
  case 'z': return take_offset(text, out.offset_minutes);
  case 's': return take_epoch(text, out.instant);
  default: // "%%"
    if (text.empty() || text.front() != '%') return false;
    text.remove_prefix(1);
    return true;
  }
}

std::optional<Instant> instant_of(Parts parts, const calendar::Zone &zone) noexcept {
  if (parts.instant) return parts.instant;
  if (parts.afternoon) {
    if (parts.hour < 1 || parts.hour > 12) return std::nullopt;
    parts.hour = parts.hour % 12 + (*parts.afternoon ? 12 : 0);
  }
  const std::chrono::year_month_day date(std::chrono::year(parts.year),
                                         std::chrono::month(static_cast<unsigned>(parts.month)),
                                         std::chrono::day(static_cast<unsigned>(parts.day)));
  if (!date.ok() || parts.hour > 23 || parts.minute > 59 || parts.second > 59) return std::nullopt;
  const calendar::Day day = calendar::day_of(date);
  const std::int32_t ms = ((parts.hour * 60 + parts.minute) * 60 + parts.second) * 1000 + parts.ms;
  if (parts.offset_minutes) {
    const Instant time = day * day_ms + ms - *parts.offset_minutes * minute_ms;
    return is_instant(time) ? std::optional(time) : std::nullopt;
  }
  const calendar::Resolved resolved = zone.resolve(day, ms);
  if (resolved.kind == calendar::LocalKind::outside) return std::nullopt;
  return resolved.first;
}

/// "2026-03-20", "2026-03-20 09:30", "2026-03-20T09:30:15.250".
std::optional<Instant> read_local(std::string_view cell, const calendar::Zone &zone) noexcept {
  Parts parts;
  const auto take = [&cell](char c) {
    if (cell.empty() || cell.front() != c) return false;
    cell.remove_prefix(1);
    return true;
  };
  const auto number = [&cell](std::size_t digits, int &out) {
    if (cell.size() < digits) return false;
    const std::size_t before = cell.size();
    return take_number(cell, digits, out) && before - cell.size() == digits;
  };
  if (!number(4, parts.year) || !take('-') || !number(2, parts.month) || !take('-') || !number(2, parts.day))
    return std::nullopt;
  if (cell.empty()) return instant_of(parts, zone);
  if (!take('T') && !take(' ')) return std::nullopt;
  if (!number(2, parts.hour) || !take(':') || !number(2, parts.minute)) return std::nullopt;
  if (take(':')) {
    if (!number(2, parts.second)) return std::nullopt;
    if (take('.') && !take_fraction(cell, parts.ms)) return std::nullopt;
  }
  return cell.empty() ? instant_of(parts, zone) : std::nullopt;
}

} // namespace

std::optional<TimeFormat> TimeFormat::make(std::string_view text, std::string &problem) {
  bool has_date = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') continue;
    const char part = i + 1 < text.size() ? text[++i] : '\0';
    if (part == '\0' || known_parts.find(part) == std::string_view::npos) {
      problem = part == '\0' ? "a % stands at the end" : fmt::format("%{} is not known", part);
      return std::nullopt;
    }
    has_date |= part == 'Y' || part == 'y' || part == 's';
  }
  if (!has_date) {
    problem = "it has no year";
    return std::nullopt;
  }
  TimeFormat out;
  out.text_ = text;
  return out;
}

std::optional<Instant> TimeFormat::read(std::string_view cell, const calendar::Zone &zone) const {
  Parts parts;
  for (std::size_t i = 0; i < text_.size(); ++i) {
    if (text_[i] == '%') {
      if (!take_part(text_[++i], cell, parts)) return std::nullopt;
    } else {
      if (cell.empty() || cell.front() != text_[i]) return std::nullopt;
      cell.remove_prefix(1);
    }
  }
  return cell.empty() ? instant_of(parts, zone) : std::nullopt;
}

std::optional<Instant> read_time(std::string_view cell, const calendar::Zone &zone,
                                 const std::vector<TimeFormat> &formats) {
  for (const TimeFormat &format : formats)
    if (const auto time = format.read(cell, zone)) return time;
  if (!formats.empty()) return std::nullopt;
  // A date alone is midnight on the wall, not in UTC.
  if (const auto time = read_local(cell, zone)) return time;
  return parse_time(cell);
}

std::optional<std::int64_t> read_length(std::string_view cell) {
  if (const auto duration = parse_duration(cell)) return duration;
  if (cell.find(':') == std::string_view::npos) {
    double seconds = 0;
    const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), seconds);
    if (error != std::errc() || end != cell.data() + cell.size()) return std::nullopt;
    const double ms = seconds * static_cast<double>(second_ms);
    if (!(ms >= 0) || ms > static_cast<double>(longest_duration_ms)) return std::nullopt;
    return std::llround(ms);
  }
  std::int64_t total = 0;
  for (int part = 0; part < 3; ++part) {
    int value = 0;
    if (!take_number(cell, 6, value) || (part != 0 && value > 59)) return std::nullopt;
    total = total * 60 + value;
    if (cell.empty()) return part == 0 ? std::nullopt : std::optional(total * second_ms);
    if (cell.front() != ':') return std::nullopt;
    cell.remove_prefix(1);
  }
  return std::nullopt;
}

} // namespace usher::simulate
