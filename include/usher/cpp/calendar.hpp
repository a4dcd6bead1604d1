// SPDX-License-Identifier: BSL-1.0
// Opening hours. Part of usher/usher.hpp.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include <usher/cpp/policy.hpp>
#include <usher/usher.h>

namespace usher {

using Pause = usher_pause;

[[nodiscard]] inline Pause pause(Time from, Time to) noexcept {
  return {from.time_since_epoch().count(), to.time_since_epoch().count()};
}

enum class Change : std::int32_t {
  next_opening = USHER_NEXT_OPENING,
  next_closing = USHER_NEXT_CLOSING,
  last_opening = USHER_LAST_OPENING,
  last_closing = USHER_LAST_CLOSING
};

/// A calendar of a policy. Questions may be asked from any number of threads at once; they answer with nothing where
/// there is no answer before 2200.
class Calendar {
 public:
  Calendar(const Policy &policy, std::string_view name, Report *report = nullptr) {
    usher_calendar *made = nullptr;
    detail::reported(report, [&](usher_report **raw) {
      return usher_calendar_create(policy.get(), detail::give(name), &made, raw);
    });
    handle_.reset(made);
  }
  explicit Calendar(usher_calendar *taken_over) noexcept : handle_(taken_over) {}

  [[nodiscard]] std::string_view zone() const {
    usher_str name{};
    detail::check(usher_calendar_zone(handle_.get(), &name));
    return detail::take(name);
  }
  [[nodiscard]] std::chrono::seconds offset(Time time) const {
    std::int32_t seconds = 0;
    detail::check(usher_calendar_offset(handle_.get(), count(time), &seconds));
    return std::chrono::seconds(seconds);
  }
  [[nodiscard]] bool is_open(Time time) const {
    std::int32_t open = 0;
    detail::check(usher_calendar_is_open(handle_.get(), count(time), &open));
    return open != 0;
  }
  [[nodiscard]] std::optional<Time> due(Time start, Duration service,
                                        std::span<const Pause> pauses = {}) const {
    return time_of([&](std::int64_t *out) {
      return usher_calendar_due(handle_.get(), count(start), service.count(), pauses.data(), pauses.size(),
                                out);
    });
  }
  [[nodiscard]] std::optional<Duration> working_days(Time start, std::int32_t days) const {
    return number_of<Duration>([&](std::int64_t *out) {
      return usher_calendar_working_days(handle_.get(), count(start), days, out);
    });
  }
  [[nodiscard]] Duration elapsed(Time from, Time to, std::span<const Pause> pauses = {}) const {
    std::int64_t out = 0;
    detail::check(
        usher_calendar_elapsed(handle_.get(), count(from), count(to), pauses.data(), pauses.size(), &out));
    return Duration(out);
  }
  [[nodiscard]] std::optional<Time> start(Time due, Duration service) const {
    return time_of([&](std::int64_t *out) {
      return usher_calendar_start(handle_.get(), count(due), service.count(), out);
    });
  }
  [[nodiscard]] std::optional<Time> change(Time time, Change which) const {
    return time_of([&](std::int64_t *out) {
      return usher_calendar_change(handle_.get(), count(time), static_cast<std::int32_t>(which), out);
    });
  }

  [[nodiscard]] usher_calendar *get() const noexcept { return handle_.get(); }

 private:
  static std::int64_t count(Time time) noexcept { return time.time_since_epoch().count(); }

  template <class T, class Ask>
  static std::optional<T> number_of(Ask &&ask) {
    std::int64_t out = 0;
    const usher_status status = ask(&out);
    if (status == USHER_NOT_FOUND) return std::nullopt;
    detail::check(status);
    return T(out);
  }
  template <class Ask>
  static std::optional<Time> time_of(Ask &&ask) {
    const std::optional<Duration> found = number_of<Duration>(ask);
    return found ? std::optional(Time(*found)) : std::nullopt;
  }

  detail::Handle<usher_calendar, &usher_calendar_destroy> handle_;
};

enum class LocalKind : std::int32_t {
  unique = USHER_LOCAL_UNIQUE,
  repeated = USHER_LOCAL_REPEATED,
  skipped = USHER_LOCAL_SKIPPED
};

struct LocalTime {
  LocalKind kind = LocalKind::unique;
  Time first;
  Time last;
};

/// The instants at which the wall clock of a zone shows a time such as 2026-03-20T09:30.
[[nodiscard]] inline LocalTime resolve(std::string_view zone, std::string_view local,
                                       Report *report = nullptr) {
  std::int32_t kind = 0;
  std::int64_t first = 0;
  std::int64_t last = 0;
  detail::reported(report, [&](usher_report **raw) {
    return usher_zone_resolve(detail::give(zone), detail::give(local), &kind, &first, &last, raw);
  });
  return {static_cast<LocalKind>(kind), Time(Duration(first)), Time(Duration(last))};
}

} // namespace usher
