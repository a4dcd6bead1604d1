// SPDX-License-Identifier: BSL-1.0
#include "policy/live_work.hpp"

#include <algorithm>
#include <array>

namespace usher::policy {
namespace {

constexpr std::array<std::string_view, 10> strategies = {
    "index",         "longest_idle", "least_loaded", "most_loaded", "round_robin",
    "fewest_skills", "best_match",   "first",        "random",      "power_of_two"};
constexpr std::array<std::string_view, 2> modes = {"pull", "on_arrival"};
constexpr std::array<std::string_view, 3> ends_of_shift = {"finish", "hand_back", "hand_over"};
constexpr std::array<std::string_view, 4> orders = {"index", "priority", "fifo", "earliest_due"};

static_assert(strategies.size() == static_cast<std::size_t>(Strategy::power_of_two) + 1);
static_assert(ends_of_shift.size() == static_cast<std::size_t>(EndOfShift::hand_over) + 1);
static_assert(orders.size() == static_cast<std::size_t>(Order::earliest_due) + 1);

} // namespace

std::span<const std::string_view> strategy_names() noexcept { return strategies; }
std::span<const std::string_view> assign_mode_names() noexcept { return modes; }
std::span<const std::string_view> end_of_shift_names() noexcept { return ends_of_shift; }
std::span<const std::string_view> order_names() noexcept { return orders; }

std::size_t notified_count(const Frame &frame) noexcept {
  return frame.departments.size() + frame.agents.size() + frame.groups.size();
}

std::string_view notified_name(const Frame &frame, NotifiedId id) noexcept {
  std::size_t number = id;
  if (number < frame.departments.size()) return frame.departments[number].name;
  number -= frame.departments.size();
  if (number < frame.agents.size()) return frame.agents[number].name;
  return frame.groups[number - frame.agents.size()].name;
}

std::vector<std::optional<std::uint32_t>> closed_successors(const Frame &frame) {
  std::vector<std::optional<std::uint32_t>> next;
  for (const Department &department : frame.departments)
    next.push_back(department.closed ? department.closed->to : std::nullopt);
  return next;
}

std::vector<std::optional<std::uint32_t>> overflow_successors(const Frame &frame) {
  std::vector<std::optional<std::uint32_t>> next;
  for (const Department &department : frame.departments)
    next.push_back(department.queue ? department.queue->overflow_to : std::nullopt);
  return next;
}

std::vector<std::vector<std::uint32_t>> circles_of(std::span<const std::optional<std::uint32_t>> successors) {
  std::vector<std::vector<std::uint32_t>> circles;
  const auto count = static_cast<std::uint32_t>(successors.size());
  std::vector<std::uint32_t> walk_of(count, count); // by number, the walk that came by first
  for (std::uint32_t root = 0; root < count; ++root) {
    std::optional<std::uint32_t> at = root;
    while (at && walk_of[*at] == count) {
      walk_of[*at] = root;
      at = successors[*at];
    }
    if (!at || walk_of[*at] != root) continue;
    std::vector<std::uint32_t> circle;
    std::uint32_t number = *at;
    do {
      circle.push_back(number);
      number = *successors[number];
    } while (number != *at);
    std::rotate(circle.begin(), std::min_element(circle.begin(), circle.end()), circle.end());
    circles.push_back(std::move(circle));
  }
  std::sort(circles.begin(), circles.end());
  return circles;
}

std::vector<std::vector<std::uint32_t>> closed_circles(const Frame &frame) {
  std::vector<std::vector<std::uint32_t>> circles = circles_of(closed_successors(frame));
  std::erase_if(circles, [&](const std::vector<std::uint32_t> &circle) {
    return std::all_of(circle.begin(), circle.end(),
                       [&](std::uint32_t number) { return frame.departments[number].closed->hand_over; });
  });
  return circles;
}

} // namespace usher::policy
