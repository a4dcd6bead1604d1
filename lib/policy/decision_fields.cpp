// SPDX-License-Identifier: BSL-1.0
#include "policy/decision_fields.hpp"

#include <algorithm>
#include <array>

namespace usher::policy {
namespace {

constexpr std::array<std::string_view, 6> lists = {"topics", "pii", "skills", "tags", "notify", "ask"};
constexpr std::array<std::string_view, 12> values = {"department", "agent",      "engage",  "priority",
                                                     "band",       "language",   "intent",  "stage",
                                                     "sentiment",  "visibility", "move_to", "reply"};

} // namespace

bool is_list_field(std::string_view name) noexcept {
  return std::find(lists.begin(), lists.end(), name) != lists.end();
}

bool is_value_field(std::string_view name) noexcept {
  return std::find(values.begin(), values.end(), name) != values.end();
}

} // namespace usher::policy
