// SPDX-License-Identifier: BSL-1.0
#include "calendar/icalendar.hpp"

#include "calendar/icalendar_events.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace usher::calendar {
namespace {

constexpr std::int64_t seconds_per_day = 86'400;

const Zone &zone_of(const EventTime &time, const Zone &utc) {
  return time.zone != nullptr ? *time.zone : utc;
}

class HolidayReader {
 public:
  HolidayReader(const Source &source, const Zone &zone, const HolidayLimits &limits, Holidays &out,
                std::vector<HolidayProblem> &problems)
      : reader_(source, zone, limits, problems), limits_(limits), out_(out), utc_(Zone::utc()) {}

  void run() {
    std::vector<Event> events = reader_.read();
    // An event that stands in the place of one occurrence takes that one from the events of its UID.
    std::map<std::string, std::vector<EventTime>> replaced;
    for (const Event &event : events)
      if (event.replaces && !event.uid.empty()) replaced[event.uid].push_back(*event.replaces);
    for (Event &event : events) {
      const auto found = event.replaces ? replaced.end() : replaced.find(event.uid);
      if (found != replaced.end())
        event.except.insert(event.except.end(), found->second.begin(), found->second.end());
      if (!event.cancelled) add(event);
    }
  }

 private:
  // Seconds since 1970, where it is an instant.
  [[nodiscard]] std::optional<std::int64_t> seconds_of(const WallTime &wall, const Zone &zone) const {
    if (wall.day < first_day || wall.day > last_day) return std::nullopt;
    const Resolved resolved = (wall.utc ? *utc_ : zone).resolve(wall.day, wall.seconds * 1000);
    if (resolved.kind == LocalKind::outside) return std::nullopt;
    return resolved.first / 1000;
  }

  // How long it lasts, in seconds (whole days of an event without times); 0 when that is not known.
  [[nodiscard]] std::int64_t length_of(const Event &event) {
    const EventTime &start = *event.start;
    if (event.end && event.duration) {
      reader_.problem(event.end->line, "an event has either DTEND or DURATION");
      return 0;
    }
    if (start.wall.date) {
      if (event.duration)
        return std::max(*event.duration / seconds_per_day, std::int64_t{1}) * seconds_per_day;
      if (!event.end) return seconds_per_day;
      if (!event.end->wall.date || event.end->wall.day < start.wall.day) {
        reader_.problem(event.end->line,
                        "this event ends before it begins, or one end is a date and the other a time");
        return 0;
      }
      // The end is the day after the last; some programs write the last instead when it is one day.
      return std::max<std::int64_t>(event.end->wall.day - start.wall.day, 1) * seconds_per_day;
    }
    if (event.duration) return *event.duration;
    if (!event.end) {
      reader_.problem(start.line, "this event has a time but no end, so it closes nothing",
                      "add DTEND or DURATION, or make DTSTART a date to close the whole day");
      return 0;
    }
    // The first one may lie before what can be counted; the wall clock tells as well.
    const std::int64_t wall = (event.end->wall.day - start.wall.day) * seconds_per_day +
                              event.end->wall.seconds - start.wall.seconds;
    const auto from = seconds_of(start.wall, zone_of(start, *utc_));
    const auto to = seconds_of(event.end->wall, zone_of(*event.end, *utc_));
    const std::int64_t length = event.end->wall.date ? 0 : from && to ? *to - *from : wall;
    if (length <= 0)
      reader_.problem(event.end->line,
                      "this event ends before it begins, or one end is a date and the other a time");
    return std::max<std::int64_t>(length, 0);
  }

  void add(const Event &event) {
    if (!event.start) {
      if (!event.dated) reader_.problem(event.line, "this event has no DTSTART");
      return;
    }
    const EventTime &start = *event.start;
    const std::int64_t length = length_of(event);
    if (length == 0) return;
    if (length > 3660 * seconds_per_day) {
      reader_.problem(event.line, "this event lasts longer than ten years");
      return;
    }
    // What begins a little before may reach in.
    const Day from = limits_.from - static_cast<Day>(length / seconds_per_day) - 2;
    std::vector<EventTime> times;
    if (event.rules.empty()) times.push_back(start);
    for (const auto &[line, rule] : event.rules) {
      Recurrence local = rule;
      if (local.until && local.until->utc && !start.wall.utc) to_clock(*local.until, start);
      for (const WallTime &wall : occurrences(local, start.wall, from, limits_.to, limits_.occurrences + 1)) {
        EventTime time = start;
        time.wall = wall;
        time.wall.utc = start.wall.utc;
        times.push_back(time);
        if (times.size() > limits_.occurrences) break;
      }
    }
    times.insert(times.end(), event.also.begin(), event.also.end());
    for (const EventTime &time : times) {
      if (time.wall.date != start.wall.date) {
        reader_.problem(time.line, "a date stands in the place of a time, or a time in that of a date");
      } else if (!is_except(event, time)) {
        if (++count_ > limits_.occurrences) {
          if (count_ == limits_.occurrences + 1)
            reader_.problem(event.line,
                            fmt::format("there are more than {} closed times", limits_.occurrences));
          return;
        }
        close(time, length);
      }
    }
  }

  // UNTIL is UTC where the event has a zone; libical is asked on the clock of the event.
  void to_clock(WallTime &until, const EventTime &start) const {
    const auto seconds = seconds_of(until, *utc_);
    if (!seconds) return;
    const LocalTime local = zone_of(start, *utc_).local(*seconds * 1000);
    until = {local.day, local.ms / 1000, until.date, false};
  }

  [[nodiscard]] bool is_except(const Event &event, const EventTime &time) const {
    return std::any_of(event.except.begin(), event.except.end(), [&](const EventTime &other) {
      // A date takes out all that begins on it.
      if (other.wall.date || time.wall.date) return other.wall.day == time.wall.day;
      if (other.wall == time.wall && other.zone == time.zone) return true;
      const auto a = seconds_of(other.wall, zone_of(other, *utc_));
      const auto b = seconds_of(time.wall, zone_of(time, *utc_));
      return a && b && *a == *b;
    });
  }

  void close(const EventTime &time, std::int64_t length) {
    if (time.wall.date) {
      const Day last = time.wall.day + static_cast<Day>(length / seconds_per_day) - 1;
      if (last >= first_day && time.wall.day <= last_day) out_.days.push_back({time.wall.day, last});
      return;
    }
    const auto begin = seconds_of(time.wall, zone_of(time, *utc_));
    if (begin) out_.spans.push_back({*begin / 60, (*begin + length + 59) / 60});
  }

  EventReader reader_;
  const HolidayLimits &limits_;
  Holidays &out_;
  std::shared_ptr<const Zone> utc_;
  std::size_t count_ = 0;
};

} // namespace

bool read_holidays(const Source &source, const Zone &zone, const HolidayLimits &limits, Holidays &out,
                   std::vector<HolidayProblem> &problems) {
  const std::size_t before = problems.size();
  if (source.text().size() > limits.bytes)
    problems.push_back({0, fmt::format("the file is larger than {} bytes", limits.bytes), {}});
  else
    HolidayReader(source, zone, limits, out, problems).run();
  return problems.size() == before;
}

} // namespace usher::calendar
