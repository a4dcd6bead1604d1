// SPDX-License-Identifier: BSL-1.0
// What both halves of a message's builder, taking in and complaining, know of values and texts.
#pragma once

#include "policy/facts.hpp"
#include "rules/message_builder.hpp"

#include <string>
#include <string_view>

namespace usher::rules {

[[nodiscard]] inline bool is_text(const RawValue &value) noexcept {
  return value.kind == RawValue::Kind::text || value.kind == RawValue::Kind::plain;
}

[[nodiscard]] inline bool is_found_by_usher(policy::FactId fact) noexcept {
  return fact == policy::fact_topic || fact == policy::fact_pii || fact == policy::fact_signal;
}

/// As in "and this is a number".
[[nodiscard]] std::string_view describe(const RawValue &value) noexcept;

/// Into a string that may have room already. Whether it was well formed.
bool assign_well_formed(std::string_view text, std::string &out);

} // namespace usher::rules
