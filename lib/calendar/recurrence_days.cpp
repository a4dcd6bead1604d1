// SPDX-License-Identifier: BSL-1.0
#include "calendar/recurrence.hpp"

#include <algorithm>

namespace usher::calendar {
namespace {

using Frequency = Recurrence::Frequency;

struct Month {
  int year;
  unsigned month;
  Day first;
  unsigned length;
};

Month month_of(int year, unsigned month) {
  const std::chrono::year_month_day_last last =
      std::chrono::year(year) / std::chrono::month(month) / std::chrono::last;
  return {year, month, day_of(year, month, 1), static_cast<unsigned>(last.day())};
}

// The days of a rule, one period (year, month, week or day, as it recurs) after the other.
class Follower {
 public:
  Follower(const Recurrence &rule, const WallTime &start, Day from, Day last, std::size_t most)
      : rule_(rule), start_(start), date_(date_of(start.day)), from_(from), last_(last), most_(most) {}

  std::vector<WallTime> run() {
    if (most_ == 0) return {};
    // What COUNT counts begins at the start; else the periods before `from` need no look.
    const Day begin = rule_.count ? start_.day : std::max(from_, start_.day);
    const std::int64_t step = rule_.interval;
    for (std::int64_t period = periods_until(begin) / step * step; !ended_; period += step) {
      found_.clear();
      if (!look_at(period)) break;
      choose();
    }
    return std::move(out_);
  }

 private:
  // How many periods lie between that of the start and that of a day.
  [[nodiscard]] std::int64_t periods_until(Day day) const {
    const auto date = date_of(day);
    const int years = static_cast<int>(date.year()) - static_cast<int>(date_.year());
    switch (rule_.frequency) {
    case Frequency::yearly: return years;
    case Frequency::monthly:
      return 12 * years + static_cast<int>(static_cast<unsigned>(date.month())) -
             static_cast<int>(static_cast<unsigned>(date_.month()));
    case Frequency::weekly: return (week_of(day) - week_of(start_.day)) / 7;
    case Frequency::daily: break;
    }
    return day - start_.day;
  }

  // The day on which its week begins.
  [[nodiscard]] Day week_of(Day day) const {
    return day - static_cast<Day>((weekday_of(day) + 7 - rule_.week_start) % 7);
  }

  // Finds the days of a period. False when it lies past the end.
  bool look_at(std::int64_t period) {
    switch (rule_.frequency) {
    case Frequency::yearly: {
      const std::int64_t year = static_cast<int>(date_.year()) + period;
      if (year > last_year()) return false;
      for (unsigned month = 1; month <= 12; ++month)
        look_at_month(month_of(static_cast<int>(year), month));
      return true;
    }
    case Frequency::monthly: {
      const std::int64_t months = static_cast<unsigned>(date_.month()) - 1 + period;
      const std::int64_t year = static_cast<int>(date_.year()) + months / 12;
      if (year > last_year()) return false;
      look_at_month(month_of(static_cast<int>(year), static_cast<unsigned>(months % 12) + 1));
      return true;
    }
    case Frequency::weekly: {
      const std::int64_t week = week_of(start_.day) + 7 * period;
      if (week > last_) return false;
      for (Day day = static_cast<Day>(week); day < week + 7; ++day)
        if (rule_.has_weekdays || weekday_of(day) == weekday_of(start_.day)) look_at_day(day);
      return true;
    }
    case Frequency::daily: break;
    }
    const std::int64_t day = start_.day + period;
    if (day > last_) return false;
    look_at_day(static_cast<Day>(day));
    return true;
  }

  [[nodiscard]] int last_year() const { return static_cast<int>(date_of(last_).year()); }

  // In a week, or by itself.
  void look_at_day(Day day) {
    const bool in_month =
        rule_.months.none() || rule_.months.test(static_cast<unsigned>(date_of(day).month()));
    if (in_month && (!rule_.has_weekdays || rule_.weekdays.test(weekday_of(day)))) found_.push_back(day);
  }

  void look_at_month(const Month &month) {
    if (rule_.months.any() && !rule_.months.test(month.month)) return;
    const bool by_day = rule_.month_days.any() || rule_.has_weekdays;
    if (!by_day) {
      // The day of the start, in a year without months in the month of the start.
      const bool yearly = rule_.frequency == Frequency::yearly && rule_.months.none();
      const auto day = static_cast<unsigned>(date_.day());
      if ((!yearly || month.month == static_cast<unsigned>(date_.month())) && day <= month.length)
        found_.push_back(month.first + static_cast<Day>(day) - 1);
      return;
    }
    for (unsigned place = 1; place <= month.length; ++place) {
      if (rule_.month_days.any() && !rule_.month_days.has(place, month.length)) continue;
      const Day day = month.first + static_cast<Day>(place) - 1;
      if (!rule_.has_weekdays || is_on_weekday(day, place, month)) found_.push_back(day);
    }
  }

  // Weekdays are numbered in the month, or in the year when the rule names no month.
  [[nodiscard]] bool is_on_weekday(Day day, unsigned place, const Month &month) const {
    const unsigned weekday = weekday_of(day);
    if (rule_.weekdays.test(weekday)) return true;
    if (!rule_.has_numbered || !rule_.numbered_weekdays[weekday].any()) return false;
    unsigned before = place - 1;
    unsigned after = month.length - place;
    if (rule_.frequency == Frequency::yearly && rule_.months.none()) {
      before = static_cast<unsigned>(day - day_of(month.year, 1, 1));
      after = static_cast<unsigned>(day_of(month.year, 12, 31) - day);
    }
    return rule_.numbered_weekdays[weekday].has(before / 7 + 1, before / 7 + 1 + after / 7);
  }

  void choose() {
    for (std::size_t i = 0; i < found_.size() && !ended_; ++i)
      if (!rule_.positions.any() || rule_.positions.has(i + 1, found_.size())) add(found_[i]);
  }

  void add(Day day) {
    if (day < start_.day) return;
    if (day > last_ || is_past_until(day)) {
      ended_ = true;
      return;
    }
    if (day >= from_) {
      out_.push_back(start_);
      out_.back().day = day;
    }
    ended_ = out_.size() >= most_ || (rule_.count && ++counted_ >= *rule_.count);
  }

  [[nodiscard]] bool is_past_until(Day day) const {
    if (!rule_.until) return false;
    const WallTime &until = *rule_.until;
    return day > until.day || (day == until.day && !until.date && start_.seconds > until.seconds);
  }

  const Recurrence &rule_;
  const WallTime &start_;
  const std::chrono::year_month_day date_; // of the start
  const Day from_, last_;
  const std::size_t most_;
  std::vector<Day> found_; // of the period
  std::vector<WallTime> out_;
  int counted_ = 0;
  bool ended_ = false;
};

} // namespace

std::vector<WallTime> occurrences(const Recurrence &recurrence, const WallTime &start, Day from, Day last,
                                  std::size_t most) {
  return Follower(recurrence, start, from, last, most).run();
}

} // namespace usher::calendar
