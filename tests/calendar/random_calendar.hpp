// SPDX-License-Identifier: BSL-1.0
// Calendars and spans of time as no office has them, around a given time.
#pragma once

#include "calendar/calendar.hpp"

#include <random>
#include <string_view>
#include <vector>

namespace usher_test {

inline constexpr std::string_view zone_names[] = {
    "Europe/Rome",         "Asia/Tehran",       "Europe/Moscow",      "America/New_York",  "Asia/Kolkata",
    "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Kathmandu",     "America/Santiago",  "Pacific/Apia",
    "Europe/London",       "Europe/Dublin",     "America/Sao_Paulo",  "America/St_Johns",  "America/Caracas",
    "Asia/Pyongyang",      "Pacific/Chatham",   "Pacific/Kiritimati", "Pacific/Kwajalein", "Africa/Cairo",
    "Asia/Gaza",           "Antarctica/Troll",  "America/Havana",     "Asia/Amman",        "Europe/Istanbul",
    "America/Nuuk",        "Pacific/Marquesas", "Australia/Sydney",   "Africa/Monrovia",   "UTC"};

class RandomCalendar {
 public:
  explicit RandomCalendar(std::uint64_t seed) : random_(seed) {}

  std::int64_t number(std::int64_t from, std::int64_t to) {
    return std::uniform_int_distribution(from, to)(random_);
  }
  bool chance(int percent) { return number(1, 100) <= percent; }

  /// Exceptions lie within some weeks of `around`.
  usher::calendar::Description calendar(usher::calendar::ZonePtr zone, usher::Instant around);
  std::vector<usher::calendar::Pause> pauses(usher::Instant around);

 private:
  std::vector<usher::calendar::Window> windows();
  int clock();

  std::mt19937_64 random_;
};

/// Every zone of the list, loaded.
[[nodiscard]] const std::vector<usher::calendar::ZonePtr> &zones();

} // namespace usher_test
