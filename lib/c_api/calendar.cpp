// SPDX-License-Identifier: BSL-1.0
#include "base/nearest.hpp"
#include "c_api/handles.hpp"
#include "c_api/zones.hpp"
#include "policy/calendars.hpp"

#include <algorithm>
#include <optional>
#include <span>

#include <fmt/format.h>

namespace usher::c_api {
namespace {

constexpr int32_t most_working_days = 3650;

void complain(Findings &findings, Code code, std::string message, std::string hint) {
  findings.add({Severity::error, code, {}, 0, 0, {}, std::move(message), std::move(hint)});
}

usher_status create(const PolicyBody &body, std::string_view name, std::unique_ptr<usher_calendar> &out,
                    Findings &findings) {
  const policy::Policy &policy = body.ruleset.policy();
  const auto found = std::find_if(policy.calendars.begin(), policy.calendars.end(),
                                  [&](const policy::Calendar &one) { return one.name == name; });
  if (found == policy.calendars.end()) {
    std::vector<std::string_view> names;
    for (const policy::Calendar &one : policy.calendars)
      names.push_back(one.name);
    complain(findings, Code::unknown_name, fmt::format("there is no calendar \"{}\"", name),
             suggestion(name, names));
    return USHER_NOT_FOUND;
  }
  calendar::ZonePtr zone;
  // The policy was loaded, so it was a zone: the system has lost it since.
  if (find_zone(found->timezone, zone, findings) != USHER_OK) return USHER_IO;
  out = std::make_unique<usher_calendar>(policy::describe(*found, zone));
  return USHER_OK;
}

template <class T>
usher_status answer(const std::optional<T> &value, T *out) noexcept {
  if (!value) return USHER_NOT_FOUND;
  *out = *value;
  return USHER_OK;
}

/// Runs `ask(pauses)` with pauses as the calendar wants them: in order.
template <class Ask>
usher_status with_pauses(const usher_pause *pauses, size_t count, Ask &&ask) noexcept {
  if (pauses == nullptr && count != 0) return USHER_ARGUMENT;
  if (count == 0) return ask(std::span<const calendar::Pause>());
  return guard([&]() -> usher_status {
    std::vector<calendar::Pause> list;
    list.reserve(count);
    for (const usher_pause &pause : std::span(pauses, count))
      list.push_back({pause.from, pause.to});
    std::sort(list.begin(), list.end(),
              [](const calendar::Pause &a, const calendar::Pause &b) { return a.from < b.from; });
    return ask(std::span<const calendar::Pause>(list));
  });
}

/// "2026-03-20T09:30", "2026-03-20T09:30:15".
bool parse_local(std::string_view text, calendar::Day &day, std::int32_t &ms) {
  if (text.size() != 16 && text.size() != 19) return false;
  const auto date = calendar::parse_day(text.substr(0, 10));
  const auto clock = calendar::parse_clock(text.substr(11, 5));
  if (!date || !clock || *clock == calendar::minutes_per_day || (text[10] != 'T' && text[10] != ' '))
    return false;
  int seconds = 0;
  if (text.size() == 19) {
    // As minutes are written, so are seconds.
    const auto rest = calendar::parse_clock(fmt::format("00{}", text.substr(16)));
    if (!rest) return false;
    seconds = *rest;
  }
  day = *date;
  ms = *clock * static_cast<std::int32_t>(calendar::ms_per_minute) + seconds * 1000;
  return true;
}

usher_status resolve(std::string_view name, std::string_view local, calendar::Resolved &out,
                     Findings &findings) {
  calendar::ZonePtr zone;
  if (const usher_status status = find_zone(name, zone, findings); status != USHER_OK) return status;
  calendar::Day day = 0;
  std::int32_t ms = 0;
  if (!parse_local(local, day, ms)) {
    complain(findings, Code::bad_time, fmt::format("\"{}\" is not a time on a wall clock", local),
             "write it as in 2026-03-20T09:30, in a year from 1970 to 2199");
    return USHER_INPUT;
  }
  out = zone->resolve(day, ms);
  return out.kind == calendar::LocalKind::outside ? USHER_TIME : USHER_OK;
}

} // namespace
} // namespace usher::c_api

using namespace usher::
    c_api; // NOLINT(google-build-using-namespace): this file is the interface of that namespace

usher_status usher_calendar_create(const usher_policy *policy, usher_str name, usher_calendar **out,
                                   usher_report **report) noexcept {
  if (policy == nullptr || !is_valid(name) || out == nullptr) return USHER_ARGUMENT;
  std::unique_ptr<usher_calendar> made;
  const usher_status status = guard(report, [&](usher::Findings &findings) {
    return create(*policy->body, text_in(name), made, findings);
  });
  if (status == USHER_OK) *out = made.release();
  return status;
}

void usher_calendar_destroy(usher_calendar *calendar) noexcept { delete calendar; }

usher_status usher_calendar_zone(const usher_calendar *calendar, usher_str *out) noexcept {
  if (calendar == nullptr || out == nullptr) return USHER_ARGUMENT;
  *out = text_out(calendar->calendar.zone().name());
  return USHER_OK;
}

usher_status usher_calendar_offset(const usher_calendar *calendar, int64_t time, int32_t *out) noexcept {
  if (calendar == nullptr || out == nullptr) return USHER_ARGUMENT;
  if (!usher::is_instant(time)) return USHER_TIME;
  *out = calendar->calendar.zone().local(time).offset;
  return USHER_OK;
}

usher_status usher_calendar_is_open(const usher_calendar *calendar, int64_t time, int32_t *out) noexcept {
  if (calendar == nullptr || out == nullptr) return USHER_ARGUMENT;
  if (!usher::is_instant(time)) return USHER_TIME;
  *out = calendar->calendar.is_open(time) ? 1 : 0;
  return USHER_OK;
}

usher_status usher_calendar_due(const usher_calendar *calendar, int64_t start, int64_t service,
                                const usher_pause *pauses, size_t pause_count, int64_t *out) noexcept {
  if (calendar == nullptr || out == nullptr || service < 0) return USHER_ARGUMENT;
  if (!usher::is_instant(start)) return USHER_TIME;
  return with_pauses(pauses, pause_count, [&](std::span<const usher::calendar::Pause> list) {
    return answer(calendar->calendar.due(start, service, list), out);
  });
}

usher_status usher_calendar_working_days(const usher_calendar *calendar, int64_t start, int32_t days,
                                         int64_t *out) noexcept {
  if (calendar == nullptr || out == nullptr || days < 1 || days > most_working_days) return USHER_ARGUMENT;
  if (!usher::is_instant(start)) return USHER_TIME;
  return answer(calendar->calendar.working_days(start, days), out);
}

usher_status usher_calendar_elapsed(const usher_calendar *calendar, int64_t from, int64_t to,
                                    const usher_pause *pauses, size_t pause_count, int64_t *out) noexcept {
  if (calendar == nullptr || out == nullptr) return USHER_ARGUMENT;
  if (!usher::is_instant(from) || !usher::is_instant(to)) return USHER_TIME;
  return with_pauses(pauses, pause_count, [&](std::span<const usher::calendar::Pause> list) {
    *out = calendar->calendar.elapsed(from, to, list);
    return USHER_OK;
  });
}

usher_status usher_calendar_start(const usher_calendar *calendar, int64_t due, int64_t service,
                                  int64_t *out) noexcept {
  if (calendar == nullptr || out == nullptr || service < 0) return USHER_ARGUMENT;
  if (!usher::is_instant(due)) return USHER_TIME;
  return answer(calendar->calendar.start(due, service), out);
}

usher_status usher_calendar_change(const usher_calendar *calendar, int64_t time, int32_t which,
                                   int64_t *out) noexcept {
  if (calendar == nullptr || out == nullptr) return USHER_ARGUMENT;
  if (!usher::is_instant(time)) return USHER_TIME;
  const usher::calendar::Calendar &hours = calendar->calendar;
  switch (which) {
  case USHER_NEXT_OPENING: return answer(hours.next_opening(time), out);
  case USHER_NEXT_CLOSING: return answer(hours.next_closing(time), out);
  case USHER_LAST_OPENING: return answer(hours.last_opening(time), out);
  case USHER_LAST_CLOSING: return answer(hours.last_closing(time), out);
  default: return USHER_ARGUMENT;
  }
}

usher_status usher_zone_resolve(usher_str zone, usher_str local, int32_t *kind, int64_t *first, int64_t *last,
                                usher_report **report) noexcept {
  if (!is_valid(zone) || !is_valid(local) || kind == nullptr || first == nullptr || last == nullptr)
    return USHER_ARGUMENT;
  usher::calendar::Resolved resolved;
  const usher_status status = guard(report, [&](usher::Findings &findings) {
    return resolve(text_in(zone), text_in(local), resolved, findings);
  });
  if (status != USHER_OK) return status;
  static_assert(static_cast<int>(usher::calendar::LocalKind::unique) + 1 == USHER_LOCAL_UNIQUE);
  static_assert(static_cast<int>(usher::calendar::LocalKind::repeated) + 1 == USHER_LOCAL_REPEATED);
  static_assert(static_cast<int>(usher::calendar::LocalKind::skipped) + 1 == USHER_LOCAL_SKIPPED);
  *kind = static_cast<int32_t>(resolved.kind) + 1;
  *first = resolved.first;
  *last = resolved.last;
  return status;
}
