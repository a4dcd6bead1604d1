// SPDX-License-Identifier: BSL-1.0
#include "base/time.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstring>

namespace usher {
namespace {

constexpr std::int64_t ms_per_minute = 60'000;
constexpr std::int64_t ms_per_day = 86'400'000;

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  bool done() const { return at_ == text_.size(); }
  bool take(char wanted) {
    if (done() || text_[at_] != wanted) return false;
    ++at_;
    return true;
  }
  // Exactly `digits` decimal digits, or -1.
  int number(std::size_t digits) {
    if (text_.size() - at_ < digits) return -1;
    int value = 0;
    for (std::size_t i = 0; i < digits; ++i) {
      const char c = text_[at_ + i];
      if (c < '0' || c > '9') return -1;
      value = value * 10 + (c - '0');
    }
    at_ += digits;
    return value;
  }
  // Digits after the point: at least one, milliseconds of them, or -1.
  int fraction() {
    int value = 0;
    int taken = 0;
    for (; !done() && text_[at_] >= '0' && text_[at_] <= '9'; ++at_, ++taken) {
      if (taken < 3) value = value * 10 + (text_[at_] - '0');
    }
    if (taken == 0) return -1;
    for (; taken < 3; ++taken)
      value *= 10;
    return value;
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

} // namespace

std::optional<Instant> parse_time(std::string_view text) noexcept {
  using namespace std::chrono;
  Reader reader(text);
  const int year_number = reader.number(4);
  if (year_number < 0 || !reader.take('-')) return std::nullopt;
  const int month_number = reader.number(2);
  if (month_number < 0 || !reader.take('-')) return std::nullopt;
  const int day_number = reader.number(2);
  if (day_number < 0) return std::nullopt;
  const year_month_day date(year(year_number), month(static_cast<unsigned>(month_number)),
                            day(static_cast<unsigned>(day_number)));
  if (!date.ok()) return std::nullopt;
  std::int64_t total = sys_days(date).time_since_epoch().count() * ms_per_day;
  if (reader.done()) return is_instant(total) ? std::optional(total) : std::nullopt;

  if (!reader.take('T') && !reader.take('t') && !reader.take(' ')) return std::nullopt;
  const int hour = reader.number(2);
  if (hour < 0 || hour > 23 || !reader.take(':')) return std::nullopt;
  const int minute = reader.number(2);
  if (minute < 0 || minute > 59 || !reader.take(':')) return std::nullopt;
  const int second = reader.number(2);
  if (second < 0 || second > 59) return std::nullopt;
  int millisecond = 0;
  if (reader.take('.') && (millisecond = reader.fraction()) < 0) return std::nullopt;
  total += ((hour * 60LL + minute) * 60 + second) * 1000 + millisecond;

  if (!reader.take('Z') && !reader.take('z')) {
    const int sign = reader.take('+') ? 1 : reader.take('-') ? -1 : 0;
    if (sign == 0) return std::nullopt;
    const int offset_hours = reader.number(2);
    if (offset_hours < 0 || offset_hours > 23 || !reader.take(':')) return std::nullopt;
    const int offset_minutes = reader.number(2);
    if (offset_minutes < 0 || offset_minutes > 59) return std::nullopt;
    total -= sign * (offset_hours * 60 + offset_minutes) * ms_per_minute;
  }
  if (!reader.done() || !is_instant(total)) return std::nullopt;
  return total;
}

namespace {

// "00" to "99".
constexpr auto digit_pairs = [] {
  std::array<char, 200> pairs{};
  for (std::size_t i = 0; i < pairs.size(); ++i)
    pairs[i] = static_cast<char>('0' + (i % 2 == 0 ? i / 20 : i / 2 % 10));
  return pairs;
}();

} // namespace

TimeText::TimeText(Instant time) noexcept {
  using namespace std::chrono;
  time = std::clamp<Instant>(time, 0, latest_instant);
  const year_month_day date{sys_days(std::chrono::days(time / ms_per_day))};
  const auto year = static_cast<std::uint32_t>(static_cast<int>(date.year()));
  const auto ms = static_cast<std::uint32_t>(time % ms_per_day);
  const std::uint32_t seconds = ms / 1000;
  const std::uint32_t minutes = seconds / 60;
  constexpr std::string_view shape = "0000-00-00T00:00:00.000Z";
  std::copy(shape.begin(), shape.end(), text_.begin());
  const auto pair = [this](std::size_t at, std::uint32_t value) {
    std::memcpy(&text_[at], &digit_pairs[std::size_t{2} * value], 2);
  };
  pair(0, year / 100);
  pair(2, year % 100);
  pair(5, static_cast<unsigned>(date.month()));
  pair(8, static_cast<unsigned>(date.day()));
  pair(11, minutes / 60);
  pair(14, minutes % 60);
  pair(17, seconds % 60);
  text_[20] = static_cast<char>('0' + ms % 1000 / 100);
  pair(21, ms % 100);
}

} // namespace usher
