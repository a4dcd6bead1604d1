// SPDX-License-Identifier: BSL-1.0
#include "calendar/zone.hpp"

#include <algorithm>

namespace usher::calendar {
namespace {

constexpr std::int64_t seconds_per_day = 86'400;

// No zone is further from UTC, nor is any jump of a clock longer: Samoa once left out a whole day.
constexpr std::int64_t longest_shift = 2 * seconds_per_day;

} // namespace

Zone::Zone(std::string name, std::vector<Offset> offsets)
    : name_(std::move(name)), offsets_(std::move(offsets)) {
  if (offsets_.empty()) offsets_.push_back({0, 0});
}

std::shared_ptr<const Zone> Zone::utc() {
  return std::make_shared<const Zone>("UTC", std::vector<Offset>{{0, 0}});
}

LocalTime Zone::local(Instant time) const noexcept {
  const std::int64_t second = time >= 0 ? time / 1000 : -((999 - time) / 1000);
  const auto after =
      std::upper_bound(offsets_.begin() + 1, offsets_.end(), second,
                       [](std::int64_t value, const Offset &offset) { return value < offset.from; });
  const std::int32_t offset = (after - 1)->seconds;
  // Shifted by a day, so that the division is one of positive numbers.
  const std::int64_t shifted = time + (offset + seconds_per_day) * 1000LL;
  const std::int64_t ms_per_day = seconds_per_day * 1000;
  return {static_cast<Day>(shifted / ms_per_day - 1), static_cast<std::int32_t>(shifted % ms_per_day),
          offset};
}

Resolved Zone::resolve(Day day, std::int32_t ms_of_day) const noexcept {
  if (day < first_day || day > last_day) return {};
  const std::int64_t wall = day * seconds_per_day * 1000 + ms_of_day;
  const std::int64_t second = day * seconds_per_day + ms_of_day / 1000;
  const auto later = [](std::int64_t value, const Offset &offset) { return value < offset.from; };
  const auto end = std::upper_bound(offsets_.begin() + 1, offsets_.end(), second + longest_shift, later);
  const auto begin = std::upper_bound(offsets_.begin() + 1, end, second - longest_shift, later) - 1;

  Resolved result;
  for (auto at = begin; at != end; ++at) {
    const bool begun = at == offsets_.begin() || second >= at->from + at->seconds;
    const bool ended = at + 1 != offsets_.end() && second >= (at + 1)->from + at->seconds;
    if (begun && !ended) {
      const Instant instant = wall - at->seconds * 1000LL;
      if (result.kind == LocalKind::outside) result.first = instant;
      result.kind = result.kind == LocalKind::outside ? LocalKind::unique : LocalKind::repeated;
      result.last = instant;
    }
  }
  if (result.kind == LocalKind::outside) {
    for (auto at = begin + 1; at < end; ++at) {
      if (second >= at->from + (at - 1)->seconds && second < at->from + at->seconds) {
        result = {LocalKind::skipped, at->from * 1000, at->from * 1000};
        break;
      }
    }
  }
  if (!is_instant(result.first) || !is_instant(result.last)) return {};
  return result;
}

} // namespace usher::calendar
