// SPDX-License-Identifier: BSL-1.0
// A consultation is named by the conversation that asks, a question mark and the department that is asked.
#pragma once

#include <string>
#include <string_view>

#include <fmt/format.h>

namespace usher::desk {

[[nodiscard]] inline std::string question_name(std::string_view asker, std::string_view department) {
  return fmt::format("{}?{}", asker, department);
}

[[nodiscard]] inline std::string_view asker_of(std::string_view question) noexcept {
  return question.substr(0, question.rfind('?'));
}

/// The department.
[[nodiscard]] inline std::string_view asked_of(std::string_view question) noexcept {
  return question.substr(question.rfind('?') + 1);
}

} // namespace usher::desk
