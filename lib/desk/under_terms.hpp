// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "desk/state.hpp"

namespace usher::desk {

/// What was made under another policy, until the change to this one is kept.
struct State::UnderTerms {
  std::shared_ptr<const Terms> terms;
  std::vector<DepartmentData> departments;
  Steady<Requirement> requirements;
  std::vector<std::uint32_t> free_requirements;
  boost::unordered_flat_map<RequirementKey, std::uint32_t> requirement_numbers;
  std::vector<Lane> lanes;
  std::vector<std::uint32_t> waiting;
  std::vector<std::uint32_t> fresh_requirements;
  std::size_t used_requirements = 0;
};

} // namespace usher::desk
