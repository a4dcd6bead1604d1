// SPDX-License-Identifier: BSL-1.0
#include "calendar/random_calendar.hpp"

#include <doctest/doctest.h>

namespace usher_test {

using usher::calendar::Day;
using usher::calendar::Description;
using usher::calendar::MinuteSpan;
using usher::calendar::Window;

int RandomCalendar::clock() {
  // Mostly hours and halves, around which clocks are set, and sometimes any minute.
  return static_cast<int>(chance(70) ? number(0, 47) * 30 : number(0, 1439));
}

std::vector<Window> RandomCalendar::windows() {
  std::vector<Window> result;
  const auto kind = number(0, 9);
  if (kind == 0) return result;
  if (kind == 1) return {{0, 1440}};
  for (std::int64_t left = number(1, kind < 6 ? 1 : 3); left > 0; --left) {
    const int open = clock();
    int close = clock();
    if (close <= open) close += 1440;
    result.push_back({open, close});
  }
  return result;
}

Description RandomCalendar::calendar(usher::calendar::ZonePtr zone, usher::Instant around) {
  Description result;
  const auto middle = static_cast<Day>(around / 86'400'000);
  result.zone = std::move(zone);
  // Offices repeat themselves.
  const std::vector<Window> same = windows();
  const bool office = chance(50);
  for (auto &day : result.weekly)
    day = office && chance(80) ? same : windows();
  const auto date = [&] { return middle + static_cast<Day>(number(-6, 12)); };
  if (chance(60)) {
    for (std::int64_t left = number(1, 4); left > 0; --left) {
      const Day from = date();
      result.closed.push_back({from, from + static_cast<Day>(number(0, 3))});
    }
    for (std::int64_t left = number(0, 3); left > 0; --left)
      result.open.push_back({date(), windows()});
    for (std::int64_t left = number(0, 2); left > 0; --left) {
      const auto day = usher::calendar::date_of(date());
      result.closed_yearly.push_back({static_cast<std::uint8_t>(static_cast<unsigned>(day.month())),
                                      static_cast<std::uint8_t>(static_cast<unsigned>(day.day()))});
    }
    for (std::int64_t left = number(0, 2); left > 0; --left) {
      const std::int64_t from = date() * 1440LL + number(0, 1439);
      result.closed_spans.push_back({from, from + number(1, 600)});
    }
  }
  return result;
}

std::vector<usher::calendar::Pause> RandomCalendar::pauses(usher::Instant around) {
  std::vector<usher::calendar::Pause> result;
  // At whole minutes, as the minute-by-minute oracle has it.
  usher::Instant at = around / 60'000 * 60'000 - 3'600'000;
  for (std::int64_t left = number(0, 3); left > 0; --left) {
    at += number(0, 600) * 60'000;
    result.push_back({at, at + number(0, 600) * 60'000});
  }
  return result;
}

const std::vector<usher::calendar::ZonePtr> &zones() {
  static const auto all = [] {
    std::vector<usher::calendar::ZonePtr> list;
    for (const std::string_view name : zone_names) {
      auto loaded = usher::calendar::load_zone(name);
      INFO(name);
      REQUIRE(loaded.status == usher::calendar::ZoneStatus::ok);
      list.push_back(std::move(loaded.zone));
    }
    return list;
  }();
  return all;
}

} // namespace usher_test
