// SPDX-License-Identifier: BSL-1.0
// The keys of events in JSON: which there are, to which types each belongs, and which type cannot do without it.
#pragma once

#include "desk/event.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace usher::desk {

enum class KeyId : std::uint8_t {
  type,
  id,
  time,
  conversation,
  agent,
  department,
  text,
  from,
  is_private,
  message,
  facts,
  due,
  skills,
  priority,
  prefer_agent,
  force,
  blocked,
  refused,
  before_reply,
  within,
  customer,
  presence,
  departments,
  languages,
  accounts,
  capacity,
  works_on,
  shift
};

struct EventKey {
  KeyId id{};
  std::string_view name;
  std::uint32_t types = 0;  // a bit for each that it belongs to
  std::uint32_t needed = 0; // and for each that needs it

  [[nodiscard]] static constexpr std::uint32_t bit(EventType type) noexcept {
    return std::uint32_t{1} << static_cast<unsigned>(type);
  }
  [[nodiscard]] constexpr bool belongs_to(EventType type) const noexcept { return (types & bit(type)) != 0; }
  [[nodiscard]] constexpr bool is_needed_by(EventType type) const noexcept {
    return (needed & bit(type)) != 0;
  }
};

inline constexpr std::int64_t most_capacity = 1'000'000;
inline constexpr std::array<std::string_view, 2> senders = {"customer", "staff"};

[[nodiscard]] std::span<const EventKey> event_keys() noexcept;
[[nodiscard]] const EventKey *find_event_key(std::string_view name) noexcept;
[[nodiscard]] const EventKey &event_key(KeyId id) noexcept;
[[nodiscard]] std::vector<std::string_view> event_keys_of(EventType type);

} // namespace usher::desk
