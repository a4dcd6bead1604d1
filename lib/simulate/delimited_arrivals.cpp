// SPDX-License-Identifier: BSL-1.0
#include "simulate/delimited_arrivals.hpp"

#include "base/nearest.hpp"
#include "desk/event_json.hpp"
#include "policy/context.hpp"
#include "simulate/replay_line.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace usher::simulate {

DelimitedArrivals::DelimitedArrivals(const DelimitedForm &form, std::string time_column,
                                     std::string handle_column, std::vector<TimeFormat> formats,
                                     std::string file)
    : rows_(form),
      time_column_(std::move(time_column)),
      handle_column_(std::move(handle_column)),
      formats_(std::move(formats)),
      file_(std::move(file)) {}

std::optional<std::size_t> DelimitedArrivals::find_column(const std::string &name, Findings &findings) const {
  const std::optional<std::size_t> found = rows_.find_column(name);
  if (found && rows_.has_twice(name))
    findings.add({Severity::warning,
                  Code::duplicate_name,
                  file_,
                  static_cast<std::uint32_t>(rows_.line()),
                  0,
                  {},
                  fmt::format("the first row has the column {} more than once", policy::quote(name)),
                  std::string(first_column_hint)});
  if (found) return found;
  const std::vector<std::string_view> names(rows_.cells().begin(), rows_.cells().end());
  findings.add({Severity::error,
                Code::unknown_name,
                file_,
                static_cast<std::uint32_t>(rows_.line()),
                0,
                {},
                fmt::format("there is no column {} in the first row", policy::quote(name)),
                suggestion(name, names)});
  return std::nullopt;
}

bool DelimitedArrivals::take_head(Findings &findings) {
  const auto time_at = find_column(time_column_, findings);
  if (!handle_column_.empty()) handle_at_ = find_column(handle_column_, findings);
  if (!time_at || (!handle_column_.empty() && !handle_at_)) return false;
  time_at_ = *time_at;
  return true;
}

void DelimitedArrivals::leave_out(Code code, std::string message, std::string hint, Findings &findings) {
  ++left_out_;
  findings.add({Severity::error,
                code,
                file_,
                static_cast<std::uint32_t>(rows_.line()),
                0,
                {},
                std::move(message),
                std::move(hint)});
}

void DelimitedArrivals::take_row(staffing::RecordedWeek &week, Findings &findings) {
  const auto cells = rows_.cells();
  if (cells.size() != rows_.width()) {
    leave_out(Code::bad_row,
              fmt::format("the row has {} cells, and the first row has {}", cells.size(), rows_.width()),
              "put cells that hold the delimiter in quotes", findings);
    return;
  }
  const auto time = read_time(cells[time_at_], week.zone(), formats_);
  if (!time) {
    leave_out(Code::bad_time,
              fmt::format("{} in column {} is no time", policy::quote(cells[time_at_]),
                          policy::quote(time_column_)),
              "write it as in 2026-03-20T09:00:00Z or 2026-03-20 09:00, or say its format", findings);
    return;
  }
  if (!handle_at_) {
    week.add(*time, std::nullopt);
    return;
  }
  const std::string_view cell = cells[*handle_at_];
  if (cell.empty()) { // not known
    week.add(*time, std::nullopt);
    return;
  }
  const auto length = read_length(cell);
  if (!length) {
    leave_out(Code::bad_duration,
              fmt::format("{} in column {} is no length of time", policy::quote(cell),
                          policy::quote(handle_column_)),
              "write it in seconds, as 0:01:30, or as 1m30s", findings);
    return;
  }
  week.add(*time, *length);
}

bool DelimitedArrivals::add(std::string_view bytes, bool last, staffing::RecordedWeek &week,
                            Findings &findings) {
  return rows_.add(
      bytes, last, file_, findings, [&] { return take_head(findings); }, [&] { take_row(week, findings); },
      [&] { leave_out(Code::bad_row, rows_.problem(), {}, findings); });
}

void EventArrivals::take_line(std::string_view line, std::uint32_t number, staffing::RecordedWeek &week,
                              Findings &findings) {
  RecordedLine recorded;
  desk::EventJson json;
  const bool is_sound = read_recorded(line, number, recorded, findings);
  if (is_sound && recorded.is_policy) return;
  if (!is_sound || !json.read(recorded.event, limits_, number, findings)) {
    ++left_out_;
    return;
  }
  const desk::Event &event = json.event();
  if (event.type != desk::EventType::message || event.from_staff) return;
  const std::optional<Instant> time = event.time ? event.time : recorded.applied;
  if (!time) {
    ++left_out_;
    findings.add({Severity::error,
                  Code::bad_time,
                  {},
                  number,
                  0,
                  {},
                  "the message has no time",
                  "give it one: \"time\": \"2026-03-20T09:00:00Z\""});
    return;
  }
  if (known_.emplace(event.conversation).second) week.add(*time, std::nullopt);
}

void EventArrivals::add(std::string_view lines, staffing::RecordedWeek &week, Findings &findings) {
  lines_.each(lines, findings, [&](std::string_view line, std::uint32_t number, Findings &here) {
    take_line(line, number, week, here);
  });
}

} // namespace usher::simulate
