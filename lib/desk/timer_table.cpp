// SPDX-License-Identifier: BSL-1.0
#include "desk/timer_table.hpp"

#include <algorithm>

namespace usher::desk {

void TimerTable::make_room(std::size_t calls) {
  // What is in vain goes when there is much of it.
  if (std::max(heaps_[goes_on].size(), heaps_[over].size()) > 64 + 4 * known_.size()) sweep();
  const std::size_t more = 64 + 2 * calls;
  for (TimerHeap &heap : heaps_)
    heap.reserve(more);
  room_ = more;
}

void TimerTable::set(ConversationId id, std::uint64_t number, Which which, Instant time) noexcept {
  Known &known = known_[id];
  unsettle(known);
  // Larger numbers are not given out, though a damaged snapshot may have one.
  number &= TimerHeap::Entry::most_numbers;
  if (known.number != number) {
    known.number = number & TimerHeap::Entry::most_numbers; // as it has just that many bits
    known.entry = {never, never};
  }
  // No desk comes to a time behind the end; what is late already is due at once.
  known.time = time < TimerHeap::Entry::end_of_time ? std::max<Instant>(time, 0) : never;
  known.which = which;
  if (known.time < known.entry[which]) add_entry(known, id);
}

/// An entry that is too late for it is joined by another. If that one is the first now, it is right.
void TimerTable::add_entry(Known &known, ConversationId id) noexcept {
  known.entry[known.which] = known.time;
  --room_;
  first_[known.which] = std::min(first_[known.which], known.time);
  heaps_[known.which].push({known.time, known.number, id});
}

/// Until the entry at the top is the timer of its conversation.
void TimerTable::settle(Which which) const noexcept {
  settled_[which] = true;
  TimerHeap &heap = heaps_[which];
  while (!heap.empty()) {
    const TimerHeap::Entry top = heap.top();
    Known &known = known_[top.conversation()];
    const bool stale = is_stale(known, top, which);
    const Instant time = known.which == which ? known.time : never;
    if (!stale && time == top.time()) {
      first_[which] = time;
      return;
    }
    if (!stale) known.entry[which] = time;
    if (stale || time == never)
      heap.pop();
    else
      heap.replace_top({time, top.number(), top.conversation()});
  }
  first_[which] = never;
}

/// Of both, which are right.
ConversationId TimerTable::first_conversation() const noexcept {
  const bool is_over = first_[goes_on] == first_[over]
                           ? heaps_[over].top().number() < heaps_[goes_on].top().number()
                           : first_[over] < first_[goes_on];
  return heaps_[is_over ? over : goes_on].top().conversation();
}

void TimerTable::sweep() noexcept {
  for (const Which which : both)
    heaps_[which].sweep(
        [&](const TimerHeap::Entry &entry) { return is_stale(known_[entry.conversation()], entry, which); });
}

} // namespace usher::desk
