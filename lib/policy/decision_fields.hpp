// SPDX-License-Identifier: BSL-1.0
// The fields of a decision, as tests of a policy name them.
#pragma once

#include <string_view>

namespace usher::policy {

/// One of several texts: topics, pii, skills, tags, notify, ask.
[[nodiscard]] bool is_list_field(std::string_view name) noexcept;
/// Any other.
[[nodiscard]] bool is_value_field(std::string_view name) noexcept;
/// Of those, a time: first_response, next_response, resolution.
[[nodiscard]] bool is_time_field(std::string_view name) noexcept;

} // namespace usher::policy
