// SPDX-License-Identifier: BSL-1.0
#include "time_option.hpp"

#include <array>
#include <charconv>

#include <fmt/format.h>

namespace usher::cli {
namespace {

using namespace std::chrono;

// Takes `count` digits from the front, or says -1.
int take_digits(std::string_view &text, std::size_t count) noexcept {
  if (text.size() < count) return -1;
  int value = 0;
  for (const char c : text.substr(0, count)) {
    if (c < '0' || c > '9') return -1;
    value = value * 10 + (c - '0');
  }
  text.remove_prefix(count);
  return value;
}

bool take_one_of(std::string_view &text, std::string_view wanted) noexcept {
  if (text.empty() || wanted.find(text.front()) == std::string_view::npos) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<sys_days> take_date(std::string_view &text) noexcept {
  const int in_year = take_digits(text, 4);
  if (in_year < 1970 || in_year > 2199 || !take_one_of(text, "-")) return std::nullopt;
  const int in_month = take_digits(text, 2);
  if (in_month < 0 || !take_one_of(text, "-")) return std::nullopt;
  const int in_day = take_digits(text, 2);
  if (in_day < 0) return std::nullopt;
  const year_month_day date(year(in_year), month(static_cast<unsigned>(in_month)),
                            day(static_cast<unsigned>(in_day)));
  return date.ok() ? std::optional<sys_days>(date) : std::nullopt;
}

std::optional<minutes> take_hours_and_minutes(std::string_view &text) noexcept {
  const int in_hours = take_digits(text, 2);
  if (in_hours < 0 || in_hours > 23 || !take_one_of(text, ":")) return std::nullopt;
  const int in_minutes = take_digits(text, 2);
  if (in_minutes < 0 || in_minutes > 59) return std::nullopt;
  return hours(in_hours) + minutes(in_minutes);
}

std::optional<milliseconds> take_seconds(std::string_view &text) noexcept {
  const int whole = take_digits(text, 2);
  if (whole < 0 || whole > 59) return std::nullopt;
  milliseconds total = seconds(whole);
  if (!take_one_of(text, ".")) return total;
  milliseconds unit = 100ms; // what the next digit counts; past the milliseconds, nothing
  std::size_t digits = 0;
  for (int digit = take_digits(text, 1); digit >= 0; digit = take_digits(text, 1), ++digits) {
    total += digit * unit;
    unit /= 10;
  }
  return digits > 0 ? std::optional(total) : std::nullopt;
}

std::optional<minutes> take_offset(std::string_view &text) noexcept {
  if (take_one_of(text, "Zz")) return minutes(0);
  const bool east = take_one_of(text, "+");
  if (!east && !take_one_of(text, "-")) return std::nullopt;
  const std::optional<minutes> size = take_hours_and_minutes(text);
  if (!size) return std::nullopt;
  return east ? *size : -*size;
}

} // namespace

std::optional<Time> parse_time(std::string_view text) noexcept {
  const std::optional<sys_days> date = take_date(text);
  if (!date) return std::nullopt;
  if (text.empty()) return Time(*date);
  if (!take_one_of(text, "Tt ")) return std::nullopt;
  const std::optional<minutes> clock = take_hours_and_minutes(text);
  if (!clock || !take_one_of(text, ":")) return std::nullopt;
  const std::optional<milliseconds> rest = take_seconds(text);
  if (!rest) return std::nullopt;
  const std::optional<minutes> offset = take_offset(text);
  if (!offset || !text.empty()) return std::nullopt;
  const Time time = *date + *clock + *rest - *offset;
  const Time first = sys_days(year(1970) / 1 / 1);
  const Time end = sys_days(year(2200) / 1 / 1);
  return time >= first && time < end ? std::optional(time) : std::nullopt;
}

std::string to_text(Time time) {
  const sys_days day = floor<days>(time);
  const year_month_day date(day);
  const std::int64_t second = floor<seconds>(time - day).count();
  return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02} UTC", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), second / 3600,
                     second / 60 % 60, second % 60);
}

std::optional<Duration> parse_length(std::string_view text) noexcept {
  struct Unit {
    std::string_view name;
    std::int64_t ms;
  };
  constexpr std::array<Unit, 5> units = {
      {{"ms", 1}, {"s", 1'000}, {"m", 60'000}, {"h", 3'600'000}, {"d", 86'400'000}}};
  constexpr std::int64_t longest = 3652 * std::int64_t{86'400'000};
  std::int64_t number = 0;
  const char *const end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc()) return std::nullopt;
  const std::string_view name = text.substr(static_cast<std::size_t>(at - text.data()));
  for (const Unit &unit : units)
    if (unit.name == name && number > 0 && number <= longest / unit.ms) return Duration(number * unit.ms);
  return std::nullopt;
}

} // namespace usher::cli
