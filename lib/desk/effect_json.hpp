// SPDX-License-Identifier: BSL-1.0
// Effects in names: as JSON objects (docs/schema/effect.schema.json), and as lines for people.
#pragma once

#include "base/json.hpp"
#include "desk/effect.hpp"
#include "desk/state.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace usher::desk {

/// An effect in which names stand instead of the desk's numbers. What it does not say is empty, 0 or `no_time`.
struct NamedEffect {
  static constexpr Instant no_time = -1;

  std::uint64_t n = 0;
  Instant time = 0;
  EffectType type = EffectType::routed;
  Reason reason = Reason::unsaid;
  std::uint8_t clock = 0;   // policy::ServiceClock, where is_of_clock(type)
  std::uint32_t number = 0; // widened: the step, from 1; presence: 1 or 0
  Instant at = no_time;     // when it is due, ends, opens, was sent
  std::string_view conversation;
  std::string_view agent;
  std::string_view department;
  std::string_view what;    // a band, whom to tell or ask, a channel, a reply
  std::string_view because; // the rule, or the word of the reason
  bool because_is_rule = false;
  std::string_view other; // another conversation
  std::string_view text;  // of a reply, made personal; the engine's until its next change
};

[[nodiscard]] bool is_of_clock(EffectType type) noexcept;

/// Names are those of this moment, so before the change is kept: what is over is forgotten then. They live in the state
/// and the policy and end with a NUL.
[[nodiscard]] NamedEffect name(const State &state, const Effect &effect);

void write_json(const NamedEffect &effect, JsonWriter &json);
/// "2026-03-20T09:00:00Z c-17: offered to sara until 2026-03-20T09:05:00Z (strategy)", without a line feed.
[[nodiscard]] std::string to_text(const NamedEffect &effect);

/// Whom a notification names: a department, an agent or a group.
[[nodiscard]] std::string_view notified(const policy::Frame &frame, policy::NotifiedId whom) noexcept;

} // namespace usher::desk
