// SPDX-License-Identifier: BSL-1.0
#include "oracle/plain_recurrence.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace usher_oracle {
namespace {

using usher::calendar::Day;
using Every = PlainRule::Every;

struct Date {
  int year, month, day;
};
Date date(Day day) {
  const auto found = usher::calendar::date_of(day);
  return {static_cast<int>(found.year()), static_cast<int>(static_cast<unsigned>(found.month())),
          static_cast<int>(static_cast<unsigned>(found.day()))};
}

bool has(const std::vector<int> &list, int value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

/// The year, month, week or day as a number; days of one period follow one another.
std::int64_t period_of(const PlainRule &rule, Day day) {
  const Date at = date(day);
  switch (rule.every) {
  case Every::year: return at.year;
  case Every::month: return std::int64_t{at.year} * 12 + at.month;
  case Every::week: break;
  case Every::day: return day;
  }
  Day first = day;
  while (usher::calendar::weekday_of(first) != rule.week_start)
    --first;
  return (std::int64_t{first} + 70'000'000) / 7;
}

/// Which of its weekday it is in its month or year, counted day by day: backwards in time, or forwards.
int number_of(Day day, bool in_year, int step) {
  const Date at = date(day);
  int number = 0;
  for (Day other = day;; other += step) {
    const Date there = date(other);
    if (there.year != at.year || (!in_year && there.month != at.month)) return number;
    if (usher::calendar::weekday_of(other) == usher::calendar::weekday_of(day)) ++number;
  }
}

int days_left(Day day) { // in its month, itself counted
  int left = 0;
  for (Day other = day; date(other).month == date(day).month; ++other)
    ++left;
  return left;
}

bool is_meant(const PlainRule &rule, Day start, Day day) {
  const Date at = date(day);
  const Date begin = date(start);
  const bool expands = rule.every == Every::year || rule.every == Every::month;
  if (!rule.months.empty()) {
    if (!has(rule.months, at.month)) return false;
  } else if (rule.every == Every::year && rule.month_days.empty() && rule.weekdays.empty()) {
    if (at.month != begin.month) return false;
  }
  if (!rule.month_days.empty()) {
    if (!has(rule.month_days, at.day) && !has(rule.month_days, -days_left(day))) return false;
  } else if (expands && rule.weekdays.empty()) {
    if (at.day != begin.day) return false;
  }
  if (rule.weekdays.empty())
    return rule.every != Every::week ||
           usher::calendar::weekday_of(day) == usher::calendar::weekday_of(start);
  const bool in_year = rule.every == Every::year && rule.months.empty();
  return std::any_of(rule.weekdays.begin(), rule.weekdays.end(), [&](const PlainRule::Weekday &one) {
    if (one.day != usher::calendar::weekday_of(day)) return false;
    if (one.number == 0) return true;
    return one.number > 0 ? number_of(day, in_year, -1) == one.number
                          : number_of(day, in_year, 1) == -one.number;
  });
}

} // namespace

std::string PlainRule::text() const {
  static constexpr std::array<const char *, 4> frequencies = {"YEARLY", "MONTHLY", "WEEKLY", "DAILY"};
  static constexpr std::array<const char *, 7> names = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"};
  std::string out =
      fmt::format("FREQ={};WKST={}", frequencies[static_cast<std::size_t>(every)], names[week_start]);
  if (interval != 1) out += fmt::format(";INTERVAL={}", interval);
  if (count) out += fmt::format(";COUNT={}", *count);
  if (until) {
    const Date at = date(*until);
    out += fmt::format(";UNTIL={:04}{:02}{:02}", at.year, at.month, at.day);
  }
  if (!months.empty()) out += fmt::format(";BYMONTH={}", fmt::join(months, ","));
  if (!month_days.empty()) out += fmt::format(";BYMONTHDAY={}", fmt::join(month_days, ","));
  if (!positions.empty()) out += fmt::format(";BYSETPOS={}", fmt::join(positions, ","));
  for (std::size_t i = 0; i < weekdays.size(); ++i) {
    out += i == 0 ? ";BYDAY=" : ",";
    if (weekdays[i].number != 0) out += std::to_string(weekdays[i].number);
    out += names[weekdays[i].day];
  }
  return out;
}

std::vector<Day> days_of(const PlainRule &rule, Day start, Day from, Day last) {
  std::vector<Day> out;
  int counted = 0;
  const std::int64_t first_period = period_of(rule, start);
  Day day = start; // back to where its period begins
  while (period_of(rule, day - 1) == first_period)
    --day;
  while (day <= last) {
    const std::int64_t period = period_of(rule, day);
    std::vector<Day> set;
    for (; period_of(rule, day) == period; ++day)
      if ((period - first_period) % rule.interval == 0 && is_meant(rule, start, day)) set.push_back(day);
    for (std::size_t i = 0; i < set.size(); ++i) {
      const int place = static_cast<int>(i) + 1;
      const int from_the_back = place - static_cast<int>(set.size()) - 1;
      if (!rule.positions.empty() && !has(rule.positions, place) && !has(rule.positions, from_the_back))
        continue;
      if (set[i] < start) continue;
      if (set[i] > last || (rule.until && set[i] > *rule.until)) return out;
      if (set[i] >= from) out.push_back(set[i]);
      if (rule.count && ++counted == *rule.count) return out;
    }
  }
  return out;
}

} // namespace usher_oracle
