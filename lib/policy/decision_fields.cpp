// SPDX-License-Identifier: BSL-1.0
#include "policy/decision_fields.hpp"

#include "policy/facts.hpp"

#include <algorithm>
#include <array>

namespace usher::policy {
namespace {

constexpr std::array<std::string_view, 6> lists = {"topics", "pii", "skills", "tags", "notify", "ask"};
constexpr std::array<std::string_view, 16> values = {
    "department", "agent",          "engage",        "priority",   "band",    "language",
    "intent",     "stage",          "sentiment",     "visibility", "move_to", "reply",
    "sla",        "first_response", "next_response", "resolution"};

} // namespace

bool is_list_field(std::string_view name) noexcept {
  return std::find(lists.begin(), lists.end(), name) != lists.end();
}

bool is_value_field(std::string_view name) noexcept {
  return std::find(values.begin(), values.end(), name) != values.end();
}

bool is_time_field(std::string_view name) noexcept {
  const auto clocks = service_clock_names();
  return std::find(clocks.begin(), clocks.end(), name) != clocks.end();
}

} // namespace usher::policy
