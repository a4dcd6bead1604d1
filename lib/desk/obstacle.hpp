// SPDX-License-Identifier: BSL-1.0
// Why somebody does not get a conversation: the first thing that speaks against it. What lasts comes before what passes,
// so that of somebody who is away it is said that they are only where they may take it once they are back.
#pragma once

#include "desk/words.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace usher::desk {

enum class Obstacle : std::uint8_t {
  nothing,    // may take it now
  has_it,     // or is offered it
  gone,       // works here no more
  department, // in none of those that may take it
  kind,       // takes nothing of its kind
  account,    // may not use it, or is in none of its departments
  language,
  skill,
  waits, // the conversation waits for somebody else
  declined,
  absent, // away, offline or off shift
  full,   // has as much as they may
  full_of_kind,
  works_on // as many that wait for an answer as they work on at once
};
inline constexpr std::size_t obstacle_count = static_cast<std::size_t>(Obstacle::works_on) + 1;

/// As JSON has them.
[[nodiscard]] constexpr std::string_view name_of(Obstacle obstacle) noexcept {
  constexpr std::array<std::string_view, obstacle_count> names = {
      "nothing", "has_it", "gone",     "department", "kind", "account",      "language",
      "skill",   "waits",  "declined", "absent",     "full", "full_of_kind", "works_on"};
  return names[static_cast<std::size_t>(obstacle)];
}

/// What speaks against somebody, and of a skill which.
struct Unfit {
  Obstacle obstacle = Obstacle::nothing;
  WordId word = 0;
};

} // namespace usher::desk
