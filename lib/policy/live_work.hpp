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

} // namespace usher::policy
