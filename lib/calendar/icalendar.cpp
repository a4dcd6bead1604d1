// SPDX-License-Identifier: BSL-1.0
#include "calendar/icalendar.hpp"

#include "calendar/icalendar_events.hpp"

#include <algorithm>
#include <cstdint>
#include <tuple>

#include <fmt/format.h>

namespace usher::calendar {
namespace {

constexpr std::int64_t seconds_per_day = 86'400;

const Zone &zone_of(const EventTime &time, const Zone &utc) {
  return time.zone != nullptr ? *time.zone : utc;
}

// Seconds since 1970, where it is an instant.
std::optional<std::int64_t> seconds_of(const WallTime &wall, const Zone &zone, const Zone &utc) {
  if (wall.day < first_day || wall.day > last_day) return std::nullopt;
  const Resolved resolved = (wall.utc ? utc : zone).resolve(wall.day, wall.seconds * 1000);
  if (resolved.kind == LocalKind::outside) return std::nullopt;
  return resolved.first / 1000;
}

// What EXDATE takes out, sorted: there may be as many of them as there are times.
class Exceptions {
 public:
  Exceptions() = default;
  Exceptions(const std::vector<EventTime> &times, const Zone &utc) {
    for (const EventTime &time : times) {
      days_.push_back(time.wall.day);
      if (time.wall.date) {
        dates_.push_back(time.wall.day);
        continue;
      }
      walls_.push_back(key(time));
      if (const auto seconds = seconds_of(time.wall, zone_of(time, utc), utc)) instants_.push_back(*seconds);
    }
    std::sort(days_.begin(), days_.end());
    std::sort(dates_.begin(), dates_.end());
    std::sort(walls_.begin(), walls_.end());
    std::sort(instants_.begin(), instants_.end());
  }

  [[nodiscard]] bool has(const EventTime &time, const Zone &utc) const {
    const auto in = [](const auto &list, const auto &one) {
      return std::binary_search(list.begin(), list.end(), one);
    };
    // A date takes out all that begins on it.
    if (time.wall.date) return in(days_, time.wall.day);
    if (in(dates_, time.wall.day)) return true;
    if (walls_.empty()) return false;
    if (in(walls_, key(time))) return true;
    const auto seconds = seconds_of(time.wall, zone_of(time, utc), utc);
    return seconds && in(instants_, *seconds);
  }

 private:
  using Wall = std::tuple<Day, std::int32_t, bool, std::uintptr_t>;
  static Wall key(const EventTime &time) {
    return {time.wall.day, time.wall.seconds, time.wall.utc, reinterpret_cast<std::uintptr_t>(time.zone)};
  }

  std::vector<Day> days_, dates_; // of all, and of those without a time
  std::vector<Wall> walls_;       // those may lie before what can be counted
  std::vector<std::int64_t> instants_;
};

class HolidayReader {
 public:
  HolidayReader(const Source &source, const Zone &zone, const HolidayLimits &limits, Holidays &out,
                std::vector<HolidayProblem> &problems)
      : reader_(source, zone, limits, problems), limits_(limits), out_(out), utc_(Zone::utc()) {}

  void run() {
    const std::vector<Event> events = reader_.read();
    // An event that stands in the place of one occurrence takes that one from the events of its UID.
    std::map<std::string, std::vector<EventTime>> times;
    for (const Event &event : events)
      if (event.replaces && !event.uid.empty()) times[event.uid].push_back(*event.replaces);
    std::map<std::string, Exceptions> replaced;
    for (const auto &[uid, list] : times)
      replaced.emplace(uid, Exceptions(list, *utc_));
    const Exceptions none;
    for (const Event &event : events) {
      const auto found = event.replaces ? replaced.end() : replaced.find(event.uid);
      if (!event.cancelled) add(event, found == replaced.end() ? none : found->second);
    }
  }

 private:
  // How long it lasts: by the clock as long as DURATION says, or exactly as long as until DTEND; whole days of an
  // event without times. Nothing when that is not known.
  [[nodiscard]] Period length_of(const Event &event) {
    const EventTime &start = *event.start;
    if (event.end && event.duration) {
      reader_.problem(event.end->line, "an event has either DTEND or DURATION");
      return {};
    }
    if (start.wall.date) {
      if (event.duration) return {std::max(event.duration->nominal() / seconds_per_day, std::int64_t{1}), 0};
      if (!event.end) return {1, 0};
      if (!event.end->wall.date || event.end->wall.day < start.wall.day) {
        reader_.problem(event.end->line,
                        "this event ends before it begins, or one end is a date and the other a time");
        return {};
      }
      // The end is the day after the last; some programs write the last instead when it is one day.
      return {std::max<std::int64_t>(event.end->wall.day - start.wall.day, 1), 0};
    }
    if (event.duration) return *event.duration;
    if (!event.end) {
      reader_.problem(start.line, "this event has a time but no end, so it closes nothing",
                      "add DTEND or DURATION, or make DTSTART a date to close the whole day");
      return {};
    }
    // The first one may lie before what can be counted; the wall clock tells as well.
    const std::int64_t wall = (event.end->wall.day - start.wall.day) * seconds_per_day +
                              event.end->wall.seconds - start.wall.seconds;
    const auto from = seconds_of(start.wall, zone_of(start, *utc_), *utc_);
    const auto to = seconds_of(event.end->wall, zone_of(*event.end, *utc_), *utc_);
    const std::int64_t length = event.end->wall.date ? 0 : from && to ? *to - *from : wall;
    if (length <= 0)
      reader_.problem(event.end->line,
                      "this event ends before it begins, or one end is a date and the other a time");
    return {0, std::max<std::int64_t>(length, 0)};
  }

  void add(const Event &event, const Exceptions &replaced) {
    if (count_ > limits_.occurrences) return;
    if (!event.start) {
      if (!event.dated) reader_.problem(event.line, "this event has no DTSTART");
      return;
    }
    const EventTime &start = *event.start;
    const Period period = length_of(event);
    const std::int64_t length = period.nominal();
    if (length == 0) return;
    if (length > 3660 * seconds_per_day) {
      reader_.problem(event.line, "this event lasts longer than ten years");
      return;
    }
    // What begins a little before may reach in.
    const Day from = limits_.from - static_cast<Day>(length / seconds_per_day) - 2;
    std::vector<EventTime> times;
    if (event.rules.empty()) times.push_back(start);
    // Whatever there is more than may be left is not looked for; those that are taken out are looked for as well.
    const std::size_t most = limits_.occurrences + 1 - count_;
    for (const auto &[line, rule] : event.rules) {
      if (times.size() >= most) break;
      Recurrence local = rule;
      if (local.until && local.until->utc && !start.wall.utc) to_clock(*local.until, start);
      for (const WallTime &wall : occurrences(local, start.wall, from, limits_.to, most - times.size())) {
        EventTime time = start;
        time.wall = wall;
        time.wall.utc = start.wall.utc;
        times.push_back(time);
      }
    }
    times.insert(times.end(), event.also.begin(), event.also.end());
    const Exceptions except(event.except, *utc_);
    for (const EventTime &time : times) {
      if (++count_ > limits_.occurrences) {
        reader_.problem(event.line, fmt::format("there are more than {} closed times", limits_.occurrences));
        return;
      }
      if (time.wall.date != start.wall.date) {
        reader_.problem(time.line, "a date stands in the place of a time, or a time in that of a date");
      } else if (!except.has(time, *utc_) && !replaced.has(time, *utc_)) {
        close(time, period);
      }
    }
  }

  // UNTIL is UTC where the event has a zone; the rule is followed on the clock of the event.
  void to_clock(WallTime &until, const EventTime &start) const {
    const auto seconds = seconds_of(until, *utc_, *utc_);
    if (!seconds) return;
    const LocalTime local = zone_of(start, *utc_).local(*seconds * 1000);
    until = {local.day, local.ms / 1000, until.date, false};
  }

  void close(const EventTime &time, const Period &length) {
    if (time.wall.date) {
      const Day last = time.wall.day + static_cast<Day>(length.days) - 1;
      if (last >= first_day && time.wall.day <= last_day) out_.days.push_back({time.wall.day, last});
      return;
    }
    const Zone &zone = zone_of(time, *utc_);
    const auto begin = seconds_of(time.wall, zone, *utc_);
    WallTime after = time.wall;
    after.day += static_cast<Day>(length.days);
    const auto last_whole_day = seconds_of(after, zone, *utc_);
    if (begin && last_whole_day)
      out_.spans.push_back({*begin / 60, (*last_whole_day + length.seconds + 59) / 60});
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
