// SPDX-License-Identifier: BSL-1.0
// Any bytes as the file of a zone or as holidays: what is made of them answers, and its answers fit one another.
#include "calendar/calendar.hpp"
#include "calendar/icalendar.hpp"
#include "calendar/zone_file.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

using namespace usher;
using namespace usher::calendar;

namespace {

constexpr std::size_t most_bytes = 20'000;

void require(bool condition, const char *what) {
  if (condition) return;
  std::fprintf(stderr, "%s\n", what);
  std::abort();
}

void ask(const Calendar &calendar, std::uint64_t seed) {
  for (int round = 0; round < 20; ++round) {
    seed = seed * 6364136223846793005U + 1442695040888963407U;
    const auto time = static_cast<Instant>((seed >> 16U) % static_cast<std::uint64_t>(latest_instant));
    const auto service = static_cast<std::int64_t>(1 + (seed >> 40U) % 1'000'000'000);
    if (const auto due = calendar.due(time, service)) {
      require(calendar.elapsed(time, *due) == service, "due and elapsed differ");
      require(calendar.elapsed(time, *due - 1) == service - 1, "it was due before");
      require(calendar.start(*due, service) == calendar.open_from(time), "start and due differ");
    }
    if (const auto opening = calendar.next_opening(time)) {
      require(*opening > time && calendar.is_open(*opening) && !calendar.is_open(*opening - 1), "no opening");
      require(calendar.last_opening(*opening) == opening, "openings differ");
    }
    static_cast<void>(calendar.working_days(time, static_cast<std::int64_t>(seed % 100)));
    const LocalTime local = calendar.zone().local(time);
    const Resolved back = calendar.zone().resolve(local.day, local.ms);
    require(back.kind == LocalKind::outside || back.first == time || back.last == time ||
                (back.first < time && time < back.last),
            "a clock time is another instant");
  }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
  if (size > most_bytes) return 0;
  const std::string_view bytes(reinterpret_cast<const char *>(data), size);
  Description description;
  description.zone = Zone::utc();
  for (std::size_t day = 0; day < 5; ++day)
    description.weekly[day] = {{540, 780}, {1320, 1800}};
  if (bytes.starts_with("TZif")) {
    auto offsets = read_zone_file(bytes);
    if (!offsets) return 0;
    description.zone = std::make_shared<const Zone>("Any/Where", std::move(*offsets));
  } else {
    HolidayLimits limits;
    limits.rules = 5;
    limits.occurrences = 1000;
    Holidays holidays;
    std::vector<HolidayProblem> problems;
    static_cast<void>(
        read_holidays({"any.ics", std::string(bytes)}, *description.zone, limits, holidays, problems));
    description.closed = std::move(holidays.days);
    description.closed_spans = std::move(holidays.spans);
  }
  ask(Calendar(description), size);
  return 0;
}
