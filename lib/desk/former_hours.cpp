// SPDX-License-Identifier: BSL-1.0
#include "desk/former_hours.hpp"

#include "base/codec.hpp"
#include "policy/calendars.hpp"

#include <algorithm>
#include <utility>

namespace usher::calendar {

template <class Codec>
void describe(Codec &codec, typename Codec::template Value<Zone::Offset> &v) {
  codec(v.from, v.seconds);
}

} // namespace usher::calendar

namespace usher::desk {

template <class Codec>
void describe(Codec &codec, typename Codec::template Value<SavedZone> &v) {
  codec(v.name, v.offsets);
}

namespace {

using calendar::Zone;

const SavedZone *find(const std::vector<SavedZone> &zones, std::string_view name) {
  const auto found =
      std::find_if(zones.begin(), zones.end(), [name](const SavedZone &one) { return one.name == name; });
  return found == zones.end() ? nullptr : &*found;
}

bool same(const SavedZone *a, const SavedZone *b) {
  if (a == nullptr || b == nullptr) return a == b;
  return std::equal(a->offsets.begin(), a->offsets.end(), b->offsets.begin(), b->offsets.end(),
                    [](const Zone::Offset &one, const Zone::Offset &other) {
                      return one.from == other.from && one.seconds == other.seconds;
                    });
}

bool is_sound(const SavedZone &zone) {
  const auto not_before = [](const Zone::Offset &one, const Zone::Offset &next) {
    return one.from >= next.from;
  };
  return !zone.offsets.empty() &&
         std::adjacent_find(zone.offsets.begin(), zone.offsets.end(), not_before) == zone.offsets.end() &&
         std::all_of(zone.offsets.begin(), zone.offsets.end(), [](const Zone::Offset &offset) {
           return offset.from >= -2 * day_ms / 1000 &&
                  offset.from <= latest_instant / 1000 + 2 * day_ms / 1000 && offset.seconds >= -26 * 3600 &&
                  offset.seconds <= 26 * 3600;
         });
}

} // namespace

std::vector<SavedZone> zones_of(const rules::Ruleset &ruleset) {
  std::vector<SavedZone> out;
  const std::vector<policy::Calendar> &calendars = ruleset.frame().calendars;
  for (std::uint32_t number = 0; number < calendars.size(); ++number) {
    const calendar::Calendar *const calendar = ruleset.calendar(number);
    if (calendar == nullptr || find(out, calendars[number].timezone) != nullptr) continue;
    const std::span<const Zone::Offset> offsets = calendar->zone().offsets();
    out.push_back({calendars[number].timezone, {offsets.begin(), offsets.end()}});
  }
  return out;
}

std::string encode(const std::vector<SavedZone> &zones) {
  Encoder encoder;
  encoder(zones);
  return std::move(encoder).take();
}

std::vector<SavedZone> decode_zones(std::span<const std::byte> bytes) {
  Decoder decoder(bytes);
  std::vector<SavedZone> zones;
  decoder(zones);
  decoder.finish();
  if (!std::all_of(zones.begin(), zones.end(), is_sound))
    throw DamagedImage{"a time zone of the desk has rules that no zone has"};
  return zones;
}

std::unique_ptr<const FormerHours> FormerHours::where_different(const rules::Ruleset &ruleset,
                                                                std::vector<SavedZone> zones) {
  const policy::Frame &frame = ruleset.frame();
  const std::vector<SavedZone> here = zones_of(ruleset);
  const bool all_same =
      std::all_of(frame.calendars.begin(), frame.calendars.end(), [&](const policy::Calendar &calendar) {
        return same(find(zones, calendar.timezone), find(here, calendar.timezone));
      });
  if (all_same) return nullptr;
  auto out = std::make_unique<FormerHours>();
  for (const policy::Department &department : frame.departments) {
    // A department whose zone could not be had was always open.
    calendar::Description hours = calendar::always_open();
    if (department.calendar) {
      const policy::Calendar &written = frame.calendars[*department.calendar];
      if (const SavedZone *const zone = find(zones, written.timezone))
        hours = policy::describe(written, std::make_shared<const Zone>(zone->name, zone->offsets));
    }
    out->calendars_.emplace_back(hours);
  }
  out->zones_ = std::move(zones);
  return out;
}

} // namespace usher::desk
