// SPDX-License-Identifier: BSL-1.0
#include "base/limits.hpp"

namespace usher {

LimitChange set_limit(Limits &limits, std::string_view name, std::uint64_t value) noexcept {
  for (const LimitDescription &limit : limit_descriptions) {
    if (limit.name != name) continue;
    if (value > limit.most) return LimitChange::too_much;
    limits.*limit.member = value;
    return LimitChange::done;
  }
  return LimitChange::unknown_name;
}

} // namespace usher
