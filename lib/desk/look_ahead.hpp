// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "desk/event.hpp"
#include "desk/state.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>

namespace usher::desk {

/// Asks the memory for what the later events of a call will touch, while the earlier ones are applied: first for the
/// entry of a name, then for the conversation of this name, then for what a conversation says where to find. Each is
/// read some events later, when it is there.
class LookAhead {
 public:
  LookAhead(State &state, std::span<const Event> events) noexcept : state_(state), events_(events) {
    // Of one event there is nothing to ask for ahead.
    if (events.size() == 1) return;
    for (std::size_t i = 0; i < std::min(names, events.size()); ++i)
      ask_for_name(i);
    for (std::size_t i = 0; i < conversations; ++i)
      ask_for_conversation(i);
    for (std::size_t i = 0; i < work; ++i)
      ask_for_work(i);
  }

  /// The event of this row is about to be applied; of each, in their order.
  void reach(std::size_t row) noexcept {
    if (events_.size() == 1) return state_.foresee_name(events_[row].conversation);
    ask_for_name(row + names);
    ask_for_conversation(row + conversations);
    ask_for_work(row + work);
  }

 private:
  // So many events ahead: as many as take a little longer than memory does, as more would drive out what comes first.
  static constexpr std::size_t names = 12;
  static constexpr std::size_t conversations = 8;
  static constexpr std::size_t work = 4;

  void ask_for_name(std::size_t row) const noexcept {
    if (row < events_.size()) state_.foresee_name(events_[row].conversation);
  }
  void ask_for_conversation(std::size_t row) noexcept {
    if (row < events_.size())
      likely_[row % conversations] = state_.fetch_conversation(events_[row].conversation);
  }
  void ask_for_work(std::size_t row) const noexcept {
    if (row < events_.size()) state_.fetch_work(likely_[row % conversations]);
  }

  State &state_;
  std::span<const Event> events_;
  std::array<ConversationId, conversations> likely_; // by row, of those that were asked for last
};

} // namespace usher::desk
