// SPDX-License-Identifier: BSL-1.0
#include "calendar/icalendar_events.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace usher::calendar {
namespace {

constexpr std::size_t most_depth = 8;
constexpr std::size_t most_zones = 64;
constexpr std::size_t most_problems = 50;

} // namespace

void EventReader::problem(std::uint32_t line, std::string message, std::string hint) {
  if (problems_.size() < most_problems) problems_.push_back({line, std::move(message), std::move(hint)});
}

std::vector<Event> EventReader::read() {
  std::vector<Event> events;
  struct Component {
    std::string name;
    std::uint32_t line;
  };
  std::vector<Component> open;
  LineReader reader(source_);
  bool any = false;
  for (ContentLine line;;) {
    const LineStatus status = reader.next(line);
    if (status == LineStatus::end) break;
    if (status == LineStatus::too_long) {
      problem(line.line, fmt::format("this line is longer than {} bytes", most_line_bytes));
    } else if (status == LineStatus::bad) {
      problem(line.line, "this line is no NAME:VALUE, nor does it go on with the line before it",
              "a line that goes on begins with a space");
    } else if (line.name == "BEGIN") {
      if (open.empty() && capitals(line.value) != "VCALENDAR") break;
      if (open.size() == most_depth) {
        problem(line.line, "components are nested too deeply");
        return events;
      }
      open.push_back({capitals(line.value), line.line});
      any = true;
      if (open.size() == 2 && open.back().name == "VEVENT") {
        if (events.size() == limits_.events) {
          problem(line.line, fmt::format("there are more than {} events", limits_.events));
          return events;
        }
        events.emplace_back().line = line.line;
      }
    } else if (line.name == "END") {
      if (open.empty() || open.back().name != capitals(line.value)) {
        problem(line.line, fmt::format("END:{} ends nothing that is open here", line.value),
                open.empty() ? ""
                             : fmt::format("open is the {} of line {}", open.back().name, open.back().line));
        return events;
      }
      open.pop_back();
    } else if (open.empty()) {
      break;
    } else if (open.size() == 2 && open.back().name == "VEVENT") {
      take(line, events.back());
    }
  }
  if (!any)
    problem(1, "this is no iCalendar file", "such a file begins with the line BEGIN:VCALENDAR");
  else if (!open.empty())
    problem(open.back().line, fmt::format("this {} has no END", open.back().name));
  return events;
}

void EventReader::take(const ContentLine &line, Event &event) {
  const auto once = [&](auto &slot, auto value) {
    if (slot)
      problem(line.line, fmt::format("{} stands twice in this event", line.name));
    else
      slot = std::move(value);
  };
  if (line.name == "DTSTART") {
    event.dated = true;
    once(event.start, time(line, line.value));
  } else if (line.name == "DTEND") {
    once(event.end, time(line, line.value));
  } else if (line.name == "RECURRENCE-ID") {
    if (!line.parameter("RANGE").empty())
      problem(line.line, "RECURRENCE-ID for this and all later ones is not supported");
    once(event.replaces, time(line, line.value));
  } else if (line.name == "DURATION") {
    const auto period = parse_period(line.value);
    if (!period)
      problem(line.line, fmt::format("\"{}\" is no duration", line.value), "write it as in P2D or PT4H30M");
    once(event.duration, period);
  } else if (line.name == "RRULE") {
    std::string why;
    auto rule = parse_recurrence(line.value, why);
    if (!rule) {
      problem(line.line, fmt::format("this rule cannot be followed: {}", why));
    } else if (++rules_ > limits_.rules) {
      if (rules_ == limits_.rules + 1)
        problem(line.line, fmt::format("more than {} events recur", limits_.rules));
    } else {
      event.rules.emplace_back(line.line, *rule);
    }
  } else if (line.name == "RDATE") {
    times(line, event.also);
  } else if (line.name == "EXDATE") {
    times(line, event.except);
  } else if (line.name == "EXRULE") {
    problem(line.line, "EXRULE is not supported", "list the dates as EXDATE");
  } else if (line.name == "UID") {
    event.uid = line.value;
  } else if (line.name == "STATUS") {
    event.cancelled = capitals(line.value) == "CANCELLED";
  }
}

std::optional<EventTime> EventReader::time(const ContentLine &line, std::string_view value) {
  const auto wall = parse_wall_time(value);
  const bool wants_date = capitals(line.parameter("VALUE")) == "DATE";
  if (!wall || (wants_date && !wall->date)) {
    problem(line.line,
            fmt::format("\"{}\" is no {} that exists", value, wants_date ? "date" : "date or time"),
            "write it as in 20261225 or 20261224T130000, of the Gregorian calendar from 1970 to 2199");
    return std::nullopt;
  }
  EventTime result{*wall, nullptr, line.line};
  if (!wall->date && !wall->utc) {
    result.zone = zone(line);
    if (result.zone == nullptr) return std::nullopt;
  }
  return result;
}

void EventReader::times(const ContentLine &line, std::vector<EventTime> &out) {
  if (capitals(line.parameter("VALUE")) == "PERIOD") {
    problem(line.line, fmt::format("{} with periods is not supported", line.name), "list the dates");
    return;
  }
  std::string_view rest = line.value;
  while (true) {
    const std::size_t comma = rest.find(',');
    if (++listed_ > limits_.occurrences) {
      if (listed_ == limits_.occurrences + 1)
        problem(line.line, fmt::format("more than {} dates are listed", limits_.occurrences));
      return;
    }
    if (auto one = time(line, rest.substr(0, comma))) out.push_back(*one);
    if (comma == std::string_view::npos) return;
    rest.remove_prefix(comma + 1);
  }
}

const Zone *EventReader::zone(const ContentLine &line) {
  std::string_view name = line.parameter("TZID");
  if (name.empty()) return &zone_;
  // A name of the whole world may begin with a slash.
  if (name.starts_with('/')) name.remove_prefix(1);
  const auto known = zones_.find(name);
  if (known != zones_.end()) return known->second.get();
  if (zones_.size() == most_zones) {
    problem(line.line, fmt::format("more than {} time zones are named", most_zones));
    return nullptr;
  }
  LoadedZone loaded = load_zone(name);
  if (loaded.status != ZoneStatus::ok) {
    ZoneProblem why = zone_problem(loaded.status, name);
    problem(line.line, std::move(why.message), std::move(why.hint));
  }
  return zones_.emplace(name, std::move(loaded.zone)).first->second.get();
}

} // namespace usher::calendar
