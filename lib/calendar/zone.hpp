// SPDX-License-Identifier: BSL-1.0
// Time zones: the wall clock of a place, from 1970 to 2200.
//
// The rules are those of the system's IANA files. A file is read when its zone is asked for, into a sorted list of
// offsets; after that nothing is asked of the file system, nothing is kept in the process, and threads share a Zone
// without a lock.
#pragma once

#include "base/time.hpp"
#include "calendar/day.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace usher::calendar {

/// What a wall clock shows.
struct LocalTime {
  Day day = 0;
  std::int32_t ms = 0;     // of the day
  std::int32_t offset = 0; // seconds east of UTC
};

enum class LocalKind : std::uint8_t {
  unique,   // there is one such instant
  repeated, // the clock was set back over it: there are two
  skipped,  // the clock was set forward over it: there is none
  outside   // not within 1970 to 2199
};

/// The instants of a wall clock time. Of a skipped one both are the first instant after the gap.
struct Resolved {
  LocalKind kind = LocalKind::outside;
  Instant first = 0;
  Instant last = 0;
};

class Zone {
 public:
  /// From `from` (Unix seconds) on, the clock is so many seconds ahead of UTC.
  struct Offset {
    std::int64_t from;
    std::int32_t seconds;
  };

  /// Offsets in order of time, neighbours different; the first one holds for all that is before.
  Zone(std::string name, std::vector<Offset> offsets);
  /// Needs no files.
  [[nodiscard]] static std::shared_ptr<const Zone> utc();

  [[nodiscard]] const std::string &name() const noexcept { return name_; }
  [[nodiscard]] std::span<const Offset> offsets() const noexcept { return offsets_; }

  [[nodiscard]] LocalTime local(Instant time) const noexcept;
  [[nodiscard]] Resolved resolve(Day day, std::int32_t ms_of_day) const noexcept;

 private:
  std::string name_;
  std::vector<Offset> offsets_;
};

using ZonePtr = std::shared_ptr<const Zone>;

enum class ZoneStatus : std::uint8_t {
  ok,
  bad_name, // not shaped like an IANA name, or the name of something else in that folder
  unknown,  // there are zone files, and none of this name
  damaged,  // its file cannot be read to the end
  no_files, // the system has no zone files
  refused   // the system does not let its file be read, now; perhaps the next time
};

/// It is the name that is to be mended, not the system.
[[nodiscard]] constexpr bool is_wrong_name(ZoneStatus status) noexcept {
  return status == ZoneStatus::bad_name || status == ZoneStatus::unknown;
}

/// Thrown where nothing can be answered without a zone whose file is `refused`.
struct RefusedZone {
  std::string name;
};

struct LoadedZone {
  ZoneStatus status = ZoneStatus::ok;
  ZonePtr zone; // with ok
};

/// The zone of an IANA name such as Europe/Rome, from the folder that the environment variable TZDIR names, else
/// from /usr/share/zoneinfo. Case counts. UTC is always known. Reads files: for load time, not for the hot path.
[[nodiscard]] LoadedZone load_zone(std::string_view name);

/// What to say of a name that was not loaded, and how to mend it (perhaps empty).
struct ZoneProblem {
  std::string message;
  std::string hint;
};
[[nodiscard]] ZoneProblem zone_problem(ZoneStatus status, std::string_view name);

} // namespace usher::calendar
