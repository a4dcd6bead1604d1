// SPDX-License-Identifier: BSL-1.0
// The timers of all conversations: which one is the first. What goes on and what is over are kept apart, as only the
// former makes a desk ask to be woken.
//
// A timer that moves leaves its entry in the heap, which is put right when it reaches the top. What that takes is kept
// here, beside one another, so that it is not looked up in conversations that nobody has touched for long.
#pragma once

#include "base/fetch.hpp"
#include "desk/conversation.hpp"
#include "desk/steady.hpp"
#include "desk/timer_heap.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace usher::desk {

class TimerTable {
 public:
  enum Which : std::uint8_t { goes_on, over };

  /// A place for conversations 0 to count - 1.
  void grow(std::size_t count) {
    while (known_.size() < count)
      known_.emplace_back();
  }
  /// Memory for so many calls of set().
  void reserve(std::size_t calls) {
    if (room_ < calls) make_room(calls);
  }
  /// set() is about to be called.
  void fetch(ConversationId id) const noexcept { fetch_line(&known_[id]); }
  /// When something is to be done about a conversation; never: nothing. A place that has another number than before has
  /// another conversation. Needs what was reserved.
  void set(ConversationId id, std::uint64_t number, Which which, Instant time) noexcept;
  /// It is gone, or about to be.
  void clear(ConversationId id) noexcept {
    Known &known = known_[id];
    unsettle(known);
    known.time = never;
  }

  [[nodiscard]] Instant of(ConversationId id) const noexcept { return known_[id].time; }
  /// never if there is none.
  [[nodiscard]] Instant first(Which which) const noexcept {
    if (!settled_[which]) settle(which);
    return first_[which];
  }
  /// Whose timer is the first of both and due by `time`; of the same time the one that came first. no_conversation if
  /// none is.
  [[nodiscard]] ConversationId due(Instant time) const noexcept {
    return std::min(first(goes_on), first(over)) > time ? no_conversation : first_conversation();
  }

 private:
  static constexpr std::array<Which, 2> both = {goes_on, over};

  // Two of them fill a line.
  struct alignas(32) Known {
    std::array<Instant, 2> entry = {never, never}; // its earliest in each heap
    Instant time = never;
    std::uint64_t number : TimerHeap::Entry::number_bits = 0;
    Which which : 1 = goes_on;
  };

  void make_room(std::size_t calls);
  /// It is about to change: where its entry is the first, that may be wrong then.
  void unsettle(const Known &known) noexcept {
    for (const Which which : both)
      if (known.entry[which] == first_[which]) settled_[which] = false;
  }
  void add_entry(Known &known, ConversationId id) noexcept;
  void settle(Which which) const noexcept;
  [[nodiscard]] ConversationId first_conversation() const noexcept;
  void sweep() noexcept;
  [[nodiscard]] static bool is_stale(const Known &known, const TimerHeap::Entry &entry,
                                     Which which) noexcept {
    return known.number != entry.number() || known.entry[which] != entry.time();
  }

  std::size_t room_ = 0; // at least so many entries fit into either
  // Whoever asks puts the tops right.
  mutable Steady<Known, 1024> known_; // by conversation
  mutable std::array<TimerHeap, 2> heaps_;
  mutable std::array<bool, 2> settled_{};                 // the top is right, and
  mutable std::array<Instant, 2> first_ = {never, never}; // its time is this
};

} // namespace usher::desk
