// SPDX-License-Identifier: BSL-1.0
// A snapshot says which rules its time zones had. Where it is taken up they may be other ones, as governments change
// their clocks and systems their tzdata: what is due then moves, and what was spent was spent by the hours of then.
// The rules themselves are kept and not the name of their version: one version is built in several ways, and hours can
// only be told by rules.
#pragma once

#include "calendar/calendar.hpp"
#include "rules/ruleset.hpp"

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace usher::desk {

struct SavedZone {
  std::string name;
  std::vector<calendar::Zone::Offset> offsets;
};

/// Of the calendars of a policy, each zone once; those that the system does not have are left out.
[[nodiscard]] std::vector<SavedZone> zones_of(const rules::Ruleset &ruleset);

[[nodiscard]] std::string encode(const std::vector<SavedZone> &zones);
/// Throws DamagedImage.
[[nodiscard]] std::vector<SavedZone> decode_zones(std::span<const std::byte> bytes);

class FormerHours {
 public:
  /// Null when the system has the same rules.
  [[nodiscard]] static std::unique_ptr<const FormerHours> where_different(const rules::Ruleset &ruleset,
                                                                          std::vector<SavedZone> zones);

  [[nodiscard]] const calendar::Calendar &of_department(std::uint32_t number) const noexcept {
    return calendars_[number];
  }
  [[nodiscard]] const std::vector<SavedZone> &zones() const noexcept { return zones_; }

 private:
  std::vector<SavedZone> zones_;
  std::vector<calendar::Calendar> calendars_; // by department
};

} // namespace usher::desk
