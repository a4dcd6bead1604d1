// SPDX-License-Identifier: BSL-1.0
#include "c_api/zones.hpp"

#include <utility>

namespace usher::c_api {

usher_status find_zone(std::string_view name, calendar::ZonePtr &out, Findings &findings) {
  calendar::LoadedZone zone = calendar::load_zone(name);
  if (zone.status == calendar::ZoneStatus::ok) {
    out = std::move(zone.zone);
    return USHER_OK;
  }
  calendar::ZoneProblem problem = calendar::zone_problem(zone.status, name);
  const bool missing = !calendar::is_wrong_name(zone.status);
  findings.add({Severity::error,
                missing ? Code::no_zone_files : Code::unknown_zone,
                {},
                0,
                0,
                {},
                std::move(problem.message),
                std::move(problem.hint)});
  return missing ? USHER_IO : USHER_INPUT;
}

} // namespace usher::c_api
