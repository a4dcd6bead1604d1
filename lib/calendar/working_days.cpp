// SPDX-License-Identifier: BSL-1.0
// Targets in working days, and which days those are: a count by weekdays, put right by the dates that differ.
#include "calendar/calendar.hpp"

#include <algorithm>

namespace usher::calendar {
namespace {

constexpr auto earlier = [](const std::pair<Day, std::int32_t> &other, Day day) { return other.first < day; };

} // namespace

bool Calendar::is_working_day(Day day) const noexcept {
  const auto found = std::lower_bound(other_days_.begin(), other_days_.end(), day, earlier);
  const bool other = found != other_days_.end() && found->first == day;
  return weekly_[weekday_of(day)].empty() == other;
}

std::int64_t Calendar::working_days_before(Day day) const noexcept {
  const std::int64_t from_first = static_cast<std::int64_t>(day) - first_day;
  std::int64_t count = 0;
  for (Day offset = 0; offset < 7; ++offset) {
    if (weekly_[weekday_of(first_day + offset)].empty()) continue;
    count += (from_first - offset + 6) / 7;
  }
  const auto after = std::lower_bound(other_days_.begin(), other_days_.end(), day, earlier);
  return count + (after == other_days_.begin() ? 0 : (after - 1)->second);
}

bool Calendar::opens_itself(Day day, std::int32_t minute) const noexcept {
  if (!is_working_day(day)) return false;
  const auto dated = std::lower_bound(open_.begin(), open_.end(), day,
                                      [](const OpenDay &other, Day wanted) { return other.on < wanted; });
  const std::vector<Window> &windows =
      dated != open_.end() && dated->on == day ? dated->hours : weekly_[weekday_of(day)];
  return std::any_of(windows.begin(), windows.end(),
                     [&](const Window &window) { return window.open <= minute && minute < window.close; });
}

std::optional<std::int64_t> Calendar::working_days(Instant start, std::int64_t count) const noexcept {
  if (count <= 0) return 0;
  const auto from = open_from(start);
  if (!from) return std::nullopt;
  const LocalTime local = zone_->local(*from);
  const bool night = !opens_itself(local.day, local.ms / static_cast<std::int32_t>(ms_per_minute));
  const Day begin = night ? local.day - 1 : local.day;

  // The date up to which so many working days have followed.
  const std::int64_t wanted = working_days_before(begin + 1) + count;
  Day low = begin + 1;
  Day high = last_day;
  if (working_days_before(high) < wanted) return std::nullopt;
  while (low < high) {
    const Day middle = low + (high - low) / 2;
    if (working_days_before(middle + 1) >= wanted)
      high = middle;
    else
      low = middle + 1;
  }
  const Resolved until = zone_->resolve(night ? low + 1 : low, local.ms);
  if (until.kind == LocalKind::outside) return std::nullopt;
  return elapsed(*from, until.first);
}

} // namespace usher::calendar
