// SPDX-License-Identifier: BSL-1.0
#include "oracle/stepping_calendar.hpp"

#include <chrono>

namespace usher::oracle {

using calendar::Day;

SteppingCalendar::SteppingCalendar(const calendar::Description &description) : description_(description) {
  cctz::load_time_zone(description.zone->name(), &zone_);
}

const SteppingCalendar::Hours &SteppingCalendar::hours_of(Day day) {
  Hours &hours = cached_[static_cast<unsigned>(day) % 2];
  if (hours.day == day) return hours;
  hours = {day, {}, false};
  for (const calendar::OpenDay &open : description_.open) {
    if (open.on != day) continue;
    hours.windows = open.hours; // the last one counts
    hours.dated = true;
  }
  if (hours.dated) return hours;
  const std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(day))};
  for (const calendar::DayRange &range : description_.closed)
    if (range.from <= day && day <= range.to) return hours;
  for (const calendar::YearDay yearly : description_.closed_yearly)
    if (date.month() == std::chrono::month(yearly.month) && date.day() == std::chrono::day(yearly.day))
      return hours;
  const unsigned weekday = std::chrono::weekday(std::chrono::sys_days(date)).iso_encoding() - 1;
  hours.windows = description_.weekly[weekday];
  return hours;
}

bool SteppingCalendar::is_open(std::int64_t minute) {
  const auto time = std::chrono::system_clock::from_time_t(minute * 60);
  const cctz::civil_second wall = cctz::convert(time, zone_);
  const Day day = static_cast<Day>(cctz::civil_day(wall) - cctz::civil_day(1970, 1, 1));
  const int now = wall.hour() * 60 + wall.minute();
  bool closed = false;
  for (const calendar::MinuteSpan &span : description_.closed_spans)
    closed = closed || (span.from <= minute && minute < span.to);
  for (int back = 0; back < 2; ++back) {
    const Hours &hours = hours_of(day - back);
    if (closed && !hours.dated) continue;
    for (const calendar::Window &window : hours.windows) {
      const int at = now + back * 1440;
      if (window.open <= at && at < window.close) return true;
    }
  }
  return false;
}

std::int64_t SteppingCalendar::elapsed(std::int64_t from, std::int64_t to) {
  std::int64_t open = 0;
  for (std::int64_t minute = from; minute < to; ++minute)
    open += is_open(minute) ? 1 : 0;
  return open;
}

std::optional<std::int64_t> SteppingCalendar::due(std::int64_t from, std::int64_t n,
                                                  std::span<const calendar::Pause> pauses,
                                                  std::int64_t most) {
  for (std::int64_t minute = from; minute < from + most; ++minute) {
    bool paused = false;
    for (const calendar::Pause &pause : pauses)
      paused = paused || (pause.from <= minute * 60'000 && minute * 60'000 < pause.to);
    if (!paused && is_open(minute) && --n == 0) return minute + 1;
  }
  return std::nullopt;
}

} // namespace usher::oracle
