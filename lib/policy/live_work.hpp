// SPDX-License-Identifier: BSL-1.0
// The words and numbers of live work: how a policy calls what its departments, agents and groups are told to do.
#pragma once

#include "policy/model.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace usher::policy {

/// Words in the order of the enumerations Strategy, AssignMode, EndOfShift, Order.
[[nodiscard]] std::span<const std::string_view> strategy_names() noexcept;
[[nodiscard]] std::span<const std::string_view> assign_mode_names() noexcept;
[[nodiscard]] std::span<const std::string_view> end_of_shift_names() noexcept;
[[nodiscard]] std::span<const std::string_view> order_names() noexcept;

/// How many there are whom `notify` may name: departments, agents and groups.
[[nodiscard]] std::size_t notified_count(const Frame &frame) noexcept;
/// The name of a department, an agent or a group; `id` is below notified_count.
[[nodiscard]] std::string_view notified_name(const Frame &frame, NotifiedId id) noexcept;

/// To which department each gives work: while it is closed, and when its queue is full.
[[nodiscard]] std::vector<std::optional<std::uint32_t>> closed_successors(const Frame &frame);
/// Circles of these that are a mistake: where all hand over what waits, work goes round with the sun.
[[nodiscard]] std::vector<std::vector<std::uint32_t>> closed_circles(const Frame &frame);
[[nodiscard]] std::vector<std::optional<std::uint32_t>> overflow_successors(const Frame &frame);
/// The circles of such a list, each in its order from its lowest number; the lowest first. Numbers are below its size.
[[nodiscard]] std::vector<std::vector<std::uint32_t>>
circles_of(std::span<const std::optional<std::uint32_t>> successors);

/// The department that has the work of this one: itself, unless it is closed and names another. Where all that name one
/// another are closed, nobody is better off elsewhere. `is_open(number)` says whether a department is open.
template <class IsOpen>
[[nodiscard]] std::uint32_t open_department(const Frame &frame, std::uint32_t department, IsOpen &&is_open) {
  std::uint32_t to = department;
  for (std::size_t steps = frame.departments.size(); steps > 0; --steps) {
    const std::optional<WhileClosed> &closed = frame.departments[to].closed;
    if (!closed || !closed->to || is_open(to)) return to;
    to = *closed->to;
  }
  return department;
}

} // namespace usher::policy
