// SPDX-License-Identifier: BSL-1.0
#include "policy/calendars.hpp"

#include <algorithm>
#include <utility>

namespace usher::policy {

Calendar always_calendar() {
  Calendar calendar;
  calendar.name = always_name;
  calendar.weekly.fill({{0, static_cast<int>(calendar::minutes_per_day)}});
  return calendar;
}

bool never_closes(const Calendar &calendar) {
  const std::vector<calendar::Window> whole_day = always_calendar().weekly[0];
  const auto is_whole = [&](const std::vector<calendar::Window> &day) { return day == whole_day; };
  return std::all_of(calendar.weekly.begin(), calendar.weekly.end(), is_whole) && calendar.closed.empty() &&
         calendar.closed_yearly.empty() && calendar.open.empty() && calendar.holiday_days.empty() &&
         calendar.holiday_spans.empty();
}

calendar::Description describe(const Calendar &calendar, calendar::ZonePtr zone) {
  calendar::Description description;
  description.zone = std::move(zone);
  description.weekly = calendar.weekly;
  description.closed = calendar.closed;
  description.closed.insert(description.closed.end(), calendar.holiday_days.begin(),
                            calendar.holiday_days.end());
  description.closed_yearly = calendar.closed_yearly;
  description.closed_spans = calendar.holiday_spans;
  description.open = calendar.open;
  return description;
}

std::optional<ServiceTime> target_of(const Sla &sla, ServiceClock clock, std::size_t band) {
  const ServiceTarget &target = sla.targets[static_cast<std::size_t>(clock)];
  if (target.all) return target.all;
  // Bands go down as their numbers go up.
  for (std::size_t lower = band; lower < target.by_band.size(); ++lower)
    if (target.by_band[lower]) return target.by_band[lower];
  for (std::size_t higher = std::min(band, target.by_band.size()); higher > 0; --higher)
    if (target.by_band[higher - 1]) return target.by_band[higher - 1];
  return std::nullopt;
}

} // namespace usher::policy
