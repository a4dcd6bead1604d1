// SPDX-License-Identifier: BSL-1.0
#include "calendar/posix_rule.hpp"

#include "calendar/day.hpp"

#include <algorithm>

namespace usher::calendar {

class PosixRule::Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  bool done() const { return at_ == text_.size(); }
  bool take(char wanted) {
    if (done() || text_[at_] != wanted) return false;
    ++at_;
    return true;
  }
  // CET, or any letters, digits and signs in <>.
  bool name() {
    const bool quoted = take('<');
    const std::size_t begin = at_;
    while (!done() && (is_letter(text_[at_]) || (quoted && text_[at_] != '>')))
      ++at_;
    return at_ - begin >= 3 && (!quoted || take('>'));
  }
  bool number(int most, int &out) {
    out = 0;
    const std::size_t begin = at_;
    for (; !done() && text_[at_] >= '0' && text_[at_] <= '9' && at_ - begin < 3; ++at_)
      out = out * 10 + (text_[at_] - '0');
    return at_ != begin && out <= most;
  }
  // [-]hh[:mm[:ss]]
  bool time(int most_hours, std::int32_t &out) {
    const bool minus = take('-');
    if (!minus) static_cast<void>(take('+'));
    int hours = 0;
    int minutes = 0;
    int seconds = 0;
    if (!number(most_hours, hours)) return false;
    if (take(':') && (!number(59, minutes) || (take(':') && !number(59, seconds)))) return false;
    out = hours * 3600 + minutes * 60 + seconds;
    if (minus) out = -out;
    return true;
  }
  bool date(Date &out) {
    if (take('M')) {
      out.kind = Date::weekday;
      if (!number(12, out.month) || !take('.') || !number(5, out.week) || !take('.') || !number(6, out.day))
        return false;
      if (out.month == 0 || out.week == 0) return false;
    } else {
      out.kind = take('J') ? Date::no_leap_day : Date::any_day;
      if (!number(365, out.day) || (out.kind == Date::no_leap_day && out.day == 0)) return false;
    }
    return !take('/') || time(167, out.time);
  }

 private:
  static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

  std::string_view text_;
  std::size_t at_ = 0;
};

std::optional<PosixRule> PosixRule::parse(std::string_view text) noexcept {
  Reader reader(text);
  PosixRule rule;
  // POSIX counts hours behind UTC, everybody else those ahead of it.
  if (!reader.name() || !reader.time(24, rule.standard_)) return std::nullopt;
  rule.standard_ = -rule.standard_;
  if (reader.done()) return rule;
  rule.has_summer_ = true;
  rule.summer_ = rule.standard_ + 3600;
  if (!reader.name()) return std::nullopt;
  if (!reader.take(',')) {
    if (!reader.time(24, rule.summer_) || !reader.take(',')) return std::nullopt;
    rule.summer_ = -rule.summer_;
  }
  if (!reader.date(rule.begin_) || !reader.take(',') || !reader.date(rule.end_) || !reader.done())
    return std::nullopt;
  return rule;
}

std::int64_t PosixRule::instant(const Date &date, int year, std::int32_t ahead) noexcept {
  Day day = 0;
  switch (date.kind) {
  case Date::no_leap_day:
    day = day_of(year, 1, 1) + date.day - 1;
    if (std::chrono::year(year).is_leap() && date.day >= 60) ++day;
    break;
  case Date::any_day: day = day_of(year, 1, 1) + date.day; break;
  case Date::weekday: {
    const Day first = day_of(year, static_cast<unsigned>(date.month), 1);
    const Day next =
        date.month == 12 ? day_of(year + 1, 1, 1) : day_of(year, static_cast<unsigned>(date.month) + 1, 1);
    // Sunday is 0 there and 6 here.
    const int wanted = (date.day + 6) % 7;
    day = first + (wanted - static_cast<int>(weekday_of(first)) + 7) % 7 + 7 * (date.week - 1);
    if (day >= next) day -= 7; // the fifth is the last
    break;
  }
  }
  return day * 86'400LL + date.time - ahead;
}

} // namespace usher::calendar
