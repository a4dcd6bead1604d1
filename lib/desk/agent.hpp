// SPDX-License-Identifier: BSL-1.0
// A person at the desk.
#pragma once

#include "desk/agent_set.hpp"
#include "desk/conversation.hpp"
#include "desk/event.hpp"
#include "desk/words.hpp"
#include "policy/model.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace usher::desk {

/// What somebody may take, whatever the hour. Changes only by an event or a new policy.
struct Profile {
  std::vector<std::uint32_t> departments;
  std::vector<std::uint32_t> accounts; // all when empty
  ListId skills = 0;                   // the best first
  ListId languages = 0;                // likewise; all when empty
  std::array<std::uint32_t, policy::channel_kind_count> capacity_of_kind{};
  std::uint32_t capacity = 1;
  std::optional<std::uint32_t> own_works_on; // as said of them
  std::uint32_t works_on = UINT32_MAX;       // conversations at once; of their departments if not
  bool operator==(const Profile &) const = default;
  std::uint32_t shift = UINT32_MAX; // a calendar
};

/// In a list of accounts that are all unknown: it allows none, where an empty list allows all.
inline constexpr std::uint32_t no_such_account = UINT32_MAX - 1;

struct AgentData {
  Presence presence = Presence::online; // as the host says
  bool told = false;        // the host has spoken of them, so they do not come and go with the policy
  bool on_shift = true;     // as the calendar says; true without one
  std::uint32_t held = 0;   // weights of what they hold and are offered
  std::uint32_t count = 0;  // of these
  std::uint32_t active = 0; // of these, those that wait for an answer
  // Derived, of their profile: with what is before and behind it, in one line of the cache, those are compared who may
  // take something.
  std::uint32_t skill_count = 0;
  std::uint32_t capacity = 1;
  std::uint32_t works_on = UINT32_MAX;
  std::uint32_t profile = 0;
  std::int64_t idle_since = 0; // holds nothing since
  std::uint64_t given = 0;     // effects so far when they were last given or offered anything
  // For metrics: how long they were present, and of that had something, up to `measured`; 0: not measured yet.
  std::int64_t measured = 0;
  std::int64_t present_ms = 0;
  std::int64_t busy_ms = 0;
  std::array<std::uint32_t, policy::channel_kind_count> held_of_kind{};
  std::int64_t timer = INT64_MAX; // the shift begins or ends
};

/// What somebody has or is offered, in the order in which they came. Who has it is found in a line or two of memory.
struct Held {
  std::uint64_t number = 0;
  ConversationId id = no_conversation;
};
using Holding = std::vector<Held>;

struct alignas(64) Agent {
  AgentData data;
  Holding holding; // derived; one that is not linked may have left
  std::string name;
  bool judged = false; // since the last refresh: they may be able to take what they could not
  std::uint64_t saved_in = 0;

  [[nodiscard]] bool is_present() const noexcept {
    return data.presence == Presence::online && data.on_shift;
  }
  /// At work, be it that they take nothing new.
  [[nodiscard]] bool is_here() const noexcept {
    return data.on_shift && (data.presence == Presence::online || data.presence == Presence::away);
  }
  /// Brings what is measured up to a time, before anything of it changes.
  void measure(std::int64_t time) noexcept {
    if (time == 0) return; // the desk has none yet
    const std::int64_t passed = data.measured == 0 ? 0 : time - data.measured;
    data.measured = time;
    if (passed <= 0 || !is_present()) return;
    data.present_ms += passed;
    if (data.count > 0) data.busy_ms += passed;
  }
};

} // namespace usher::desk
