// SPDX-License-Identifier: BSL-1.0
// The events of an iCalendar file as they stand there, each part with its line; icalendar.cpp makes closed days of
// them.
#pragma once

#include "calendar/icalendar.hpp"
#include "calendar/icalendar_lines.hpp"
#include "calendar/icalendar_values.hpp"
#include "calendar/recurrence.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace usher::calendar {

/// A time with the zone whose clock shows it: null is UTC or, for a date, none.
struct EventTime {
  WallTime wall;
  const Zone *zone = nullptr;
  std::uint32_t line = 0;
};

struct Event {
  std::uint32_t line = 0;
  std::string uid;
  bool cancelled = false;
  bool dated = false;                            // it has a DTSTART, be it one that cannot be read
  std::optional<EventTime> start, end, replaces; // DTSTART, DTEND, RECURRENCE-ID
  std::optional<Period> duration;
  std::vector<std::pair<std::uint32_t, Recurrence>> rules;
  std::vector<EventTime> also, except; // RDATE, EXDATE
};

class EventReader {
 public:
  EventReader(const Source &source, const Zone &zone, const HolidayLimits &limits,
              std::vector<HolidayProblem> &problems)
      : source_(source), zone_(zone), limits_(limits), problems_(problems) {}

  [[nodiscard]] std::vector<Event> read();
  void problem(std::uint32_t line, std::string message, std::string hint = {});

 private:
  void take(const ContentLine &line, Event &event);
  [[nodiscard]] std::optional<EventTime> time(const ContentLine &line, std::string_view value);
  void times(const ContentLine &line, std::vector<EventTime> &out);
  [[nodiscard]] const Zone *zone(const ContentLine &line);

  const Source &source_;
  const Zone &zone_;
  const HolidayLimits &limits_;
  std::vector<HolidayProblem> &problems_;
  std::map<std::string, ZonePtr, std::less<>> zones_; // null: said already that there is none
  std::size_t rules_ = 0;
  std::size_t listed_ = 0;
};

} // namespace usher::calendar
